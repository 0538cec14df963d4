"""JSONLogic and JDM give every prepared lead what the engine gives it."""

from __future__ import annotations

import json
import os
from dataclasses import replace

import pytest

from models.exchange.all_engines import engine
from models.exchange.all_targets import target
from models.exchange.proof.engine import proved
from models.exchange.rule_engines.jdm import text
from models.exchange.targets.ordering import order_for, written
from models.scoring.awards import ByRange, RangePoints
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.model import Band, Group, Points, Rule, ScoringModel
from models.scoring.sight import scored_by
from tests.models.exchange.rule_engines.fuller import fuller
from tests.models.scoring.nasty_activities import done_by
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, nasty_leads
from tests.models.scoring.runners import Asked
from tests.models.scoring.scorable_models import pointed_models, random_models

MANY = int(os.environ.get("LEADBENCH_RANDOM_MODELS", "0"))
LEADS = int(os.environ.get("LEADBENCH_NASTY_LEADS", "2000")) if MANY else 40
BOTH = (("jsonlogic", "jsonlogic"), ("jdm", "zen"))


@pytest.mark.parametrize(("key", "runner"), BOTH)
def test_that_a_rule_engine_gives_what_the_engine_gives(key: str, runner: str) -> None:
    wanted, judge = target(key), engine(runner)
    assert wanted is not None
    assert judge is not None
    if not judge.version():
        pytest.skip(f"{judge.name} is not installed")
    count, told = MANY or 8, 0
    for seed, bare in enumerate((*random_models(17, count), *pointed_models(17, count))):
        model = fuller(bare, seed)
        rows, kinds = nasty_leads(seed, LEADS)
        table = Asked(rows, INPUTS, AS_OF, kinds, done_by(seed, rows)).leads(model.zone)
        scored = score(model, scored_by(model, table, AS_OF).leads, AS_OF)
        if not len(scored):
            continue
        order = order_for(wanted, replace(model, inputs=()), AS_OF, INPUTS, "1", scored)
        verdict = proved(judge, order, written(wanted, order))
        assert verdict.wrong == 0, (seed, verdict.examples[:1])
        told += verdict.leads
    assert told > count * LEADS


NAMES = (
    "it's",
    'a "word"',
    "both ' and \"",
    "back\\slash \\n",
    "]]> */ -- ${x} #{y}",
    "emoji \U0001f600",
    "=1+1",
)


@pytest.mark.parametrize(("key", "runner"), BOTH)
def test_that_texts_mean_themselves_and_names_break_out_of_nothing(key: str, runner: str) -> None:
    wanted, judge = target(key), engine(runner)
    assert wanted is not None
    assert judge is not None
    if not judge.version():
        pytest.skip(f"{judge.name} is not installed")
    rules = tuple(
        Rule(f"r{i}", name, Points(10 + i), FieldTest("Text", Test.IS, (name,), exact=True))
        for i, name in enumerate(NAMES)
    )
    inputs = (replace(INPUTS[0], name="Text", kind=INPUTS[0].kind.TEXT, aliases=(), blank=()),)
    bands = (Band(NAMES[2], 0), Band(NAMES[3], 12, mql=True))
    model = ScoringModel("m", NAMES[4], (Group("g", NAMES[1], rules),), bands)
    rows = [{"Text": name} for name in (*NAMES, "")]
    scored = score(model, Asked(rows, inputs, AS_OF).leads("UTC"), AS_OF)
    assert sorted(scored.scores.tolist()) == [0, *range(10, 10 + len(NAMES))]
    order = order_for(wanted, model, AS_OF, inputs, "1", scored)
    assert proved(judge, order, written(wanted, order)).wrong == 0


def test_that_a_text_of_zen_holds_both_kinds_of_quotes_in_parts() -> None:
    assert text("a") == "'a'"
    assert text("it's") == '"it\'s"'
    assert text("'\"") == "(\"'\" + '\"')"


def test_that_what_is_read_is_told_with_what_it_holds() -> None:
    wanted = target("jsonlogic")
    assert wanted is not None
    model = ScoringModel(
        "m",
        "M",
        (Group("g", "G", (Rule("r", "R", Points(1), FieldTest("Born", Test.IN_THE_LAST, (7,))),)),),
    )
    inputs = (replace(INPUTS[0], name="Born", kind=INPUTS[0].kind.DATE, aliases=()),)
    export = written(wanted, order_for(wanted, model, AS_OF, inputs, "1"))
    (read,) = json.loads(export.files[0].content)["about"]["reads"]
    assert read == {"name": "born_age", "holds": "whole days before the as-of day", "what": "Born"}


@pytest.mark.parametrize("far", [1e300, -8e28, 1e-29])
def test_that_a_number_that_zen_cannot_hold_is_left_out_by_name(far: float) -> None:
    wanted, judge = target("jdm"), engine("zen")
    assert wanted is not None
    assert judge is not None
    inputs = (replace(INPUTS[0], name="Size", kind=INPUTS[0].kind.NUMBER, aliases=(), blank=()),)
    entries = (RangePoints(far, None, 5),)
    rules = (
        Rule("a", "Far", Points(1), FieldTest("Size", Test.AT_LEAST, (far,))),
        Rule("b", "Range", ByRange("Size", entries)),
        Rule("c", "Near", Points(7), FieldTest("Size", Test.AT_LEAST, (7.9e28,))),
    )
    bands = (Band("low", 0), Band("high", 7, mql=True))
    model = ScoringModel("m", "M", (Group("g", "G", rules),), bands)
    rows = [{"Size": size} for size in ("1e300", "-1e300", "7.9e28", "3", "1e-300", "")]
    scored = score(model, Asked(rows, inputs, AS_OF).leads("UTC"), AS_OF)
    order = order_for(wanted, model, AS_OF, inputs, "1", scored)
    assert [misfit.name for misfit in order.adapted.misfits] == ["Far", "Range"]
    if judge.version():
        assert proved(judge, order, written(wanted, order)).wrong == 0
