"""Simulated histories whose best threshold and net values are known: do the intervals hold them?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.evaluation.thresholds.best import by_value
from models.evaluation.thresholds.curve import curve_of
from models.evaluation.thresholds.net_value import NetValues, values_of
from models.evaluation.thresholds.separate import FEWEST_OWN, chosen, judged_gain
from models.evaluation.thresholds.wishes import Money

LEVELS = 21
MONEY = Money(190, 1_500)
PLACE, APART = 10, (12, 7)
"""The threshold whose net value is looked at, and two that are compared."""


def chances(rate: float) -> NDArray[np.float64]:
    """The chance of each standing and outcome, (levels, 2): better leads convert more often."""
    stands = np.exp(-((np.arange(LEVELS) - 8) ** 2) / 40)
    stands /= stands.sum()
    odds = rate / (1 - rate) * np.exp(0.25 * (np.arange(LEVELS) - 8))
    converts = odds / (1 + odds)
    converts *= min(1.0, rate / float(stands @ converts))
    return np.column_stack((stands * (1 - converts), stands * converts))


def drawn(rng: np.random.Generator, n: int, rate: float) -> NDArray[np.int64]:
    """Counts of one history, (levels + 1, 3), as `values_of` takes them."""
    counts = np.zeros((LEVELS + 1, 3), dtype=np.int64)
    counts[1:, :2] = rng.multinomial(n, chances(rate).ravel()).reshape(-1, 2)
    return counts


def truth(n: int, rate: float) -> NDArray[np.float64]:
    """The net value that each threshold has on average."""
    earned = chances(rate) @ np.array([-MONEY.cost, MONEY.win - MONEY.cost])
    found: NDArray[np.float64] = n * np.cumsum(earned[::-1])[::-1]
    return found


def _values(counts: NDArray[np.int64], n: int) -> NetValues:
    return values_of(counts, n, MONEY)


def fewest_above(n: int, rate: float) -> float:
    """The fewest leads of one outcome that are expected from the threshold on."""
    return float(n * chances(rate)[PLACE:].sum(axis=0).min())


def fewest_between(n: int, rate: float) -> float:
    """The fewest leads of one outcome that are expected between the two thresholds."""
    return float(n * chances(rate)[APART[1] : APART[0]].sum(axis=0).min())


def value_at_a_threshold(
    rng: np.random.Generator, n: int, rate: float, simulations: int = 2_000
) -> NDArray[np.bool_]:
    """Whether the interval of the net value at a fixed threshold holds the true one."""
    place, wanted = PLACE, truth(n, rate)[PLACE]
    held = np.zeros(simulations, dtype=np.bool_)
    for number in range(simulations):
        found = _values(drawn(rng, n, rate), n).at(place)
        held[number] = found.low <= wanted <= found.high
    return held


def regret_of_five_points(
    rng: np.random.Generator, n: int, rate: float, simulations: int = 2_000
) -> NDArray[np.bool_]:
    """Whether the interval of what five points cost holds the true cost, at a fixed threshold."""
    true = truth(n, rate)
    held = np.zeros(simulations, dtype=np.bool_)
    for number in range(simulations):
        found = _values(drawn(rng, n, rate), n).difference(*APART)
        held[number] = found.low <= true[APART[0]] - true[APART[1]] <= found.high
    return held


def band_of_doubt(
    rng: np.random.Generator, n: int, rate: float, simulations: int = 500
) -> NDArray[np.bool_]:
    """Whether the threshold that is truly best lies in the band of doubt."""
    best = int(np.argmax(truth(n, rate)))
    held = np.zeros(simulations, dtype=np.bool_)
    scores = np.arange(LEVELS)
    for number in range(simulations):
        counts = drawn(rng, n, rate)
        found = by_value(_values(counts, n), curve_of(counts, scores), counts, draws=50)
        held[number] = found is not None and found.low <= best <= found.high
    return held


def optimism(
    rng: np.random.Generator, n: int, rate: float, simulations: int = 300
) -> tuple[float, float]:
    """By how much the best looks better than it is: on average, and as it is said."""
    true, scores = truth(n, rate), np.arange(LEVELS)
    looks, said = [], []
    for _ in range(simulations):
        counts = drawn(rng, n, rate)
        found = by_value(_values(counts, n), curve_of(counts, scores), counts, draws=200)
        assert found is not None
        # Less the luck of a threshold that nobody chose, which is chance alone.
        luck = float(_values(counts, n).values[BEST_FIXED] - true[BEST_FIXED])
        looks.append(found.value.value - true[found.place] - luck)
        said.append(found.optimism)
    return float(np.mean(looks)), float(np.mean(said))


BEST_FIXED = 10


def gain_of_the_chosen(
    rng: np.random.Generator, n: int, rate: float, now: int, simulations: int = 300
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """What the chosen threshold truly brings against `now`, what its leads say, and what is said
    once the choice is taken off, with the ends of the interval; (simulations,) twice, and (.., 3).
    """
    true, scores = truth(n, rate), np.arange(LEVELS)
    brings, raw, fair = [], [], []
    for _ in range(simulations):
        counts = drawn(rng, n, rate)
        net = _values(counts, n)
        found = by_value(net, curve_of(counts, scores), counts, draws=200)
        assert found is not None
        gain = net.difference(found.place, now)
        told = found.fair(gain)
        brings.append(true[found.place] - true[now])
        raw.append(gain.value)
        fair.append((told.value, told.low, told.high))
    return np.array(brings), np.array(raw), np.array(fair)


SEGMENTS = 4


def _of_segments(rng: np.random.Generator, n: int, rate: float, apart: int) -> NDArray[np.int64]:
    counts = np.zeros((SEGMENTS, LEVELS + 1, 3), dtype=np.int64)
    for segment in range(SEGMENTS):
        own = drawn(rng, n // SEGMENTS, rate)
        # The scores of some segments stand higher for the same chance.
        shift = apart if segment % 2 else 0
        counts[segment, 1 + shift :, :2] = own[1 : LEVELS + 1 - shift, :2]
        counts[segment, -1, :2] += own[LEVELS + 1 - shift :, :2].sum(axis=0)
    return counts


def separate_gain(
    rng: np.random.Generator, n: int, rate: float, apart: int, simulations: int = 300
) -> NDArray[np.bool_]:
    """Whether separate thresholds are said to bring something. `apart`: 0 where they cannot."""
    said = np.zeros(simulations, dtype=np.bool_)
    for number in range(simulations):
        learn = _of_segments(rng, n // 2, rate, apart)
        judge = _of_segments(rng, n // 2, rate, apart)
        if learn[:, :, :2].sum(axis=1).min() < FEWEST_OWN // 2:
            continue
        gain = judged_gain(judge, *chosen(learn, MONEY), MONEY, None, int(judge.sum()))
        said[number] = gain.low > 0
    return said
