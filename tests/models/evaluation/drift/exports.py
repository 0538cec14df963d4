"""Last month's and next month's export of the same firm, as cells."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.recipes import apply_recipe
from models.leads.table import Leads
from models.scoring.awards import Points
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Band, Group, Rule, ScoringModel

RECIPE = Recipe(
    (
        Input("Id", role=Role.ID),
        Input("Created", Kind.DATE, Role.CREATED),
        Input("Won", Kind.YES_NO, Role.OUTCOME, blank_is_no=True),
        Input("Closed", Kind.DATE, Role.OUTCOME_DATE),
        Input("Job"),
        Input("Source"),
        Input("Size", Kind.NUMBER),
    )
)
MODEL = ScoringModel(
    "m",
    "M",
    (
        Group(
            "g",
            "Fit",
            (
                Rule("vp", "VP", Points(30), FieldTest("Job", Test.IS, ("VP",))),
                Rule("web", "Web", Points(5), FieldTest("Source", Test.IS, ("Web",))),
            ),
        ),
    ),
    bands=(Band("cold", 0), Band("MQL", 20, mql=True)),
)
FIRST = date(2025, 1, 1)


def people(number: int = 3_000, seed: int = 4, days: int = 300) -> list[dict[str, str]]:
    """Everybody who ever comes, by the day of creation; half convert within 20 days if at all."""
    dice = np.random.default_rng(seed)
    found = []
    for row in range(number):
        created = FIRST + timedelta(days=row * days // number)
        vp = dice.random() < 0.3
        won = dice.random() < (0.4 if vp else 0.1)
        closed = created + timedelta(days=int(dice.exponential(20)))
        found.append(
            {
                "Id": f"L{row}",
                "Created": created.isoformat(),
                "Won": "yes" if won else "",
                "Closed": closed.isoformat() if won else "",
                "Job": "VP" if vp else "clerk",
                "Source": str(dice.choice(["Web", "Fair", "Mail"])),
                "Size": str(dice.integers(1, 500)),
            }
        )
    return found


def export(rows: list[dict[str, str]], day: date) -> Leads:
    """What the system holds on a day: who was created, and who had converted by then."""
    shown = []
    for row in rows:
        if row["Created"] <= day.isoformat():
            late = row["Closed"] > day.isoformat()
            shown.append({**row, "Won": "", "Closed": ""} if late else row)
    names = [item.name for item in RECIPE]
    columns = tuple(column_of(name, [row[name] for row in shown]) for name in names)
    return Leads(RawTable(columns, len(shown), f"{day.isoformat()}.csv"), RECIPE)


def read(rows: dict[str, list[str]], source: str = "next.csv") -> Leads:
    """Other cells, read by the recipe of last month."""
    size = len(next(iter(rows.values())))
    table = RawTable(tuple(column_of(name, cells) for name, cells in rows.items()), size, source)
    return Leads(table, apply_recipe(table, RECIPE)[0])
