"""Leads to check Zoho CRM's scoring rules by: fields by their API names, signals, the score."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from models.exchange.moving_in.zoho_words import SIGNALS, api_name
from models.exchange.portable.columns import Column, Holds, OfField, OfQuantity
from models.exchange.portable.days import day_text
from models.exchange.portable.prepared import Value
from models.exchange.targets.target import ExportFile, Order, Proof
from models.exchange.targets.told import as_told
from models.exchange.targets.vectors import vectors, vectors_file
from models.leads.text import cleaned_key

PROOF = Proof.GENERATED
_NAMESPACES = {cleaned_key(name): signal for signal, name in SIGNALS.items()}


def leads_to_check(order: Order) -> tuple[ExportFile, ...]:
    """A file of test leads with the score that Zoho must give each; none without leads.

    Bands are those of the views or workflows that somebody makes there.
    """
    chosen = vectors(order)
    if not chosen:
        return ()
    records = _records(order, [vector.row for vector in chosen])
    return (vectors_file(order, PROOF, chosen, records, ".zoho.vectors.json"),)


def _records(order: Order, rows: list[int]) -> Iterator[dict[str, Any]]:
    fields: dict[str, list[Any]] = {}
    signals: dict[str, list[Any]] = {}
    for column in order.program.columns:
        told = [_cell(column, value) for value in as_told(order, column, rows)]
        match column.source:
            case OfField(name):
                fields.setdefault(api_name(name), told)
            case OfQuantity(quantity):
                signals[_NAMESPACES[cleaned_key(quantity.of.types[0])]] = told
            case _:
                raise AssertionError(column)
    for place in range(len(rows)):
        yield {
            "fields": {name: cells[place] for name, cells in fields.items()},
            "signals": {name: cells[place] for name, cells in signals.items()},
        }


def _cell(column: Column, value: Value) -> Any:
    """A cell as Zoho's records have it: days as YYYY-MM-DD, several values as a list."""
    if value is None:
        return None
    if column.holds is Holds.DAY:
        assert isinstance(value, int)
        return day_text(value)
    return list(value) if isinstance(value, tuple) else value
