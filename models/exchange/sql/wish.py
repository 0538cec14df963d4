"""What can be wished of a statement. Values only."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.exchange.sql.dialects import TABLE
from models.exchange.targets.target import Order
from models.problems import LeadbenchError

_TABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_$]*(\.[A-Za-z_][A-Za-z0-9_$]*){0,2}")

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
            f"{name!r} is not the name of a table.",
            "table",
            "Write letters, digits and underscores, with a schema before a point if it has one.",
        )
    return name
