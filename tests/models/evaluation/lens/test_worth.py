from __future__ import annotations

from math import erfc, sqrt

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from models.evaluation.lens.worth import logistic, ratio, worth_of
from models.evaluation.metrics import NORMAL_95
from tests.models.evaluation.simulations.lens import worth_covered


def history(
    seed: int, leads: int = 3_000, worth: float = 10, slope: float = 0.05
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    dice = np.random.default_rng(seed)
    scores = np.clip(np.rint(dice.normal(30, 15, leads)), 0, 100).astype(np.int64)
    hit = dice.random(leads) < 0.3
    chance = 1 / (1 + np.exp(2 - slope * (scores - 30 + worth * hit)))
    return scores, hit, dice.random(leads) < chance


@settings(max_examples=15)
@given(st.integers(0, 2**32 - 1))
def test_that_the_worth_is_the_ratio_of_two_log_odds_of_statsmodels(seed: int) -> None:
    scores, hit, converted = history(seed)
    found = worth_of(scores, hit, converted, 10.0)
    columns = np.stack([np.ones(len(scores)), scores, hit], axis=1).astype(float)
    truth = sm.Logit(converted.astype(float), columns).fit(disp=0, tol=1e-12)
    covariance = truth.cov_params()
    assert found is not None
    assert found.per_point == pytest.approx(truth.params[1], rel=1e-5)
    assert found.points.value == pytest.approx(truth.params[2] / truth.params[1], rel=1e-5)
    # Wald's test that the rule is worth what it has.
    contrast = np.array([0, -10.0, 1])
    z = float(contrast @ truth.params) / sqrt(float(contrast @ covariance @ contrast))
    assert found.p == pytest.approx(erfc(abs(z) / sqrt(2)), abs=1e-5)
    # At the ends of the interval the same test gives 5 %.
    for end in (found.points.low, found.points.high):
        contrast = np.array([0, -end, 1])
        z = float(contrast @ truth.params) / sqrt(float(contrast @ covariance @ contrast))
        assert abs(z) == pytest.approx(NORMAL_95, rel=1e-4)


def test_that_a_rule_which_parts_the_outcomes_has_no_worth() -> None:
    scores, hit, _ = history(1)
    assert worth_of(scores, hit, hit, 10.0) is None


def test_that_nothing_is_told_where_the_other_points_say_nothing() -> None:
    scores, hit, _ = history(1)
    dice = np.random.default_rng(2)
    assert worth_of(scores, hit, dice.random(len(scores)) < 0.2, 10.0) is None


def test_that_nothing_is_told_where_more_points_of_the_others_convert_less() -> None:
    assert worth_of(*history(3, slope=-0.05), 10.0) is None


@pytest.mark.parametrize("leads", [0, 1, 5])
def test_that_few_leads_have_no_worth(leads: int) -> None:
    scores, hit, converted = history(4)
    assert worth_of(scores[:leads], hit[:leads], converted[:leads], 10.0) is None


def test_that_one_score_of_all_has_no_worth() -> None:
    scores, hit, converted = history(4)
    assert worth_of(np.zeros_like(scores), hit, converted, 10.0) is None


def test_that_columns_that_say_the_same_have_no_answer() -> None:
    columns = np.ones((4, 2))
    assert logistic(columns, np.array([1.0, 2, 3, 1]), np.full(4, 5.0)) is None


def test_that_a_denominator_that_may_be_zero_has_no_ratio() -> None:
    assert ratio(1.0, 0.1, 0.01, 0.0, 0.01) is None


@pytest.mark.parametrize(("leads", "rate"), [(1_000, 0.1), (1_000, 0.5)])
def test_that_the_interval_covers_the_worth_as_often_as_it_says(leads: int, rate: float) -> None:
    covered = worth_covered(np.random.default_rng(3), leads, rate, 1_000)
    assert len(covered) > 900
    assert 0.93 <= covered.mean() <= 0.97
