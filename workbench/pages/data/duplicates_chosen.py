"""The scored leads behind groups of duplicated rows, to choose them and to count the chosen."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from models.leads.duplicates.find import Group
from models.project.population import Population
from workbench.session import Session

Rows = NDArray[np.intp]


class DuplicatesChosen:
    """Groups are of rows of the table; a row is scored as the lead that it went into, if at all."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._of: Population | None = None
        self._places: Rows = np.zeros(0, dtype=np.intp)

    def rows(self, groups: Iterable[Group]) -> Rows:
        """The rows, among the leads that are scored, of these groups; each once."""
        population = self._session.population
        if population is None:
            return np.zeros(0, dtype=np.intp)
        if population is not self._of:
            self._of, self._places = population, _places(population)
        rows = np.fromiter(chain.from_iterable(group.rows for group in groups), dtype=np.intp)
        if len(rows) and rows.max() >= len(self._places):
            return rows[:0]  # groups of a table that is gone
        found = np.unique(self._places[rows])
        return found[found >= 0]

    def number(self, group: Group) -> int:
        """How many of the chosen leads a group has."""
        chosen = self._session.chosen
        return 0 if chosen is None else int(np.count_nonzero(chosen.mask[self.rows((group,))]))


def _places(population: Population) -> Rows:
    """(rows of the table,) the scored lead that each row is, or went into; -1: it is left out."""
    found = np.full(len(population.whole), -1, dtype=np.intp)
    found[population.rows] = np.arange(len(population.rows))
    merge = population.merge
    return found if merge is None else found[merge.rows[merge.of]]
