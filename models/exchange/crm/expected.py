"""Leads with the scores that they must get, as a build sheet lists them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from models.exchange.crm.sheet import Expected
from models.exchange.portable.columns import Column, Holds, OfField
from models.exchange.portable.prepared import Value, values_of
from models.exchange.targets.target import Order
from models.exchange.targets.vectors import FEW, chosen_rows
from models.leads.columns import rows_of
from models.leads.table import Leads
from models.leads.wording import figure

_EPOCH = date(1970, 1, 1).toordinal()


def as_told(order: Order, column: Column, rows: Sequence[int]) -> list[Value]:
    """The cells of a prepared column; texts as they were written, where there is only their key."""
    assert order.scored is not None, "cells are of scored leads"
    assert order.prepared is not None
    if isinstance(column.source, OfField):
        found = order.scored.masks.column(column.source.name, order.scored.sight)
        if found is not None:
            return values_of(rows_of(found, np.array(rows, dtype=np.intp)))
    return order.prepared.values(column.name, rows)


def expected(order: Order) -> tuple[tuple[str, ...], tuple[Expected, ...]]:
    """The names of what the model reads, and some leads with that and their scores."""
    scored = order.scored
    if scored is None or order.prepared is None:
        return (), ()
    rows = chosen_rows(order, FEW)
    columns = list(_once(order.program.columns))
    told = [[_words(column, value) for value in as_told(order, column, rows)] for column in columns]
    bands = scored.model.bands
    leads = scored.masks.leads
    given = tuple(
        Expected(
            leads.lead_id(row) if isinstance(leads, Leads) else str(row + 1),
            figure(int(scored.scores[row])),
            bands[int(scored.bands[row])].name,
            tuple(cells[place] for cells in told),
        )
        for place, row in enumerate(rows)
    )
    return tuple(column.label for column in columns), given


def _once(columns: Sequence[Column]) -> Iterator[Column]:
    """Each field once, also where it is read both by key and exactly."""
    seen: set[object] = set()
    for column in columns:
        if column.source not in seen:
            seen.add(column.source)
            yield column


def _words(column: Column, value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case tuple():
            return "; ".join(value)
        case str():
            return value
    if column.holds is Holds.DAY:
        return date.fromordinal(int(value) + _EPOCH).isoformat()
    return figure(value)
