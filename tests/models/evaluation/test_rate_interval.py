"""The interval of a rate against scipy and a paper, and how often it holds, without any dice.

How often an interval holds a rate is summed over all counts of the binomial. It falls only where
the rate passes an end of one of the intervals, so both sides of every end are all that is asked.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import binom

from models.evaluation.rates import FEW, rate_interval
from tests.models.evaluation.rate_ends import rate_ends

Figures = NDArray[np.float64]


def ends_of(known: int) -> tuple[Figures, Figures]:
    found = [rate_interval(won, known) for won in range(known + 1)]
    ends = np.array([(one.low, one.high) for one in found if one is not None])
    return ends[:, 0], ends[:, 1]


def held(known: int, rates: Figures) -> Figures:
    """How often the interval holds each of these rates: ends rise with the count, so that the
    counts whose interval holds a rate are neighbours."""
    low, high = ends_of(known)
    first = np.searchsorted(high, rates, side="left")
    last = np.searchsorted(low, rates, side="right") - 1
    return np.asarray(binom.cdf(last, known, rates) - binom.cdf(first - 1, known, rates))


def worst(known: int) -> tuple[Figures, Figures]:
    """The rates at which it can be worst or best, and how often it holds them."""
    edges = np.concatenate(ends_of(known))
    rates = np.concatenate([edges - 1e-9, edges + 1e-9])
    rates = rates[(rates > 0) & (rates < 1)]
    return rates, held(known, rates)


def expected(known: int, rates: Figures) -> Figures:
    """Leads expected of the rarer outcome."""
    return known * np.minimum(rates, 1 - rates)


@given(st.integers(1, 3_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_that_the_interval_of_a_rate_is_scipys(counts: tuple[int, int]) -> None:
    found = rate_interval(*counts)
    assert found is not None
    assert (found.low, found.high) == pytest.approx(rate_ends(*counts), abs=1e-9)
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_that_newcombes_own_examples_of_one_rate_come_out() -> None:
    """Table I of the paper: methods 4 (few) and 3."""
    for converted, known, low, high in (
        (0, 20, 0.0000, 0.2005),
        (1, 29, 0.0018, 0.1963),
        (15, 148, 0.0624, 0.1605),
        (81, 263, 0.2553, 0.3662),
    ):
        found = rate_interval(converted, known)
        assert found is not None
        assert (found.low, found.high) == pytest.approx((low, high), abs=6e-5)


@pytest.mark.parametrize("known", [1, 7, 10, 19, 20, 21, 100, 350])
def test_that_more_conversions_never_lower_an_end(known: int) -> None:
    low, high = ends_of(known)
    assert (np.diff(low) >= 0).all()
    assert (np.diff(high) >= 0).all()


@pytest.mark.parametrize("known", [*range(1, 31), 50, 100, 200, 1_000])
def test_that_the_interval_of_few_is_never_short(known: int) -> None:
    rates, right = worst(known)
    few = expected(known, rates) < FEW
    assert right[few].min() >= 0.936


@pytest.mark.parametrize("known", [50, 100, 200, 1_000])
def test_that_the_interval_of_more_holds_in_93_to_97_of_100(known: int) -> None:
    rates, right = worst(known)
    number = expected(known, rates)
    assert right[number >= FEW].min() >= 0.933
    # Up to about 15 expected there are histories with fewer than `FEW`, whose interval is wider.
    assert right[number >= FEW].max() <= 0.975
    assert right[number >= 1.5 * FEW].max() <= 0.97


def test_that_the_rates_of_the_promise_are_held_as_it_says() -> None:
    for known in (100, 1_000, 10_000):
        rates = np.array([0.01, 0.1, 0.5])
        right = held(known, rates)
        assert right.min() >= 0.93
        assert right[expected(known, rates) >= FEW].max() <= 0.97


@pytest.mark.parametrize(
    ("converted", "known"), [(0.4, 1.3), (3.5, 90.2), (88.7, 90.2), (20.5, 60)]
)
def test_that_effective_numbers_which_are_no_whole_ones_have_an_interval(
    converted: float, known: float
) -> None:
    found = rate_interval(converted, known)
    assert found is not None
    assert 0 <= found.low < found.value == converted / known < found.high <= 1


def test_that_nothing_known_has_no_rate() -> None:
    assert rate_interval(0, 0) is None
