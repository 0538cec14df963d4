"""Two models scored on the same leads: everything that the comparison of them shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.evaluation.comparison.bootstrap import DRAWS
from models.evaluation.comparison.comparison import Comparison, compare
from models.evaluation.comparison.ledger import Ledger, ledger_of
from models.evaluation.comparison.paired import paired_of
from models.evaluation.evaluate import evaluate
from models.evaluation.evaluation import Evaluation
from models.leads.table import Leads
from models.scoring.engine import Scored, score
from models.scoring.masks import Masks
from models.scoring.model import ScoringModel
from models.scoring.sight import scored_by

Progress = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Compared:
    """A and B on the leads that both score.

    `leads`: these leads; `rows`: their rows in the leads that were given, `every` of them.
    `moves`: shape (bands of A, bands of B, 3): leads by the band of each and outcome (not
    converted, converted, unknown).
    The rows of the ledger, where A is before and B after, are rows of `leads`.
    """

    leads: Leads
    rows: NDArray[np.intp]
    a: Evaluation
    b: Evaluation
    scored_a: Scored
    scored_b: Scored
    figures: Comparison
    moves: NDArray[np.int64]
    ledger: Ledger
    every: int

    @property
    def left_out(self) -> int:
        """Leads that one of the models does not score: no day of creation, or too young."""
        return self.every - len(self.rows)


def compare_models(
    a: ScoringModel,
    b: ScoringModel,
    leads: Leads,
    days: tuple[date, date],
    masks: Masks | None = None,
    draws: int = DRAWS,
    progress: Progress = lambda _what: None,
) -> Compared:
    """Score the leads by both models, each as of its day, and compare.

    `masks`: what is kept of these leads; used where both models score all of them.
    """
    every = len(leads)
    progress("Scoring the leads by both models")
    (by_a, by_b), leads, rows = scored_together((a, b), leads, days, masks)
    return compare_scored(by_a, by_b, leads, rows, every, draws, progress)


def scored_together(
    models: Sequence[ScoringModel],
    leads: Leads,
    days: Sequence[date],
    masks: Masks | None = None,
) -> tuple[list[Scored], Leads, NDArray[np.intp]]:
    """The leads that all models score, each as of its day: scores, these leads, and their rows.

    `masks`: what is kept of the leads that are given; used where all of them are scored.
    """
    rows = np.arange(len(leads), dtype=np.intp)
    for model, day in zip(models, days, strict=True):
        by = scored_by(model, leads, day)
        if by.rows is not None:
            rows = np.intersect1d(rows, by.rows, assume_unique=True)
    if len(rows) < len(leads):
        leads, masks = leads.only(rows), None
    masks = Masks(leads) if masks is None else masks
    scored = [score(model, leads, day, masks) for model, day in zip(models, days, strict=True)]
    return scored, leads, rows


def compare_scored(
    scored_a: Scored,
    scored_b: Scored,
    leads: Leads,
    rows: NDArray[np.intp],
    every: int,
    draws: int = DRAWS,
    progress: Progress = lambda _what: None,
) -> Compared:
    """Compare the scores that two models gave the same leads; `leads` tell the outcomes."""
    progress("Drawing the leads again")
    figures = compare(paired_of(scored_a, scored_b, leads.outcome), draws)
    progress("Finding out who moves")
    return Compared(
        leads,
        rows,
        evaluate(scored_a.model, leads, scored=scored_a),
        evaluate(scored_b.model, leads, scored=scored_b),
        scored_a,
        scored_b,
        figures,
        moves_of(scored_a, scored_b, leads.outcome),
        ledger_of(scored_a, scored_b),
        every,
    )


def moves_of(a: Scored, b: Scored, outcome: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Leads by band of A, band of B and outcome; shape (bands of A, bands of B, 3)."""
    bands_a, bands_b = len(a.model.bands), len(b.model.bands)
    cells = (a.bands.astype(np.int64) * bands_b + b.bands) * 3 + outcome
    counts = np.bincount(cells, minlength=bands_a * bands_b * 3)
    return counts.reshape(bands_a, bands_b, 3).astype(np.int64)
