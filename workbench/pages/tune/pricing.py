"""The prices of what a tuning may not do, worked out one question at a time beside the page."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from models.leads.readers.contract import Progress
from widgets.progress import ProgressStrip
from workbench.asking import Asking
from workbench.background import Cancel
from workbench.pages.tune.facts import Asked
from workbench.pages.tune.prices import Prices, prices_by


class TunePricing(QObject):
    """`changed`: other prices are known. They hold for what they were asked of, and no longer."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.progress = ProgressStrip()
        self._asking = Asking(self)
        self._asking.answered.connect(self._answered)
        self._asking.failed.connect(self.failed)
        self._asking.progressed.connect(self.progress.present)
        self._asking.finished.connect(self.progress.finish)
        self.progress.cancelled.connect(self._asking.cancel)
        self._asked: Asked | None = None
        self._words: dict[str, str] = {}

    @property
    def busy(self) -> bool:
        """Whether one is being worked out."""
        return self._asking.busy

    def words(self, asked: Asked | None) -> dict[str, str]:
        """What is known of the prices, by the key of the limit."""
        return self._words if asked is not None and asked == self._asked else {}

    def ask(self, asked: Asked, size: int | None, key: str) -> None:
        """What does this line's rein cost; "": what do all limits cost?"""

        def work(cancelled: Cancel, progress: Progress) -> Prices:
            return prices_by(asked, size, key, cancelled, progress)

        self._asking.again()
        self._asking.ask((asked, size, key), work, "Tuning without this limit")

    def forget(self) -> None:
        """Other leads, or another model: no price holds."""
        self._asking.forget()
        self._asked, self._words = None, {}

    def finish(self) -> None:
        """Stop the work; before the application ends."""
        self._asking.finish()

    def _answered(self, found: object) -> None:
        if isinstance(found, Prices):
            before = self._words if found.asked == self._asked else {}
            self._asked, self._words = found.asked, {**before, **found.words}
            self.changed.emit()
