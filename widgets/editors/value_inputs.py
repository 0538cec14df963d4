"""The inputs of a test's values, one kind for each thing that tests are compared with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from models.leads.text import clean
from models.leads.wording import figure
from models.scoring.conditions import Takes, Test
from widgets import theme
from widgets.editors.draft_nodes import Leaf
from widgets.inputs.date_edit import DateEdit
from widgets.inputs.label import Label
from widgets.inputs.line_edit import LineEdit
from widgets.inputs.number_edit import NumberEdit
from widgets.inputs.numbers import read_number
from widgets.inputs.offers import OfferEdit, Offers
from widgets.inputs.tag_edit import TagEdit
from widgets.inputs.weekdays import WeekdayPicker
from widgets.spacing import spaced

MOST_DAYS = 100_000


class ValueInput(QWidget):
    """`changed(values, gesture)`: a person gave other values; a place without one holds None.

    `fault`: what is wrong with what was typed.
    """

    changed = Signal(object, int)
    fault = ""

    def present(self, leaf: Leaf, offers: Offers) -> None:
        """Show the values of a test."""


def _row(widget: QWidget) -> QHBoxLayout:
    layout = QHBoxLayout(widget)
    layout.setContentsMargins(3, 3, 3, 3)
    spaced(layout, 6)
    return layout


class TextInput(ValueInput):
    """One text, with the leads' own values offered; each key counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = OfferEdit(self)
        self.line.setPlaceholderText("Type a text")
        _row(self).addWidget(self.line)
        self.setFocusProxy(self.line)
        self.line.typed.connect(self._tell)
        self.line.taken.connect(lambda text: self._tell(text, 0))

    def present(self, leaf: Leaf, offers: Offers) -> None:
        value = leaf.values[0] if leaf.values else None
        if clean(self.line.text()) != (value or ""):
            self.line.setText(str(value or ""))
            self.line.setCursorPosition(0)
        self.line.setAccessibleName(f"Text that {leaf.field} {leaf.test}")
        self.line.offer(offers, leaf.field)

    def _tell(self, text: str, gesture: int) -> None:
        self.changed.emit((clean(text) or None,), gesture)


class PatternInput(ValueInput):
    """A regular expression: kept as it is typed, each key counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = LineEdit(self)
        self.line.setPlaceholderText("Type a pattern, such as ^(VP|Head)")
        self.line.setMinimumWidth(theme.px(220))
        _row(self).addWidget(self.line)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._tell)

    def present(self, leaf: Leaf, offers: Offers) -> None:
        value = str((leaf.values[0] if leaf.values else None) or "")
        if self.line.text() != value:
            self.line.setText(value)
        self.line.setAccessibleName(f"Pattern that {leaf.field} matches")

    def _tell(self, text: str) -> None:
        self.changed.emit((text or None,), self.line.gesture)


class TagsInput(ValueInput):
    """Several texts or several numbers."""

    def __init__(self, parent: QWidget | None = None, *, numbers: bool = False) -> None:
        super().__init__(parent)
        self._numbers = numbers
        self.tags = TagEdit(self, read=_number_text if numbers else clean)
        layout = _row(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tags)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(self.tags)
        self.tags.changed.connect(self._tell)
        self.tags.refused.connect(self._refuse)

    def present(self, leaf: Leaf, offers: Offers) -> None:
        values = [value for value in leaf.values if value is not None]
        texts = [figure(v) if isinstance(v, int | float) else str(v) for v in values]
        self.tags.present(texts, offers, leaf.field)

    def _tell(self, texts: Sequence[str]) -> None:
        self.fault = ""
        if self._numbers:
            self.changed.emit(tuple(map(read_number, texts)), 0)
        else:
            self.changed.emit(tuple(texts), 0)

    def _refuse(self, text: str) -> None:
        self.fault = f"\u201c{text}\u201d is not a number."
        leaf_values = self.tags.values
        read = tuple(map(read_number, leaf_values)) if self._numbers else leaf_values
        self.changed.emit(read, 0)


def _number_text(text: str) -> str | None:
    value = read_number(text)
    return None if value is None else figure(value)


class NumbersInput(ValueInput):
    """One number or two, or a number of days with the words around it."""

    def __init__(self, takes: Takes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._takes = takes
        days = takes is Takes.DAYS
        places = 2 if takes is Takes.TWO_NUMBERS else 1
        names = ("From", "To") if places == 2 else ("Days" if days else "Number",)
        layout = _row(self)
        self.edits: list[NumberEdit] = []
        for position in range(places):
            if position:
                layout.addWidget(Label("and", "text2", parent=self))
            edit = NumberEdit(self, name=names[position], whole=days, least=0 if days else None)
            edit.typed.connect(self._tell)
            layout.addWidget(edit)
            self.edits.append(edit)
        self._after = Label("", "text2", parent=self)
        self._after.setVisible(days)
        layout.addWidget(self._after)
        self.setFocusProxy(self.edits[0])

    def present(self, leaf: Leaf, offers: Offers) -> None:
        for edit, value in zip(self.edits, leaf.values, strict=False):
            edit.present(float(value) if isinstance(value, int | float) else None)
        if self._takes is Takes.DAYS:
            one = leaf.values[:1] == (1,)
            ago = " ago" if leaf.test is Test.MORE_THAN_AGO else ""
            self._after.present(("day" if one else "days") + ago)

    def _tell(self, _value: object, gesture: int) -> None:
        read = [edit.value for edit in self.edits]
        self.fault = next((edit.fault for edit in self.edits if edit.fault), "")
        if self._takes is Takes.DAYS:
            whole = [None if v is None or v > MOST_DAYS else int(v) for v in read]
            self.changed.emit(tuple(whole), gesture)
        else:
            self.changed.emit(tuple(read), gesture)


class DatesInput(ValueInput):
    """One day or two."""

    def __init__(self, takes: Takes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        two = takes is Takes.TWO_DATES
        layout = _row(self)
        self.edits: list[DateEdit] = []
        for position, name in enumerate(("First day", "Last day") if two else ("Day",)):
            if position:
                layout.addWidget(Label("and", "text2", parent=self))
            edit = DateEdit(self, name=name)
            edit.typed.connect(self._tell)
            layout.addWidget(edit)
            self.edits.append(edit)
        self.setFocusProxy(self.edits[0])

    def present(self, leaf: Leaf, offers: Offers) -> None:
        for edit, value in zip(self.edits, leaf.values, strict=False):
            edit.present(value if isinstance(value, date) else None)

    def _tell(self, _value: object, gesture: int) -> None:
        self.fault = next((edit.fault for edit in self.edits if edit.fault), "")
        self.changed.emit(tuple(edit.value for edit in self.edits), gesture)


class WeekdaysInput(ValueInput):
    """Days of the week."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picker = WeekdayPicker(self)
        layout = _row(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.picker)
        self.setFocusProxy(self.picker)
        self.picker.picked.connect(lambda days: self.changed.emit(days, 0))

    def present(self, leaf: Leaf, offers: Offers) -> None:
        self.picker.present([value for value in leaf.values if isinstance(value, int)])


def make_input(takes: Takes, parent: QWidget) -> ValueInput:
    """The inputs for what a test takes."""
    match takes:
        case Takes.ONE_TEXT:
            return TextInput(parent)
        case Takes.PATTERN:
            return PatternInput(parent)
        case Takes.TEXTS | Takes.NUMBERS:
            return TagsInput(parent, numbers=takes is Takes.NUMBERS)
        case Takes.ONE_NUMBER | Takes.TWO_NUMBERS | Takes.DAYS:
            return NumbersInput(takes, parent)
        case Takes.ONE_DATE | Takes.TWO_DATES:
            return DatesInput(takes, parent)
        case Takes.WEEKDAYS:
            return WeekdaysInput(parent)
        case _:
            return ValueInput(parent)
