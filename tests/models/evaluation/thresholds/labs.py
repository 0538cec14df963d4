"""Small tables whose scores, outcomes and days are known, looked at for their thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from models.evaluation.thresholds.ground import Ground, ground_of
from models.evaluation.thresholds.lab import Lab, lab_of
from models.evaluation.thresholds.wishes import Sales
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring.awards import RangePoints
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import Scored, score
from models.scoring.model import Band, ByRange, Group, Move, Override, Rule, Scale, ScoringModel

DAY = date(2026, 6, 30)
FIRST = date(2025, 7, 1)
BANDS = (Band("Cold", 0), Band("Warm", 3), Band("MQL", 5, mql=True), Band("Hot", 9))
FIELDS = ("Size", "Won", "Created", "Industry", "Owner", "Value")
RECIPE = Recipe(
    (
        Input("Size", Kind.NUMBER),
        Input("Won", Kind.YES_NO, Role.OUTCOME),
        Input("Created", Kind.DATE, Role.CREATED),
        Input("Industry"),
        Input("Owner", role=Role.OWNER),
        Input("Value", Kind.NUMBER, Role.VALUE),
    )
)
Row = tuple[int, str, str, str, str]
"""Score, outcome, day of creation, industry, owner."""


def model(overrides: Sequence[Override] = ()) -> ScoringModel:
    """Scores each lead by its size, 0 to 10."""
    ranges = tuple(RangePoints(float(points), float(points + 1), points) for points in range(1, 11))
    rule = Rule("r1", "Size", ByRange("Size", ranges))
    return ScoringModel(
        "m1", "Model", (Group("g1", "Fit", (rule,)),), BANDS, tuple(overrides), Scale(0, 10)
    )


def fast_track(move: Move = Move.AT_LEAST, band: str = "MQL") -> Override:
    """Moves the leads of the industry Fast."""
    return Override("o1", "Fast track", FieldTest("Industry", Test.IS, ("Fast",)), move, band)


def leads_of(rows: Sequence[Row], value: str = "") -> Leads:
    """A table of these rows; each conversion is worth `value`."""
    cells = {
        "Size": [str(row[0]) for row in rows],
        "Won": [row[1] for row in rows],
        "Created": [row[2] for row in rows],
        "Industry": [row[3] for row in rows],
        "Owner": [row[4] for row in rows],
        "Value": [value if row[1] == "yes" else "" for row in rows],
    }
    columns = tuple(column_of(name, cells[name]) for name in FIELDS)
    return Leads(RawTable(columns, len(rows)), RECIPE)


def year(number: int = 1_000, seed: int = 1, *, dated: bool = True) -> list[Row]:
    """Leads of a year, of which the high scores convert more often, and Software most."""
    dice = np.random.default_rng(seed)
    rows = []
    for at in range(number):
        points = int(dice.integers(0, 11))
        industry = str(dice.choice(["Software", "Retail", "Care"]))
        chance = 0.02 + 0.04 * points + 0.1 * (industry == "Software")
        won = "yes" if dice.random() < chance else "no"
        day = (FIRST + timedelta(days=at * 364 // number)).isoformat() if dated else ""
        rows.append((points, won, day, industry, "Ann"))
    return rows


def scored_of(leads: Leads, overrides: Sequence[Override] = ()) -> Scored:
    """The leads scored by the model."""
    return score(model(overrides), leads, DAY)


def ground(rows: Sequence[Row], overrides: Sequence[Override] = (), value: str = "") -> Ground:
    """What these rows tell of every MQL threshold."""
    leads = leads_of(rows, value)
    return ground_of(scored_of(leads, overrides), leads)


def lab(rows: Sequence[Row], sales: Sales, overrides: Sequence[Override] = ()) -> Lab:
    """The lab over these rows."""
    return lab_of(ground(rows, overrides), sales, draws=100)
