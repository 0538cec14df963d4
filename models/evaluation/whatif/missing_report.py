"""Missing fields for scripts (JSON) and for a terminal (text)."""

from __future__ import annotations

from typing import Any

from models.evaluation.figures import NONE, count, percent
from models.evaluation.report import table
from models.evaluation.tallies import Interval
from models.evaluation.whatif.missing import Crossing, Missing, MissingField
from models.evaluation.whatif.missing_words import (
    GRANTED,
    about_missing,
    amount,
    change_of_mql,
    few,
    mql_then,
    span,
)
from models.signs import NARROW

HEAD = (
    "Field",
    "Blank",
    "Would cross",
    f"95{NARROW}% interval",
    "Become MQL",
    "No longer MQL",
    "MQL then",
    "Could cross",
    "MQL whatever they had",
)


def missing_json(found: Missing) -> dict[str, Any]:
    """The fields, what moves most first; `then` is null where nothing tells it."""
    return {
        "verdict": " ".join(about_missing(found)).strip(),
        "assumption": GRANTED,
        "leads": found.leads,
        "mql": found.mql,
        "fields": [_json(field, found) for field in found.fields],
    }


def _json(field: MissingField, found: Missing) -> dict[str, Any]:
    said = {
        "field": field.field,
        "blank": len(field.rows),
        "filled": field.filled,
        "enough": not field.fault and not few(field),
        "problem": field.fault or None,
    }
    if field.fault:
        return {**said, "then": None}
    low, high = field.span
    return {
        **said,
        "then": {
            "cross": _interval(field.both),
            "could_cross": len(field.open_rows),
            "become_mql": _way(field.up, known=found.known),
            "no_longer_mql": _way(field.down, known=found.known),
            "change": _interval(field.change),
            "mql": found.mql + field.change.value,
            "mql_least": found.mql + low,
            "mql_most": found.mql + high,
        },
    }


def _interval(found: Interval) -> dict[str, float]:
    return {"value": found.value, "low": found.low, "high": found.high}


def _way(way: Crossing, *, known: bool) -> dict[str, Any]:
    return {
        **_interval(way.leads),
        "converted": way.converted if known else None,
        "least": way.least,
        "most": way.most,
    }


def missing_text(found: Missing) -> str:
    """The same as a table."""
    first, second = about_missing(found)
    lines = [f"{first} {second}".strip()]
    if not found.fields:
        return lines[0]
    rows = [_row(field, found) for field in found.fields]
    faults = [f"{field.field}: {field.fault}" for field in found.fields if field.fault]
    return "\n".join([*lines, "", *table(HEAD, rows), *faults, "", GRANTED])


def _row(field: MissingField, found: Missing) -> tuple[str, ...]:
    lack = f"{count(len(field.rows))} ({percent(len(field.rows) / max(1, found.leads))})"
    if field.fault:
        return (field.field, lack, *[NONE] * (len(HEAD) - 2))
    low, high = (count(found.mql + end) for end in field.span)
    return (
        field.field,
        lack,
        amount(field.both.value),
        "too few to say" if few(field) else span(field.both),
        amount(field.up.leads.value),
        amount(field.down.leads.value),
        f"{mql_then(found, field)} ({change_of_mql(field)})",
        count(len(field.open_rows)),
        f"{low} to {high}",
    )
