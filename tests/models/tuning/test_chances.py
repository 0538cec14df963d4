"""Chances of scores: against scikit-learn and truths that are known."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.calibration import calibration_curve
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, log_loss

from models.evaluation.history.reliability import reliability_of
from models.tuning.predictive.score_chances import (
    MANY_CONVERTED,
    MANY_LEADS,
    Method,
    moved_by,
    pooled,
    score_chances,
)

Scores = NDArray[np.int64]
Codes = NDArray[np.uint8]


def chance(scores: NDArray[np.integer], start: float = -4.0) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-(start + 0.06 * scores))))


def history(rows: int, seed: int, start: float = -4.0) -> tuple[Scores, Codes]:
    dice = np.random.default_rng(seed)
    scores = np.clip(dice.normal(40, 18, rows), 0, 100).astype(np.int64)
    return scores, (dice.random(rows) < chance(scores, start)).astype(np.uint8)


def test_that_groups_and_their_rates_are_those_of_scikit_learn() -> None:
    dice = np.random.default_rng(3)
    chances = dice.beta(1, 6, 5_003)
    codes = (dice.random(len(chances)) < chances**1.2).astype(np.uint8)
    found = reliability_of(chances, codes)
    rates, means = calibration_curve(codes, chances, n_bins=10, strategy="quantile")
    assert np.allclose([one.rate.value for one in found.bins], rates)
    assert np.allclose([one.chance for one in found.bins], means)
    sizes = np.array([one.leads for one in found.bins])
    assert sizes.sum() == len(codes)
    assert found.error == pytest.approx((sizes * np.abs(rates - means)).sum() / len(codes))
    assert found.loss.value == pytest.approx(log_loss(codes, chances))
    assert found.brier.value == pytest.approx(brier_score_loss(codes, chances))
    assert found.base_loss == pytest.approx(log_loss(codes, np.full(len(codes), codes.mean())))


def test_that_groups_of_a_coarse_score_are_fewer_and_lose_no_lead() -> None:
    chances = np.repeat([0.1, 0.3], [90, 10])
    codes = (np.arange(100) % 10 == 0).astype(np.uint8)
    found = reliability_of(chances, codes)
    assert sum(one.leads for one in found.bins) == 100
    assert len(found.bins) == 2


def test_that_right_chances_are_off_by_what_chance_makes() -> None:
    errors, told = [], []
    for seed in range(40):
        scores, codes = history(4_000, seed)
        found = reliability_of(chance(scores), codes)
        errors.append(found.error)
        told.append(found.by_chance)
    assert np.mean(errors) == pytest.approx(np.mean(told), rel=0.1)


def test_that_pooling_is_isotonic_regression() -> None:
    dice = np.random.default_rng(8)
    every = dice.integers(1, 60, 40).astype(float)
    won = np.minimum(every, dice.poisson(every * np.linspace(0.1, 0.4, 40)))
    blocks = pooled(won, every)
    found = np.empty(40)
    for at, hits, size in blocks:
        found[at:] = hits / size
    model = IsotonicRegression().fit(np.arange(40), won / every, sample_weight=every)
    assert np.allclose(found, model.predict(np.arange(40)))


@pytest.mark.parametrize(("rows", "seed"), [(60, 1), (400, 2), (3_000, 3), (12_000, 4)])
def test_that_chances_never_fall_and_lie_within_their_interval(rows: int, seed: int) -> None:
    found = score_chances(*history(rows, seed))
    assert (np.diff(found.chance) >= 0).all()
    assert ((found.low <= found.chance) & (found.chance <= found.high)).all()
    kept = found.kept("x")
    assert [step.chance for step in kept.steps] == sorted(step.chance for step in kept.steps)
    assert kept.leads == rows


def test_that_a_table_is_learnt_only_where_there_is_enough() -> None:
    scores, codes = history(20_000, 5)
    assert score_chances(scores, codes).method is Method.TABLE
    few = np.flatnonzero(np.cumsum(codes) < MANY_CONVERTED)
    assert score_chances(scores[few], codes[few]).method is Method.PLATT
    assert score_chances(scores[: MANY_LEADS - 1], codes[: MANY_LEADS - 1]).method is Method.PLATT


def test_that_intervals_hold_the_truth() -> None:
    """Of the leads' own scores, over many histories: 95 % within what so few histories tell."""
    for rows, least in ((400, 0.92), (6_000, 0.90)):
        held = []
        for seed in range(40):
            scores, codes = history(rows, seed + 100)
            found = score_chances(scores, codes)
            place = np.maximum(np.searchsorted(found.starts, scores, side="right") - 1, 0)
            truth = chance(scores)
            held.append(((found.low[place] <= truth) & (truth <= found.high[place])).mean())
        assert np.mean(held) > least


def test_that_thirty_thousand_leads_make_chances_right_within_one_in_a_hundred() -> None:
    errors = []
    for seed in range(3):
        found = score_chances(*history(30_000, seed + 7))
        scores, codes = history(30_000, seed + 70)
        errors.append(reliability_of(found.of(scores), codes).error)
    assert np.mean(errors) <= 0.01


def test_that_a_curve_that_would_fall_is_flat() -> None:
    scores, codes = history(500, 6)
    found = score_chances(100 - scores, codes)
    assert np.ptp(found.chance) == 0
    assert found.chance[0] == pytest.approx(codes.mean(), abs=0.01)


def test_that_all_chances_are_moved_to_newest_leads_that_convert_otherwise() -> None:
    old_scores, old = history(8_000, 11)
    new_scores, new = history(3_000, 12, start=-2.5)
    scores, codes = np.concatenate([old_scores, new_scores]), np.concatenate([old, new])
    newest = np.arange(len(codes)) >= len(old)
    found = score_chances(scores, codes, newest)
    assert found.moved is not None
    assert found.moved.by == pytest.approx(1.5, abs=0.15)
    assert found.of(new_scores).sum() == pytest.approx(new.sum(), rel=0.02)
    later, then = history(30_000, 13, start=-2.5)
    assert reliability_of(found.of(later), then).error < 0.03
    assert (np.diff(found.chance) >= 0).all()


def test_that_chances_stay_where_the_newest_convert_as_foretold() -> None:
    """At the 5 % level: of 40 histories without a change few are moved."""
    moved = 0
    for seed in range(40):
        scores, codes = history(2_000, seed + 300)
        moved += moved_by(chance(scores), codes) is not None
    assert moved <= 6


@pytest.mark.parametrize("seed", range(3))
def test_that_the_same_leads_give_the_same_chances_in_any_order(seed: int) -> None:
    scores, codes = history(5_000, seed)
    order = np.random.default_rng(seed).permutation(len(codes))
    assert score_chances(scores, codes).kept("") == score_chances(scores[order], codes[order]).kept(
        ""
    )


def test_that_one_score_and_one_lead_are_no_fault() -> None:
    assert score_chances(np.array([5]), np.array([1], dtype=np.uint8)).of(np.array([5]))[0] < 1
    flat = score_chances(np.full(50, 7), (np.arange(50) < 10).astype(np.uint8))
    assert flat.of(np.array([0, 7, 99])) == pytest.approx([0.2, 0.2, 0.2], abs=0.02)


def test_that_scores_within_one_grid_are_one_in_a_table() -> None:
    scores, codes = history(20_000, 15)
    noise = np.random.default_rng(16).integers(0, 100, len(scores))
    found = score_chances(100 * scores + noise, codes, grid=100)
    assert found.method is Method.TABLE
    assert not (found.starts % 100).any()
    assert np.allclose(
        found.of(100 * scores + noise), score_chances(scores, codes).of(scores), atol=0.01
    )
