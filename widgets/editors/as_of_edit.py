"""The day for which scores are: that of the data, a fixed one, or each lead's own."""

from __future__ import annotations

from datetime import date
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.leads.wording import count_of, day_words, figure
from widgets.editors.around import AsOfFacts
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.date_edit import DateEdit
from widgets.inputs.label import Label
from widgets.inputs.number_edit import NumberEdit
from widgets.spacing import spaced

USUAL_DAYS = 30
MOST_DAYS = 3_650


class Way(Enum):
    """How the day is found."""

    DATA = "follows the data"
    FIXED = "is a fixed day"
    OWN = "is each lead's own"


class AsOfEdit(QWidget):
    """`changed(as_of, own_day, gesture)`: a day or None, days after the creation or None."""

    changed = Signal(object, object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._as_of: date | None = None
        self._own: int | None = None
        self._facts: AsOfFacts | None = None
        self.way = ChoiceBox(self, name="The as-of day")
        self.day = DateEdit(self, name="As-of day")
        self.days = NumberEdit(
            self, name="Days after the creation of a lead", whole=True, least=0, width=64
        )
        self._after = Label("days after its creation", "text2", size=12, parent=self)
        self.says = Label("", "text3", size=12, wrap=True, parent=self)
        row = QHBoxLayout()
        spaced(row, 8)
        for widget in (self.way, self.day, self.days, self._after):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        spaced(column, 4, margins=(3, 3, 3, 3))
        column.addLayout(row)
        column.addWidget(self.says)
        self.setFocusProxy(self.way)
        self.way.picked.connect(self._pick)
        self.day.typed.connect(self._set_day)
        self.day.textEdited.connect(lambda _text: self._say())
        self.days.typed.connect(self._set_days)
        self.days.textEdited.connect(lambda _text: self._say())

    @property
    def _way(self) -> Way:
        if self._own is not None:
            return Way.OWN
        return Way.DATA if self._as_of is None else Way.FIXED

    def present(self, as_of: date | None, own_day: int | None, facts: AsOfFacts | None) -> None:
        """Show the day of a model, and what it makes of the leads."""
        # While a day is being retyped the empty line stays under the hand.
        retyped = self.day.hasFocus() and as_of is None and own_day is None
        self._as_of, self._own, self._facts = as_of, own_day, facts
        self.way.present([(way, way.value) for way in Way], self._way)
        self.day.present(as_of)
        self.days.present(None if own_day is None else float(own_day))
        self.day.setVisible(self._way is Way.FIXED or retyped)
        for widget in (self.days, self._after):
            widget.setVisible(self._way is Way.OWN)
        self._say()

    def _say(self) -> None:
        beyond = self.days.value is not None and self.days.value > MOST_DAYS
        days = f"Type at most {figure(MOST_DAYS)} days." if beyond else self.days.fault
        fault = {Way.FIXED: self.day.fault, Way.OWN: days}.get(self._way, "")
        self.says.present(fault or self._words(), "err" if fault else "text3")

    def _words(self) -> str:
        facts = self._facts
        if self._way is Way.FIXED:
            return "What came later does not exist for the scores."
        if self._way is Way.DATA:
            now = "" if facts is None else f", now {day_words(facts.day)}"
            return f"The newest day that the data have{now}."
        limit = "Never later than the day before its outcome"
        if facts is None:
            return f"{limit}."
        limit += f", nor than {day_words(facts.day)}."
        left = []
        if facts.too_young:
            are = "lead is" if facts.too_young == 1 else "leads are"
            left.append(f"{figure(facts.too_young)} {are} too young")
        if facts.undated:
            have = "has" if facts.undated == 1 else "have"
            left.append(f"{count_of(facts.undated, 'lead')} {have} no day of creation")
        if not left:
            return f"{limit} All {count_of(facts.scored, 'lead')} are old enough."
        rest = f"{figure(facts.scored)} are scored" if facts.scored else "no lead is scored"
        return f"{limit} {' and '.join(left)}: left out, {rest}."

    # Wishes

    def _pick(self, way: object) -> None:
        if way is self._way:
            return
        if way is Way.DATA:
            self._tell(None, None, 0)
        elif way is Way.FIXED:
            day = self._as_of or (self._facts.day if self._facts is not None else None)
            self._tell(day or date.today(), None, 0)
        else:
            self._tell(self._as_of, USUAL_DAYS, 0)

    def _set_day(self, day: date | None, gesture: int) -> None:
        """A text that is no day yet changes nothing; an empty line lets the day follow the data."""
        if day is not None or not self.day.text().strip():
            self._tell(day, None, gesture)
        self._say()

    def _set_days(self, days: object, gesture: int) -> None:
        if isinstance(days, float) and 0 <= days <= MOST_DAYS:
            self._tell(self._as_of, int(days), gesture)
        self._say()

    def _tell(self, as_of: date | None, own: int | None, gesture: int) -> None:
        if (as_of, own) != (self._as_of, self._own):
            self.changed.emit(as_of, own, gesture)
