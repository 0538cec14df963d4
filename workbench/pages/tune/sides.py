"""The sides of the page Tune under one switch: the tuning itself, and what needs no tuning."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from widgets.inputs.label import Label
from widgets.spacing import spaced
from widgets.switch import Switch
from workbench.pages.tune.side_view import SideView


class TuneSides(QWidget):
    """`first` is shown first; `about` tells of it who teaches and who tests."""

    failed = Signal(object)
    rule_asked = Signal(str)
    choose_asked = Signal(str, object)

    def __init__(self, first: QWidget, sides: Sequence[tuple[str, SideView]]) -> None:
        super().__init__()
        self._sides = tuple(side for _, side in sides)
        self.switch = Switch(("Tune", *(name for name, _ in sides)))
        self.switch.picked.connect(self.show_side)
        self.about = Label("", "text2", size=12, wrap=True)
        head = QHBoxLayout()
        spaced(head, 12, margins=(0, 0, 0, 0))
        head.addWidget(self.switch)
        head.addWidget(self.about, 1)
        self._shown = QStackedWidget()
        self._shown.addWidget(first)
        for side in self._sides:
            self._shown.addWidget(side)
            side.failed.connect(self.failed)
            side.rule_asked.connect(self.rule_asked)
            side.choose_asked.connect(self.choose_asked)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addLayout(head)
        self.column.addWidget(self._shown, 1)

    def show_side(self, place: int) -> None:
        """Show the tuning, or one of the other sides."""
        self.switch.choose(place)
        self._shown.setCurrentIndex(place)
        self.about.setVisible(not place)

    def finish(self) -> None:
        """Stop the work of all sides."""
        for side in self._sides:
            side.finish()
