"""Days and seconds of the cells of a date field: the fast path first, then cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

import numpy as np
from numpy.typing import NDArray

from models.leads.cleaning import cleaned
from models.leads.columns import BLANK_DAY, Misfits
from models.leads.dates import Moment, read_moment
from models.leads.fields import DateOrder, Input
from models.leads.iso_moments import iso_moments
from models.leads.misfits import MisfitTally
from models.leads.raw import Cell, RawColumn


@dataclass(frozen=True, eq=False)
class Moments:
    """Of each distinct cell (texts,): the day, BLANK_DAY where there is none, and the second of
    that day, -1 where only the day is written."""

    days: NDArray[np.int32]
    seconds: NDArray[np.int32]
    misfits: Misfits


def moments_of(raw: RawColumn, item: Input, zone: tzinfo) -> Moments:
    """Read the distinct cells of a date field in a zone; what is no date is counted."""
    tally = MisfitTally(raw)
    days = np.full(len(raw.texts), BLANK_DAY, dtype=np.int32)
    seconds = np.full(len(raw.texts), -1, dtype=np.int32)
    allowed = np.isin(raw.cells, (Cell.TEXT, Cell.DATE))
    iso = iso_moments(raw.texts, zone)
    known = iso.found & allowed
    if any(word[:1].isdigit() for word in item.blank):
        known[:] = False  # a word for blank may look like a date
    days[known], seconds[known] = iso.days[known], iso.seconds[known]
    full_years = bool(known.any())
    known[0] = True
    if known.all():
        return Moments(days, seconds, tally.misfits())
    stored = (raw.cells == Cell.DATE).tolist()
    short: list[tuple[int, Moment]] = []
    done = known.tolist()
    for position, text in enumerate(cleaned(raw, item)):
        if text == "" or done[position]:
            continue
        order = DateOrder.YMD if stored[position] else item.date_order
        found = read_moment(text, order, zone) if allowed[position] else None
        if found is None:
            tally.add(position)
        elif found.short_year:
            short.append((position, found))
        else:
            days[position], seconds[position] = found.day, found.second
            full_years = True
    for position, found in short:  # a short year is trusted only where the whole column has them
        if full_years:
            tally.add(position)
        else:
            days[position], seconds[position] = found.day, found.second
    return Moments(days, seconds, tally.misfits())
