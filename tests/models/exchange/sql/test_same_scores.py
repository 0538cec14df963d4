"""The exported statements give every lead the score and band that the engine gives it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest

from models.exchange.all_engines import engine
from models.exchange.proof import postgresql
from models.exchange.proof.engine import Engine, proved
from models.exchange.targets.ordering import written
from tests.models.exchange.sql.orders import random_orders, wanted

MANY = int(os.environ.get("LEADBENCH_RANDOM_MODELS", "0"))
MODELS, LEADS = (MANY, 2000) if MANY else (8, 25)
TODAY_IS_ASKED = ("as_of", "today")


@pytest.fixture(scope="module", params=["duckdb", "sqlite", "postgresql"])
def runner(request: pytest.FixtureRequest) -> Iterator[Engine]:
    found = engine(request.param)
    assert found is not None
    if not found.version():
        pytest.skip(found.install)
    if found.key != "postgresql":
        yield found
        return
    with postgresql.server() as place:
        yield replace(found, run=lambda order, export: postgresql.run_on(place, order, export))


def test_that_a_statement_gives_what_the_engine_gives(runner: Engine) -> None:
    told = 0
    for order in random_orders(runner.key, MANY or 3, MODELS, LEADS):
        verdict = proved(runner, order, written(wanted(runner.key), order))
        assert verdict.holds, ascii(verdict.examples[0])
        told += verdict.leads
    assert told > MODELS * LEADS / 2


def test_that_every_choice_gives_the_same_scores(runner: Engine) -> None:
    chosen = (
        (("gives", "contributions"), ("as_of", "column")),
        (("gives", "contributions"), TODAY_IS_ASKED, ("table", "crm.leads_2026")),
    )
    for options in chosen:
        for order in random_orders(runner.key, 21, 2, 15, *options):
            assert proved(runner, order, written(wanted(runner.key), order)).holds


def test_that_the_files_of_prepared_leads_are_scored_alike() -> None:
    found = engine("prepared")
    assert found is not None
    for file in ("csv", "parquet"):
        for order in random_orders("prepared", 8, 3, 20, ("file", file)):
            if not any(r in "".join(c.label for c in order.program.columns) for r in "\ud83d"):
                assert proved(found, order, written(wanted("prepared"), order)).holds
