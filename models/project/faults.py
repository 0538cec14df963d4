"""What can be wrong with a project's file, in sentences with what, where and what to do."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.exchange.atomic import disk_full
from models.problems import LeadbenchError, Problem, Severity

EXTENSION = ".leadbench"

_BACKUP = "Open a backup copy of it."
MAY_NOT_WRITE = Problem(
    "The project may not be changed here; it is open for reading only.",
    remedy="Save it under another name to work on it.",
)
NEWER = Problem(
    "The project was made by a newer Leadbench; it is open for reading only.",
    remedy="Update Leadbench to change it.",
)


def made_by_newer(path: Path) -> LeadbenchError:
    """The sentence for a file that only a newer version understands."""
    return LeadbenchError(
        "The project was made by a newer Leadbench and cannot be used with this one.",
        str(path),
        "Update Leadbench.",
    )


def of_another_program(path: Path) -> LeadbenchError:
    """The sentence for a file that is no project."""
    return LeadbenchError(
        "This is not a Leadbench project.",
        str(path),
        f"Choose a file that ends in {EXTENSION}; leads are imported from .csv and .xlsx.",
    )


def foreign_part(kind: str, name: str, path: Path) -> LeadbenchError:
    """The sentence for a file that somebody has put a program into."""
    return LeadbenchError(
        f"The project contains something that Leadbench never makes: {kind} {name}.",
        str(path),
        "Do not use it; ask whoever sent it where it comes from.",
    )


def incomplete(path: Path) -> LeadbenchError:
    """The sentence for a file that lacks parts every project has."""
    return LeadbenchError("The project's file is not complete.", str(path), _BACKUP)


def damaged(path: Path) -> LeadbenchError:
    """The sentence for a file whose content is not what was written."""
    return LeadbenchError("The project's file is damaged.", str(path), _BACKUP)


def read_only(path: Path) -> LeadbenchError:
    """The sentence for a change to a project that is open for reading only."""
    return LeadbenchError(
        "The project is open for reading only.", str(path), "Save it under another name."
    )


def damaged_from(seq: int, lost: int, path: Path) -> Problem:
    """The finding that the changes from one on are not as they were written."""
    return Problem(
        f"The record of changes is damaged: the last {lost} of {seq + lost - 1} changes are lost;"
        " everything before them is here.",
        str(path),
        "Save the project under another name to go on, or open a backup copy.",
        count=lost,
        severity=Severity.ERROR,
    )


def no_leads(source: str) -> Problem:
    """The finding that the file has the project but not the leads it names."""
    return Problem("The leads are not in this project.", source, "Import them again to see scores.")


def no_activities(source: str) -> Problem:
    """The finding that the file has the project but not the activities it names."""
    return Problem(
        "The activities are not in this project.",
        source,
        "Open them again; until then rules on activities count none.",
    )


def no_accounts(source: str) -> Problem:
    """The finding that the file has the project but not the table of accounts it names."""
    return Problem(
        "The table of accounts is not in this project.",
        source,
        "Open it again; until then accounts have what most of their leads have.",
    )


def no_deals(source: str) -> Problem:
    """The finding that the file has the project but not the deals it names."""
    return Problem(
        "The deals are not in this project.",
        source,
        "Open them again; until then a field of the leads tells who converted.",
    )


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Errors of the database as sentences with what, where and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise told(error, path) from error
    except UnicodeDecodeError as error:  # SQLite quotes what it found, which need not be text
        raise damaged(path) from error


def told(error: sqlite3.Error, path: Path) -> LeadbenchError:
    """What went wrong with the file, for people."""
    code = getattr(error, "sqlite_errorcode", 0) or 0
    where = str(path)
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return LeadbenchError(
            "The project's file was moved or deleted while it was open.",
            where,
            "Save it under a name of your choice; nothing is lost until the window closes.",
        )
    match code & 0xFF:
        case sqlite3.SQLITE_FULL:
            return disk_full(path)
        case sqlite3.SQLITE_NOTADB:
            return of_another_program(path)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_TOOBIG:
            return damaged(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return LeadbenchError(
                "Another program keeps the project's file busy.", where, "Close it and try again."
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return LeadbenchError(
                "The project's file may not be written.", where, "Save it under another name."
            )
        case sqlite3.SQLITE_CANTOPEN:
            return LeadbenchError(
                "The project's file cannot be opened.",
                where,
                "See whether it was moved, and whether its folder may be written.",
            )
        case sqlite3.SQLITE_IOERR:
            return LeadbenchError(
                f"The disk failed while the project was read or written ({error}).",
                where,
                "Save it under another name on another disk.",
            )
    return LeadbenchError(f"The project's file cannot be used ({error}).", where, _BACKUP)


def require_file(path: Path) -> None:
    """Raise LeadbenchError where there is no file with something in it."""
    where = str(path)
    try:
        size = path.stat().st_size if path.is_file() else -1
    except OSError as error:
        raise LeadbenchError(
            f"The project's file cannot be read: {error.strerror}.", where, "Choose another file."
        ) from error
    if size < 0:
        raise LeadbenchError("There is no such file.", where, "Choose another file.")
    if size == 0:
        raise LeadbenchError("The file is empty.", where, _BACKUP)
    if not os.access(path, os.R_OK):
        raise LeadbenchError("The file may not be read.", where, "Ask its owner for permission.")
