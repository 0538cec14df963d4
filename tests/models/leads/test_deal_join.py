from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.leads.columns import BLANK_DAY
from models.leads.deal_join import join_deals
from models.leads.deal_report import ID_MISSING, LEAD_FIELD_MISSING, STAGE_MISSING, WON_MISSING
from models.leads.deals import DealRecipe, Deals
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.identical import repeated_rows
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.problems import Severity
from tests.models.leads.slow_deals import (
    LOST_STAGES,
    WON_STAGES,
    Deal,
    compared,
    day_of,
    state_of,
    tidy,
    told,
)

INPUTS = (
    Input("Lead", role=Role.ID),
    Input("Stage", role=Role.OUTCOME),
    Input("Closed", Kind.DATE, Role.OUTCOME_DATE),
    Input("Amount", Kind.NUMBER, Role.VALUE, ornaments=("$", "€")),
)
RECIPE = DealRecipe(INPUTS, won=WON_STAGES, lost=LOST_STAGES)


def table(name: str, **columns: list[str]) -> RawTable:
    made = tuple(column_of(title, cells) for title, cells in columns.items())
    return RawTable(made, len(made[0].codes), name)


def deals_of(*deals: Deal | tuple[str, str, str, str]) -> RawTable:
    rows = [deal if isinstance(deal, Deal) else Deal(*deal) for deal in deals]
    return table(
        "deals.csv",
        Lead=[row.name for row in rows],
        Stage=[row.stage for row in rows],
        Closed=[row.closed for row in rows],
        Amount=[row.amount for row in rows],
    )


def leads_of(ids: list[str], created: list[str] | None = None) -> Leads:
    recipe = Recipe((Input("Id", role=Role.ID), Input("Created", Kind.DATE, Role.CREATED)))
    days = created or ["2025-01-01"] * len(ids)
    return Leads(table("leads.csv", Id=ids, Created=days), recipe)


def said(deals: Deals, row: int) -> tuple[int, int | None, float | None, int]:
    day, value = int(deals.days[row]), float(deals.value[row])
    return (
        int(deals.outcome[row]),
        None if day == BLANK_DAY else day,
        None if math.isnan(value) else value,
        int(deals.count[row]),
    )


def what(deals: Deals) -> str:
    return " ".join(problem.sentence() for problem in deals.report.problems())


NAMES = st.sampled_from(
    [
        "a",
        "A",
        " a",
        "b",
        "c",
        "c ",
        "",
        " ",
        "Ann@x.org",
        "ann@X.org ",
        "bob@x.org",
        "É",
        "e\u0301",
    ]
)
STAGES = st.sampled_from(
    ["Closed Won", "closed won", " Gewonnen", "Closed Lost", "Negotiation", "", "Closed  Lost"]
)
DAYS = st.sampled_from(
    ["2024-12-31", "2025-01-01", "2025-02-01", "2025-03-01", "", "soon", "1969-12-30", "2025-02-30"]
)
AMOUNTS = st.sampled_from(["10", "0", "$2.5", "-3", "", "much", "0.1", "1000000"])
DEALS = st.lists(st.builds(Deal, NAMES, STAGES, DAYS, AMOUNTS), max_size=14)


@settings(max_examples=400)
@given(DEALS, st.lists(st.tuples(NAMES, DAYS), max_size=6), st.booleans(), st.booleans())
def test_that_joining_equals_its_slow_description(
    deals: list[Deal], people: list[tuple[str, str]], staged: bool, without_is_no: bool
) -> None:
    inputs = INPUTS if staged else tuple(i for i in INPUTS if i.role is not Role.OUTCOME)
    recipe = replace(RECIPE, inputs=inputs, without_is_no=without_is_no)
    names = [name for name, _ in people]
    leads = leads_of(names, [day for _, day in people])
    found = join_deals(deals_of(*deals), recipe, leads, "UTC")
    report = found.report
    wanted = [told(name, deals, staged, without_is_no) for name in names]
    assert [said(found, row) for row in range(len(names))] == [
        (one.outcome, one.day, one.value, one.count) for one in wanted
    ]
    known = [compared(name) for name in names]
    matched = [deal for deal in deals if tidy(deal.name) and compared(deal.name) in known]
    states = [state_of(deal, staged) for deal in matched]
    assert report.rows_in == len(deals)
    assert report.matched == len(matched)
    assert report.blank_ids == sum(not tidy(deal.name) for deal in deals)
    assert report.unknown_rows == len(deals) - report.matched - report.blank_ids
    assert (report.won, report.lost, report.open) == tuple(
        states.count(state) for state in ("won", "lost", "open")
    )
    assert report.shared_rows == sum(known.count(compared(deal.name)) > 1 for deal in matched)
    assert report.no_day == sum(
        state != "open" and day_of(deal.closed) is None
        for deal, state in zip(matched, states, strict=True)
    )
    assert report.early == sum(
        state != "open" and _early(deal, people)
        for deal, state in zip(matched, states, strict=True)
    )
    assert report.several == sum(one.count > 1 for one in wanted)
    assert report.leads_with_deals == sum(one.count > 0 for one in wanted)
    outcomes = [one.outcome for one in wanted]
    assert (report.not_converted, report.converted, report.unknown) == tuple(
        outcomes.count(code) for code in (0, 1, 2)
    )


def _early(deal: Deal, people: list[tuple[str, str]]) -> bool:
    closed = day_of(deal.closed)
    days = [day_of(day) for name, day in people if compared(name) == compared(deal.name)]
    return closed is not None and any(day is not None and closed < day for day in days)


@settings(max_examples=200)
@given(DEALS, st.lists(st.tuples(NAMES, st.integers(0, 2)), max_size=6), st.booleans())
def test_that_merged_leads_have_the_deals_of_all_of_them_and_shared_ones_once(
    deals: list[Deal], people: list[tuple[str, int]], without_is_no: bool
) -> None:
    names = [name for name, _ in people]
    recipe = replace(RECIPE, without_is_no=without_is_no)
    found = join_deals(deals_of(*deals), recipe, leads_of(names), "UTC")
    targets = sorted({target for _, target in people})
    of = np.array([targets.index(target) for _, target in people], dtype=np.intp)
    merged = found.merged(of, len(targets))
    for row, target in enumerate(targets):
        mine = {compared(name) for name, into in people if into == target} - {""}
        theirs = [replace(deal, name="one") for deal in deals if compared(deal.name) in mine]
        wanted = told("one", theirs, True, without_is_no)
        outcome, day, value, count = said(merged, row)
        assert (outcome, day, count) == (wanted.outcome, wanted.day, wanted.count)
        assert value == (wanted.value if wanted.value is None else pytest.approx(wanted.value))


@given(st.lists(st.tuples(*[st.sampled_from(["", "a", "b", "A"])] * 3), max_size=20))
def test_that_a_repeated_row_equals_an_earlier_one_in_every_cell(
    rows: list[tuple[str, str, str]],
) -> None:
    cells = {f"c{place}": [row[place] for row in rows] for place in range(3)}
    assert repeated_rows(table("t", **cells)).tolist() == [
        row in rows[:place] for place, row in enumerate(rows)
    ]


def test_that_one_deal_won_converts_on_the_day_of_the_first_with_the_sum_of_all_won() -> None:
    raw = deals_of(
        ("a", "Closed Lost", "2025-01-05", "900"),
        ("a", "Closed Won", "2025-03-01", "100"),
        ("a", "Closed Won", "2025-02-01", "$20.5"),
        ("a", "Negotiation", "2025-01-02", "7"),
    )
    found = join_deals(raw, RECIPE, leads_of(["a", "b"]), "UTC")
    assert said(found, 0) == (1, day_of("2025-02-01"), 120.5, 4)
    assert said(found, 1) == (0, None, None, 0)
    assert "1 lead has several deals, such as “a”: converted if one is won" in what(found)
    assert found.report.sentence() == "4 of 4 deals belong to 1 of 2 leads."
    assert found.report.outcome_sentence() == "1 converted, 1 did not."


def test_that_an_open_deal_leaves_a_lead_unknown_and_a_lost_one_is_dated_by_the_last() -> None:
    raw = deals_of(
        ("a", "Negotiation", "2025-09-01", ""),
        ("a", "Closed Lost", "2025-02-01", ""),
        ("b", "Closed Lost", "2025-02-01", ""),
        ("b", "Closed Lost", "2025-03-01", ""),
    )
    found = join_deals(raw, RECIPE, leads_of(["a", "b"]), "UTC")
    assert said(found, 0) == (2, None, None, 2)
    assert said(found, 1) == (0, day_of("2025-03-01"), None, 2)
    assert "1 deal is neither won nor lost: Negotiation (1)." in what(found)


def test_that_without_a_stage_every_row_is_a_deal_won_and_it_is_said() -> None:
    recipe = replace(RECIPE, inputs=(INPUTS[0], INPUTS[2]))
    found = join_deals(
        deals_of(("a", "Closed Lost", "2025-02-01", "1")), recipe, leads_of(["a"]), "UTC"
    )
    assert said(found, 0) == (1, day_of("2025-02-01"), None, 1)
    assert "No field says the stage, so every row is a deal won." in what(found)


def test_that_ids_compare_exactly_and_e_mails_without_capitals() -> None:
    raw = deals_of(
        ("00q1", "Closed Won", "", ""),
        ("00Q2", "Closed Won", "", ""),
        ("ANN@X.org", "Closed Won", "", ""),
    )
    leads = leads_of(["00Q1", "00Q2", "ann@x.ORG"])
    found = join_deals(raw, RECIPE, leads, "UTC")
    assert found.count.tolist() == [0, 1, 1]
    assert (found.report.unknown_ids, found.report.other_capitals) == (1, 1)
    assert "1 of them is a lead's but for capitals." in what(found)


def test_that_deals_join_by_another_field_of_the_leads() -> None:
    recipe = Recipe((Input("Id", role=Role.ID), Input("Mail", role=Role.EMAIL)))
    raw = table("leads.csv", Id=["1", "2", "3"], Mail=["Ann@x.org", "ann@x.org", ""])
    found = join_deals(
        deals_of(("ann@X.ORG", "Closed Won", "2025-02-01", "5")),
        replace(RECIPE, joined_to="mail"),
        Leads(raw, recipe),
        "UTC",
    )
    assert found.count.tolist() == [1, 1, 0]
    assert found.value[:2].tolist() == [5.0, 5.0]
    assert (found.report.shared_rows, found.report.shared_ids) == (1, 1)
    assert (
        "1 deal belongs to several leads that share the same Mail, such as “ann@X.ORG”; each of "
        "these leads has the deal."
    ) in what(found)


def test_that_what_was_left_out_is_said_with_counts_and_examples() -> None:
    raw = deals_of(
        ("a", "Closed Won", "2024-06-01", "1"),
        ("z", "Closed Won", "2025-06-01", "1"),
        ("z", "Closed Won", "2025-06-01", "1"),
        ("", "Closed Won", "2025-06-01", "1"),
        ("b", "Closed Lost", "soon", "much"),
        ("b", "Closed Lost", "soon", "much"),
    )
    found = join_deals(raw, RECIPE, leads_of(["a", "b"]), "UTC")
    words = what(found)
    assert "2 deals name 1 lead that is not in the table, such as “z”; left out." in words
    assert "1 deal names no lead; left out." in words
    assert (
        "1 deal closed before the lead was created, such as “a” on 1 Jun 2024, created on "
        "1 Jan 2025; kept." in words
    )
    assert "2 deals are won or lost without a close date" in words
    assert "1 deal repeats an earlier row in everything; counted again." in words
    assert "2 cells are not dates, such as “soon”" in words
    assert "2 cells are not numbers, such as “much”" in words


def test_that_amounts_in_several_currencies_are_told() -> None:
    raw = deals_of(
        ("a", "Closed Won", "2025-02-01", "$5"),
        ("a", "Closed Won", "2025-02-02", "5 €"),
        ("b", "Closed Won", "2025-02-02", "$7"),
        ("b", "Negotiation", "2025-02-02", "7"),
    )
    found = join_deals(raw, RECIPE, leads_of(["a", "b"]), "UTC")
    assert found.report.currencies == (("$", 2), ("€", 1))
    assert "Amounts are in more than one currency: $ (2), € (1)" in what(found)


@pytest.mark.parametrize(
    ("recipe", "wanted"),
    [
        (replace(RECIPE, inputs=INPUTS[1:]), ID_MISSING),
        (replace(RECIPE, joined_to="E-mail"), LEAD_FIELD_MISSING),
        (replace(RECIPE, inputs=(INPUTS[0], Input("Phase", role=Role.OUTCOME))), STAGE_MISSING),
        (replace(RECIPE, won=()), WON_MISSING),
    ],
)
def test_that_what_is_missing_is_an_error_and_tells_no_outcome(
    recipe: DealRecipe, wanted: str
) -> None:
    raw = deals_of(("a", "Closed Won", "2025-02-01", "5"))
    found = join_deals(raw, recipe, leads_of(["a"]), "UTC")
    assert found.report.missing == (wanted,)
    assert found.outcome.tolist() == [2]
    assert not found.tells
    assert found.report.problems()[0].severity is Severity.ERROR
    assert found.report.problems()[0].what == wanted


def test_that_no_deal_of_any_lead_is_an_error() -> None:
    raw = deals_of(("x", "Closed Won", "2025-02-01", "5"))
    found = join_deals(raw, RECIPE, leads_of(["a"]), "UTC")
    assert found.report.problems()[0].severity is Severity.ERROR
    assert np.isnan(found.value).all()


def test_that_a_time_with_an_offset_closes_on_the_day_of_the_zone() -> None:
    raw = deals_of(("a", "Closed Won", "2025-01-31T23:30:00Z", "5"))
    found = join_deals(raw, RECIPE, leads_of(["a"]), "Europe/Berlin")
    assert said(found, 0)[1] == day_of("2025-02-01")


def test_that_an_empty_table_of_deals_says_that_nobody_has_one() -> None:
    found = join_deals(deals_of(), RECIPE, leads_of(["a", "b"]), "UTC")
    assert found.outcome.tolist() == [0, 0]
    assert found.report.sentence() == "0 of 0 deals belong to 0 of 2 leads."
