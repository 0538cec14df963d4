"""The writer thread: what happened to the history is on disk within a second, and nobody waits."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from models.problems import LeadbenchError
from models.project.file import ProjectFile
from models.project.fresh import now
from models.project.history import Entry, Op
from models.project.tables import Progress

GATHER = 0.25  # seconds in which the edits of a drag become one row and one commit
RETRY = (1.0, 2.0, 5.0, 10.0)  # seconds to wait after a failure, the last one again and again


class Journal:
    """Keeps a project's file up to date with its history.

    `put` returns at once. While the disk refuses, entries stay in memory and are tried again.
    `on_kept` is told the time when entries have reached the disk; `on_failed` is told why they do
    not, once until they do again. Both are called in the writer thread. Entries of a file that is
    open for reading only wait for `save_as`.
    """

    def __init__(
        self,
        file: ProjectFile,
        on_kept: Callable[[str], None],
        on_failed: Callable[[LeadbenchError], None],
    ) -> None:
        self.file = file
        self._on_kept = on_kept
        self._on_failed = on_failed
        self._pending: list[Entry] = []
        self._held: Entry | None = None
        self._in_hand = 0
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

    def put(self, entry: Entry) -> None:
        """Write what happened to the history (`History.last`), each happening once, in order."""
        with self._change:
            gather(self._pending, entry)
            self._change.notify_all()

    def flush(self) -> None:
        """Return when everything put is on disk. Raises LeadbenchError where it cannot be."""
        with self._taken() as batch:
            if batch:
                self.file.append(batch)

    def hold(self, save: Entry) -> None:
        """Give a Save its place: what is put from now on comes after it.

        It is written by `save` or `save_as`, which may run in another thread, or not at all.
        """
        with self._change:
            self._held = save
            self._pending.append(save)

    def save(self, save: Entry) -> None:
        """Write what was put before the Save, and the Save. Raises LeadbenchError: then neither."""
        with self._taken(save) as batch:
            self.file.append([*batch, save])

    def save_as(self, path: Path, save: Entry, progress: Progress | None = None) -> None:
        """Go on under another name; `save` is the entry of the Save, which was not put."""
        with self._taken(save) as batch:
            self.file.save_as(path, [*batch, save], progress)

    def close(self, *, discard: bool = False) -> None:
        """Write what waits and stop. The file stays open.

        Raises LeadbenchError where it cannot be written: the journal is then still at work.
        `discard` stops all the same; a Save that waits is written if it can be.
        """
        try:
            self.flush()
        except LeadbenchError:
            if not discard:
                raise
        with self._change:
            self._closing = True
            self._change.notify_all()
        self._thread.join()

    @contextmanager
    def _taken(self, save: Entry | None = None) -> Iterator[list[Entry]]:
        """What waits before a held Save, for one writer at a time; put back if not written.

        `save` is done with at the end, written or not.
        """
        with self._turn:
            with self._change:
                end = next(
                    (place for place, item in enumerate(self._pending) if item is self._held),
                    len(self._pending),
                )
                batch, self._pending = self._pending[:end], self._pending[end:]
                self._in_hand = len(batch)
            unwritten = batch
            try:
                yield batch
                unwritten = []
            finally:
                with self._change:
                    if save is not None:
                        self._held = None
                    for entry in self._pending:
                        if entry is not save:
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
                        self._on_failed(error)
                else:
                    failures = 0
                    self._on_kept(now())
            ended = True
        finally:
            if not ended:  # a bug: it reaches threading.excepthook, and nobody must trust the file
                self._on_failed(_broken(self.file.path))

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
