from __future__ import annotations

import random

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss as sk_log_loss
from sklearn.metrics import roc_auc_score

from models.scoring.bits import packed
from models.tuning import reference
from models.tuning.aims import Aim, Goal
from models.tuning.lines import Ground, Line, Pot
from tests.models.tuning.exhaustion import losses_of, points_of_many
from tests.models.tuning.grounds import drawn_ground

GOALS = (
    Aim(),
    Aim(Goal.AUC),
    Aim(Goal.CAPTURE, share=0.15),
    Aim(Goal.VALUE, win=10.0, cost=4.0),
)


def drawn(seed: int) -> tuple[NDArray[np.int64], NDArray[np.uint8], NDArray[np.float64]]:
    """Scores, outcomes and weights; in every fifth more points mean less."""
    rng = np.random.default_rng(seed)
    scores = rng.integers(-4, 9, 120) * rng.choice([1, 5])
    pull = (scores - scores.mean()) / scores.std() * (-1 if seed % 5 == 4 else 1)
    converted = (rng.random(120) < 1 / (1 + np.exp(1 - pull))).astype(np.uint8)
    worth = np.ones(120) if seed % 2 else rng.choice([0.5, 1.0, 3.0], 120)
    return scores, converted, worth


@pytest.mark.parametrize("seed", range(10))
def test_that_the_log_loss_is_that_of_an_unpenalised_logistic_regression(seed: int) -> None:
    scores, converted, worth = drawn(seed)
    found = reference.log_loss(scores, converted, worth)
    column = scores[:, None].astype(float)
    fit = LogisticRegression(C=np.inf, tol=1e-9, max_iter=5000).fit(column, converted, worth)
    chance = fit.predict_proba(column)[:, 1]
    expected = sk_log_loss(converted, chance, sample_weight=worth)
    if fit.coef_[0, 0] < 0:  # more points never mean less: the best that is left is no slope
        rate = np.full(120, np.average(converted, weights=worth))
        expected = sk_log_loss(converted, rate, sample_weight=worth)
    assert found == pytest.approx(expected, abs=2e-7)
    signs = 1 - 2.0 * converted
    simplex = minimize(
        lambda x: np.average(np.logaddexp(0, signs * (x[0] + abs(x[1]) * scores)), weights=worth),
        [0.0, 0.1],
        method="Nelder-Mead",
        options={"xatol": 1e-9, "fatol": 1e-13, "maxiter": 4000},
    )
    assert found == pytest.approx(simplex.fun, abs=1e-8)


@pytest.mark.parametrize("seed", range(10))
def test_that_the_auc_is_that_of_scikit_learn(seed: int) -> None:
    scores, converted, worth = drawn(seed)
    expected = roc_auc_score(converted, scores, sample_weight=worth)
    assert reference.auc(scores, converted, worth) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("seed", range(6))
def test_that_the_capture_is_what_a_shuffled_list_catches_on_average(seed: int) -> None:
    scores, converted, _ = drawn(seed)
    rng = np.random.default_rng(seed)
    caught = [converted[np.lexsort((rng.random(120), -scores))[:18]].sum() for _ in range(4000)]
    found = reference.captured(scores, converted, np.ones(120), 0.15)
    assert found * converted.sum() == pytest.approx(np.mean(caught), abs=0.1)


@pytest.mark.parametrize("seed", range(6))
def test_that_the_net_value_is_the_best_of_all_lists_cut_between_scores(seed: int) -> None:
    scores, converted, _ = drawn(seed)
    order = np.argsort(-scores, kind="stable")
    ranked, gains = scores[order], np.cumsum(10.0 * converted[order] - 4.0)
    ends = np.append(np.flatnonzero(np.diff(ranked)), 119)
    expected = max(0.0, gains[ends].max()) / 120
    aim = Aim(Goal.VALUE, win=10, cost=4)
    found = reference.net_value(scores, converted, np.ones(120), aim)
    assert found == pytest.approx(expected, abs=1e-12)


def test_that_no_lead_is_touched_where_every_touch_loses() -> None:
    scores, converted, worth = drawn(1)
    assert reference.net_value(scores, converted, worth, Aim(Goal.VALUE, win=1, cost=2)) == 0


def test_that_the_points_of_a_lead_are_those_worked_out_by_hand() -> None:
    """One lead in all; twice 30 and 5 over a limit of 50, of which 33 % are left; and a loss."""
    once = packed(np.array([True]))
    lines = (Line("a", "A", "g", times=2), Line("b", "B", "g"), Line("c", "C", "h"))
    pots = (
        Pot("g", "G", -10, 50, percents=np.array([33], dtype=np.uint8)),
        Pot("h", "H", -4, None, np.array([-7], dtype=np.int32)),
    )
    ground = Ground(lines, ((once, once), (once,), (once,)), pots, np.zeros(1, np.uint8), 3)
    assert reference.points_of(ground, (30, 5, 0)).tolist() == [3 + 17 - 4]  # 16.5 rounds up
    assert reference.points_of(ground, (20, 5, 9)).tolist() == [3 + 15 + 2]  # 14.85
    assert reference.points_of(ground, (-30, 5, 9)).tolist() == [3 - 3 + 2]  # −3.3
    assert reference.points_of(ground, (0, -5, 0)).tolist() == [3 - 2 - 4]  # −1.65


def test_that_exhaustion_counts_and_judges_as_the_reference_does() -> None:
    dice = random.Random(8)
    for turn in range(40):
        ground = drawn_ground(dice, dice.randint(2, 6), 60)
        cards = [tuple(dice.randint(-2, 2) for _ in ground.lines) for _ in range(4)]
        many = points_of_many(ground, np.array(cards))
        aim = GOALS[turn % 4]
        for card, points, loss in zip(cards, many, losses_of(ground, cards, aim), strict=True):
            assert points.tolist() == reference.points_of(ground, card).tolist()
            assert loss == pytest.approx(reference.loss_of(ground, card, aim), abs=1e-8)
