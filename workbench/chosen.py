"""Leads that somebody chose in a chart or a table: the same leads in every other one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.evaluation.metrics import tally_of
from models.leads.table import Leads
from models.leads.tally import Tally


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
    def tally(self) -> Tally:
        """How many they are, and what became of them."""
        return tally_of(np.bincount(self.leads.outcome[self.rows], minlength=3)[:3])


def chosen_of(words: str, rows: NDArray[np.integer] | NDArray[np.bool_], leads: Leads) -> Chosen:
    """A choice by row numbers in any order, or by a mask."""
    found = np.flatnonzero(rows) if rows.dtype == np.bool_ else np.unique(rows)
    return Chosen(words, found.astype(np.intp), leads)
