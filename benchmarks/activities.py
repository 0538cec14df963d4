"""Ten million activities of half a million leads: another as-of day, against pandas and polars."""

from __future__ import annotations

import os
import sys
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path

os.environ["POLARS_MAX_THREADS"] = "1"  # all run on one thread, as the engine does
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import _synthetic as synthetic
import numpy as np
import pandas as pd
import polars as pl
from _side_by_side import Goal, interleaved, options, print_goals, print_times
from numpy.typing import NDArray

from models.leads.columns import NumberColumn
from models.scoring.answers import day_number
from models.scoring.awards import PerOccurrence
from models.scoring.conditions import Measure, Quantity, Selection
from models.scoring.decay import Decay, Fades, half_life
from models.scoring.engine import score
from models.scoring.masks import Masks
from models.scoring.model import Axis, Group, Rule, ScoringModel
from models.scoring.sight import Sight

TYPES = 8
POINTS = (1, 2, 3, 5, 8, 10, 15, 20)
MOST = 1_000
"""So many occurrences count that the limit changes nothing: pandas knows none."""
WINDOW = 30


class Contest:
    def __init__(self, leads: int, activities: int) -> None:
        self.leads = synthetic.with_activities(leads, activities, TYPES)
        held = self.leads.activities
        assert held is not None
        owner = np.repeat(np.arange(leads, dtype=np.int32), np.diff(held.starts))
        self.frame = pd.DataFrame(
            {"lead": owner, "day": held.days, "type": held.types.codes.astype(np.int8)}
        )
        self.lazy = pl.DataFrame(
            {"lead": owner, "day": held.days, "type": held.types.codes.astype(np.int8)}
        ).lazy()
        steps, after = half_life(30)
        decay = Decay(Fades.BY_ACTIVITY, steps, after)
        rules = tuple(
            Rule(f"r{i}", f"Type {i}", PerOccurrence(Selection((f"Type {i}",)), points, MOST))
            for i, points in enumerate(POINTS)
        )
        group = Group("g1", "Engagement", rules, Axis.ENGAGEMENT, decay=decay)
        self.model = ScoringModel("m", "Fading", (group,))
        self.table = np.array([decay.percent(age) for age in range(400)], dtype=np.int64)
        self.points = np.array([0, *POINTS], dtype=np.int64)
        self.masks = Masks(self.leads, room=4 << 30)
        self._days = {
            name: cycle(range(60)) for name in ("ours", "count", "pandas", "sum", "few", "pl")
        }

    def day(self, who: str) -> date:
        return synthetic.AS_OF - timedelta(days=next(self._days[who]))

    def fading(self, day: date | None = None) -> NDArray[np.int64]:
        """The whole score again as of another day: eight rules per occurrence, faded."""
        # What depends on a day is not found again: the days go round, the room is small.
        masks = Masks(self.leads) if day is not None else self.masks
        scored = score(self.model, self.leads, day or self.day("ours"), masks)
        return scored.sums["g1"].astype(np.int64)

    def pandas_fading(self, day: date | None = None) -> NDArray[np.int64]:
        """The same: percents left by lead and type, points of each type rounded once, summed."""
        ages = day_number(day or self.day("pandas")) - self.frame["day"].to_numpy()
        left = pd.Series(self.table[np.clip(ages, 0, 399)] * (ages >= 0))
        by_rule = left.groupby([self.frame["lead"], self.frame["type"]]).sum()
        points = self.points[by_rule.index.get_level_values("type").to_numpy()]
        sums = ((by_rule * points + 50) // 100).groupby(level="lead").sum()
        return sums.reindex(range(len(self.leads)), fill_value=0).to_numpy()

    def pandas_one_sum(self, day: date | None = None) -> NDArray[np.int64]:
        """What a person would write who does not mind the rounding: one sum by lead."""
        ages = day_number(day or self.day("sum")) - self.frame["day"].to_numpy()
        left = self.table[np.clip(ages, 0, 399)] * (ages >= 0)
        weighted = pd.Series(left * self.points[self.frame["type"].to_numpy()])
        sums = weighted.groupby(self.frame["lead"]).sum()
        return sums.reindex(range(len(self.leads)), fill_value=0).to_numpy()

    def count(self, day: date | None = None) -> NDArray[np.float64]:
        """How many activities of one type in the last 30 days."""
        sight = Sight(day or self.day("count"))
        quantity = Quantity(Measure.COUNT, Selection(("Type 3",), days=WINDOW))
        found = self.masks.activities(sight).quantity(quantity)
        assert isinstance(found, NumberColumn)
        return found.values

    def pandas_count(self, day: date | None = None) -> NDArray[np.int64]:
        today, frame = day_number(day or self.day("few")), self.frame
        chosen = (frame["type"] == 4) & (frame["day"] <= today) & (frame["day"] >= today - WINDOW)
        sizes = frame.loc[chosen, "lead"].groupby(frame.loc[chosen, "lead"]).size()
        return sizes.reindex(range(len(self.leads)), fill_value=0).to_numpy()

    def polars_count(self, day: date | None = None) -> pl.DataFrame:
        today = day_number(day or self.day("pl"))
        chosen = (pl.col("type") == 4) & pl.col("day").is_between(today - WINDOW, today)
        return self.lazy.filter(chosen).group_by("lead").len().collect()

    def assert_equal(self) -> None:
        day = synthetic.AS_OF - timedelta(days=11)
        assert (self.count(day) == self.pandas_count(day)).all()
        assert (self.fading(day) == self.pandas_fading(day)).all()


def main() -> int:
    given = options(__doc__ or "")
    scale = 10 if given.quick else 1
    contest = Contest(500_000 // scale, 10_000_000 // scale)
    contest.assert_equal()
    contest.fading()
    fading = interleaved(
        {
            "score again as of another day, 8 fading rules": contest.fading,
            "pandas: the same, groupby lead and type": contest.pandas_fading,
            "pandas: one sum by lead, not rounded by rule": contest.pandas_one_sum,
        },
        max(3, given.rounds // 2),
    )
    counts = interleaved(
        {
            "count of one type in 30 days, as of another day": contest.count,
            "pandas: filter and groupby": contest.pandas_count,
            "polars: filter and group_by": contest.polars_count,
        },
        given.rounds,
    )
    size = f"{len(contest.frame):,} activities, {len(contest.leads):,} leads"
    print_times(f"Decay, {size}", fading, "Equal sums asserted, but for the last; one thread.")
    print_times(f"Counts, {size}", counts, "Equal counts asserted; one thread.")
    ours, pandas, one_sum = fading.values()
    count, few, _ = counts.values()
    met = print_goals(
        [
            Goal("another as-of day with decay / pandas groupby", 1 / 10, ours / pandas),
            Goal("another as-of day with decay / one sum by lead", 1, ours / one_sum),
            Goal("30-day count of one type / pandas filter and groupby", 1 / 2, count / few),
        ],
        judged=not given.quick,
    )
    return 0 if met or not given.strict else 1


if __name__ == "__main__":
    sys.exit(main())
