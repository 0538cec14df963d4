"""The model without one of its rules, or without one entry: scored by the engine, and compared."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.comparison.delong import AucDifference, auc_difference
from models.evaluation.comparison.paired import pairs_of
from models.evaluation.lens.lines import Line
from models.evaluation.lens.worth import Worth, worth_of
from models.evaluation.tallies import FEWEST
from models.leads.tally import Tally
from models.scoring.bits import Bits, at
from models.scoring.engine import Scored, score


@dataclass(frozen=True)
class Without:
    """`mql`: leads with a known outcome at or above the MQL threshold without the line; `kept`:
    those that only the line brings there; `held_back`: those that it alone keeps below.
    `auc`: the ranking of the model (a), without the line (b), and the difference; None: too few.
    """

    mql: Tally
    kept: Tally
    held_back: Tally
    auc: AucDifference | None


@dataclass(frozen=True, eq=False)
class Known:
    """The leads with a known outcome: their `rows`, who `converted`, their scores by the model, and
    whether an override `moved` them. Shape (leads,) each.
    """

    rows: NDArray[np.intp]
    converted: NDArray[np.bool_]
    scores: NDArray[np.integer]
    moved: NDArray[np.bool_] | None

    @staticmethod
    def of(scored: Scored, codes: NDArray[np.uint8]) -> Known:
        """Of leads whose `codes`, shape (rows,), are 0 or 1."""
        rows = np.flatnonzero(codes < 2)
        moved = None if scored.override is None else scored.override[rows] >= 0
        return Known(rows, codes[rows] == 1, scored.scores[rows], moved)


def without(line: Line, bits: Bits, scored: Scored, known: Known) -> tuple[Without, Worth | None]:
    """What is lost without the line, and what it is worth.

    The engine scores all leads without it, so limits, decay, overrides and accounts have their say.
    """
    model = line.without(scored.model)
    other = score(model, scored.masks.leads, scored.as_of, scored.masks)
    scores = other.scores[known.rows]
    threshold = scored.model.mql_threshold
    pairs = pairs_of(known.scores, scores, known.converted.astype(np.uint8), threshold, threshold)
    auc = None
    if min(pairs.totals[:2]) >= FEWEST:
        auc = auc_difference(pairs)
    now, then = known.scores >= threshold, scores >= threshold
    hit = at(bits, known.rows).astype(np.bool_)
    free = slice(None) if known.moved is None else ~known.moved
    apart = known.scores[free].astype(np.int64) - scores[free]
    moves = float(apart[hit[free]].mean()) if hit[free].any() else 0.0
    return (
        Without(
            _tally(then, known.converted),
            _tally(now & ~then, known.converted),
            _tally(then & ~now, known.converted),
            auc,
        ),
        worth_of(scores[free], hit[free], known.converted[free], moves),
    )


def _tally(which: NDArray[np.bool_], converted: NDArray[np.bool_]) -> Tally:
    leads, won = int(np.count_nonzero(which)), int(np.count_nonzero(which & converted))
    return Tally(leads, won, leads - won)
