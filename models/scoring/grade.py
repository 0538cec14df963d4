"""The grade: the cell of the fit x engagement matrix. Values only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class GradeStep:
    """A row or column of the matrix: its letter or digit and the points from which it holds.

    `threshold` None: the lowest, which takes all that is below the others.
    """

    name: str
    threshold: int | None = None


@dataclass(frozen=True)
class Grade:
    """The matrix (semantics 12). The best step comes first, thresholds fall, the last has none.

    `labels`: one for each pair, `labels[fit][engagement]`, all filled.
    """

    fit: tuple[GradeStep, ...]
    engagement: tuple[GradeStep, ...]
    labels: tuple[tuple[str, ...], ...]

    def cell(self, fit: int, engagement: int) -> tuple[int, int]:
        """The row and the column of these points, 0 the best."""
        return reached(self.fit, fit), reached(self.engagement, engagement)

    def label(self, fit: int, engagement: int) -> str:
        """The grade of these points."""
        row, column = self.cell(fit, engagement)
        return self.labels[row][column]


def reached(steps: Sequence[GradeStep], points: int) -> int:
    """The position of the best step whose threshold the points reach; else the last."""
    for place, step in enumerate(steps):
        if step.threshold is not None and points >= step.threshold:
            return place
    return len(steps) - 1


def plain_labels(
    fit: Sequence[GradeStep], engagement: Sequence[GradeStep]
) -> tuple[tuple[str, ...], ...]:
    """Letter and digit of each pair, such as A1."""
    return tuple(tuple(row.name + column.name for column in engagement) for row in fit)
