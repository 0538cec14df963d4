"""An evaluation: all that charts, tables and sentences show of a model on leads, in one value.

Everything is derived from whole-number histograms of the score by outcome, so that it costs the
same at ten thousand leads and at a million.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from models.evaluation.tallies import TOO_FEW, Interval
from models.leads.tally import Tally

__all__ = [
    "SHARES",
    "TOO_FEW",
    "BandFigures",
    "Evaluation",
    "Interval",
    "LiftRow",
    "Movement",
    "RuleFigures",
    "Tally",
]

SHARES = (0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True)
class BandFigures:
    """One band: leads from its threshold up to the next."""

    name: str
    threshold: int
    mql: bool
    tally: Tally


@dataclass(frozen=True)
class RuleFigures:
    """A rule's evidence: the leads it gives points to (or would, were it not muted).

    `mql_added`: leads at or above the MQL threshold because of this rule, less those below it
    because of it: MQL now minus MQL with the rule muted. None: not computed yet. `chosen`: leads
    of its hits that somebody chose; None: nobody chose any.
    """

    hits: Tally
    mql_added: int | None = None
    chosen: int | None = None


@dataclass(frozen=True)
class LiftRow:
    """The best `share` of the leads with a known outcome; ties counted by expectation.

    `lift` None: the share holds no whole lead, or nobody converted.
    """

    share: float
    leads: int
    converted: float
    lift: float | None


@dataclass(frozen=True, eq=False)
class Movement:
    """Leads by band of the saved version (rows), band now (columns) and outcome (last axis).

    `counts`: shape (saved bands, bands now, 3), whole numbers. `changed`: leads whose score
    changed. `entered` and `left`: leads that crossed the MQL threshold, by outcome.
    """

    counts: NDArray[np.int64]
    changed: int
    entered: Tally
    left: Tally


@dataclass(frozen=True, eq=False)
class Evaluation:
    """A model's figures on leads.

    `histogram`: shape (most - least + 1, 3): leads by score and outcome (not converted,
    converted, unknown). `least`: the score of its first row. `bands` ascend. `mql`: all leads at
    or above the MQL threshold. `gains`: shape (points, 2), share of known leads against share of
    conversions found, both 0..1, from (0, 0) to (1, 1). `rules` by rule id. `reaches` by group
    id: the least and most that any lead got from the group. None: not enough data to say.
    """

    histogram: NDArray[np.int64]
    least: int
    bands: tuple[BandFigures, ...]
    mql: Tally
    all: Tally
    auc: Interval | None
    gains: NDArray[np.float64]
    lift: tuple[LiftRow, ...]
    rules: dict[str, RuleFigures] = field(default_factory=dict)
    reaches: dict[str, tuple[int, int]] = field(default_factory=dict)
    movement: Movement | None = None
    overridden: int = 0

    @property
    def most(self) -> int:
        """The highest score of the scale."""
        return self.least + len(self.histogram) - 1
