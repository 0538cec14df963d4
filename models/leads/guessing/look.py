"""What the cells of one column are made of, counted over all rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC

import numpy as np
from numpy.typing import NDArray

from models.leads.cleaning import is_clean
from models.leads.fields import DateOrder, Input
from models.leads.guessing.shapes import LONGEST, date_shape, is_code, number_marks, pattern_of
from models.leads.iso_moments import iso_moments
from models.leads.plain import plain_numbers, plain_patterns
from models.leads.raw import Cell, RawColumn
from models.leads.text import clean, key

PLACEHOLDERS = frozenset("n/a na n.a. #n/a - -- \u2013 . ? null none nan unknown (blank)".split())
"""Words that stand for nothing in a field of numbers or dates."""

FEW = 64
"""Distinct values up to which a column is looked at word by word."""

_SAMPLE = 500
_NUMBER = int(Cell.NUMBER)


@dataclass(frozen=True)
class Doubt:
    """What is odd about the cells of a field, what to do about it, and how many cells it is."""

    what: str
    remedy: str
    count: int


@dataclass(frozen=True)
class Guess:
    """A kind with its recipe and the reason.

    `question` says what the column alone does not decide; what it proves (an order of dates, a
    decimal mark) may answer the same question of other columns. `mark` is the doubtful mark.
    `doubts` are what else the person should look at.
    """

    item: Input
    sentence: str
    question: str = ""
    proven_order: DateOrder | None = None
    proven_decimal: str = ""
    mark: str = ""
    doubts: tuple[Doubt, ...] = ()


@dataclass
class Look:
    """Counts of rows: by pattern of the cell, by placeholder, by what the file said it is.

    `words`: rows by key while they are few, else None. `codes`: whole numbers that would lose
    digits as numbers. `plain_text`: a sample showed no numbers and no dates, so no patterns.
    """

    raw: RawColumn
    filled: int = 0
    patterns: Counter[str] = field(default_factory=Counter)
    placeholders: Counter[str] = field(default_factory=Counter)
    codes: int = 0
    stored: Counter[int] = field(default_factory=Counter)
    words: dict[str, int] | None = field(default_factory=dict)
    plain_text: bool = False

    @property
    def counted(self) -> int:
        """Filled cells that are no placeholder."""
        return self.filled - self.placeholders.total()


def look_at(raw: RawColumn) -> Look:
    """Count the patterns of a column's cells; a column that is plainly text is not counted."""
    if not _worth_counting(raw):
        return Look(raw, filled_rows(raw), words=None, plain_text=True)
    look = Look(raw)
    done = _count_plain(look).tolist()
    if all(done[1:]):
        return look
    rest = zip(raw.texts, raw.counts.tolist(), raw.cells.tolist(), done, strict=True)
    for text, rows, cell, known in rest:
        if not known and rows and (text := clean(text)):
            _count(look, text, rows, cell)
    return look


def _count_plain(look: Look) -> NDArray[np.bool_]:
    """Count plain numbers and ISO dates at once; returns which of the texts are counted.

    Where these are few, all cells are left to be looked at word by word.
    """
    raw = look.raw
    plain = plain_numbers(raw.texts)
    plain.found[(raw.cells == _NUMBER) & plain.zero] = False
    dates = iso_moments(raw.texts, UTC).found
    counted = plain.found | dates
    if int(counted.sum()) <= FEW:
        return np.zeros(len(counted), dtype=bool)
    look.words = None
    look.patterns, look.codes = plain_patterns(plain, raw.counts)
    chosen = np.flatnonzero(dates)
    sizes = np.diff(raw.texts.ends, prepend=0)[chosen]
    for size in np.unique(sizes).tolist():  # dates of one length have one shape
        here = chosen[sizes == size]
        if rows := int(raw.counts[here].sum()):
            look.patterns[pattern_of(raw.texts[int(here[0])])] += rows
    look.filled = look.patterns.total()
    stored = np.bincount(raw.cells[counted], raw.counts[counted], minlength=len(Cell))
    look.stored = Counter({kind: int(rows) for kind, rows in enumerate(stored) if rows})
    return counted


def _count(look: Look, text: str, rows: int, cell: int) -> None:
    look.filled += rows
    look.stored[cell] += rows
    small = key(text)
    if look.words is not None:
        look.words[small] = look.words.get(small, 0) + rows
        if len(look.words) > FEW:
            look.words = None
    if small in PLACEHOLDERS:
        look.placeholders[text] += rows
    elif len(text) > LONGEST:
        look.patterns["a"] += rows
    else:
        look.patterns[pattern_of(text)] += rows
        if cell != _NUMBER and is_code(text):
            look.codes += rows


def filled_rows(raw: RawColumn) -> int:
    """Rows with a cell that is not blank after cleaning."""
    return filled_and_distinct(raw)[0]


def filled_and_distinct(raw: RawColumn) -> tuple[int, int]:
    """Rows with a cell that is not blank after cleaning, and how many different such cells."""
    used = raw.counts > 0
    used[0] = False
    if not is_clean(raw.texts):
        blank = [index for index, text in enumerate(raw.texts) if not text or not clean(text)]
        used[blank] = False
    return int(raw.counts[used].sum()), int(used.sum())


def _worth_counting(raw: RawColumn) -> bool:
    """Whether an even sample of the distinct cells holds numbers or dates, or they are few."""
    distinct = len(raw.texts)
    if distinct <= 2 * _SAMPLE:
        return True
    chosen = np.linspace(1, distinct - 1, _SAMPLE).astype(int)
    fitting = sum(1 for index in chosen.tolist() if _fits(clean(raw.texts[index])))
    return fitting >= _SAMPLE // 2


def _fits(text: str) -> bool:
    if not text or key(text) in PLACEHOLDERS:
        return True
    if len(text) > LONGEST:
        return False
    pattern = pattern_of(text)
    return bool(number_marks(pattern)[0]) or date_shape(pattern) is not None
