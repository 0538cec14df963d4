from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.evaluation.thresholds.best import (
    by_capacity,
    by_precision,
    by_recall,
    by_value,
    drawn_values,
    value_band,
)
from models.evaluation.thresholds.curve import ThresholdCurve, curve_of, weeks_of
from models.evaluation.thresholds.wishes import Capacity, Money
from models.problems import LeadbenchError

LEAST = -2
leads = st.lists(st.tuples(st.integers(LEAST, 6), st.integers(0, 2)), max_size=40)
MONEY = Money(cost=10, win=35)


def histogram(case: list[tuple[int, int]]) -> NDArray[np.int64]:
    counts = np.zeros((9, 3), dtype=np.int64)
    for score, outcome in case:
        counts[score - LEAST, outcome] += 1
    return counts


def curve(case: list[tuple[int, int]], weeks: float = 2.0) -> ThresholdCurve:
    return curve_of(histogram(case), LEAST, weeks)


def slow_value(case: list[tuple[int, int]], threshold: int) -> float:
    known = [(s, o) for s, o in case if s >= threshold and o < 2]
    return sum(MONEY.win for _, outcome in known if outcome) - MONEY.cost * len(known)


@given(leads)
def test_that_each_threshold_has_the_figures_that_are_counted_lead_by_lead(
    case: list[tuple[int, int]],
) -> None:
    found = curve(case)
    assert found.scores.tolist() == list(range(LEAST, 8))
    won = sum(outcome == 1 for _, outcome in case)
    for place, threshold in enumerate(found.scores.tolist()):
        above = [outcome for score, outcome in case if score >= threshold]
        known = [outcome for outcome in above if outcome < 2]
        assert found.leads[place] == len(above)
        assert found.known[place] == len(known)
        assert found.converted[place] == sum(known)
        assert found.missed[place] == won - sum(known)
        assert found.per_week[place] == len(above) / 2
        if known:
            assert found.precision[place] == pytest.approx(sum(known) / len(known))
        else:
            assert math.isnan(found.precision[place])
        if won:
            assert found.recall[place] == pytest.approx(sum(known) / won)
        assert found.value(MONEY)[place] == slow_value(case, threshold)


@given(leads, st.floats(0.1, 20))
def test_that_capacity_asks_for_the_lowest_threshold_that_sales_can_work(
    case: list[tuple[int, int]], touches: float
) -> None:
    found = by_capacity(curve(case), Capacity(1, touches, 1))
    assert found is not None
    assert sum(score >= found for score, _ in case) / 2 <= touches
    lower = found - 1
    if lower >= LEAST:
        assert sum(score >= lower for score, _ in case) / 2 > touches


@given(leads, st.floats(0.05, 1))
def test_that_a_wanted_precision_and_recall_are_met_at_the_threshold_and_no_further(
    case: list[tuple[int, int]], wanted: float
) -> None:
    whole = curve(case)
    low, high = by_precision(whole, wanted), by_recall(whole, wanted)
    precise = [
        s for s, p in zip(whole.scores.tolist(), whole.precision, strict=True) if p >= wanted
    ]
    caught = [s for s, r in zip(whole.scores.tolist(), whole.recall, strict=True) if r >= wanted]
    assert low == (min(precise) if precise else None)
    assert high == (max(caught) if caught else None)


@given(leads)
def test_that_the_best_threshold_by_value_earns_most(case: list[tuple[int, int]]) -> None:
    found = by_value(curve(case), histogram(case), MONEY, draws=50)
    if all(outcome == 2 for _, outcome in case):
        assert found is None
        return
    assert found is not None
    values = {threshold: slow_value(case, threshold) for threshold in range(LEAST, 8)}
    most = max(values.values())
    assert found.value.value == most
    assert found.score == max(t for t, value in values.items() if value == most)
    assert found.low <= found.score <= found.high
    if found.too_low is not None:
        assert found.too_low.value == most - values[found.score - 5]
        assert found.too_low.value >= 0
    if found.too_high is not None:
        assert found.too_high.value == most - values[found.score + 5]


def test_that_drawn_histories_have_the_mean_and_spread_of_the_theory() -> None:
    counts = np.zeros((3, 3), dtype=np.int64)
    counts[0], counts[2] = (60, 5, 9), (20, 15, 0)
    drawn = drawn_values(counts, MONEY, 20_000, 3)
    earned = np.array([-10.0, 25.0, -10.0, 25.0])
    shares = np.array([60, 5, 20, 15]) / 100
    top = np.array([0, 0, 1, 1]) * earned
    mean = 100 * shares @ top
    spread = math.sqrt(100 * (shares @ top**2 - (shares @ top) ** 2))
    assert drawn[:, 2].mean() == pytest.approx(mean, abs=4 * spread / math.sqrt(20_000))
    assert drawn[:, 2].std() == pytest.approx(spread, rel=0.03)
    assert (drawn[:, 3] == 0).all()


def test_that_the_band_of_the_value_covers_the_truth_in_95_of_100_histories() -> None:
    dice = np.random.default_rng(8)
    shares = np.array([[0.5, 0.02], [0.3, 0.08], [0.05, 0.05]])
    truth = 500 * sum(row[1] * 25 - row[0] * 10 for row in shares[1:])
    held = 0
    for _ in range(400):
        drawn = dice.multinomial(500, shares.ravel()).reshape(3, 2)
        low, high = value_band(np.column_stack((drawn, np.zeros(3, dtype=int))), MONEY, draws=200)
        held += low[1] <= truth <= high[1]
    assert 0.92 <= held / 400 <= 0.98


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Capacity(0, 5), "Nobody can work"),
        (Capacity(2, -1), "Nobody can work"),
        (Capacity(1, 5, 8), "seven days"),
        (Capacity(1, math.nan), "Nobody can work"),
    ],
)
def test_that_a_capacity_that_cannot_be_is_a_sentence(wish: Capacity, words: str) -> None:
    with pytest.raises(LeadbenchError, match=words):
        by_capacity(curve([(1, 1)]), wish)


@pytest.mark.parametrize(
    ("money", "words"),
    [
        (Money(-1, 5), "cannot be negative"),
        (Money(1, math.inf), "cannot be negative"),
        (Money(5, 5), "no lead would be worth working"),
    ],
)
def test_that_money_that_cannot_be_is_a_sentence(money: Money, words: str) -> None:
    with pytest.raises(LeadbenchError, match=words):
        by_value(curve([(1, 1)]), histogram([(1, 1)]), money)


def test_that_without_dates_capacity_says_nothing() -> None:
    assert by_capacity(curve([(1, 1)], weeks=0), Capacity(1, 5)) is None
    assert weeks_of(np.array([5, 5]), -1) == 0
    assert weeks_of(np.array([-1, -1]), -1) == 0
    assert weeks_of(np.array([0, -1, 13]), -1) == 2
