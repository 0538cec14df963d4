"""Two years of weeks replayed, against scoring each week with nothing kept; memory beside it."""

from __future__ import annotations

import resource
import sys
import time
import tracemalloc
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import _synthetic as synthetic
import numpy as np
from _side_by_side import Goal, options, print_goals
from numpy.typing import NDArray

from models.evaluation.replay import WEEK, Replay, days_between, replay
from models.leads.activities import Activities
from models.leads.activity_recipe import ActivityRecipe
from models.leads.columns import TextColumn
from models.leads.fields import Role
from models.leads.raw import Texts
from models.scoring.answers import day_number
from models.scoring.awards import PerOccurrence
from models.scoring.conditions import (
    ActivityTest,
    FollowedBy,
    Inactive,
    Measure,
    Quantity,
    Selection,
    Test,
)
from models.scoring.decay import Decay, Fades, half_life
from models.scoring.engine import score
from models.scoring.model import Axis, Group, Points, Rule, ScoringModel

DAYS = 728
TYPES = 8


class Dated(synthetic.Synthetic):
    """Synthetic leads created over two years."""

    created: NDArray[np.int32]

    def days_of(self, role: Role) -> NDArray[np.int32]:
        return self.created if role is Role.CREATED else super().days_of(role)


def leads(rows: int, number: int) -> Dated:
    """Fields as everywhere, and activities of eight types spread evenly over two years."""
    rng = np.random.default_rng(11)
    plain = synthetic.leads(rows)
    found = Dated(plain.columns, rows, plain.outcome)
    last = day_number(synthetic.AS_OF)
    found.created = (last - rng.integers(0, DAYS, rows)).astype(np.int32)
    owner = np.sort(rng.integers(0, rows, number).astype(np.int32))
    days = (last - rng.integers(0, DAYS, number)).astype(np.int32)
    order = np.lexsort((days, owner))
    codes = rng.integers(1, TYPES + 1, number).astype(np.uint8)
    found.activities = Activities(
        np.searchsorted(owner, np.arange(rows + 1)).astype(np.int64),
        days[order],
        np.full(number, -1, dtype=np.int32),
        TextColumn(codes, Texts.of(["", *(f"Type {i}" for i in range(TYPES))])),
        {},
        np.arange(number, dtype=np.int32),
        ActivityRecipe(()),
    )
    return found


def model() -> ScoringModel:
    """50 rules on fields, and ten on activities: fading, counted, compared, in sequence."""
    steps, after = half_life(30)
    fading = Decay(Fades.BY_ACTIVITY, steps, after)

    def of(kind: int, days: int | None = None) -> Selection:
        return Selection((f"Type {kind}",), days=days)

    fade = tuple(Rule(f"f{i}", f"Fading {i}", PerOccurrence(of(i, 180), 3, 5)) for i in range(3))
    counted = tuple(
        Rule(f"o{i}", f"Counted {i}", PerOccurrence(of(i, 30), 2, 10)) for i in range(3, 6)
    )
    since = Quantity(Measure.SINCE_LAST, of(7))
    asked = (
        Rule("a1", "Often", Points(5), ActivityTest(Quantity(of=of(6, 90)), Test.AT_LEAST, (2.0,))),
        Rule("a2", "Just now", Points(4), ActivityTest(since, Test.AT_MOST, (14.0,))),
        Rule("a3", "One then other", Points(6), FollowedBy(of(1, 60), of(2, 60), 7)),
        Rule("a4", "Asleep", Points(-10), Inactive(60)),
    )
    groups = (
        Group("h1", "Fading", fade, Axis.ENGAGEMENT, decay=fading),
        Group("h2", "Counted", counted, Axis.ENGAGEMENT, most=40),
        Group("h3", "Asked", asked, Axis.ENGAGEMENT),
    )
    plain = synthetic.model()
    return replace(plain, groups=(*plain.groups, *groups))


def timed(made: ScoringModel, of: Dated, days: tuple[date, ...]) -> tuple[float, Replay]:
    """CPU seconds of a replay, and its answer."""
    begin = time.process_time()
    found = replay(made, of, days)  # type: ignore[arg-type]
    return time.process_time() - begin, found


def anew(made: ScoringModel, of: Dated, days: tuple[date, ...], found: Replay) -> float:
    """CPU seconds for some of the days with nothing kept, equal leads by band asserted."""
    begin = time.process_time()
    scored = [score(made, of, day) for day in days]
    took = time.process_time() - begin
    for day, one in zip(days, scored, strict=True):
        place = int(np.flatnonzero(found.days == day_number(day))[0])
        here = of.created <= day_number(day)
        wanted = np.bincount(one.bands[here], minlength=len(made.bands))
        assert (found.counts[place].sum(axis=1) == wanted).all()
    return took


def main() -> int:
    given = options(__doc__ or "")
    scale = 10 if given.quick else 1
    rows, number = 100_000 // scale, 2_000_000 // scale
    of, made = leads(rows, number), model()
    last = synthetic.AS_OF
    days = days_between(last - timedelta(days=DAYS), last, WEEK)
    took, found = timed(made, of, days)
    some = days[5::20]
    slow = anew(made, of, some, found) / len(some) * len(days)
    half = leads(rows // 2, number // 2)
    tracemalloc.start()
    timed(made, half, days[-4:])
    small = tracemalloc.get_traced_memory()[1]
    tracemalloc.reset_peak()
    timed(made, of, days[-4:])
    large = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 10)
    print(f"\n### Replay, {len(days)} weeks, {rows:,} leads, {number:,} activities, 60 rules\n")
    print("| what | CPU s |\n|---|---:|")
    print(f"| replay by the week | {took:,.2f} |")
    print(f"| each week scored with nothing kept (from {len(some)} of them) | {slow:,.2f} |")
    print(
        f"\nMemory of a replay: {large / (1 << 20):,.0f} MiB, of half the leads "
        f"{small / (1 << 20):,.0f} MiB; of the whole process at most {peak:,.0f} MiB. "
        "Equal leads by band asserted."
    )
    met = print_goals(
        [
            Goal("weekly replay over two years, CPU s", 15, took),
            Goal("replay / each week with nothing kept", 1 / 5, took / slow),
            Goal("memory / memory of half the leads", 2.2, large / small),
        ],
        judged=not given.quick,
    )
    return 0 if met or not given.strict else 1


if __name__ == "__main__":
    sys.exit(main())
