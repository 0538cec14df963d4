"""The cheapest steps: held to every plan there is, each scored by the slow reference."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.evaluation.steps.actions import Action, Option, Sort, actions_for
from models.evaluation.steps.ground import Seen
from models.evaluation.steps.plans import (
    MOST_KINDS,
    Workshop,
    all_plans,
    kinds_tried,
    next_steps,
    plans_of,
)
from models.scoring.model import Axis, ScoringModel
from tests.models.evaluation.steps.asked_again import Nasty
from tests.models.scoring.nasty_leads import AS_OF, Seeded
from tests.models.scoring.scorable_models import pointed_model, random_model

_SEEN = Seen(1, 4)
Steps = list[tuple[Action, Option]]


def every_plan(actions: tuple[Action, ...]) -> list[Steps]:
    return [
        list(zip(chosen, ways, strict=True))
        for number in range(1, MOST_KINDS + 1)
        for chosen in combinations(actions, number)
        for ways in product(*(action.options for action in chosen))
    ]


def effort(steps: Steps) -> float:
    return sum(option.seen.effort for _, option in steps)


def few(actions: tuple[Action, ...], seed: int) -> tuple[Action, ...]:
    """Some of the actions with some of their ways, so that all plans can be looked at slowly."""
    dice = np.random.default_rng(seed)
    mixed = [actions[place] for place in dice.permutation(len(actions))]
    first = {action.sort: action for action in mixed}
    some = [*first.values(), *(action for action in mixed if action not in first.values())][:4]
    return tuple(replace(action, options=action.options[:2]) for action in some)


def model_of(seed: int) -> ScoringModel:
    choose = Seeded(seed)
    model = random_model(choose) if seed % 2 else pointed_model(choose)
    if not seed % 2:  # a pointed model has one band: let there be one to reach
        top = replace(model.bands[0], name="top", threshold=60, mql=True)
        model = replace(model, bands=(replace(model.bands[0], mql=False), top))
    if seed % 3:  # else hardly a field says what leads did
        groups = (replace(group, axis=Axis.ENGAGEMENT) for group in model.groups)
        model = replace(model, groups=tuple(groups))
    return model


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 100_000))
@example(1482)
@example(288)
def test_that_no_plan_takes_less_than_the_first_and_none_is_missed(seed: int) -> None:
    nasty = Nasty(model_of(seed), seed)
    scored = nasty.ground.scored
    if not nasty.count:
        return
    row = seed % nasty.count
    band = int(scored.bands[row])
    actions = few(actions_for(nasty.ground, nasty.one(row), band), seed)
    now = int(scored.scores[row])
    plans = every_plan(actions)
    scores = [nasty.by_reference(row, steps) for steps in plans]
    for target in (now + 1, now + 12, now + 40):
        found = next_steps(
            Workshop(nasty.model, nasty.leads, nasty.one(row), AS_OF, actions), target
        )
        assert found is not None
        assert found.before.score == now == nasty.by_reference(row, [])
        assert found.tried == len(plans)
        reach = [effort(s) for s, after in zip(plans, scores, strict=True) if after >= target]
        if not reach:
            assert not found.plans
            best = max([now, *scores])
            assert (found.furthest is None) == (best <= now)
            if found.furthest is not None:
                assert found.furthest.after.score == best
            continue
        assert found.plans[0].effort == pytest.approx(min(reach))
        taken: list[set[str]] = []
        for plan in found.plans:
            steps = [(step.action, step.option) for step in plan.steps]
            assert plan.after.score == nasty.by_reference(row, steps) >= target
            names = {
                f"{id(step.action)} {step.action.options.index(step.option)}" for step in plan.steps
            }
            assert not any(other <= names for other in taken)
            taken.append(names)
        assert [p.effort for p in found.plans] == sorted(p.effort for p in found.plans)


def test_that_many_leads_get_plans_with_each_kind_of_step() -> None:
    """The law above is not empty: plans are found, of activities and of fields."""
    found: dict[Sort, int] = dict.fromkeys(Sort, 0)
    none = 0
    for seed in range(24):
        nasty = Nasty(model_of(seed), seed)
        scored = nasty.ground.scored
        for row in range(0, nasty.count, 8):
            one = nasty.one(row)
            actions = few(actions_for(nasty.ground, one, int(scored.bands[row])), seed)
            target = int(scored.scores[row]) + 5
            steps = next_steps(Workshop(nasty.model, nasty.leads, one, AS_OF, actions), target)
            assert steps is not None
            none += not steps.plans
            for plan in steps.plans[:1]:
                for step in plan.steps:
                    found[step.action.sort] += 1
    assert min(found.values()) >= 3, found
    assert none >= 3


@given(st.lists(st.integers(1, 4), max_size=6), st.integers(1, 3))
def test_that_plans_are_counted_before_they_are_made(options: list[int], kinds: int) -> None:
    actions = tuple(
        Action(Sort.BLANK, str(place), tuple(Option(_SEEN) for _ in range(number)))
        for place, number in enumerate(options)
    )
    choices, efforts = all_plans(actions, kinds)
    assert len(choices) == sum(plans_of(options, number) for number in range(1, kinds + 1))
    assert (np.diff(efforts) >= -1e-9).all()
    assert len({tuple(choice) for choice in choices.tolist()}) == len(choices)


def test_that_too_many_plans_make_them_shorter() -> None:
    assert kinds_tried([2] * 10) == 3
    assert kinds_tried([10] * 40) == 2
    assert kinds_tried([10] * 200) == 1


def test_that_a_search_that_is_stopped_has_no_answer() -> None:
    nasty = Nasty(model_of(1), 1)
    actions = actions_for(nasty.ground, nasty.one(0), 0)
    assert actions
    workshop = Workshop(nasty.model, nasty.leads, nasty.one(0), AS_OF, actions)
    assert next_steps(workshop, 10_000, lambda: True) is None
