"""Files: opening, importing and saving, with the journal behind every project.

Joins the session with models.project and the readers. Shows nothing: problems, progress and
questions are signals. A project that was never saved lives in the recovery folder.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from platformdirs import user_state_path
from PySide6.QtCore import QObject, Signal

from models.leads.raw import RawTable
from models.leads.readers import Cancelled, Progress
from models.problems import LeadbenchError
from models.project.faults import EXTENSION
from models.project.file import ProjectFile
from models.project.history import History
from models.project.journal import Journal
from models.project.recovery import LeftBehind, left_behind
from workbench.background import Background, Cancel
from workbench.filing.bringing import Brought, Place
from workbench.filing.opening import (
    Opened,
    empty_project,
    open_project,
    project_of_sample,
    project_of_taken,
    share,
)
from workbench.importing.draft import Purpose
from workbench.importing.taken import Taken
from workbench.session import Session


def recovery_folder() -> Path:
    """Where projects live that have no name yet; private to the user."""
    return user_state_path("leadbench", appauthor=False) / "recovery"


@dataclass(frozen=True, eq=False)
class _Fetched:
    """Tables of `file` that were not read when it was opened."""

    file: ProjectFile
    tables: tuple[RawTable, ...]


@dataclass(frozen=True, eq=False)
class _Written:
    """What a save has written: None for a copy, or nothing where it was stopped."""

    saved: History | None
    path: Path | None


class Files(QObject):
    """One project at a time, always with a file behind it.

    Reading and saving run in the background. `brought(purpose)`: a table came into the project;
    `save_ended(ok)` comes after every save.
    """

    opened = Signal(object)
    brought = Signal(object)
    failed = Signal(object)
    problems = Signal(object)
    progressed = Signal(str, int, int)
    finished = Signal()
    kept = Signal(str)
    saved = Signal(object)
    copied = Signal(object)
    save_ended = Signal(bool)
    journal_failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._journal: Journal | None = None
        self._work = Background(self)
        self._work.done.connect(self._done)
        self._work.dropped.connect(_put_back)
        self._work.failed.connect(self._work_failed)
        self._saving = Background(self)
        self._saving.done.connect(self._save_done)
        self._saving.failed.connect(self._save_failed)
        self._stop_saving = Cancel()
        for work in (self._work, self._saving):
            work.progressed.connect(self.progressed)
        session.edited.connect(self._record)
        session.project_changed.connect(lambda _before, _after: self._fetch())

    @property
    def busy(self) -> bool:
        """Whether a file is being read."""
        return self._work.busy

    @property
    def saving(self) -> bool:
        """Whether a project is being written; it must not be put away until that has ended."""
        return self._saving.busy

    @property
    def waiting(self) -> int:
        """How many changes are not on disk yet."""
        return 0 if self._journal is None else self._journal.waiting

    @property
    def file(self) -> ProjectFile | None:
        """The file behind the project."""
        return None if self._journal is None else self._journal.file

    @property
    def path(self) -> Path | None:
        """Where the project is saved; None for one that has no name yet."""
        return None if self.file is None or self.file.untitled else self.file.path

    @property
    def read_only(self) -> bool:
        """Whether the project may only be read."""
        return self.file is not None and self.file.read_only

    def left_behind(self) -> tuple[LeftBehind, ...]:
        """Projects without a name that an earlier window left."""
        folder = recovery_folder()
        return left_behind(folder) if folder.is_dir() else ()

    def cancel(self) -> None:
        """Stop reading or saving; a save that is all but done ends as it would have."""
        self._stop_saving.set()
        self._work.cancel()
        self.finished.emit()

    # Opening

    def open(self, path: Path, *, untitled: bool = False, read_only: bool = False) -> None:
        """Open a project, in the background."""
        self._run(partial(open_project, path, untitled=untitled, read_only=read_only))

    def open_sample(self, name: str) -> None:
        """Open a copy of a sample, in the background."""
        self._run(partial(project_of_sample, name, recovery_folder()))

    def new(self) -> None:
        """Start an empty project."""
        folder = recovery_folder()
        self._run(lambda _cancelled, _progress: empty_project(folder))

    def use(self, taken: Taken) -> None:
        """Take a table that was looked at on the import page, by the recipe agreed on there."""
        if taken.purpose is Purpose.NEW:
            self._run(partial(project_of_taken, taken, recovery_folder()))
            return
        session, file = self._session, self.file
        project, leads = session.project, session.whole
        if project is None or file is None or (leads is None and taken.purpose is not Purpose.NEXT):
            return
        there = Place(file, project, leads, session.activity_table, session.deal_table)
        self._run(partial(there.kept, taken))

    def _fetch(self) -> None:
        """Read tables that undo came back to: those of an earlier day are in the file alone."""
        project, file = self._session.project, self.file
        if project is None or file is None or self.busy:
            return
        names = [one.table for one in project.sources if one.table not in self._session.tables]
        if not names:
            return

        def work(cancelled: Cancel, progress: Progress) -> _Fetched:
            told = share("Opening the tables of before", cancelled, progress)
            found = (file.load_table(name, told) for name in names)
            return _Fetched(file, tuple(table for table in found if table is not None))

        self._run(work)

    def _run(self, work: Callable[[Cancel, Progress], object]) -> None:
        def guarded(cancelled: Cancel, progress: Progress) -> object:
            try:
                return work(cancelled, progress)
            except Cancelled:
                return None

        self._work.run(guarded)

    def _show(self, opened: Opened) -> None:
        """Put away what is open and show a project in its place."""
        try:
            self.close()
        except LeadbenchError as error:
            opened.put_back()  # what is open stays open: it holds what no disk has
            self.failed.emit(error)
            return
        # Both are called in the writer's thread; a signal crosses over to the window's.
        self._journal = Journal(opened.file, self.kept.emit, self.journal_failed.emit)
        leads, loaded = opened.leads, opened.loaded
        raw = None if leads is None else leads.raw
        others = opened.activities, opened.accounts, opened.deals
        self._session.open(loaded.history, raw, leads, *others)
        self.opened.emit(loaded)
        if loaded.problems:
            self.problems.emit(loaded.problems)

    def _done(self, result: object) -> None:
        self.finished.emit()
        if isinstance(result, Opened):
            self._show(result)
        elif isinstance(result, Brought):
            changed = result.enter(self._session)
            self.brought.emit(result.purpose)
            if changed:
                self.problems.emit(changed)
        elif isinstance(result, _Fetched) and result.file is self.file and result.tables:
            self._session.take_tables(result.tables)

    def _work_failed(self, error: object) -> None:
        self.finished.emit()
        self.failed.emit(error)

    # Keeping

    def _record(self, history: object) -> None:
        if self._journal is None or not isinstance(history, History) or history.last is None:
            return
        self._journal.put(history.last)

    def save(self) -> None:
        """Mark a point in the journal of a project that has a name, in the background."""
        journal, file, history = self._journal, self.file, self._session.as_saved()
        if journal is None or file is None or history is None or history.last is None:
            return
        entry, path = history.last, file.path
        journal.hold(entry)

        def work(_cancelled: Cancel, progress: Progress) -> _Written:
            progress("Saving", 0, 0)
            journal.save(entry)
            return _Written(history, path)

        self._save(work)

    def save_as(self, path: Path) -> None:
        """Go on under another name, in the background."""
        journal, history = self._journal, self._session.as_saved()
        if journal is None or history is None or history.last is None:
            return
        entry, target = history.last, _named(path)
        journal.hold(entry)

        def work(stopped: Cancel, progress: Progress) -> _Written:
            journal.save_as(target, entry, share(f"Saving {target.name}", stopped, progress))
            return _Written(history, target)

        self._save(work)

    def save_copy(self, path: Path) -> None:
        """Write a copy without leads and stay here."""
        journal = self._journal
        if journal is None:
            return

        def work(_cancelled: Cancel, progress: Progress) -> _Written:
            progress("Saving a copy", 0, 0)
            journal.flush()
            journal.file.save_copy(_named(path), leads=False)
            return _Written(None, path)

        self._save(work)

    def _save(self, work: Callable[[Cancel, Progress], _Written]) -> None:
        """Run a save; it is asked to stop, never dropped: what it has written must be known."""
        stop = self._stop_saving = Cancel()

        def guarded(_cancelled: Cancel, progress: Progress) -> _Written:
            try:
                return work(stop, progress)
            except Cancelled:
                return _Written(None, None)

        self._saving.run(guarded)

    def _save_done(self, written: object) -> None:
        self.finished.emit()
        if not isinstance(written, _Written):
            return
        if written.saved is not None:
            self._session.take_saved(written.saved)
            self.saved.emit(written.path)
        elif written.path is not None:
            self.copied.emit(written.path)
        self.save_ended.emit(written.path is not None)

    def _save_failed(self, error: object) -> None:
        self.finished.emit()
        self.failed.emit(error)
        self.save_ended.emit(False)

    def close(self, *, discard: bool = False, give_up: bool = False) -> None:
        """Put the project away; everything acknowledged is on disk already.

        Raises LeadbenchError where the last changes cannot be written: the project stays open.
        `give_up` loses them then; `discard` goes back to the last save. An untitled project that
        nothing was done to goes, so that no personal data stays behind.
        """
        journal = self._journal
        if journal is None:
            return
        history = self._session.history
        if journal.file.untitled and history is not None and not history.steps:
            discard = True  # nothing was done to it: it holds no more than the file it came from
        journal.close(discard=discard or give_up)
        self._journal = None
        self._work.cancel()  # leads that were meant for this project
        journal.file.close(discard=discard)

    def finish(self) -> None:
        """Stop all reading, and let a save end; before the application ends."""
        self._work.finish()
        self._saving.finish()


def _put_back(result: object) -> None:
    if isinstance(result, Opened):
        result.put_back()


def _named(path: Path) -> Path:
    return path if path.suffix == EXTENSION else path.with_name(path.name + EXTENSION)
