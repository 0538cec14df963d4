"""Whether a tuning tells the truth: a known one found again, nothing found where there is nothing,
and time against chance on real data.

`python benchmarks/tuning_proof.py sample` tunes the sample project by time and by chance and holds
the points to what its truth adds. `null` tunes histories whose outcomes are permuted: better than
chance may be said of one in forty. `bank` tunes the bank's model by chance and in the
order of the rows (LEADBENCH_DATA names the folder).
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from models.evaluation.history.asked import Asked, looked_at
from models.exchange.following import follow
from models.leads.readers.contract import ReadOptions
from models.leads.readers.reading import read_table
from models.scoring.as_of import as_of_day
from models.scoring.engine import score
from models.scoring.file.model_json import read_model
from models.tuning.changes import changes_of
from models.tuning.report import Tuned, Way
from models.tuning.strength import slope_of
from models.tuning.task import Task
from models.tuning.tune import tune
from models.tuning.tuned_report import tuned_text
from sample_projects import sample
from tests.models.tuning.proving import SIGNS, leads_of, model_of, task_of
from tests.models.tuning.test_sample_truth import ADDED

BANK = Path(os.environ.get("LEADBENCH_DATA", ".")) / "bank-marketing" / "bank-additional-full.csv"


def task_from(table: Path, model_file: Path, way: Way | None, **more: object) -> Task:
    """The leads of a file by a model's file."""
    read = read_table(table, ReadOptions(), lambda *_: None)
    model = read_model(model_file)
    leads = follow(model, read.table, read.recipe).leads
    scored = score(model, leads, as_of_day(model, leads, date(2026, 6, 30)))
    return Task(scored, leads, looked_at(leads, (), Asked()), way=way, **more)  # type: ignore[arg-type]


def told(what: str, task: Task) -> Tuned:
    """Tune and print, with the CPU seconds that it took."""
    start = time.process_time()
    found = tune(task)
    print(f"\n== {what}: {time.process_time() - start:.0f} s of CPU")
    print(tuned_text(found, None))
    print(f"Choosing included: {found.nested.auc}")
    print(f"Today: {found.now and found.now.auc}; beside: {found.beside}")
    return found


def of_sample() -> None:
    """The sample by time and by chance, its points against the truth."""
    files = sample("b2b_software")
    for way in (Way.TIME, Way.FOLDS):
        found = told(f"Sample, {way.value}", task_from(files.leads, files.model, way))
        card = found.sizes[-1].best
        slope = slope_of(found.ground, card.points)
        held = 0
        changes = changes_of(found.ground, card.points)
        for one in changes:
            true = ADDED[one.key] / slope
            inside = one.fair is not None and one.fair.low <= true <= one.fair.high
            held += inside
            fair = "" if one.fair is None else f"{one.fair.low:6.1f} to {one.fair.high:6.1f}"
            print(f"  {one.name:36} {one.after:4} points; truth {true:6.1f}; data {fair} {inside}")
        print(f"  {held} of {len(changes)} truths within their intervals")


def of_null(histories: int = 200) -> None:
    """Histories of which nothing is true."""
    better = 0
    for seed in range(histories):
        dice = np.random.default_rng(seed)
        signs = {name: dice.random(400) < 0.3 for name in SIGNS}
        won = (dice.permutation(400) < 70).tolist()
        leads = leads_of(signs, won, dice, dated=bool(seed % 2))
        better += not tune(task_of(leads, model_of(), sizes=(1, 2), cards=1)).chance
    print(f"\n== Permuted outcomes: better than chance in {better} of {histories} histories")


def of_bank() -> None:
    """The bank by chance and in the order of the rows."""
    if not BANK.is_file():
        print("\n== Bank: its file is not here; LEADBENCH_DATA names the folder")
        return
    model = Path(__file__).parent.parent / "sample_projects" / "bank_marketing" / "model.json"
    for way in (Way.FOLDS, Way.ROWS):
        told(f"Bank, {way.value}", task_from(BANK, model, way, sizes=(3, 5, 10, 15)))


PROGRAMS: dict[str, Callable[[], None]] = {"sample": of_sample, "null": of_null, "bank": of_bank}

if __name__ == "__main__":
    for name in sys.argv[1:] or list(PROGRAMS):
        PROGRAMS[name]()
