from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from models.evaluation.evaluation import SHARES
from models.evaluation.metrics import best_first, gains_of, lift_of, ranking

leads_drawn = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from([0, 0, 1, 2])), min_size=1, max_size=80
)
Drawn = list[tuple[int, int]]


def histogram(drawn: Drawn) -> NDArray[np.int64]:
    found = np.zeros((13, 3), dtype=np.int64)
    for score, outcome in drawn:
        found[score, outcome] += 1
    return found


def delong(yes: NDArray[np.float64], no: NDArray[np.float64]) -> tuple[float, float]:
    """AUC and its variance from all pairs, straight from DeLong et al. (1988)."""
    wins = (yes[:, None] > no[None, :]) + 0.5 * (yes[:, None] == no[None, :])
    of_yes, of_no = wins.mean(axis=1), wins.mean(axis=0)
    variance = of_yes.var(ddof=1) / len(yes) + of_no.var(ddof=1) / len(no)
    return float(wins.mean()), float(variance)


@given(leads_drawn)
def test_that_ranking_is_that_of_all_pairs(drawn: Drawn) -> None:
    yes = np.array([s for s, o in drawn if o == 1], dtype=float)
    no = np.array([s for s, o in drawn if o == 0], dtype=float)
    found = ranking(histogram(drawn))
    if len(yes) < 2 or len(no) < 2:
        assert found is None
        return
    assert found is not None
    value, variance = delong(yes, no)
    assert found.value == pytest.approx(value, abs=1e-12)
    half = 1.96 * np.sqrt(variance)
    assert found.low == pytest.approx(max(0, value - half), abs=1e-4)
    assert found.high == pytest.approx(min(1, value + half), abs=1e-4)
    labels = np.r_[np.ones(len(yes)), np.zeros(len(no))]
    assert found.value == pytest.approx(roc_auc_score(labels, np.r_[yes, no]), abs=1e-12)


def test_that_the_interval_covers_the_truth_about_95_times_in_100() -> None:
    rng = np.random.default_rng(7)
    levels = np.arange(13)
    worse, better = np.exp(-((levels - 5) ** 2) / 12), np.exp(-((levels - 7) ** 2) / 12)
    worse, better = worse / worse.sum(), better / better.sum()
    truth = float(better @ (np.cumsum(worse) - worse / 2))
    covered = 0
    for _ in range(600):
        found = np.zeros((13, 3), dtype=np.int64)
        found[:, 0] = rng.multinomial(400, worse)
        found[:, 1] = rng.multinomial(80, better)
        interval = ranking(found)
        assert interval is not None
        covered += interval.low <= truth <= interval.high
    assert 0.92 < covered / 600 < 0.975


@given(leads_drawn)
def test_that_gains_rise_from_nothing_to_everything(drawn: Drawn) -> None:
    leads, converted = best_first(histogram(drawn))
    gains = gains_of(leads, converted)
    if not any(outcome == 1 for _, outcome in drawn):
        assert gains.shape == (0, 2)
        return
    assert gains[0].tolist() == [0, 0]
    assert gains[-1].tolist() == [1, 1]
    assert (np.diff(gains[:, 0]) > 0).all()
    assert (np.diff(gains[:, 1]) >= 0).all()


@given(leads_drawn)
def test_that_the_area_under_the_gains_tells_the_ranking(drawn: Drawn) -> None:
    """Gains area = base rate / 2 + (1 - base rate) x AUC."""
    counts = histogram(drawn)
    found = ranking(counts)
    if found is None:
        return
    gains = gains_of(*best_first(counts))
    area = float(np.sum(np.diff(gains[:, 0]) * (gains[1:, 1] + gains[:-1, 1]) / 2))
    no, yes, _ = counts.sum(axis=0)
    rate = yes / (yes + no)
    assert area == pytest.approx(rate / 2 + (1 - rate) * found.value)


@given(leads_drawn, st.integers(0, 2**32 - 1))
def test_that_lift_is_the_mean_over_all_orders_of_tied_leads(drawn: Drawn, seed: int) -> None:
    known = [(score, outcome) for score, outcome in drawn if outcome != 2]
    rows = lift_of(*best_first(histogram(drawn)))
    assert len(rows) == (len(SHARES) if known else 0)
    # The expectation of a tied lead is the rate of its score.
    rate = {level: np.mean([o for s, o in known if s == level]) for level in {s for s, _ in known}}
    best = sorted((score for score, _ in known), reverse=True)
    for row in rows:
        assert row.leads == int(row.share * 1000 * len(known) + 500.0001) // 1000
        expected = sum(rate[score] for score in best[: row.leads])
        assert row.converted == pytest.approx(expected)
        base = np.mean([o for _, o in known])
        if row.leads and base:
            assert row.lift == pytest.approx(expected / row.leads / base)
        else:
            assert row.lift is None


def test_that_shares_are_rounded_half_up() -> None:
    counts = np.zeros((2, 3), dtype=np.int64)
    counts[0, 0], counts[1, 1] = 40, 10
    assert [row.leads for row in lift_of(*best_first(counts))[:4]] == [1, 3, 5, 10]


def test_that_the_whole_is_always_the_whole() -> None:
    counts = np.zeros((2, 3), dtype=np.int64)
    counts[0], counts[1] = [7, 3, 5], [1, 4, 9]
    last = lift_of(*best_first(counts))[-1]
    assert (last.share, last.leads, last.converted, last.lift) == (1.0, 15, 7.0, 1.0)
