"""What today's points are to weigh where conversions are few: tunings judged on leads not seen.

    python benchmarks/tuning_prior.py [--quick] [--strict]   (8 minutes)

Today's points are those of a person who knows much (nine of twelve lines matter, sizes wrong by up
to 70 %), half of it, or nothing (lines and signs by chance). Histories are generated, each with a
truth of its own; ten lines are chosen (steps of 5, -50 to 50) and rank 12,000 leads of the same
truth. `PRIOR` is given in leads of the rarer outcome that today's points are worth.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
from _side_by_side import Goal, options, print_goals
from _tuning_data import generated, ground_of, rules_of
from numpy.typing import NDArray

from models.scoring.bits import packed
from models.tuning.aims import Aim
from models.tuning.learning import PRIOR
from models.tuning.lines import Ground
from models.tuning.reins import Reins
from models.tuning.search.search import search

CONVERSIONS = (20, 50, 100, 200, 500)
STRENGTHS = (0, 20, 50, 100, 200, 400)
KNOWS = {"much": 0.75, "half": 0.5, "nothing": 0.0}
LINES, TODAY = 10, 12
TESTS, TEACHER = 12_000, 12_000
DRAWS = 12
LESS = 0.005
"""AUC by which the strength in use may be behind the best one, on average over who knows what."""

Points = NDArray[np.int64]


def auc_of(scores: Points, codes: NDArray[np.uint8]) -> float:
    """Pairs ranked rightly, ties half."""
    _, place = np.unique(scores, return_inverse=True)
    won = np.bincount(place, codes)
    lost = np.bincount(place) - won
    right = won * (np.cumsum(lost) - lost / 2)
    return float(right.sum() / (won.sum() * lost.sum()))


def today_of(
    ground: Ground, taught: Ground, knows: float, dice: np.random.Generator
) -> tuple[int, ...]:
    """Points that such a person gives; `taught`: the same lines over many leads of the truth."""
    path = search(taught, Reins(step=5, least=-50, most=50), Aim(), (TODAY,), kicks=0)
    right = path.rungs[-1].best.points
    found = [0] * len(ground.lines)
    for place in np.flatnonzero(right).tolist():
        if dice.random() < knows:
            found[place] = 5 * round(right[place] * dice.uniform(0.3, 1.7) / 5)
    idle = [place for place, points in enumerate(right) if not points]
    for place in dice.choice(idle, TODAY - sum(map(bool, found)), replace=False).tolist():
        found[place] = 5 * int(dice.integers(1, 8)) * int(dice.choice((-1, 1)))
    return tuple(found)


def drawn(conversions: int, seed: int) -> dict[str, dict[int, float]]:
    """AUC on leads not seen, by what the person knows and by strength; -1: today's points."""
    dice = np.random.default_rng(1_000 * conversions + seed)
    history = generated(TEACHER + TESTS + 40 * conversions + 400, 31 * seed + conversions)
    kind = np.full(len(history.converted), 2)
    kind[:TESTS] = 0
    kind[TESTS : TESTS + TEACHER] = 1
    beyond = np.cumsum(history.converted[TESTS + TEACHER :])
    kind[TESTS + TEACHER + int(np.searchsorted(beyond, conversions)) + 1 :] = 3
    # Ranges are cut on the few leads that teach; all others are only looked at.
    rules = rules_of(history, kind != 2)
    others = kind[kind != 2]
    bare = ground_of(rules)
    tests = rules.test[others == 0].astype(np.int64)
    tested = rules.test_converted[others == 0]
    many = rules.test[others == 1]
    taught = replace(
        bare,
        bits=tuple((packed(np.ascontiguousarray(column)),) for column in many.T),
        converted=rules.test_converted[others == 1],
    )
    found: dict[str, dict[int, float]] = {}
    for name, knows in KNOWS.items():
        today = today_of(bare, taught, knows, dice)
        lines = tuple(replace(line, now=now) for line, now in zip(bare.lines, today, strict=True))
        ground = replace(bare, lines=lines)
        rate = len(ground) / max(1, int(ground.converted.sum()))
        found[name] = {-1: auc_of(tests @ np.array(today), tested)}
        for strength in STRENGTHS:
            path = search(
                ground,
                Reins(step=5, least=-50, most=50),
                Aim(),
                (LINES,),
                prior=strength * rate,
                kicks=0,
            )
            points = np.array(path.rungs[-1].best.points)
            found[name][strength] = auc_of(tests @ points, tested)
    return found


def main() -> int:
    """Print a table for each number of conversions, and the goals."""
    given = options(__doc__ or "")
    draws = 2 if given.quick else DRAWS
    begun = time.process_time()
    heads = " | ".join(f"{strength}" for strength in STRENGTHS)
    print(f"| conversions | the person knows | today | {heads} | s.e. |")
    print("|---:|---|---:|" + "---:|" * (len(STRENGTHS) + 1), flush=True)
    goals = []
    for conversions in CONVERSIONS:
        told = [drawn(conversions, seed) for seed in range(draws)]
        mean = dict.fromkeys(STRENGTHS, 0.0)
        for name in KNOWS:
            table = np.array([[one[name][at] for at in (-1, *STRENGTHS)] for one in told])
            middle = table.mean(axis=0)
            paired = table[:, 2:] - table[:, 1:2]
            error = float(paired.std(axis=0, ddof=1).mean() / np.sqrt(draws))
            cells = " | ".join(f"{value:.3f}" for value in middle)
            print(f"| {conversions} | {name} | {cells} | {error:.3f} |", flush=True)
            for at, strength in enumerate(STRENGTHS):
                mean[strength] += float(middle[at + 1]) / len(KNOWS)
        behind = max(mean.values()) - mean[PRIOR]
        goals.append(Goal(f"AUC behind the best strength, {conversions}", LESS, behind))
    print(f"\n{time.process_time() - begun:.0f} s of CPU.")
    met = print_goals(goals, judged=not given.quick)
    return 0 if met or not given.strict else 1


if __name__ == "__main__":
    sys.exit(main())
