"""What is said of two models holds as often as it claims, on simulated histories.

A few sizes here; the whole grid is measured elsewhere. With few conversions it may be said too
seldom that two models differ, never too often.
"""

from __future__ import annotations

import numpy as np
import pytest

from tests.models.evaluation.simulations import paired

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
    right = paired.the_difference_in_ranking_is_in_its_interval(dice, leads, rate, 1_000)
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
@pytest.mark.parametrize(("leads", "rate", "most"), [(1_000, 0.1, 0.99), (1_000, 0.5, 0.97)])
def test_that_mcnemar_errs_to_the_safe_side_with_few_and_not_with_more(
    leads: int, rate: float, most: float
) -> None:
    dice = np.random.default_rng(14)
    right = paired.equal_models_are_not_told_apart_at_the_threshold(dice, leads, rate, 1_000)
    assert 0.93 <= right.mean() <= most


@pytest.mark.slow
@pytest.mark.parametrize(("leads", "rate"), [(1_000, 0.1), (1_000, 0.5)])
def test_that_the_smallest_difference_is_shown_in_four_of_five_histories(
    leads: int, rate: float
) -> None:
    dice = np.random.default_rng(15)
    shown = paired.a_difference_as_large_as_the_smallest_is_shown(dice, leads, rate, 1_000)
    assert shown.mean() == pytest.approx(0.8, abs=0.035)


@pytest.mark.slow
@pytest.mark.parametrize("leads", [100, 1_000])
def test_that_the_interval_of_the_agreement_holds_it(leads: int) -> None:
    dice = np.random.default_rng(16)
    right = paired.the_agreement_is_in_its_interval(dice, leads, 0.1, 1_000)
    assert 0.93 <= right.mean() <= 0.98
