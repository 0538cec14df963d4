"""The real Model page on many synthetic leads, as the programs that drag on it need it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import _synthetic
import numpy as np
from PySide6.QtWidgets import QApplication

from models.leads.columns import Misfits
from models.leads.fields import Recipe, Role
from models.project.document import Project, Source
from models.project.history import History
from models.project.population import Population
from workbench.live_preview import LivePreview
from workbench.pages.model.page import ModelPage
from workbench.session import Session


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


class Stage:
    """A session with so many leads, its preview and the page that shows it, all settled.

    `saved`: the project as of the last save, where it is another; its model is the baseline.
    """

    def __init__(self, app: QApplication, rows: int, saved: Project | None = None) -> None:
        self.app, self.model = app, _synthetic.model()
        self.session = Session()
        self.preview = LivePreview(self.session)
        self.page = ModelPage(self.session, self.preview)
        self.page.resize(1130, 640)
        self.page.show()
        source = Source("t", "x.csv", rows)
        project = Project("P", source, models=(self.model,), chosen=self.model.id)
        self.session.open(History(project, project if saved is None else saved))
        leads = AsLeads(_synthetic.leads(rows))
        every = np.arange(rows)
        self.session.population = Population(leads, every, leads, leads)  # type: ignore[arg-type]
        self.session.leads_changed.emit()
        self.rest()

    def rest(self) -> None:
        """Wait until everything is worked out and painted."""

        def settled() -> bool:
            last = self.preview.last
            return last is not None and last.settled and not last.live

        until(self.app, settled)
        settle(self.app)

    def painted(self) -> None:
        """What an edit changes is painted before the next; ValueError where it is not."""
        for _ in range(4):
            self.app.processEvents()
        last = self.preview.last
        if last is None or last.model != self.session.model:
            raise ValueError("the step is not painted yet")

    def close(self) -> None:
        """End all work."""
        self.preview.finish()
        self.page.close()


def until(app: QApplication, done: Callable[[], bool]) -> None:
    """Wait for the background."""
    end = time.monotonic() + 120
    while not done() and time.monotonic() < end:
        app.processEvents()
        time.sleep(0.005)


def settle(app: QApplication) -> None:
    """Let everything that is due be painted."""
    end = time.monotonic() + 0.5
    while time.monotonic() < end:
        app.processEvents()
