"""Whether 95 % intervals hold what is true of all leads in about 95 of 100 histories."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from models.evaluation.history.few import auc_of
from models.evaluation.history.resting import resting_on_draws
from models.evaluation.history.together import point_biserial, rank_biserial
from models.evaluation.metrics import ranking
from models.evaluation.rates import rate_interval
from models.evaluation.tallies import FEWEST, TOO_FEW, Interval
from tests.models.evaluation.history.histories import histogram_of, simulated, whole

LEADS, RATES = (100, 1_000, 10_000), (0.01, 0.1, 0.5)
KINDS = list(product(LEADS, RATES))


def covered(found: list[Interval | None], truth: float) -> tuple[int, int]:
    told = [interval for interval in found if interval is not None]
    return sum(one.low <= truth <= one.high for one in told), len(told)


def require(hits: int, tried: int, *, wide: bool, least: float = 0.93) -> None:
    """Between 93 and 97 of 100, with what chance does in so many trials; `wide`: or more."""
    slack = 2.6 * np.sqrt(0.05 * 0.95 / tried)
    assert hits / tried >= least - slack
    assert wide or hits / tried <= 0.97 + slack


@pytest.mark.slow
@pytest.mark.parametrize(("leads", "rate"), KINDS)
def test_that_intervals_of_formulas_hold_the_truth(leads: int, rate: float) -> None:
    dice = np.random.default_rng(17)
    tried = {100: 2_000, 1_000: 1_000, 10_000: 400}[leads]
    true = whole(rate)
    auc, by_points, by_ranks = ranking(true), point_biserial(true), rank_biserial(true)
    assert auc is not None
    assert by_points is not None
    assert by_ranks is not None
    histories = [histogram_of(*simulated(dice, leads, rate)) for _ in range(tried)]
    wide = leads * rate <= 1.5 * TOO_FEW
    for figure, truth in (
        (auc_of, auc.value),
        (point_biserial, by_points.value),
        (rank_biserial, by_ranks.value),
    ):
        hits, told = covered([figure(history) for history in histories], truth)
        if told >= 100:
            require(hits, told, wide=wide)
    rates = [rate_interval(int(history[:, 1].sum()), leads) for history in histories]
    hits, told = covered(rates, rate)
    # A rate of so few can only be some values: its coverage goes up and down around 95.
    require(hits, told, wide=leads * rate < FEWEST, least=0.91)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("leads", "rate"), [kind for kind in KINDS if kind[0] * kind[1] > FEWEST and kind[0] < 10_000]
)
def test_that_intervals_of_draws_hold_the_truth(leads: int, rate: float) -> None:
    dice = np.random.default_rng(19)
    true = resting_on_draws(whole(rate), (0.1,), draws=50)
    assert true.ks is not None
    assert true.average_precision is not None
    assert true.shares[0].capture is not None
    found = [
        resting_on_draws(histogram_of(*simulated(dice, leads, rate)), (0.1,), draws=300)
        for _ in range(400)
    ]
    for told, truth in (
        ([one.ks and one.ks.interval for one in found], true.ks.value),
        (
            [one.average_precision and one.average_precision.interval for one in found],
            true.average_precision.value,
        ),
        ([one.shares[0].capture for one in found], true.shares[0].capture.value),
    ):
        require(*covered(told, truth), wide=True)
