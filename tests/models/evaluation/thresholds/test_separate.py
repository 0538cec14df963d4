from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.evaluation.thresholds.separate import chosen, judged_gain
from models.evaluation.thresholds.wishes import Money

MONEY = Money(10, 35)
LEVELS = 4
cells = st.integers(0, 9)
histograms = st.integers(1, 3).flatmap(
    lambda segments: st.lists(
        st.tuples(cells, cells, st.integers(0, 3)),
        min_size=segments * (LEVELS + 1),
        max_size=segments * (LEVELS + 1),
    ).map(lambda rows: np.array(rows).reshape(segments, LEVELS + 1, 3))
)


def value_of(counts: NDArray[np.int64], places: tuple[int, ...]) -> float:
    """The net value lead by lead."""
    total = 0.0
    for segment, place in zip(counts, places, strict=True):
        for stands, (no, yes, _) in enumerate(segment):
            if stands - 1 >= place:
                total += yes * 25 - no * 10
    return total


def leads_of(counts: NDArray[np.int64], places: tuple[int, ...]) -> int:
    return sum(
        int(segment[place + 1 :].sum()) for segment, place in zip(counts, places, strict=True)
    )


def every_choice(counts: NDArray[np.int64]) -> list[tuple[int, ...]]:
    return list(product(range(LEVELS + 1), repeat=len(counts)))


@given(histograms)
def test_that_without_a_limit_no_other_choice_of_thresholds_earns_more(
    counts: NDArray[np.int64],
) -> None:
    own, common = chosen(counts, MONEY)
    most = max(value_of(counts, places) for places in every_choice(counts))
    assert value_of(counts, tuple(own.tolist())) == most
    alike = [value_of(counts, (place,) * len(counts)) for place in range(LEVELS + 1)]
    assert alike[common] == max(alike)


@settings(max_examples=200)
@given(histograms, st.integers(0, 80))
def test_that_within_a_limit_nothing_that_takes_no_more_leads_earns_more(
    counts: NDArray[np.int64], room: int
) -> None:
    own, common = chosen(counts, MONEY, room)
    places = tuple(own.tolist())
    assert leads_of(counts, places) <= room
    able = [
        place for place in range(LEVELS + 1) if leads_of(counts, (place,) * len(counts)) <= room
    ]
    alike = {place: value_of(counts, (place,) * len(counts)) for place in able}
    assert alike[common] == max(alike.values())
    # No single threshold could be lowered to earn more within the limit.
    for segment in range(len(counts)):
        for place in range(LEVELS + 1):
            other = (*places[:segment], place, *places[segment + 1 :])
            if leads_of(counts, other) <= room:
                assert value_of(counts, other) <= value_of(counts, places) + 1e-9


@settings(max_examples=200)
@given(histograms, st.integers(0, 80))
def test_that_the_price_of_a_place_loses_less_than_one_step_against_the_best_of_all(
    counts: NDArray[np.int64], room: int
) -> None:
    own, _ = chosen(counts, MONEY, room)
    able = [places for places in every_choice(counts) if leads_of(counts, places) <= room]
    most = max(value_of(counts, places) for places in able)
    steps = [
        abs(value_of(counts[[s]], (a,)) - value_of(counts[[s]], (b,)))
        for s in range(len(counts))
        for a in range(LEVELS + 1)
        for b in range(LEVELS + 1)
    ]
    assert most - value_of(counts, tuple(own.tolist())) <= max(steps)


@given(histograms, histograms)
def test_that_the_gain_is_what_the_leads_of_the_two_ways_earn_apart(
    learn: NDArray[np.int64], judge: NDArray[np.int64]
) -> None:
    if learn.shape != judge.shape:
        return
    own, common = chosen(learn, MONEY)
    known = int(judge[:, :, :2].sum())
    gain = judged_gain(judge, own, common, MONEY, None, known)
    alike = (common,) * len(judge)
    assert gain.value == pytest.approx(
        value_of(judge, tuple(own.tolist())) - value_of(judge, alike)
    )
    assert gain.low <= gain.value <= gain.high


def slow_worked(counts: NDArray[np.int64], places: list[int], room: float) -> float:
    """The value of what is worked, lead by lead, the furthest above its threshold first."""
    queue = [
        (stands - 1 - place, outcome)
        for segment, place in zip(counts, places, strict=True)
        for stands, cell in enumerate(segment)
        for outcome, number in enumerate(cell.tolist())
        for _ in range(number)
        if place < LEVELS and stands - 1 >= place
    ]
    total = 0.0
    for level in sorted({level for level, _ in queue}, reverse=True):
        alike = [outcome for one, outcome in queue if one == level]
        part = min(1.0, max(0.0, room) / len(alike))
        total += part * sum((-10, 25, 0)[outcome] for outcome in alike)
        room -= len(alike)
    return total


@given(histograms, st.integers(0, 60), st.data())
def test_that_within_a_limit_the_gain_is_of_the_leads_furthest_above_their_threshold(
    counts: NDArray[np.int64], room: int, data: st.DataObject
) -> None:
    places = st.integers(0, LEVELS)
    own = data.draw(st.lists(places, min_size=len(counts), max_size=len(counts)))
    common = data.draw(places)
    known = int(counts[:, :, :2].sum())
    gain = judged_gain(counts, np.array(own), common, MONEY, room, known)
    expected = slow_worked(counts, own, room) - slow_worked(counts, [common] * len(own), room)
    assert gain.value == pytest.approx(expected)
    assert gain.low <= gain.value + 1e-9
    assert gain.value <= gain.high + 1e-9
