"""Exported programs give every record what the engine gives the lead."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from models.exchange.all_engines import engine
from models.exchange.all_targets import target
from models.exchange.proof.engine import proved
from models.exchange.targets.ordering import order_for, written
from models.exchange.targets.target import Order
from models.leads.fields import Input
from models.leads.text import clean
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.model import Group, Points, Rule, ScoringModel
from models.scoring.sight import scored_by
from tests.models.scoring.nasty_activities import done_by
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, nasty_leads
from tests.models.scoring.runners import Asked
from tests.models.scoring.scorable_models import pointed_models, random_models

MANY = int(os.environ.get("LEADBENCH_RANDOM_MODELS", "0"))
LEADS = int(os.environ.get("LEADBENCH_NASTY_LEADS", "2000")) if MANY else 60
LANGUAGES = (("python", "python"), ("javascript", "node"))


def ordered(key: str, model: ScoringModel, seed: int, leads: int) -> Order:
    """What is exported of a model whose activities are read as the nasty ones are."""
    rows, kinds = nasty_leads(seed, leads)
    table = Asked(rows, INPUTS, AS_OF, kinds, done_by(seed, rows)).leads(model.zone)
    scored = score(model, scored_by(model, table, AS_OF).leads, AS_OF)
    found = target(key)
    assert found is not None
    return order_for(found, model, AS_OF, INPUTS, "1", scored)


@pytest.mark.parametrize(("key", "runner"), LANGUAGES)
def test_that_a_program_gives_what_the_engine_gives(key: str, runner: str) -> None:
    judge, wanted = engine(runner), target(key)
    assert judge is not None
    assert wanted is not None
    if not judge.version():
        pytest.skip(f"{judge.name} is not installed")
    count = MANY or 8
    told = 0
    for seed, model in enumerate((*random_models(91, count), *pointed_models(91, count))):
        order = ordered(key, replace(model, inputs=()), seed, LEADS)
        if order.scored is None or not len(order.scored):
            continue
        verdict = proved(judge, order, written(wanted, order))
        assert verdict.wrong == 0, (seed, verdict.examples[:1])
        told += verdict.leads
    assert told > count * LEADS


def test_that_a_program_checks_its_own_test_leads(tmp_path: Path) -> None:
    wanted = target("python")
    assert wanted is not None
    export = written(wanted, ordered("python", random_models(4, 1)[0], 4, 40))
    for file in export.files:
        (tmp_path / file.name).write_bytes(file.content)
    program, vectors = (str(tmp_path / file.name) for file in export.files)
    done = subprocess.run(
        [sys.executable, "-I", program, vectors], check=False, capture_output=True, text=True
    )
    leads = json.loads((tmp_path / export.files[1].name).read_text("utf-8"))["leads"]
    assert done.stdout == f"{len(leads)} of {len(leads)} leads agree\n"
    told = json.loads((tmp_path / export.files[1].name).read_text("utf-8"))
    told["leads"][0]["score"] += 1
    (tmp_path / export.files[1].name).write_text(json.dumps(told), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", program, vectors], check=False, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert f"{len(leads) - 1} of {len(leads)} leads agree" in done.stdout


NAMES = (
    'a "quoted" name',
    "back\\slash",
    "two\nlines",
    "*/ ]]> --> -- ''' \"\"\" ${x} `",
    "line\u2028separator",
    "emoji \U0001f600",
    "=1+1",
    "\U0001f469\u200d\U0001f4bb dev",
    "half \ud83d",
)


@pytest.mark.parametrize(("key", "program"), [("python", sys.executable), ("javascript", "node")])
def test_that_no_name_or_value_breaks_out_of_its_place(
    key: str, program: str, tmp_path: Path
) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    rules = tuple(
        Rule(f"r{i}", name, Points(1 + i), FieldTest("Text", Test.IS, (clean(name),)), note=name)
        for i, name in enumerate(NAMES)
    )
    wanted = target(key)
    assert wanted is not None
    inputs = (Input("Text"),)
    model = ScoringModel("m", NAMES[3], (Group("g", NAMES[2], rules),))
    text = written(wanted, order_for(wanted, model, AS_OF, inputs, "1")).files[0].content
    path = tmp_path / f"model{wanted.ending}"
    path.write_bytes(text)
    leads = [{"Text": name} for name in (*NAMES, "")]
    told = "".join(f"{json.dumps(lead)}\n" for lead in leads).encode("ascii")
    done = subprocess.run([program, str(path)], input=told, check=False, capture_output=True)
    found = [json.loads(line)["score"] for line in done.stdout.splitlines()]
    # The one with half of a sign is left out by name.
    assert found == [*range(1, len(NAMES)), 0, 0], done.stderr


def test_that_a_rule_with_a_regular_expression_is_left_out_by_name() -> None:
    rule = Rule("r", "Pattern", Points(1), FieldTest("Text", Test.MATCHES, ("a+",)))
    model = ScoringModel("m", "M", (Group("g", "G", (rule,)),))
    wanted = target("javascript")
    assert wanted is not None
    order = order_for(wanted, model, AS_OF, INPUTS, "1")
    assert [(m.name, m.left_out) for m in order.adapted.misfits] == [("Pattern", True)]
    assert "RE2" in order.adapted.misfits[0].why
    assert b"Pattern: It searches" in written(wanted, order).files[0].content
