"""A list of lines that can be added and removed: parts of an account's score, quests, levels.

A line is a widget with `present(...)`, `changed(value, gesture)` and `removed()`; the list keeps
as many as there are values, so that what is typed into one stays while the others change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets import theme
from widgets.inputs.label import Label
from widgets.inputs.tools import quiet_button
from widgets.spacing import spaced


class Line(QWidget):
    """One value on its line. `changed(value, gesture)`: another whole value; `asked(wish)`: remove,
    up, down."""

    changed = Signal(object, int)
    asked = Signal(str)

    def focus_first(self) -> None:
        """To the first thing to fill in."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.current().color("line"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), theme.px(4), theme.px(4))
        painter.end()


class LineList(QWidget):
    """`changed(values, gesture)`: the whole list after a change; `asked()`: one more is wanted."""

    changed = Signal(object, int)
    asked = Signal()

    def __init__(
        self, make: Callable[[], Line], add: str, none: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._values: tuple[Any, ...] = ()
        self.lines: list[Line] = []
        self._none = Label(none, "text2", size=12, wrap=True, parent=self)
        self.add = quiet_button(add, "plus", self)
        self.add.clicked.connect(self.asked)
        self._column = QVBoxLayout()
        spaced(self._column, 6)
        column = QVBoxLayout(self)
        spaced(column, 6, margins=(3, 3, 3, 3))  # room for the ring of the focus
        column.addWidget(self._none)
        column.addLayout(self._column)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def present(self, values: Sequence[Any], show: Callable[[Any, Any], None]) -> None:
        """Show values; `show(line, value)` presents one on its line."""
        self._values = tuple(values)
        self._none.setVisible(not self._values)
        while len(self.lines) > len(self._values):
            line = self.lines.pop()
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        while len(self.lines) < len(self._values):
            line = self._make()
            line.changed.connect(lambda value, g, own=line: self._change(own, value, g))
            line.asked.connect(lambda wish, own=line: self._do(own, wish))
            self.lines.append(line)
            self._column.addWidget(line)
            line.show()
        for line, value in zip(self.lines, self._values, strict=True):
            show(line, value)

    def focus_last(self) -> None:
        """To the line that was added."""
        if self.lines:
            self.lines[-1].focus_first()

    def _change(self, line: Line, value: object, gesture: int) -> None:
        values = list(self._values)
        values[self.lines.index(line)] = value
        self._tell(values, gesture)

    def _do(self, line: Line, wish: str) -> None:
        values, place = list(self._values), self.lines.index(line)
        own = values.pop(place)
        if wish != "remove":
            target = place + (-1 if wish == "up" else 1)
            values.insert(max(0, min(len(values), target)), own)
        self._tell(values, 0)

    def _tell(self, values: list[Any], gesture: int) -> None:
        if tuple(values) != self._values:
            self.changed.emit(tuple(values), gesture)
