"""Thresholds for a card: what each would hand over, by capacity, by value, by wanted rates."""

from __future__ import annotations

from models.evaluation.thresholds.ground import ground_of
from models.evaluation.thresholds.lab import Lab, lab_of
from models.evaluation.thresholds.wishes import Sales
from models.scoring.engine import score
from models.tuning.report import Tried
from models.tuning.task import Task


def thresholds_of(task: Task, card: Tried, sales: Sales) -> Lab | None:
    """Every MQL threshold of the card's model weighed; None: it has one band only.

    The card's own threshold hands over about as many leads as today's; the lab's choices say what
    sales could work, what would be worth most, and what would find so many conversions. These
    leads taught the points, so rates at a threshold flatter by as much as the card does.
    """
    if len(card.model.bands) < 2:
        return None
    by = score(card.model, task.leads, task.scored.as_of, task.scored.masks)
    band = max(1, card.model.mql_band)
    return lab_of(ground_of(by, task.leads, task.stages, band), sales)
