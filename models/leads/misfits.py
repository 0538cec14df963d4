"""Cells of a column that do not fit its kind: counted with the first few, and told in words."""

from __future__ import annotations

from dataclasses import dataclass, field

from models.leads.columns import Misfits
from models.leads.fields import Input, Kind
from models.leads.raw import RawColumn
from models.leads.wording import count_of, listed
from models.problems import Problem, Severity

EXAMPLES = 5
"""Misfitting cells that are shown; all are counted."""


@dataclass
class MisfitTally:
    """Counts misfits of a column by its distinct cells and keeps the first few."""

    raw: RawColumn
    count: int = 0
    rounded: int = 0
    long: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, index: int) -> None:
        """The distinct cell of that index does not fit."""
        rows = int(self.raw.counts[index])
        if rows:
            self.count += rows
            if len(self.examples) < EXAMPLES:
                self.examples.append(self.raw.texts[index])

    def misfits(self) -> Misfits:
        """What was counted."""
        return Misfits(self.count, tuple(self.examples), self.rounded, self.long)


def misfit_problems(item: Input, misfits: Misfits) -> list[Problem]:
    """What preparing a field found wrong with its cells."""
    noun = {Kind.NUMBER: "number", Kind.DATE: "date"}.get(item.kind, item.kind.value)
    found = []
    if misfits.count:
        are = f"is not a {noun}" if misfits.count == 1 else f"are not {noun}s"
        if item.kind is Kind.YES_NO:
            are = "is neither yes nor no" if misfits.count == 1 else "are neither yes nor no"
        elif item.kind in (Kind.TEXT, Kind.MULTIPLE):
            are = "is an error" if misfits.count == 1 else "are errors"
        found.append(
            Problem(
                f"{count_of(misfits.count, 'cell')} {are}, such as "
                f"{listed(misfits.examples[:2])}; read as blank.",
                item.name,
                "Correct them in the file, or make the field text.",
                misfits.count,
                misfits.examples,
            )
        )
    if misfits.long:  # the sixteenth digit of a fraction is an accident of how it was computed
        found.append(
            Problem(
                f"{count_of(misfits.long, 'number')} had more than 15 digits and "
                f"{'was' if misfits.long == 1 else 'were'} rounded.",
                item.name,
                "If they name something, make the field text.",
                misfits.long,
                severity=Severity.NOTE,
            )
        )
    return found
