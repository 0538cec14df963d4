"""One lead's points of a group in the days ahead, in a sentence and as a line."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.evaluation.ahead import Ahead, LeadAhead, ahead_sentence
from models.scoring.model import Group
from widgets.inputs.label import Label
from widgets.spacing import spaced
from widgets.step_line import StepLine, StepLineValue, round_ticks

TYPICAL = "A typical lead of this group. Choose another on the page Leads."
CHOSEN = "The lead that is chosen on the page Leads."
NOBODY = "No lead has points of this group yet: there is nothing to fade."


class DecayAhead(QWidget):
    """The simulator: what is left on each of the next days if nothing more happens."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._of = ("", "")
        self._title = Label("If nothing more happens", weight=600, parent=self)
        self._told = Label("", wrap=True, parent=self)
        self.line = StepLine(self, name="Points in the days ahead", high=120)
        self._who = Label("", "text3", size=12, wrap=True, parent=self)
        column = QVBoxLayout(self)
        spaced(column, 4, margins=(0, 0, 0, 0))
        for widget in (self._title, self._told, self.line, self._who):
            column.addWidget(widget)

    def present(self, group: Group, found: LeadAhead | None) -> None:
        """Show a lead; None: it is not known yet, so that what was shown of the group stays."""
        if found is None:
            self.setVisible(self._of[0] == group.id)
            return
        self._of = (group.id, found.name)
        self.show()
        ahead = found.ahead
        self.line.setVisible(ahead is not None)
        if ahead is None:
            self._told.present(NOBODY)
            self._who.present("")
            return
        sentence = ahead_sentence(found.name, ahead)
        self._told.present(sentence)
        self.line.present(_line(ahead), sentence)
        dashed = " Dashed: without decay." if ahead.before != ahead.points else ""
        self._who.present((TYPICAL if found.typical else CHOSEN) + dashed)

    @property
    def sentence(self) -> str:
        """What is said."""
        return self._told.text()


def _line(ahead: Ahead) -> StepLineValue:
    days = len(ahead.points) - 1
    ticks = tuple((day, _short(ahead, day)) for day in round_ticks(days, 3))
    return StepLineValue(ahead.points, ahead.before, ticks=ticks)


def _short(ahead: Ahead, day: int) -> str:
    then = ahead.day + timedelta(days=day)
    return f"{then.day} {then:%b}"
