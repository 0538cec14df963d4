"""Activities matched: rows of a table find their leads by id, their moment and their place.

Nothing is left out without being counted. All work is done on distinct cells and on arrays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.leads.activity_recipe import ActivityRecipe
from models.leads.activity_table import Activities
from models.leads.cleaning import keys_of
from models.leads.columns import (
    BLANK_DAY,
    Column,
    Misfits,
    TextColumn,
    blank_column,
    rows_of,
)
from models.leads.dates import EPOCH
from models.leads.fields import Input, Kind, Role
from models.leads.identical import repeated
from models.leads.machine_clicks import seconds_known, suspected_clicks
from models.leads.match_report import (
    ID_MISSING,
    LEAD_ID_MISSING,
    TIME_MISSING,
    MatchReport,
)
from models.leads.misfits import EXAMPLES
from models.leads.moments import moments_of
from models.leads.ordering import smallest, stable_order
from models.leads.owners import Owners
from models.leads.preparation import prepare, time_zone
from models.leads.raw import RawColumn, RawTable
from models.leads.spellings import as_meant
from models.leads.table import Leads
from models.leads.text import clean, key

_DAY = 86_400

__all__ = ["Activities", "match"]

Rows = NDArray[np.int32]
Flags = NDArray[np.bool_]


def match(
    raw: RawTable, recipe: ActivityRecipe, leads: Leads, zone: str, today: date | None = None
) -> Activities:
    """Give each row of the activity table to the leads that have its id.

    `zone` is the IANA name of the zone that days are counted in; `today` is what future is
    counted from (None: nothing is). Raises LeadbenchError where shared ids multiply the
    activities beyond all measure.
    """
    id_column, time_column = _column(raw, recipe.id), _column(raw, recipe.time)
    lead_ids = _lead_ids(leads)
    missing = tuple(
        what
        for what, found in (
            (ID_MISSING, id_column),
            (TIME_MISSING, time_column),
            (LEAD_ID_MISSING, lead_ids),
        )
        if found is None
    )
    report = MatchReport(
        raw.source,
        raw.rows,
        leads=len(leads),
        identical_once=recipe.identical_once,
        without_machine_clicks=recipe.without_machine_clicks,
        missing=missing,
    )
    if id_column is None or time_column is None or lead_ids is None or recipe.time is None:
        nothing = np.zeros(0, dtype=np.int32)
        return _gathered(
            raw, recipe, leads, zone, _Placed(nothing, nothing, nothing, nothing), report
        )
    time_column = as_meant(time_column, recipe.time)
    ids = _as_text(id_column, recipe.id)
    owner = Owners.of(lead_ids, ids)
    moments = moments_of(time_column, recipe.time, time_zone(zone))
    known = moments.days != BLANK_DAY
    has_id = ids.codes != 0
    has_lead = owner.counts[ids.codes] > 0
    has_time = known[time_column.codes]
    kept = has_lead & has_time
    late = has_lead & ~has_time
    cells = np.bincount(time_column.codes[late], minlength=len(known))
    unreadable = _unreadable(time_column, recipe.time, cells, known)
    report = replace(
        report,
        matched=int(kept.sum()),
        blank_ids=int((~has_id).sum()),
        no_time=int(late.sum()),
        unreadable_times=unreadable[0],
        time_examples=unreadable[1],
    )
    report = _unknown(report, ids, owner)
    rows = np.flatnonzero(kept).astype(np.int32)
    if today is not None:
        future = moments.days[time_column.codes] > today.toordinal() - EPOCH
        report = replace(report, future=int((future & kept).sum()))
    report = _shared(report, ids, owner, rows)
    of_lead, rows = owner.of_rows(ids.codes[rows], rows)
    moment = time_column.codes[rows]
    days, seconds = moments.days[moment], moments.seconds[moment]
    del moment
    order = _order(of_lead, days, seconds)
    placed = _Placed(of_lead, days, seconds, rows).only(order)
    return _gathered(raw, recipe, leads, zone, placed, report)


@dataclass(frozen=True, eq=False)
class _Placed:
    """Activities in their order: the lead row, the day, the second, the row in the file."""

    leads: Rows
    days: Rows
    seconds: Rows
    rows: Rows

    def only(self, places: NDArray[np.intp]) -> _Placed:
        return _Placed(
            self.leads[places], self.days[places], self.seconds[places], self.rows[places]
        )


@dataclass(frozen=True, eq=False)
class _Known:
    """What else is known of activities: type and details."""

    types: TextColumn
    details: dict[str, Column]

    def only(self, places: NDArray[np.intp]) -> _Known:
        details = {name: rows_of(column, places) for name, column in self.details.items()}
        return _Known(_text(rows_of(self.types, places)), details)


def _gathered(
    raw: RawTable,
    recipe: ActivityRecipe,
    leads: Leads,
    zone: str,
    placed: _Placed,
    report: MatchReport,
) -> Activities:
    """Types and details in the order of the activities; what the switches leave out is gone."""
    known, misfits = _known(raw, recipe, zone, placed.rows)
    report = replace(
        report,
        leads_with_activities=int((np.bincount(placed.leads, minlength=1) > 0).sum()),
        blank_types=_distinct(placed.rows[known.types.codes == 0]),
        misfits=misfits,
        seconds_known=seconds_known(placed.seconds),
    )
    columns = (known.types, *known.details.values())
    again = repeated(placed.leads, placed.days, placed.seconds, columns)
    report = replace(report, duplicates=_distinct(placed.rows[again]))
    if recipe.identical_once and again.any():
        left = np.flatnonzero(~again)
        placed, known = placed.only(left), known.only(left)
    suspect = suspected_clicks(
        placed.leads, placed.days, placed.seconds, known.types, known.details
    )
    report = replace(report, machine_clicks=_distinct(placed.rows[suspect]))
    if recipe.without_machine_clicks and suspect.any():
        left = np.flatnonzero(~suspect)
        placed, known = placed.only(left), known.only(left)
    starts = np.zeros(len(leads) + 1, dtype=np.int64)
    np.cumsum(np.bincount(placed.leads, minlength=len(leads)), out=starts[1:])
    report = replace(report, events=len(placed.rows))
    return Activities(
        starts,
        placed.days,
        placed.seconds,
        known.types,
        known.details,
        placed.rows,
        recipe,
        report,
    )


def _known(
    raw: RawTable, recipe: ActivityRecipe, zone: str, rows: Rows
) -> tuple[_Known, tuple[tuple[Input, Misfits], ...]]:
    type_column = _column(raw, recipe.type)
    if type_column is None:
        types = blank_column(Input(""), len(rows))
    else:
        types = rows_of(_as_text(type_column, recipe.type), rows)
    details: dict[str, Column] = {}
    misfits: list[tuple[Input, Misfits]] = []
    for item in recipe.details:
        column = _column(raw, item)
        if column is None:
            continue
        prepared, wrong = prepare(column, item, zone)
        details[item.name] = rows_of(prepared, rows)
        if wrong.count or wrong.long:
            misfits.append((item, wrong))
    return _Known(_text(types), details), tuple(misfits)


def _unknown(report: MatchReport, ids: TextColumn, owner: Owners) -> MatchReport:
    counts = np.bincount(ids.codes, minlength=len(ids.values))
    counts[0] = 0
    counts[owner.counts > 0] = 0
    unknown = np.flatnonzero(counts)
    commonest = unknown[np.argsort(-counts[unknown], kind="stable")[:EXAMPLES]]
    return replace(
        report,
        unknown_leads=int(counts.sum()),
        unknown_ids=len(unknown),
        unknown_examples=tuple(ids.values[code] for code in commonest.tolist()),
    )


def _shared(report: MatchReport, ids: TextColumn, owner: Owners, rows: Rows) -> MatchReport:
    if not (owner.counts > 1).any():
        return report
    counts = np.bincount(ids.codes[rows], minlength=len(ids.values))
    counts[owner.counts < 2] = 0
    shared = np.flatnonzero(counts)
    return replace(
        report,
        shared_rows=int(counts.sum()),
        shared_ids=len(shared),
        shared_examples=tuple(ids.values[code] for code in shared[:EXAMPLES].tolist()),
    )


def _unreadable(
    column: RawColumn, item: Input, cells: NDArray[np.int64], known: Flags
) -> tuple[int, tuple[str, ...]]:
    """Cells without a day that are not blank: how many rows have one, and a few."""
    blanks = keys_of(item.blank)
    wrong = [
        code
        for code in np.flatnonzero((cells > 0) & ~known).tolist()
        if (text := clean(column.texts[code])) and key(text) not in blanks
    ]
    return int(cells[wrong].sum()), tuple(column.texts[code] for code in wrong[:EXAMPLES])


def _order(of_lead: Rows, days: Rows, seconds: Rows) -> NDArray[np.intp]:
    """The stable order by lead, day and second; rows are in the order of the file before."""
    if not len(days):
        return np.zeros(0, dtype=np.intp)
    lowest = int(days.min())
    times = (days.astype(np.int64) - lowest) * (_DAY + 1) + seconds + 1
    most = int(times.max())
    if most > np.iinfo(np.uint32).max:
        distinct, times = np.unique(times, return_inverse=True)
        most = len(distinct)
    by_time = stable_order(smallest(times, most))
    del times
    return stable_order(smallest(of_lead.astype(np.int64), int(of_lead.max())), within=by_time)


def _distinct(rows: Rows) -> int:
    """How many rows of the file these are, whatever the number of leads they count for."""
    return len(np.unique(rows))


def _column(raw: RawTable, item: Input | None) -> RawColumn | None:
    return None if item is None else raw.find((item.name, *item.aliases))


def _lead_ids(leads: Leads) -> TextColumn | None:
    item = leads.recipe.with_role(Role.ID)
    column = None if item is None else leads.raw_column(item)
    return None if column is None else _as_text(column, item)


def _as_text(column: RawColumn, item: Input | None) -> TextColumn:
    """The cells cleaned, whatever kind the field has."""
    assert item is not None
    return _text(prepare(column, replace(item, kind=Kind.TEXT))[0])


def _text(column: Column) -> TextColumn:
    assert isinstance(column, TextColumn)
    return column
