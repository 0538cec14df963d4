"""The table of missing fields on the page What if."""

from __future__ import annotations

import numpy as np

from models.evaluation.figures import NONE, count, percent
from models.evaluation.whatif.missing import Crossing, Missing, MissingField
from models.evaluation.whatif.missing_words import (
    amount,
    change_of_mql,
    few,
    have_it,
    mql_then,
    span,
)
from widgets.tables.record_cells import Cell, Named, Neighboured, Toned
from widgets.tables.records import RecordColumn, Records

FIELD, LACK, BOTH, UP, DOWN, AFTER = "field", "lack", "both", "up", "down", "after"
COLUMNS = (
    RecordColumn("Field", FIELD, width=190, stretches=True),
    RecordColumn("Leads without it", LACK, width=112, right=True),
    RecordColumn("Would cross", BOTH, width=112, right=True),
    RecordColumn("Become MQL", UP, width=112, right=True),
    RecordColumn("No longer MQL", DOWN, width=116, right=True),
    RecordColumn("MQL then", AFTER, width=100, right=True),
    RecordColumn("Could cross at most", width=128, right=True),
    RecordColumn("MQL whatever they had", width=158, right=True),
)


def missing_records(
    found: Missing, sort: str = BOTH, *, downwards: bool = True, stale: bool = False
) -> Records:
    """A row for each field, by its place in `found`; those of which nothing is known come last."""
    tone = "text3" if stale else "text"
    fields = found.fields

    def cell(column: int, place: int) -> Cell:
        field = fields[place]
        if not column:
            return Named(field.field, have_it(field))
        if column == 1:
            lack = len(field.rows)
            return Neighboured(count(lack), percent(lack / max(1, found.leads)), tone)
        if field.fault:
            return Toned(NONE, "text3")
        match column:
            case 2:
                doubt = "too few to say" if few(field) else span(field.both)
                return Neighboured(amount(field.both.value), doubt, tone)
            case 3:
                return _way(field.up, tone, known=found.known)
            case 4:
                return _way(field.down, tone, known=found.known)
            case 5:
                return Neighboured(mql_then(found, field), change_of_mql(field), tone)
            case 6:
                return Toned(count(len(field.open_rows)), tone)
            case _:
                low, high = (count(found.mql + end) for end in field.span)
                return Toned(f"{low} to {high}", "text2")

    return Records(COLUMNS, _order(found, sort, downwards=downwards), cell, sort, downwards)


def _way(way: Crossing, tone: str, *, known: bool) -> Cell:
    told = amount(way.converted)
    below = f"{told} converted" if known and told != "0" else ""
    return Neighboured(amount(way.leads.value), below, tone)


def _order(found: Missing, sort: str, *, downwards: bool) -> np.ndarray:
    def by(field: MissingField) -> float | str:
        match sort:
            case "field":
                return field.field.casefold()
            case "lack":
                return float(len(field.rows))
            case "up":
                return field.up.leads.value
            case "down":
                return field.down.leads.value
            case "after":
                return field.change.value
            case _:
                return field.both.value

    places = range(len(found.fields))
    order = sorted(places, key=lambda place: by(found.fields[place]), reverse=downwards)
    order.sort(key=lambda place: bool(found.fields[place].fault))
    return np.array(order, dtype=np.intp)
