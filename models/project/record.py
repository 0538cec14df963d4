"""The journal inside the project's file: rows written for each change, and the history they tell.

A base holds a whole history at a position of the journal; the rows after it are replayed on it.
Older bases and rows stay: they are the record of decisions.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from models.problems import LeadbenchError
from models.project.edits import AnyEdit, EditError
from models.project.edits_json import (
    edit_from_json,
    edit_to_json,
    project_from_json,
    project_to_json,
)
from models.project.history import Entry, History, Op, Step

LONGEST = 2_000  # rows that are replayed at most; longer ones get a new base at opening

SCHEMA = """
CREATE TABLE base (
    seq INTEGER PRIMARY KEY, time TEXT NOT NULL, history TEXT NOT NULL, sha256 TEXT NOT NULL
);
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY, time TEXT NOT NULL, author TEXT NOT NULL, op TEXT NOT NULL,
    label TEXT NOT NULL, edit TEXT, sha256 TEXT NOT NULL
);
"""

# What reading a foreign row may raise; RecursionError by JSON that is nested a thousand deep.
_UNREADABLE = (ValueError, KeyError, TypeError, RecursionError, LeadbenchError, EditError)

_Row = tuple[int, str, str, str, str, str | None, str]


class Damage(Exception):
    """The journal is not what was written; `seq` is the first row that is not."""

    def __init__(self, seq: int) -> None:
        self.seq = seq
        super().__init__(seq)


@dataclass(frozen=True)
class Told:
    """What base and journal tell.

    `rows` since the base, `unsaved` changes since the last Save; `damage` is the number of the
    first row that is not as it was written (0: none): the history ends before it.
    """

    history: History
    rows: int
    unsaved: int
    damage: int = 0


def write_base(db: sqlite3.Connection, history: History, seq: int, time: str = "") -> None:
    """Keep a whole history as of row `seq` of the journal."""
    text = _dump(
        {
            "project": project_to_json(
                history.steps[0].before if history.steps else history.project
            ),
            "saved": project_to_json(history.saved),
            "steps": [
                {"edit": edit_to_json(s.edit), "label": s.label, "time": s.time, "author": s.author}
                for s in history.steps
            ],
            "done": len(history.done),
        }
    )
    db.execute(
        "INSERT OR REPLACE INTO base (seq, time, history, sha256) VALUES (?, ?, ?, ?)",
        (seq, time, text, _sum(seq, time, text)),
    )


def append(db: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    """Write entries in their order; REPLACE and DROP mend the row of the newest edit."""
    seq = last_seq(db)
    for entry in entries:
        if entry.op in (Op.REPLACE, Op.DROP):
            seq -= db.execute(
                "DELETE FROM journal WHERE seq = ? AND op = ?", (seq, Op.EDIT)
            ).rowcount
        if entry.op is Op.DROP:
            continue
        seq += 1
        op = Op.EDIT if entry.op is Op.REPLACE else entry.op
        edit = None if entry.edit is None else _dump(edit_to_json(entry.edit))
        said = (_sayable(entry.time), _sayable(entry.author), op, _sayable(entry.label))
        content = (seq, *said, edit)
        db.execute(
            "INSERT INTO journal (seq, time, author, op, label, edit, sha256)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*content, _sum(*content)),
        )


def last_seq(db: sqlite3.Connection) -> int:
    """The number of the newest row, or of the base where no row follows it."""
    (row,) = db.execute("SELECT max(seq) FROM journal").fetchone()
    (base,) = db.execute("SELECT max(seq) FROM base").fetchone()
    return max(row or 0, base or 0)


def discard_unsaved(db: sqlite3.Connection) -> None:
    """Take back every row after the last Save, and with them the bases that hold them."""
    (saved,) = db.execute("SELECT max(seq) FROM journal WHERE op = ?", (Op.SAVE,)).fetchone()
    (first,) = db.execute("SELECT min(seq) FROM base").fetchone()
    kept = max(saved or 0, first or 0)
    db.execute("DELETE FROM journal WHERE seq > ?", (kept,))
    db.execute("DELETE FROM base WHERE seq > ?", (kept,))


def tell(db: sqlite3.Connection) -> Told:
    """Replay the journal on the newest sound base. Raises Damage where no base is sound."""
    seq, history = _newest_base(db)
    rows: list[_Row] = db.execute(
        "SELECT seq, time, author, op, label, edit, sha256 FROM journal WHERE seq > ? ORDER BY seq",
        (seq,),
    ).fetchall()
    unsaved, damage, saved = 0, 0, False
    for expected, row in enumerate(rows, start=seq + 1):
        try:
            history = _replayed(history, row, expected)
        except Damage as found:
            damage = found.seq
            break
        saved = saved or row[3] == Op.SAVE
        unsaved = 0 if row[3] == Op.SAVE else unsaved + 1
    if not saved:
        unsaved += _unsaved_before(db, seq)
    return Told(history, len(rows), 0 if history.clean else unsaved, damage)


def cut(db: sqlite3.Connection, seq: int) -> None:
    """Take away the rows from a damaged one on."""
    db.execute("DELETE FROM journal WHERE seq >= ?", (seq,))
    db.execute("DELETE FROM base WHERE seq >= ?", (seq,))


def _newest_base(db: sqlite3.Connection) -> tuple[int, History]:
    for seq, time, text, total in db.execute(
        "SELECT seq, time, history, sha256 FROM base ORDER BY seq DESC"
    ):
        try:
            if _sum(seq, time, text) == total:
                return seq, _history(seq, text)
        except Damage:
            continue
    raise Damage(0)


def _unsaved_before(db: sqlite3.Connection, base: int) -> int:
    """The rows between the last Save and the base."""
    (saved,) = db.execute(
        "SELECT max(seq) FROM journal WHERE op = ? AND seq <= ?", (Op.SAVE, base)
    ).fetchone()
    (count,) = db.execute(
        "SELECT count(*) FROM journal WHERE seq > ? AND seq <= ?", (saved or 0, base)
    ).fetchone()
    return int(count)


def _history(seq: int, text: str) -> History:
    try:
        told = json.loads(text)
        steps = told["steps"]
        history = History.of(project_from_json(told["project"]))
        for step in steps:
            edit = edit_from_json(step["edit"])
            history = _done(history, edit, step["label"], step["time"], step["author"])
        for _ in range(len(steps) - int(told["done"])):
            history = history.undo()
        saved = project_from_json(told["saved"])
    except _UNREADABLE as error:
        raise Damage(seq) from error
    return History(history.project, saved, history.done, history.undone)


def _replayed(history: History, row: _Row, expected: int) -> History:
    seq, time, author, op, label, text, total = row
    if seq != expected or _sum(*row[:-1]) != total:
        raise Damage(expected)
    try:
        match op:
            case Op.EDIT:
                return _done(history, edit_from_json(json.loads(text or "")), label, time, author)
            case Op.UNDO if history.done:
                return history.undo()
            case Op.REDO if history.undone:
                return history.redo()
            case Op.SAVE:
                return history.save()
    except _UNREADABLE as error:
        raise Damage(seq) from error
    raise Damage(seq)


def _done(history: History, edit: AnyEdit, label: str, time: str, author: str) -> History:
    """Push without asking whether it changes anything: a row that is there was a step."""
    before = history.project
    return history.pushed(Step(edit, before, edit.apply(before), label, time, author))


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def _sayable(text: str) -> str:
    """Half an emoji in a name must not stop the journal; the edit itself keeps it."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _sum(*content: object) -> str:
    return hashlib.sha256(json.dumps([str(item) for item in content]).encode()).hexdigest()
