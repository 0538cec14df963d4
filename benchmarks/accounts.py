"""A step of a drag in a model whose accounts raise their leads, at half a million leads.

No cube follows a raise: every step scores all leads, their accounts, and the leads again.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import cycle
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import _synthetic as synthetic
import numpy as np
import pandas as pd
from _side_by_side import Goal, interleaved, options, print_goals, print_times

from models.evaluation.evaluate import evaluate
from models.leads.columns import TextColumn
from models.leads.raw import Texts
from models.scoring.account import AccountMeasure, AccountPart, AccountScore
from models.scoring.engine import score, scored_accounts
from models.scoring.masks import Masks
from models.scoring.model import RangePoints, ScoringModel

PEOPLE = 5
"""Leads to an account, on average."""


class Contest:
    def __init__(self, rows: int) -> None:
        self.leads = synthetic.leads(rows)
        rng = np.random.default_rng(11)
        companies = rng.integers(1, rows // PEOPLE + 1, rows).astype(np.int32)
        names = Texts.of(["", *(f"Company {i}" for i in range(rows // PEOPLE))])
        self.leads.columns["company"] = TextColumn(companies, names)
        self.codes = companies
        account = AccountScore(
            field="company",
            parts=(
                AccountPart(AccountMeasure.HIGHEST),
                AccountPart(AccountMeasure.IN_BAND, band="MQL", times=10, most=3),
                AccountPart(AccountMeasure.DISTINCT, field="c3", times=2, most=5),
            ),
            raises=(RangePoints(60.0, None, 5),),
        )
        models = [synthetic.other_points(synthetic.model(), seed) for seed in range(30)]
        self.plain = models
        self.raised = [replace(model, account=account) for model in models]
        self.masks = Masks(self.leads)
        for model in self.raised[-3:]:
            self.step(model)
        self._next = {name: cycle(range(len(models))) for name in ("plain", "raised", "pandas")}

    def step(self, model: ScoringModel) -> object:
        scored = score(model, self.leads, synthetic.AS_OF, self.masks)
        return evaluate(model, self.leads, scored=scored)

    def without(self) -> object:
        return self.step(self.plain[next(self._next["plain"])])

    def raising(self) -> object:
        return self.step(self.raised[next(self._next["raised"])])

    def pandas(self, model: ScoringModel | None = None) -> pd.Series:
        """The accounts alone, from scores that are there already."""
        model = model or self.plain[next(self._next["pandas"])]
        scored = score(model, self.leads, synthetic.AS_OF, self.masks)
        frame = pd.DataFrame(
            {
                "company": self.codes,
                "score": scored.scores,
                "mql": scored.scores >= model.mql_threshold,
                "c3": self.leads.columns["c3"].codes,  # type: ignore[union-attr]
            }
        )
        found = frame.groupby("company").agg(highest=("score", "max"), mql=("mql", "sum"))
        known = frame[frame["c3"] > 0].groupby("company")["c3"].nunique()
        points = found["highest"] + 10 * found["mql"].clip(upper=3)
        return (points + 2 * known.clip(upper=5).reindex(found.index, fill_value=0)).clip(0, 100)

    def assert_equal(self) -> None:
        model = self.raised[-1]
        found = scored_accounts(score(model, self.leads, synthetic.AS_OF, self.masks))
        assert found is not None
        wanted = self.pandas(replace(model, account=None))
        names = found.keys.names
        ours = {name: int(points) for name, points in zip(names, found.scores, strict=True)}
        assert all(ours[f"Company {code - 1}"] == points for code, points in wanted.items())


def main() -> int:
    given = options(__doc__ or "")
    contest = Contest(50_000 if given.quick else 500_000)
    contest.assert_equal()
    times = interleaved(
        {
            "step without accounts: all leads scored, figures": contest.without,
            "step with a raise: leads, accounts, leads again, figures": contest.raising,
            "pandas: score the leads, then groupby for the accounts": contest.pandas,
        },
        max(3, given.rounds // 2),
    )
    people = len(contest.leads) // PEOPLE
    note = "Equal account scores asserted; one thread."
    print_times(f"Accounts, {len(contest.leads):,} leads, {people:,} accounts", times, note)
    plain, raised, pandas = times.values()
    met = print_goals(
        [
            Goal("step with a raise / pandas groupby", 1 / 2, raised / pandas),
            Goal("step with a raise / step without", 12, raised / plain),
        ],
        judged=not given.quick,
    )
    return 0 if met or not given.strict else 1


if __name__ == "__main__":
    sys.exit(main())
