"""The look at the quality of leads: out of the way, and only when what it rests on changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from models.evaluation.quality.quality import DOING, Quality, quality_of
from models.leads.readers.contract import Cancelled, Progress
from models.leads.table import Leads
from models.scoring.model import ScoringModel
from workbench.background import Background
from workbench.session import today


class QualityChecks(QObject):
    """`done(Quality)`; `progressed(what, done, of)`; `finished()` however it ended."""

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(str, int, int)
    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = Background(self)
        self._work.done.connect(self._deliver)
        self._work.failed.connect(self._fail)
        self._work.progressed.connect(self.progressed)
        self._leads: Leads | None = None
        self._model: ScoringModel | None = None
        self.stopped = False

    @property
    def busy(self) -> bool:
        """Whether fields are being looked at."""
        return self._work.busy

    def ask(self, model: ScoringModel, leads: Leads) -> None:
        """Look unless this is what was looked at or is under way already."""
        bare = replace(model, name="", notes="", grade=None, game=None)
        if bare == self._model and leads is self._leads:
            return
        self._model, self._leads, self.stopped = bare, leads, False
        self.progressed.emit(DOING, 0, len(leads.recipe))
        self._work.run(lambda cancelled, progress: _answer(model, leads, cancelled, progress))

    def again(self) -> None:
        """Let the next question be answered, even if it was asked before."""
        self._model, self.stopped = None, False

    def cancel(self) -> None:
        """Stop what is under way; what was shown before stays."""
        if self._work.busy:
            self._work.cancel()
            self.stopped = True
            self.finished.emit()

    def forget(self) -> None:
        """No leads: nothing is wanted any more, and nothing is held."""
        self._work.cancel()
        self._model, self._leads, self.stopped = None, None, False
        self.finished.emit()

    def finish(self) -> None:
        """Stop all work; before the application ends."""
        self._work.finish()

    def _deliver(self, found: object) -> None:
        self.finished.emit()
        if isinstance(found, Quality):
            self.done.emit(found)

    def _fail(self, error: object) -> None:
        self._model = None
        self.finished.emit()
        self.failed.emit(error)


def _answer(
    model: ScoringModel, leads: Leads, cancelled: Callable[[], bool], progress: Progress
) -> Quality | None:
    try:
        return quality_of(model, leads, today(), progress, cancelled)
    except Cancelled:
        return None
