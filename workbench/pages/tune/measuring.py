"""What the data allow beside what points reach, measured when a tuning is there."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from models.leads.readers.contract import Progress
from models.tuning.predictive.ceiling import Ceiling
from models.tuning.report import Tuned
from workbench.asking import Asking
from workbench.background import Cancel
from workbench.pages.tune.facts import Asked, ceiling_by


class TuneMeasuring(QObject):
    """`changed`: the ceiling of the tuning is known. It is forgotten with the tuning."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ceiling: Ceiling | None = None
        self.asking = Asking(self)
        self.asking.answered.connect(self._answered)
        self.asking.failed.connect(self.failed)

    def ask(self, asked: Asked, tuned: Tuned) -> None:
        """Measure it for this tuning; one that was stopped has none."""
        self.forget()
        if not tuned.sizes or not tuned.whole:
            return

        def work(cancelled: Cancel, progress: Progress) -> object:
            return ceiling_by(asked, tuned, cancelled, progress)

        self.asking.ask((asked, id(tuned)), work, "Measuring what the data allow")

    def forget(self) -> None:
        """What was found holds no more."""
        self.ceiling = None
        self.asking.forget()

    def finish(self) -> None:
        """Stop the work; before the application ends."""
        self.asking.finish()

    def _answered(self, found: object) -> None:
        if isinstance(found, Ceiling):
            self.ceiling = found
            self.changed.emit()
