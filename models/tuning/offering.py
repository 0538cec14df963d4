"""The cards that are offered: points learnt on all leads, beside what the same way was worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.tuning.candidate import Candidate
from models.tuning.division import Codes
from models.tuning.fitted import disruption
from models.tuning.ground import Laid
from models.tuning.judged import against, figures_of
from models.tuning.learning import card_scored, ranked
from models.tuning.ranks import Ranked
from models.tuning.report import Against, Figures, Tried
from models.tuning.task import Rows, Task

TODAY = "today\u2019s model"
FEWER_DRAWS = 200
"""Draws for figures that stand beside others and decide nothing."""


@dataclass(frozen=True, eq=False)
class Whole:
    """The lines over all leads that teach in the end."""

    rows: Rows
    laid: Laid
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, eq=False)
class Proof:
    """What leads that taught nothing say of a card, and of today's model on the same leads.

    `training`: of the points that were tested, on the leads that taught them.
    """

    tests: Sequence[Ranked]
    now: Sequence[Ranked]
    points: tuple[int, ...] | None = None
    training: Sequence[Ranked] = ()


def offered(
    task: Task,
    whole: Whole,
    codes: Codes,
    points: tuple[int, ...],
    proof: Proof | None,
    apart: Against | None = None,
) -> tuple[Tried, Ranked]:
    """The card with all that is said of it, and what the leads that taught it say."""
    by = card_scored(task, whole.laid, whole.candidates, points)
    own = ranked(task, by, whole.rows, whole.rows, codes)
    share = task.aim.share
    training = figures_of([own], share, FEWER_DRAWS)
    test, today = Figures(share=share), None
    if proof is not None and proof.tests:
        test = figures_of(proof.tests, share)
        if proof.now:
            today = against(proof.tests, proof.now, share, TODAY)
    return (
        Tried(
            points,
            by.model,
            disruption(task.scored, by, whole.laid.ground.lines, points),
            training,
            test,
            None if proof is None else proof.points,
            today,
            apart,
            _optimism(training, test, proof, share),
        ),
        own,
    )


def _optimism(training: Figures, test: Figures, proof: Proof | None, share: float) -> float | None:
    if proof is not None and proof.training:
        training = figures_of(proof.training, share, FEWER_DRAWS)
    if training.auc is None or test.auc is None:
        return None
    return training.auc.value - test.auc.value
