"""The table of proposed rules, the model's own among them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import numpy as np

from models.evaluation.figures import NONE, count, decimal, interval, percent, percents
from models.signs import signed
from widgets.tables.record_cells import Cell, Neighboured, TickCell, Toned
from widgets.tables.records import RecordColumn, Records
from workbench.pages.tune.proposed_facts import Proposed

NAME, LEADS, WON, RATE, LIFT, SURE = "name leads won rate lift sure".split()

ORDERS: dict[str, Callable[[Proposed], object]] = {
    NAME: lambda row: row.name.casefold(),
    LEADS: lambda row: -row.evidence.having.known,
    WON: lambda row: -row.evidence.having.converted,
    RATE: lambda row: -row.evidence.rate.value,
    LIFT: lambda row: -row.evidence.lift.value,
    SURE: lambda row: (row.candidate is not None and not row.sure, -row.evidence.information),
}


def proposed_records(
    rows: Sequence[Proposed],
    ticked: Collection[str],
    sort: str,
    *,
    backwards: bool = False,
    stale: bool = False,
) -> Records:
    """A line for each rule. `ticked`: keys of the candidates to accept."""
    columns = (
        RecordColumn("", width=34),
        RecordColumn("Rule", NAME, width=200, stretches=True),
        RecordColumn("Points", width=58, right=True),
        RecordColumn("Leads", LEADS, width=64, right=True),
        RecordColumn("Converted", WON, width=72, right=True),
        RecordColumn("Rate", RATE, width=112, right=True),
        RecordColumn("Lift", LIFT, width=96, right=True),
        RecordColumn("How sure", SURE, width=104),
    )

    def cell(column: int, place: int) -> Cell:
        row = rows[place]
        having = row.evidence.having
        tone = "text3" if stale or (row.candidate is not None and not row.sure) else "text"
        match column:
            case 0:
                candidate = row.candidate
                return TickCell(None if candidate is None else candidate.key in ticked)
            case 1:
                return Neighboured(row.name, row.group, tone)
            case 2:
                return Toned(signed(row.points) if row.points else NONE, tone, 600)
            case 3:
                return Toned(count(having.known), tone)
            case 4:
                return Toned(count(having.converted), tone)
            case 5:
                if not having.known:
                    return NONE
                return Neighboured(percent(having.rate), percents(row.evidence.rate), tone)
            case 6:
                if not having.known:
                    return NONE
                lift = row.evidence.lift
                return Neighboured(decimal(lift.value), interval(lift), tone)
            case _:
                own = row.candidate is None
                return Neighboured("yours", row.said, tone) if own else Toned(row.said, tone)

    order = sorted(range(len(rows)), key=lambda at: ORDERS[sort](rows[at]), reverse=backwards)  # type: ignore[arg-type, return-value]  # one kind of value for each column
    return Records(
        columns,
        np.array(order, dtype=np.intp),
        cell,
        sort,
        (sort != NAME) != backwards,
    )
