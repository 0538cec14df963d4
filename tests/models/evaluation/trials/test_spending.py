"""The bounds of several looks against published tables, and what they promise against drawing."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from scipy.stats import norm

from models.evaluation.trials.spending import (
    bounds_of,
    crossed,
    even_bounds,
    inflation,
    level_of,
    spent,
)

# Two-sided 5 %, spent as O'Brien and Fleming's: the program of Reboussin, DeMets, Kim and Lan
# (Controlled Clinical Trials 21 (2000), 190-207), as in the R package ldbounds; and the R package
# gsDesign, sfLDOF.
LAN_DEMETS = {
    1: (1.9600,),
    2: (2.9626, 1.9686),
    3: (3.7103, 2.5114, 1.9930),
    4: (4.3326, 2.9631, 2.3590, 2.0141),
    5: (4.8769, 3.3569, 2.6803, 2.2898, 2.0310),
}


@pytest.mark.parametrize("looks", LAN_DEMETS)
def test_that_bounds_of_even_looks_are_those_of_the_published_tables(looks: int) -> None:
    assert even_bounds(looks, 0.05) == pytest.approx(LAN_DEMETS[looks], abs=2e-4)


# Jennison and Turnbull (2000), tables 2.1, 2.3 and 2.4: constants of Pocock, of O'Brien and
# Fleming, and how many times the leads of one look O'Brien and Fleming's test takes.
POCOCK = {2: 2.178, 3: 2.289, 4: 2.361, 5: 2.413}
OBRIEN = {2: 1.977, 3: 2.004, 4: 2.024, 5: 2.040}
MORE = {
    0.8: {2: 1.008, 3: 1.017, 4: 1.024, 5: 1.028},
    0.9: {2: 1.007, 3: 1.016, 4: 1.022, 5: 1.026},
}


@pytest.mark.parametrize("looks", POCOCK)
def test_that_the_chance_of_crossing_is_that_of_the_books_constants(looks: int) -> None:
    times = [look / looks for look in range(1, looks + 1)]
    flat, falling = [POCOCK[looks]] * looks, [OBRIEN[looks] / sqrt(time) for time in times]
    for bounds in (flat, falling):
        assert sum(crossed(bounds, times)) == pytest.approx(0.05, abs=2e-4)
    for power, more in MORE.items():
        single = norm.ppf(0.975) + norm.ppf(power)
        drift = single * sqrt(more[looks])
        assert sum(crossed(falling, times, drift)) == pytest.approx(power, abs=1e-3)


@pytest.mark.parametrize(("looks", "chance"), [(2, 0.083), (3, 0.107), (4, 0.126), (5, 0.142)])
def test_that_looking_again_without_a_plan_does_what_armitage_found(
    looks: int, chance: float
) -> None:
    times = [look / looks for look in range(1, looks + 1)]
    assert sum(crossed([norm.ppf(0.975)] * looks, times)) == pytest.approx(chance, abs=6e-4)


def test_that_uneven_looks_use_up_the_level_and_no_more_than_their_share_on_the_way() -> None:
    times = [0.2, 0.55, 0.6, 1.0]
    bounds = bounds_of(times, 0.05, times)
    told = np.cumsum(crossed(bounds, times))
    assert told == pytest.approx([spent(time, 0.05) for time in times], abs=1e-6)
    dice = np.random.default_rng(7)
    steps = dice.normal(size=(200_000, 4)) * np.sqrt(np.diff([0, *times]))
    z = np.cumsum(steps, axis=1) / np.sqrt(times)
    assert (np.abs(z) > bounds).any(axis=1).mean() == pytest.approx(0.05, abs=0.002)


def test_that_a_bound_knows_nothing_of_looks_to_come() -> None:
    whole = bounds_of([0.3, 0.7, 1.0], 0.05, [30, 70, 100])
    assert bounds_of([0.3, 0.7], 0.05, [30, 70]) == pytest.approx(whole[:2], abs=1e-5)


def test_that_a_last_look_with_fewer_leads_uses_up_what_is_left() -> None:
    bounds = bounds_of([0.5, 1.0], 0.05, [50, 80])
    assert sum(crossed(bounds, [50 / 80, 1.0])) == pytest.approx(0.05, abs=1e-6)
    nothing_left = bounds_of([1.0, 1.0], 0.05, [100, 110])
    assert level_of(nothing_left[0]) == pytest.approx(0.05, abs=1e-6)
    assert level_of(nothing_left[1]) == 0


@pytest.mark.parametrize("looks", [2, 3, 5])
def test_that_as_many_times_the_leads_keep_the_power(looks: int) -> None:
    times = np.arange(1, looks + 1) / looks
    more = inflation(looks, 0.05, 0.8)
    assert 1 < more < 1.03
    drift = (norm.ppf(0.975) + norm.ppf(0.8)) * sqrt(more)
    dice = np.random.default_rng(9)
    steps = dice.normal(size=(200_000, looks)) / sqrt(looks) + drift / looks
    z = np.cumsum(steps, axis=1) / np.sqrt(times)
    assert (np.abs(z) > even_bounds(looks, 0.05)).any(axis=1).mean() == pytest.approx(0.8, abs=4e-3)
    assert inflation(1, 0.05, 0.8) == 1
