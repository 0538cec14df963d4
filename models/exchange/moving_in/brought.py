"""What came of bringing a model in: the model, what was understood, what was not. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.exchange.moving_in.columns import Columns
from models.scoring.model import ScoringModel


class Taken(StrEnum):
    """What a row was taken for."""

    RULE = "rule"
    BAND = "band"
    BASE = "base points"
    HEADING = "heading"
    TOTAL = "total"


@dataclass(frozen=True)
class Understood:
    """One row that was understood. `place`: where it stood; `text`: as it stood there; `words`: as
    it was understood; `note`: what a person ought to know about it."""

    place: str
    text: str
    taken: Taken
    words: str
    note: str = ""


@dataclass(frozen=True)
class NotUnderstood:
    """One row that was not: why, and the nearest thing that would be understood."""

    place: str
    text: str
    reason: str
    suggestion: str = ""


@dataclass(frozen=True)
class Brought:
    """A model that was brought in. Every row of the file stands in exactly one of the two lists.

    `kind` says what the file was; `notes` what holds for all of it. `columns` are those of a
    scorecard with their `headers`: the letter of each and what stands there.
    """

    kind: str
    model: ScoringModel
    understood: tuple[Understood, ...] = ()
    missed: tuple[NotUnderstood, ...] = ()
    notes: tuple[str, ...] = ()
    columns: Columns | None = None
    headers: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """The rows of the file that hold anything."""
        return len(self.understood) + len(self.missed)

    def count(self, taken: Taken) -> int:
        """The rows that were taken for this."""
        return sum(item.taken is taken for item in self.understood)
