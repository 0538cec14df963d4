"""The rows of the table of bands: what is written in each cell, and its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.evaluation.evaluation import Evaluation, Tally
from models.evaluation.figures import change, count, leads, percent, rate_of, too_few

MQL = "MQL"


@dataclass(frozen=True)
class BandRow:
    """A line of the table. `band`: whose threshold it is; `rank` from the highest, MQL is -1.

    `editable`: the threshold can be moved, which that of the first band cannot. `chosen`: leads
    of the line that somebody chose; None where none is chosen.
    """

    name: str
    band: int
    rank: int
    threshold: int
    tally: Tally
    moved: int | None
    editable: bool
    chosen: int | None = None

    @property
    def total(self) -> bool:
        """The line that cuts across bands."""
        return self.rank < 0

    @cached_property
    def cells(self) -> tuple[str, str, str, str, str, str]:
        """From, leads, against the saved version, converted, rate, chosen."""
        tally = self.tally
        return (
            count(self.threshold),
            count(tally.leads),
            "" if self.moved is None else change(self.moved),
            count(tally.converted),
            percent(tally.rate),
            "" if self.chosen is None else count(self.chosen),
        )

    def sentence(self, saved_name: str) -> str:
        """The line in words."""
        words = f"{self.name} from {count(self.threshold)}: {leads(self.tally.leads)}"
        if self.moved is not None:
            words += f", {change(self.moved)} against {saved_name or 'the saved version'}"
        if self.tally.known:
            words += f"; {rate_of(self.tally)}"
            if too_few(self.tally):
                words += ", too few to judge by"
        if self.chosen is not None:
            words += f"; {count(self.chosen)} of them chosen"
        return words + "."


def band_rows(
    now: Evaluation, saved: Evaluation | None, chosen: NDArray[np.int64] | None = None
) -> list[BandRow]:
    """The bands from the highest down, and all MQL at the end.

    `chosen`: the histogram of the chosen leads, shape (scores, 3).
    """
    bands = now.bands
    ends = [*(band.threshold for band in bands[1:]), now.most + 1]

    def among(low: int, end: int) -> int | None:
        if chosen is None:
            return None
        return int(chosen[max(low - now.least, 0) : max(end - now.least, 0)].sum())

    before = _leads_before(now, saved)
    rows = [
        BandRow(
            band.name,
            place,
            len(bands) - 1 - place,
            band.threshold,
            band.tally,
            None if before is None else band.tally.leads - before[place],
            place > 0,
            among(band.threshold if place else now.least, ends[place]),
        )
        for place, band in reversed(list(enumerate(bands)))
    ]
    mql = next((place for place, band in enumerate(bands) if band.mql), None)
    if mql is not None:
        named = any(band.name.casefold() == MQL.casefold() for band in bands)
        moved = None if saved is None else now.mql.leads - saved.mql.leads
        name = f"All {MQL}" if named else MQL
        sum_of = among(bands[mql].threshold if mql else now.least, now.most + 1)
        rows.append(BandRow(name, mql, -1, bands[mql].threshold, now.mql, moved, mql > 0, sum_of))
    return rows


def _leads_before(now: Evaluation, saved: Evaluation | None) -> list[int] | None:
    """Leads by band in the saved version, by name; a band that is new had none."""
    if saved is None:
        return None
    by_name = {band.name: band.tally.leads for band in saved.bands}
    return [by_name.get(band.name, 0) for band in now.bands]
