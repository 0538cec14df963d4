"""The fit x engagement matrix: leads, conversions and movement in each cell, from counts.

Leads are counted once by fit, engagement, outcome and the saved version's cell. While thresholds
are dragged every figure comes from sums over rectangles of that table, so that a step costs the
same at ten thousand leads and at a million.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.evaluation.metrics import tally_of
from models.leads.table import Leads
from models.leads.tally import Tally
from models.scoring.counting import Outcomes
from models.scoring.engine import Scored
from models.scoring.grade import Grade, GradeStep
from models.scoring.grades import axis_points, best_first, cells_of, graded, labels_of
from models.scoring.rules import Axis

MOST_CELLS = 1 << 22
"""Above this many entries the leads themselves are counted in every step."""

_PIECE = 1 << 16


@dataclass(frozen=True, eq=False)
class Level:
    """One axis: the points that leads have, ascending, and how many have them by outcome.

    `points` shape (levels,); `counts` shape (levels, 3).
    """

    points: NDArray[np.int64]
    counts: NDArray[np.int64]

    @property
    def ends(self) -> tuple[int, int]:
        """The least and the most points of any lead."""
        return (int(self.points[0]), int(self.points[-1])) if len(self.points) else (0, 0)


@dataclass(frozen=True, eq=False)
class MatrixMovement:
    """Leads by cell of the saved version (rows) and cell now (columns); both counted row by row.

    `labels`: the saved version's. `changed`: leads whose label is another one now.
    """

    counts: NDArray[np.int64]
    labels: tuple[str, ...]
    changed: int


@dataclass(frozen=True, eq=False)
class Matrix:
    """Figures of a grade on leads. `cells[row][column]`; rows and columns have sums of their own.

    `by_label`: the cells of the same label together, the best label first.
    """

    grade: Grade
    cells: tuple[tuple[Tally, ...], ...]
    rows: tuple[Tally, ...]
    columns: tuple[Tally, ...]
    all: Tally
    by_label: dict[str, Tally]
    movement: MatrixMovement | None = None


class MatrixCounts:
    """Leads of one scoring counted by fit, engagement, outcome and the saved version's cell."""

    def __init__(self, scored: Scored, outcomes: Outcomes, saved: Scored | None = None) -> None:
        fit = axis_points(scored, Axis.FIT)
        engagement = axis_points(scored, Axis.ENGAGEMENT)
        before = None if saved is None else graded(saved)
        self._saved_labels = () if before is None else before.labels
        self._slices = 3 * max(1, len(self._saved_labels))
        kinds = outcomes.codes.astype(np.int64)
        if before is not None:
            kinds += before.cells.astype(np.int64) * 3
        rows, row_of = _levels(fit)
        columns, column_of = _levels(engagement)
        self.fit = Level(rows, _by_outcome(row_of, len(rows), outcomes))
        self.engagement = Level(columns, _by_outcome(column_of, len(columns), outcomes))
        self._points: tuple[NDArray[Any], NDArray[Any]] | None = None
        self._kinds = kinds
        size = len(rows) * len(columns) * self._slices
        if size > MOST_CELLS:
            self._points = fit, engagement
            self._upto: NDArray[np.int64] = np.zeros((0, 0, 0), dtype=np.int64)
            return
        counts = np.zeros(size, dtype=np.int64)
        for start in range(0, len(fit), _PIECE):
            piece = slice(start, start + _PIECE)
            keys = row_of[piece] * len(columns)
            keys += column_of[piece]
            keys *= self._slices
            keys += kinds[piece]
            counts += np.bincount(keys, minlength=size)
        table = counts.reshape(len(rows), len(columns), self._slices)
        upto = np.zeros((len(rows) + 1, len(columns) + 1, self._slices), dtype=np.int64)
        upto[1:, 1:] = table.cumsum(axis=0).cumsum(axis=1)
        self._upto = upto
        self._kinds = np.zeros(0, dtype=np.int64)

    def at(self, grade: Grade) -> Matrix:
        """The figures with these steps and labels; exact."""
        counts = self._cells(grade)
        by_outcome = counts.reshape(*counts.shape[:2], -1, 3)
        tallies = by_outcome.sum(axis=2)
        labels = labels_of(grade)
        flat = tallies.reshape(-1, 3)
        by_label = {
            label: tally_of(flat[[other == label for other in labels]].sum(axis=0))
            for label in best_first(grade)
        }
        return Matrix(
            grade,
            tuple(tuple(tally_of(cell) for cell in row) for row in tallies),
            tuple(tally_of(row) for row in tallies.sum(axis=1)),
            tuple(tally_of(column) for column in tallies.sum(axis=0)),
            tally_of(flat.sum(axis=0)),
            by_label,
            self._movement(by_outcome, labels),
        )

    def _cells(self, grade: Grade) -> NDArray[np.int64]:
        """Counts by row, column and kind; shape (rows, columns, saved cells x 3)."""
        if self._points is None:
            rows = _edges(grade.fit, self.fit.points)
            columns = _edges(grade.engagement, self.engagement.points)
            corners = self._upto[np.ix_(rows, columns)]
            # Edges run from the best points down: both differences change the sign.
            found: NDArray[np.int64] = np.diff(np.diff(corners, axis=0), axis=1)
            return found
        cells = cells_of(grade, *self._points).astype(np.int64)
        size = len(grade.fit) * len(grade.engagement) * self._slices
        counts = np.bincount(cells * self._slices + self._kinds, minlength=size)
        return counts.reshape(len(grade.fit), len(grade.engagement), self._slices)

    def _movement(
        self, by_outcome: NDArray[np.int64], labels: tuple[str, ...]
    ) -> MatrixMovement | None:
        if not self._saved_labels:
            return None
        counts = by_outcome.sum(axis=3).reshape(len(labels), -1).T
        same = np.array([[was == now for now in labels] for was in self._saved_labels])
        return MatrixMovement(counts, self._saved_labels, int(counts[~same].sum()))


def matrix_of(scored: Scored, leads: Leads, saved: Scored | None = None) -> Matrix | None:
    """The figures of a scored model's own matrix; None where it has none."""
    if scored.model.grade is None:
        return None
    return MatrixCounts(scored, Outcomes.of(leads.outcome), saved).at(scored.model.grade)


def quantile_cuts(level: Level, parts: int) -> tuple[int, ...]:
    """Thresholds, best first, that part the leads of an axis as evenly as their points allow.

    Each cut is the points of the lead at the quantile; equal cuts move up to the next points that
    leads have, and beyond the last of them by one, so that there are always `parts` - 1.
    """
    counts = level.counts.sum(axis=1)
    total, upto = int(counts.sum()), np.cumsum(counts)
    cuts: list[int] = []
    for part in range(1, parts):
        place = int(np.searchsorted(upto, total * part / parts, side="right"))
        cut = int(level.points[min(place, len(level.points) - 1)]) if len(level.points) else part
        least = cuts[-1] + 1 if cuts else level.ends[0] + 1
        if cut < least:
            higher = level.points[level.points >= least]
            cut = int(higher[0]) if len(higher) else least
        cuts.append(cut)
    return tuple(reversed(cuts))


def _levels(points: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The distinct points ascending, and the place of each lead's among them."""
    if not len(points):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    low, high = int(points.min()), int(points.max())
    if high - low > 1 << 22:
        found, places = np.unique(points, return_inverse=True)
        return found.astype(np.int64), places.astype(np.int64)
    shifted = points.astype(np.int64) - low
    held = np.flatnonzero(np.bincount(shifted))
    place_of = np.zeros(high - low + 1, dtype=np.int64)
    place_of[held] = np.arange(len(held))
    return held + low, place_of[shifted]


def _by_outcome(places: NDArray[np.int64], levels: int, outcomes: Outcomes) -> NDArray[np.int64]:
    return np.bincount(places * 3 + outcomes.codes, minlength=3 * levels).reshape(levels, 3)


def _edges(steps: tuple[GradeStep, ...], points: NDArray[np.int64]) -> NDArray[np.intp]:
    """Places among the points: how many are below each step's, from the best step down.

    The first edge is before all and the last behind all, so that neighbours hold one step; where
    thresholds are out of order the better step takes the points, as everywhere.
    """
    edges = [len(points)]
    for step in steps[:-1]:
        place = len(points)
        if step.threshold is not None:
            place = int(np.searchsorted(points, step.threshold))
        edges.append(min(edges[-1], place))
    return np.array([*edges, 0], dtype=np.intp)
