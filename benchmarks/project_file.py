"""What the project on disk costs: leads written and loaded, opening, and each edit."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from models.leads.raw import Cell, RawColumn, RawTable, Texts, narrow
from models.project.document import Project, Source
from models.project.edits import SetPoints
from models.project.file import ProjectFile
from models.project.journal import Journal
from models.scoring.model import Group, Points, Rule, ScoringModel

COLUMNS = 37
RULES = 50


def table(rows: int) -> RawTable:
    """An export as CRMs write them: ids, few-valued texts, numbers, dates, half-empty fields."""
    random = np.random.default_rng(7)
    columns = []
    for position in range(COLUMNS):
        distinct = [rows, 12, 300, 5_000, 40_000][position % 5]
        distinct = max(2, min(distinct, rows))
        codes = (
            np.arange(1, rows + 1) if distinct == rows else random.integers(0, distinct, rows)
        ).astype(np.int32)
        texts = ["", *(f"{random.integers(1 << 40):x} field {position}" for _ in range(distinct))]
        kinds = np.full(len(texts), Cell.TEXT, dtype=np.uint8)
        kinds[0] = Cell.EMPTY
        name = f"Field {position}"
        columns.append(RawColumn(name, name, narrow(codes, len(texts)), Texts.of(texts), kinds))
    return RawTable(tuple(columns), rows, "export.csv")


def project(leads: RawTable) -> Project:
    """A project with a model of fifty rules."""
    rules = tuple(Rule(f"r{n}", f"Rule {n}", Points(n)) for n in range(RULES))
    model = ScoringModel("m1", "Model", (Group("g1", "Fit", rules),))
    source = Source(leads.fingerprint, leads.source, leads.rows)
    return Project("Benchmark", source=source, models=(model,), chosen="m1")


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def edits(path: Path, seconds: float) -> list[tuple[str, float]]:
    """A drag at 60 events a second, then single edits: the caller's time and the commit's."""
    file = ProjectFile.open(path)
    history = file.load().history
    journal = Journal(file, lambda _: None, print)
    puts = []
    until, step = time.perf_counter() + seconds, 0
    while time.perf_counter() < until:
        step += 1
        history = history.apply(SetPoints("m1", "r7", 100 + step), "drag", "", "")
        assert history.last is not None
        puts.append(timed(lambda entry=history.last: journal.put(entry)))  # type: ignore[misc]
        time.sleep(1 / 60)
    journal.flush()
    commits = []
    for step in range(60):
        history = history.apply(SetPoints("m1", "r8", 100 + step), "", "", "")
        assert history.last is not None
        commits.append(timed(lambda entry=history.last: file.append([entry])))  # type: ignore[misc]
    journal.close()
    file.close()
    return [
        ("an edit on the caller's thread, median", statistics.median(puts)),
        ("an edit on the caller's thread, longest", max(puts)),
        ("a commit (an edit on disk), median", statistics.median(commits)),
        ("a commit (an edit on disk), longest of 60", max(commits)),
    ]


def long_journal(path: Path, length: int) -> None:
    """A journal as long as it gets before a new base is stored."""
    with ProjectFile.open(path) as file:
        history, entries = file.load().history, []
        for step in range(length):
            history = history.apply(SetPoints("m1", f"r{step % RULES}", 500 + step))
            entries.append(history.last)
        file.append(entry for entry in entries if entry is not None)


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    leads = table(rows)
    document = project(leads)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "project.leadbench")
        small = [
            (
                "project created with its leads",
                timed(lambda: ProjectFile.create(path, document, leads).close()),
            )
        ]
        size = path.stat().st_size
        opened = lambda: ProjectFile.open(path).close()  # noqa: E731
        small.append(
            ("project opened (checks)", statistics.median(timed(opened) for _ in range(5)))
        )
        with ProjectFile.open(path) as file:
            small.append(("project and history loaded", timed(file.load)))
            small.append(
                ("leads loaded and checked", timed(lambda: file.load_table(leads.fingerprint)))
            )
            small.append(
                ("copy saved", timed(lambda: file.save_copy(Path(folder, "copy.leadbench"))))
            )
            empty = Path(folder, "empty.leadbench")
            small.append(
                ("copy without leads saved", timed(lambda: file.save_copy(empty, leads=False)))
            )
        with ProjectFile.create(Path(folder, "other.leadbench"), Project()) as file:
            small.append(("leads added to an open project", timed(lambda: file.add_table(leads))))
        small += edits(path, 3.0)
        long_journal(path, 2_000)
        with ProjectFile.open(path) as file:
            small.append(("2,000 changes replayed, new base stored", timed(file.load)))
        with ProjectFile.open(path) as file:
            small.append(("project loaded from that base", timed(file.load)))
    print(f"{rows:,} leads x {COLUMNS} fields, {RULES} rules: {size / 1e6:.1f} MB on disk")
    for name, milliseconds in small:
        print(f"{name:<45} {milliseconds:>10.2f} ms")


if __name__ == "__main__":
    main()
