"""Readiness: how far the leads are ready to be scored, from 0 to 100, and what it is made of.

Each part is a share from 0 to 1 with a weight; readiness is 100 times the weighted mean, rounded
down, so that 100 means that nothing is left to mend. A part that does not apply is left out.

    filled     30   mean over the fields of the share of leads that have a value
    readable   20   1 less the share of cells with something written that do not fit the kind,
                    cannot be, or stand for nothing
    one word   15   1 less the share of text cells written otherwise than their value is meant
    telling    10   share of fields that are neither empty nor the same for every lead
    outcome    15   share of leads whose outcome is known, times min(1, fewer / 30): `fewer` are
                    the converted leads or the others, whichever are fewer
    dated      10   share of leads with a creation that can be

The fields are those that rules read; while no rule reads any, all that have no role.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.evaluation.tallies import TOO_FEW

WEIGHTS = {
    "Filled": 30,
    "Readable": 20,
    "One spelling": 15,
    "Telling": 10,
    "Outcome": 15,
    "Dated": 10,
}
"""The parts and their weights."""


@dataclass(frozen=True)
class ReadyPart:
    """A part of readiness: `share` from 0 to 1, `says` what it counts."""

    name: str
    weight: int
    share: float
    says: str


@dataclass(frozen=True)
class FieldState:
    """What readiness takes of a field: leads, and how many cells are so.

    `written`: something stands there, whether it fits (`filled`) or not.
    """

    leads: int
    filled: int
    written: int
    wrong: int
    otherwise: int
    text: bool
    telling: bool


@dataclass(frozen=True)
class Readiness:
    """The whole and its parts."""

    parts: tuple[ReadyPart, ...]

    @property
    def score(self) -> int:
        """0 to 100, rounded down."""
        weights = sum(part.weight for part in self.parts)
        if not weights:
            return 0
        total = sum(part.weight * part.share for part in self.parts) / weights
        return int(100 * total + 1e-9)

    @property
    def weakest(self) -> ReadyPart | None:
        """The part that costs the most; None where nothing is lost."""
        lost = [part for part in self.parts if part.share < 1]
        return max(lost, key=lambda part: part.weight * (1 - part.share), default=None)


def readiness(
    fields: Sequence[FieldState],
    leads: int,
    outcome: tuple[int, int, int] | None,
    dated: int | None,
) -> Readiness:
    """Readiness by the formula above.

    `outcome`: leads not converted, converted, unknown; None: no field tells it. `dated`: leads
    with a creation that can be; None: no field is the creation.
    """
    shares: dict[str, tuple[float, str]] = {}
    if fields and leads:
        filled = sum(item.filled / item.leads for item in fields) / len(fields)
        shares["Filled"] = filled, "of the cells that count are filled"
        cells = sum(item.written for item in fields)
        if cells:
            wrong = sum(item.wrong for item in fields)
            shares["Readable"] = 1 - wrong / cells, "of what is written can be meant"
        text = sum(item.filled for item in fields if item.text)
        if text:
            otherwise = sum(item.otherwise for item in fields if item.text)
            shares["One spelling"] = 1 - otherwise / text, "of the text cells have one spelling"
        telling = sum(item.telling for item in fields) / len(fields)
        shares["Telling"] = telling, "of the fields tell leads apart"
    if leads:
        known = 0.0
        if outcome is not None:
            lost, won, _ = outcome
            known = (lost + won) / leads * min(1.0, min(lost, won) / TOO_FEW)
        shares["Outcome"] = known, "of the outcomes are known"
        shares["Dated"] = (dated or 0) / leads, "of the leads have a day of creation"
    return Readiness(
        tuple(
            ReadyPart(name, weight, *shares[name])
            for name, weight in WEIGHTS.items()
            if name in shares
        )
    )
