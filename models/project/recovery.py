"""Untitled projects: kept in a private folder until they are saved, found again after a crash."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from models.exchange.atomic import cannot_write
from models.problems import LeadbenchError, Problem
from models.project.database import EXTENSION, remove
from models.project.file import ProjectFile
from models.project.lock import is_held, lock_path

_UNTITLED, _SAMPLE = "untitled-", "sample-"


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


def untitled_path(folder: Path, *, sample: bool = False) -> Path:
    """A path for a new untitled project in the recovery folder, which nobody else may read.

    `sample`: as long as nothing was changed it need not be found again.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise cannot_write(error, folder) from error
    return folder / f"{_SAMPLE if sample else _UNTITLED}{secrets.token_hex(8)}{EXTENSION}"


def left_behind(folder: Path) -> tuple[LeftBehind, ...]:
    """The untitled projects that no living window has, newest first.

    Empty ones and samples without changes hold nothing of anybody's and are removed.
    """
    found = []
    for path in sorted(folder.glob(f"*{EXTENSION}")):
        if is_held(path):
            continue
        item = _seen(path)
        if item is None:
            discard(path)
        else:
            found.append(item)
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


def _seen(path: Path) -> LeftBehind | None:
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
    time = changed.isoformat(timespec="seconds")
    try:
        with ProjectFile.open(path, read_only=True) as file:
            loaded = file.load()
    except LeadbenchError as error:
        return LeftBehind(path, path.stem, time, 0, error.problem)
    empty = loaded.project.source is None or path.name.startswith(_SAMPLE)
    if empty and not loaded.unsaved:
        return None
    return LeftBehind(path, loaded.project.name, time, loaded.unsaved)
