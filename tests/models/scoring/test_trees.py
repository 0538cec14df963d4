"""Chances by trees: engine against reference, reasons, what they are bound to, their file."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from models.leads.derived_fields import DaysBetween, EmailDomain
from models.leads.fields import Input, Kind, Recipe
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring.chance_reasons import odds_reasons, odds_text
from models.scoring.chance_words import chance_words
from models.scoring.conditions import AnyOf, Condition, FieldTest, Test
from models.scoring.engine import score
from models.scoring.file.model_json import dump, model_from_text, model_to_json
from models.scoring.file.probability_json import added_chances_to_json, chances_from_json
from models.scoring.file.scores_hash import chances_of, trees_hash
from models.scoring.model import Group, Points, Rule, ScoringModel
from models.scoring.odds import chances_given, odds_of
from models.scoring.probability import Branch, ChanceStep, Probability, Split, TreeChances
from models.scoring.reference.trees import reference_tree_odds
from models.scoring.sight import scored_by
from models.scoring.trees import average_of, fields_read, moved_by_trees, splits_in
from tests.models.scoring.nasty_activities import done_by
from tests.models.scoring.nasty_leads import AS_OF, BOOKED, CREATED, INPUTS, Seeded, nasty_leads
from tests.models.scoring.random_models import tree_chances
from tests.models.scoring.runners import Asked
from tests.models.scoring.scorable_conditions import random_condition
from tests.models.scoring.scorable_models import random_models

TABLE = Probability((ChanceStep(-40_000, 90, 40, 200), ChanceStep(0, 4_000, 3_000, 5_000)), 900, 80)
WAITED = DaysBetween("Days waited", BOOKED, CREATED)


def grown(choose: Seeded, deep: int) -> Branch:
    """Any tree of splits that mean something on nasty leads."""
    if not deep or not choose.whole(0, 4):
        return choose.whole(-90_000, 90_000)
    when: Condition = random_condition(choose, INPUTS)
    if not choose.whole(0, 4):
        when = FieldTest(WAITED.name, Test.AT_LEAST, (float(choose.whole(-9, 9)),))
    if isinstance(when, FieldTest) and choose.whole(0, 1):
        when = AnyOf((when, FieldTest(when.field, Test.IS_BLANK)))
    below = grown(choose, deep - 1), grown(choose, deep - 1)
    return Split(when, *below, choose.whole(-9_000, 9_000))


def test_that_engine_and_reference_agree_on_the_odds_of_random_trees() -> None:
    rows, kinds = nasty_leads(6, 16)
    done = done_by(6, rows)
    asked = Asked(rows, INPUTS, AS_OF, kinds, done)
    told: set[int] = set()
    compared = 0
    for number, model in enumerate(random_models(91, 50)):
        choose = Seeded(number)
        trees = tuple(grown(choose, 3) for _ in range(4))
        found = TreeChances(choose.whole(-60_000, 60_000), trees, TABLE, (WAITED,))
        some = scored_by(model, asked.leads(model.zone), AS_OF)
        places = range(len(rows)) if some.rows is None else some.rows.tolist()
        odds = {}
        if len(some.leads):
            scored = score(model, some.leads, AS_OF)
            every = np.arange(len(scored), dtype=np.intp)
            given = odds_of(scored, found, every)
            odds = dict(zip(places, given.tolist(), strict=True))
            base, moved = moved_by_trees(scored, found, every)
            assert (base + sum(moved.values(), np.zeros_like(given)) == given).all()
            assert odds_of(scored, found, every[::-2]).tolist() == given[::-2].tolist()
        for at, row in enumerate(rows):
            slow = reference_tree_odds(model, found, row, INPUTS, AS_OF, kinds[at], done.of(at))
            assert slow == odds.get(at)
            compared += slow is not None
        told |= {value - min(odds.values()) for value in odds.values()}
    assert compared > 500
    assert len(told) > 200


@given(tree_chances())
def test_that_chances_by_trees_survive_their_file(found: TreeChances) -> None:
    assert chances_from_json(json.loads(json.dumps(added_chances_to_json(found)))) == found


LARGE = AnyOf((FieldTest("Staff", Test.AT_LEAST, (250.0,)), FieldTest("Staff", Test.IS_BLANK)))
VP = FieldTest("Title", Test.IS_ONE_OF, ("VP", "Chief"))
TREES: tuple[Branch, ...] = (
    Split(LARGE, Split(VP, 9_000, 1_000, 3_000), -2_000, 0),
    Split(VP, 4_000, -1_000, 250),
)
RULES = (Rule("r1", "VP", Points(60), VP),)
MODEL = ScoringModel("m1", "Jobs", (Group("g1", "Fit", RULES),), derived=(EmailDomain("D", "M"),))
FOUND = TreeChances(-20_000, TREES, replace(TABLE, of=trees_hash(MODEL)))
KEPT = replace(MODEL, probability=FOUND)
LEADS = Leads(
    RawTable(
        (
            column_of("Title", ["VP", "Clerk", "vp ", ""]),
            column_of("Staff", ["300", "", "20", "250"]),
        ),
        4,
    ),
    Recipe((Input("Title", Kind.TEXT), Input("Staff", Kind.NUMBER))),
)
EVERY = np.arange(4, dtype=np.intp)


def test_that_log_odds_are_the_intercept_and_the_ends_that_a_lead_comes_to() -> None:
    scored = score(KEPT, LEADS, AS_OF)
    assert odds_of(scored, FOUND, EVERY).tolist() == [-7_000, -20_000, -18_000, -20_000]
    assert chances_given(scored, FOUND).tolist() == [0.009] * 4


def test_that_reasons_are_the_moves_along_the_paths_against_the_average_lead() -> None:
    scored = score(KEPT, LEADS, AS_OF)
    average, moved = moved_by_trees(scored, FOUND, EVERY)
    assert average == -20_000 + sum(map(average_of, TREES))
    # A VP of a large company: 3,000 for Staff, then 6,000 of the first and 3,750 of the second.
    assert {name: by.tolist() for name, by in moved.items()} == {
        "Staff": [3_000, 3_000, -2_000, 3_000],
        "Title": [9_750, -3_250, 3_750, -3_250],
    }
    assert [odds_text(one) for one in odds_reasons(scored, FOUND, EVERY)] == [
        "Title (×2.7); Staff (×1.3)",
        "Title (×0.72); Staff (×1.3)",
        "Title (×1.5); Staff (×0.82)",
        "Title (×0.72); Staff (×1.3)",
    ]
    one = score(KEPT, LEADS.only(np.array([0])), AS_OF)
    assert (
        chance_words(one) == "0.9\u202f% of such leads convert by trees, 0.4\u202f% to 2.0\u202f%"
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda model: model.with_rule(replace(RULES[0], award=Points(1), when=None)),
        lambda model: replace(model, groups=(), base=9, name="Other"),
    ],
)
def test_that_points_and_rules_leave_chances_by_trees_in_use(change: object) -> None:
    assert chances_of(change(KEPT)) == FOUND  # type: ignore[operator]


@pytest.mark.parametrize(
    "change",
    [
        lambda model: replace(model, own_day=7),
        lambda model: replace(model, derived=(EmailDomain("D", "Mail"),)),
    ],
)
def test_that_chances_of_other_fields_are_not_used(change: object) -> None:
    changed = change(KEPT)  # type: ignore[operator]
    assert chances_of(changed) is None
    one = replace(score(KEPT, LEADS.only(np.array([0])), AS_OF), model=changed)
    assert chance_words(one) == "The chances kept with the model are of other derived fields"


def test_that_a_model_with_trees_survives_its_file_unknown_keys_and_all() -> None:
    assert model_from_text(dump(KEPT)) == KEPT
    data = model_to_json(KEPT)
    assert "probability" not in data
    first = data["predictive"]["trees"][0]
    data["predictive"]["new"] = 1
    first["gain"], first["yes"]["gain"], first["when"]["note"] = 2, 3, "a"
    first["yes"]["when"]["note"] = "b"
    again = model_from_text(json.dumps(data))
    assert again.probability == FOUND
    assert model_to_json(again) == data


def test_that_the_fields_that_trees_read_are_named_behind_their_own_derived_ones() -> None:
    waited = Split(FieldTest(WAITED.name, Test.IS_BLANK), 1, 2)
    found = replace(FOUND, trees=(*TREES, waited), derived=(WAITED,))
    assert fields_read(found) == ("Staff", "Title", BOOKED, CREATED)
    assert len(list(splits_in(TREES[0]))) == 2
