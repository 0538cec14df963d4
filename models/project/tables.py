"""Imported tables inside the project's file: immutable, compressed column by column."""

from __future__ import annotations

import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress

import numpy as np
from numpy.typing import NDArray

from models.leads.raw import Codes, RawColumn, RawTable, Texts
from models.problems import LeadbenchError

Progress = Callable[[float], None]
Transaction = Callable[[], AbstractContextManager[sqlite3.Connection]]

_BLOCK = 4 << 20  # bytes before compression: memory stays small, progress fine
_LEVEL = 1  # codes and text shrink to a third at 100 MB/s; higher levels cost ten times for a tenth
_TYPES = {"uint8": "<u1", "uint16": "<u2", "int32": "<i4"}
_BATCH = 0.2  # seconds of compressing between two commits
_MOST_BYTES = 8 << 30  # a column that claims more is a bomb

SCHEMA = """
CREATE TABLE tables (
    id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL, rows INTEGER NOT NULL,
    columns INTEGER NOT NULL, source TEXT NOT NULL, sheet TEXT NOT NULL, complete INTEGER NOT NULL
);
CREATE TABLE columns (
    table_id INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, header TEXT NOT NULL,
    codes_type TEXT NOT NULL, distinct_cells INTEGER NOT NULL, text_bytes INTEGER NOT NULL,
    PRIMARY KEY (table_id, position)
);
CREATE TABLE blocks (
    table_id INTEGER NOT NULL, position INTEGER NOT NULL, part TEXT NOT NULL,
    chunk INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (table_id, position, part, chunk)
);
"""

_Block = tuple[str, int, bytes]


def add_table(begin: Transaction, table: RawTable, progress: Progress | None = None) -> None:
    """Write a table in many small transactions, so that edits get between; once per content.

    A table that was not written to its end counts as missing and goes at the next opening.
    """
    with begin() as db:
        if _row(db, table.fingerprint) is not None:
            return
        new = db.execute(
            "INSERT INTO tables (fingerprint, rows, columns, source, sheet, complete)"
            " VALUES (?, ?, ?, ?, ?, 0)",
            (table.fingerprint, table.rows, len(table.columns), table.source, table.sheet),
        ).lastrowid
    finished = False
    try:
        _write_columns(begin, new, table, progress)
        with begin() as db:
            db.execute("UPDATE tables SET complete = 1 WHERE id = ?", (new,))
        finished = True
    finally:
        if not finished:  # cancelled, or no room: what is there counts for nothing
            with suppress(sqlite3.Error), begin() as db:
                drop_unfinished(db)


def _write_columns(
    begin: Transaction, new: int | None, table: RawTable, progress: Progress | None
) -> None:
    batch: list[tuple[int, RawColumn, list[_Block]]] = []
    started = time.monotonic()
    for position, column in enumerate(table.columns):
        batch.append((position, column, list(_compressed(column))))
        last = position == len(table.columns) - 1
        if last or time.monotonic() - started > _BATCH:
            with begin() as db:
                for item in batch:
                    _insert(db, new, *item)
            batch, started = [], time.monotonic()
            if progress is not None:
                progress((position + 1) / len(table.columns))


def _compressed(column: RawColumn) -> Iterator[_Block]:
    parts = {
        "codes": np.ascontiguousarray(column.codes).data.cast("B"),
        "texts": memoryview(column.texts.data),
        "ends": np.ascontiguousarray(column.texts.ends, dtype="<i8").data.cast("B"),
        "cells": np.ascontiguousarray(column.cells).data.cast("B"),
    }
    for part, data in parts.items():
        for chunk, start in enumerate(range(0, len(data), _BLOCK)):
            yield part, chunk, zlib.compress(data[start : start + _BLOCK], _LEVEL)


def _insert(
    db: sqlite3.Connection,
    table: int | None,
    position: int,
    column: RawColumn,
    blocks: list[_Block],
) -> None:
    db.execute(
        "INSERT INTO columns (table_id, position, name, header, codes_type, distinct_cells,"
        " text_bytes) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            table,
            position,
            column.name,
            column.header,
            str(column.codes.dtype),
            len(column.texts),
            len(column.texts.data),
        ),
    )
    db.executemany(
        "INSERT INTO blocks (table_id, position, part, chunk, data) VALUES (?, ?, ?, ?, ?)",
        ((table, position, *block) for block in blocks),
    )


def has_table(db: sqlite3.Connection, fingerprint: str) -> bool:
    """Whether the whole table of that fingerprint is in the file."""
    return _row(db, fingerprint) is not None


def drop_unfinished(db: sqlite3.Connection) -> None:
    """Take away what a killed process had begun to write."""
    for (table,) in db.execute("SELECT id FROM tables WHERE complete = 0").fetchall():
        for name in ("blocks", "columns"):
            db.execute(f"DELETE FROM {name} WHERE table_id = ?", (table,))
        db.execute("DELETE FROM tables WHERE id = ?", (table,))


def _row(db: sqlite3.Connection, fingerprint: str) -> tuple[int, int, int, str, str] | None:
    found: tuple[int, int, int, str, str] | None = db.execute(
        "SELECT id, rows, columns, source, sheet FROM tables"
        " WHERE fingerprint = ? AND complete = 1",
        (fingerprint,),
    ).fetchone()
    return found


def load_table(
    read: Transaction, fingerprint: str, where: str, progress: Progress | None = None
) -> RawTable | None:
    """The table of that fingerprint, checked against it; None if the file does not have it."""
    with read() as db:
        found = _row(db, fingerprint)
    if found is None:
        return None
    table_id, rows, count, source, sheet = found
    columns = []
    try:
        for position in range(count):
            with read() as db:
                columns.append(_column(db, table_id, position, rows))
            if progress is not None:
                progress((position + 1) / count)
        table = RawTable(tuple(columns), rows, source, sheet)
        whole = table.fingerprint == fingerprint
    except (zlib.error, UnicodeError, ValueError, TypeError, KeyError) as error:
        raise _damaged(where, source) from error
    if not whole:
        raise _damaged(where, source)
    return table


def _damaged(where: str, source: str) -> LeadbenchError:
    return LeadbenchError(
        f"The rows of {source} in this project are damaged.",
        where,
        "Import them again from their file, or open a backup copy of the project.",
    )


def _column(db: sqlite3.Connection, table: int, position: int, rows: int) -> RawColumn:
    """One column; ValueError and its kin where it is not what it claims to be."""
    name, header, codes_type, distinct, text_bytes = db.execute(
        "SELECT name, header, codes_type, distinct_cells, text_bytes FROM columns"
        " WHERE table_id = ? AND position = ?",
        (table, position),
    ).fetchone()
    kind = np.dtype(_TYPES[codes_type])

    def part(which: str, size: int) -> bytes:
        return _joined(db, (table, position, which), size)

    codes: Codes = np.frombuffer(part("codes", rows * kind.itemsize), kind)
    ends = np.frombuffer(part("ends", distinct * 8), "<i8").astype(np.int64, copy=False)
    cells = np.frombuffer(part("cells", distinct), np.uint8)
    texts = Texts(part("texts", text_bytes), ends)
    _check(codes, texts)
    return RawColumn(name, header, codes, texts, cells)


def _joined(db: sqlite3.Connection, key: tuple[int, int, str], size: int) -> bytes:
    """The bytes of one part; never more than it is said to be."""
    if not 0 <= size <= _MOST_BYTES:
        raise ValueError("size")
    parts, left = [], size
    for (data,) in db.execute(
        "SELECT data FROM blocks WHERE table_id = ? AND position = ? AND part = ? ORDER BY chunk",
        key,
    ):
        unpacked = zlib.decompressobj().decompress(data, min(left, _BLOCK) + 1)
        left -= len(unpacked)
        if left < 0:
            raise ValueError("longer than said")
        parts.append(unpacked)
    if left:
        raise ValueError("shorter than said")
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _check(codes: Codes, texts: Texts) -> None:
    """What the engine relies on without looking: codes in range, texts that can be decoded."""
    distinct = len(texts)
    if len(codes) and (distinct == 0 or int(codes.min()) < 0 or int(codes.max()) >= distinct):
        raise ValueError("code out of range")
    ends: NDArray[np.int64] = texts.ends
    if distinct == 0:
        return
    if int(ends[0]) < 0 or np.any(np.diff(ends) < 0) or int(ends[-1]) != len(texts.data):
        raise ValueError("ends out of order")
    texts.data.decode("utf-8", "surrogatepass")
    data = np.frombuffer(texts.data, np.uint8)
    starts = ends[ends < len(data)]
    if np.any((data[starts] & 0xC0) == 0x80):
        raise ValueError("a text ends inside a character")
