"""Half a million deals joined to a million leads: who converted, when, for how much."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
import pandas as pd
from _side_by_side import Goal, interleaved, options, print_goals, print_times

from models.leads.columns import BLANK_DAY
from models.leads.deal_join import join_deals
from models.leads.deals import DealRecipe, Deals
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import Cell, RawColumn, RawTable, Texts, narrow
from models.leads.table import Leads

STAGES = ("Closed Won", "Closed Lost", "Negotiation")
DAYS = [str(day)[:10] for day in np.arange("2023-01-01", "2025-01-01", dtype="datetime64[D]")]
RECIPE = DealRecipe(
    (
        Input("Lead", role=Role.ID),
        Input("Stage", role=Role.OUTCOME),
        Input("Closed", Kind.DATE, Role.OUTCOME_DATE),
        Input("Amount", Kind.NUMBER, Role.VALUE),
    ),
    won=STAGES[:1],
    lost=STAGES[1:2],
)


def column(name: str, values: list[str], codes: np.ndarray) -> RawColumn:
    """A column of these distinct cells; codes begin at 1, 0 is blank."""
    cells = np.array([Cell.EMPTY, *(Cell.TEXT for _ in values)], dtype=np.uint8)
    distinct = len(values) + 1
    return RawColumn(
        name, name, narrow(codes.astype(np.int32), distinct), Texts.of(["", *values]), cells
    )


class Contest:
    def __init__(self, rows: int, *, by_mail: bool) -> None:
        rng = np.random.default_rng(5)
        many = rows // 2
        names = [
            f"Person{n}@Company{n % 5000}.example" if by_mail else f"L-{n:07}" for n in range(rows)
        ]
        every = np.arange(1, rows + 1)
        lead = RawTable(
            (
                column("Lead", names, every),
                column("Created", DAYS, rng.integers(1, len(DAYS) + 1, rows)),
            ),
            rows,
        )
        named = rng.integers(0, rows, many)
        used, codes = np.unique(named, return_inverse=True)
        amounts = [f"{n}.5" for n in range(20_000)]
        self.raw = RawTable(
            (
                column(
                    "Lead", [names[n].lower() if by_mail else names[n] for n in used], codes + 1
                ),
                column("Stage", list(STAGES), rng.integers(1, 4, many)),
                column("Closed", DAYS, rng.integers(1, len(DAYS) + 1, many)),
                column("Amount", amounts, rng.integers(1, len(amounts) + 1, many)),
            ),
            many,
        )
        inputs = (Input("Lead", role=Role.ID), Input("Created", Kind.DATE, Role.CREATED))
        self.leads = Leads(lead, Recipe(inputs))
        self.frames = [
            pd.DataFrame(
                {c.name: np.array(list(c.texts), dtype=object)[c.codes] for c in t.columns}
            )
            for t in (lead, self.raw)
        ]

    def ours(self) -> Deals:
        return join_deals(self.raw, RECIPE, self.leads, "UTC")

    def pandas(self) -> pd.DataFrame:
        """The same three columns; nothing of the report."""
        people, deals = self.frames[0][["Lead"]].copy(), self.frames[1].copy()
        for frame in (people, deals):
            frame["key"] = (
                frame["Lead"].str.lower() if "@" in frame["Lead"].iloc[0] else frame["Lead"]
            )
        won = deals["Stage"] == "Closed Won"
        closed = pd.to_datetime(deals["Closed"], format="%Y-%m-%d")
        deals["won"], deals["open"] = won, ~won & (deals["Stage"] != "Closed Lost")
        deals["first"], deals["last"] = (
            closed.where(won),
            closed.where(deals["Stage"] == "Closed Lost"),
        )
        deals["amount"] = pd.to_numeric(deals["Amount"]).where(won)
        found = deals.groupby("key", sort=False).agg(
            won=("won", "any"),
            open=("open", "any"),
            first=("first", "min"),
            last=("last", "max"),
            value=("amount", "sum"),
        )
        return people[["key"]].merge(found, left_on="key", right_index=True, how="left")

    def assert_equal(self) -> None:
        ours, theirs = self.ours(), self.pandas()
        won = theirs["won"].eq(True).to_numpy()
        still = theirs["open"].eq(True).to_numpy() & ~won
        assert np.array_equal(ours.outcome, np.where(won, 1, np.where(still, 2, 0)))
        day = theirs["first"].where(won, theirs["last"].where(~still))
        known = day.notna().to_numpy()
        assert np.array_equal(ours.days != BLANK_DAY, known)
        days = day[known].to_numpy().astype("datetime64[D]").astype(np.int64)
        assert np.array_equal(ours.days[known], days)
        assert np.allclose(ours.value[won], theirs["value"].to_numpy()[won])


def main() -> int:
    given = options(__doc__ or "")
    rows = 100_000 if given.quick else 1_000_000
    goals = []
    for what, by_mail in (("ids", False), ("e-mails", True)):
        contest = Contest(rows, by_mail=by_mail)
        contest.assert_equal()
        times = interleaved(
            {
                f"join by {what}, with the report": contest.ours,
                f"pandas by {what}: to_datetime, groupby, merge": contest.pandas,
            },
            max(3, given.rounds // 3),
        )
        note = "Equal outcomes, days and values asserted; one thread."
        print_times(f"Deals, {rows:,} leads, {rows // 2:,} deals, by {what}", times, note)
        ours, _ = times.values()
        goals.append(Goal(f"join by {what}, CPU seconds", 1.0, ours / 1e3))
    met = print_goals(goals, judged=not given.quick)
    return 0 if met or not given.strict else 1


if __name__ == "__main__":
    sys.exit(main())
