"""Grade, output scale, chance and every contribution are those of the portable form too."""

from __future__ import annotations

from dataclasses import replace

import duckdb

from models.exchange.portable.run import run
from models.exchange.sql.dialects import DUCKDB, TABLE
from models.exchange.sql.lead_files import create_table, header, rows_of
from models.exchange.sql.scoring import names_of
from models.exchange.sql.statement import query
from models.exchange.sql.wish import COLUMN, Wish
from models.scoring.probability import ChanceStep, Probability
from models.scoring.scale import Scale
from tests.models.exchange.sql.orders import order_of
from tests.models.scoring.scorable_models import random_models


def test_that_every_column_of_the_result_is_right() -> None:
    graded = moved = 0
    for place, model in enumerate(random_models(91, 8)):
        least, most = model.scale.least, model.scale.most
        middle = (least + most) // 2
        steps = (ChanceStep(least + 1, 120, 90, 150), ChanceStep(middle, 2500, 2000, 3000))
        output = (Scale(0, 10), Scale(-7, 1000), None)[place % 3]
        chances = Probability(steps) if place % 2 else None
        asked = replace(model, inputs=(), output=output, probability=chances)
        order = order_of("duckdb", asked, place, 25)
        program, leads = order.program, order.prepared
        assert leads is not None
        marks = ", ".join("?" * len(header(program)))
        ids = [str(row) for row in range(len(leads))]
        with duckdb.connect(":memory:") as database:
            database.execute(create_table(program, DUCKDB, TABLE))
            rows = list(rows_of(leads, ids))
            if rows:
                database.executemany(f"INSERT INTO {TABLE} VALUES ({marks})", rows)
            found = database.execute(query(program, DUCKDB, Wish(TABLE, True, COLUMN)))
            columns = [name for name, *_ in found.description]
            given = {row[0]: dict(zip(columns, row, strict=True)) for row in found.fetchall()}
        names = names_of(program)
        for number, lead in zip(ids, leads.records(), strict=True):
            wants = run(program, lead, int(leads.as_of[int(number)]))
            got = given[number]
            assert got.get("grade") == wants.grade
            assert got["total"] == wants.total
            assert got.get("output_score", wants.score) == wants.output
            chance = got.get("probability")
            assert (None if chance is None else round(float(chance) * 10_000)) == wants.chance
            assert {i: got[name] for i, name in names.rules.items()} == wants.rules
            assert {i: got[name] for i, name in names.groups.items()} == wants.groups
            by = {item.id: item.name for item in program.overrides}
            assert got.get("moved_by") == (wants.override and by[wants.override])
            graded += wants.grade is not None
            moved += wants.override is not None
        if chances is not None:
            assert "probability" in columns or program.probability is None
    assert graded
    assert moved
