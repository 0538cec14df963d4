"""Untitled projects: kept in a private folder until they are saved, found again after a crash."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from models.exchange.atomic import cannot_write
from models.leads.raw import RawTable
from models.problems import LeadbenchError, Problem
from models.project.database import EXTENSION
from models.project.document import Project
from models.project.file import ProjectFile, remove
from models.project.lock import is_held, lock_path
from models.project.tables import Progress


@dataclass(frozen=True)
class LeftBehind:
    """An untitled project whose window did not close. `time`: its last change, local, ISO.

    `problem` says why it cannot be opened; then nothing but the time is known of it.
    """

    path: Path
    name: str
    time: str
    changes: int
    problem: Problem | None = None


def create_untitled(
    folder: Path, project: Project, table: RawTable | None = None, progress: Progress | None = None
) -> ProjectFile:
    """Begin an untitled project in the recovery folder, which nobody else may read."""
    path = _new_path(folder)
    return ProjectFile.create(path, project, table, untitled=True, progress=progress)


def open_untitled_copy(folder: Path, path: Path) -> ProjectFile:
    """Open a copy of a project as an untitled one: a sample stays as it is."""
    copy = _new_path(folder)
    with ProjectFile.open(path, read_only=True) as sample:
        sample.save_copy(copy, private=True)
    return ProjectFile.open(copy, untitled=True)


def left_behind(folder: Path) -> tuple[LeftBehind, ...]:
    """The untitled projects with changes that no living window has, newest first.

    Those without changes hold nothing that is not elsewhere and are removed.
    """
    found = []
    for path in sorted(folder.glob(f"*{EXTENSION}")):
        if is_held(path):
            continue
        item = _seen(path)
        if item.changes or item.problem:
            found.append(item)
        else:
            discard(path)
    return tuple(sorted(found, key=lambda item: item.time, reverse=True))


def recover(item: LeftBehind) -> ProjectFile:
    """Open an untitled project that was left behind, to go on with it."""
    return ProjectFile.open(item.path, untitled=True)


def discard(path: Path) -> None:
    """Remove an untitled project for good. Raises LeadbenchError while a window has it."""
    if is_held(path):
        raise LeadbenchError("The project is open in a window.", str(path), "Close that window.")
    remove(path)
    lock_path(path).unlink(missing_ok=True)


def _seen(path: Path) -> LeftBehind:
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
    time = changed.isoformat(timespec="seconds")
    try:
        with ProjectFile.open(path, read_only=True) as file:
            loaded = file.load()
    except LeadbenchError as error:
        return LeftBehind(path, path.stem, time, 0, error.problem)
    return LeftBehind(path, loaded.project.name, time, loaded.unsaved)


def _new_path(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise cannot_write(error, folder) from error
    return folder / f"untitled-{secrets.token_hex(8)}{EXTENSION}"
