"""Work that answers a question: done out of the way, and only once for each question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from models.leads.readers.contract import Cancelled
from workbench.background import Background, Cancel

Work = Callable[[Cancel, Callable[[str, int, int], None]], Any]


class Asking(QObject):
    """`answered(object)`; `progressed(what, done, of)`; `finished()` however it ended.

    A question is its key: what the answer rests on, compared by ==. It is held, so that a key may
    name values that are the same only if they are one, such as leads.
    """

    answered = Signal(object)
    failed = Signal(object)
    progressed = Signal(str, int, int)
    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = Background(self)
        self._work.done.connect(self._deliver)
        self._work.failed.connect(self._fail)
        self._work.progressed.connect(self.progressed)
        self._key: object = None
        self._ending = False
        self.stopped = False

    @property
    def busy(self) -> bool:
        """Whether an answer is still wanted."""
        return self._work.busy

    def ask(self, key: object, work: Work, doing: str = "", of: int = 0) -> bool:
        """Work unless the question was answered or is under way already; False then.

        `work(cancelled, progress)` may raise Cancelled when it was asked to stop. `doing`, `of`:
        the first progress that is told.
        """
        if key == self._key:
            return False
        self._key, self.stopped, self._ending = key, False, False
        if doing:
            self.progressed.emit(doing, 0, of)

        def answer(cancelled: Cancel, progress: Callable[[str, int, int], None]) -> Any:
            try:
                return work(cancelled, progress)
            except Cancelled:
                return None

        self._work.run(answer)
        return True

    def again(self) -> None:
        """Let the next question be answered, even if it was asked before."""
        self._key, self.stopped = None, False

    def cancel(self) -> None:
        """Stop what is under way; what was shown before stays, and is not asked for again."""
        if self._work.busy:
            self._work.cancel()
            self.stopped = True
            self.finished.emit()

    def end(self) -> None:
        """Let what is under way answer with what it has so far; nothing at all: it was stopped."""
        if self._work.busy:
            self._ending = True
            self._work.stop()

    def forget(self) -> None:
        """Nothing is wanted any more, and nothing is held."""
        self._work.cancel()
        self.again()
        self.finished.emit()

    def finish(self) -> None:
        """Stop all work; before the application ends."""
        self._work.finish()

    def _deliver(self, found: object) -> None:
        self.stopped = found is None and self._ending
        self.finished.emit()
        if found is not None:
            self.answered.emit(found)

    def _fail(self, error: object) -> None:
        self._key, self.stopped = None, True
        self.finished.emit()
        self.failed.emit(error)
