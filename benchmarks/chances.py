"""How right the chances of scores are, on leads that taught neither the points nor the chances.

    python benchmarks/chances.py [--quick] [--strict]

Ten lines are tuned (steps of 5, -50 to 50) on four fifths of the leads and their chances learnt on
the same; so are chances by the rules, all of them, and by trees that ask the same rules as fields
of yes and no. The fifth that is left judges all three. Where rows are in the order of time the last
fifth is foretold, too, beside one that chance has drawn.
LEADBENCH_DATA names the folder of the public data.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
from _side_by_side import Goal, options, print_goals
from _tuning_data import Rules, folds, ground_of, histories, rules_of
from numpy.typing import NDArray

from models.evaluation.history.reliability import Reliability, mean_difference, reliability_of
from models.leads.fields import Input, Kind, Recipe
from models.leads.raw import Cell, RawColumn, RawTable, Texts
from models.leads.table import Leads
from models.leads.tally import Tally
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import Scored, score
from models.scoring.model import Group, Points, Rule, ScoringModel
from models.scoring.odds import chances_given
from models.tuning.aims import Aim
from models.tuning.division import Divided, Part
from models.tuning.predictive.by_rules import rules_learnt
from models.tuning.predictive.by_trees import trees_learnt
from models.tuning.predictive.score_chances import score_chances
from models.tuning.reins import Reins
from models.tuning.report import Division, Way
from models.tuning.search.search import search
from models.tuning.smallest import auc

LINES = 10
MANY = 30_000
"""Leads from which the calibration error is to be at most .010."""
MOST = 0.010


@dataclass(frozen=True, eq=False)
class Told:
    """How right the chances of one way are, the log-loss of each lead, CPU seconds of learning.

    `auc`: how they rank, the mean of the turns.
    """

    reliability: Reliability
    losses: NDArray[np.float64]
    seconds: float
    auc: float


def told(chances: list[NDArray[np.float64]], codes: list[NDArray[np.uint8]], cpu: float) -> Told:
    """Of all turns together."""
    given = np.clip(np.concatenate(chances), 1e-6, 1 - 1e-6)
    won = np.concatenate(codes)
    losses = -np.where(won == 1, np.log(given), np.log1p(-given))
    ranks = [_auc(one, of) for one, of in zip(chances, codes, strict=True)]
    return Told(reliability_of(given, won), losses, cpu, float(np.mean(ranks)))


def _auc(chances: NDArray[np.float64], codes: NDArray[np.uint8]) -> float:
    _, ranks = np.unique(chances, return_inverse=True)
    return auc(ranks.astype(np.int64), codes)


def by_score(turns: Sequence[Rules]) -> Told:
    """One chance for each score of ten tuned lines."""
    chances, codes, seconds = [], [], 0.0
    for rules in turns:
        path = search(ground_of(rules), Reins(step=5, least=-50, most=50), Aim(), (LINES,), kicks=2)
        points = np.array(path.rungs[-1].best.points)
        taught, tested = (mask.astype(np.int64) @ points for mask in (rules.train, rules.test))
        begun = time.process_time()
        learnt = score_chances(taught, rules.train_converted)
        seconds += time.process_time() - begun
        chances.append(learnt.of(tested))
        codes.append(rules.test_converted)
    return told(chances, codes, seconds)


def by_rules(turns: Sequence[Rules]) -> Told:
    """One chance for each lead by all rules, as they would be kept with a model."""
    chances, codes, seconds = [], [], 0.0
    for rules in turns:
        _, scored, parted = scored_by(rules)
        part = parted.parts[0]
        begun = time.process_time()
        learnt = rules_learnt(scored, parted, part.teach, ())
        seconds += time.process_time() - begun
        chances.append(chances_given(scored, learnt.chances, part.test))
        codes.append(rules.test_converted)
    return told(chances, codes, seconds)


def by_trees(turns: Sequence[Rules]) -> Told:
    """One chance for each lead by trees, as they would be kept with a model."""
    chances, codes, seconds = [], [], 0.0
    for rules in turns:
        leads, scored, parted = scored_by(rules)
        part = parted.parts[0]
        begun = time.process_time()
        learnt = trees_learnt(scored, leads, parted, part.teach, ())
        seconds += time.process_time() - begun
        chances.append(chances_given(scored, learnt.chances, part.test))
        codes.append(rules.test_converted)
    return told(chances, codes, seconds)


def scored_by(rules: Rules) -> tuple[Leads, Scored, Divided]:
    """A model that has each rule as a yes or no of the leads, those that teach first."""
    masks = np.concatenate([rules.train, rules.test])
    cells = np.array([Cell.TEXT, Cell.TEXT], dtype=np.uint8)
    texts = Texts.of(["no", "yes"])
    names = [f"r{place}" for place in range(masks.shape[1])]
    columns = tuple(
        RawColumn(name, name, masks[:, place].astype(np.uint8), texts, cells)
        for place, name in enumerate(names)
    )
    inputs = tuple(Input(name, Kind.YES_NO) for name in names)
    leads = Leads(RawTable(columns, len(masks)), Recipe(inputs))
    own = tuple(Rule(name, name, Points(0), FieldTest(name, Test.IS_YES)) for name in names)
    scored = score(ScoringModel("m", "Rules", (Group("g", "G", own),)), leads, date(2026, 3, 12))
    codes = np.concatenate([rules.train_converted, rules.test_converted])
    teach = np.arange(len(rules.train), dtype=np.intp)
    test = np.arange(len(rules.train), len(masks), dtype=np.intp)
    division = Division(Way.FOLDS, Tally(), Tally())
    return leads, scored, Divided(division, (Part(teach, test),), teach, codes, None, None)


WAYS = {"score": by_score, "rules": by_rules, "trees": by_trees}
NEWEST = 5
"""The last fifth of the rows tests where it goes by time."""


def print_by_time() -> None:
    """The public data, whose rows are in the order of time: the last fifth foretold by the rest,
    beside a fifth that chance has drawn.
    """
    print(
        "\n| leads | tested | convert, of those that taught | by | error | by chance alone |",
        end="",
    )
    print(" log-loss | rate of all | AUC |\n|---|---|---|---|---:|---:|---:|---:|---:|")
    for history in histories():
        if history.name.startswith("generated"):
            continue
        size = len(history.converted)
        last = np.arange(size) >= size - size // NEWEST
        for which, rules in (
            ("a fifth by chance", next(iter(folds(history)))),
            ("the last fifth", rules_of(history, last)),
        ):
            rates = f"{rules.test_converted.mean():.1%}, {rules.train_converted.mean():.1%}"
            for name, way in WAYS.items():
                one = way([rules])
                found = one.reliability
                print(
                    f"| {history.name} | {which} | {rates} | {name} | {found.error:.4f} | "
                    f"{found.by_chance:.4f} | {found.loss.value:.4f} | {found.base_loss:.4f} | "
                    f"{one.auc:.3f} |",
                    flush=True,
                )


def main() -> int:
    """Print the table and the goals."""
    given = options(__doc__ or "")
    print("| leads | by | tested | error | by chance alone | log-loss | rate of all | CPU s |")
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    goals = []
    for history in histories():
        turns = list(islice(folds(history), 1 if given.quick else None))
        both = {name: way(turns) for name, way in WAYS.items()}
        for name, one in both.items():
            found = one.reliability
            print(
                f"| {history.name} | {name} | {found.leads:,} | {found.error:.4f} | "
                f"{found.by_chance:.4f} | {found.loss.value:.4f} | {found.base_loss:.4f} | "
                f"{one.seconds:.3f} |",
                flush=True,
            )
            if len(history.converted) >= MANY:
                goals.append(Goal(f"calibration error, {history.name}, {name}", MOST, found.error))
        rarer = int(min(found.converted, found.leads - found.converted))
        for name in ("rules", "trees"):
            by = mean_difference(both[name].losses - both["score"].losses, rarer)
            between = f"{by.value:+.4f} ({by.low:+.4f} to {by.high:+.4f})"
            print(f"| | {name} less score | | | | {between} | | |", flush=True)
    print_by_time()
    # A fifth of the leads is few: chance alone makes more than half of the goal there.
    met = print_goals(goals, judged=not given.quick)
    return 0 if met or not given.strict else 1


if __name__ == "__main__":
    sys.exit(main())
