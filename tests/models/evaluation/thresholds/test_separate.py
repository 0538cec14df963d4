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


def test_that_with_more_leads_than_there_is_room_for_each_counts_by_its_part() -> None:
    """Own: all 30 leads of two segments, room for 15; common: the 10 of the upper level."""
    counts = np.zeros((2, 3, 3), dtype=np.int64)
    counts[0, 1], counts[0, 2] = (8, 2, 0), (0, 5, 0)
    counts[1, 1], counts[1, 2] = (5, 5, 0), (3, 2, 0)
    own, common = np.array([0, 0]), 1
    gain = judged_gain(counts, own, common, MONEY, 15, 30)
    of_own = (14 * 25 - 16 * 10) / 2
    of_common = 7 * 25 - 3 * 10
    assert gain.value == pytest.approx(of_own - of_common)
