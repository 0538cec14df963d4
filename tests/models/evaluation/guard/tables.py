"""Tables for the guard: random ones in which nothing leaks, and days of leads with known times."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads

WON = Input("Won", Kind.YES_NO, Role.OUTCOME)


def table_of(columns: dict[str, list[str]], inputs: dict[str, Input] | None = None) -> Leads:
    """Leads of these columns; "Won" is the outcome, what is not told otherwise is text."""
    known = {"Won": WON, **(inputs or {})}
    raw = tuple(column_of(name, cells) for name, cells in columns.items())
    recipe = Recipe(tuple(known.get(name, Input(name)) for name in columns))
    return Leads(RawTable(raw, len(next(iter(columns.values())))), recipe)


def clean_table(seed: int) -> Leads:
    """A random table with honest fields: some say nothing, some a good deal, none leaks.

    The strongest field moves the odds of converting up to eightfold between its ends.
    """
    rng = np.random.default_rng(seed)
    rows = int(rng.choice([200, 500, 1500, 4000]))
    columns: dict[str, list[str]] = {}
    inputs: dict[str, Input] = {}
    score = np.zeros(rows)
    for place in range(int(rng.integers(3, 16))):
        name = f"Trait {place}"
        hidden = rng.normal(size=rows)
        weight = float(rng.choice([0, 0, 0.2, 0.5, 0.8]))
        score += weight * hidden
        blank = rng.random(rows) < float(rng.choice([0, 0.1, 0.6]))
        sort = int(rng.integers(0, 5))
        if sort == 0:
            cells = [f"{value:.3f}" for value in np.exp(hidden)]
            inputs[name] = Input(name, Kind.NUMBER)
        elif sort == 1:
            cells = [str(max(0, round(value))) for value in hidden * 2]
            inputs[name] = Input(name, Kind.NUMBER)
        elif sort == 2:
            size = int(rng.integers(2, 60))
            cells = [f"v{value}" for value in np.digitize(hidden, np.linspace(-2, 2, size))]
        elif sort == 3:
            cells = ["yes" if value > 1 else "no" for value in hidden]
            inputs[name] = Input(name, Kind.YES_NO)
        else:
            cells = [f"text {value}" for value in rng.integers(0, rows, rows)]
        columns[name] = ["" if lacks else cell for lacks, cell in zip(blank, cells, strict=True)]
    wanted = float(rng.choice([0.03, 0.1, 0.3, 0.6, 0.9]))
    level = float(np.quantile(-score, wanted))
    chance = 1 / (1 + np.exp(-1.5 * (score + level)))
    columns["Lead ID"] = [f"L{number:06d}" for number in rng.permutation(rows)]
    inputs["Lead ID"] = Input("Lead ID", role=Role.ID)
    columns["Won"] = ["yes" if won else "no" for won in rng.random(rows) < chance]
    return table_of(columns, inputs)


def day(number: float) -> str:
    """A day counted from the beginning of 2024."""
    return (date(2024, 1, 1) + timedelta(days=int(number))).isoformat()


def dated_table(created: np.ndarray, taken: np.ndarray, last: int) -> Leads:
    """Leads created on these days that convert after so many (nan: never), seen up to `last`."""
    won = ~np.isnan(taken) & (created + np.nan_to_num(taken) <= last)
    ends = [day(a + b) if w else "" for a, b, w in zip(created, taken, won, strict=True)]
    return table_of(
        {
            "Created": [day(value) for value in created],
            "Won on": ends,
            "Won": ["yes" if value else "no" for value in won],
        },
        {
            "Created": Input("Created", Kind.DATE, Role.CREATED),
            "Won on": Input("Won on", Kind.DATE, Role.OUTCOME_DATE),
        },
    )
