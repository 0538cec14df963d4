"""What each target gives of a lead is what its engine gives, and the rest is told by name."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from models.exchange.all_engines import engine
from models.exchange.all_targets import TARGETS
from models.exchange.live_workbook.model_sheet import model_sheet
from models.exchange.live_workbook.targets import EXCEL
from models.exchange.live_workbook.writing import Book
from models.exchange.proof.engine import Got, proved
from models.exchange.proof.words import mismatch_words, verdict_words
from models.exchange.targets.misfit import Part
from models.exchange.targets.ordering import order_for, written
from models.exchange.targets.target import Answer, Order, Target
from models.exchange.targets.vectors import vectors
from models.leads.fields import Input, Kind, Recipe
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring.awards import ByRange, RangePoints
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.file.scores_hash import scores_hash, trees_hash
from models.scoring.grade import Grade, GradeStep
from models.scoring.model import Band, Group, Points, Rule, ScoringModel
from models.scoring.output import rescaled
from models.scoring.probability import ChanceStep, Probability, TreeChances
from models.scoring.rules import Axis
from models.scoring.scale import Scale

DAY = date(2026, 3, 31)
INPUTS = (Input("Title"), Input("Size", Kind.NUMBER))
BOTH = (GradeStep("high", 10), GradeStep("low", None))
SIZES = tuple(RangePoints(float(n * 10), float(n * 10 + 10), n - 3) for n in range(30))
BARE = ScoringModel(
    "m1",
    "Inbound",
    (
        Group("g1", "Fit", (Rule("r1", "Size", ByRange("Size", SIZES)),), axis=Axis.FIT),
        Group(
            "g2",
            "Interest",
            (Rule("r2", "VP", Points(9), FieldTest("Title", Test.CONTAINS, ("VP",))),),
            axis=Axis.ENGAGEMENT,
        ),
    ),
    (Band("Cold", -7), Band("MQL", 10, mql=True)),
    scale=Scale(-7, 44),
    inputs=INPUTS,
)
STEPS = (ChanceStep(-7, 120, 90, 150), ChanceStep(3, 901, 800, 1000), ChanceStep(20, 2345, 1, 9000))
MODEL = replace(
    BARE,
    grade=Grade(BOTH, BOTH, (("A1", "A2"), ("B1", "B2"))),
    output=Scale(-2, 7),
    probability=Probability(STEPS, 900, 90, scores_hash(BARE)),
)
TREES = replace(
    MODEL,
    probability=TreeChances(-9, (5,), Probability(STEPS, 900, 90, trees_hash(BARE))),
)
"""Chances that add up."""
LEADS = Leads(
    RawTable(
        (
            column_of("Title", [("VP", "Clerk", "")[n % 3] for n in range(90)]),
            column_of("Size", [str(n * 4) for n in range(90)]),
        ),
        90,
    ),
    Recipe(INPUTS),
)
EACH = pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.key)
TOLD = {Answer.GRADE: "Grade", Answer.SCALE: "Output scale", Answer.CHANCE: "Chances"}


def order_of(target: Target, model: ScoringModel = MODEL) -> Order:
    return order_for(target, model, DAY, INPUTS, "1.0", score(model, LEADS, DAY))


@EACH
def test_that_what_a_target_does_not_give_is_told_by_name(target: Target) -> None:
    if not target.answers:
        return  # it holds leads and no model
    told = {m.name for m in order_of(target).adapted.misfits if m.part is Part.MODEL}
    missing = {name for answer, name in TOLD.items() if answer not in target.answers}
    assert told & set(TOLD.values()) == missing
    bare = {m.name for m in order_of(target, BARE).adapted.misfits if m.part is Part.MODEL}
    assert not bare & set(TOLD.values())


@EACH
def test_that_chances_which_add_up_are_told_where_they_are_not_given(target: Target) -> None:
    if not target.answers:
        return
    told = [m.name for m in order_of(target, TREES).adapted.misfits if m.name == "Chances"]
    # JSON is the model itself, with all that it keeps.
    assert told == ([] if target.key == "json" else ["Chances"])


@EACH
def test_that_chances_of_a_score_that_the_target_does_not_give_are_told(target: Target) -> None:
    half = Rule("r3", "Half", Points(3), FieldTest("Title", Test.IS, ("\ud83d",)))
    other = replace(BARE, groups=(replace(BARE.groups[0], rules=(half,)), *BARE.groups[1:]))
    chances = Probability(STEPS, 900, 90, scores_hash(other))
    adapted = order_of(target, replace(other, probability=chances)).adapted
    if target.key in ("json", "prepared"):
        assert not adapted.misfits
        return
    names = [misfit.name for misfit in adapted.misfits]
    assert names.count("Chances") == 1
    assert "Half" in names


@EACH
def test_that_an_engine_gives_what_is_said_that_the_target_gives(target: Target) -> None:
    if not target.answers:
        return
    order = order_of(target)
    export = written(target, order)
    for found in filter(None, map(engine, target.engines)):
        if not found.version():
            continue
        results = found.run(order, export)
        given_once = replace(found, run=lambda *_, results=results: results)
        assert proved(given_once, order, export).holds
        for got in results:
            given = {
                Answer.SCORE: got.score,
                Answer.BAND: got.band,
                Answer.GRADE: got.grade,
                Answer.SCALE: got.output,
                Answer.CHANCE: got.chance,
            }
            named = set(target.answers) - {Answer.REASONS}
            if target.key == "spark":  # asked for score and band alone
                named = {Answer.SCORE, Answer.BAND}
            assert {answer for answer, value in given.items() if value is not None} == named


def test_that_a_result_that_is_wrong_in_one_thing_is_found() -> None:
    target = next(item for item in TARGETS if item.key == "duckdb")
    found = engine("duckdb")
    assert found is not None
    order = order_of(target)
    export = written(target, order)
    right = found.run(order, export)
    for name in ("score", "band", "grade", "output", "chance"):
        wrong = replace(right[3], **{name: "x" if name in ("band", "grade") else -99})
        asked = replace(found, run=lambda *_, wrong=wrong: [*right[:3], wrong, *right[4:]])
        verdict = proved(asked, order, export)
        assert [item.row for item in verdict.examples] == [3]
        blank = replace(right[3], **{name: None})
        asked = replace(found, run=lambda *_, blank=blank: [*right[:3], blank, *right[4:]])
        assert proved(asked, order, export).wrong == 1  # what others are given, none may lack


def test_that_a_verdict_says_what_was_compared_and_no_more() -> None:
    target = next(item for item in TARGETS if item.key == "duckdb")
    found = engine("duckdb")
    assert found is not None
    every, bare = order_of(target), order_of(target, BARE)
    verdict = proved(found, every, written(target, every))
    assert verdict_words(verdict) == (
        f"DuckDB {duckdb.__version__} gave all 90 leads the same score, band, grade, output scale "
        "and chance."
    )
    verdict = proved(found, bare, written(target, bare))
    assert verdict_words(verdict).endswith("gave all 90 leads the same score and band.")
    scores = replace(found, run=lambda *_: [Got(1)] * 90, note="Nobody ran it.")
    verdict = proved(scores, every, written(target, every))
    assert verdict.compared == ("score",)
    assert " of 90 leads another score. Nobody ran it." in verdict_words(verdict)


def test_that_a_mismatch_says_what_differs_beside_score_and_band() -> None:
    target = next(item for item in TARGETS if item.key == "duckdb")
    found = engine("duckdb")
    assert found is not None
    order = order_of(target)
    right = found.run(order, written(target, order))
    wrong = replace(right[3], grade=None, chance=5)
    asked = replace(found, run=lambda *_: [*right[:3], wrong, *right[4:]])
    (mismatch,) = proved(asked, order, written(target, order)).examples
    score, band = right[3].score, right[3].band
    chance = right[3].chance or 0
    assert mismatch_words(mismatch) == (
        f"Row 4: {score} {band}, no grade, chance 0.0005 instead of "
        f"{score} {band}, grade {right[3].grade}, chance 0.{chance:04d}"
    )


def test_that_the_file_of_a_model_is_read_back_and_scored_anew_and_this_is_said() -> None:
    target = next(item for item in TARGETS if item.key == "json")
    order = order_of(target)
    export = written(target, order)
    reader = engine("leadbench")
    assert reader is not None
    verdict = proved(reader, order, export)
    assert verdict.holds
    assert verdict_words(verdict).endswith(
        "the same score, band, grade, output scale and chance. This is Leadbench reading its own "
        "file back: no other program has run it."
    )
    text = export.files[0].content.decode().replace('"points": 9', '"points": 8')
    assert text.encode() != export.files[0].content
    other = replace(export, files=(replace(export.files[0], content=text.encode()),))
    assert proved(reader, order, other).wrong > 0
    trees = order_of(target, TREES)  # chances that add up are told by no export
    assert "chance" not in proved(reader, trees, written(target, trees)).compared


@EACH
def test_that_the_points_of_each_rule_are_given_where_that_is_said(target: Target) -> None:
    if target.key == "excel":
        book = Book(order_of(target), order_of(target).prepared, [0], ["1"])  # type: ignore[arg-type]
        assert {"Size", "VP"} <= {column.head for column in book.calculation.columns}
    elif target.key == "jdm":
        rules = json.loads(written(target, order_of(target)).files[0].content)["about"]["rules"]
        assert list(rules.values()) == ["Size", "VP"]
    elif Answer.REASONS in target.answers and target.key != "json":
        order = replace(order_of(target), options=(("gives", "contributions"),))
        text = written(target, order).files[0].content.decode()
        assert re.search(r"\br_vp\b|rules\[\"?", text)


def test_that_the_output_scale_of_the_workbook_is_ours_for_every_score() -> None:
    order = order_of(EXCEL)
    assert order.prepared is not None
    formula = Book(order, order.prepared, [0], ["1"]).calculation.output_formula(1)
    rows = model_sheet(order.program, order.model, 0).rows
    numbers = {
        f"Model!$D${at}": row.cells[3] for at, row in enumerate(rows, 1) if len(row.cells) > 3
    }
    said = re.sub(r"Model!\$D\$\d+", lambda cell: f"({numbers[cell[0]]})", formula)
    said = re.sub(r"Calc!\w+", "score", said).replace("INT(", "floor(")
    with duckdb.connect(":memory:") as database:
        asked = f"SELECT score, {said} FROM range(-7, 45) AS t(score)"
        found = dict(database.execute(asked).fetchall())
    assert order.program.output is not None
    for points, given in found.items():
        assert given == rescaled(points, order.program.scale, order.program.output)
    assert len(found) == 52


def test_that_the_table_of_the_documents_is_what_the_targets_say() -> None:
    text = Path("docs/targets.md").read_text("utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("| `")
    ]
    found = {row[0].strip("`"): row[1:] for row in rows}
    wants = {
        target.key: [
            target.proof.value,
            *("yes" if answer in target.answers else "" for answer in Answer),
        ]
        for target in TARGETS
    }
    assert found == wants


def test_that_test_leads_tell_grade_scale_and_chance() -> None:
    results = {
        (v.result.grade, v.result.output, v.result.chance) for v in vectors(order_of(TARGETS[-1]))
    }
    assert len(results) > 5
