"""Dragging on the Model page while leads are chosen, or against a pinned version, or both.

Points of a rule and the MQL threshold, one million leads, from the edit to the painted page, each
against the same drag with nothing chosen and nothing pinned. Goals: at most one and a half times
the plain drag, and within a frame of a thirtieth of a second. Run: python benchmarks/linked.py
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
from _model_page import Stage
from _side_by_side import Goal, options, print_goals, print_times
from PySide6.QtWidgets import QApplication

from models.project.document import Project
from models.project.edits import AnyEdit, MoveThreshold, NameVersion, SetPoints
from models.scoring.model import Points, ScoringModel
from widgets import theme

STEPS = 30
FRAME = 1000 / 30
Made = Callable[[int], AnyEdit]


def drags(model: ScoringModel) -> dict[str, Made]:
    """The steps of each drag."""
    rule = next(r for r in model.rules() if isinstance(r.award, Points) and not r.muted)
    points = rule.award.points if isinstance(rule.award, Points) else 0
    band, start = model.mql_band, model.mql_threshold
    return {
        "points": lambda step: SetPoints(model.id, rule.id, points + step),
        "the MQL threshold": lambda step: MoveThreshold(model.id, band, start + step),
    }


def pin(stage: Stage) -> None:
    """Name the model as a version, move rules away from it and hold them against it."""
    model, session = stage.model, stage.session
    session.apply(NameVersion(model.id, "v1", "Last quarter", "2026-01-01T00:00:00+00:00", ""))
    for place, rule in enumerate(model.rules()):
        if isinstance(rule.award, Points) and place % 5 == 4:
            session.apply(SetPoints(model.id, rule.id, rule.award.points + 2))
    session.compare_with("v1")
    stage.rest()


def choose(stage: Stage, share: float = 0.3) -> None:
    """Choose some of the leads, whatever their score."""
    rows = len(stage.session.leads or ())
    stage.session.choose_rows("some", np.random.default_rng(7).random(rows) < share)
    stage.rest()


def measured(stage: Stage, made: Made) -> list[float]:
    """CPU milliseconds of each step but the first, which builds the cube."""
    session, gesture, times = stage.session, stage.session.gesture(), []
    for step in range(1, STEPS + 1):
        begin = time.process_time()
        session.apply(made(step), gesture)
        stage.painted()
        times.append((time.process_time() - begin) * 1000)
    session.undo()
    stage.rest()
    return times[1:]


def main() -> None:
    """Print the tables."""
    found = options("Dragging while leads are chosen and against a pinned version.")
    rows = 100_000 if found.quick else 1_000_000
    rounds = 1 if found.quick else 3
    app = QApplication([])
    theme.apply(app, False)
    plain, pinned = Stage(app, rows, Project()), Stage(app, rows, Project())
    pin(pinned)
    goals = []
    for name, made in drags(plain.model).items():
        times: dict[str, list[float]] = {}
        for _ in range(rounds):
            for stage, against in ((plain, ""), (pinned, "against a pinned version")):
                for chosen in ("", "leads chosen"):
                    if chosen:
                        choose(stage)
                    words = ", ".join(part for part in (chosen, against) if part)
                    times.setdefault(words or "nothing chosen, nothing pinned", []).extend(
                        measured(stage, made)
                    )
                    stage.session.choose_leads(None)
        medians = {words: statistics.median(every) for words, every in times.items()}
        print_times(f"A step of dragging {name} at {rows:,} leads, edit to painted page", medians)
        first, *others = medians.items()
        for words, median in others:
            goals.append(Goal(f"{name}, {words} / plain", 1.5, median / first[1]))
        goals.append(Goal(f"{name}, slowest, CPU ms", FRAME, max(medians.values())))
    if not print_goals(goals) and found.strict:
        sys.exit(1)
    for stage in (plain, pinned):
        stage.close()


if __name__ == "__main__":
    main()
