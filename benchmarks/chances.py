"""How right the chances of scores are, on leads that taught neither the points nor the chances.

    python benchmarks/chances.py [--quick] [--strict]

Ten lines are tuned (steps of 5, -50 to 50) on four fifths of the leads and their chances learnt on
the same; the fifth that is left judges both. LEADBENCH_DATA names the folder of the public data.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
from _side_by_side import Goal, options, print_goals
from _tuning_data import History, folds, ground_of, histories

from models.evaluation.history.reliability import Reliability, reliability_of
from models.tuning.aims import Aim
from models.tuning.predictive.score_chances import score_chances
from models.tuning.reins import Reins
from models.tuning.search.search import search

LINES = 10
MANY = 30_000
"""Leads from which the calibration error is to be at most .010."""
MOST = 0.010


def judged(history: History, turns: int) -> tuple[Reliability, float]:
    """How right the chances of some turns are, and the CPU seconds of learning them."""
    chances, codes, seconds = [], [], 0.0
    for turn, rules in enumerate(folds(history)):
        if turn == turns:
            break
        path = search(ground_of(rules), Reins(step=5, least=-50, most=50), Aim(), (LINES,), kicks=2)
        points = np.array(path.rungs[-1].best.points)
        taught, tested = (mask.astype(np.int64) @ points for mask in (rules.train, rules.test))
        begun = time.process_time()
        learnt = score_chances(taught, rules.train_converted)
        seconds += time.process_time() - begun
        chances.append(learnt.of(tested))
        codes.append(rules.test_converted)
    return reliability_of(np.concatenate(chances), np.concatenate(codes)), seconds


def main() -> int:
    """Print the table and the goals."""
    given = options(__doc__ or "")
    print("| leads | tested | error | by chance alone | log-loss | rate of all | CPU s |")
    print("|---|---|---|---|---|---|---|")
    goals = []
    for history in histories():
        found, seconds = judged(history, 1 if given.quick else 5)
        print(
            f"| {history.name} | {found.leads:,} | {found.error:.4f} | {found.by_chance:.4f} | "
            f"{found.loss.value:.4f} | {found.base_loss:.4f} | {seconds:.3f} |",
            flush=True,
        )
        if len(history.converted) >= MANY:
            goals.append(Goal(f"calibration error, {history.name}", MOST, found.error))
    # A fifth of the leads is few: chance alone makes more than half of the goal there.
    met = print_goals(goals, judged=not given.quick)
    return 0 if met or not given.strict else 1


if __name__ == "__main__":
    sys.exit(main())
