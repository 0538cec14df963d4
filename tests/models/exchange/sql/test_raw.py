"""Statements that read raw tables: what they prepare in SQL gives every lead the same score."""

from __future__ import annotations

import csv
import io
import os
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from models.exchange.all_engines import engine
from models.exchange.portable.columns import Holds
from models.exchange.proof import postgresql
from models.exchange.proof.engine import proved
from models.exchange.sql.dialects import DUCKDB, POSTGRESQL, Dialect
from models.exchange.sql.raw import Raw, adapted_to_raw
from models.exchange.sql.raw_columns import folded
from models.exchange.sql.raw_leads import RawTable, raw_tables
from models.exchange.sql.statement import query
from models.exchange.sql.wish import Wish
from models.exchange.targets.ordering import written
from models.exchange.targets.target import Order
from models.leads.derived_fields import EmailDomain
from models.leads.text import clean, key
from models.scoring.conditions import ActivityTest, FieldTest, FollowedBy, Quantity, Selection, Test
from models.scoring.model import Group, Points, Rule, ScoringModel
from tests.models.exchange.sql.orders import random_orders, wanted
from tests.models.scoring.nasty_leads import INPUTS, MAIL

MODELS = int(os.environ.get("LEADBENCH_RANDOM_MODELS", "0")) or 5
Ask = Callable[[list[RawTable], str], list[list[str]]]


def csv_of(table: RawTable) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(table.rows)
    return out.getvalue()


def in_duckdb(found: list[RawTable], sql: str) -> list[list[str]]:
    with duckdb.connect(":memory:") as database:
        for table in found:
            database.execute(table.create(DUCKDB))
            if table.rows:
                marks = ", ".join("?" * len(table.columns))
                database.executemany(f"INSERT INTO {table.name} VALUES ({marks})", table.rows)
        return [[str(cell) for cell in row] for row in database.execute(sql).fetchall()]


def in_postgresql(place: postgresql.Server, found: list[RawTable], sql: str) -> list[list[str]]:
    script = ""
    for table in found:
        file = place.folder / f"{table.name}.csv"
        file.write_text(csv_of(table), encoding="utf-8")
        script += f"DROP TABLE IF EXISTS {table.name};\n{table.create(POSTGRESQL)};\n"
        script += f"\\copy {table.name} FROM '{file}' WITH (FORMAT csv)\n"
    return list(csv.reader(io.StringIO(place.psql(f"{script}{sql};\n"), newline="")))


@pytest.fixture(scope="module", params=["duckdb", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[tuple[Dialect, Ask]]:
    if request.param == "duckdb":
        yield DUCKDB, in_duckdb
        return
    if not postgresql.POSTGRESQL.version():
        pytest.skip(postgresql.INSTALL)
    with postgresql.server() as place:
        yield POSTGRESQL, lambda found, sql: in_postgresql(place, found, sql)


def scores_of(order: Order, dialect: Dialect, ask: Ask) -> list[tuple[int, str]]:
    scored = order.scored
    assert scored is not None
    sql = query(order.program, dialect, Wish(), Raw(order.inputs, order.activity_recipe))
    rows = ask(
        list(raw_tables(scored, order.inputs)),
        f"SELECT lead_id, score, band FROM ({sql}) AS s",
    )
    return [(int(points), band) for _, points, band in sorted(rows, key=lambda row: int(row[0]))]


def test_that_raw_tables_give_what_the_engine_gives(database: tuple[Dialect, Ask]) -> None:
    dialect, ask = database
    told = measured = 0
    for order in random_orders(f"{dialect.key}-raw", 51, MODELS, 25):
        scored = order.scored
        assert scored is not None
        names = [band.name for band in order.model.bands]
        points, bands = scored.scores.tolist(), scored.bands.tolist()
        wants = [(p, names[band]) for p, band in zip(points, bands, strict=True)]
        assert scores_of(order, dialect, ask) == wants
        told += len(wants)
        measured += sum(column.of_activities for column in order.program.columns)
    assert told > 10 * MODELS
    assert measured > MODELS


def test_that_keys_made_in_sql_are_ours(database: tuple[Dialect, Ask]) -> None:
    _, ask = database
    signs = [chr(point) for point in range(0x20, 0x20000) if not 0xD800 <= point < 0xE000]
    known = [s for s in signs if unicodedata.category(s) != "Cn" and clean(s) == s and s != ","]
    words = [f"x{''.join(known[at : at + 50])}y" for at in range(0, len(known), 50)]
    table = RawTable(
        "words",
        (("n", Holds.WHOLE), ("t", Holds.TEXT)),
        tuple(enumerate(words)),
    )
    rows = ask([table], f"SELECT n, {folded('t')} FROM words")
    found = {int(number): text for number, text in rows}
    assert [found[number] for number in range(len(words))] == [key(word) for word in words]


def test_that_what_raw_tables_do_not_give_is_refused_by_name() -> None:
    odd = Selection(where=ActivityTest(Quantity(), Test.AT_LEAST, (1.0,)))
    asks = {
        "derived": FieldTest("Domain", Test.IS, ("example.org",)),
        "odd filter": ActivityTest(Quantity(of=odd), Test.AT_LEAST, (1.0,)),
        "odd sequence": FollowedBy(odd, Selection(), 3),
        "plain": FieldTest(MAIL, Test.IS_KNOWN),
    }
    rules = tuple(Rule(id=n, name=n, award=Points(1), when=asked) for n, asked in asks.items())
    model = ScoringModel(
        "m",
        "m",
        derived=(EmailDomain("Domain", MAIL),),
        groups=(Group(id="g", name="g", rules=rules),),
    )
    found = adapted_to_raw(DUCKDB, model, INPUTS)
    assert [misfit.name for misfit in found.misfits] == ["derived", "odd filter", "odd sequence"]
    assert [rule.name for rule in found.model.rules()] == ["plain"]


def test_that_a_raw_statement_names_the_tables_that_it_reads(tmp_path: Path) -> None:
    order = next(random_orders("postgresql-raw", 51, 1, 2))
    order = replace(order, options=(("as_of", "today"),))
    text = written(wanted("postgresql-raw"), order).files[0].content.decode()
    assert "-- Reads the table leads: lead_id, created_day" in text
    assert "CURRENT_DATE AS as_of" in text
    assert "prepared_leads" not in text


@pytest.mark.parametrize("key", ["duckdb-raw", "postgresql-raw"])
def test_that_an_engine_proves_exports_on_leads_and_activities_as_they_are(key: str) -> None:
    found = engine(key)
    assert found is not None
    if not found.version():
        pytest.skip(found.install)
    told = 0
    chosen = ((), (("as_of", "today"),), (("as_of", "column"), ("gives", "contributions")))
    for options in chosen:
        order = next(random_orders(key, 51, 1, 30, *options))
        verdict = proved(found, order, written(wanted(key), order))
        assert verdict.holds
        told += verdict.leads
    other = replace(order, program=replace(order.program, base=order.program.base + 1))
    wrong = written(wanted(key), other)  # a statement of another model
    assert not proved(found, order, wrong).holds
    assert told > 10
