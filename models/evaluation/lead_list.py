"""The list of leads: which rows are shown and in which order, as one permutation."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import Column
from models.leads.fields import Kind, Role
from models.leads.ordering import Ranks, descending, ranks_of, smallest, stable_order
from models.leads.raw import RawColumn
from models.leads.table import Leads
from models.leads.text import cleaned_key
from models.scoring.grades import Graded

SCORE, BAND, GRADE, OUTCOME, ROW = "\0score", "\0band", "\0grade", "\0outcome", "\0row"
"""Sort keys that are not fields; no cleaned field name begins with NUL."""


@dataclass(frozen=True)
class LeadQuery:
    """What a person asked of the list. Empty sets and texts do not filter.

    `bands` are positions in the model's bands, `grades` labels of its matrix, `outcomes` the codes
    of `Leads.outcome`. `sort` is a field's name or one of SCORE, BAND, GRADE, OUTCOME, ROW.
    """

    text: str = ""
    bands: frozenset[int] = frozenset()
    grades: frozenset[str] = frozenset()
    outcomes: frozenset[int] = frozenset()
    sort: str = SCORE
    downwards: bool = True


@dataclass(frozen=True, eq=False)
class LeadOrder:
    """Permutations for one table of leads; ranks and search keys are kept between questions."""

    leads: Leads
    _ranks: dict[str, tuple[Ranks, int]] = field(default_factory=dict, repr=False)
    _sorted: dict[tuple[str, bool], NDArray[np.intp]] = field(default_factory=dict, repr=False)
    _keys: dict[str, list[str]] = field(default_factory=dict, repr=False)
    _derived: dict[bool, tuple[Column, NDArray[np.intp]]] = field(default_factory=dict, repr=False)

    def rows(
        self,
        query: LeadQuery,
        scores: NDArray[np.integer],
        bands: NDArray[np.integer],
        also: NDArray[np.bool_] | None = None,
        grades: Graded | None = None,
        derived: Column | None = None,
    ) -> NDArray[np.intp]:
        """The rows that answer the query, in order; shape (shown,).

        `scores` and `bands`: shape (rows,). `also`: a mask to be met besides (rows a rule hits).
        `grades`: of all leads, where the model has a matrix. `derived`: the column of the field to
        sort by, where the model derives it.
        """
        order = self._ordered(query, scores, grades, derived)
        mask = self._mask(query, bands, also, grades)
        return order if mask is None else order[mask[order]]

    def _mask(
        self,
        query: LeadQuery,
        bands: NDArray[np.integer],
        also: NDArray[np.bool_] | None,
        grades: Graded | None,
    ) -> NDArray[np.bool_] | None:
        masks = [also] if also is not None else []
        if query.bands:
            masks.append(np.isin(bands, list(query.bands)))
        if query.grades and grades is not None:
            cells = [cell for cell, label in enumerate(grades.labels) if label in query.grades]
            masks.append(np.isin(grades.cells, cells))
        if query.outcomes:
            masks.append(np.isin(self.leads.outcome, list(query.outcomes)))
        wanted = cleaned_key(query.text)
        if wanted:
            masks.append(self.found(wanted))
        return np.logical_and.reduce(masks) if masks else None

    def found(self, wanted: str) -> NDArray[np.bool_]:
        """Rows in which some text cell or the lead's id contains this key."""
        hit = np.zeros(len(self.leads), dtype=np.bool_)
        for item in self.leads.recipe:
            searchable = item.kind in (Kind.TEXT, Kind.MULTIPLE) or item.role is Role.ID
            raw = self.leads.raw_column(item) if searchable else None
            if raw is not None:
                table = np.fromiter(
                    (wanted in text for text in self._search_keys(raw)),
                    dtype=np.bool_,
                    count=len(raw.texts),
                )
                hit |= table[raw.codes]
        return hit

    def _search_keys(self, raw: RawColumn) -> list[str]:
        if raw.name not in self._keys:
            self._keys[raw.name] = [cleaned_key(text) for text in raw.texts]
        return self._keys[raw.name]

    def _ordered(
        self,
        query: LeadQuery,
        scores: NDArray[np.integer],
        grades: Graded | None,
        derived: Column | None,
    ) -> NDArray[np.intp]:
        if query.sort == SCORE or query.sort == BAND:
            low = int(scores.min()) if len(scores) else 0
            shifted = scores.astype(np.int64) - low
            most = int(shifted.max()) if len(scores) else 0
            ranks = smallest(most - shifted if query.downwards else shifted, most)
            return stable_order(ranks, within=self._by_id())
        if query.sort == GRADE:
            if grades is None:
                return self._by_id()
            # Downwards is from the best grade to the worst.
            place = grades.ranks.astype(np.int64)
            last = int(place.max(initial=0))
            ranks = smallest(place if query.downwards else last - place, last)
            return stable_order(ranks, within=self._by_id())
        if query.sort == ROW:
            rows = np.arange(len(self.leads))
            return rows[::-1] if query.downwards else rows
        if derived is not None:
            return self._by_derived(derived, query.downwards)
        cached = self._sorted.get((query.sort, query.downwards))
        if cached is None:
            cached = self._by_ranks(*self._rank(query.sort), query.downwards)
            self._sorted[query.sort, query.downwards] = cached
        return cached

    def _by_derived(self, column: Column, downwards: bool) -> NDArray[np.intp]:
        held = self._derived.get(downwards)
        if held is None or held[0] is not column:  # the model makes it otherwise now
            held = self._derived[downwards] = (
                column,
                self._by_ranks(*ranks_of(column), downwards),
            )
        return held[1]

    def _by_ranks(self, ranks: Ranks, blank: int, downwards: bool) -> NDArray[np.intp]:
        turned = descending(ranks, blank) if downwards else ranks
        return stable_order(turned, within=self._by_id())

    def _rank(self, name: str) -> tuple[Ranks, int]:
        if name not in self._ranks:
            column = self.leads.column(name)
            if name == OUTCOME:
                self._ranks[name] = self.leads.outcome, 2
            elif column is None:
                self._ranks[name] = np.zeros(len(self.leads), dtype=np.uint8), 0
            else:
                self._ranks[name] = ranks_of(column)
        return self._ranks[name]

    def _by_id(self) -> NDArray[np.intp]:
        """All rows by id ascending by code point, then row (semantics 14)."""
        cached = self._sorted.get(("\0id", False))
        if cached is None:
            item = self.leads.recipe.with_role(Role.ID)
            raw = None if item is None else self.leads.raw_column(item)
            if raw is None:
                cached = np.arange(len(self.leads))
            else:
                cached = stable_order(_text_ranks(list(raw.texts))[raw.codes])
            self._sorted["\0id", False] = cached
        return cached


def _text_ranks(texts: list[str]) -> NDArray[np.uint32]:
    """Ranks by code point; equal texts, which cells of two kinds may have, rank alike."""
    order = sorted(range(len(texts)), key=texts.__getitem__)
    steps = (texts[low] != texts[high] for low, high in pairwise(order))
    ranks = np.zeros(len(texts), dtype=np.uint32)
    ranks[order[1:]] = np.cumsum(np.fromiter(steps, np.uint32, len(texts) - 1))
    return ranks


def cell_text(leads: Leads, name: str, row: int) -> str:
    """A cell as it was in the file; "" is blank."""
    item = leads.recipe.find(name)
    raw = None if item is None else leads.raw_column(item)
    return "" if raw is None else raw[row]
