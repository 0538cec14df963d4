"""Which leads a line of the page Evaluate counts: those that its figures rest on, no more.

Functions of an evaluation and the place of a line; the rows are those among all leads.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.figures import percent
from models.evaluation.history.groups import groups_of
from models.evaluation.history.history import History
from models.evaluation.history.periods import rows_of_part
from models.leads.stages import Stage, reached
from models.leads.table import CONVERTED, UNKNOWN, Leads
from models.scoring.engine import Scored
from widgets.charts.gains_value import best_words

Rows = NDArray[np.intp]
NOBODY = np.empty(0, dtype=np.intp)


@dataclass(frozen=True, eq=False)
class Evaluated:
    """A history with what it was found from. `leads`: those that are scored; `rows`: their rows in
    the leads of the session, None: all of them."""

    history: History
    scored: Scored
    leads: Leads
    rows: NDArray[np.intp] | None = None

    @property
    def counts(self) -> NDArray[np.bool_]:
        """Those that the figures rest on: with a known outcome, old enough, in time."""
        return np.asarray(self.history.looked.codes < UNKNOWN)

    def among_all(self, rows: Rows) -> Rows:
        """Rows of those that were evaluated, among all leads."""
        return rows if self.rows is None else self.rows[rows]

    def counted(self, which: NDArray[np.bool_]) -> Rows:
        """Those of a mask that the figures rest on, among all leads."""
        return self.among_all(np.flatnonzero(which & self.counts))


def above_threshold(of: Evaluated) -> NDArray[np.bool_]:
    """The MQLs."""
    return np.asarray(of.scored.bands) >= of.scored.model.mql_band


def band_name(of: Evaluated, place: int) -> str:
    """A band, or the MQLs, whose line stands after those of the bands."""
    bands = of.history.bands
    return f"band {bands[place].name}" if place < len(bands) else "MQL in all"


def band_rows(of: Evaluated, place: int) -> Rows:
    if place >= len(of.history.bands):
        return of.counted(above_threshold(of))
    return of.counted(np.asarray(of.scored.bands) == place)


def stage_name(of: Evaluated, place: int) -> str:
    return f"came to {of.history.stages[place].name}"


def stage_rows(of: Evaluated, stages: tuple[Stage, ...], place: int, *, mql: bool = False) -> Rows:
    """The leads, or the MQLs, that came to a stage."""
    came = reached(of.leads, stages)[place].codes == CONVERTED
    return of.counted(came & above_threshold(of) if mql else came)


def share_name(of: Evaluated, place: int) -> str:
    least = _share_least(of, place)
    share = percent(of.history.drawn.shares[place].share, 0)
    return "" if least is None else best_words(share, least)


def share_rows(of: Evaluated, place: int) -> Rows:
    least = _share_least(of, place)
    return NOBODY if least is None else best_rows(of, least)


def best_rows(of: Evaluated, least: int) -> Rows:
    """The leads from the top down to a score."""
    return of.counted(of.scored.scores >= least)


def _share_least(of: Evaluated, place: int) -> int | None:
    """The score of the last lead among the best ones; ties cannot be told apart."""
    number = of.history.drawn.shares[place].leads
    return int(np.sort(of.scored.scores[of.counts])[-number]) if number else None


def block_name(of: Evaluated, place: int) -> str:
    periods = of.history.periods
    if periods is None:
        return ""
    return ("older leads", "newer leads", *(one.name for one in periods.blocks))[place]


def block_rows(of: Evaluated, place: int) -> Rows:
    looked, split = of.history.looked, of.history.asked.split
    return of.among_all(rows_of_part(of.leads.created, looked.codes, place, split))


def group_name(of: Evaluated, place: int) -> str:
    segments = of.history.segments
    return "" if segments is None else f"{segments.field} {segments.parts[place].name}"


def group_rows(of: Evaluated, place: int) -> Rows:
    segments = of.history.segments
    item = None if segments is None else of.leads.input(segments.field)
    if segments is None or item is None:
        return NOBODY
    groups = groups_of(of.leads.prepared(item)[0], of.counts)
    name = segments.parts[place].name
    if name not in groups.names:
        return NOBODY
    hit = groups.codes == groups.names.index(name)
    rows = np.flatnonzero(hit) if groups.rows is None else np.unique(groups.rows[hit])
    return of.among_all(rows[of.counts[rows]])
