"""Leads of a live test with known arms and outcomes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from models.evaluation.trials.design import Design, Sizes
from models.evaluation.trials.trial import Trial, trial_of
from models.leads.fields import Input, Kind, Role
from models.leads.table import Leads
from tests.models.evaluation.guard.tables import table_of

START = date(2026, 1, 5)
FIELDS = {
    "Id": Input("Id", role=Role.ID),
    "Created": Input("Created", Kind.DATE, Role.CREATED),
    "Closed": Input("Closed", Kind.DATE, Role.OUTCOME_DATE),
    "Company": Input("Company", role=Role.ACCOUNT),
}


def trial(per_week: int = 100, weeks: int = 10, wait: int = 30) -> Trial:
    """A test from 5 January 2026 on that needs all leads of its weeks."""
    half = per_week * weeks // 2
    design = Design(0.1, 0.05, per_week, wait=wait)
    made = trial_of("t1", "New threshold", design, Sizes(half, half, weeks), START, weeks)
    return replace(made, field="Arm", a="old", b="new")


def leads_of(
    weeks: int = 10,
    per_week: int = 100,
    rates: tuple[float, ...] = (0.1, 0.15),
    names: tuple[str, ...] = ("old", "new"),
    seed: int = 1,
    *,
    days_after: int = 60,
    companies: int = 0,
) -> Leads:
    """Leads dealt in turn, `per_week` from `START` on, and one far later lead that is in no arm,
    so that the export tells of `days_after` more days.
    """
    dice = np.random.default_rng(seed)
    cells: dict[str, list[str]] = {
        name: [] for name in ("Id", "Arm", "Created", "Closed", "Company", "Source", "Won")
    }
    last = START + timedelta(days=7 * weeks - 1 + days_after)
    for row in range(weeks * per_week):
        arm = row % len(names)
        day = START + timedelta(days=7 * row // per_week)
        closed = day + timedelta(days=int(dice.integers(1, 20)))
        won = dice.random() < rates[arm] and closed <= last
        company = int(dice.integers(0, companies)) * len(names) + arm if companies else row
        line = (
            f"L{row}",
            names[arm],
            day.isoformat(),
            closed.isoformat() if won else "",
            f"C{company}",
            str(dice.choice(["Web", "Fair", "Web", "Mail"])),
            "yes" if won else "no",
        )
        for name, cell in zip(cells, line, strict=True):
            cells[name].append(cell)
    for name, cell in zip(cells, ("X", "", last.isoformat(), "", "CX", "Web", "no"), strict=True):
        cells[name].append(cell)
    return table_of(cells, FIELDS)
