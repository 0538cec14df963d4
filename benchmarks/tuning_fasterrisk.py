"""Tuning against FasterRisk (Liu, Zhong, Li, Seltzer and Rudin, NeurIPS 2022): same rules, same
leads, whole points from -5 to 5 in steps of 1, the same numbers of lines.

FasterRisk needs old versions of numpy, pandas and scikit-learn, so it has a Python of its own:

    python3.11 -m venv FOLDER
    FOLDER/bin/pip install fasterrisk==0.1.10
    LEADBENCH_FASTERRISK=FOLDER/bin/python python benchmarks/tuning_fasterrisk.py

LEADBENCH_DATA names the folder of the public data. FasterRisk takes minutes for a cell, hours for
all: its best card of each is kept in fasterrisk_answers.json beside this program, with its seconds
of CPU and ours, taken one after the other; losses and AUC of both are worked out anew. Without its
Python only what is kept is compared.
Of the cards that it offers the one with the least training loss counts, intercept and slope
fitted anew: for both alike. CPU seconds of one thread; data and rules are there beforehand.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from _tuning_data import Rules, folds, ground_of, histories
from scipy.stats import binom

from models.evaluation.comparison.delong import auc_difference
from models.evaluation.comparison.paired import pairs_of
from models.tuning.aims import Aim
from models.tuning.lawful import violations
from models.tuning.reference import log_loss
from models.tuning.reins import Reins
from models.tuning.search.ascent import KICKS
from models.tuning.search.search import search
from models.tuning.task import KICKS as QUICK
from models.tuning.task import SIZES as PATH

SIZES = (5, 10, 20)
SEARCHES = (QUICK, KICKS)
"""How often a search of ours is thrown back to begin anew: as `tune` does it, and longer."""
REINS = Reins(step=1, least=-5, most=5)
SIDE = Path(__file__).with_name("_fasterrisk_side.py")
ANSWERS = Path(__file__).with_name("fasterrisk_answers.json")
SAME = 1e-7
"""Losses that differ by no more than this are equal: the fit goes no further."""


@dataclass(frozen=True)
class Cell:
    """One fold and size: training log-loss, seconds of CPU; AUC on the test leads, DeLong's p."""

    history: str
    leads: int
    rules: int
    size: int
    ours: float
    theirs: float
    our_seconds: float
    their_seconds: float
    our_auc: float
    their_auc: float
    p: float

    @property
    def no_worse(self) -> bool:
        return self.ours <= self.theirs + SAME

    @property
    def lower(self) -> bool:
        return self.p < 0.05 and self.our_auc < self.their_auc

    @property
    def higher(self) -> bool:
        return self.p < 0.05 and self.our_auc > self.their_auc


@dataclass(frozen=True)
class Answer:
    """The best card of FasterRisk for a cell; its seconds of CPU, ours for each of `SEARCHES`."""

    card: tuple[int, ...]
    theirs: float
    ours: tuple[float, ...]


def question(rules: Rules, size: int) -> str:
    """What names a cell in the file: its leads, its rules and the size."""
    look = hashlib.sha256(np.packbits(rules.train).tobytes() + rules.train_converted.tobytes())
    return f"{look.hexdigest()[:16]}-{size}"


def kept() -> dict[str, Answer]:
    """All that is kept, by its question."""
    if not ANSWERS.is_file():
        return {}
    found = json.loads(ANSWERS.read_text("utf-8"))
    return {
        name: Answer(tuple(one["card"]), one["theirs"], tuple(one["ours"]))
        for name, one in found.items()
    }


def keep(answers: dict[str, Answer]) -> None:
    """Write all answers, one in a line."""
    lines = [f"{json.dumps(name)}: {json.dumps(asdict(one))}" for name, one in answers.items()]
    ANSWERS.write_text("{\n" + ",\n".join(sorted(lines)) + "\n}\n", "utf-8")


def asked_anew(python: str, rules: Rules, size: int) -> Answer:
    """Let FasterRisk answer, and take our own seconds beside it."""
    with tempfile.TemporaryDirectory() as folder:
        source, answer = Path(folder) / "rules.npz", Path(folder) / "answer.json"
        np.savez(source, rules=rules.train, converted=rules.train_converted)
        subprocess.run([python, str(SIDE), str(source), str(size), str(answer)], check=True)
        found = json.loads(answer.read_text("utf-8"))
    return answered(rules, size, found["cards"], found["seconds"])


def answered(rules: Rules, size: int, cards: list[list[int]], seconds: float) -> Answer:
    """The best of the cards that it offers."""
    _, card = min((loss(rules, card), card) for card in cards)
    mine = tuple(round(ours(rules, size, kicks)[1], 2) for kicks in SEARCHES)
    return Answer(tuple(card), round(seconds, 2), mine)


def loss(rules: Rules, card: Sequence[int]) -> float:
    scores = rules.train @ np.array(card)
    return log_loss(scores, rules.train_converted, np.ones(len(scores)))


def ours(rules: Rules, size: int, kicks: int) -> tuple[tuple[int, ...], float]:
    """The best card of our search, and its seconds of CPU.

    As `tune` does it: the path of all smaller sizes on the way, and all of its time.
    """
    sizes = tuple(each for each in PATH if each <= size)
    ground = ground_of(rules)
    begin = time.process_time()
    path = search(ground, REINS, Aim(), sizes, seed=1, kicks=kicks)
    seconds = time.process_time() - begin
    card = path.rungs[-1].best
    assert violations(ground, replace(REINS, most_lines=size), card.points) == ()
    return card.points, seconds


def measured(history: str, rules: Rules, size: int, kicks: int, answer: Answer) -> Cell:
    """Both on one fold."""
    our_card, _ = ours(rules, size, kicks)
    a, b = (rules.test @ np.array(card) for card in (our_card, answer.card))
    found = auc_difference(pairs_of(a, b, rules.test_converted, 0, 0))
    assert found is not None
    return Cell(
        history,
        len(rules.train),
        len(rules.names),
        size,
        loss(rules, our_card),
        loss(rules, answer.card),
        answer.ours[SEARCHES.index(kicks)],
        answer.theirs,
        found.a.value,
        found.b.value,
        found.p,
    )


def told(cells: Sequence[Cell]) -> str:
    """One row: means over folds; in how many folds."""

    def mean(name: str) -> float:
        return float(np.mean([getattr(cell, name) for cell in cells]))

    return " | ".join(
        (
            f"| {cells[0].history}",
            f"{cells[0].leads:,} x {cells[0].rules}",
            f"{cells[0].size}",
            f"{mean('ours'):.5f}",
            f"{mean('theirs'):.5f}",
            f"{sum(cell.no_worse for cell in cells)} of {len(cells)}",
            f"{mean('our_auc'):.4f}",
            f"{mean('their_auc'):.4f}",
            f"{sum(cell.lower for cell in cells)}, {sum(cell.higher for cell in cells)}",
            f"{mean('our_seconds'):.1f}",
            f"{mean('their_seconds'):.1f}",
            f"{mean('their_seconds') / mean('our_seconds'):.0f} |",
        )
    )


def goals(cells: Sequence[Cell]) -> Iterator[tuple[str, str, str, bool]]:
    """Figure, goal, measured, met."""
    no_worse = float(np.mean([cell.no_worse for cell in cells]))
    yield "training log-loss no worse", "in 95 % of cells", f"{no_worse:.1%}", no_worse >= 0.95
    lower = sum(cell.lower for cell in cells)
    chance = int(binom.ppf(0.95, len(cells), 0.025))
    goal = f"in at most {chance} of {len(cells)} cells"
    yield "test AUC significantly lower (DeLong, 5 %)", goal, f"{lower}", lower <= chance
    large = [cell.their_seconds / cell.our_seconds for cell in cells if cell.leads >= 24_000]
    if large:
        least = min(large)
        name = "CPU of FasterRisk / ours, from 24,000 leads that teach"
        yield name, "at least 5 in every cell", f"{least:.1f} to {max(large):.1f}", least >= 5


HEAD = (
    "data | leads x rules | lines | training log-loss | FasterRisk | no worse | test AUC | "
    "FasterRisk | lower, higher | CPU s | FasterRisk | times"
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="data whose name holds this")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--known", action="store_true", help="only where its answer is kept")
    asked = parser.parse_args()
    python = "" if asked.known else os.environ.get("LEADBENCH_FASTERRISK", "")
    if not python:
        print("Only what is kept of FasterRisk is compared: LEADBENCH_FASTERRISK names no Python")
        print("that has it, or --known was asked for; the program says how to make one.")
    run(python, asked.only, asked.sizes)
    return 0


def run(python: str, only: str, sizes: Sequence[int]) -> None:
    """Measure and print: ours searching as quickly as `tune` does, and longer."""
    answers = kept()
    every: dict[int, list[list[Cell]]] = {kicks: [] for kicks in SEARCHES}
    for history in histories():
        if only not in history.name:
            continue
        parts = list(folds(history))
        for size in sizes:
            found: dict[int, list[Cell]] = {kicks: [] for kicks in SEARCHES}
            for fold, rules in enumerate(parts):
                name = question(rules, size)
                if name not in answers and python:
                    answers[name] = asked_anew(python, rules, size)
                    keep(answers)
                    print(f"{history.name}, {size} lines, fold {fold}", file=sys.stderr)
                if name not in answers:
                    continue
                for kicks, cells in found.items():
                    cells.append(measured(history.name, rules, size, kicks, answers[name]))
            for kicks, cells in found.items():
                every[kicks] += [cells] if cells else []
    for kicks, rows in every.items():
        if rows:
            show(kicks, rows)


def show(kicks: int, rows: Sequence[Sequence[Cell]]) -> None:
    """A table for data and sizes, and one for the goals."""
    said = "as `tune` searches" if kicks == QUICK else "searching longer"
    print(f"\n### Against FasterRisk, {said} ({kicks} kicks)\n")
    print(f"| {HEAD} |\n|---|---:|" + "---:|" * 10)
    for cells in rows:
        print(told(cells))
    print("\n| figure | goal | measured | |\n|---|---:|---:|---|")
    for name, goal, value, met in goals([cell for cells in rows for cell in cells]):
        print(f"| {name} | {goal} | {value} | {'met' if met else '**missed**'} |")


if __name__ == "__main__":
    raise SystemExit(main())
