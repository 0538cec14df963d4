"""Counting the cells of a column that do not fit its kind, with the first few as examples."""

from __future__ import annotations

from dataclasses import dataclass, field

from models.leads.columns import Misfits
from models.leads.raw import RawColumn

EXAMPLES = 5
"""Misfitting cells that are shown; all are counted."""


@dataclass
class MisfitTally:
    """Counts misfits of a column by its distinct cells and keeps the first few."""

    raw: RawColumn
    count: int = 0
    rounded: int = 0
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
        return Misfits(self.count, tuple(self.examples), self.rounded)
