"""One line of points: what it is for, its slider and its number."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.leads.text import clean
from models.leads.wording import figure
from widgets.editors.award_draft import Entry, Way
from widgets.inputs.label import Label
from widgets.inputs.number_edit import NumberEdit
from widgets.inputs.offers import OfferEdit, Offers
from widgets.inputs.points_control import PointsControl
from widgets.inputs.tools import Tool
from widgets.spacing import spaced


class EntryRow(QWidget):
    """One line of points by value, by range or by count.

    `changed(entry, gesture)`: other value or ends. `moved(points, gesture)`. `removed()`.
    """

    changed = Signal(object, int)
    moved = Signal(int, int)
    finished = Signal()
    removed = Signal()
    left = Signal()

    def __init__(self, way: Way, parent: QWidget | None = None, *, narrow: bool = False) -> None:
        super().__init__(parent)
        self.way = way
        self.entry = Entry(0)
        layout = QHBoxLayout(self)
        spaced(layout, 6, margins=(12, 0, 0, 0))
        self.value = OfferEdit(self)
        self.value.setPlaceholderText("Type a value")
        self._blank = Label("blank", "text3", parent=self)
        counted = way is Way.BY_COUNT
        self.low = NumberEdit(self, name="From", whole=counted, width=84)
        self.high = NumberEdit(self, name="To under", width=84)
        self.low.setPlaceholderText("" if counted else "any")
        self.high.setPlaceholderText("any")
        self.points = PointsControl(self, width=150 if narrow else 270)
        remove = Tool("close", "Remove this line", self)
        if way is Way.BY_VALUE:
            layout.addWidget(self.value, 1)
            layout.addWidget(self._blank, 1)
            self.low.hide()
            self.high.hide()
        else:
            self.value.hide()
            self._blank.hide()
            layout.addWidget(Label("from", "text2", parent=self))
            layout.addWidget(self.low)
            if way is Way.BY_RANGE:
                layout.addWidget(Label("to under", "text2", parent=self))
                layout.addWidget(self.high)
            else:
                layout.addWidget(Label("on", "text2", parent=self))
                self.high.hide()
            layout.addStretch(1)
        layout.addWidget(self.points)
        layout.addWidget(remove)
        self.value.typed.connect(self._value)
        self.value.taken.connect(lambda text: self._value(text, 0))
        self.low.typed.connect(lambda v, g: self._tell(replace(self.entry, low=v), g))
        self.high.typed.connect(lambda v, g: self._tell(replace(self.entry, high=v), g))
        self.points.moved.connect(self.moved)
        self.points.finished.connect(self.finished)
        self.points.left.connect(self.left)
        remove.clicked.connect(self.removed)

    def present(
        self, entry: Entry, saved: int | None, span: int, field: str, offers: Offers
    ) -> None:
        """Show a line."""
        self.entry = entry
        if self.way is Way.BY_VALUE:
            text = entry.value or ""
            if clean(self.value.text()) != text:
                self.value.setText(text)
                self.value.setCursorPosition(0)
            self.value.setVisible(entry.value is not None)
            self._blank.setVisible(entry.value is None)
            self.value.setAccessibleName(f"Value of {field}")
            self.value.offer(offers, field)
            name = f"{field} is {'blank' if entry.value is None else entry.value}"
        else:
            self.low.present(entry.low)
            self.high.present(entry.high)
            name = f"{field} in this range"
            if self.way is Way.BY_COUNT:
                name = "this count on" if entry.low is None else f"{figure(entry.low)} on"
                name = f"{field} from {name}"
        self.points.present(entry.points, saved=saved, span=span, name=name)

    def focus_first(self) -> None:
        """The first thing to fill in."""
        by_range = self.way is Way.BY_RANGE
        target = self.high if by_range and self.entry.low is not None else self.low
        by_value = self.way is Way.BY_VALUE
        (self.value if by_value else target).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def fault(self) -> str:
        """What is wrong with what was typed."""
        return self.low.fault or self.high.fault

    def _value(self, text: str, gesture: int) -> None:
        self._tell(replace(self.entry, value=clean(text)), gesture)

    def _tell(self, entry: Entry, gesture: int) -> None:
        if entry != self.entry:
            self.changed.emit(entry, gesture)
