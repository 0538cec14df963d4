"""Public data, where it is at hand: the known leak is found, and nothing else is called one."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from models.evaluation.guard.finding import LEAKS, GuardKind
from models.evaluation.guard.guard import Guard, guard_of
from models.leads.fields import Input, Kind, Role
from models.leads.raw import RawTable, column_of
from models.leads.readers import ReadOptions
from models.leads.readers.parsing import read_here
from models.leads.table import Leads

_HERE = Path(__file__).resolve().parents[4]
DATA = Path(os.environ.get("LEADBENCH_DATA", _HERE.parent / "shared" / "data"))
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the public files are not here")


def read(*parts: str) -> Leads:
    imported = read_here(DATA.joinpath(*parts), ReadOptions(), lambda *_: None)
    return Leads(imported.table, imported.recipe)


def leaks(guard: Guard) -> list[str]:
    return [one.field for one in guard.findings if one.kind in LEAKS and one.grave]


@needs_data
@pytest.mark.parametrize("name", ["bank-additional-full.csv", "bank-full.csv"])
def test_that_the_length_of_the_call_is_the_one_leak_of_the_bank(name: str) -> None:
    guard = guard_of(read("bank-marketing", name))
    assert leaks(guard) == ["duration"]
    [order] = [one for one in guard.findings if one.kind is GuardKind.ORDER]
    assert not order.grave  # it is sorted by day


@needs_data
def test_that_a_crm_in_which_nothing_tells_the_outcome_has_no_leak() -> None:
    guard = guard_of(read("crm-export-zoho-style", "Leads.csv"))
    assert not leaks(guard)
    [field] = [one.field for one in guard.findings if one.kind is GuardKind.ID]
    assert field == "LEADID"  # its numbers are of two ranges, by outcome


@needs_data
def test_that_the_youngest_of_the_funnel_are_too_young_and_its_deals_leak() -> None:
    leads = read("olist-funnel", "olist_marketing_qualified_leads_dataset.csv")
    deals = read("olist-funnel", "olist_closed_deals_dataset.csv")
    places = {deals.lead_id(row): row for row in range(len(deals))}
    rows = [places.get(leads.lead_id(row)) for row in range(len(leads))]
    joined = [
        column_of(name, ["" if at is None else deals.raw.columns[place][at] for at in rows])
        for place, name in enumerate(column.name for column in deals.raw.columns)
        if name != "mql_id"
    ]
    won = column_of("Won", ["no" if at is None else "yes" for at in rows])
    items = tuple(
        Input(column.name, Kind.DATE, Role.OUTCOME_DATE)
        if column.name == "won_date"
        else Input(column.name)
        for column in joined
    )
    recipe = type(leads.recipe)(
        (*leads.recipe.inputs, *items, Input("Won", Kind.YES_NO, Role.OUTCOME))
    )
    raw = RawTable((*leads.raw.columns, *joined, won), len(leads))
    guard = guard_of(Leads(raw, recipe))
    assert sorted(leaks(guard)) == sorted(item.name for item in items if item.name != "won_date")
    assert guard.times is not None
    assert [guard.times.within(share) for share in (0.5, 0.8)] == [15, 103]
    [young] = [one for one in guard.findings if one.kind is GuardKind.YOUNG]
    assert young.sentence.startswith("3,165 leads (39.6\u202f%) created after 18 Mar 2018 had less")
    assert guard.cohorts is not None
    coming = np.array([one.coming for one in guard.cohorts.cohorts])
    assert coming[-1] == coming.max()
