"""The lines of an account's score: a part of it, and the points that a range of it raises by."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.scoring.account import AccountMeasure, AccountPart
from models.scoring.awards import MOST_POINTS, RangePoints
from widgets.editors.around import Around
from widgets.editors.line_list import Line
from widgets.editors.part_row import WordsLine
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.field_chooser import FieldChooser, usable
from widgets.inputs.label import Label
from widgets.inputs.number_edit import NumberEdit
from widgets.inputs.spin_box import SignedSpinBox
from widgets.inputs.tools import Tool
from widgets.spacing import spaced

MEASURES = (
    (AccountMeasure.HIGHEST, "the highest score of its leads"),
    (AccountMeasure.TOP, "the sum of the top"),
    (AccountMeasure.IN_BAND, "the number of leads in"),
    (AccountMeasure.DISTINCT, "the number of different"),
)
MOST_TOP = 10_000


class PartLine(Line):
    """One part: what is measured, times what, at most how much."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part = AccountPart(AccountMeasure.HIGHEST)
        self.words = WordsLine(self)
        self.times = NumberEdit(self, name="Times", whole=True)
        self.measure = ChoiceBox(self, name="What is measured of the leads")
        self.top = NumberEdit(self, name="How many scores are summed", whole=True, least=1)
        self._scores = Label("scores", "text2", parent=self)
        self.band = ChoiceBox(self, name="Band")
        self._above = Label("or above", "text2", parent=self)
        self.field = FieldChooser(self)
        self._at_most = Label("counting at most", "text2", parent=self)
        self.most = NumberEdit(self, name="Counting at most", whole=True, least=0)
        self.most.setPlaceholderText("all")
        remove = Tool("close", "Remove this part", self)
        self.words.add(self.times, Label("\u00d7", "text2", parent=self), self.measure, self.top)
        self.words.add(self._scores, self.band, self._above, self.field, self._at_most, self.most)
        row = QHBoxLayout(self)
        spaced(row, 4, margins=(6, 3, 3, 3))
        row.addWidget(self.words, 1)
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        self.measure.picked.connect(self._pick)
        self.band.picked.connect(lambda band: self._tell(band=band))
        self.field.picked.connect(lambda name: self._tell(field=name))
        self.times.typed.connect(self._type_times)
        self.top.typed.connect(self._type_top)
        self.most.typed.connect(self._type_most)
        remove.clicked.connect(lambda: self.asked.emit("remove"))

    def present(self, part: AccountPart, bands: tuple[str, ...], around: Around) -> None:
        """Show a part."""
        self._part = part
        measure = part.measure
        self.times.present(float(part.times))
        self.measure.present(MEASURES, measure)
        self.top.present(float(part.top))
        names = [(name, name) for name in bands]
        if part.band not in bands:
            names.insert(0, (part.band, f"{part.band} (no such band)" if part.band else "a band"))
        self.band.present(names, part.band)
        self.field.present(part.field, usable(around.fields), missing=around.lacks(part.field))
        self.most.present(None if part.most is None else float(part.most))
        in_band = measure is AccountMeasure.IN_BAND
        for widget, shown in (
            (self.top, measure is AccountMeasure.TOP),
            (self._scores, measure is AccountMeasure.TOP),
            (self.band, in_band),
            (self._above, in_band),
            (self.field, measure is AccountMeasure.DISTINCT),
        ):
            widget.setVisible(shown)

    def focus_first(self) -> None:
        """To what is measured."""
        self.measure.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick(self, measure: object) -> None:
        if isinstance(measure, AccountMeasure):
            self._tell(measure=measure)
            if measure is AccountMeasure.DISTINCT and not self._part.field:
                self.field.open()

    def _type_times(self, value: object, gesture: int) -> None:
        if isinstance(value, float) and abs(value) <= MOST_POINTS:
            self._tell(gesture, times=int(value))

    def _type_top(self, value: object, gesture: int) -> None:
        if isinstance(value, float) and value <= MOST_TOP:
            self._tell(gesture, top=int(value))

    def _type_most(self, value: object, gesture: int) -> None:
        if isinstance(value, float) and value <= 1_000_000:
            self._tell(gesture, most=int(value))
        elif value is None and not self.most.fault:
            self._tell(gesture, most=None)

    def _tell(self, gesture: int = 0, **changes: object) -> None:
        after = replace(self._part, **changes)  # type: ignore[arg-type]
        if after != self._part:
            self.changed.emit(after, gesture)


class RaiseLine(Line):
    """Points for the leads of accounts whose score is in a range."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry = RangePoints(None, None, 0)
        self.low = NumberEdit(self, name="Account score from", whole=True)
        self.high = NumberEdit(self, name="Account score to under", whole=True)
        self.low.setPlaceholderText("any")
        self.high.setPlaceholderText("any")
        self.points = SignedSpinBox(self)
        self.points.setAccessibleName("Points for each lead")
        remove = Tool("close", "Remove this range", self)
        row = QHBoxLayout(self)
        spaced(row, 5, margins=(6, 3, 3, 3))
        for widget in (
            Label("from", "text2", parent=self),
            self.low,
            Label("to under", "text2", parent=self),
            self.high,
        ):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.points)
        row.addWidget(remove)
        self.low.typed.connect(lambda value, g: self._end(self.low, "low", value, g))
        self.high.typed.connect(lambda value, g: self._end(self.high, "high", value, g))
        self.points.entered.connect(lambda points, g: self._tell(g, points=points))
        remove.clicked.connect(lambda: self.asked.emit("remove"))

    def present(self, entry: RangePoints) -> None:
        """Show a range."""
        self._entry = entry
        self.low.present(entry.low)
        self.high.present(entry.high)
        self.points.present(entry.points)

    def focus_first(self) -> None:
        """To where the range begins."""
        self.low.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self, edit: NumberEdit, which: str, value: object, gesture: int) -> None:
        if not edit.fault:
            self._tell(gesture, **{which: value})

    def _tell(self, gesture: int = 0, **changes: object) -> None:
        after = replace(self._entry, **changes)  # type: ignore[arg-type]
        if after != self._entry:
            self.changed.emit(after, gesture)


def ranges_fault(entries: tuple[RangePoints, ...]) -> str:
    """What is wrong with ranges that stand in a list; "" where they ascend and part nothing."""
    for entry in entries:
        if entry.low is not None and entry.high is not None and entry.low >= entry.high:
            return "A range must end above where it begins."
    for one, other in pairwise(entries):
        if one.high is None or other.low is None or one.high > other.low:
            return "The ranges must follow each other and not overlap."
    return ""
