from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from models.evaluation.drift.shift import FEWEST_EXPECTED, chance, psi, shift_of, together
from tests.models.evaluation.simulations.drift import shifts_found

COUNTS = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=1, max_size=12)


def slow_psi(old: list[int], new: list[int]) -> float:
    """As it is written in textbooks, with half a lead more in each bin."""
    n, m = sum(old) + 0.5 * len(old), sum(new) + 0.5 * len(new)
    total = 0.0
    for one, other in zip(old, new, strict=True):
        p, q = (one + 0.5) / n, (other + 0.5) / m
        total += (q - p) * log(q / p)
    return total


@given(COUNTS)
def test_that_the_psi_is_that_of_the_textbook(pairs: list[tuple[int, int]]) -> None:
    old, new = (list(side) for side in zip(*pairs, strict=True))
    assert psi(np.array(old), np.array(new)) == pytest.approx(slow_psi(old, new), abs=1e-12)


def test_that_a_worked_example_comes_out_by_hand() -> None:
    # 500 and 500 then, 600 and 400 now, of many leads: 0.1 ln(0.6/0.5) - 0.1 ln(0.4/0.5)
    found = psi(np.array([5_000_000, 5_000_000]), np.array([6_000_000, 4_000_000]))
    assert found == pytest.approx(0.1 * log(1.2) - 0.1 * log(0.8), abs=1e-6)


@given(COUNTS)
def test_that_chance_is_that_of_scipy(pairs: list[tuple[int, int]]) -> None:
    kept = [pair for pair in pairs if sum(pair)]
    old, new = np.array(kept or [(1, 1)]).T
    if len(old) < 2 or not old.sum() or not new.sum():
        return
    expected = chi2_contingency(np.array([old, new]), correction=False).pvalue
    assert chance(old, new) == pytest.approx(expected, rel=1e-6, abs=1e-12)


@given(COUNTS)
def test_that_bins_put_together_hold_all_leads_and_enough_of_them(
    pairs: list[tuple[int, int]],
) -> None:
    old, new = np.array(pairs).T
    one, other = together(old, new)
    if not old.sum() or not new.sum():
        assert not len(one)
        return
    assert (one.sum(), other.sum()) == (old.sum(), new.sum())
    if len(one) > 1:
        smaller = min(one.sum(), other.sum()) / (one.sum() + other.sum())
        assert ((one + other) * smaller >= FEWEST_EXPECTED - 1e-9).all()


@given(COUNTS)
def test_that_the_order_of_the_bins_does_not_matter(pairs: list[tuple[int, int]]) -> None:
    old, new = np.array(pairs).T
    one, other = shift_of(old, new), shift_of(old[::-1], new[::-1])
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert one.value == pytest.approx(other.value, abs=1e-12)
        assert one.value >= 0
        assert 0 <= one.p <= 1


def test_that_nothing_is_said_of_a_side_without_leads_or_of_one_bin() -> None:
    none = np.zeros(3, dtype=np.int64)
    assert shift_of(none, np.array([10, 20, 30])) is None
    assert shift_of(np.array([100]), np.array([90])) is None
    assert shift_of(np.array([100, 1]), np.array([90, 0])) is None


def test_that_without_a_change_what_is_taken_off_is_all_there_is() -> None:
    dice = np.random.default_rng(7)
    shares = (0.1, 0.2, 0.3, 0.4)
    found = [
        shift_of(dice.multinomial(300, shares), dice.multinomial(200, shares)) for _ in range(2_000)
    ]
    raw = np.mean([shift.raw for shift in found if shift])
    noise = np.mean([shift.noise for shift in found if shift])
    assert raw == pytest.approx(float(noise), rel=0.06)


@pytest.mark.parametrize("leads", [100, 1_000, 10_000])
def test_that_one_in_twenty_is_found_where_nothing_changed(leads: int) -> None:
    share = shifts_found(np.random.default_rng(3), leads).mean()
    assert 0.03 <= share <= 0.07
