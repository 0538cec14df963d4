"""What a target's limits cost: who is moved, and which part that does not fit had a say."""

from __future__ import annotations

from dataclasses import replace

from models.exchange.targets.adapting import adapted, no_reason, without
from models.exchange.targets.effect import because_of, effect_of
from models.exchange.targets.misfit import Adapted, Misfit, Part
from models.leads.fields import Input
from models.scoring.conditions import Condition, FieldTest, Test, leaves_in
from models.scoring.engine import score
from models.scoring.model import Band, Group, Move, Override, Points, Rule, ScoringModel
from tests.models.exchange.portable.test_portable import scored_nasty
from tests.models.scoring.nasty_leads import AS_OF
from tests.models.scoring.runners import Asked
from tests.models.scoring.scorable_models import random_models


def asks(value: str) -> FieldTest:
    return FieldTest("Job", Test.IS, (value,))


MODEL = ScoringModel(
    "m",
    "M",
    (
        Group(
            "g",
            "G",
            (Rule("vp", "VP", Points(60), asks("VP")), Rule("dr", "Dr", Points(5), asks("Dr"))),
        ),
    ),
    (Band("Cold", 0), Band("MQL", 50, mql=True)),
    (Override("o", "Student", asks("Student"), Move.AT_LEAST, "MQL"),),
)
ROWS = [{"Job": job} for job in ("VP", "Dr", "Student", "", "Clerk", "VP")]


def test_that_each_moved_lead_is_told_with_the_part_that_moved_it() -> None:
    scored = score(MODEL, Asked(ROWS, (Input("Job"),), AS_OF).leads("UTC"), AS_OF)
    misfits = (
        Misfit(Part.RULE, "vp", "VP", "No."),
        Misfit(Part.RULE, "dr", "Dr", "No."),
        Misfit(Part.OVERRIDE, "o", "Student", "No."),
    )
    effect = effect_of(scored, Adapted(without(MODEL, {"vp", "dr", "o"}), misfits))
    assert (effect.other_score, effect.other_band, effect.in_or_out) == (4, 3, 3)
    told = {int(row): because_of(effect, misfits, int(row)) for row in effect.rows}
    assert told == {0: "VP", 5: "VP", 2: "Student", 1: "Dr"}
    assert effect.rows.tolist()[-1] == 1  # who keeps the band comes last


def test_that_a_model_that_fits_moves_nobody() -> None:
    for seed, model in enumerate(random_models(3, 10)):
        effect = effect_of(scored_nasty(model, seed, 20), Adapted(model))
        assert (len(effect.rows), effect.other_score, effect.other_band) == (0, 0, 0)


def test_that_who_is_told_to_move_is_who_the_engine_moves() -> None:
    def some(condition: Condition) -> str:
        leaves = leaves_in(condition)
        return "No." if any(isinstance(leaf, FieldTest) for leaf in leaves) else ""

    for seed, model in enumerate(random_models(8, 12)):
        scored = scored_nasty(replace(model, account=None), seed, 25)
        found = adapted(scored.model, no_reason, some)
        effect = effect_of(scored, found)
        other = score(found.model, scored.masks.leads, AS_OF)
        moved = [i for i in range(len(scored)) if scored.scores[i] != other.scores[i]]
        assert sorted(effect.rows.tolist()) == moved
