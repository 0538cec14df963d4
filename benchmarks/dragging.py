"""A step of dragging a weight at a million leads, against a full recompute and ten thousand."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import _synthetic as synthetic
from _side_by_side import Goal, interleaved, options, print_goals, print_times

from models.evaluation.drag import PointsDrag
from models.evaluation.evaluate import evaluate
from models.evaluation.evaluation import Evaluation
from models.scoring.engine import score
from models.scoring.masks import Masks
from models.scoring.model import Points

RULE = "r11"


class Drag:
    """Leads, a saved version and a drag of one rule that moves on with each call."""

    def __init__(self, rows: int) -> None:
        self.leads = synthetic.leads(rows)
        self.masks = Masks(self.leads)
        self.saved = score(synthetic.model(), self.leads, synthetic.AS_OF, self.masks)
        # The version on screen differs from the saved one in a few rules, as in real work.
        model = self.saved.model
        for rule_id, points in (("r2", 9), ("r20", 3), ("r33", 12)):
            rule = model.rule(rule_id)
            assert rule is not None
            model = model.with_rule(replace(rule, award=Points(points)))
        self.model = model
        self.scored = score(model, self.leads, synthetic.AS_OF, self.masks)
        self.drag = self.begin()
        self._points = count()
        self._seeds = count(100)
        self._models = [synthetic.other_points(model, seed) for seed in range(200)]

    def begin(self) -> PointsDrag:
        return PointsDrag(self.scored, self.leads, RULE, self.saved)

    def step(self) -> Evaluation:
        return self.drag.at(next(self._points) % 41 - 20)

    def full(self, compared: bool = False) -> Evaluation:
        """All sums from the masks: the points of every rule are new each time."""
        model = self._models[next(self._seeds) % len(self._models)]
        scored = score(model, self.leads, synthetic.AS_OF, self.masks)
        return evaluate(model, self.leads, scored=scored, saved=self.saved if compared else None)

    def assert_equal(self) -> None:
        for points in (-20, -1, 0, 7, 20):
            rule = self.model.rule(RULE)
            assert rule is not None
            model = self.model.with_rule(replace(rule, award=Points(points)))
            scored = score(model, self.leads, synthetic.AS_OF, self.masks)
            wanted = evaluate(model, self.leads, scored=scored, saved=self.saved)
            found = self.drag.at(points)
            assert (found.histogram == wanted.histogram).all()
            assert (found.bands, found.lift, found.auc) == (wanted.bands, wanted.lift, wanted.auc)
            assert found.movement is not None
            assert wanted.movement is not None
            assert (found.movement.counts == wanted.movement.counts).all()
            assert found.movement.changed == wanted.movement.changed
            assert found.movement.entered == wanted.movement.entered
            assert found.movement.left == wanted.movement.left


def main() -> int:
    given = options(__doc__ or "")
    large = Drag(100_000 if given.quick else 1_000_000)
    small = Drag(10_000)
    large.assert_equal()
    small.assert_equal()
    times = interleaved(
        {
            f"step at {len(large.leads):,} leads, movement counted": large.step,
            f"step at {len(small.leads):,} leads, movement counted": small.step,
            "full recompute from masks": large.full,
            "full recompute from masks, movement counted": lambda: large.full(compared=True),
            "cube built when the drag begins": large.begin,
        },
        given.rounds,
    )
    print_times(
        "Dragging a weight, 50 rules",
        times,
        f"Cells: {len(large.drag):,} of {len(large.leads):,} leads, {len(small.drag):,} of "
        f"{len(small.leads):,}. Equal results asserted.",
    )
    step, small_step, full, _, build = times.values()
    met = print_goals(
        [
            Goal("step / full recompute", 1 / 50, step / full),
            Goal("step / step at ten thousand leads", 3, step / small_step),
            Goal("cube built / full recompute", 3, build / full),
        ],
        judged=not given.quick,
    )
    return 0 if met or not given.strict else 1


if __name__ == "__main__":
    sys.exit(main())
