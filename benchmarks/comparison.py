"""Two models on a million leads: the paired comparison, its draws, and the movement ledger.

The user's way: the AUC of both, a table of who moves, and the leads drawn again with replacement;
the draws are measured for a few and told for as many as ours, by themselves.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import _synthetic
import pandas as pd
from _side_by_side import Goal, interleaved, options, print_goals, print_times
from sklearn.metrics import average_precision_score, roc_auc_score

from models.evaluation.comparison.bootstrap import DRAWS
from models.evaluation.comparison.comparison import Comparison, compare
from models.evaluation.comparison.delong import auc_difference
from models.evaluation.comparison.drawing import paired_draws
from models.evaluation.comparison.ledger import Ledger, ledger_of
from models.evaluation.comparison.paired import Paired, paired_of
from models.scoring.engine import score
from models.scoring.masks import Masks
from models.scoring.model import Points, ScoringModel

DRAWN_BY_HAND = 3


def changed(model: ScoringModel) -> ScoringModel:
    """Every fifth rule gives other points."""
    for place, rule in enumerate(model.rules()):
        if place % 5 == 0 and isinstance(rule.award, Points):
            more = 4 if place % 2 else -4
            model = model.with_rule(replace(rule, award=Points(rule.award.points + more)))
    return replace(model, id="other", name="Other")


class Contest:
    def __init__(self, rows: int) -> None:
        leads, model = _synthetic.leads(rows), _synthetic.model()
        masks = Masks(leads)
        self.a = score(changed(model), leads, _synthetic.AS_OF, masks)
        self.b = score(model, leads, _synthetic.AS_OF, masks)
        self.outcome = leads.outcome
        self.pairs = self.paired()
        self.frame = pd.DataFrame({"a": self.a.scores, "b": self.b.scores, "outcome": self.outcome})

    def paired(self) -> Paired:
        return paired_of(self.a, self.b, self.outcome)

    def ours(self) -> Comparison:
        return compare(self.paired())

    def draws(self) -> object:
        return paired_draws(self.pairs, DRAWS, 1)

    def ledger(self) -> Ledger:
        return ledger_of(self.b, self.a)

    def by_hand(self) -> tuple[float, pd.DataFrame]:
        """The difference of the AUCs, and who moves over the threshold by outcome."""
        known = self.frame[self.frame["outcome"] < 2]
        won = known["outcome"] == 1
        between = roc_auc_score(won, known["a"]) - roc_auc_score(won, known["b"])
        above_a = self.frame["a"] >= self.a.model.mql_threshold
        above_b = self.frame["b"] >= self.b.model.mql_threshold
        side = 2 * above_a.to_numpy(int) + above_b.to_numpy(int)
        return float(between), pd.crosstab(side, self.frame["outcome"])

    def draws_by_hand(self) -> None:
        known = self.frame[self.frame["outcome"] < 2]
        for seed in range(DRAWN_BY_HAND):
            drawn = known.sample(frac=1, replace=True, random_state=seed)
            won = drawn["outcome"] == 1
            for name in ("a", "b"):
                roc_auc_score(won, drawn[name])
                average_precision_score(won, drawn[name])

    def check(self) -> None:
        """Both ways find the same."""
        between, moved = self.by_hand()
        found = auc_difference(self.pairs)
        assert found is not None
        assert abs(found.difference.value - between) < 1e-9
        ledger = self.ledger()
        assert len(ledger.entered) == moved.loc[2].sum()
        assert len(ledger.left) == moved.loc[1].sum()
        print(
            f"\n{len(ledger.entered):,} leads enter, {len(ledger.left):,} leave; "
            f"AUC difference {between:.5f}."
        )


def main() -> int:
    asked = options(__doc__ or "")
    rows = 100_000 if asked.quick else 1_000_000
    contest = Contest(rows)
    contest.check()
    times = interleaved(
        {
            f"comparison: pairs, DeLong, McNemar, {DRAWS:,} draws": contest.ours,
            f"of it: {DRAWS:,} paired draws from counts": contest.draws,
            "movement ledger with causes": contest.ledger,
            "scikit-learn and pandas: both AUCs, who moves": contest.by_hand,
        },
        3 if asked.quick else 5,
    )
    begin = time.process_time()
    contest.draws_by_hand()
    drawn = (time.process_time() - begin) * 1e3 / DRAWN_BY_HAND * DRAWS
    print_times(
        f"Two models, {rows:,} leads",
        times
        | {f"scikit-learn: {DRAWS:,} draws of AUC and precision, from {DRAWN_BY_HAND}": drawn},
        "Equal difference of the AUCs and equal numbers who enter and leave asserted.",
    )
    whole, draws, ledger, hand = times.values()
    goals = [
        Goal("1,000 paired draws from counts, ms", 50, draws),
        Goal("movement ledger, ms", 500, ledger),
        Goal("comparison / by hand with as many draws", 1 / 20, whole / (hand + drawn)),
    ]
    met = print_goals(goals, judged=not asked.quick)
    return 0 if met or not asked.strict else 1


if __name__ == "__main__":
    raise SystemExit(main())
