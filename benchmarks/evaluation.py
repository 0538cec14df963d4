"""The whole evaluation of a million leads, beside the same figures by pandas and scikit-learn.

The user's way works out what the page Evaluate shows without any interval, once. His intervals of
average precision, KS and shares need the leads drawn again: that is measured for a few draws and
told for as many as ours, by itself.
"""

from __future__ import annotations

import math
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
import pandas as pd
from _side_by_side import Goal, interleaved, options, print_goals, print_times
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve

from models.evaluation.evaluation import SHARES
from models.evaluation.history.asked import Asked
from models.evaluation.history.drawn import DRAWS
from models.evaluation.history.history import History, history_of
from models.leads.columns import BLANK_DAY
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import Cell, RawColumn, RawTable, Texts, narrow
from models.leads.table import Leads
from models.scoring.bands import cuts
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import Scored, score
from models.scoring.model import Band, Group, Points, Rule, ScoringModel

DAYS = [str(day)[:10] for day in np.arange("2023-01-01", "2025-01-01", dtype="datetime64[D]")]
SOURCES = [f"Source {n}" for n in range(12)]
TRAITS = 12
DRAWN_BY_HAND = 3


def column(name: str, values: list[str], codes: np.ndarray) -> RawColumn:
    """A column of these distinct cells; codes begin at 1, 0 is blank."""
    cells = np.array([Cell.EMPTY, *(Cell.TEXT for _ in values)], dtype=np.uint8)
    distinct = len(values) + 1
    return RawColumn(
        name, name, narrow(codes.astype(np.int32), distinct), Texts.of(["", *values]), cells
    )


class Contest:
    def __init__(self, rows: int) -> None:
        rng = np.random.default_rng(5)
        traits = rng.integers(1, 4, (TRAITS, rows))
        points = [int(x) for x in rng.integers(3, 12, TRAITS)]
        score_like = sum(p * (t == 1) for p, t in zip(points, traits, strict=True))
        chance = 1 / (1 + np.exp(4.2 - score_like / 12))
        won = np.where(rng.random(rows) < chance, 1, 2)
        won[rng.random(rows) < 0.05] = 0
        names = [f"T{n}" for n in range(TRAITS)]
        columns = [
            column("Created", DAYS, rng.integers(1, len(DAYS) + 1, rows)),
            column("Source", SOURCES, rng.integers(1, len(SOURCES) + 1, rows)),
            column("Won", ["yes", "no"], won),
            *(column(n, ["a", "b", "c"], t) for n, t in zip(names, traits, strict=True)),
        ]
        recipe = Recipe(
            (
                Input("Created", Kind.DATE, Role.CREATED),
                Input("Source", role=Role.SOURCE),
                Input("Won", Kind.YES_NO, Role.OUTCOME),
                *(Input(n) for n in names),
            )
        )
        rules = tuple(
            Rule(f"r{n}", n, Points(p), FieldTest(n, Test.IS, ("a",)))
            for n, p in zip(names, points, strict=True)
        )
        model = ScoringModel(
            "m",
            "M",
            (Group("g", "All", rules),),
            bands=(Band("Cold", 0), Band("Warm", 25), Band("MQL", 40, mql=True), Band("Hot", 60)),
        )
        self.leads = Leads(RawTable(tuple(columns), rows, "leads.csv"), recipe)
        self.scored: Scored = score(model, self.leads, date(2025, 1, 1))
        self.asked = Asked(by="Source", young=True)
        self.frame = pd.DataFrame(
            {
                "score": self.scored.scores,
                "outcome": self.leads.outcome,
                "created": self.leads.created,
                "source": pd.Categorical.from_codes(
                    columns[1].codes.astype(int) - 1, categories=SOURCES
                ),
            }
        )
        assert not (self.leads.created == BLANK_DAY).any()
        self.at = model.mql_threshold
        self.lows = [band.threshold for band in model.bands]
        self.mql_level = cuts(model)[model.mql_band]

    def ours(self) -> History:
        return history_of(self.scored, self.leads, (), self.asked)

    def by_hand(self) -> dict[str, Any]:
        """What the page shows, in the usual way, from the same scores."""
        known = self.frame[self.frame["outcome"] < 2]
        won, scores = (known["outcome"] == 1).to_numpy(), known["score"].to_numpy()
        lost_rate, won_rate, _ = roc_curve(won, scores)
        found: dict[str, Any] = {
            "auc": roc_auc_score(won, scores),
            "average_precision": average_precision_score(won, scores),
            "ks": float(np.max(np.abs(won_rate - lost_rate))),
            "point_biserial": float(np.corrcoef(scores, won)[0, 1]),
            "lift": self._lift(known),
        }
        bands = pd.cut(known["score"], [*self.lows, np.inf], right=False)
        found["bands"] = self._rates(known, bands)
        found["scores"] = self._rates(known, (known["score"] // 5) * 5)
        found["source"] = self._parts(known, known["source"])
        days = pd.to_datetime(known["created"], unit="D")
        found["months"] = self._rates(known, days.dt.to_period("M"))
        found["blocks"] = self._parts(known, pd.qcut(known["created"], 6, labels=False))
        half = known["created"] >= known["created"].median()
        found["halves"] = self._parts(known, half)
        return found

    def _lift(self, known: pd.DataFrame) -> list[float]:
        best = known.sort_values("score", ascending=False, kind="stable")
        won = (best["outcome"] == 1).to_numpy()
        base = won.mean()
        return [float(won[: round(s * len(won))].mean() / base) for s in SHARES]

    def _rates(self, known: pd.DataFrame, by: Any) -> pd.DataFrame:
        groups = (known["outcome"] == 1).groupby(by, observed=True).agg(["size", "sum"])
        n, x = groups["size"], groups["sum"]
        z2 = 1.96**2
        middle = (x + z2 / 2) / (n + z2)
        half = 1.96 * np.sqrt(x * (n - x) / n + z2 / 4) / (n + z2)
        return groups.assign(low=middle - half, high=middle + half)

    def _parts(self, known: pd.DataFrame, by: Any) -> pd.DataFrame:
        rates = self._rates(known, by)
        ranked = {
            name: roc_auc_score(part["outcome"] == 1, part["score"])
            for name, part in known.groupby(by, observed=True)
        }
        mql = self._rates(known[known["score"] >= self.at], by[known["score"] >= self.at])
        return rates.assign(auc=pd.Series(ranked)).join(mql.add_suffix("_mql"))

    def draws_by_hand(self) -> None:
        """A few draws of the leads: average precision, KS, and what the best shares hold."""
        known = self.frame[self.frame["outcome"] < 2]
        for seed in range(DRAWN_BY_HAND):
            drawn = known.sample(frac=1, replace=True, random_state=seed)
            won, scores = (drawn["outcome"] == 1).to_numpy(), drawn["score"].to_numpy()
            average_precision_score(won, scores)
            lost_rate, won_rate, _ = roc_curve(won, scores)
            np.max(np.abs(won_rate - lost_rate))
            self._lift(drawn)

    def check(self) -> None:
        """Both ways find the same."""
        mine, other = self.ours(), self.by_hand()
        assert mine.auc is not None
        assert math.isclose(mine.auc.value, other["auc"], rel_tol=1e-9)
        assert mine.drawn.average_precision is not None
        assert mine.drawn.ks is not None
        precision = mine.drawn.average_precision.value
        assert math.isclose(precision, other["average_precision"], rel_tol=1e-6)
        assert math.isclose(mine.drawn.ks.value, other["ks"], rel_tol=1e-6)
        assert mine.segments is not None
        for part in mine.segments.parts:
            line = other["source"].loc[part.name]
            assert part.auc is not None
            assert math.isclose(part.auc.value, line["auc"], rel_tol=1e-9)
            assert (part.tally.known, part.tally.converted) == (line["size"], line["sum"])
            assert part.mql.converted == line["sum_mql"]
        for row, line in zip(mine.bands, other["bands"].itertuples(), strict=True):
            assert (row.tally.known, row.tally.converted) == (line.size, line.sum)


def main() -> int:
    asked = options(__doc__ or "")
    rows = 100_000 if asked.quick else 1_000_000
    contest = Contest(rows)
    contest.check()
    rounds = 3 if asked.quick else 5
    ways = {"ours, every interval": contest.ours, "pandas and scikit-learn": contest.by_hand}
    times = interleaved(ways, rounds)
    begin = time.process_time()
    contest.draws_by_hand()
    drawn = (time.process_time() - begin) * 1e3 / DRAWN_BY_HAND * DRAWS
    print_times(
        f"The whole evaluation, {rows:,} leads",
        times | {f"pandas: {DRAWS:,} draws, from {DRAWN_BY_HAND}": drawn},
        "Equal AUC, average precision, KS, bands and sources asserted.",
    )
    ours, hand = times.values()
    goals = [
        Goal("evaluation / pandas and scikit-learn without intervals", 1 / 20, ours / hand),
        Goal("evaluation / the same with drawn intervals", 1 / 20, ours / (hand + drawn)),
    ]
    met = print_goals(goals, judged=not asked.quick)
    return 0 if met or not asked.strict else 1


if __name__ == "__main__":
    raise SystemExit(main())
