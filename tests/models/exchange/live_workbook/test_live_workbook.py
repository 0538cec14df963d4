"""The live workbook gives what the engine gives, also after its numbers were changed."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from models.exchange.embedded import found_in
from models.exchange.live_workbook.model_sheet import SHEET, model_sheet
from models.exchange.live_workbook.targets import EXCEL
from models.exchange.proof.engine import Engine, Got, proved
from models.exchange.proof.libreoffice import LIBREOFFICE, got, recalculated
from models.exchange.targets.ordering import order_for, written
from models.exchange.targets.target import Order
from models.leads.fields import Kind
from models.scoring.conditions import AnyOf, FieldTest, Test
from models.scoring.engine import score
from models.scoring.model import Band, Group, Points, Rule, ScoringModel
from models.scoring.sight import scored_by
from tests.models.scoring.nasty_activities import done_by
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, nasty_leads
from tests.models.scoring.runners import Asked
from tests.models.scoring.scorable_models import pointed_models, random_models

MANY = int(os.environ.get("LEADBENCH_RANDOM_MODELS", "0"))
LEADS = int(os.environ.get("LEADBENCH_NASTY_LEADS", "60")) if MANY else 30


def ordered(model: ScoringModel, seed: int, leads: int) -> Order | None:
    """An order of nasty leads; None where the model scores none of them."""
    model = replace(model, inputs=())
    rows, kinds = nasty_leads(seed, leads)
    table = Asked(rows, INPUTS, AS_OF, kinds, done_by(seed, rows)).leads(model.zone)
    scored = score(model, scored_by(model, table, AS_OF).leads, AS_OF)
    return order_for(EXCEL, model, AS_OF, INPUTS, "1", scored) if len(scored) else None


def orders(count: int) -> list[Order]:
    models = (*random_models(33, count), *pointed_models(33, count))
    found = (ordered(model, seed, LEADS) for seed, model in enumerate(models))
    return [order for order in found if order is not None]


def contents(made: list[Order]) -> list[bytes]:
    return [written(EXCEL, order).files[0].content for order in made]


def scores(order: Order) -> list[tuple[int, str]]:
    scored = order.scored
    assert scored is not None
    names = [band.name for band in scored.model.bands]
    bands = [names[place] for place in scored.bands]
    return list(zip(scored.scores.tolist(), bands, strict=True))


def test_that_stored_values_are_the_engines_so_that_a_preview_shows_them() -> None:
    for order in orders(MANY or 6):
        (content,) = contents([order])
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        rows = list(book["Scores"].iter_rows(min_row=2, max_col=3, values_only=True))
        assert [(row[1], row[2]) for row in rows] == scores(order)
        assert found_in(content) == order.model


def test_that_a_workbook_of_some_leads_says_so_and_is_proved_on_those() -> None:
    order = replace(orders(1)[0], options=(("leads", "5"),))
    assert order.prepared is not None
    leads = len(order.prepared)
    export = written(EXCEL, order)
    assert export.rows is not None
    assert len(export.rows) == 5 < leads
    assert f"5 of {leads} leads are in the workbook" in export.problems[0].what
    given = [Got(*scores(order)[row]) for row in export.rows]
    reader = Engine("x", "X", lambda: "1", "", lambda _order, _export: given)
    verdict = proved(reader, order, export)
    assert verdict.holds
    assert verdict.leads == 5
    given[4] = Got(-999, given[4].band)
    assert [item.row for item in proved(reader, order, export).examples] == [export.rows[4]]


needs_libreoffice = pytest.mark.skipif(
    not LIBREOFFICE.version(), reason="LibreOffice is not installed"
)


@needs_libreoffice
def test_that_libreoffice_works_out_what_the_engine_gives() -> None:
    made = orders(MANY or 5)
    for order, rows in zip(made, recalculated(contents(made)), strict=True):
        given = [got(row, order.program) for row in rows[1:]]
        found = [(item.score, item.band) for item in given]
        assert found == scores(order), order.original.name
    assert len(made) >= (MANY or 5)


@needs_libreoffice
def test_that_changed_points_limits_thresholds_and_percents_change_the_scores() -> None:
    edited, books = [], []
    for number, order in enumerate(orders(MANY or 4)):
        model, content = changed(order, 3 + number)
        books.append(content)
        scored = order.scored
        assert scored is not None
        edited.append(replace(order, scored=score(model, scored.masks.leads, AS_OF)))
    moved = 0
    for order, rows in zip(edited, recalculated(books), strict=True):
        given = [got(row, order.program) for row in rows[1:]]
        found = [(item.score, item.band) for item in given]
        assert found == scores(order)
        moved += found != scores(
            replace(order, scored=score(order.model, order.scored.masks.leads, AS_OF))
        )  # type: ignore[union-attr]
    assert moved


def changed(order: Order, more: int) -> tuple[ScoringModel, bytes]:
    """The model with other points, limits, base and top threshold; its workbook edited alike."""
    model = order.model
    book = openpyxl.load_workbook(io.BytesIO(written(EXCEL, order).files[0].content))
    sheet: Any = book[SHEET]
    places = model_sheet(order.program, model, 0).place

    def put(key: tuple[str, ...], value: int) -> None:
        row, column = places[key]
        sheet.cell(row + 1, column + 1).value = value

    put(("base",), model.base + more)
    groups = []
    for place, group in enumerate(model.groups):
        rules = []
        for rule in group.rules:
            if isinstance(rule.award, Points) and ("rule", rule.id, "0") in places:
                points = rule.award.points + more
                put(("rule", rule.id, "0"), points)
                rules.append(replace(rule, award=Points(points)))
            else:
                rules.append(rule)
        most = group.most
        if most is not None:
            most += more
            put(("most", str(place)), most)
        groups.append(replace(group, rules=tuple(rules), most=most))
    bands = model.bands
    last = len(bands) - 1
    if last and bands[-1].threshold < model.scale.most:
        bands = (*bands[:-1], replace(bands[-1], threshold=bands[-1].threshold + 1))
        put(("band", str(last)), bands[-1].threshold)
    stream = io.BytesIO()
    book.save(stream)
    return replace(
        model, base=model.base + more, groups=tuple(groups), bands=bands
    ), stream.getvalue()


NASTY = ("=1+1", "+1", "-1", "@x", '"', "it's", "{=1}", "\U0001f600", "#N/A", "TRUE", "007", "1e5")


def test_that_no_text_becomes_a_formula_or_another_value() -> None:
    rules = tuple(
        Rule(
            f"r{i}", text, Points(1 + i), FieldTest("Text", Test.IS, (text,), exact=True), note=text
        )
        for i, text in enumerate(NASTY)
    )
    inputs = (replace(INPUTS[0], name="Text", kind=Kind.TEXT, aliases=(), blank=()),)
    bands = (Band("=A1", 0), Band("+hot", 5, mql=True))
    model = ScoringModel("m", "=cmd()", (Group("g", "@group", rules),), bands)
    rows = [{"Text": text} for text in NASTY]
    scored = score(model, Asked(rows, inputs, AS_OF).leads("UTC"), AS_OF)
    order = order_for(EXCEL, model, AS_OF, inputs, "1", scored)
    (content,) = contents([order])
    book = openpyxl.load_workbook(io.BytesIO(content))
    for name in ("Model", "Leads", "Lists", "leadbench-model"):
        for row in book[name].iter_rows():
            for cell in row:
                assert cell.data_type != "f", (name, cell.coordinate)
    assert [row[1] for row in book["Leads"].iter_rows(min_row=2, values_only=True)] == list(NASTY)
    if LIBREOFFICE.version():
        (told,) = recalculated([content])
        assert [int(row[1]) for row in told[1:]] == list(range(1, 1 + len(NASTY)))


@needs_libreoffice
def test_that_numbers_a_last_digit_apart_are_told_apart() -> None:
    """LibreOffice takes 9.99999999999999 for 10, as no other engine does."""
    near = ("9.99999999999999", "10", "10.0000000000001", "7", "")
    tests = (
        FieldTest("Size", Test.EQUALS, (10.0,)),
        FieldTest("Size", Test.DOES_NOT_EQUAL, (10.0,)),
        FieldTest("Size", Test.LESS_THAN, (10.0,)),
        FieldTest("Size", Test.AT_MOST, (10.0,)),
        FieldTest("Size", Test.MORE_THAN, (10.0,)),
        FieldTest("Size", Test.AT_LEAST, (10.0,)),
    )
    rules = tuple(Rule(f"r{i}", f"R{i}", Points(1 << i), test) for i, test in enumerate(tests))
    inputs = (replace(INPUTS[0], name="Size", kind=Kind.NUMBER, aliases=(), blank=()),)
    bands = (Band("Cold", 0), Band("MQL", 5, mql=True))
    model = ScoringModel("m", "M", (Group("g", "G", rules),), bands)
    rows = [{"Size": size} for size in near]
    scored = score(model, Asked(rows, inputs, AS_OF).leads("UTC"), AS_OF)
    order = order_for(EXCEL, model, AS_OF, inputs, "1", scored)
    (told,) = recalculated(contents([order]))
    assert [int(row[1]) for row in told[1:]] == scored.scores.tolist()
    assert len(set(scored.scores.tolist())) == 4


def test_that_a_question_too_long_for_a_formula_is_refused_by_name() -> None:
    parts = tuple(FieldTest("Text", Test.IS, (f"value number {i}",)) for i in range(200))
    rule = Rule("r", "Long", Points(1), AnyOf(parts))
    inputs = (replace(INPUTS[0], name="Text", kind=Kind.TEXT, aliases=()),)
    found = EXCEL.adapt(ScoringModel("m", "M", (Group("g", "G", (rule,)),)), inputs)
    assert [(item.name, item.left_out) for item in found.misfits] == [("Long", True)]
