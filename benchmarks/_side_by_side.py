"""Contestants measured side by side in one process, round by round; ratios first."""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Goal:
    """A figure with its goal: `measured` must be at most (or at least) `goal`."""

    what: str
    goal: float
    measured: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        return self.measured >= self.goal if self.at_least else self.measured <= self.goal


def interleaved(contestants: Mapping[str, Work], rounds: int = 9) -> dict[str, float]:
    """Median CPU milliseconds of each; quick work is repeated so that the clock sees it."""
    times: dict[str, list[float]] = {name: [] for name in contestants}
    repeats = {name: _repeats(work) for name, work in contestants.items()}
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, work in contestants.items():
                begin = time.process_time()
                for _ in range(repeats[name]):
                    work()
                times[name].append((time.process_time() - begin) / repeats[name] * 1e3)
    finally:
        gc.enable()
    return {name: statistics.median(found) for name, found in times.items()}


def _repeats(work: Work) -> int:
    begin = time.process_time()
    work()
    took = time.process_time() - begin
    return max(1, min(20, round(0.004 / max(took, 1e-6))))


def print_times(title: str, times: Mapping[str, float], note: str = "") -> None:
    """A markdown table of CPU milliseconds."""
    print(f"\n### {title}\n\n| what | CPU ms (median) |\n|---|---:|")
    for name, milliseconds in times.items():
        print(f"| {name} | {milliseconds:,.3f} |")
    if note:
        print(f"\n{note}")


def print_goals(goals: list[Goal], *, judged: bool = True) -> bool:
    """A markdown table of goals; whether all are met. The goals are for a million leads."""
    print("\n| figure | goal | measured | |\n|---|---:|---:|---|")
    for goal in goals:
        sign = "at least" if goal.at_least else "at most"
        met = "met" if goal.met else "**missed**"
        if not judged:
            met = "fewer leads"
        print(f"| {goal.what} | {sign} {goal.goal:g} | {goal.measured:.3g} | {met} |")
    return not judged or all(goal.met for goal in goals)


def options(description: str) -> argparse.Namespace:
    """`--quick` for small sizes, `--rounds`, `--strict` to fail where a goal is missed."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="a tenth of the leads, fewer rounds")
    parser.add_argument("--rounds", type=int, default=0)
    parser.add_argument("--strict", action="store_true", help="exit status 1 if a goal is missed")
    found = parser.parse_args()
    found.rounds = found.rounds or (5 if found.quick else 11)
    return found
