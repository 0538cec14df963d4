"""The writer thread: what happened to the history is on disk within a second, and nobody waits."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from models.problems import LeadbenchError
from models.project.file import ProjectFile
from models.project.history import Entry, History, Op

GATHER = 0.25  # seconds in which the edits of a drag become one row and one commit
RETRY = (1.0, 2.0, 5.0, 10.0)  # seconds to wait after a failure, the last one again and again

OnTrouble = Callable[[LeadbenchError | None], None]


class Journal:
    """Keeps a project's file up to date with its history, and closes it.

    `record` returns at once. While the disk refuses, changes stay in memory and are tried again;
    `on_trouble` is told once, and told None when all is written again. It is called in the writer
    thread. What happens in a file that is open for reading only waits for `save_as`.
    """

    def __init__(self, file: ProjectFile, on_trouble: OnTrouble) -> None:
        self.file = file
        self._on_trouble = on_trouble
        self._pending: list[Entry] = []
        self._in_hand = 0
        self._last: History | None = None
        self._closing = False
        self._change = threading.Condition()
        self._turn = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="project journal", daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """How many changes are not on disk yet."""
        with self._change:
            return len(self._pending) + self._in_hand

    def record(self, history: History) -> None:
        """Write what made this history from the one before. The same history twice counts once."""
        with self._change:
            if history.last is None or history is self._last:
                return
            self._last = history
            gather(self._pending, history.last)
            self._change.notify_all()

    def flush(self) -> None:
        """Return when everything recorded is on disk. Raises LeadbenchError where it cannot be."""
        with self._turn:
            batch = self._take()
            written = False
            try:
                if batch:
                    self.file.append(batch)
                written = True
            finally:
                self._settle([] if written else batch)

    def save_as(self, path: Path, history: History) -> None:
        """Go on under another name; `history` is the saved one (`History.save`), unrecorded."""
        with self._turn:
            batch = self._take()
            written = False
            try:
                self.file.save_as(path, batch if history.last is None else [*batch, history.last])
                written, self._last = True, history
            finally:
                self._settle([] if written else batch)

    def save_copy(self, path: Path, *, leads: bool = True) -> None:
        """Write a copy with everything recorded so far, and stay with this file."""
        self.flush()
        self.file.save_copy(path, leads=leads)

    def close(self, *, discard: bool = False) -> None:
        """Write what waits and close the file; `discard` goes back to the last Save instead.

        Raises LeadbenchError where it cannot be written: the journal is then still at work.
        """
        if not discard and not (self.file.read_only and not self.file.untitled):
            self.flush()
        with self._change:
            self._closing = True
            self._change.notify_all()
        self._thread.join()
        self.file.close(discard=discard)

    def _take(self) -> list[Entry]:
        with self._change:
            batch, self._pending = self._pending, []
            self._in_hand = len(batch)
            return batch

    def _settle(self, unwritten: list[Entry]) -> None:
        """Put back what was not written, before what was recorded meanwhile."""
        with self._change:
            for entry in self._pending:
                gather(unwritten, entry)
            self._pending, self._in_hand = unwritten, 0
            self._change.notify_all()

    def _run(self) -> None:
        failures, ended = 0, False
        try:
            while self._wait(RETRY[min(failures, len(RETRY)) - 1] if failures else GATHER):
                try:
                    self.flush()
                except LeadbenchError as error:
                    failures += 1
                    if failures == 1:
                        self._on_trouble(error)
                else:
                    if failures:
                        self._on_trouble(None)
                    failures = 0
            ended = True
        finally:
            if not ended:  # a bug: it reaches threading.excepthook, and nobody must trust the file
                self._on_trouble(_broken(self.file.path))

    def _wait(self, seconds: float) -> bool:
        """Wait for something to write and then some more to gather; False when closing."""
        with self._change:
            self._change.wait_for(
                lambda: self._closing or (self._pending and not self.file.read_only)
            )
            self._change.wait_for(lambda: self._closing, seconds)
            return not self._closing


def gather(pending: list[Entry], entry: Entry) -> None:
    """Add an entry to those that wait; within a gesture it takes the place of the one before."""
    newest = pending[-1].op if pending else None
    if entry.op not in (Op.REPLACE, Op.DROP) or newest not in (Op.EDIT, Op.REPLACE):
        pending.append(entry)
        return
    pending.pop()
    if entry.op is Op.REPLACE:
        pending.append(replace(entry, op=newest))
    elif newest is Op.REPLACE:
        pending.append(entry)


def _broken(path: Path) -> LeadbenchError:
    return LeadbenchError(
        "Changes can no longer be written because of a fault in Leadbench.",
        str(path),
        "Save the project under another name and start Leadbench again.",
    )
