"""A step of dragging the number in a condition at a million leads, against scoring all again."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import _synthetic as synthetic
import numpy as np
from _side_by_side import Goal, interleaved, options, print_goals, print_times

from models.evaluation.drag import ThresholdDrag
from models.evaluation.evaluate import evaluate
from models.evaluation.evaluation import Evaluation
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.masks import Masks
from models.scoring.model import ScoringModel
from models.scoring.threshold_index import ThresholdIndex

RULE, FIELD = "r1", "n0"  # the field's values are all distinct: the hard case


class Drag:
    """Leads, a saved version and a drag of one number that moves on with each call."""

    def __init__(self, rows: int) -> None:
        self.leads = synthetic.leads(rows)
        self.masks = Masks(self.leads)
        self.saved = score(synthetic.model(), self.leads, synthetic.AS_OF, self.masks)
        self.model = self.at(100.0)
        self.scored = score(self.model, self.leads, synthetic.AS_OF, self.masks)
        self.drag = self.begin()
        self._steps = count()

    def at(self, number: float) -> ScoringModel:
        rule = self.saved.model.rule(RULE)
        assert rule is not None
        when = FieldTest(FIELD, Test.AT_LEAST, (number,))
        return self.saved.model.with_rule(replace(rule, when=when))

    def begin(self) -> ThresholdDrag:
        test = FieldTest(FIELD, Test.AT_LEAST, (100.0,))
        return ThresholdDrag(self.scored, self.leads, RULE, test, self.saved)

    def number(self) -> float:
        return 20.0 + next(self._steps) * 0.37 % 150

    def histogram(self) -> np.ndarray:  # type: ignore[type-arg]
        index: ThresholdIndex = self.drag._index  # noqa: SLF001
        return index.at(self.number()).counts

    def step(self) -> Evaluation:
        return self.drag.at(self.number())

    def again(self) -> Evaluation:
        """The mask asked again, the group summed again, all scores and the histogram again."""
        scored = score(self.at(self.number()), self.leads, synthetic.AS_OF, self.masks)
        return evaluate(scored.model, self.leads, scored=scored)

    def again_compared(self) -> Evaluation:
        scored = score(self.at(self.number()), self.leads, synthetic.AS_OF, self.masks)
        return evaluate(scored.model, self.leads, scored=scored, saved=self.saved)

    def assert_equal(self) -> None:
        for number in (-1.0, 20.0, 77.7, 150.25, 1e9):
            model = self.at(number)
            wanted = evaluate(model, self.leads, masks=self.masks, as_of=synthetic.AS_OF,
                              saved=self.saved)  # fmt: skip
            found = self.drag.at(number)
            assert (found.histogram == wanted.histogram).all()
            assert (found.auc, found.bands, found.reaches) == (
                wanted.auc,
                wanted.bands,
                wanted.reaches,
            )
            assert found.rules[RULE].hits == wanted.rules[RULE].hits
            assert found.movement is not None
            assert wanted.movement is not None
            assert (found.movement.counts == wanted.movement.counts).all()
            assert found.movement.changed == wanted.movement.changed


def main() -> int:
    given = options(__doc__ or "")
    large = Drag(100_000 if given.quick else 1_000_000)
    small = Drag(10_000)
    large.assert_equal()
    small.assert_equal()
    times = interleaved(
        {
            f"exact histogram of a step at {len(large.leads):,} leads": large.histogram,
            "all figures of a step, movement counted": large.step,
            f"the same at {len(small.leads):,} leads": small.step,
            "mask, sums, scores and histogram again, all figures": large.again,
            "the same, movement counted": large.again_compared,
            "index built when the drag begins (field sorted before)": large.begin,
        },
        given.rounds,
    )
    print_times("Dragging the number in a condition, 50 rules", times, "Equal results asserted.")
    histogram, step, small_step, again, compared, _ = times.values()
    met = print_goals(
        [
            Goal("exact histogram of a step / scoring again", 1 / 25, histogram / again),
            Goal("step, movement counted / scoring again, counted", 1 / 25, step / compared),
            Goal("step / step at ten thousand leads", 3, step / small_step),
        ],
        judged=not given.quick,
    )
    return 0 if met or not given.strict else 1


if __name__ == "__main__":
    sys.exit(main())
