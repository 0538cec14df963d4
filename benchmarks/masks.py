"""The first masks of 50 rules on a million leads, made from columns: against polars."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["POLARS_MAX_THREADS"] = "1"  # all run on one thread, as the engine does
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import _synthetic as synthetic
import polars as pl
from _side_by_side import Goal, interleaved, options, print_goals, print_times
from recompute import as_polars, raw_frame

from models.scoring.bits import number
from models.scoring.masks import Masks
from models.scoring.sight import Sight


class Contest:
    def __init__(self, rows: int) -> None:
        self.leads = synthetic.leads(rows)
        self.conditions = [rule.when for rule in synthetic.model().rules()]
        self.raw = raw_frame(self.leads).lazy()

    def ours(self) -> list[int]:
        """All masks, and how many leads are in each: nothing is kept from the round before."""
        masks, sight = Masks(self.leads), Sight(synthetic.AS_OF)
        return [number(masks.bits(when, sight)) for when in self.conditions]

    def polars(self) -> list[int]:
        made = [as_polars(when).alias(str(i)) for i, when in enumerate(self.conditions)]
        frame: pl.DataFrame = self.raw.select(made).collect()
        return [int(frame[name].sum()) for name in frame.columns]


def main() -> int:
    given = options(__doc__ or "")
    contest = Contest(100_000 if given.quick else 1_000_000)
    assert contest.ours() == contest.polars()
    times = interleaved(
        {
            "masks of 50 rules from prepared columns": contest.ours,
            "polars: the same booleans from raw columns": contest.polars,
        },
        max(3, given.rounds // 2),
    )
    note = "Equal counts asserted; one thread; texts as distinct values and codes in ours."
    print_times(f"First masks, {len(contest.leads):,} leads", times, note)
    ours, polars = times.values()
    met = print_goals([Goal("masks / polars from raw", 1 / 4, ours / polars)],
                      judged=not given.quick)  # fmt: skip
    return 0 if met or not given.strict else 1


if __name__ == "__main__":
    sys.exit(main())
