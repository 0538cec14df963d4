from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.evaluation import figures
from models.evaluation.causes import Cause, differences, main_cause
from models.evaluation.evaluate import evaluate
from models.evaluation.evaluation import BandFigures, Evaluation, Interval, Movement, Tally
from models.evaluation.report import evaluation_json, evaluation_text
from models.evaluation.sentence import verdict
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.model import Group, Points, Rule, ScoringModel
from tests.models.scoring import drawn
from tests.models.scoring.drawn import AS_OF

seeds = st.integers(0, 2**32 - 1)


def evaluation(movement: Movement | None = None, **changes: object) -> Evaluation:
    mql = Tally(559, 186, 373)
    found = Evaluation(
        np.zeros((101, 3), dtype=np.int64),
        0,
        (BandFigures("Cold", 0, False, Tally(4441, 226, 4215)), BandFigures("MQL", 55, True, mql)),
        mql,
        Tally(5000, 412, 4588),
        Interval(0.81, 0.78, 0.84),
        np.empty((0, 2)),
        (),
        movement=movement,
    )
    return replace(found, **changes)  # type: ignore[arg-type]


NOBODY = Tally()


def moved(
    entered: Tally = NOBODY, left: Tally = NOBODY, changed: int = 90, bands: int = 0
) -> Movement:
    counts = np.zeros((2, 2, 3), dtype=np.int64)
    counts[0, 0, 0] = 4000
    counts[0, 1, 0], counts[1, 0, 0] = entered.leads, left.leads
    counts[0, 1, 1] += bands
    return Movement(counts, changed, entered, left)


def first(movement: Movement, **changes: object) -> str:
    return verdict(evaluation(movement, **changes), "v3")[0]


def test_that_the_verdict_on_a_change_is_the_one_of_the_picture() -> None:
    movement = moved(Tally(60, 8, 52), Tally(23, 2, 21))
    cause = Cause("Job title, 11 \u2192 15", 0.8, only=False)
    assert verdict(evaluation(movement), "v3", cause) == (
        "37 more leads reach sales than with v3: 8 more conversions found, 2 missed.",
        "Most of it comes from Job title, 11 \u2192 15.",
    )


def test_that_each_kind_of_change_has_its_sentence() -> None:
    assert first(moved(left=Tally(1, 1, 0))) == (
        "1 fewer lead reaches sales than with v3: 1 conversion missed, none more found."
    )
    assert first(moved(Tally(3, 0, 3), Tally(1, 0, 1))) == (
        "2 more leads reach sales than with v3: no conversion more or less."
    )
    assert first(moved(Tally(12, 3, 9), Tally(12, 1, 11))) == (
        "As many leads reach sales as with v3, but 12 are others: "
        "3 more conversions found, 1 missed."
    )
    assert first(moved(bands=25)) == "The same leads reach sales as with v3; 25 change band."
    assert first(moved(changed=213)) == ("No lead changes band against v3; 213 scores change.")
    assert verdict(evaluation(moved(changed=0)), "v3") == ("Every lead scores as with v3.", "")


def test_that_doubt_is_said() -> None:
    movement = moved(Tally(2, 0, 0))
    unknown = evaluation(movement, all=Tally(5000, 0, 0), mql=Tally(559, 0, 0), auc=None)
    assert verdict(unknown, "v3") == (
        "2 more leads reach sales than with v3.",
        "No outcome is known, so nothing says whether they convert.",
    )
    few = evaluation(all=Tally(5000, 12, 4988))
    assert verdict(few)[1] == "Only 12 leads converted: too few to judge by."
    none = evaluation(all=Tally(5000, 0, 5000), mql=Tally(559, 0, 559), auc=None)
    assert "No lead converted" in verdict(none)[1]
    chance = evaluation(auc=Interval(0.52, 0.49, 0.55))
    assert "chance" in verdict(chance)[1]


def test_that_without_a_saved_version_the_model_itself_is_described() -> None:
    assert verdict(evaluation()) == (
        "559 of 5,000 leads reach sales; they convert at 33.3\u202f% against 8.2\u202f% overall.",
        "Ranking (AUC) 0.81, 0.78 to 0.84.",
    )
    assert verdict(evaluation(mql=Tally()))[0] == "None of 5,000 leads reaches sales."
    assert verdict(evaluation(all=Tally(), mql=Tally(), auc=None))[0] == (
        "There are no leads to score."
    )


def test_that_figures_are_written_one_way() -> None:
    assert figures.percent(0.3327) == "33.3\u202f%"
    assert figures.percent(0.3327, 0) == "33\u202f%"
    assert figures.percent(None) == "\u2013"
    assert figures.count(5000) == "5,000"
    assert figures.count(-3) == "\u22123"
    assert figures.change(37) == "+37"
    assert figures.decimal(-0.0004) == "0.00"
    assert figures.decimal(-1.25) == "\u22121.25"
    assert figures.rate_change(0.333, 0.345) == "\u22121.2 points"
    assert figures.rate_change(0.31, 0.30) == "+1.0 point"
    assert figures.rate_change(0.3, 0.3) == "0.0 points"
    assert figures.interval(Interval(0.81, 0.78, 0.84)) == "0.78 to 0.84"
    assert figures.rate_of(Tally(600, 186, 373)) == "186 of 559, 33.3\u202f%"
    assert figures.leads(1) == "1 lead"
    assert figures.too_few(Tally(100, 30, 70))
    assert not figures.too_few(Tally(100, 31, 69))


def five() -> Leads:
    """Five leads that differ in size; the two largest won."""
    sizes, won = ["1", "2", "3", "4", "5", "6"], ["no", "no", "no", "yes", "yes", ""]
    columns = column_of("Size", sizes), column_of("Won", won)
    inputs = Input("Size", Kind.NUMBER), Input("Won", Kind.YES_NO, Role.OUTCOME)
    return Leads(RawTable(columns, 6), Recipe(inputs))


def sized(points: int, other: int = 0) -> ScoringModel:
    rules = (
        Rule("r", "Size", Points(points), FieldTest("Size", Test.AT_LEAST, (4.0,))),
        Rule("s", "Any", Points(other), FieldTest("Size", Test.IS_KNOWN)),
    )
    return ScoringModel("m", "M", (Group("g", "Fit", rules),), base=40)


def test_that_the_json_has_the_keys_that_scripts_read() -> None:
    found = evaluation_json(evaluate(sized(20), five(), as_of=AS_OF))
    assert list(found) == ["leads", "converted", "unknown", "auc", "log_loss", "bands", "lift"]
    assert (found["leads"], found["converted"], found["unknown"]) == (5, 2, 1)
    assert found["auc"] == {"value": 1.0, "low": 1.0, "high": 1.0}
    assert found["log_loss"] is None
    assert found["bands"][2] == {"name": "MQL", "threshold": 55, "leads": 2, "converted": 2}
    assert [row["share"] for row in found["lift"]][:3] == [0.01, 0.05, 0.1]
    assert found["lift"][0] == {"share": 0.01, "leads": 0, "converted": 0.0, "lift": None}
    assert found["lift"][-1] == {"share": 1.0, "leads": 5, "converted": 2.0, "lift": 1.0}
    assert found["lift"][5] == {"share": 0.4, "leads": 2, "converted": 2.0, "lift": 2.5}


def test_that_the_text_lists_bands_from_the_best_and_says_what_is_left_out() -> None:
    text = evaluation_text(evaluate(sized(20), five(), as_of=AS_OF))
    assert text.splitlines()[0] == "5 leads with a known outcome, 2 converted (40.0\u202f%)"
    assert "1 lead without an outcome is left out" in text
    assert text.index("Hot") < text.index("Cold")


def test_that_a_single_difference_is_the_cause() -> None:
    leads = five()
    saved, now = score(sized(0), leads, AS_OF), score(sized(20), leads, AS_OF)
    assert main_cause(now, saved) == Cause("Size, 0 \u2192 20", 1.0, only=True)
    assert main_cause(saved, saved) is None


def test_that_the_greater_of_two_differences_is_the_cause() -> None:
    leads = five()
    saved, now = score(sized(0), leads, AS_OF), score(sized(14, 1), leads, AS_OF)
    found = main_cause(now, saved)
    assert found is not None
    assert not found.only
    assert found.words == "Size, 0 \u2192 14"
    assert verdict(evaluate(now.model, leads, scored=now, saved=saved), "v1", found)[1].startswith(
        "Most of it comes from Size"
    )


@given(seeds, seeds)
def test_that_every_difference_undone_gives_back_the_saved_scores(a: int, b: int) -> None:
    saved = drawn.model(a)
    now = drawn.model(b)
    leads = drawn.leads(a, 20)
    for _ in range(60):
        found = differences(now, saved)
        if not found:
            break
        now = found[0].undone
        if found[0].words.startswith("the MQL threshold"):
            now = replace(now, bands=saved.bands)
    if not differences(now, saved) and {g.id for g in now.groups} == {g.id for g in saved.groups}:
        now = replace(now, bands=saved.bands)
        assert (score(now, leads, AS_OF).scores == score(saved, leads, AS_OF).scores).all()


@pytest.mark.parametrize("rows", [0, 1, 30])
def test_that_reports_can_be_made_of_any_table(rows: int) -> None:
    for seed in range(10):
        for outcome in (True, False):
            leads = drawn.leads(seed, rows, outcome)
            found = evaluate(drawn.model(seed), leads, as_of=AS_OF)
            assert evaluation_text(found)
            assert evaluation_json(found)["leads"] == found.all.known
            assert all(verdict(found)) or not rows
