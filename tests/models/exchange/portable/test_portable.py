"""The portable form gives every lead what the engine gives it."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from models.exchange.portable.lowering import portable, without_rules
from models.exchange.portable.prepared import prepared
from models.exchange.portable.run import run
from models.exchange.portable.vocabulary import Not, pushed_in
from models.scoring.engine import Scored, score
from models.scoring.grades import graded
from models.scoring.model import ScoringModel
from models.scoring.output import rescaled
from models.scoring.sight import scored_by
from tests.models.scoring.nasty_activities import done_by
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, nasty_leads
from tests.models.scoring.runners import Asked
from tests.models.scoring.scorable_models import pointed_models, random_models

MANY = int(os.environ.get("LEADBENCH_RANDOM_MODELS", "0"))


def scored_nasty(model: ScoringModel, seed: int, count: int) -> Scored:
    """Nasty leads scored by the engine."""
    rows, kinds = nasty_leads(seed, count)
    leads = Asked(rows, INPUTS, AS_OF, kinds, done_by(seed, rows)).leads(model.zone)
    return score(model, scored_by(model, leads, AS_OF).leads, AS_OF)


def agree(model: ScoringModel, seed: int, count: int) -> int:
    scored = scored_nasty(model, seed, count)
    program = portable(model, AS_OF, INPUTS)
    leads = prepared(program, scored)
    matrix = graded(scored)
    given = {rule.id: scored.contribution(rule) for rule in model.rules()}
    for row, lead in enumerate(leads.records()):
        found = run(program, lead, int(leads.as_of[row]))
        assert found.score == int(scored.scores[row]), ascii(lead)
        assert found.band == model.bands[int(scored.bands[row])].name
        assert found.total == int(scored.totals[row])
        assert found.rules == {
            rule.id: int(given[rule.id][row]) for rule in model.rules() if not rule.muted
        }
        assert found.groups == {name: int(points[row]) for name, points in scored.given.items()}
        if matrix is not None:
            fit, engagement = int(matrix.fit[row]), int(matrix.engagement[row])
            assert found.grade == matrix.grade.label(fit, engagement)
        if model.output is not None:
            assert found.output == rescaled(found.score, model.scale, model.output)
    return len(leads)


def test_that_the_portable_form_gives_what_the_engine_gives() -> None:
    models = (*random_models(77, 50), *pointed_models(77, 15))
    told = [agree(replace(model, inputs=()), seed, 20) for seed, model in enumerate(models)]
    assert sum(told) > 800


@pytest.mark.skipif(not MANY, reason="set LEADBENCH_RANDOM_MODELS to how many models")
def test_that_the_portable_form_gives_what_the_engine_gives_on_many_models() -> None:
    for seed, model in enumerate((*random_models(MANY, MANY), *pointed_models(MANY, MANY // 10))):
        agree(replace(model, inputs=()), seed, 8)


def test_that_names_of_columns_are_plain_and_distinct() -> None:
    for model in random_models(5, 80):
        names = [column.name for column in portable(model, AS_OF, INPUTS).columns]
        assert len(set(names)) == len(names)
        assert all(name.isascii() and name.isidentifier() for name in names)
        assert all(len(name) <= 48 and name == name.lower() for name in names)


def test_that_a_negation_pushed_inwards_asks_the_same() -> None:
    for seed, model in enumerate(random_models(9, 20)):
        scored = scored_nasty(model, seed, 12)
        program = portable(model, AS_OF, INPUTS)
        flat = replace(
            program,
            overrides=tuple(replace(o, when=pushed_in(o.when)) for o in program.overrides),
            groups=tuple(
                replace(g, rules=tuple(replace(r, when=pushed_in(r.when)) for r in g.rules))
                for g in program.groups
            ),
        )
        leads = prepared(program, scored)
        for row, lead in enumerate(leads.records()):
            day = int(leads.as_of[row])
            assert run(flat, lead, day) == run(program, lead, day)
        for rule in flat.rules():
            if isinstance(rule.when, Not):
                assert not isinstance(rule.when.part, Not)


def test_that_rules_left_out_give_nothing_and_their_columns_are_not_read() -> None:
    for seed, model in enumerate(random_models(13, 20)):
        program = portable(model, AS_OF, INPUTS)
        rules = list(program.rules())
        if not rules:
            continue
        bare = without_rules(program, [rules[0].id])
        assert set(bare.reads()) == set(bare.columns)
        muted = model.with_rule(replace(model.rule(rules[0].id), muted=True))  # type: ignore[type-var]
        scored = scored_nasty(muted, seed, 10)
        leads = prepared(program, scored)
        gone = [rule.id for rule in bare.rules()]
        for row, lead in enumerate(leads.records()):
            found = run(bare, lead, int(leads.as_of[row]))
            assert list(found.rules) == gone
