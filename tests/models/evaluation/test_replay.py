"""The replay is the engine asked on each day; what it moves along it could have counted anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.evaluation.lead_path import MOST_EVENTS, path_of
from models.evaluation.lead_times import lead_times
from models.evaluation.replay import (
    Replay,
    days_between,
    depends_on_day,
    first_day,
    replay,
    rows_on,
)
from models.leads.columns import BLANK_DAY
from models.leads.fields import Role
from models.leads.readers.contract import Cancelled
from models.scoring.answers import day_number
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.explanation import explain, raise_of
from models.scoring.masks import Masks
from models.scoring.model import Points, ScoringModel
from models.scoring.moving import MovingMasks
from models.scoring.reference.activities import ActivityRows
from models.scoring.reference.score import reference_score
from tests.models.evaluation.past import (
    ACTIVITY_INPUTS,
    INPUTS,
    LAST,
    SPAN,
    Past,
    model,
    past,
)

SEEDS = st.integers(0, 2**32 - 1)
FIRST = LAST - timedelta(days=SPAN)


def plain(made: ScoringModel, of: Past, days: tuple[date, ...]) -> tuple[np.ndarray, list[int]]:
    """The slow way: every day and lead with nothing kept, counted one by one."""
    made = replace(made, own_day=None)
    counts = np.zeros((len(days), len(made.bands), 3), dtype=np.int64)
    first = [int(BLANK_DAY)] * len(of.leads)
    for place, day in enumerate(days):
        scores = score(made, of.leads, day).scores.tolist()
        for lead, found in enumerate(scores):
            created = int(of.leads.created[lead])
            if created == BLANK_DAY or created > day_number(day):
                continue
            counts[place, made.band_of(found), int(of.leads.outcome[lead])] += 1
            if found >= made.mql_threshold and first[lead] == BLANK_DAY:
                first[lead] = day_number(day)
    return counts, first


@given(SEEDS, st.sampled_from([1, 5, 7]))
@settings(max_examples=40)
def test_that_a_replay_is_the_engine_on_each_day(seed: int, step: int) -> None:
    made, of = model(seed), past(seed)
    days = days_between(FIRST, LAST, step)
    counts, first = plain(made, of, days)
    found = replay(made, of.leads, days)
    assert (found.counts == counts).all()
    assert found.first.tolist() == first
    assert found.step == step
    dated = len(of.leads) - found.undated - found.later
    assert found.counts[-1].sum() == dated


@given(SEEDS)
@settings(max_examples=15)
def test_that_a_replay_equals_the_reference(seed: int) -> None:
    made = replace(model(seed), own_day=None, account=None)
    of = past(seed, leads=5, most=5)
    days = days_between(LAST - timedelta(days=24), LAST, 4)
    found = replay(made, of.leads, days)
    for place, day in enumerate(days):
        counts = np.zeros((len(made.bands), 3), dtype=np.int64)
        for lead, row in enumerate(of.rows):
            activities = ActivityRows(of.done[lead], ACTIVITY_INPUTS)
            told = reference_score(made, row, INPUTS, day, activities=activities)
            assert told is not None
            if row["Created"] and row["Created"] <= day.isoformat():
                band = [item.name for item in made.bands].index(told.band)
                counts[band, int(of.leads.outcome[lead])] += 1
        assert (found.counts[place] == counts).all()


@given(SEEDS, st.lists(st.integers(-3, SPAN + 3), min_size=2, max_size=6))
@settings(max_examples=40)
def test_that_moving_masks_answer_as_those_that_count_anew(seed: int, back: list[int]) -> None:
    made, of = replace(model(seed), own_day=None), past(seed)
    moving = MovingMasks(of.leads)
    for days in back:
        day = LAST - timedelta(days=days)
        now = score(made, of.leads, day, moving)
        anew = score(made, of.leads, day, Masks(of.leads))
        assert now.scores.tolist() == anew.scores.tolist()
        for group in made.groups:
            assert now.given[group.id].tolist() == anew.given[group.id].tolist()


@given(SEEDS, st.sampled_from([MOST_EVENTS, 20]))
@settings(max_examples=30)
def test_that_a_path_adds_up_to_the_score_of_each_day(seed: int, events: int) -> None:
    made, of = model(seed), past(seed, leads=4)
    patch = pytest.MonkeyPatch()
    patch.setattr("models.evaluation.lead_path.MOST_EVENTS", events)
    try:
        paths = [path_of(made, of.leads, row, days_between(FIRST, LAST, 3)) for row in range(4)]
    finally:
        patch.undo()
    for row, path in enumerate(paths):
        created = int(of.leads.created[row])
        assert all(int(day) >= created for day in path.days)
        total = np.full(len(path.days), path.base)
        for part in path.parts:
            total = total + part.points
        assert path.scores.tolist() == total.tolist()
        for place in range(len(path.days)):
            plain_model, day = replace(made, own_day=None), path.day(place)
            account = raise_of(score(plain_model, of.leads, day), row)
            way = explain(plain_model, of.leads, row, day, account)
            assert path.scores[place] == way.score
            moved = sum(one.points for one in path.moved(place))
            before = path.base if place == 0 else int(path.scores[place - 1])
            assert before + moved == way.score
        for place in path.changes():
            assert path.moved(place)


def test_that_the_replay_and_a_path_agree_on_the_first_day_above() -> None:
    for seed in range(12):
        made, of = replace(model(seed), own_day=None), past(seed)
        days = days_between(FIRST, LAST, 1)
        found = replay(made, of.leads, days)
        for row in range(len(of.leads)):
            if of.leads.created[row] != BLANK_DAY:
                first = path_of(made, of.leads, row, days).first_from(made.mql_threshold)
                told = int(found.first[row])
                assert told == (BLANK_DAY if first is None else day_number(first))


def test_that_steps_are_named_by_the_rules_that_moved() -> None:
    made, of = model(3), past(3)
    for row in range(len(of.leads)):
        path = path_of(made, of.leads, row, days_between(FIRST, LAST, 1))
        names = {rule.name for rule in made.rules()}
        for place in path.changes():
            for one in path.moved(place):
                assert one.name in names or one.kind.value != "rule"


def test_that_days_end_with_the_last_and_keep_their_distance() -> None:
    days = days_between(date(2024, 1, 1), date(2024, 1, 31), 7)
    assert days == tuple(date(2024, 1, day) for day in (3, 10, 17, 24, 31))
    assert days_between(LAST, LAST, 1) == (LAST,)
    assert len(days_between(date(1900, 1, 1), LAST, 1)) == 3_661


def test_that_the_first_day_is_that_of_the_first_creation() -> None:
    of = past(1)
    created = [int(day) for day in of.leads.created if day != BLANK_DAY and day <= day_number(LAST)]
    found = first_day(of.leads, LAST)
    assert found is not None
    assert day_number(found) == min(created)
    assert first_day(of.leads, date(1999, 1, 1)) is None


def test_that_lead_times_are_counted_from_the_first_day_above() -> None:
    made, of = replace(model(5), own_day=None), past(5, leads=300)
    days = days_between(FIRST, LAST, 1)
    found = replay(made, of.leads, days)
    times = lead_times(found, of.leads)
    before, after, never, undated = [], 0, 0, 0
    outcome = of.leads.days_of(Role.OUTCOME_DATE)
    for lead, row in enumerate(of.rows):
        if row["Won"] != "yes":
            continue
        if not row["Won on"] or not row["Created"]:
            undated += 1
        elif found.first[lead] == BLANK_DAY:
            never += 1
        elif found.first[lead] < outcome[lead]:
            before.append(int(outcome[lead]) - int(found.first[lead]))
        else:
            after += 1
    assert times.days.tolist() == sorted(before)
    assert (times.after, times.never, times.undated) == (after, never, undated)
    won = [row["Won on"] for row in of.rows if row["Won on"] and row["Created"]]
    assert times.later == sum(day > LAST.isoformat() for day in won) > 0
    assert min(times.before, times.after, times.never, times.undated) > 0
    ranked = sorted(before)
    assert times.quartiles == tuple(
        next(day for day in ranked if sum(d <= day for d in ranked) * 4 >= part * len(ranked))
        for part in (1, 2, 3)
    )


def test_that_a_replay_stops_when_asked_and_tells_how_far_it_is() -> None:
    made, of = model(2), past(2)
    told: list[tuple[int, int]] = []
    days = days_between(FIRST, LAST, 7)

    def progress(_what: str, done: int, total: int) -> None:
        told.append((done, total))

    with pytest.raises(Cancelled):
        replay(made, of.leads, days, progress=progress, cancelled=lambda: len(told) == 3)
    assert told == [(1, len(days)), (2, len(days)), (3, len(days))]


def test_that_a_model_that_never_looks_at_the_day_is_known() -> None:
    of = past(1)
    assert depends_on_day(model(1), of.leads, LAST)
    still = replace(
        model(1),
        groups=(
            replace(
                model(1).groups[0],
                decay=None,
                rules=(
                    replace(
                        model(1).groups[0].rules[0],
                        award=Points(5),
                        when=FieldTest("Size", Test.AT_LEAST, (10.0,)),
                    ),
                ),
            ),
        ),
        overrides=(),
    )
    assert not depends_on_day(still, of.leads, LAST)
    assert isinstance(replay(still, of.leads, (LAST,)), Replay)


@given(SEEDS)
@settings(max_examples=25)
def test_that_a_part_is_counted_as_a_replay_of_all_counts_it(seed: int) -> None:
    made, of = model(seed), past(seed)
    days = days_between(LAST - timedelta(days=40), LAST, 8)
    found = replay(made, of.leads, days)
    every, outcome = np.ones(len(of.leads), dtype=np.bool_), of.leads.outcome
    whole = found.with_part(every, outcome).part
    assert whole is not None
    assert (whole == found.counts).all()
    which = np.random.default_rng(seed).random(len(of.leads)) < 0.5
    part = found.with_part(which, outcome).part
    assert part is not None
    for place, day in enumerate(days):
        for band in range(len(made.bands)):
            rows = rows_on(made, of.leads, day, range(band, band + 1))
            expected = np.bincount(outcome[rows[which[rows]]], minlength=3)
            assert part[place][band].tolist() == expected.tolist()
    assert found.with_part(None, outcome).part is None
