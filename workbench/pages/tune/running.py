"""A tuning on its way, and what is found meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from models.leads.readers.contract import Progress
from models.tuning.sofar import Sofar
from workbench.asking import Asking
from workbench.background import Cancel
from workbench.pages.tune.facts import Asked, tuned_by


class TuneRunning(QObject):
    """Tunes by `asking`, which answers with a pair: what was asked, and the `Tuned`.

    `found(Sofar)`: what there is so far of a tuning that is still waited for.
    """

    found = Signal(object)
    _heard = Signal(object, object)
    """From where the tuning works: what was asked, and a `Sofar`."""

    def __init__(self, asking: Asking, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asking = asking
        self._asked: Asked | None = None
        self._heard.connect(self._hear)

    def tune(self, asked: Asked) -> bool:
        """Learn points, also if that was asked before. False: it is under way already."""

        def work(cancelled: Cancel, progress: Progress) -> object:
            def hear(sofar: Sofar) -> None:
                self._heard.emit(asked, sofar)

            return asked, tuned_by(asked, cancelled, progress, hear)

        self._asking.again()
        begun = self._asking.ask(asked, work, "Tuning")
        if begun:
            self._asked = asked
        return begun

    def _hear(self, asked: object, sofar: object) -> None:
        if self._asking.busy and asked is self._asked:
            self.found.emit(sofar)
