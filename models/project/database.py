"""The SQLite database that a project's file is: opening it with distrust, naming what is wrong."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.exchange.atomic import disk_full
from models.problems import LeadbenchError
from models.project import record, tables

APPLICATION_ID = 0x4C64626E  # "Ldbn"
FORMAT = 1
EXTENSION = ".leadbench"
BUSY_SECONDS = 10.0  # how long to wait while another process reads or writes
_LONGEST_VALUE = 256 << 20  # bytes; a block holds 4 MB before compression

_META = "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);"
_BACKUP = "Open a backup copy of it."


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a database that is there; nothing in it is trusted or run."""
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}",
        uri=True,
        isolation_level=None,
        timeout=BUSY_SECONDS,
        check_same_thread=False,
    )
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
        db.execute(f"PRAGMA {pragma}")
    return db


def make(db: sqlite3.Connection) -> None:
    """Lay out a new, empty project file."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {FORMAT}")
    db.executescript(_META + record.SCHEMA + tables.SCHEMA)


def set_durable(db: sqlite3.Connection) -> None:
    """One file without companions that could be lost; a commit has reached the disk."""
    for pragma in ("journal_mode = DELETE", "synchronous = FULL", "secure_delete = ON"):
        db.execute(f"PRAGMA {pragma}")


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All of it or nothing of it."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield db
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


@contextmanager
def reading(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """One moment's state, whatever another process writes meanwhile."""
    db.execute("BEGIN")
    try:
        yield db
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


def roll_back_killed(path: Path) -> None:
    """Finish what SQLite must after a writer was killed: only a writing connection may."""
    with translated(path):
        db = connect(path)
        try:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            db.close()


def format_of(db: sqlite3.Connection, path: Path) -> int:
    """The format of the file; raises LeadbenchError where it is no sound project."""
    where = str(path)
    (kind,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if kind != APPLICATION_ID:
        raise LeadbenchError(
            "This is not a Leadbench project but a database of another program.",
            where,
            f"Choose a file that ends in {EXTENSION}; leads are imported from .csv and .xlsx.",
        )
    _check_schema(db, where, version)
    if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise damaged(path)
    return int(version)


def _check_schema(db: sqlite3.Connection, where: str, version: int) -> None:
    """No view, trigger or virtual table is ours; a foreign one could run when ours are read."""
    names = set()
    for kind, name, sql in db.execute("SELECT type, name, sql FROM sqlite_master"):
        if kind in ("view", "trigger") or str(sql).upper().startswith("CREATE VIRTUAL"):
            raise LeadbenchError(
                f"The project contains a {kind} ({name}), which Leadbench never makes.",
                where,
                "Do not open it; ask whoever sent it where it comes from.",
            )
        if kind == "table":
            names.add(name)
    wanted = {"meta", "base", "journal", "tables", "columns", "blocks"}
    if version > FORMAT and not wanted <= names:
        raise made_by_newer(Path(where))
    if version < 1 or not wanted <= names:
        raise LeadbenchError("The project's file is not complete.", where, _BACKUP)


def made_by_newer(path: Path) -> LeadbenchError:
    """The sentence for a file that only a newer version understands."""
    return LeadbenchError(
        "The project was made by a newer Leadbench and cannot be used with this one.",
        str(path),
        "Update Leadbench.",
    )


def damaged(path: Path) -> LeadbenchError:
    """The sentence for a file whose content is not what was written."""
    return LeadbenchError("The project's file is damaged.", str(path), _BACKUP)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Errors of the database as sentences with what, where and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise told(error, path) from error


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
            return LeadbenchError(
                "This is not a Leadbench project.",
                where,
                f"Choose a file that ends in {EXTENSION}; leads are imported from .csv and .xlsx.",
            )
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


def is_hot(error: sqlite3.Error) -> bool:
    """Whether a killed writer's transaction has to be rolled back before anybody can read."""
    return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_ROLLBACK


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
