from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.evaluation.thresholds.best import (
    BestByValue,
    by_capacity,
    by_precision,
    by_recall,
    by_value,
    drawn_values,
)
from models.evaluation.thresholds.curve import ThresholdCurve, curve_of
from models.evaluation.thresholds.net_value import values_of
from models.evaluation.thresholds.wishes import Capacity, Money, check_money, check_share
from models.problems import LeadbenchError

LOW, HIGH = -2, 6
SCORES = np.arange(LOW, HIGH + 1)
Case = list[tuple[int, int]]
"""Leads: where they stand, from one below all thresholds on, and their outcome."""
cases = st.lists(st.tuples(st.integers(LOW - 1, HIGH), st.integers(0, 2)), max_size=40)
MONEY = Money(cost=10, win=35)


def counts_of(case: Case) -> NDArray[np.int64]:
    counts = np.zeros((len(SCORES) + 1, 3), dtype=np.int64)
    for score, outcome in case:
        counts[score - LOW + 1, outcome] += 1
    return counts


def curve(case: Case, weeks: float = 2.0) -> ThresholdCurve:
    return curve_of(counts_of(case), SCORES, weeks)


def slow_value(case: Case, threshold: int) -> float:
    known = [(s, o) for s, o in case if s >= threshold and o < 2]
    return sum(MONEY.win for _, outcome in known if outcome) - MONEY.cost * len(known)


def best(case: Case) -> BestByValue | None:
    counts = counts_of(case)
    known = int(counts[:, :2].sum())
    return by_value(values_of(counts, known, MONEY), curve(case), counts, draws=50)


@given(cases)
def test_that_each_threshold_has_the_figures_that_are_counted_lead_by_lead(case: Case) -> None:
    found = curve(case)
    won = sum(outcome == 1 for _, outcome in case)
    assert found.all_converted == won
    assert found.all_known == sum(outcome < 2 for _, outcome in case)
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


@given(cases, st.floats(0.1, 20))
def test_that_capacity_asks_for_the_lowest_threshold_that_sales_can_work(
    case: Case, touches: float
) -> None:
    found = by_capacity(curve(case), Capacity(1, touches, 1))
    weekly = {t: sum(score >= t for score, _ in case) / 2 for t in SCORES.tolist()}
    fits = [t for t in SCORES.tolist() if weekly[t] <= touches]
    assert (None if found is None else SCORES[found]) == (min(fits) if fits else None)


@given(cases, st.floats(0.05, 1))
def test_that_a_wanted_precision_and_recall_are_met_at_the_threshold_and_no_further(
    case: Case, wanted: float
) -> None:
    whole = curve(case)
    precise = [place for place, p in enumerate(whole.precision) if p >= wanted]
    caught = [place for place, r in enumerate(whole.recall) if r >= wanted]
    assert by_precision(whole, wanted) == (min(precise) if precise else None)
    assert by_recall(whole, wanted) == (max(caught) if caught else None)


@given(cases)
def test_that_the_best_threshold_by_value_earns_most(case: Case) -> None:
    found = best(case)
    if all(outcome == 2 for _, outcome in case):
        assert found is None
        return
    assert found is not None
    values = [slow_value(case, threshold) for threshold in SCORES.tolist()]
    most = max(values)
    assert found.value.value == pytest.approx(most)
    assert found.place == max(place for place, value in enumerate(values) if value == most)
    assert found.low <= found.place <= found.high
    for off, place in ((found.too_low, found.place - 5), (found.too_high, found.place + 5)):
        assert (off is None) == (not 0 <= place < len(values))
        if off is not None:
            assert off.value == pytest.approx(most - values[place])
            assert off.low <= off.value <= off.high


def test_that_drawn_histories_have_the_mean_and_spread_of_the_theory() -> None:
    counts = np.array([[0, 0, 0], [60, 5, 9], [0, 0, 0], [20, 15, 0], [0, 0, 0]])
    drawn = drawn_values(counts, MONEY, 20_000, 3)
    earned = np.array([-10.0, 25.0, -10.0, 25.0])
    chances = np.array([60, 5, 20, 15]) / 100
    top = np.array([0, 0, 1, 1]) * earned
    mean = 100 * chances @ top
    spread = math.sqrt(100 * (chances @ top**2 - (chances @ top) ** 2))
    assert drawn[:, 2].mean() == pytest.approx(mean, abs=4 * spread / math.sqrt(20_000))
    assert drawn[:, 2].std() == pytest.approx(spread, rel=0.03)
    assert (drawn[:, 3] == 0).all()
    half = drawn_values(counts, MONEY, 20_000, 3, np.full((5, 3), 0.5))
    assert half == pytest.approx(drawn / 2)


def test_that_a_very_wide_scale_is_drawn_fewer_times() -> None:
    assert len(drawn_values(np.ones((5_000, 3), dtype=int), MONEY, 1_000, 1)) < 250


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
        check_money(money)


def test_that_a_wanted_share_that_cannot_be_is_a_sentence() -> None:
    with pytest.raises(LeadbenchError, match=r"Wanted conversion.*share"):
        check_share(0, "Wanted conversion")
    check_share(1, "Wanted conversion")


def test_that_without_dates_capacity_says_nothing() -> None:
    assert by_capacity(curve([(1, 1)], weeks=0), Capacity(1, 5)) is None


def test_that_a_threshold_that_is_not_looked_at_is_the_next_below_it() -> None:
    found = curve_of(np.zeros((4, 3), dtype=int), np.array([2, 5, 9]))
    assert [found.at(score) for score in (0, 2, 4, 5, 9, 20)] == [0, 0, 0, 1, 2, 2]
