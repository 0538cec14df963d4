"""Two rates against statsmodels and scipy, at the edges and in many simulated histories."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, fisher_exact, hypergeom
from statsmodels.stats import proportion

from models.evaluation.rates import chance_of_difference, difference_of_rates, wilson
from tests.models.evaluation.simulations.rates import (
    difference_covered,
    difference_found,
)


@st.composite
def arms(draw: st.DrawFn, most: int = 3_000) -> tuple[int, int, int, int]:
    a_known, b_known = draw(st.integers(1, most)), draw(st.integers(1, most))
    return draw(st.integers(0, a_known)), a_known, draw(st.integers(0, b_known)), b_known


@given(arms(), st.sampled_from([0.01, 0.05, 0.1]))
def test_that_the_interval_of_a_difference_is_newcombes(
    counts: tuple[int, int, int, int], level: float
) -> None:
    found = difference_of_rates(*counts, z=NormalDist().inv_cdf(1 - level / 2))
    low, high = proportion.confint_proportions_2indep(*counts, method="newcomb", alpha=level)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)
    assert -1 <= found.low <= found.value <= found.high <= 1


def test_that_newcombes_own_examples_come_out() -> None:
    """Table II of the paper: a 56/70 - 48/80, c 6/7 - 2/7, e 5/56 - 0/29, h 10/10 - 0/10."""
    for counts, low, high in (
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ):
        found = difference_of_rates(*counts)
        assert found is not None
        assert (found.low, found.high) == pytest.approx((low, high), abs=6e-5)


@given(arms())
def test_that_exchanging_the_groups_turns_the_difference_round(
    counts: tuple[int, int, int, int],
) -> None:
    a, b = difference_of_rates(*counts), difference_of_rates(*counts[2:], *counts[:2])
    assert a is not None
    assert b is not None
    assert (a.value, a.low, a.high) == pytest.approx((-b.value, -b.high, -b.low), abs=1e-12)
    one, other = chance_of_difference(*counts), chance_of_difference(*counts[2:], *counts[:2])
    assert one is not None
    assert other is not None
    assert one.p == pytest.approx(other.p, abs=1e-9)
    assert one.exact == other.exact


@given(arms())
def test_that_many_leads_are_tested_by_the_score_test(counts: tuple[int, int, int, int]) -> None:
    found = chance_of_difference(*counts)
    assert found is not None
    if found.exact:
        return
    with np.errstate(all="ignore"):  # its ratios of rates, which are not asked
        told = proportion.test_proportions_2indep(
            *counts, method="score", compare="diff", correction=False
        )
    assert found.p == pytest.approx(told.pvalue, abs=1e-9)
    a_yes, a_known, b_yes, b_known = counts
    table = [[a_yes, a_known - a_yes], [b_yes, b_known - b_yes]]
    assert found.p == pytest.approx(chi2_contingency(table, correction=False).pvalue, abs=1e-9)


@given(arms(most=60))
def test_that_few_leads_are_counted(counts: tuple[int, int, int, int]) -> None:
    a_yes, a_known, b_yes, b_known = counts
    found = chance_of_difference(*counts)
    assert found is not None
    if not found.exact:
        return
    converted = a_yes + b_yes
    tables = np.arange(max(0, converted - b_known), min(a_known, converted) + 1)
    chances = hypergeom(a_known + b_known, converted, a_known).pmf(tables)
    if len(tables) == 1:
        assert found.p == 1
        return
    seen = chances[tables == a_yes][0]
    as_likely = chances[np.isclose(chances, seen, rtol=1e-8, atol=0)].sum()
    fisher = fisher_exact([[a_yes, a_known - a_yes], [b_yes, b_known - b_yes]]).pvalue
    assert found.p == pytest.approx(fisher - as_likely / 2, abs=1e-9)


def test_that_a_rare_event_among_a_million_is_counted_without_overflow() -> None:
    found = chance_of_difference(0, 1_000_000, 6, 1_000_000)
    assert found is not None
    assert found.exact
    assert found.p == pytest.approx(0.5**6, rel=1e-4)  # both ends have 2 ** -6, half of each


@pytest.mark.parametrize("counts", [(0, 0, 1, 2), (1, 2, 0, 0), (0, 0, 0, 0)])
def test_that_an_empty_group_tells_nothing(counts: tuple[int, int, int, int]) -> None:
    assert difference_of_rates(*counts) is None
    assert chance_of_difference(*counts) is None


@pytest.mark.parametrize("counts", [(0, 40, 0, 700), (40, 40, 700, 700), (0, 1, 0, 1)])
def test_that_groups_without_a_difference_are_chance_and_have_an_interval(
    counts: tuple[int, int, int, int],
) -> None:
    found, chance = difference_of_rates(*counts), chance_of_difference(*counts)
    assert found is not None
    assert found.low < found.value == 0 < found.high
    assert chance is not None
    assert chance.p == 1


@given(arms(), st.sampled_from([0.01, 0.1]))
def test_that_wilson_holds_other_levels(counts: tuple[int, int, int, int], level: float) -> None:
    found = wilson(*counts[:2], NormalDist().inv_cdf(1 - level / 2))
    assert found is not None
    told = proportion.proportion_confint(*counts[:2], alpha=level, method="wilson")
    assert (found.low, found.high) == pytest.approx(told, abs=1e-9)


@pytest.mark.parametrize(("leads", "rate"), [(1_000, 0.1), (100, 0.5), (10_000, 0.01)])
def test_that_intervals_hold_the_difference_and_equal_rates_are_rarely_told_apart(
    leads: int, rate: float
) -> None:
    dice = np.random.default_rng(23)
    assert 0.93 <= difference_covered(dice, leads, rate, 2_000).mean() <= 0.97
    assert 0.03 <= difference_found(dice, leads, rate, 2_000).mean() <= 0.07


def test_that_few_conversions_are_never_taken_for_a_difference_too_often() -> None:
    dice = np.random.default_rng(29)
    for leads, rate in ((100, 0.01), (100, 0.05), (1_000, 0.01), (30, 0.5)):
        assert difference_found(dice, leads, rate, 2_000).mean() <= 0.07
        assert difference_covered(dice, leads, rate, 2_000).mean() >= 0.93
