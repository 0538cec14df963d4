from __future__ import annotations

from itertools import pairwise
from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve

from models.evaluation.history.drawn import draws_of
from models.evaluation.history.few import auc_of, t_95
from models.evaluation.history.periods import chi_squared
from models.evaluation.history.resting import resting_on_draws
from models.evaluation.history.rows import scores_of, width_of
from models.evaluation.history.together import point_biserial, rank_biserial
from models.evaluation.history.worth import worth_of
from models.evaluation.metrics import best_first, lift_of, ranking
from tests.models.evaluation.history.histories import histogram_of, simulated

cases = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 2)), min_size=1, max_size=60)


def parts(case: list[tuple[int, int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    scores, outcome = (np.array(column, dtype=np.int64) for column in zip(*case, strict=True))
    return scores, outcome


@given(cases)
def test_that_average_precision_and_ks_are_those_counted_lead_by_lead(
    case: list[tuple[int, int]],
) -> None:
    scores, outcome = parts(case)
    found = resting_on_draws(histogram_of(scores, outcome), draws=50)
    known = outcome < 2
    scores, outcome = scores[known], outcome[known]
    if not 0 < outcome.sum() < len(outcome):
        assert (found.average_precision, found.ks) == (None, None)
        return
    assert found.average_precision is not None
    assert found.ks is not None
    assert found.average_precision.value == pytest.approx(average_precision_score(outcome, scores))
    wrong, right, _ = roc_curve(outcome, scores, drop_intermediate=False)
    assert found.ks.value == pytest.approx(np.abs(right - wrong).max())
    enough = min(outcome.sum(), len(outcome) - outcome.sum()) >= 10
    assert (found.ks.interval is not None) == enough
    if found.ks.interval is not None:
        interval = found.ks.interval
        assert 0 <= interval.low <= found.ks.value <= interval.high <= 1


@given(cases)
def test_that_the_auc_is_sklearns_and_its_interval_never_shorter_than_delongs(
    case: list[tuple[int, int]],
) -> None:
    scores, outcome = parts(case)
    histogram = histogram_of(scores, outcome)
    found, plain = auc_of(histogram), ranking(histogram)
    if found is None or plain is None:
        assert found is plain is None
        return
    known = outcome < 2
    assert found.value == pytest.approx(roc_auc_score(outcome[known], scores[known]))
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.high - found.low > 0


def test_that_with_many_leads_the_interval_of_the_auc_is_delongs() -> None:
    scores, outcome = simulated(np.random.default_rng(2), 500, 0.3)
    histogram = histogram_of(scores, outcome)
    assert auc_of(histogram) == ranking(histogram)


@given(cases)
def test_that_correlations_are_scipys(case: list[tuple[int, int]]) -> None:
    scores, outcome = parts(case)
    histogram = histogram_of(scores, outcome)
    known = outcome < 2
    scores, outcome = scores[known], outcome[known]
    by_points, by_ranks = point_biserial(histogram), rank_biserial(histogram)
    if len(outcome) < 4 or not 0 < outcome.sum() < len(outcome) or np.ptp(scores) == 0:
        assert by_points is by_ranks is None
        return
    assert by_points is not None
    assert by_ranks is not None
    assert by_points.value == pytest.approx(stats.pointbiserialr(outcome, scores).statistic)
    assert by_ranks.value == pytest.approx(stats.spearmanr(outcome, scores).statistic)
    for found in (by_points, by_ranks):
        assert -1 <= found.low <= found.value <= found.high <= 1


@given(cases)
def test_that_shares_hold_what_the_evaluation_says(case: list[tuple[int, int]]) -> None:
    histogram = histogram_of(*parts(case))
    histogram[:, 2] = 0
    found = resting_on_draws(histogram, draws=50).shares
    rows = lift_of(*best_first(histogram))
    assert [row.leads for row in found] == [row.leads for row in rows]
    for mine, row in zip(found, rows, strict=True):
        assert mine.converted == pytest.approx(row.converted)
        if mine.lift is not None and row.lift is not None:
            assert mine.lift.value == pytest.approx(row.lift)
            assert mine.capture is not None
            assert mine.capture.low <= mine.capture.value <= mine.capture.high


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 7, 10, 29, 100, 999])
def test_that_the_points_of_students_t_and_of_chi_squared_are_scipys(freedom: int) -> None:
    assert t_95(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), abs=1e-9)
    for value in (0.1, 1.0, 5.0, 30.0, 120.0):
        assert chi_squared(value, freedom) == pytest.approx(
            stats.chi2.sf(value, freedom), abs=1e-12
        )


def test_that_draws_have_the_mean_and_the_spread_of_the_leads() -> None:
    histogram = np.zeros((4, 3), dtype=np.int64)
    histogram[:, 0], histogram[:, 1] = [900, 40, 0, 7], [3, 0, 250, 12]
    drawn = draws_of(histogram, 4_000)
    total = histogram[:, :2].sum()
    assert drawn.leads[:, -1].mean() == pytest.approx(total, rel=0.005)
    assert drawn.leads[:, -1].var() == pytest.approx(total, rel=0.1)
    assert drawn.converted[:, -1].var() == pytest.approx(histogram[:, 1].sum(), rel=0.1)
    again = draws_of(histogram, 4_000)
    assert (drawn.leads == again.leads).all()


def test_that_the_bootstrap_is_that_of_leads_drawn_with_replacement() -> None:
    dice = np.random.default_rng(4)
    scores, outcome = simulated(dice, 400, 0.3)
    found = resting_on_draws(histogram_of(scores, outcome), draws=2_000).average_precision
    assert found is not None
    assert found.interval is not None
    values = []
    for _ in range(400):
        rows = dice.integers(0, 400, 400)
        values.append(average_precision_score(outcome[rows], scores[rows]))
    half = t_95(int(outcome.sum()) - 1) * np.std(values)
    assert found.interval.high - found.value == pytest.approx(half, rel=0.12)


@pytest.mark.parametrize(
    ("scores", "outcome"),
    [
        ([], []),
        ([50], [1]),
        ([50], [0]),
        ([50], [2]),
        ([10, 20, 30], [0, 0, 0]),
        ([10, 20, 30], [1, 1, 1]),
        ([40] * 60, [0, 1] * 30),
        ([0] * 30 + [100] * 30, [0] * 30 + [1] * 30),
        ([0] * 3 + [100] * 3, [0] * 3 + [1] * 3),
    ],
)
def test_that_no_history_is_too_odd(scores: list[int], outcome: list[int]) -> None:
    histogram = histogram_of(np.array(scores, dtype=np.int64), np.array(outcome, dtype=np.int64))
    found = resting_on_draws(histogram, draws=60)
    auc = auc_of(histogram)
    for interval in (auc, point_biserial(histogram), rank_biserial(histogram)):
        if interval is not None:
            assert interval.low <= interval.value <= interval.high
            assert not isnan(interval.low + interval.high)
    for estimate in (found.average_precision, found.ks):
        if estimate is not None and estimate.interval is not None:
            assert estimate.interval.low <= estimate.value <= estimate.interval.high
    if len(scores) == 60 and len(set(scores)) == 1:
        assert auc is not None
        assert auc.value == 0.5
        assert point_biserial(histogram) is None
        assert found.ks is not None
        assert found.ks.value == 0


def test_that_a_perfect_ranking_of_three_leads_is_no_proof() -> None:
    found = auc_of(histogram_of(np.array([1, 2, 3, 7, 8, 9]), np.array([0, 0, 0, 1, 1, 1])))
    assert found is not None
    assert (found.value, found.high) == (1, 1)
    assert found.low < 0.6


@given(cases)
def test_that_rows_by_score_count_every_lead_once(case: list[tuple[int, int]]) -> None:
    histogram = histogram_of(*parts(case))
    rows = scores_of(histogram, 0)
    assert sum(row.tally.leads for row in rows) == histogram.sum()
    assert len(rows) <= 20
    for before, after in pairwise(rows):
        assert before.high + 1 == after.low


@given(st.integers(1, 10**6))
def test_that_rows_are_of_round_widths(scores: int) -> None:
    width = width_of(scores)
    assert str(width).rstrip("0") in ("1", "2", "5")
    assert -(-scores // width) <= 19


def test_that_value_is_weighted_and_what_cannot_be_is_counted() -> None:
    value = np.array([100.0, 300.0, np.nan, -5.0, 700.0, 50.0])
    converted = np.array([True, True, True, True, False, True])
    above = np.array([True, False, True, True, True, True])
    found = worth_of(value, converted, above)
    assert found is not None
    assert (found.total, found.mql, found.priced) == (450, 150, 3)
    assert (found.without, found.negative, found.share) == (1, 1, None)
    assert worth_of(value, np.zeros(6, dtype=bool), above) is None


def test_that_equal_deals_are_worth_what_a_count_is() -> None:
    converted = np.ones(200, dtype=bool)
    above = np.arange(200) < 120
    found = worth_of(np.full(200, 9.0), converted, above)
    assert found is not None
    assert found.share is not None
    assert found.share.value == pytest.approx(0.6)
    half = t_95(199) * np.sqrt(0.24 / 200)
    assert found.share.high - 0.6 == pytest.approx(half, rel=0.02)


def test_that_ks_is_scipys() -> None:
    scores, outcome = simulated(np.random.default_rng(6), 300, 0.3)
    found = resting_on_draws(histogram_of(scores, outcome), draws=50).ks
    assert found is not None
    two = stats.ks_2samp(scores[outcome == 1], scores[outcome == 0])
    assert found.value == pytest.approx(two.statistic)


@pytest.mark.parametrize(("no", "yes", "apart"), [(10, 10, 99), (12, 20, 3), (200, 5, 2)])
def test_that_with_few_leads_the_ends_are_as_far_as_their_own_error_allows(
    no: int, yes: int, apart: int
) -> None:
    scores = np.concatenate([np.arange(no) % 10, np.arange(yes) % 10 + apart]).clip(0, 100)
    outcome = np.array([0] * no + [1] * yes)
    histogram = histogram_of(scores, outcome)
    found, plain = auc_of(histogram), ranking(histogram)
    assert found is not None
    assert plain is not None
    low = found.low
    assert low < plain.low
    # Hanley and McNeil's variance with both numbers of leads evened out, at the lower end.
    q1, q2 = low / (2 - low), 2 * low * low / (1 + low)
    even = (no + yes) / 2 - 1
    spread = (low * (1 - low) + even * (q1 - low * low) + even * (q2 - low * low)) / (no * yes)
    assert found.value - low == pytest.approx(1.959964 * np.sqrt(spread), rel=1e-5)
