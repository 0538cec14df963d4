"""Histories with known truth for the tests of candidates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from models.leads.activities import match
from models.leads.activity_recipe import ActivityRecipe
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring.engine import Scored, score
from models.scoring.model import ScoringModel

DAY = date(2024, 6, 14)
NOTHING: Mapping[str, str] = {}
NOISE = ("Noise A", "Noise B", "Noise 1", "Noise 2")
INPUTS = (
    Input("Id", role=Role.ID),
    Input("Industry"),
    Input("Title"),
    Input("Size", Kind.NUMBER),
    Input("Age", Kind.NUMBER),
    Input("Demo", Kind.YES_NO),
    Input("Topics", Kind.MULTIPLE),
    Input("Phone"),
    Input("Plan"),
    Input("Team"),
    Input("Noise A"),
    Input("Noise B", Kind.MULTIPLE),
    Input("Noise 1", Kind.NUMBER),
    Input("Noise 2", Kind.NUMBER),
    Input("Call"),
    Input("Created", Kind.DATE, Role.CREATED),
    Input("Won", Kind.YES_NO, Role.OUTCOME),
)


def cells_of(rows: int, seed: int, signal: float = 1.0) -> dict[str, list[str]]:
    """Odds of 1 to 15, twice or thrice as good for Software, Heads, 100 people and more, an Age
    of 30 to 60, a Demo, the topic b, and for Plan x with Team y; half as good without a Phone.
    """
    dice = np.random.default_rng(seed)

    def pick(*values: str) -> np.ndarray[Any, Any]:
        return np.array(values, dtype=object)[dice.integers(0, len(values), rows)]

    industry = pick("Software", "software", "Retail", "Media", "Energy", "Health", "")
    title = pick("Head", "Clerk", "Expert", "Intern") + " of " + pick(*map(str, range(900)))
    size = np.exp(dice.normal(4, 1.5, rows)).round().astype(int)
    age = dice.integers(0, 100, rows)
    demo, topics = pick("yes", "no", "no", ""), pick("a;b", "c", "b;c", "a", "")
    phone, plan, team = pick("1", "2", "3", ""), pick("x", "w", "v"), pick("y", "z")
    odds = np.full(rows, -2.9)
    odds += signal * 1.1 * np.isin(industry, ("Software", "software"))
    odds += signal * 0.9 * np.array([text.startswith("Head") for text in title])
    odds += signal * 0.8 * (size >= 100)
    odds += signal * 0.8 * ((age >= 30) & (age < 60))
    odds += signal * 1.0 * (demo == "yes")
    odds += signal * 0.7 * np.array(["b" in text for text in topics])
    odds -= signal * 0.8 * (phone == "")
    odds += signal * 1.2 * ((plan == "x") == (team == "y")) - signal * 0.6
    won = dice.random(rows) < 1 / (1 + np.exp(-odds))
    return {
        "Id": [f"L{row}" for row in range(rows)],
        "Industry": industry.tolist(),
        "Title": title.tolist(),
        "Size": [str(value) for value in size.tolist()],
        "Age": [str(value) for value in age.tolist()],
        "Demo": demo.tolist(),
        "Topics": topics.tolist(),
        "Phone": phone.tolist(),
        "Plan": plan.tolist(),
        "Team": team.tolist(),
        "Noise A": pick(*(f"n{at}" for at in range(20))).tolist(),
        "Noise B": pick("p;q", "r", "q", "s;r", "").tolist(),
        "Noise 1": [f"{value:.3f}" for value in dice.normal(0, 1, rows).tolist()],
        "Noise 2": [str(value) for value in dice.integers(0, 7, rows).tolist()],
        "Call": ["done" if one else "" for one in won.tolist()],
        "Created": [
            (DAY - timedelta(days=int(days))).isoformat() for days in dice.integers(1, 400, rows)
        ],
        "Won": ["yes" if one else "no" for one in won.tolist()],
    }


def leads_of(cells: dict[str, list[str]], renamed: Mapping[str, str] = NOTHING) -> Leads:
    """These cells as leads; `renamed`: fields that are called otherwise."""
    columns = tuple(column_of(name, values) for name, values in cells.items())
    inputs = tuple(replace(item, name=renamed.get(item.name, item.name)) for item in INPUTS)
    return Leads(RawTable(columns, len(cells["Id"])), Recipe(inputs))


def with_activities(cells: dict[str, list[str]], seed: int) -> Leads:
    """Converted leads were at a Webinar in the last 30 days three times as often; only they had an
    Onboarding; all opened Mails alike."""
    dice = np.random.default_rng(seed)
    rows: dict[str, list[str]] = {"Lead": [], "Type": [], "When": []}

    def did(lead: str, what: str, age: int) -> None:
        for name, cell in zip(
            rows, (lead, what, (DAY - timedelta(days=age)).isoformat()), strict=True
        ):
            rows[name].append(cell)

    for lead, won in zip(cells["Id"], cells["Won"], strict=True):
        for _ in range(dice.poisson(0.9 if won == "yes" else 0.3)):
            did(lead, "Webinar", int(dice.integers(0, 31)))
        for _ in range(dice.poisson(0.4)):
            did(lead, "Webinar", int(dice.integers(31, 300)))
        for _ in range(dice.poisson(1.0)):
            did(lead, "Mail", int(dice.integers(0, 300)))
        if won == "yes" and dice.random() < 0.5:
            did(lead, "Onboarding", int(dice.integers(0, 30)))
    inputs = (
        Input("Lead", role=Role.ID),
        Input("Type", role=Role.ACTIVITY_TYPE),
        Input("When", Kind.DATE, role=Role.ACTIVITY_TIME),
    )
    table = RawTable(tuple(column_of(*pair) for pair in rows.items()), len(rows["Lead"]))
    leads = leads_of(cells)
    return leads.with_activities(match(table, ActivityRecipe(inputs), leads, "UTC"))


def scored_by(leads: Leads, model: ScoringModel | None = None) -> Scored:
    """The leads scored by a model, or by one without rules."""
    return score(model or ScoringModel("m1", "M"), leads, DAY)
