"""Merging rows of a table: of each group of duplicated leads one row is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.leads.cleaning import is_clean
from models.leads.fields import Recipe
from models.leads.raw import Codes, RawColumn, RawTable
from models.leads.spellings import blank_keys
from models.leads.text import cleaned_key

Rows = NDArray[np.intp]
NO_RECIPE = Recipe()


@dataclass(frozen=True)
class FieldMerge:
    """What became of the cells of one field in the groups that were merged.

    `filled`: leads whose blank cell was taken from another one. `conflicts`: leads of which
    another one said something else, that is in no cell any more; `lost` counts these cells.
    `unfilled`: blank leads of which another one knew the cell, where blanks are not filled.
    `example`: of the first conflict what was kept, and what was not.
    """

    name: str
    filled: int = 0
    conflicts: int = 0
    lost: int = 0
    unfilled: int = 0
    example: tuple[str, str] = ("", "")


@dataclass(frozen=True, eq=False)
class Merged:
    """`raw`: the table with one row for each group and for each lead of no group.

    `rows` (new rows,): the row each was in the old table, ascending. `of` (old rows,): the new row
    that each old one went into.
    """

    raw: RawTable
    of: Rows
    rows: Rows


class _Members:
    """The rows of all groups, group by group, the kept one first."""

    def __init__(self, groups: Sequence[Sequence[int]]) -> None:
        sizes = np.array([len(group) for group in groups], dtype=np.intp)
        self.rows = np.array([row for group in groups for row in group], dtype=np.intp)
        self.starts = np.cumsum(sizes) - sizes
        self.of = np.repeat(np.arange(len(groups)), sizes)

    def first_known(
        self, column: RawColumn, words: frozenset[str]
    ) -> tuple[Rows, NDArray[np.bool_]]:
        """Of each group the place of its first cell that is known, and which cells are blank.

        A group without one has the place of its kept row.
        """
        codes = column.codes[self.rows]
        blank = blank_cells(column, codes, words)
        places = np.arange(len(codes))
        first = np.minimum.reduceat(np.where(blank, len(codes), places), self.starts)
        return np.where(first < len(codes), first, self.starts), blank


def merge_rows(
    raw: RawTable, groups: Sequence[Sequence[int]], fill: bool, recipe: Recipe = NO_RECIPE
) -> Merged:
    """One row for each group, the first of it; blanks filled from the others in order if `fill`.

    Words that the recipe reads as blank are blanks here too.
    """
    blanks = blank_words(raw, recipe)
    target = np.arange(raw.rows, dtype=np.intp)
    members = _Members(groups)
    kept = members.rows[members.starts]
    target[members.rows] = kept[members.of]
    rows = np.flatnonzero(target == np.arange(raw.rows))
    place = np.zeros(raw.rows, dtype=np.intp)
    place[rows] = np.arange(len(rows))
    columns = []
    for column in raw.columns:
        codes = column.codes
        if fill and len(kept):
            first, _ = members.first_known(column, blanks[column.name])
            codes = codes.copy()
            codes[kept] = column.codes[members.rows[first]]
        columns.append(replace(column, codes=codes[rows]))
    table = RawTable(tuple(columns), len(rows), raw.source, raw.sheet)
    return Merged(table, place[target], rows)


def field_merges(
    raw: RawTable, groups: Sequence[Sequence[int]], fill: bool, recipe: Recipe = NO_RECIPE
) -> tuple[FieldMerge, ...]:
    """What merging these groups does to each field, in the order of the table.

    Cells that differ only in spaces and capitals say the same.
    """
    if not groups:
        return tuple(FieldMerge(column.name) for column in raw.columns)
    members, blanks = _Members(groups), blank_words(raw, recipe)
    return tuple(_field(column, members, fill, blanks[column.name]) for column in raw.columns)


def blank_words(raw: RawTable, recipe: Recipe) -> dict[str, frozenset[str]]:
    """Of each column the keys of the words that its input reads as blank."""
    found = dict.fromkeys((column.name for column in raw.columns), frozenset[str]())
    for item in recipe:
        column = raw.find((item.name, *item.aliases)) if item.blank or item.spellings else None
        if column is not None:
            found[column.name] = blank_keys(item)
    return found


def _field(column: RawColumn, members: _Members, fill: bool, words: frozenset[str]) -> FieldMerge:
    first, blank = members.first_known(column, words)
    known_later = blank[members.starts] & ~blank[first]
    many = int(known_later.sum())
    taken = first if fill else members.starts
    codes = column.codes[members.rows].astype(np.int64)
    differ = ~blank & ~blank[taken][members.of] & (codes != codes[taken][members.of])
    places = np.flatnonzero(differ)
    there, which = np.unique(
        np.concatenate((codes[places], codes[taken][members.of[places]])), return_inverse=True
    )
    meant: dict[str, int] = {}
    keys = np.array(
        [meant.setdefault(cleaned_key(column.texts[code]), len(meant)) for code in there.tolist()],
        dtype=np.int64,
    )[which]
    places = places[keys[: len(places)] != keys[len(places) :]]
    example = ("", "")
    if len(places):
        at = int(places[0])
        example = (
            column[int(members.rows[taken[members.of[at]]])],
            column[int(members.rows[at])],
        )
    return FieldMerge(
        column.name,
        many if fill else 0,
        len(np.unique(members.of[places])),
        len(places),
        0 if fill else many,
        example,
    )


def blank_cells(column: RawColumn, codes: Codes, words: frozenset[str]) -> NDArray[np.bool_]:
    """Which of these cells of a column are blank: empty, of spaces alone, or one of the words."""
    if not words and is_clean(column.texts):
        found: NDArray[np.bool_] = codes == 0
        return found
    there, which = np.unique(codes, return_inverse=True)
    keys = [cleaned_key(column.texts[code]) for code in there.tolist()]
    return np.array([not key or key in words for key in keys], dtype=bool)[which]
