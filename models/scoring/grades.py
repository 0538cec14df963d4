"""Grades of all leads: the fit and the engagement of each, and its cell of the matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.scoring.engine import Scored
from models.scoring.grade import Grade, GradeStep
from models.scoring.model import ScoringModel
from models.scoring.rules import Axis

Whole = NDArray[Any]
"""Signed whole numbers."""

Cells = NDArray[np.uint16]
"""Cells of the matrix counted row by row, 0 the best corner; shape (rows,)."""


@dataclass(frozen=True, eq=False)
class Graded:
    """All leads in the matrix. `fit` and `engagement`: points of each, shape (rows,)."""

    grade: Grade
    fit: Whole
    engagement: Whole
    cells: Cells

    @property
    def labels(self) -> tuple[str, ...]:
        """The label of each cell, counted as `cells` counts them."""
        return labels_of(self.grade)

    @cached_property
    def ranks(self) -> Cells:
        """The place of each lead's label among the labels, 0 the best; shape (rows,)."""
        order = {label: rank for rank, label in enumerate(best_first(self.grade))}
        return np.array([order[label] for label in self.labels], dtype=np.uint16)[self.cells]


def graded(scored: Scored) -> Graded | None:
    """The grade of every lead; None where the model has no matrix."""
    grade = scored.model.grade
    if grade is None:
        return None
    fit, engagement = axis_points(scored, Axis.FIT), axis_points(scored, Axis.ENGAGEMENT)
    return Graded(grade, fit, engagement, cells_of(grade, fit, engagement))


def axis_points(scored: Scored, axis: Axis) -> Whole:
    """The points of the groups on an axis, after decay and limits (semantics 12)."""
    total: Whole = np.zeros(len(scored), dtype=np.int32)
    for group in scored.model.groups:
        if group.axis is axis:
            total += scored.given[group.id]
    return total


def axis_reach(model: ScoringModel, axis: Axis) -> tuple[int, int]:
    """The least and the most that the groups on an axis can add up to."""
    reaches = [group.reach() for group in model.groups if group.axis is axis]
    return sum(low for low, _ in reaches), sum(high for _, high in reaches)


def cells_of(grade: Grade, fit: Whole, engagement: Whole) -> Cells:
    """The cell of each lead, or of each pair of points."""
    rows, columns = steps_reached(grade.fit, fit), steps_reached(grade.engagement, engagement)
    cells: Cells = rows * np.uint16(len(grade.engagement)) + columns
    return cells


def steps_reached(steps: Sequence[GradeStep], points: Whole) -> Cells:
    """The place of the best step that each number of points reaches."""
    # From the worst to the best, so that the best of several stays, whatever their order.
    found: Cells = np.full(np.shape(points), len(steps) - 1, dtype=np.uint16)
    for place in range(len(steps) - 1, -1, -1):
        threshold = steps[place].threshold
        if threshold is not None:
            found[points >= threshold] = place
    return found


def labels_of(grade: Grade) -> tuple[str, ...]:
    """The labels of the matrix row by row."""
    return tuple(label for row in grade.labels for label in row)


def best_first(grade: Grade) -> tuple[str, ...]:
    """The labels, each once, by the way of their nearest cell from the best corner, then by row."""
    cells = [
        (row + column, row, label)
        for row, labels in enumerate(grade.labels)
        for column, label in enumerate(labels)
    ]
    return tuple(dict.fromkeys(label for _, _, label in sorted(cells, key=lambda cell: cell[:2])))
