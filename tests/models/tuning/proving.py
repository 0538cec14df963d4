"""Small histories of which the truth is known, for tests of how a tuning is proved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from models.evaluation.history.asked import Asked, looked_at
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring.awards import Points
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import Scored, score
from models.scoring.model import Band, Group, Override, Rule, ScoringModel
from models.tuning.reins import Reins
from models.tuning.task import Task

DAY = date(2025, 12, 31)
SIGNS = ("Alpha", "Beta", "Gamma", "Delta", "Noise", "Noise 2")
TRUTH = {"Alpha": 1.6, "Beta": 0.8, "Gamma": -1.2, "Delta": 0.4}
"""Log-odds that each sign adds; the others add none."""
COARSE = Reins(step=10, least=-40, most=40)
BANDS = (Band("Cold", 0), Band("MQL", 30, mql=True), Band("Hot", 60))


def history(
    rows: int = 1_500,
    seed: int = 1,
    start: float = -2.6,
    *,
    dated: bool = True,
    firms: int = 0,
    drift: float = 0.0,
    truth: dict[str, float] | None = None,
) -> Leads:
    """Yes/no signs and an outcome drawn from them. `drift`: log-odds that the newest have more."""
    dice = np.random.default_rng(seed)
    signs = {name: dice.random(rows) < 0.3 for name in SIGNS}
    odds = np.full(rows, start) + drift * np.arange(rows) / rows
    for name, adds in (TRUTH if truth is None else truth).items():
        odds += adds * signs[name]
    won = dice.random(rows) < 1 / (1 + np.exp(-odds))
    return leads_of(signs, won.tolist(), dice, dated=dated, firms=firms)


def leads_of(
    signs: dict[str, np.ndarray],
    won: Sequence[bool | None],
    dice: np.random.Generator,
    *,
    dated: bool = True,
    firms: int = 0,
) -> Leads:
    """Leads with these signs and outcomes (None: unknown), in the order of their creation."""
    rows = len(won)
    cells: dict[str, list[str]] = {
        "Id": [f"L{row}" for row in range(rows)],
        "Won": ["" if one is None else "yes" if one else "no" for one in won],
        **{name: ["yes" if one else "no" for one in of] for name, of in signs.items()},
    }
    inputs = [Input("Id", role=Role.ID), Input("Won", Kind.YES_NO, Role.OUTCOME)]
    inputs += [Input(name, Kind.YES_NO) for name in signs]
    if dated:
        days = [DAY - timedelta(days=600 - 600 * row // rows) for row in range(rows)]
        cells["Created"] = [day.isoformat() for day in days]
        inputs.append(Input("Created", Kind.DATE, Role.CREATED))
    if firms:
        cells["Company"] = [f"F{firm}" for firm in dice.integers(0, firms, rows)]
        inputs.append(Input("Company", role=Role.ACCOUNT))
    columns = tuple(column_of(name, values) for name, values in cells.items())
    return Leads(RawTable(columns, rows), Recipe(tuple(inputs)))


def model_of(
    points: dict[str, int] | None = None, overrides: tuple[Override, ...] = ()
) -> ScoringModel:
    """A rule for each sign; without points of its own it is worth 5."""
    given = dict.fromkeys(SIGNS, 5) | (points or {})
    rules = tuple(
        Rule(name.lower().replace(" ", ""), name, Points(worth), FieldTest(name, Test.IS_YES))
        for name, worth in given.items()
    )
    return ScoringModel("m", "M", (Group("g", "Signs", rules),), BANDS, overrides, base=20)


def scored_by(leads: Leads, model: ScoringModel | None = None) -> Scored:
    """The leads by a model."""
    return score(model or model_of(), leads, DAY)


def task_of(leads: Leads, model: ScoringModel | None = None, **more: object) -> Task:
    """A task of a few sizes, quick to search."""
    asked: dict[str, object] = {"sizes": (2,), "kicks": 0, "cards": 1, "reins": COARSE, **more}
    return Task(
        scored_by(leads, model),
        leads,
        looked_at(leads, (), Asked()),
        **asked,  # type: ignore[arg-type]  # each test names the fields that it sets
    )
