"""A step of dragging a threshold of the matrix, against counting the leads anew."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import _synthetic as synthetic
from _side_by_side import Goal, interleaved, options, print_goals, print_times

from models.evaluation.matrix import Matrix, MatrixCounts, quantile_cuts
from models.scoring import grade_shapes as shapes
from models.scoring.counting import Outcomes
from models.scoring.engine import score
from models.scoring.grade import Grade
from models.scoring.model import Axis, ScoringModel


def with_axes(model: ScoringModel) -> ScoringModel:
    """Every other group on each axis."""
    axes = (Axis.FIT, Axis.ENGAGEMENT)
    groups = tuple(replace(group, axis=axes[i % 2]) for i, group in enumerate(model.groups))
    return replace(model, groups=groups)


class Drag:
    """Scored leads, a saved matrix, and thresholds that move on with each call."""

    def __init__(self, rows: int) -> None:
        self.leads = synthetic.leads(rows)
        self.outcomes = Outcomes.of(self.leads.outcome)
        self.scored = score(with_axes(synthetic.model()), self.leads, synthetic.AS_OF)
        plain = MatrixCounts(self.scored, self.outcomes)
        cuts = [quantile_cuts(level, 4) for level in (plain.fit, plain.engagement)]
        self.grade = shapes.matrix(*cuts)
        self.saved = replace(self.scored, model=replace(self.scored.model, grade=self.grade))
        self.counts = self.begin()
        self._steps = count()

    def begin(self) -> MatrixCounts:
        return MatrixCounts(self.scored, self.outcomes, self.saved)

    def next(self) -> Grade:
        return shapes.moved(self.grade, Axis.FIT, 1, next(self._steps) % 30)

    def step(self) -> Matrix:
        return self.counts.at(self.next())

    def anew(self) -> Matrix:
        """All leads counted again with the thresholds as they are now."""
        return MatrixCounts(self.scored, self.outcomes, self.saved).at(self.next())

    def assert_equal(self) -> None:
        for threshold in (-3, 0, 7, 11, 40):
            grade = shapes.moved(self.grade, Axis.ENGAGEMENT, 1, threshold)
            found = self.counts.at(grade)
            model = replace(self.scored.model, grade=grade)
            wanted = by_hand(self, replace(self.scored, model=model))
            assert [cell.leads for row in found.cells for cell in row] == wanted


def by_hand(drag: Drag, scored: object) -> list[int]:
    """Leads of each cell, from the grade of every lead."""
    from models.scoring.grades import graded  # lazy: only for the proof

    found = graded(scored)  # type: ignore[arg-type]
    assert found is not None
    return [int((found.cells == cell).sum()) for cell in range(len(found.labels))]


def main() -> int:
    given = options(__doc__ or "")
    large, small = Drag(100_000 if given.quick else 1_000_000), Drag(10_000)
    large.assert_equal()
    small.assert_equal()
    contestants: dict[str, Callable[[], object]] = {
        f"step at {len(large.leads):,} leads, movement counted": large.step,
        f"step at {len(small.leads):,} leads, movement counted": small.step,
        "counted anew from the leads": large.anew,
        "table built when the drag begins": large.begin,
    }
    times = interleaved(contestants, given.rounds)
    print_times("Dragging a threshold of a 4 x 4 matrix", times, "Equal results asserted.")
    step, small_step, anew, build = times.values()
    met = print_goals(
        [
            Goal("step / counted anew", 1 / 50, step / anew),
            Goal("step / step at ten thousand leads", 3, step / small_step),
            Goal("table built / counted anew", 1.2, build / anew),
        ],
        judged=not given.quick,
    )
    return 0 if met or not given.strict else 1


if __name__ == "__main__":
    sys.exit(main())
