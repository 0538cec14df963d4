"""Orders of SQL for the tests: random models on nasty leads, and models made by hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import duckdb

from models.exchange.all_targets import target
from models.exchange.portable.columns import Holds
from models.exchange.portable.prepared import Value
from models.exchange.portable.program import Program
from models.exchange.portable.run import run
from models.exchange.sql.dialects import DUCKDB, SQLITE, TABLE
from models.exchange.sql.lead_files import create_table, header
from models.exchange.sql.statement import query
from models.exchange.sql.values import values_cell
from models.exchange.sql.wish import Wish
from models.exchange.targets.ordering import order_for
from models.exchange.targets.target import Order, Target
from models.scoring.engine import score
from models.scoring.model import ScoringModel
from models.scoring.sight import scored_by
from tests.models.scoring.nasty_activities import done_by
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, nasty_leads
from tests.models.scoring.runners import Asked
from tests.models.scoring.scorable_models import pointed_models, random_models

EPOCH = date(1970, 1, 1)
TODAY = (AS_OF - EPOCH).days
Record = Mapping[str, Value]


def wanted(key: str) -> Target:
    found = target(key)
    assert found is not None
    return found


def random_orders(
    key: str, seed: int, models: int, leads: int, *options: tuple[str, str]
) -> Iterator[Order]:
    """Orders for a target: random models, each with nasty leads of its own."""
    for place, model in enumerate(
        (*random_models(seed, models), *pointed_models(seed, models // 8))
    ):
        yield order_of(key, replace(model, inputs=()), place, leads, *options)


def order_of(
    key: str, model: ScoringModel, seed: int, count: int, *options: tuple[str, str]
) -> Order:
    """An order with nasty leads scored by the engine."""
    rows, kinds = nasty_leads(seed, count)
    leads = Asked(rows, INPUTS, AS_OF, kinds, done_by(seed, rows)).leads(model.zone)
    scored = score(model, scored_by(model, leads, AS_OF).leads, AS_OF)
    return order_for(wanted(key), model, AS_OF, INPUTS, "1.0", scored, options)


def expected(program: Program, leads: Sequence[Record]) -> list[int]:
    """The scores by the portable form."""
    return [run(program, lead, TODAY).score for lead in leads]


def in_duckdb(program: Program, leads: Sequence[Record], statement: str = "") -> list[int]:
    """The scores of prepared records by the statement, or by one that was changed."""
    rows = [_row(program, number, lead) for number, lead in enumerate(leads)]
    marks = ", ".join("?" * len(header(program)))
    with duckdb.connect(":memory:") as database:
        database.execute(create_table(program, DUCKDB, TABLE))
        database.executemany(f"INSERT INTO {TABLE} VALUES ({marks})", rows)
        text = statement or query(program, DUCKDB, Wish())
        found = database.execute(f"SELECT lead_id, score FROM ({text})").fetchall()
    return [score for _, score in sorted(found, key=lambda row: int(row[0]))]


def in_sqlite(program: Program, leads: Sequence[Record]) -> list[int]:
    """The same in SQLite."""
    rows = [_row(program, number, lead) for number, lead in enumerate(leads)]
    marks = ", ".join("?" * len(header(program)))
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(create_table(program, SQLITE, TABLE))
        database.executemany(f"INSERT INTO {TABLE} VALUES ({marks})", rows)
        text = query(program, SQLITE, Wish())
        found = database.execute(f"SELECT lead_id, score FROM ({text})").fetchall()
    return [score for _, score in sorted(found, key=lambda row: int(row[0]))]


def _row(program: Program, number: int, lead: Record) -> list[object]:
    cells: list[object] = [str(number), AS_OF.isoformat()]
    for column in program.columns:
        value = lead[column.name]
        if isinstance(value, tuple):
            value = values_cell(value)
        elif column.holds is Holds.DAY and isinstance(value, int):
            value = (EPOCH + timedelta(days=value)).isoformat()
        cells.append(value)
    return cells
