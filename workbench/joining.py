"""What another table says of leads, worked out for the session: kept for undo, and out of the
way where the tables are large."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from PySide6.QtCore import QObject, Signal

from models.problems import LeadbenchError
from workbench.background import Background

INLINE_ROWS = 200_000
"""Rows that are joined within a few frames of the window."""
_KEPT = 3


class Joining(QObject):
    """Gives what was joined: at once where it is kept or the rows are few, else later by `done`.

    A key is all that the answer depends on.
    """

    done = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[Hashable, Any] = {}
        self._asked: Hashable = None
        self._refused: Hashable = None
        self._work = Background(self)
        self._work.done.connect(self._joined)
        self._work.failed.connect(self._refuse)

    @property
    def busy(self) -> bool:
        """Whether something is being joined out of the way."""
        return self._work.busy

    def forget(self) -> None:
        """Another project: what was joined is of no use."""
        self._work.cancel()
        self._kept, self._asked, self._refused = {}, None, None

    def keep(self, key: Hashable, found: Any) -> None:
        """Remember an answer; the oldest one goes."""
        self._kept.pop(key, None)
        self._kept[key] = found
        while len(self._kept) > _KEPT:
            del self._kept[next(iter(self._kept))]

    def find(self, key: Hashable, rows: int, work: Callable[[], Any]) -> Any:
        """The answer of `work`; None while it is worked out or where that fails."""
        found = self._kept.get(key)
        if key == self._refused:
            return None
        if found is None and rows > INLINE_ROWS:
            if not self._work.busy or key != self._asked:
                self._asked = key
                self._work.run(lambda _stop, _progress: (key, work()))
            return None
        self._work.cancel()
        if found is None:
            try:
                found = work()
            except LeadbenchError as error:
                self.failed.emit(error)
                return None
        self.keep(key, found)
        return found

    def finish(self) -> None:
        """Stop; before the application ends."""
        self._work.finish()

    def _refuse(self, error: object) -> None:
        self._refused = self._asked
        self.failed.emit(error)
        self.done.emit()

    def _joined(self, answer: object) -> None:
        assert isinstance(answer, tuple)
        self.keep(*answer)
        self.done.emit()
