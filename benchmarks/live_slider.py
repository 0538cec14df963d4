"""From the slider's event to the painted charts of the Model page, at one million leads.

The whole way in the real page: edit, project, cube, figures, sentences, rule list, charts, all
painted. Goal: a thirtieth of a second of CPU. Run: python benchmarks/live_slider.py
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import _synthetic
import numpy as np
from _side_by_side import Goal, options, print_goals, print_times
from PySide6.QtWidgets import QApplication

from models.leads.columns import Misfits
from models.leads.fields import Recipe, Role
from models.project.document import Project, Source
from models.project.edits import SetPoints
from models.project.history import History
from models.project.population import Population
from models.scoring.model import Points
from widgets import theme
from workbench.live_preview import LivePreview
from workbench.pages.model_page import ModelPage
from workbench.session import Session

STEPS = 30


class AsLeads:
    """The synthetic columns with what the window asks of leads besides."""

    recipe = Recipe()

    def __init__(self, made: _synthetic.Synthetic) -> None:
        self._made = made
        self.outcome = made.outcome
        self.column, self.input, self.days_of = made.column, made.input, made.days_of
        self.created = made.days_of(Role.CREATED)
        self.activities = self.accounts = None
        converted = int(made.outcome.sum())
        self.outcome_counts = (len(made) - converted, converted, 0)

    def __len__(self) -> int:
        return len(self._made)

    def misfits(self, _name: str) -> Misfits:
        """None: the columns were made, not read."""
        return Misfits()


def main() -> None:
    """Print the table."""
    found = options("Slider event to painted charts.")
    rows = 100_000 if found.quick else 1_000_000
    app = QApplication([])
    theme.apply(app, False)
    made = _synthetic.leads(rows)
    model = _synthetic.model()
    session = Session()
    preview = LivePreview(session)
    page = ModelPage(session, preview)
    page.resize(1130, 640)
    page.show()
    project = Project("P", Source("t", "x.csv", rows), models=(model,), chosen=model.id)
    session.open(History.of(project))
    leads = AsLeads(made)
    rows_of_all = np.arange(rows)
    session.population = Population(leads, rows_of_all, leads, leads)  # type: ignore[arg-type]
    session.leads_changed.emit()
    until(app, lambda: preview.last is not None and preview.last.settled)
    settle(app)
    rule = next(r for r in model.rules() if isinstance(r.award, Points) and not r.muted)
    session.choose_rule(rule.id)
    points = rule.award.points if isinstance(rule.award, Points) else 0
    gesture, times = session.gesture(), []
    for step in range(1, STEPS + 1):
        begin = time.process_time()
        session.apply(SetPoints(model.id, rule.id, points + step), gesture)
        for _ in range(4):
            app.processEvents()
        times.append((time.process_time() - begin) * 1000)
        assert preview.last is not None
        assert preview.last.model == session.model, "the step is painted before the next"
    grip, steps = times[0], statistics.median(times[1:])
    print_times(
        f"A step of dragging points at {rows:,} leads, slider event to painted page",
        {"first step (builds the cube)": grip, "every further step": steps},
    )
    goals = [Goal("CPU ms of a step", 1000 / 30, steps)]
    if not print_goals(goals) and found.strict:
        sys.exit(1)
    preview.finish()
    page.close()


def until(app: QApplication, done: object) -> None:
    """Wait for the background."""
    end = time.monotonic() + 120
    while not done() and time.monotonic() < end:  # type: ignore[operator]
        app.processEvents()
        time.sleep(0.005)


def settle(app: QApplication) -> None:
    """Let everything that is due be painted."""
    end = time.monotonic() + 0.5
    while time.monotonic() < end:
        app.processEvents()


if __name__ == "__main__":
    main()
