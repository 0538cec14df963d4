"""A project's file: create, open, append to its journal, load, save under another name."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from models.exchange.atomic import atomic_path
from models.leads.raw import RawTable
from models.problems import LeadbenchError, Problem
from models.project import database, faults, record, tables
from models.project.document import Project
from models.project.faults import translated
from models.project.fresh import now, without_cells, write_new
from models.project.history import Entry, History
from models.project.lock import ProjectLock, take_within
from models.project.tables import Progress


@dataclass(frozen=True)
class Loaded:
    """What a file holds: the history with undo and redo, and the changes since the last Save."""

    history: History
    unsaved: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def project(self) -> Project:
        """The project as it was left."""
        return self.history.project


class ProjectFile:
    """An open project file. Its methods may be called from any thread; they take turns.

    `read_only`: nothing is written here, but it can be saved under another name. `untitled`: it
    lives in the recovery folder and goes when it is saved elsewhere or discarded. `problems`:
    why it is read only.
    """

    def __init__(
        self,
        path: Path,
        db: sqlite3.Connection,
        lock: ProjectLock | None,
        *,
        read_only: bool = False,
        untitled: bool = False,
        newer: bool = False,
        problems: tuple[Problem, ...] = (),
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.untitled = untitled
        self.problems = problems
        self._db = db
        self._lock = lock
        self._damage = 0
        self._newer = newer
        self._identity = database.identity(path)
        self._guard = threading.RLock()

    @classmethod
    def create(
        cls,
        path: Path,
        project: Project,
        table: RawTable | None = None,
        *,
        activities: RawTable | None = None,
        accounts: RawTable | None = None,
        deals: RawTable | None = None,
        untitled: bool = False,
        progress: Progress | None = None,
    ) -> ProjectFile:
        """Make a new file, whole or not at all, and open it. What was at `path` is replaced."""
        tables_in = (table, activities, accounts, deals)
        found = [item for item in tables_in if item is not None]
        path = path.resolve()
        with ExitStack() as stack:
            lock = take_within(path, stack)
            with atomic_path(path, private=untitled) as scratch, translated(path):
                write_new(scratch, History.of(project), found, progress)
                database.settle_old(path)
            file = cls(path, database.connect_durably(path), lock, untitled=untitled)
            stack.pop_all()
        return file

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, untitled: bool = False) -> ProjectFile:
        """Open a file. Raises LeadbenchError if it is no sound project or another window has it.

        A file that may not be written or was made by a newer Leadbench opens for reading only.
        """
        path = path.resolve()
        faults.require_file(path)
        if read_only:
            return cls._open_to_read(path)
        if not os.access(path, os.W_OK):
            return cls._open_to_read(path, faults.MAY_NOT_WRITE)
        with ExitStack() as stack:
            try:
                lock = ProjectLock.take(path)
            except OSError:
                return cls._open_to_read(path, faults.MAY_NOT_WRITE)
            if lock is not None:
                stack.callback(lock.release)
            db = database.connect_durably(path)
            stack.callback(db.close)
            with translated(path):
                newer = database.format_of(db, path) > database.FORMAT
                if not newer:
                    with database.transaction(db):
                        tables.drop_unfinished(db)
                    stack.pop_all()
        if newer:
            return cls._open_to_read(path)
        return cls(path, db, lock, untitled=untitled)

    @classmethod
    def _open_to_read(cls, path: Path, *why: Problem) -> ProjectFile:
        with translated(path), ExitStack() as stack:
            db = database.connect_to_read(path)
            stack.callback(db.close)
            newer = database.format_of(db, path) > database.FORMAT
            stack.pop_all()
        why = (*why, faults.NEWER) if newer else why
        said = tuple(replace(problem, where=str(path)) for problem in why)
        return cls(path, db, None, read_only=True, newer=newer, problems=said)

    def load(self) -> Loaded:
        """The project with its history, as it was left. A long journal is put on a new base."""
        with self._reading() as db:
            try:
                told = record.tell(db)
            except record.Damage as error:
                raise self._unreadable() from error
            if told.damage and self._newer:
                raise self._unreadable()
            project = told.history.project
            missing = [item for item in project.sources if not tables.has_table(db, item.table)]
            seq = record.last_seq(db)
        problems = self.problems
        if told.damage:
            self._damage, self.read_only = told.damage, True
            lost = max(1, seq - told.damage + 1)
            problems += (faults.damaged_from(told.damage, lost, self.path),)
        elif told.rows > record.LONGEST and not self.read_only:
            with self._writing() as db:
                record.write_base(db, told.history, seq, now())
        for item in missing:
            if item is project.source:
                problems += (faults.no_leads(item.file),)
            elif item is project.activities:
                problems += (faults.no_activities(item.file),)
            elif item is project.accounts:
                problems += (faults.no_accounts(item.file),)
            else:
                problems += (faults.no_deals(item.file),)
        return Loaded(told.history, told.unsaved, problems)

    def load_table(self, fingerprint: str, progress: Progress | None = None) -> RawTable | None:
        """The imported table of that fingerprint; None if the file does not have it."""
        return tables.load_table(self._reading, fingerprint, str(self.path), progress)

    def add_table(self, table: RawTable, progress: Progress | None = None) -> None:
        """Keep an imported table. Edits of other threads get between; `progress` goes up to 1."""
        tables.add_table(self._writing, table, progress)

    def append(self, entries: Iterable[Entry]) -> None:
        """Write what happened to the journal: all entries or none, and on the disk on return."""
        with self._writing() as db:
            record.append(db, entries)

    def discard_unsaved(self) -> None:
        """Go back to the last Save for good."""
        with self._writing() as db:
            record.discard_unsaved(db)

    def save_as(
        self, path: Path, entries: Iterable[Entry] = (), progress: Progress | None = None
    ) -> None:
        """Go on under another name, with `entries` that are not in the journal yet.

        The new file is whole before the old one is left as of its last Save; an untitled one goes.
        What `progress` raises stops it while nothing is changed.
        """
        target = path.resolve()
        with self._guard:
            here = target == self.path
            if here and not self.read_only and database.identity(target) == self._identity:
                self.append(entries)
                return
            with ExitStack() as stack:
                lock = self._lock if here and self._lock else take_within(target, stack)
                self._copy(target, entries, progress=progress)
                db = database.connect_durably(target)
                stack.pop_all()
            self._leave(lock)
            self.path, self._db, self._lock = target, db, lock
            self.read_only = self.untitled = False
            self.problems, self._damage, self._identity = (), 0, database.identity(target)

    def save_copy(self, path: Path, *, leads: bool = True, private: bool = False) -> None:
        """Write a copy and stay here; `private`: nobody else may read it.

        Without leads it holds the project as it is now: no imported cells, no examples of faulty
        cells and no record of earlier changes; rules keep the values that were typed into them.
        """
        target = path.resolve()
        with ExitStack() as stack:
            take_within(target, stack)
            if leads:
                self._copy(target, (), private=private)
                return
            history = History.of(without_cells(self.load().project))
            with atomic_path(target, private=private) as scratch, translated(target):
                write_new(scratch, history, (), None)
                database.settle_old(target)

    def close(self, *, discard: bool = False) -> None:
        """Close. `discard` goes back to the last Save, or removes an untitled project."""
        with self._guard:
            try:
                if discard and not self.untitled and not self.read_only:
                    self.discard_unsaved()
            finally:
                self._db.close()
                if discard and self.untitled:
                    database.remove(self.path)
                if self._lock is not None:
                    self._lock.release()

    def __enter__(self) -> ProjectFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._guard, translated(self.path):
            if self.read_only:
                raise faults.read_only(self.path)
            with database.transaction(self._db) as db:
                yield db

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._guard, translated(self.path), database.reading(self._db) as db:
            yield db

    def _copy(
        self,
        target: Path,
        entries: Iterable[Entry],
        *,
        private: bool = False,
        progress: Progress | None = None,
    ) -> None:
        """Page for page, so that what a newer Leadbench has added comes along."""

        def told(_status: int, remaining: int, total: int) -> None:
            if progress is not None:
                progress(1 - remaining / max(1, total))

        if self._newer:
            raise faults.made_by_newer(self.path)
        with (
            self._guard,
            atomic_path(target, private=private) as scratch,
            translated(target),
        ):
            copy = database.connect_to_scratch(scratch)
            try:
                self._db.backup(copy, pages=2048, progress=told)
                with database.transaction(copy):
                    if self._damage:
                        record.cut(copy, self._damage)
                    record.append(copy, entries)
            finally:
                copy.close()
            database.settle_old(target)

    def _leave(self, kept: ProjectLock | None) -> None:
        """Leave the old file as of its last Save; what came after it is in the new one."""
        with suppress(LeadbenchError):
            if not self.untitled and not self.read_only:
                self.discard_unsaved()
        self._db.close()
        if self.untitled:
            database.remove(self.path)
        if self._lock is not None and self._lock is not kept:
            self._lock.release()

    def _unreadable(self) -> LeadbenchError:
        said = faults.made_by_newer if self._newer else faults.damaged
        return said(self.path)
