"""Scored leads as records of typed fields and activities: what a program is given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from models.exchange.portable.days import day_text
from models.exchange.portable.prepared import Value, values_of
from models.exchange.targets.target import Order
from models.leads.activities import Activities
from models.leads.columns import Column, DateColumn, rows_of
from models.leads.fields import Role

_HALF = re.compile("[\ud800-\udfff]")


def typed_records(order: Order, rows: Sequence[int] | None = None) -> Iterator[dict[str, Any]]:
    """The scored leads, all or some, with the fields that the model reads; blanks are left out.

    Fields are as they were prepared: cleaned texts, numbers, true or false, days as YYYY-MM-DD.
    """
    scored = order.scored
    assert scored is not None, "records are of scored leads"
    leads = scored.masks.leads
    at = np.arange(len(scored)) if rows is None else np.array(rows, dtype=np.intp)
    names = [item.name for item in order.inputs if _wanted(order, item.name, item.role)]
    columns = {
        name: typed(rows_of(column, at))
        for name in names
        if (column := leads.column(name)) is not None
    }
    for place, row in enumerate(at.tolist()):
        record = {name: cells[place] for name, cells in columns.items()}
        record = {name: value for name, value in record.items() if value is not None}
        if leads.activities is not None:
            record["activities"] = _activities(leads.activities, row)
        if scored.raised is not None:
            record["account_points"] = int(scored.raised[row])
        yield record


def _wanted(order: Order, name: str, role: Role) -> bool:
    read = {item.casefold() for item in order.model.fields_of_leads()}
    aliases = next(i for i in order.inputs if i.name == name).aliases
    return role is Role.CREATED or any(n.casefold() in read for n in (name, *aliases))


def typed(column: Column) -> list[Any]:
    """The cells of a column as JSON has them."""
    cells: list[Value] = values_of(column)
    if isinstance(column, DateColumn):
        return [None if day is None else day_text(int(day)) for day in cells]  # type: ignore[arg-type]
    return [_whole(cell) for cell in cells]


def _whole(cell: Value) -> Any:
    """A cell that JSON gives back: each half of a sign, which UTF-8 cannot hold, is U+FFFD."""
    if isinstance(cell, str):
        return _HALF.sub("\ufffd", cell)
    return list(map(_whole, cell)) if isinstance(cell, tuple) else cell


def _activities(table: Activities, row: int) -> list[dict[str, Any]]:
    part = table.of(row)
    at = np.arange(part.start, part.stop)
    types = typed(rows_of(table.types, at))
    details = {name: typed(rows_of(column, at)) for name, column in table.details.items()}
    found = []
    for place in range(len(at)):
        second = int(table.seconds[part.start + place])
        time = day_text(int(table.days[part.start + place]))
        if second >= 0:
            time += f"T{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
        record = {"type": types[place], "time": time}
        record |= {
            name: cells[place] for name, cells in details.items() if cells[place] is not None
        }
        found.append(record)
    return found
