"""Simulated histories: whether intervals hold the truth, tests keep still, and power is as planned.

`make exact` runs 2,000 simulations of each at 100, 1,000 and 10,000 leads and rates of 1, 10 and
50 %. With fewer than 10 conversions expected an interval may be wide and a test still, never short.
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
from models.evaluation.rates import wilson
from models.evaluation.tallies import TOO_FEW
from tests.models.evaluation.history.histories import histogram_of, simulated, whole
from tests.models.evaluation.simulations import (
    drift,
    lens,
    paired,
    power,
    rates,
    thresholds,
    whatif,
)

SIZES, RATES = (100, 1_000, 10_000), (0.01, 0.1, 0.5)
FEW = 10
Right = NDArray[np.bool_]
Simulate = Callable[[np.random.Generator, int, float, int], Right]


@dataclass(frozen=True)
class Law:
    """`simulate` gives for each history whether it held; between `low` and `high` must."""

    name: str
    simulate: Simulate
    low: float = 0.93
    high: float = 0.97


def _auc(dice: np.random.Generator, leads: int, rate: float, times: int) -> Right:
    truth = auc_of(whole(rate))
    assert truth is not None
    found = (auc_of(histogram_of(*simulated(dice, leads, rate))) for _ in range(times))
    return np.array([one.low <= truth.value <= one.high for one in found if one is not None])


def _rate(dice: np.random.Generator, leads: int, rate: float, times: int) -> Right:
    found = [wilson(int(won), leads) for won in dice.binomial(leads, rate, times)]
    return np.array([one is not None and one.low <= rate <= one.high for one in found])


@cache
def _calls(leads: int, rate: float, times: int) -> list[Call]:
    """What the page Drift says of leads that did not change; two laws look at it."""
    return drift.calls(np.random.default_rng(41), leads, rate, times)


def _without(call: Call) -> Simulate:
    """That a call is not made without a change."""
    return lambda _dice, leads, rate, times: np.array(
        [one is not call for one in _calls(leads, rate, times)]
    )


@cache
def _mixed(leads: int, rate: float, times: int) -> tuple[Right, Right]:
    """Whether the intervals of MQLs and of their conversion held, where these are shown."""
    dice = np.random.default_rng(41)
    mql, converts, converted = whatif.mix_covered(dice, leads, rate, times)
    return mql, converts[converted > TOO_FEW]


def _still(simulate: Simulate) -> Simulate:
    """Of a simulation that tells whether a difference was found, whether none was."""
    return lambda dice, leads, rate, times: ~simulate(dice, leads, rate, times)


LAWS = (
    Law("interval of a rate (Wilson)", _rate),
    Law("interval of the ranking (AUC)", _auc),
    Law("interval of a difference of rates (Newcombe)", rates.difference_covered),
    Law("interval of an odds ratio", lens.odds_covered),
    Law("interval of a lift", lens.lift_covered),
    Law("interval of the net value at a threshold", thresholds.value_at_a_threshold),
    Law("interval of the regret of five points", thresholds.regret_of_five_points),
    Law("interval of a difference in ranking", paired.the_difference_in_ranking_is_in_its_interval),
    Law("interval of agreement (kappa)", paired.the_agreement_is_in_its_interval),
    Law("What if: MQLs under another mix", lambda _d, *of: _mixed(*of)[0]),
    Law("What if: conversion of MQLs under another mix", lambda _d, *of: _mixed(*of)[1]),
    Law("change of an odds ratio over time", lambda d, n, r, t: drift.lift_changes(d, n, r, 1, t)),
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
    Law("equal arms are not told apart", _still(rates.difference_found)),
    Law("equal models, by ranking", paired.equal_models_are_not_told_apart_by_ranking),
    Law("equal models, at the threshold", paired.equal_models_are_not_told_apart_at_the_threshold),
    Law(
        "planned power of 80 %, arms",
        lambda dice, leads, rate, _times: power.power_held(dice, leads, rate),
        0.77,
        0.83,
    ),
)


def judged(law: Law, held: float, tried: int, expected: float) -> str:
    """Met, or how it is missed; chance alone (99 %) is no miss."""
    slack = 2.6 * np.sqrt(0.05 * 0.95 / max(1, tried))
    if held < law.low - slack:
        return "**short**"
    if held > law.high + slack and expected >= FEW:
        return "**wide**"
    return "met" if held <= law.high + slack else "wide, few"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=2_000)
    times = parser.parse_args().times
    begin = time.process_time()
    missed = 0
    print("\n| figure | leads | rate | histories | held | |\n|---|---:|---:|---:|---:|---|")
    for law in LAWS:
        for leads, rate in product(SIZES, RATES):
            right = law.simulate(np.random.default_rng(41), leads, rate, times)
            if len(right) < times / 20:
                print(f"| {law.name} | {leads:,} | {rate:.0%} | {len(right):,} | | too few told |")
                continue
            held = float(right.mean())
            told = judged(law, held, len(right), leads * rate)
            missed += told.startswith("**")
            print(
                f"| {law.name} | {leads:,} | {rate:.0%} | {len(right):,} | {held:.1%} | {told} |",
                flush=True,
            )
    took = time.process_time() - begin
    print(f"\n{missed} missed; {took:,.0f} s of CPU.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
