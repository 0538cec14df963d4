"""The check beside each statement: no rows where all is right, a row for each lead that differs."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from models.exchange.proof import mariadb, postgresql
from models.exchange.sql.check import check
from models.exchange.sql.dialects import DIALECTS, Dialect, dialect
from models.exchange.sql.raw import Raw
from models.exchange.sql.wish import Wish
from models.exchange.targets.ordering import written
from models.exchange.targets.target import Order
from models.exchange.targets.vectors import vectors
from models.scoring.probability import ChanceStep, Probability
from models.scoring.scale import Scale
from tests.models.exchange.sql.orders import order_of, random_orders, wanted
from tests.models.scoring.scorable_models import random_models

Ask = Callable[[str], list[tuple[object, ...]]]
KEYS = ("duckdb", "duckdb-raw", "sqlite", "postgresql", "postgresql-raw", "mariadb")


def in_duckdb(sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(":memory:") as database:
        return database.execute(sql).fetchall()


def in_sqlite(sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(":memory:")) as database:
        return database.execute(sql).fetchall()


@pytest.fixture(scope="module", params=KEYS)
def asked(request: pytest.FixtureRequest) -> Iterator[tuple[str, Ask]]:
    if request.param == "mariadb":
        if not mariadb.MARIADB.version():
            pytest.skip(mariadb.INSTALL)
        with mariadb.server() as folder:
            yield "mariadb", lambda sql: [tuple(row) for row in mariadb.answered(folder, sql)]
        return
    if "postgresql" not in request.param:
        yield request.param, in_sqlite if request.param == "sqlite" else in_duckdb
        return
    if not postgresql.POSTGRESQL.version():
        pytest.skip(postgresql.INSTALL)
    with postgresql.server() as place:

        def ask(sql: str) -> list[tuple[object, ...]]:
            return [tuple(row) for row in csv.reader(io.StringIO(place.psql(sql), newline=""))]

        yield request.param, ask


def whole_orders(key: str, *options: tuple[str, str]) -> Iterator[Order]:
    """Orders with an output scale and chances, that have leads."""
    for place, model in enumerate(random_models(77, 6)):
        least, most = model.scale.least, model.scale.most
        steps = (ChanceStep(least, 123, 1, 999), ChanceStep((least + most) // 2, 4567, 1, 9999))
        chances = Probability(steps) if place % 2 else None
        asked = replace(model, inputs=(), output=Scale(-3, 17), probability=chances)
        order = order_of(key, asked, place, 50, *options)
        if vectors(order):
            yield order


def test_that_a_check_finds_nothing_where_all_is_right(asked: tuple[str, Ask]) -> None:
    key, ask = asked
    found = 0
    for options in ((), (("as_of", "today"), ("gives", "contributions")), (("as_of", "column"),)):
        for order in whole_orders(key, *options):
            statement, to_check = written(wanted(key), order).files
            assert to_check.name == statement.name.replace(".sql", "_check.sql")
            assert ask(to_check.content.decode()) == []
            found += 1
    assert found > 9


def test_that_a_check_lists_each_lead_that_gets_something_else(asked: tuple[str, Ask]) -> None:
    key, ask = asked
    order = next(o for o in whole_orders(key) if o.program.probability and o.program.grade)
    chosen = vectors(order)
    raw = Raw(order.inputs, order.activity_recipe) if key.endswith("raw") else None
    kind = dialect(key.removesuffix("-raw"))
    wrong = (
        {"score": chosen[0].result.score + 1},
        {"band": "another"},
        {"grade": "another"},
        {"output": chosen[3].result.output - 1},
        {"chance": (chosen[4].result.chance or 0) + 1},
    )
    other = [
        replace(vector, result=replace(vector.result, **wrong[place]))  # type: ignore[arg-type]
        if place < len(wrong)
        else vector
        for place, vector in enumerate(chosen)
    ]
    assert len(chosen) > len(wrong)
    listed = ask(f"{check(order, kind, Wish(), other, raw)};")
    assert {str(row[0]) for row in listed} == {str(v.row) for v in chosen[: len(wrong)]}


@pytest.mark.parametrize("kind", DIALECTS, ids=lambda kind: kind.key)
def test_that_a_check_reads_no_table_and_parses_in_its_dialect(kind: Dialect) -> None:
    for order in random_orders(kind.key, 5, 3, 20):
        _, to_check = written(wanted(kind.key), order).files
        trees = sqlglot.parse(to_check.content.decode(), read=kind.sqlglot)
        (tree,) = [tree for tree in trees if not isinstance(tree, exp.Semicolon)]
        assert tree is not None
        steps = {cte.alias for cte in tree.find_all(exp.CTE)}
        assert {table.name for table in tree.find_all(exp.Table)} <= steps
        assert f"-- Proof: {kind.proof.value}." in to_check.content.decode()


def test_that_there_is_no_check_without_leads() -> None:
    order = next(random_orders("snowflake", 5, 1, 20))
    bare = replace(order, scored=None, prepared=None)
    assert len(written(wanted("snowflake"), bare).files) == 1
