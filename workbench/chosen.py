"""Leads that somebody chose in a chart or a table: the same leads in every other one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.evaluation.metrics import tally_of
from models.leads.table import Leads
from models.leads.tally import Tally
from models.scoring.bits import Bits, number, packed
from models.scoring.sight import ScoredBy


@dataclass(frozen=True, eq=False)
class Chosen:
    """`words`: how they were chosen, such as "score 40 to 44". `rows`: rows of `leads`, ascending.

    `leads`: those that the session scores, so that a row means the same lead on every page.
    """

    words: str
    rows: NDArray[np.intp]
    leads: Leads

    @cached_property
    def mask(self) -> NDArray[np.bool_]:
        """Which of the leads are chosen; shape (leads,)."""
        found = np.zeros(len(self.leads), dtype=np.bool_)
        found[self.rows] = True
        return found

    @cached_property
    def bits(self) -> Bits:
        """The same, one bit a lead."""
        return packed(self.mask)

    def among(self, bits: Bits) -> int:
        """How many of the chosen leads are among these, one bit a lead: soon told of a million."""
        return number(self.bits & bits)

    @cached_property
    def tally(self) -> Tally:
        """How many they are, and what became of them."""
        return tally_of(np.bincount(self.leads.outcome[self.rows], minlength=3)[:3])


def within(chosen: Chosen, by: ScoredBy | None) -> NDArray[np.bool_]:
    """Which of the leads that a model scores are chosen; `by`: who they are among all leads."""
    return chosen.mask if by is None or by.rows is None else chosen.mask[by.rows]


def among_all(which: NDArray[np.bool_], by: ScoredBy | None) -> NDArray[np.intp]:
    """The rows, among all leads, of a mask of those that a model scores."""
    return rows_of_all(np.flatnonzero(which), by)


def rows_of_all(rows: NDArray[np.intp], by: ScoredBy | None) -> NDArray[np.intp]:
    """The rows, among all leads, of rows of those that a model scores."""
    return rows if by is None or by.rows is None else by.rows[rows]


def chosen_of(words: str, rows: NDArray[np.integer] | NDArray[np.bool_], leads: Leads) -> Chosen:
    """A choice by row numbers in any order, or by a mask."""
    found = np.flatnonzero(rows) if rows.dtype == np.bool_ else np.unique(rows)
    return Chosen(words, found.astype(np.intp), leads)
