"""Power against statsmodels, against counting every result in plain Python, and by simulation."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import power_proportions_2indep, proportion_effectsize

from models.evaluation.power import MOST, power_of_rates, size_for, smallest_difference
from models.evaluation.rates import chance_of_difference
from tests.models.evaluation.simulations.power import told_apart

GRID = list(product((100, 1_000, 10_000), (0.01, 0.1, 0.5)))


@given(
    st.integers(1, 25),
    st.integers(1, 25),
    st.integers(0, 1_000).map(lambda number: number / 1_000),
    st.integers(0, 1_000).map(lambda number: number / 1_000),
    st.sampled_from([0.01, 0.05, 0.1]),
)
@settings(max_examples=25, deadline=None)
def test_that_few_leads_have_the_power_that_counting_every_result_gives(
    a_known: int, b_known: int, a_rate: float, b_rate: float, level: float
) -> None:
    told = 0.0
    a_chances = binom.pmf(range(a_known + 1), a_known, a_rate).tolist()
    b_chances = binom.pmf(range(b_known + 1), b_known, b_rate).tolist()
    for a, b in product(range(a_known + 1), range(b_known + 1)):
        chance = chance_of_difference(a, a_known, b, b_known)
        assert chance is not None
        if chance.p < level:
            told += a_chances[a] * b_chances[b]
    assert power_of_rates(a_known, b_known, a_rate, b_rate, level) == pytest.approx(told, abs=1e-6)


@pytest.mark.parametrize(("leads", "rate"), GRID)
def test_that_the_smallest_difference_is_found_as_often_as_planned(leads: int, rate: float) -> None:
    apart = smallest_difference(2 * leads, rate)
    assert apart is not None
    dice = np.random.default_rng(31)
    assert told_apart(dice, leads, rate, rate + apart, 2_000).mean() == pytest.approx(0.8, abs=0.03)
    if leads * rate >= 10:
        by_angles = NormalIndPower().power(proportion_effectsize(rate + apart, rate), leads, 0.05)
        assert power_of_rates(leads, leads, rate, rate + apart) == pytest.approx(
            float(by_angles), abs=0.03
        )


@given(st.floats(0.02, 0.9), st.floats(0.1, 0.9), st.integers(20_000, 1_000_000))
def test_that_many_leads_have_the_power_of_the_published_formula(
    rate: float, share: float, leads: int
) -> None:
    a, b = round(leads * (1 - share)), round(leads * share)
    other = min(0.99, rate * 1.07)
    told = power_proportions_2indep(other - rate, rate, b, ratio=a / b, alpha=0.05)
    assert power_of_rates(a, b, rate, other) == pytest.approx(float(told.power), abs=0.006)


@pytest.mark.parametrize("share", [0.5, 0.2, 0.9])
@pytest.mark.parametrize("power", [0.8, 0.95])
@pytest.mark.parametrize(("rate", "other"), [(0.08, 0.1), (0.5, 0.45), (0.01, 0.05), (0.3, 0.9)])
def test_that_a_planned_size_has_the_wanted_power(
    rate: float, other: float, power: float, share: float
) -> None:
    leads = size_for(rate, other, 0.05, power, share)
    b = round(leads * share)
    found = power_of_rates(leads - b, b, rate, other)
    assert found >= power - 0.002
    assert found <= power + 0.03 or leads < 40  # of so few one more makes a step


def test_that_a_size_of_a_textbook_comes_out() -> None:
    """Fleiss, Levin and Paik, table A.4 without the correction: 0.1 against 0.2 needs 199 each."""
    assert size_for(0.1, 0.2) == pytest.approx(2 * 199, abs=2)


def test_that_leads_that_show_a_difference_are_as_many_as_it_needs() -> None:
    for rate, leads in ((0.08, 3_000), (0.5, 400), (0.02, 900)):
        apart = smallest_difference(leads, rate)
        assert apart is not None
        assert size_for(rate, rate + apart) == pytest.approx(leads, rel=0.03)


def test_that_rates_that_are_the_same_need_more_leads_than_there_are() -> None:
    assert size_for(0.1, 0.1) == MOST
    assert size_for(0.1, 0.1 + 1e-9) == MOST


@pytest.mark.parametrize(("leads", "rate"), [(0, 0.1), (1, 0.1), (4, 0.5), (1_000, 1.0)])
def test_that_too_few_leads_or_a_rate_of_all_show_nothing(leads: int, rate: float) -> None:
    assert smallest_difference(leads, rate) is None
    assert power_of_rates(0, leads, rate, rate) == 0
