"""A switch between a few views of one page: joined buttons of which one is down."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from models.leads.wording import both_ends
from widgets import theme

LONGEST = 24
"""A name with more letters is shown by both of its ends."""
RING = 3
"""Room for the ring of the focus, which a page may take out of its own margins."""


class Switch(QWidget):
    """`picked(position)` tells what a person chose."""

    picked = Signal(int)

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(RING for _ in range(4)))
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self.names = tuple(names)
        for position, name in enumerate(names):
            button = QPushButton(both_ends(name, LONGEST))
            button.setToolTip(name if len(name) > LONGEST else "")
            button.setAccessibleName(name)
            button.setCheckable(True)
            theme.set_kind(button, "segment")
            ends = {0: "first", len(names) - 1: "last"}
            button.setProperty("place", ends.get(position, ""))
            self._group.addButton(button, position)
            row.addWidget(button)
        row.addStretch(1)
        self.choose(0)
        self._group.idClicked.connect(self.picked)

    @property
    def chosen(self) -> int:
        """The position of the view that is shown."""
        return self._group.checkedId()

    def choose(self, position: int) -> None:
        """Show another one as chosen; tells nobody."""
        self._group.button(position).setChecked(True)

    def present(self, words: Sequence[str]) -> None:
        """Say more beside the names, such as how many there are; "" for nothing."""
        for position, (name, more) in enumerate(zip(self.names, words, strict=True)):
            words = both_ends(name, LONGEST)
            self._group.button(position).setText(f"{words}  {more}".strip())
