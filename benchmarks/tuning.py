"""The search of points: CPU seconds and memory on made-up histories.

    python benchmarks/tuning.py [--quick] [--strict]

Histories have thresholds nested in correlated fields, one-hot categories and lines of their own;
half of the lines matter. Points go in fives from -50 to 50.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
import psutil
from _side_by_side import Goal, options, print_goals

from models.scoring.bits import packed
from models.tuning.aims import Aim
from models.tuning.aims import Goal as Wish
from models.tuning.lines import Ground, Line, Pot
from models.tuning.reins import Reins
from models.tuning.search.search import search

ONE = "--one"


@dataclass(frozen=True)
class Measured:
    """What a search took, and the loss of its last rung."""

    seconds: float
    megabytes: float
    loss: float


def history(leads: int, lines: int, *, limits: bool = False) -> Ground:
    """Lines in runs of ten: four thresholds of a field, four of a category, two of their own."""
    rng = np.random.default_rng(11)
    together = rng.normal(size=leads).astype(np.float32)
    found, bits = [], []
    odds = np.full(leads, -2.5, dtype=np.float32)
    for number in range(lines):
        place = number % 10
        if place == 0:
            field = 0.5 * together + rng.normal(size=leads).astype(np.float32)
            category = rng.integers(0, 6, leads)
        if place < 4:
            mask = field > place * 0.6 - 0.9
        elif place < 8:
            mask = category == place - 4
        else:
            mask = rng.random(leads) < rng.uniform(0.02, 0.4)
        if rng.random() < 0.5:
            odds[mask] += rng.normal() * 0.4
        name = f"f{number // 10}/{min(place // 4, 1) if place < 8 else place}"
        found.append(Line(f"c{number}", f"Line {number}", f"g{number % 4}", fields=(name,)))
        bits.append((packed(mask),))
    converted = (rng.random(leads) < 1 / (1 + np.exp(-odds))).astype(np.uint8)
    ends = (-40, 60) if limits else ()
    pots = tuple(Pot(f"g{at}", f"Group {at}", *ends) for at in range(4))
    return Ground(tuple(found), tuple(bits), pots, converted)


def measured(ground: Ground, aim: Aim, sizes: range) -> Measured:
    """CPU seconds of the whole process, and the highest memory above that of the history."""
    process = psutil.Process()
    base = process.memory_info().rss
    peak, over = base, threading.Event()

    def watch() -> None:
        nonlocal peak
        while not over.wait(0.01):
            peak = max(peak, process.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    begin = time.process_time()
    path = search(ground, Reins(), aim, sizes)
    seconds = time.process_time() - begin
    over.set()
    watcher.join()
    return Measured(seconds, (peak - base) / 2**20, path.rungs[-1].best.loss)


LOSS, TEN, PATH = Aim(), range(10, 11), range(3, 21)
CASES = [
    (100_000, 50, LOSS, TEN, False),
    (100_000, 50, LOSS, TEN, True),
    (100_000, 50, Aim(Wish.AUC), TEN, False),
    (100_000, 50, LOSS, PATH, False),
    (1_000_000, 200, LOSS, TEN, False),
    (1_000_000, 200, LOSS, TEN, True),
    (1_000_000, 200, LOSS, PATH, False),
]


def one(number: int) -> None:
    """One case, for the process that reads what is printed."""
    leads, lines, aim, sizes, limits = CASES[number]
    measured(history(1_000, 10), LOSS, range(2, 3))  # scipy is loaded once
    found = measured(history(leads, lines, limits=limits), aim, sizes)
    print(found.seconds, found.megabytes, found.loss)


def alone(number: int) -> Measured:
    """One case in a process of its own: memory that another has left behind is not counted."""
    told = subprocess.run(
        [sys.executable, __file__, ONE, str(number)], check=True, capture_output=True, text=True
    )
    return Measured(*map(float, told.stdout.split()))


def main() -> int:
    given = options(__doc__ or "")
    print("\n### The search of points\n")
    print("| leads | lines | aim | sizes | groups | CPU s | MB above the leads | loss |")
    print("|---:|---:|---|---|---|---:|---:|---:|")
    results = []
    for number, (leads, lines, aim, sizes, limits) in enumerate(CASES[: 4 if given.quick else 7]):
        found = alone(number)
        results.append(found)
        print(
            f"| {leads:,} | {lines} | {aim.goal} | {sizes[0]} to {sizes[-1]} | "
            f"{'limited' if limits else 'open'} | {found.seconds:.2f} | {found.megabytes:.0f} | "
            f"{found.loss:.5f} |",
            flush=True,
        )
    goals = [Goal("CPU s, 100,000 x 50", 2.5, results[0].seconds)]
    if not given.quick:
        goals.append(Goal("CPU s, 1,000,000 x 200", 10, results[4].seconds))
        goals.append(Goal("MB above the leads, 1,000,000 x 200", 400, results[4].megabytes))
    met = print_goals(goals)
    return 0 if met or not given.strict else 1


if __name__ == "__main__":
    if ONE in sys.argv:
        one(int(sys.argv[-1]))
        sys.exit(0)
    sys.exit(main())
