"""Simulated histories: intervals hold the truth as often as they say, and chance finds nothing."""

from __future__ import annotations

import numpy as np
import pytest

from tests.models.evaluation.simulations import thresholds as simulated


@pytest.mark.parametrize(
    "simulate", [simulated.value_at_a_threshold, simulated.regret_of_five_points]
)
def test_that_the_interval_of_a_net_value_holds_the_truth_in_95_of_100_histories(
    simulate: object,
) -> None:
    assert callable(simulate)
    held = simulate(np.random.default_rng(8), 1_000, 0.1, 2_000)
    assert 0.93 <= held.mean() <= 0.97


def test_that_with_few_conversions_the_interval_is_never_short() -> None:
    held = simulated.value_at_a_threshold(np.random.default_rng(9), 100, 0.01, 1_000)
    assert held.mean() >= 0.93


def test_that_the_band_of_doubt_holds_the_best_threshold() -> None:
    assert simulated.band_of_doubt(np.random.default_rng(3), 1_000, 0.1, 200).mean() >= 0.95


def test_that_what_is_said_of_optimism_is_what_chance_adds() -> None:
    looks, said = simulated.optimism(np.random.default_rng(2), 1_000, 0.1, 300)
    assert looks > 0
    assert 0.6 * looks <= said <= 1.4 * looks


@pytest.mark.parametrize("now", [11, 6])
def test_that_the_gain_of_the_best_is_told_without_what_choosing_it_adds(now: int) -> None:
    """11 is truly the best, 6 is far too low."""
    brings, raw, fair = simulated.gain_of_the_chosen(np.random.default_rng(3), 300, 0.1, now, 200)
    praised, left = raw.mean() - brings.mean(), fair[:, 0].mean() - brings.mean()
    assert praised > 2_000
    assert abs(left) < 0.4 * praised
    assert ((fair[:, 1] <= brings) & (brings <= fair[:, 2])).mean() >= 0.94
    if now == 11:
        assert (fair[:, 1] > 0).mean() <= 0.025, "nothing is promised where nothing can be won"


def test_that_segments_that_are_alike_are_seldom_said_to_bring_something() -> None:
    said = simulated.separate_gain(np.random.default_rng(5), 1_000, 0.1, 0, 300)
    assert said.mean() <= 0.05


def test_that_segments_that_are_far_apart_are_found_with_enough_leads() -> None:
    said = simulated.separate_gain(np.random.default_rng(5), 20_000, 0.1, 5, 40)
    assert said.mean() >= 0.8
