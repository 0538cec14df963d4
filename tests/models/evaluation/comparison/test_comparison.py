from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats
from sklearn.metrics import average_precision_score, roc_auc_score
from statsmodels.stats.contingency_tables import mcnemar as statsmodels_mcnemar

from models.evaluation.comparison.comparison import compare
from models.evaluation.comparison.delong import auc_difference
from models.evaluation.comparison.discordant import mcnemar
from models.evaluation.comparison.paired import pairs_of

Scores = NDArray[np.int64]
cases = st.lists(
    st.tuples(st.integers(0, 9), st.integers(-3, 6), st.integers(0, 2)), min_size=1, max_size=40
)


def parts(case: list[tuple[int, int, int]]) -> tuple[Scores, Scores, NDArray[np.uint8]]:
    a, b, outcome = (np.array(column) for column in zip(*case, strict=True))
    return a, b, outcome.astype(np.uint8)


def slow_delong(a: Scores, b: Scores, outcome: NDArray[np.uint8]) -> tuple[float, float]:
    """The difference and its standard error lead by lead, from the definition in the paper."""

    def psi(won: int, lost: int) -> float:
        return 1.0 if won > lost else 0.5 if won == lost else 0.0

    won, lost = np.flatnonzero(outcome == 1), np.flatnonzero(outcome == 0)
    of_won, of_lost, values = [], [], []
    for scores in (a, b):
        table = np.array([[psi(scores[i], scores[j]) for j in lost] for i in won])
        of_won.append(table.mean(axis=1))
        of_lost.append(table.mean(axis=0))
        values.append(table.mean())
    covariance = np.cov(np.array(of_won)) / len(won) + np.cov(np.array(of_lost)) / len(lost)
    contrast = np.array([1.0, -1.0])
    return values[0] - values[1], sqrt(max(0.0, contrast @ covariance @ contrast))


@given(cases)
def test_that_pairs_count_every_lead_once(case: list[tuple[int, int, int]]) -> None:
    a, b, outcome = parts(case)
    pairs = pairs_of(a, b, outcome, 5, 2)
    counted = {
        (int(x), int(y), which): int(row[which])
        for x, y, row in zip(pairs.a, pairs.b, pairs.counts, strict=True)
        for which in range(3)
        if row[which]
    }
    slow: dict[tuple[int, int, int], int] = {}
    for lead in case:
        slow[lead] = slow.get(lead, 0) + 1
    assert counted == slow


def test_that_pairs_of_a_scale_too_wide_for_a_table_are_the_same() -> None:
    dice = np.random.default_rng(3)
    a, b = dice.integers(-10_000, 10_000, 500), dice.integers(0, 10_000, 500)
    outcome = dice.integers(0, 3, 500).astype(np.uint8)
    pairs = pairs_of(a, b, outcome, 0, 0)
    assert pairs.counts.sum() == 500
    assert set(zip(pairs.a.tolist(), pairs.b.tolist(), strict=True)) == set(
        zip(a.tolist(), b.tolist(), strict=True)
    )


@given(cases)
def test_that_the_difference_of_aucs_is_the_papers(case: list[tuple[int, int, int]]) -> None:
    a, b, outcome = parts(case)
    found = auc_difference(pairs_of(a, b, outcome, 5, 2))
    if min((outcome == 1).sum(), (outcome == 0).sum()) < 2:
        assert found is None
        return
    assert found is not None
    known = outcome < 2
    assert found.a.value == pytest.approx(roc_auc_score(outcome[known], a[known]))
    assert found.b.value == pytest.approx(roc_auc_score(outcome[known], b[known]))
    value, error = slow_delong(a, b, outcome)
    assert found.difference.value == pytest.approx(value, abs=1e-12)
    assert found.error == pytest.approx(error, abs=1e-9)
    if error > 1e-9 and abs(value) > 1e-12:
        rarer = min((outcome == 1).sum(), (outcome == 0).sum())
        wanted = 2 * stats.t.sf(abs(value) / error, rarer - 1)
        assert found.p == pytest.approx(wanted, abs=1e-9)
        assert (found.p < 0.05) == (found.difference.low > 0 or found.difference.high < 0)


@given(st.integers(0, 60), st.integers(0, 60))
def test_that_mcnemars_p_is_the_exact_one_less_half_of_what_was_seen(one: int, other: int) -> None:
    found = mcnemar(one, other)
    number, fewer = one + other, min(one, other)
    if number < 5:
        assert found is None
        return
    table = np.array([[5, one], [other, 5]])
    exact = statsmodels_mcnemar(table, exact=True).pvalue
    seen = stats.binom.pmf(fewer, number, 0.5)
    # An even split is in both tails, but counts once: all others are more uneven.
    assert found == pytest.approx(exact - seen if one != other else 1 - seen / 2)


def test_that_the_examples_of_the_paper_on_the_mid_p_come_out() -> None:
    """Airways of children (Bentur) and response to a therapy (Cavo): the exact p are 0.0703 and
    0.0525, so the mid-p tells both apart and the exact test neither."""
    for one, other, mid_p in ((1, 7, 0.0391), (6, 16, 0.0347)):
        assert mcnemar(one, other) == pytest.approx(mid_p, abs=6e-5)
        assert mcnemar(other, one) == mcnemar(one, other)


def told_apart(most: int) -> np.ndarray:
    """By conversions of one alone: how often equal models are told apart, without any dice."""
    chances = np.zeros(most + 1)
    for number in range(5, most + 1):
        splits = stats.binom.pmf(np.arange(number + 1), number, 0.5)
        found = [mcnemar(one, number - one) for one in range(number + 1)]
        chances[number] = splits[[p is not None and p < 0.05 for p in found]].sum()
    return chances


@pytest.mark.parametrize("converted", [10, 12, 15, 20, 30, 50, 100, 300])
def test_that_equal_models_are_told_apart_in_3_to_7_of_100_of_those_of_which_it_is_told(
    converted: int,
) -> None:
    chances = told_apart(converted)
    # Up to nine of ten conversions are found by one of the models alone.
    for alone in np.arange(0.05, 0.91, 0.05):
        number = stats.binom.pmf(np.arange(converted + 1), converted, alone)
        of_all, told = float(number @ chances), float(number[5:].sum())
        assert of_all <= 0.0525
        assert 0.03 <= of_all / told <= 0.07


def test_that_nothing_is_told_where_no_split_could_be_telling() -> None:
    """Of four conversions of one alone the most uneven split has a mid-p of 0.0625."""
    assert stats.binom.pmf(0, 4, 0.5) == pytest.approx(0.0625)
    assert mcnemar(0, 4) is None
    assert mcnemar(0, 5) == 0.03125


@pytest.mark.parametrize("fewer", [500, 480, 455, 450, 400])
def test_that_with_very_many_the_normal_is_the_mid_p(fewer: int) -> None:
    ours = mcnemar(fewer + 1, 1_000 - fewer), mcnemar(fewer, 1_000 - fewer)
    assert ours[0] == pytest.approx(ours[1], rel=0.15, abs=2e-4)
    table = np.array([[5, fewer + 1], [1_000 - fewer, 5]])
    wanted = statsmodels_mcnemar(table, exact=False, correction=False).pvalue
    assert ours[0] == pytest.approx(wanted)


@settings(max_examples=30)
@given(cases)
def test_that_every_figure_is_the_one_that_is_counted_lead_by_lead(
    case: list[tuple[int, int, int]],
) -> None:
    a, b, outcome = parts(case)
    found = compare(pairs_of(a, b, outcome, 5, 2), draws=20)
    known = outcome < 2
    if min((outcome[known] == 1).sum(), (outcome[known] == 0).sum()) < 2:
        assert not found.figures
        return
    figure = found.figures["average precision"]
    assert figure.a == pytest.approx(average_precision_score(outcome[known], a[known]))
    assert figure.b == pytest.approx(average_precision_score(outcome[known], b[known]))
    assert found.figures["recall"].a == pytest.approx((a[outcome == 1] >= 5).mean())
    if (a[known] >= 5).any() and (b[known] >= 2).any():
        assert found.figures["precision"].b == pytest.approx(outcome[known][b[known] >= 2].mean())
    four = [found.threshold.a_only, found.threshold.b_only]
    assert [group.leads for group in four] == [
        int(((a >= 5) & (b < 2)).sum()),
        int(((a < 5) & (b >= 2)).sum()),
    ]


def test_that_equal_models_differ_in_nothing() -> None:
    dice = np.random.default_rng(5)
    a = dice.integers(0, 100, 2_000)
    outcome = (dice.random(2_000) < a / 300).astype(np.uint8)
    found = compare(pairs_of(a, a, outcome, 60, 60), draws=50)
    assert found.same
    assert found.auc is not None
    assert (found.auc.difference.value, found.auc.p, found.smallest) == (0, 1, None)
    for item in found.figures.values():
        assert (item.difference.value, item.difference.low, item.difference.high) == (0, 0, 0)
        assert item.p == 1
    assert found.threshold.p is None


def test_that_a_far_better_model_is_told_from_a_worse_one() -> None:
    dice = np.random.default_rng(7)
    truth = dice.normal(size=3_000)
    outcome = (truth + dice.normal(size=3_000) > 1.5).astype(np.uint8)
    good = np.clip(np.round(50 + 15 * truth), 0, 100).astype(np.int64)
    bad = np.clip(np.round(50 + 15 * dice.normal(size=3_000)), 0, 100).astype(np.int64)
    found = compare(pairs_of(good, bad, outcome, 60, 60), draws=300)
    assert found.auc is not None
    assert found.auc.p < 1e-6
    assert found.auc.difference.low > 0.1
    assert found.figures["average precision"].p < 0.01
    assert found.threshold.p is not None
    assert found.threshold.p < 0.01
    assert found.smallest is not None
    assert 0 < found.smallest < 0.1
