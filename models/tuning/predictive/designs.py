"""What models without points learn from: how often each rule holds, and the fields themselves.

Categories are coded on the leads that teach alone: a value that only others have is a rare one to
everybody. Blanks stay blanks. Dates are ages on the day of the lead. Fields that name a person or
a company, that are known with the outcome only, or that give it away are not taken.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from models.leads.columns import (
    BLANK_DAY,
    Column,
    DateColumn,
    MultipleColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
)
from models.leads.derived import fields_of_leads
from models.leads.fields import Role
from models.leads.table import Leads
from models.leads.text import cleaned_key
from models.scoring.answers import day_number
from models.scoring.bits import unpacked
from models.scoring.engine import Scored
from models.tuning.candidate import Candidate
from models.tuning.lined import MOST_TIMES, Owner, lines_of

TAKEN = (Role.FIELD, Role.OWNER, Role.SOURCE, Role.CONSENT)
"""What a field may mean: nothing that names a lead or its account, nothing of the outcome."""
MOST_VALUES = 200
"""Values of a category that are told apart; all others are one."""
FEWEST_LEADS = 5
"""Leads that teach and have a value, for it to be told apart."""
MOST_PARTS = 30
"""Values of a field of several that get a column each."""

Rows = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Fields:
    """`values` (rows, columns): NaN is blank. `categories`: which columns are codes of values."""

    values: Floats
    names: tuple[str, ...]
    categories: tuple[bool, ...]


@dataclass(frozen=True, eq=False)
class Lines:
    """`values` (rows, lines): the logarithm of how often each holds, once being 1."""

    values: csr_matrix
    names: tuple[str, ...]


def lines_design(
    scored: Scored, candidates: Collection[Candidate], leaks: Collection[str], rows: Rows
) -> Lines:
    """The rules of the model and the candidates over these leads."""
    columns, names = [], []
    for owner in _owners(scored, candidates, leaks):
        for name, times in _times(owner, scored, rows):
            columns.append(csr_matrix(np.log2(1.0 + times)[:, None]))
            names.append(name)
    if not columns:
        return Lines(csr_matrix((len(rows), 0)), ())
    return Lines(hstack(columns, format="csr"), tuple(names))


def _owners(
    scored: Scored, candidates: Collection[Candidate], leaks: Collection[str]
) -> Iterator[Owner]:
    barred = {cleaned_key(name) for name in leaks}
    derived = scored.model.derived
    rules = [Owner(rule, "", rule.id) for rule in scored.model.rules()]
    rules += [Owner(one.rule, "", one.key, candidate=True) for one in candidates]
    for owner in rules:
        read = fields_of_leads(owner.rule.fields(), derived)
        if not any(cleaned_key(name) in barred for name in read):
            yield owner


def _times(owner: Owner, scored: Scored, rows: Rows) -> Iterator[tuple[str, NDArray[np.int32]]]:
    for line, planes in lines_of(owner, scored, rows):
        times = np.zeros(len(rows), dtype=np.int32)
        for plane in planes[:MOST_TIMES]:
            times += unpacked(plane, 0, len(rows))
        if times.any():
            yield line.name, times


def fields_design(
    leads: Leads, scored: Scored, leaks: Collection[str], teach: Rows, rows: Rows
) -> Fields:
    """The fields of `rows`, coded as `teach` have them; what rules count of activities as well."""
    barred = {cleaned_key(name) for name in leaks}
    columns: list[Floats] = []
    names: list[str] = []
    categories: list[bool] = []
    for item in leads.recipe:
        if item.role not in TAKEN or cleaned_key(item.name) in barred:
            continue
        column = leads.column(item.name)
        if column is None:
            continue
        for name, values, category in _columns(column, leads, scored, teach, rows):
            columns.append(values)
            names.append(f"{item.name}{name}")
            categories.append(category)
    for owner in _owners(scored, (), leaks):
        if any(True for _ in owner.rule.selections()):
            for name, times in _times(owner, scored, rows):
                columns.append(times.astype(np.float64))
                names.append(name)
                categories.append(False)
    values = np.column_stack(columns) if columns else np.zeros((len(rows), 0))
    return Fields(values, tuple(names), tuple(categories))


def _columns(
    column: Column, leads: Leads, scored: Scored, teach: Rows, rows: Rows
) -> Iterator[tuple[str, Floats, bool]]:
    match column:
        case NumberColumn():
            yield "", column.values[rows], False
        case YesNoColumn():
            answers = column.values[rows].astype(np.float64)
            yield "", np.where(answers < 0, np.nan, answers), False
        case DateColumn():
            yield "", _ages(column, leads, scored, rows), False
        case TextColumn():
            table = _coding(column.codes[teach], len(column.values))
            codes = table[column.codes[rows]]
            yield "", np.where(codes < 0, np.nan, codes), True
        case MultipleColumn():
            yield from _parts(column, teach, rows)


def _ages(column: DateColumn, leads: Leads, scored: Scored, rows: Rows) -> Floats:
    """Days before the lead was created; where that is not known, before the as-of day."""
    days, created = column.days[rows], leads.created[rows]
    since = np.where(created == BLANK_DAY, day_number(scored.as_of), created)
    ages = since.astype(np.float64) - days
    return np.where(days == BLANK_DAY, np.nan, ages)


def _coding(codes: NDArray[np.integer], size: int) -> NDArray[np.int64]:
    """A code for each value: -1 blank, 0 rare, then the commonest first."""
    held = np.bincount(codes, minlength=size)
    held[0] = 0
    order = np.argsort(-held, kind="stable")[:MOST_VALUES]
    kept = order[held[order] >= FEWEST_LEADS]
    table = np.zeros(size, dtype=np.int64)
    table[0] = -1
    table[kept] = np.arange(1, len(kept) + 1)
    return table


def _parts(column: MultipleColumn, teach: Rows, rows: Rows) -> Iterator[tuple[str, Floats, bool]]:
    """A column for each of the commonest values, and how many a lead has."""
    held = np.bincount(column.codes[teach], minlength=len(column.sets))
    counts: dict[str, int] = {}
    for words, leads in zip(column.sets, held.tolist(), strict=True):
        for word in words:
            counts[word] = counts.get(word, 0) + leads
    common = sorted(counts, key=lambda word: (-counts[word], word))[:MOST_PARTS]
    for word in common:
        if counts[word] >= FEWEST_LEADS:
            has = np.array([word in words for words in column.sets], dtype=np.float64)
            yield f": {word}", has[column.codes[rows]], False
    size = np.array([len(words) for words in column.sets], dtype=np.float64)
    yield "", size[column.codes[rows]], False
