from __future__ import annotations

from datetime import date

import numpy as np

from models.evaluation.guard.finding import Finding, GuardKind, LeaveOutLeads
from models.evaluation.guard.guard import guard_findings
from models.evaluation.guard.unworked import of_sales
from models.leads.activities import match
from models.leads.activity_recipe import ActivityRecipe
from models.leads.fields import Input, Kind, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring.masks import Masks
from models.scoring.sight import Sight
from tests.models.evaluation.guard.tables import day, table_of

DAY = date(2025, 1, 1)


def unworked(leads: Leads) -> list[Finding]:
    return [one for one in guard_findings(leads) if one.kind is GuardKind.UNWORKED]


def worked_table(rate_of_new: float) -> Leads:
    """A third of the leads has the status New and no owner."""
    rng = np.random.default_rng(1)
    new = np.arange(900) % 3 == 0
    won = rng.random(900) < np.where(new, rate_of_new, 0.3)
    return table_of(
        {
            "Lead Status": [
                ("New" if at % 2 else "Open - Not Contacted") if one else "Contacted"
                for at, one in enumerate(new)
            ],
            "Lead Owner": [
                ("" if at % 2 else "Lead Queue") if one else "Ada" for at, one in enumerate(new)
            ],
            "Won": ["yes" if one else "no" for one in won],
        }
    )


def test_that_leads_never_worked_are_counted_as_their_switch_leaves_them_out() -> None:
    leads = worked_table(0.0)
    status, owner = sorted(unworked(leads), key=lambda one: one.field, reverse=True)
    assert "300 leads (" not in status.sentence
    assert status.sentence.startswith("300 leads still have Lead Status ")
    assert "0 of them converted" in status.sentence
    assert owner.sentence.startswith("300 leads have no Lead Owner, or “Lead Queue”, so")
    lost = leads.outcome_counts[0]
    for found in (status, owner):
        assert isinstance(found.remedy, LeaveOutLeads)
        assert found.remedy.leads == 300
        assert Masks(leads).of(found.remedy.condition, Sight(DAY)).sum() == 300
        assert dict(found.evidence)["share of not converted"] == 300 / lost


def test_that_a_status_whose_leads_convert_like_the_others_is_no_sign() -> None:
    assert not unworked(worked_table(0.3))


def test_that_leads_without_a_call_or_meeting_are_found_and_asked_demos_are_no_work() -> None:
    rng = np.random.default_rng(2)
    rows = 600
    called = rng.random(rows) < 0.5
    won = called & (rng.random(rows) < 0.4)
    ids = [f"L{at}" for at in range(rows)]
    leads = table_of(
        {"Id": ids, "Won": ["yes" if one else "no" for one in won]},
        {"Id": Input("Id", role=Role.ID)},
    )
    events = [(name, "Outbound call") for name, one in zip(ids, called, strict=True) if one]
    events += [(name, "Page visit") for name in ids]
    raw = RawTable(
        (
            column_of("Lead", [name for name, _ in events]),
            column_of("Type", [kind for _, kind in events]),
            column_of("When", [day(3)] * len(events)),
        ),
        len(events),
    )
    recipe = ActivityRecipe(
        (
            Input("Lead", role=Role.ID),
            Input("Type", role=Role.ACTIVITY_TYPE),
            Input("When", Kind.DATE, Role.ACTIVITY_TIME),
        )
    )
    acted = leads.with_activities(match(raw, recipe, leads, "UTC"))
    [found] = unworked(acted)
    idle = int((~called).sum())
    assert found.sentence.startswith(
        f"{idle} leads have no activity of sales (“Outbound call”), so they may never"
    )
    assert isinstance(found.remedy, LeaveOutLeads)
    assert Masks(acted).of(found.remedy.condition, Sight(DAY)).sum() == idle


def test_that_what_the_lead_did_is_no_work_of_sales() -> None:
    assert of_sales("Call")
    assert of_sales("Sales meeting")
    assert not of_sales("Demo request")
    assert not of_sales("Web page visit")
    assert not of_sales("E-mail open")
