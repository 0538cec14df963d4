"""Background work: a pure function runs in a thread; only the newest answer is delivered."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRunnable, QThreadPool, Signal

from models.problems import LeadbenchError

_NO_MEMORY = LeadbenchError(
    "There is not enough memory for this.",
    "This computer",
    "Close other programs, or take fewer leads or fields.",
)
_FAULT = LeadbenchError(
    "A fault in Leadbench stopped what was under way.", "Leadbench", "Your work is kept. Try again."
)


class Cancel:
    """A flag that long work looks at; set from another thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        """Ask the work to stop."""
        self._event.set()

    def __call__(self) -> bool:
        """Whether the work should stop."""
        return self._event.is_set()


class _Answers(QObject):
    done = Signal(int, object)
    failed = Signal(int, object)
    progressed = Signal(int, str, int, int)


class _Run(QRunnable):
    def __init__(self, number: int, work: Callable[[], Any], answers: _Answers) -> None:
        super().__init__()
        self._number, self._work, self._answers = number, work, answers

    def run(self) -> None:
        answered = False
        try:
            result = self._work()
            answered = True
            self._answers.done.emit(self._number, result)
        except LeadbenchError as error:
            answered = True
            self._answers.failed.emit(self._number, error)
        except MemoryError:
            answered = True
            self._answers.failed.emit(self._number, _NO_MEMORY)
        finally:
            if not answered:  # a bug: the excepthook tells of it, and nobody must wait for ever
                self._answers.failed.emit(self._number, _FAULT)


class Background(QObject):
    """Runs one kind of work; a newer request makes the answers of older ones stale.

    `dropped`: a stale answer that nobody gets; what it holds open can be closed. `inline` computes
    at once in the caller's thread, for tests.
    """

    done = Signal(object)
    dropped = Signal(object)
    failed = Signal(object)
    progressed = Signal(str, int, int)

    def __init__(self, parent: QObject | None = None, *, inline: bool = False) -> None:
        super().__init__(parent)
        self._inline = inline
        self._number = 0
        self._busy = False
        self._cancel = Cancel()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._answers = _Answers(self)
        self._answers.done.connect(self._on_done)
        self._answers.failed.connect(self._on_failed)
        self._answers.progressed.connect(self._on_progress)

    @property
    def busy(self) -> bool:
        """Whether an answer is still wanted."""
        return self._busy

    def run(self, work: Callable[[Cancel, Callable[[str, int, int], None]], Any]) -> None:
        """Ask for work(cancelled, progress); what was asked before becomes stale."""
        self.cancel()
        self._number += 1
        number, cancel, answers = self._number, Cancel(), self._answers
        self._cancel = cancel
        self._busy = True

        def progress(what: str, done: int, total: int) -> None:
            answers.progressed.emit(number, what, done, total)

        run = _Run(number, lambda: work(cancel, progress), answers)
        if self._inline:
            run.run()
        else:
            self._pool.start(run)

    def cancel(self) -> None:
        """Drop the answer that is under way and ask its work to stop."""
        self._cancel.set()
        self._number += 1
        self._busy = False

    def stop(self) -> None:
        """Ask the work that is under way to end with what it has; that answer is delivered."""
        self._cancel.set()

    def finish(self) -> None:
        """Stop and wait until no thread runs; before the application ends."""
        self.cancel()
        self._pool.waitForDone()
        # No event loop may be left to deliver what came last.
        QCoreApplication.sendPostedEvents(self._answers, QEvent.Type.MetaCall.value)

    def _on_done(self, number: int, result: object) -> None:
        if number == self._number:
            self._busy = False
            self.done.emit(result)
        else:
            self.dropped.emit(result)

    def _on_failed(self, number: int, error: object) -> None:
        if number == self._number:
            self._busy = False
            self.failed.emit(error)

    def _on_progress(self, number: int, what: str, done: int, total: int) -> None:
        if number == self._number:
            self.progressed.emit(what, done, total)
