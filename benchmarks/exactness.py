"""Simulated histories: whether intervals hold the truth, tests keep still, and power is as planned.

`make exact` runs 2,000 simulations of each at 100, 1,000 and 10,000 leads and rates of 1, 10 and
50 %, and 18,000 where these miss by less than chance can or where many of them say nothing. What
can be summed over all outcomes is, without dice. With fewer than 10 conversions expected in what a
figure rests on its interval may be wide and its test still, never short.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from numpy.typing import NDArray

from models.evaluation.drift.verdict import Call
from models.evaluation.history.few import auc_of
from models.evaluation.tallies import TOO_FEW
from tests.models.evaluation.history.histories import histogram_of, simulated, whole
from tests.models.evaluation.simulations import (
    drift,
    lens,
    paired,
    planned,
    power,
    rates,
    thresholds,
    whatif,
)

SIZES, RATES = (100, 1_000, 10_000), (0.01, 0.1, 0.5)
FEW = 10
AGAIN = 8
"""Times as many more histories where so few leave it open whether a law is kept, or something is
said in less than `MOST_TOLD` of them."""
MOST_TOLD = 0.9
Right = NDArray[np.bool_]
Simulate = Callable[[np.random.Generator, int, float, int], Right]
Figure = Callable[[int, float], float]
"""Of leads and rate."""


def _conversions(leads: int, rate: float) -> float:
    return leads * rate


@dataclass(frozen=True)
class Law:
    """`simulate` gives for each history whether it held; between `low` and `high` must. `rests`:
    how many conversions are expected in the smallest part of the leads that the figure rests on."""

    name: str
    simulate: Simulate
    low: float = 0.93
    high: float = 0.97
    rests: Figure = _conversions


@dataclass(frozen=True)
class Summed:
    """The same of what is known exactly."""

    name: str
    held: Figure
    low: float = 0.93
    high: float = 0.97
    rests: Figure = _conversions


def _auc(dice: np.random.Generator, leads: int, rate: float, times: int) -> Right:
    truth = auc_of(whole(rate))
    assert truth is not None
    found = (auc_of(histogram_of(*simulated(dice, leads, rate))) for _ in range(times))
    return np.array([one.low <= truth.value <= one.high for one in found if one is not None])


@cache
def _calls(leads: int, rate: float, times: int) -> list[Call]:
    """What the page Drift says of leads that did not change; two laws look at it."""
    return drift.calls(np.random.default_rng([41, times]), leads, rate, times)


def _without(call: Call) -> Simulate:
    """That a call is not made without a change."""
    return lambda _dice, leads, rate, times: np.array(
        [one is not call for one in _calls(leads, rate, times)]
    )


@cache
def _mixed(leads: int, rate: float, times: int) -> tuple[Right, Right]:
    """Whether the intervals of MQLs and of their conversion held, where these are shown."""
    dice = np.random.default_rng([41, times])
    mql, converts, converted = whatif.mix_covered(dice, leads, rate, times)
    return mql, converts[converted > TOO_FEW]


def _still(simulate: Simulate) -> Simulate:
    """Of a simulation that tells whether a difference was found, whether none was."""
    return lambda dice, leads, rate, times: ~simulate(dice, leads, rate, times)


LAWS: tuple[Law | Summed, ...] = (
    Summed("interval of a rate (Wilson, of few corrected)", rates.rate_held),
    Law("interval of the ranking (AUC)", _auc),
    Summed("interval of a difference of rates (Newcombe)", rates.difference_held),
    Law("interval of an odds ratio", lens.odds_covered, rests=lens.fewest),
    Law("interval of a lift", lens.lift_covered, rests=lens.fewest),
    Law(
        "interval of the net value at a threshold",
        thresholds.value_at_a_threshold,
        rests=thresholds.fewest_above,
    ),
    Law(
        "interval of the regret of five points",
        thresholds.regret_of_five_points,
        rests=thresholds.fewest_between,
    ),
    Law(
        "interval of a difference in ranking",
        planned.the_difference_in_ranking_is_in_its_interval,
    ),
    Law("interval of agreement (kappa)", paired.the_agreement_is_in_its_interval),
    Law("What if: MQLs under another mix", lambda _d, *of: _mixed(*of)[0]),
    Law("What if: conversion of MQLs under another mix", lambda _d, *of: _mixed(*of)[1]),
    Law(
        "change of an odds ratio over time",
        lambda d, n, r, t: drift.lift_changes(d, n, r, 1, t),
        rests=drift.fewest_of_lifts,
    ),
    Law("the truly best threshold is in the band of doubt", thresholds.band_of_doubt, 0.93, 1.0),
    Law(
        "separate thresholds bring nothing where segments are alike",
        _still(lambda d, n, r, t: thresholds.separate_gain(d, n, r, 0, t)),
        0.93,
        1.0,
    ),
    Law("unchanged values are not said to move (PSI)", _still(drift.values_moved)),
    Law("unchanged leads ask for no new points", _without(Call.RETUNE), 0.95, 1.0),
    Law("unchanged leads are nothing to watch", _without(Call.WATCH), 0.95, 1.0),
    Summed("equal arms are not told apart", lambda n, r: 1 - rates.told_apart_exactly(n, r, r)),
    Law("equal models, by ranking", paired.equal_models_are_not_told_apart_by_ranking),
    Law("equal models, at the threshold", paired.equal_models_are_not_told_apart_at_the_threshold),
    Summed("planned power of 80 %, arms", power.power_of_the_planned, 0.77, 0.83),
    Law(
        "planned power of 80 %, ranking of two models",
        planned.the_smallest_difference_is_shown,
        0.77,
        0.83,
    ),
)


def judged(law: Law | Summed, held: float, expected: float) -> str:
    """Met, or how it is missed."""
    if held < law.low:
        return "**short**"
    if held <= law.high:
        return "met"
    return "wide, few" if expected < FEW else "**wide**"


def looked(law: Law | Summed, leads: int, rate: float, times: int) -> tuple[float | None, str]:
    """How often it held, and in how many histories; None: in too few something was said."""
    if isinstance(law, Summed):
        return law.held(leads, rate), "all"
    right = law.simulate(np.random.default_rng(41), leads, rate, times)
    if len(right) < times / 20:
        return None, f"{len(right):,}"
    held = float(right.mean())
    chance = 2.6 * np.sqrt(held * (1 - held) / len(right))
    few = held > law.high and law.rests(leads, rate) < FEW
    in_doubt = not few and 0 < max(law.low - held, held - law.high) <= chance
    if in_doubt or len(right) < MOST_TOLD * times:
        more = law.simulate(np.random.default_rng(43), leads, rate, AGAIN * times)
        right = np.concatenate([right, more])
    return float(right.mean()), f"{len(right):,}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=2_000)
    parser.add_argument("--law", default="", help="only laws whose name has these words")
    asked = parser.parse_args()
    begin = time.process_time()
    missed = 0
    print("\n| figure | leads | rate | histories | held | |\n|---|---:|---:|---:|---:|---|")
    for law in (one for one in LAWS if asked.law.casefold() in one.name.casefold()):
        for leads, rate in product(SIZES, RATES):
            held, histories = looked(law, leads, rate, asked.times)
            told, shown = "too few told", ""
            if held is not None:
                told, shown = judged(law, held, law.rests(leads, rate)), f"{held:.1%}"
                missed += told.startswith("**")
            print(
                f"| {law.name} | {leads:,} | {rate:.0%} | {histories} | {shown} | {told} |",
                flush=True,
            )
    took = time.process_time() - begin
    print(f"\n{missed} missed; {took:,.0f} s of CPU.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
