"""How much of a field is filled: of all leads, by outcome, and by the month of creation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.quality.months import Months
from models.leads.tally import Tally

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Part:
    """So many of so many leads are filled."""

    filled: int
    leads: int

    @property
    def share(self) -> float | None:
        """Filled of all; None of none."""
        return self.filled / self.leads if self.leads else None


@dataclass(frozen=True)
class Fill:
    """The fill of one field. `by_outcome`: leads that did not convert, that did, still open.
    `by_month`: in the order of the months; empty without creations. `converted_filled` and
    `converted_blank`: how leads with and without a value convert."""

    all: Part
    by_outcome: tuple[Part, Part, Part]
    by_month: tuple[Part, ...]
    converted_filled: Tally
    converted_blank: Tally


def fill_of(filled: Flags, outcome: NDArray[np.uint8], months: Months | None) -> Fill:
    """Count the filled leads of a field; shape of all arrays (rows,)."""
    every = np.bincount(outcome, minlength=3).tolist()
    having = np.bincount(outcome[filled], minlength=3).tolist()
    by_month: tuple[Part, ...] = ()
    if months is not None:
        shown = filled & (months.codes >= 0)
        counts = np.bincount(months.codes[shown], minlength=len(months)).tolist()
        by_month = tuple(map(Part, counts, months.counts.tolist()))
    lost, won, unknown = (Part(*pair) for pair in zip(having, every, strict=True))
    blank = [one - other for one, other in zip(every, having, strict=True)]
    return Fill(
        Part(sum(having), sum(every)),
        (lost, won, unknown),
        by_month,
        Tally(sum(having), having[1], having[0]),
        Tally(sum(blank), blank[1], blank[0]),
    )
