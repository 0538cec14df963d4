"""Leads with the scores that they must get, as a build sheet lists them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from models.exchange.portable.columns import Column, Holds
from models.exchange.portable.prepared import Value
from models.exchange.portable.run import run
from models.exchange.targets.sheet import Expected
from models.exchange.targets.target import Order
from models.exchange.targets.told import as_told
from models.exchange.targets.vectors import FEW, chosen_rows
from models.leads.table import Leads
from models.leads.wording import figure

_EPOCH = date(1970, 1, 1).toordinal()


def expected(order: Order) -> tuple[tuple[str, ...], tuple[Expected, ...]]:
    """The names of what else each must get and of what the model reads; leads with all that."""
    scored = order.scored
    if scored is None or order.prepared is None:
        return (), ()
    rows = chosen_rows(order, FEW)
    more = list(_more(order, rows))
    columns = list(_once(order.program.columns))
    told = [[_words(column, value) for value in as_told(order, column, rows)] for column in columns]
    bands = scored.model.bands
    leads = scored.masks.leads
    given = tuple(
        Expected(
            leads.lead_id(row) if isinstance(leads, Leads) else str(row + 1),
            figure(int(scored.scores[row])),
            bands[int(scored.bands[row])].name,
            (*(cells[place] for _, cells in more), *(cells[place] for cells in told)),
        )
        for place, row in enumerate(rows)
    )
    return (*(name for name, _ in more), *(column.label for column in columns)), given


def _more(order: Order, rows: Sequence[int]) -> Iterator[tuple[str, list[str]]]:
    """What else each must get, where the model as the system has it gives more than a band."""
    program, leads = order.program, order.prepared
    assert leads is not None
    results = [
        run(program, lead, int(leads.as_of[row]))
        for row, lead in zip(rows, leads.records(rows), strict=True)
    ]
    if program.grade is not None:
        yield "Expected grade", [result.grade or "" for result in results]
    if program.output is not None:
        ends = f"{figure(program.output.least)} to {figure(program.output.most)}"
        yield f"Expected score {ends}", [figure(result.output) for result in results]


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
