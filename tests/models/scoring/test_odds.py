"""Chances by the rules: engine against reference, reasons, what they are bound to, their file."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from models.leads.fields import Input, Kind, Recipe
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.project.document import Project
from models.project.edits import ChangeProbability, SetPoints
from models.scoring.awards import PerOccurrence, numbers_in, with_numbers
from models.scoring.chance_reasons import odds_reasons, odds_text, times_words
from models.scoring.chance_words import chance_reasons, chance_words
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.file.model_json import content_hash, dump, model_from_text, model_to_json
from models.scoring.file.probability_json import added_chances_to_json, chances_from_json
from models.scoring.file.scores_hash import chances_of, fits, odds_hash
from models.scoring.model import (
    ByValue,
    Group,
    Points,
    Rule,
    ScoringModel,
    ValuePoints,
)
from models.scoring.odds import chances_given, odds_of
from models.scoring.probability import ChanceStep, Probability, RuleChances, RuleOdds
from models.scoring.reference.odds import reference_odds, reference_step
from models.scoring.sight import scored_by
from tests.models.scoring.nasty_activities import done_by
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, nasty_leads
from tests.models.scoring.random_models import rule_chances
from tests.models.scoring.runners import Asked
from tests.models.scoring.scorable_models import pointed_models, random_models

TABLE = Probability((ChanceStep(-40_000, 90, 40, 200), ChanceStep(0, 4_000, 3_000, 5_000)), 900, 80)


def taught(model: ScoringModel, seed: int) -> RuleChances:
    """Any numbers for the rules of a model that are not muted."""
    dice = random.Random(seed)
    rules = tuple(
        RuleOdds(
            rule.id, tuple(dice.randint(-90_000, 90_000) for _ in range(numbers_in(rule.award)))
        )
        for rule in model.rules()
        if not rule.muted
    )
    return RuleChances(dice.randint(-60_000, 60_000), rules, TABLE)


def test_that_engine_and_reference_agree_on_the_odds_of_random_models() -> None:
    rows, kinds = nasty_leads(5, 16)
    done = done_by(5, rows)
    asked = Asked(rows, INPUTS, AS_OF, kinds, done)
    compared, faded = 0, 0
    for number, model in enumerate((*random_models(77, 60), *pointed_models(77, 20))):
        leads = asked.leads(model.zone)
        some = scored_by(model, leads, AS_OF)
        places = range(len(rows)) if some.rows is None else some.rows.tolist()
        found = taught(model, number)
        odds = {}
        if len(some.leads):
            scored = score(model, some.leads, AS_OF)
            every = np.arange(len(scored), dtype=np.intp)
            odds = dict(zip(places, odds_of(scored, found, every).tolist(), strict=True))
            told = np.rint(10_000 * chances_given(scored, found)).astype(int).tolist()
            expected = [reference_step(found, odds[place]).chance for place in places]
            assert told == expected
        for at, row in enumerate(rows):
            slow = reference_odds(model, found, row, INPUTS, AS_OF, kinds[at], done.of(at))
            assert slow == odds.get(at)
            compared += slow is not None
        faded += any(group.decay for group in model.groups)
    assert compared > 800
    assert faded > 5


@given(rule_chances())
def test_that_chances_by_the_rules_survive_their_file(found: RuleChances) -> None:
    assert chances_from_json(added_chances_to_json(found)) == found


VP = FieldTest("Title", Test.IS, ("VP",))
RULES = (
    Rule("r1", "VP", Points(60), VP),
    Rule("r2", "Land", ByValue("Land", (ValuePoints("DE", 5), ValuePoints("FR", -5)))),
    Rule("r3", "Idle", Points(9), muted=True),
)
MODEL = ScoringModel("m1", "Jobs", (Group("g1", "Fit", RULES),))
FOUND = RuleChances(
    -20_000,
    (RuleOdds("r1", (8_000,), 1_600), RuleOdds("r2", (4_000, -6_000), 500)),
    replace(TABLE, of=odds_hash(MODEL)),
)
KEPT = replace(MODEL, probability=FOUND)
LEADS = Leads(
    RawTable(
        (
            column_of("Title", ["VP", "Clerk", "VP", ""]),
            column_of("Land", ["DE", "FR", "", "IT"]),
        ),
        4,
    ),
    Recipe((Input("Title", Kind.TEXT), Input("Land", Kind.TEXT))),
)
EVERY = np.arange(4, dtype=np.intp)


def test_that_log_odds_are_the_intercept_and_what_the_rules_add() -> None:
    scored = score(KEPT, LEADS, AS_OF)
    assert odds_of(scored, FOUND, EVERY).tolist() == [-8_000, -26_000, -12_000, -20_000]
    assert chances_given(scored, FOUND).tolist() == [0.009] * 4


def test_that_reasons_are_told_against_the_average_lead() -> None:
    scored = score(KEPT, LEADS, AS_OF)
    found = [odds_text(one) for one in odds_reasons(scored, FOUND, EVERY)]
    assert found == [
        "VP (×1.9); Land (×1.4)",
        "Land (×0.52); without VP (×0.85)",
        "VP (×1.9); Land (×0.95)",
        "without VP (×0.85); Land (×0.95)",
    ]
    # What is not told is less than a twentieth: the reasons and the average make the log-odds.
    average = FOUND.intercept + sum(item.average for item in FOUND.rules)
    sums = [sum(one.odds for one in told) for told in odds_reasons(scored, FOUND, EVERY)]
    assert [average + moved for moved in sums] == odds_of(scored, FOUND, EVERY).tolist()


@pytest.mark.parametrize(
    ("times", "words"),
    [(12.4, "12"), (2.21, "2.2"), (1.0, "1.0"), (0.996, "1.0"), (0.94, "0.94"), (0.031, "0.031")],
)
def test_that_a_factor_has_two_digits_that_count(times: float, words: str) -> None:
    assert times_words(times) == words


def test_that_a_lead_is_told_its_chance_and_why() -> None:
    one = score(KEPT, LEADS.only(np.array([0])), AS_OF)
    assert chance_words(one) == (
        "0.9\u202f% of such leads convert by the rules, 0.4\u202f% to 2.0\u202f%"
    )
    assert odds_text(chance_reasons(one)) == "VP (×1.9); Land (×1.4)"
    by_score = replace(one, model=replace(MODEL, probability=TABLE))
    assert chance_reasons(by_score) == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda model: model.with_rule(replace(RULES[0], award=Points(1))),
        lambda model: replace(model, groups=(replace(model.groups[0], most=50, name="F"),), base=9),
        lambda model: model.with_rule(replace(RULES[2], award=Points(1))),
        lambda model: model.with_rule(replace(RULES[0], name="Vice president")),
    ],
)
def test_that_points_and_limits_leave_chances_by_the_rules_in_use(change: object) -> None:
    assert chances_of(change(KEPT)) == FOUND  # type: ignore[operator]


@pytest.mark.parametrize(
    "change",
    [
        lambda model: model.with_rule(replace(RULES[0], muted=True)),
        lambda model: model.with_rule(replace(RULES[2], muted=False)),
        lambda model: model.with_rule(replace(RULES[0], when=None)),
        lambda model: replace(model, own_day=7),
        lambda model: replace(
            model, groups=(replace(model.groups[0], rules=(*RULES, Rule("r4", "N", Points(1)))),)
        ),
    ],
)
def test_that_chances_of_other_rules_are_not_used(change: object) -> None:
    changed = change(KEPT)  # type: ignore[operator]
    assert not fits(changed)
    assert chances_of(changed) is None
    one = score(replace(changed, own_day=None), LEADS.only(np.array([0])), AS_OF)
    one = replace(one, model=changed)
    assert chance_words(one) == "The chances kept with the model are of other rules"


def test_that_numbers_that_fit_no_entry_are_not_used() -> None:
    """A person may write them by hand, without a fingerprint."""
    bare = replace(FOUND, table=TABLE)
    assert chances_of(replace(MODEL, probability=bare)) == bare
    short = replace(bare, rules=(bare.rules[0], RuleOdds("r2", (1,))))
    assert chances_of(replace(MODEL, probability=short)) is None
    assert chances_of(replace(MODEL, probability=replace(bare, rules=bare.rules[:1]))) is None


def test_that_a_model_with_chances_by_the_rules_survives_its_file() -> None:
    assert model_from_text(dump(KEPT)) == KEPT
    data = model_to_json(KEPT)
    assert "probability" not in data  # an older Leadbench would take log-odds for scores
    renamed = replace(
        KEPT,
        groups=(replace(KEPT.groups[0], rules=(replace(RULES[0], id="x"), *RULES[1:])),),
        probability=replace(FOUND, rules=(replace(FOUND.rules[0], rule="x"), FOUND.rules[1])),
    )
    assert content_hash(renamed) == content_hash(KEPT)


def test_that_keeping_them_is_an_edit_and_new_points_leave_them_in_use() -> None:
    before = Project(models=(MODEL,), chosen="m1")
    after = ChangeProbability("m1", FOUND).apply(before)
    assert after.models == (KEPT,)
    moved = SetPoints("m1", "r1", 50).apply(after)
    assert chances_of(moved.models[0]) == FOUND


def test_that_numbers_take_the_place_of_points_in_any_award() -> None:
    for model in random_models(3, 30):
        for rule in model.rules():
            numbers = tuple(range(7, 7 + numbers_in(rule.award)))
            changed = with_numbers(rule.award, numbers)
            if isinstance(changed, Points | PerOccurrence):
                assert (changed.points,) == numbers
            else:
                assert tuple(entry.points for entry in changed.entries) == numbers
