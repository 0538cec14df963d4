from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring.awards import ByValue, PerOccurrence, Points, ValuePoints
from models.scoring.bits import unpacked
from models.scoring.conditions import FieldTest, Selection, Test
from models.scoring.decay import Decay, DecayStep, Fades
from models.scoring.difference import differences
from models.scoring.engine import Scored, score
from models.scoring.model import Group, Move, Override, Rule, ScoringModel
from models.scoring.sight import scored_by
from models.tuning.candidate import Candidate
from models.tuning.ground import Laid, ground_of, named_lines
from models.tuning.impossible import lines_at_once
from models.tuning.reference import points_of
from models.tuning.tuned import only_these, tuned_model
from tests.models.scoring.nasty_activities import done_by
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, nasty_leads
from tests.models.scoring.runners import Asked
from tests.models.scoring.scorable_accounts import models_with_accounts
from tests.models.scoring.scorable_models import pointed_models, random_models
from tests.models.tuning.by_hand import by_engine


def candidates_of(model: ScoringModel, seed: int) -> list[Candidate]:
    """Rules of other random models as candidates, in the groups of this one and in a new one."""
    homes = [*(replace(group, rules=()) for group in model.groups), Group("new", "New")]
    rules = [rule for other in random_models(seed + 900, 2) for rule in other.rules()]
    return [
        Candidate(f"c{at}", replace(rule, id=f"c{at}", muted=False), homes[at % len(homes)])
        for at, rule in enumerate(rules)
    ]


def laid(
    model: ScoringModel, seed: int, leads: int
) -> tuple[Laid, list[Candidate], Leads, Scored, NDArray[np.uint8]]:
    rows, kinds = nasty_leads(seed, leads)
    every = Asked(rows, INPUTS, AS_OF, kinds, done_by(seed, rows)).leads(model.zone)
    known = scored_by(model, every, AS_OF).leads
    scored = score(model, known, AS_OF)
    codes = np.random.default_rng(seed).integers(0, 3, len(known)).astype(np.uint8)
    candidates = candidates_of(model, seed)
    return ground_of(scored, codes, candidates), candidates, known, scored, codes


MODELS = [
    *random_models(41, 45),
    *pointed_models(41, 3),
    *models_with_accounts(41, 12),
]


def test_that_base_and_pots_are_the_engines_points_now_and_at_any_other_points() -> None:
    dice = np.random.default_rng(1)
    removed = faded = fixed = unmuted = 0
    for seed, model in enumerate(MODELS):
        found, candidates, leads, scored, codes = laid(model, seed, 40)
        ground = found.ground
        assert points_of(ground, ground.now).tolist() == by_engine(scored, found.rows).tolist()
        assert tuned_model(model, ground.lines, ground.now, candidates) == model
        assert ground.converted.tolist() == codes[found.rows].tolist()
        fixed += len(found.fixed)
        faded += any(pot.percents is not None for pot in ground.pots)
        for turn in range(3):
            points = [int(value) for value in dice.integers(-6, 7, len(ground.lines)) * 5]
            points = [0 if dice.random() < (0.3, 0.9, 0.1)[turn] else value for value in points]
            if turn == 2:
                keys = {line.key for line in ground.lines if dice.random() < 0.3}
                points = only_these(ground.lines, points, keys)
            tuned = tuned_model(model, ground.lines, points, candidates)
            again = score(tuned, leads, AS_OF)
            assert points_of(ground, points).tolist() == by_engine(again, found.rows).tolist()
            removed += len(list(model.rules())) > len(set(tuned.rules()) & set(model.rules()))
            unmuted += sum(rule.muted for rule in model.rules()) > sum(
                rule.muted for rule in tuned.rules()
            )
    assert min(removed, faded, fixed, unmuted) > 10


def test_that_a_ground_of_some_leads_has_the_same_lines_and_their_bits() -> None:
    for seed, model in enumerate(MODELS[:12]):
        found, candidates, _, scored, codes = laid(model, seed, 40)
        some = np.arange(1, len(scored), 2)
        worth = np.linspace(0, 1, len(scored))
        part = ground_of(scored, codes, candidates, some, worth)
        assert part.ground.lines == found.ground.lines
        assert part.rows.tolist() == [row for row in found.rows.tolist() if row % 2]
        assert part.ground.worth is not None
        assert part.ground.worth.tolist() == worth[part.rows].tolist()
        inside = np.isin(found.rows, part.rows)
        for planes, fewer in zip(found.ground.bits, part.ground.bits, strict=True):
            for plane, bits in zip(planes, fewer, strict=True):
                every = unpacked(plane, 0, len(found.rows))[inside]
                assert every.tolist() == unpacked(bits, 0, len(part.rows)).tolist()


def test_that_lines_are_named_as_they_are_laid() -> None:
    told = often = 0
    for seed, model in enumerate(MODELS):
        found, _, _, scored, _ = laid(model, seed, 40)
        own = [replace(line, times=1) for line in found.ground.lines if line.rule]
        assert list(named_lines(scored)) == own
        at_once = lines_at_once(model)
        told += len(at_once)
        often += len(own) - len(at_once)
        assert set(at_once) <= set(own)
    assert told > 100 * (often + 1)


# What is told

DAY = date(2024, 6, 14)
VP = FieldTest("Job", Test.IS, ("VP",))
IS_A = FieldTest("Tags", Test.HAS_ANY_OF, ("a",))


def few_leads() -> Leads:
    cells = {"Job": ["VP", "clerk", "VP", ""], "Tags": ["a;b", "b", "a", ""]}
    inputs = (Input("Job"), Input("Tags", Kind.MULTIPLE), Input("Won", Kind.YES_NO, Role.OUTCOME))
    cells["Won"] = ["yes", "no", "no", ""]
    columns = tuple(column_of(name, values) for name, values in cells.items())
    return Leads(RawTable(columns, 4), Recipe(inputs))


def model_of(*rules: Rule, decay: Decay | None = None, **more: object) -> ScoringModel:
    group = Group("g1", "Fit", rules, decay=decay)
    return ScoringModel("m1", "M", (group,), **more)  # type: ignore[arg-type]


def ground(model: ScoringModel, candidates: Sequence[Candidate] = ()) -> Laid:
    leads = few_leads()
    return ground_of(score(model, leads, DAY), leads.outcome, candidates)


JOB = Rule("r1", "Job", Points(10), VP)
TAGS = Rule("r2", "Tags", ByValue("Tags", (ValuePoints("a", 5), ValuePoints("b", 8))))


def test_that_lines_are_rules_and_the_entries_of_tables() -> None:
    lines = ground(model_of(JOB, TAGS)).ground.lines
    assert [(line.key, line.name, line.now, line.together) for line in lines] == [
        ("r1", "Job", 10, ""),
        ("r2/0", "Tags: a", 5, "r2"),
        ("r2/1", "Tags: b", 8, "r2"),
    ]
    assert [line.fields for line in lines] == [("Job",), ("Tags",), ("Tags",)]


def test_that_a_rule_without_points_is_removed_and_the_difference_says_so() -> None:
    model = model_of(JOB, TAGS)
    lines = ground(model).ground.lines
    gone = tuned_model(model, lines, (0, 5, 8))
    assert differences(model, gone) == ("Removed Job (+10) from Fit",)
    assert differences(model, tuned_model(model, lines, (10, 0, 0))) == (
        "Removed Tags (+5 to +8) from Fit",
    )


def test_that_an_entry_without_points_still_takes_its_leads_from_the_next() -> None:
    model = model_of(TAGS)
    tuned = tuned_model(model, ground(model).ground.lines, (0, 8))
    assert differences(model, tuned) == ("Tags, a: 5 \u2192 0 points",)
    assert score(tuned, few_leads(), DAY).points.tolist() == [0, 8, 0, 0]


def test_that_a_muted_rule_is_a_line_at_0_and_unmuted_by_points() -> None:
    model = model_of(replace(JOB, muted=True))
    (line,) = ground(model).ground.lines
    assert line.now == 0
    assert tuned_model(model, [line], [0]) is not None
    assert tuned_model(model, [line], [0]) == model
    assert differences(model, tuned_model(model, [line], [25])) == (
        "Unmuted Job",
        "Job: 10 \u2192 25 points",
    )


def test_that_an_accepted_candidate_becomes_a_rule_of_its_group() -> None:
    model = model_of(JOB)
    tagged = Candidate("c1", Rule("c1", "Tags a", Points(5), IS_A), Group("g1", "Fit"))
    other = Candidate("c2", Rule("c2", "Tags", TAGS.award), Group("g9", "Social"))
    lines = ground(model, (tagged, other)).ground.lines
    assert [line.key for line in lines] == ["r1", "c1", "c2/0", "c2/1"]
    assert [line.now for line in lines] == [10, 0, 0, 0]
    tuned = tuned_model(model, lines, (10, 15, 0, 20), (tagged, other))
    assert differences(model, tuned) == (
        "Added group Social",
        "Added Tags a (+15) to Fit",
        "Added Tags (0 to +20) to Social",
    )
    assert [rule.id for rule in tuned.rules()] == ["r1", "r2", "r3"]


def test_that_only_accepted_lines_change() -> None:
    lines = ground(model_of(JOB, TAGS)).ground.lines
    assert only_these(lines, (0, 0, 25), {"r2/1"}) == [10, 5, 25]


def test_that_leads_of_unknown_outcome_and_those_held_by_an_override_teach_nothing() -> None:
    stop = Override("o1", "VPs go last", VP, Move.AT_MOST, "Cold")
    found = ground(model_of(JOB, overrides=(stop,)))
    assert found.rows.tolist() == [1]
    assert found.overridden == 2  # the fourth lead is of unknown outcome


def test_that_leads_that_an_override_only_lifts_teach_like_others() -> None:
    lift = Override("o1", "VPs go first", VP, Move.AT_LEAST, "MQL")
    found = ground(model_of(JOB, overrides=(lift,)))
    assert found.rows.tolist() == [0, 1, 2]
    assert found.overridden == 0


EACH = Rule("r3", "Webinars", PerOccurrence(Selection(("Webinar",)), 5, 3))
ANY = Rule("r4", "Anything", PerOccurrence(Selection(), 5, 3))
WEEK = (DecayStep(7, 50),)


def test_that_a_rule_that_fades_by_activity_stays_fixed_and_is_told() -> None:
    found = ground(model_of(JOB, EACH, decay=Decay(Fades.BY_ACTIVITY, WEEK)))
    assert [line.key for line in found.ground.lines] == ["r1"]
    (fixed,) = found.fixed
    assert (fixed.key, fixed.name) == ("r3", "Webinars")
    assert "fade with the age of each activity in Fit" in fixed.why


@pytest.mark.parametrize(
    ("rules", "points", "types", "kept"),
    [
        ((JOB, EACH), (10, 0), ("Webinar",), ["r1"]),
        ((JOB, EACH, ANY), (10, 5, 0), (), ["r1", "r3", "r4"]),
        ((JOB, ANY), (10, 0), (), ["r1"]),
        ((EACH, replace(ANY, muted=True)), (5, 5), ("Webinar",), ["r3", "r4"]),
    ],
)
def test_that_a_group_fades_by_what_it_faded_by_before(
    rules: tuple[Rule, ...], points: tuple[int, ...], types: tuple[str, ...], kept: list[str]
) -> None:
    model = model_of(*rules, decay=Decay(Fades.BY_GROUP, WEEK))
    tuned = tuned_model(model, ground(model).ground.lines, points)
    decay = tuned.groups[0].decay
    assert decay is not None
    assert decay.types == types
    assert [rule.id for rule in tuned.rules()] == kept


def test_that_a_candidate_that_would_change_by_what_its_group_fades_is_left_out() -> None:
    candidate = Candidate("c1", replace(EACH, id="c1"), Group("g1", "Fit"))
    found = ground(model_of(JOB, decay=Decay(Fades.BY_GROUP, WEEK)), [candidate])
    assert [line.key for line in found.ground.lines] == ["r1"]
    assert [fixed.key for fixed in found.fixed] == ["c1"]


def test_that_points_more_often_than_can_be_tuned_stay_fixed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("models.tuning.ground.MOST_TIMES", 1)
    often = [laid(model, seed, 40)[0] for seed, model in enumerate(MODELS[:12])]
    fixed = [one.why for found in often for one in found.fixed]
    assert any("It gives one lead points 2 times; up to 1 can be tuned" in why for why in fixed)
    assert all(line.times == 1 for found in often for line in found.ground.lines)
