"""The SQLite database that a project's file is, opened with distrust."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

from models.problems import LeadbenchError
from models.project import faults, record, tables
from models.project.faults import EXTENSION as EXTENSION
from models.project.faults import translated

APPLICATION_ID = 0x4C64626E  # "Ldbn"
FORMAT = 1
BUSY_SECONDS = 10.0  # how long to wait while another process reads or writes
_LONGEST_VALUE = 256 << 20  # bytes; a block holds 4 MB before compression

_META = "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);"


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a database that is there; nothing in it is trusted or run."""
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}",
        uri=True,
        isolation_level=None,
        timeout=BUSY_SECONDS,
        check_same_thread=False,
    )
    db.text_factory = partial(str, encoding="utf-8", errors="replace")  # sums find what is wrong
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
        db.execute(f"PRAGMA {pragma}")
    return db


def make(db: sqlite3.Connection) -> None:
    """Lay out a new, empty project file."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {FORMAT}")
    db.executescript(_META + record.SCHEMA + tables.SCHEMA)


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


def _roll_back_killed(path: Path) -> None:
    """Finish what SQLite must after a writer was killed: only a writing connection may."""
    with translated(path):
        db = connect(path)
        try:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            db.close()


def format_of(db: sqlite3.Connection, path: Path) -> int:
    """The format of the file; raises LeadbenchError where it is no sound project."""
    (kind,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if kind != APPLICATION_ID:
        raise faults.of_another_program(path)
    _check_schema(db, path, version)
    if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise faults.damaged(path)
    return int(version)


def _check_schema(db: sqlite3.Connection, path: Path, version: int) -> None:
    """No view, trigger or virtual table is ours; a foreign one could run when ours are read."""
    names = set()
    for kind, name, sql in db.execute("SELECT type, name, sql FROM sqlite_master"):
        if kind in ("view", "trigger") or str(sql).upper().startswith("CREATE VIRTUAL"):
            raise faults.foreign_part(kind, name, path)
        if kind == "table":
            names.add(name)
    wanted = {"meta", "base", "journal", "tables", "columns", "blocks"}
    if version > FORMAT and not wanted <= names:
        raise faults.made_by_newer(path)
    if version < 1 or not wanted <= names:
        raise faults.incomplete(path)


def _is_hot(error: sqlite3.Error) -> bool:
    """Whether a killed writer's transaction has to be rolled back before anybody can read."""
    return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_ROLLBACK


def connect_durably(path: Path) -> sqlite3.Connection:
    """One file without companions that could be lost; a commit has reached the disk."""
    with translated(path), ExitStack() as stack:
        db = connect(path)
        stack.callback(db.close)
        for pragma in ("journal_mode = DELETE", "synchronous = FULL", "secure_delete = ON"):
            db.execute(f"PRAGMA {pragma}")
        stack.pop_all()
    return db


def connect_to_scratch(path: Path) -> sqlite3.Connection:
    """Open a file that is synced as a whole before it takes its place."""
    db = connect(path)
    db.execute("PRAGMA journal_mode = MEMORY")
    db.execute("PRAGMA synchronous = OFF")
    return db


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open to read, while another process may write."""
    with ExitStack() as stack:
        db = connect(path, read_only=True)
        stack.callback(db.close)
        try:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.Error as error:
            if not _is_hot(error):
                raise
            _roll_back_killed(path)
        stack.pop_all()
    return db


def _journal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def settle_old(target: Path) -> None:
    """A journal that a killed process left would be played back onto the new file."""
    if not _journal_of(target).exists():
        return
    if target.exists():
        with suppress(LeadbenchError):
            _roll_back_killed(target)
    _journal_of(target).unlink(missing_ok=True)


def remove(path: Path) -> None:
    """Take a project's file away with what SQLite may have left beside it."""
    for item in (path, _journal_of(path)):
        with suppress(OSError):
            item.unlink(missing_ok=True)


def identity(path: Path) -> tuple[int, int]:
    """Which file is at a path: another one may have taken its place."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino
