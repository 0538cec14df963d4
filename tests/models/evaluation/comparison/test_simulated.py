"""What is said of two models holds as often as it claims, on simulated histories.

A few sizes here; the whole grid is measured elsewhere.
"""

from __future__ import annotations

import numpy as np
import pytest

from models.evaluation.comparison.delong import auc_difference
from tests.models.evaluation.simulations import paired, planned

CELLS = [(200, 0.1), (1_000, 0.1), (1_000, 0.5)]


@pytest.mark.slow
@pytest.mark.parametrize(("leads", "rate"), CELLS)
def test_that_one_in_twenty_pairs_of_equal_models_is_told_apart_by_ranking(
    leads: int, rate: float
) -> None:
    dice = np.random.default_rng(11)
    right = paired.equal_models_are_not_told_apart_by_ranking(dice, leads, rate, 1_000)
    assert 0.93 <= right.mean() <= 0.97


@pytest.mark.slow
@pytest.mark.parametrize(("leads", "rate"), CELLS)
def test_that_the_interval_holds_the_difference_of_a_better_and_a_worse_model(
    leads: int, rate: float
) -> None:
    dice = np.random.default_rng(12)
    right = planned.the_difference_in_ranking_is_in_its_interval(dice, leads, rate, 1_000)
    assert 0.93 <= right.mean() <= 0.97


@pytest.mark.slow
def test_that_the_intervals_of_draws_hold_the_differences() -> None:
    dice = np.random.default_rng(13)
    found = paired.the_differences_of_figures_are_in_their_intervals(dice, 800, 0.1, 400, 150)
    assert len(found) == 6
    for right in found.values():
        assert 0.925 <= right.mean() <= 0.985


@pytest.mark.slow
def test_that_one_in_twenty_pairs_of_equal_models_is_told_apart_by_draws() -> None:
    dice = np.random.default_rng(13)
    found = paired.equal_models_are_not_told_apart_by_figures(dice, 800, 0.1, 400, 150)
    for right in found.values():
        assert 0.925 <= right.mean() <= 0.985


@pytest.mark.slow
@pytest.mark.parametrize(("leads", "rate"), [(100, 0.1), (1_000, 0.1), (1_000, 0.5)])
def test_that_one_in_twenty_pairs_of_equal_models_is_told_apart_at_the_threshold(
    leads: int, rate: float
) -> None:
    dice = np.random.default_rng(14)
    right = paired.equal_models_are_not_told_apart_at_the_threshold(dice, leads, rate, 1_000)
    assert 0.93 <= right.mean() <= 0.97


@pytest.mark.slow
@pytest.mark.parametrize(("leads", "rate"), [(1_000, 0.1), (1_000, 0.5)])
def test_that_the_smallest_difference_is_shown_in_four_of_five_histories(
    leads: int, rate: float
) -> None:
    dice = np.random.default_rng(15)
    shown = planned.the_smallest_difference_is_shown(dice, leads, rate, 1_000)
    assert shown.mean() == pytest.approx(0.8, abs=0.03)


def test_that_how_far_two_models_are_apart_is_what_very_many_leads_show() -> None:
    pairs = paired.history(np.random.default_rng(17), 400_000, 0.1, b=paired.FAR)
    found = auc_difference(pairs)
    assert found is not None
    between, error = planned.apart(0.1, paired.FAR, 400_000)
    assert abs(found.difference.value - between) < 3 * error
    assert found.error == pytest.approx(error, rel=0.02)


@pytest.mark.slow
@pytest.mark.parametrize("leads", [100, 1_000])
def test_that_the_interval_of_the_agreement_holds_it(leads: int) -> None:
    dice = np.random.default_rng(16)
    right = paired.the_agreement_is_in_its_interval(dice, leads, 0.1, 1_000)
    assert 0.93 <= right.mean() <= 0.98
