from __future__ import annotations

from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, fisher_exact
from statsmodels.stats.contingency_tables import Table2x2

from models.evaluation.odds import CHI_SQUARED, EXACT, LOGIT, SMOOTHED, fisher, odds_ratio
from tests.models.evaluation.simulations.lens import odds_covered

COUNTS = st.integers(0, 400)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_that_ratio_interval_and_p_are_those_of_statsmodels_and_scipy(
    won: int, lost: int, other_won: int, other_lost: int
) -> None:
    found = odds_ratio(won, lost, other_won, other_lost)
    table = np.array([[won, lost], [other_won, other_lost]])
    if not (table.sum(axis=0).all() and table.sum(axis=1).all()):
        assert found is None
        return
    assert found is not None
    zero = (table == 0).any()
    truth = Table2x2(table + 0.5 if zero else table.astype(float))
    assert found.ratio.value == pytest.approx(truth.oddsratio)
    low, high = truth.oddsratio_confint(0.05)
    assert found.ratio.low == pytest.approx(low)
    assert found.ratio.high == pytest.approx(high)
    assert found.interval_by == (SMOOTHED if zero else LOGIT)
    if found.p_by == EXACT:
        assert found.p == pytest.approx(fisher_exact(table).pvalue, rel=1e-6)
    else:
        assert found.p == pytest.approx(chi2_contingency(table, correction=False).pvalue, abs=1e-12)


@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 3000), st.integers(1, 3000))
def test_that_the_exact_test_is_scipys(won: int, lost: int, other: int, rest: int) -> None:
    truth = fisher_exact([[won, lost], [other, rest]]).pvalue
    assert fisher(won, lost, other, rest) == pytest.approx(truth, rel=1e-6, abs=1e-14)


def test_that_the_tea_tasting_of_fisher_is_told() -> None:
    # The Design of Experiments (1935), ch. 2: three of four cups; one-sided 17/70.
    assert fisher(3, 1, 1, 3) == pytest.approx(34 / 70)


def test_that_the_chi_squared_is_taken_only_where_chance_leaves_enough_in_each_cell() -> None:
    few, many = odds_ratio(4, 5, 500, 500), odds_ratio(5, 5, 500, 500)
    assert few is not None
    assert many is not None
    assert (few.p_by, many.p_by) == (EXACT, CHI_SQUARED)


def test_that_hits_of_whom_none_converted_have_finite_odds() -> None:
    found = odds_ratio(0, 190, 390, 3979)
    assert found is not None
    assert 0 < found.ratio.low < found.ratio.value < found.ratio.high < 1


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_that_exchanging_the_groups_turns_the_ratio_round(a: int, b: int, c: int, d: int) -> None:
    one, other = odds_ratio(a, b, c, d), odds_ratio(c, d, a, b)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert one.log == pytest.approx(-other.log)
        assert one.ratio.low == pytest.approx(1 / other.ratio.high)
        assert one.p == pytest.approx(other.p)
        assert log(one.ratio.value) == pytest.approx(one.log)
        assert exp(one.log) == pytest.approx(one.ratio.value)


@pytest.mark.parametrize(("leads", "rate"), [(1_000, 0.1), (10_000, 0.01), (100, 0.5)])
def test_that_the_interval_covers_the_truth_as_often_as_it_says(leads: int, rate: float) -> None:
    covered = odds_covered(np.random.default_rng(5), leads, rate)
    assert 0.93 <= covered.mean() <= 0.975


def test_that_with_one_conversion_in_a_hundred_of_few_leads_it_is_wide_and_never_short() -> None:
    assert odds_covered(np.random.default_rng(6), 100, 0.01).mean() >= 0.95
