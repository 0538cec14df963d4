"""What can be wished of a statement. Values only."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.exchange.sql.dialects import TABLE
from models.exchange.targets.target import Order
from models.leads.wording import quoted
from models.problems import LeadbenchError

_TABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_$]*(\.[A-Za-z_][A-Za-z0-9_$]*){0,2}")

KEPT = frozenset(
    """
    all and any as asc between by case cast check column constraint create cross current_date
    default delete desc distinct drop else end except exists false for foreign from full grant
    group having in inner insert intersect into is join left like limit natural not null on or
    order outer primary references right select set some table then to true union unique update
    user using values when where with
    """.split()
)
"""Words that hardly any database takes for a table unless they are quoted."""

FIXED, COLUMN, TODAY = "fixed", "column", "today"
"""Which day ages count to: the model's, each lead's own column, or the database's clock."""


@dataclass(frozen=True)
class Wish:
    """What is wished of a statement. `table`: as it stands after FROM."""

    table: str = TABLE
    contributions: bool = False
    as_of: str = FIXED


def wish_of(order: Order) -> Wish:
    """What the user chose. LeadbenchError where the table's name is none."""
    return Wish(
        checked_table(order.option("table", TABLE) or TABLE),
        order.option("gives") == "contributions",
        order.option("as_of", FIXED) or FIXED,
    )


def checked_table(name: str) -> str:
    """The name of a table, as it stands in a statement. LeadbenchError where it is none."""
    if not _TABLE.fullmatch(name):
        raise LeadbenchError(
            f"{quoted(name)} is not the name of a table.",
            "table",
            "Write letters, digits and underscores, with a schema before a point if it has one.",
        )
    kept = next((part for part in name.split(".") if part.lower() in KEPT), None)
    if kept is not None:
        raise LeadbenchError(
            f"{quoted(kept)} is a word that databases keep for themselves.",
            "table",
            "Take another name, or make a view of that table with one.",
        )
    return name
