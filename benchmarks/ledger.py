"""Balances of a gamified programme: two million activities of a hundred thousand leads at once."""

from __future__ import annotations

import sys
from datetime import date
from itertools import cycle
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
import pandas as pd
from _side_by_side import Goal, interleaved, options, print_goals, print_times

from models.leads.activity_recipe import ActivityRecipe
from models.leads.activity_table import Activities
from models.leads.columns import TextColumn
from models.leads.fields import Input, Recipe, Role
from models.leads.raw import RawTable, Texts, column_of
from models.leads.table import Leads
from models.scoring.conditions import Selection
from models.scoring.game import Badge, Game, Level, Quest
from models.scoring.ledger import balances_of, ledger_of
from models.scoring.masks import Masks
from models.scoring.sight import Sight

TYPES, QUESTS, DAYS = 12, 8, 730
AS_OF = Sight(date(2024, 1, 8))
LEVELS = (Level("Newcomer", 0), Level("Member", 20), Level("Champion", 100))


class Contest:
    def __init__(self, leads: int, activities: int) -> None:
        rng = np.random.default_rng(5)
        lead = np.sort(rng.integers(0, leads, activities))
        days = rng.integers(19_000, 19_000 + DAYS, activities).astype(np.int32)
        days = days[np.lexsort((days, lead))]
        types = rng.integers(1, TYPES + 1, activities).astype(np.uint8)
        starts = np.concatenate(([0], np.cumsum(np.bincount(lead, minlength=leads))))
        done = Activities(
            starts.astype(np.int64),
            days,
            np.full(activities, -1, dtype=np.int32),
            TextColumn(types, Texts.of(["", *(f"Type {i}" for i in range(1, TYPES + 1))])),
            {},
            np.arange(activities, dtype=np.int32),
            ActivityRecipe(),
        )
        table = RawTable((column_of("Id", [str(row) for row in range(leads)]),), leads)
        recipe = Recipe((Input("Id", role=Role.ID),))
        self.leads = Leads(table, recipe, activities=done)
        self.frame = pd.DataFrame({"lead": lead, "day": days, "type": types})
        self.masks = Masks(self.leads)
        self._points = cycle(range(1, 30))

    def game(self, points: int) -> Game:
        quests = tuple(
            Quest(f"q{i}", f"Q{i}", Selection((f"Type {i}",)), points + i, i, None if i % 2 else 5)
            for i in range(1, QUESTS + 1)
        )
        every = Quest("q9", "Any", Selection(), 1, 1)
        return Game(10, (*quests, every), (Badge("Fan", Selection(("Type 1",)), 3),), LEVELS)

    def first(self) -> object:
        """From activities that nothing is known of yet."""
        return balances_of(self.game(next(self._points)), Masks(self.leads), AS_OF)

    def again(self) -> object:
        """Other points: who was awarded how often is kept."""
        return balances_of(self.game(next(self._points)), self.masks, AS_OF)

    def pandas(self) -> pd.Series:
        """The quests without cool-down alone: counted, limited, added up."""
        found = self.frame[self.frame["type"] <= QUESTS].groupby(["lead", "type"]).size()
        return found.clip(upper=5).groupby("lead").sum()

    def assert_equal(self) -> None:
        game = self.game(3)
        balances = balances_of(game, self.masks, AS_OF)
        for row in range(0, len(self.leads), max(1, len(self.leads) // 200)):
            assert ledger_of(game, self.masks, AS_OF, row)[-1].balance == balances.balance[row]


def main() -> int:
    given = options(__doc__ or "")
    leads, activities = (10_000, 200_000) if given.quick else (100_000, 2_000_000)
    contest = Contest(leads, activities)
    contest.assert_equal()
    times = interleaved(
        {
            "balances, levels and badges from the activities": contest.first,
            "the same after other points": contest.again,
            "pandas: groupby and count alone, no cool-down": contest.pandas,
        },
        max(3, given.rounds // 2),
    )
    note = "Balances equal the last lines of 200 leads' ledgers; one thread."
    print_times(f"Ledger, {activities:,} activities, {leads:,} leads, 9 quests", times, note)
    first, again, pandas = times.values()
    met = print_goals(
        [
            Goal("from the activities / pandas groupby", 4, first / pandas),
            Goal("after other points / from the activities", 1 / 20, again / first),
        ],
        judged=not given.quick,
    )
    return 0 if met or not given.strict else 1


if __name__ == "__main__":
    sys.exit(main())
