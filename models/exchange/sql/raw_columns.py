"""Prepared cells of the columns of raw tables: keys, and dates that are not known yet."""

from __future__ import annotations

from models.exchange.portable.columns import Column, Holds
from models.exchange.portable.names import distinct_name, plain_name
from models.exchange.sql.expressions import Writer
from models.leads.fields import Input

KEYED = (Holds.KEY, Holds.KEYS)


def folded(sql: str) -> str:
    """The key of a text (semantics 3): three letters first, then simple lower case.

    Right where the database's lower() knows Unicode; cells of several values keep their form.
    """
    return f"LOWER(TRANSLATE({sql}, '\u0130\u03a3\u03c2', 'i\u03c3\u03c3'))"


def raw_names(inputs: tuple[Input, ...]) -> dict[str, str]:
    """What the columns of raw leads are called, by the name of the input."""
    taken: set[str] = {"lead_id", "as_of", "created_day"}
    found: dict[str, str] = {}
    for item in inputs:
        name = distinct_name(plain_name(item.name), taken)
        taken.add(name)
        found[item.name] = name
    return found


def raw_name(column: Column) -> str:
    """What the raw column of an activity's detail is called: without the ending of keys."""
    return plain_name(column.label)


def cell(
    column: Column, table: str, as_of: str, event: bool, writer: Writer, name: str = ""
) -> str:
    """A prepared cell of a raw column; `event`: a date that is blank where it is later."""
    sql = f"{table}.{writer.named(name or raw_name(column))}"
    if column.holds in KEYED:
        return folded(sql)
    return f"CASE WHEN {sql} <= {as_of} THEN {sql} END" if event else sql
