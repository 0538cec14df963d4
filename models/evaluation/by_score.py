"""Leads by score and outcome with the bands of the scale: all that a chart of scores asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from models.leads.tally import Tally
from models.scoring.model import Band, ScoringModel


class Begins(Protocol):
    """A band as charts know it: its name, the score where it begins, whether it is the MQL's."""

    @property
    def name(self) -> str: ...

    @property
    def threshold(self) -> int: ...

    @property
    def mql(self) -> bool: ...


class ByScore(Protocol):
    """An evaluation, or leads that are expected. `histogram`: shape (most - least + 1, 3): leads
    by score and outcome (not converted, converted, unknown)."""

    @property
    def histogram(self) -> NDArray[Any]: ...

    @property
    def least(self) -> int: ...

    @property
    def most(self) -> int: ...

    @property
    def bands(self) -> Sequence[Begins]: ...

    @property
    def all(self) -> Tally: ...


@dataclass(frozen=True, eq=False)
class ExpectedByScore:
    """Leads as they are expected: a lead may be spread over several scores."""

    histogram: NDArray[np.float64]
    least: int
    bands: tuple[Band, ...]

    @property
    def most(self) -> int:
        """The highest score of the scale."""
        return self.least + len(self.histogram) - 1

    @cached_property
    def all(self) -> Tally:
        """All leads, to whole ones."""
        lost, won, unknown = self.histogram.sum(axis=0).tolist()
        return Tally(round(lost + won + unknown), round(won), round(lost))


def expected_by_score(
    model: ScoringModel, levels: NDArray[np.integer[Any]], counts: NDArray[np.float64]
) -> ExpectedByScore:
    """Counts of some levels (scores less the scale's least), shape (levels, 3), on the scale."""
    scale = model.scale
    whole = np.zeros((scale.most - scale.least + 1, 3))
    whole[levels] = counts
    return ExpectedByScore(whole, scale.least, model.bands)
