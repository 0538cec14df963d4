from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.leads.activities import match
from models.leads.activity_recipe import ActivityRecipe
from models.leads.columns import BLANK_DAY
from models.leads.deals import DealRecipe, Deals
from models.leads.duplicates.rule import DuplicateRule
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.project.document import LeftOut, Merges, Project, Source
from models.project.edits import ChangeLeftOut, ChangeMerges, SetLeads
from models.project.population import population_of
from models.scoring.conditions import FieldTest, Test

DAY = date(2026, 3, 1)
RECIPE = Recipe(
    (
        Input("Id", role=Role.ID),
        Input("Kind"),
        Input("Size", Kind.NUMBER),
        Input("Won", Kind.YES_NO, Role.OUTCOME),
    )
)
CUSTOMERS = LeftOut("customers", FieldTest("Kind", Test.IS_ONE_OF, ("customer",)))
SMALL = LeftOut("small ones", FieldTest("Size", Test.LESS_THAN, (10.0,)))


def table(kinds: list[str], sizes: list[str]) -> Leads:
    rows = len(kinds)
    raw = RawTable(
        (
            column_of("Id", [f"L{row}" for row in range(rows)]),
            column_of("Kind", kinds),
            column_of("Size", sizes),
            column_of("Won", ["yes" if row % 2 else "no" for row in range(rows)]),
        ),
        rows,
        "leads.csv",
    )
    return Leads(raw, RECIPE)


def project(leads: Leads, *left_out: LeftOut, groups: tuple[tuple[int, ...], ...] = ()) -> Project:
    mark = leads.raw.fingerprint
    merges = Merges(DuplicateRule(fill=True), mark, groups) if groups else None
    source = Source(mark, "leads.csv", len(leads))
    return Project(source=source, recipe=RECIPE, left_out=left_out, merges=merges)


def test_that_without_merges_and_conditions_everybody_is_scored_and_nothing_is_copied() -> None:
    leads = table(["a", "b"], ["1", "2"])
    found = population_of(project(leads), leads, DAY)
    assert found.leads is leads
    assert (found.merged, found.out, found.sentence(), found.problems()) == (0, 0, "", ())


@given(
    st.lists(st.tuples(st.sampled_from(["customer", "lead", ""]), st.sampled_from(["5", "50", ""])))
)
def test_that_every_lead_is_scored_or_counted_under_the_first_condition_it_meets(
    cells: list[tuple[str, str]],
) -> None:
    leads = table([kind for kind, _ in cells], [size for _, size in cells])
    found = population_of(project(leads, CUSTOMERS, SMALL), leads, DAY)
    customers = [row for row, (kind, _) in enumerate(cells) if kind == "customer"]
    small = [row for row, (_, size) in enumerate(cells) if size == "5"]
    stay = [row for row in range(len(cells)) if row not in {*customers, *small}]
    assert found.rows.tolist() == stay
    assert [found.leads.lead_id(row) for row in range(len(found.leads))] == [f"L{r}" for r in stay]
    assert [item.leads for item in found.left_out] == [len(customers), len(small)]
    assert sum(item.alone for item in found.left_out) == found.out == len(cells) - len(stay)


def test_that_a_muted_condition_leaves_nobody_out_but_says_whom_it_would() -> None:
    leads = table(["customer", "lead"], ["5", "50"])
    found = population_of(project(leads, replace(CUSTOMERS, muted=True)), leads, DAY)
    assert found.leads is leads
    assert [(item.leads, item.muted) for item in found.left_out] == [(1, True)]


def test_that_a_merged_lead_has_the_cells_activities_and_deals_of_all_it_was_made_of() -> None:
    leads = table(["lead", "", "lead", "x"], ["", "7", "8", "9"])
    raw = RawTable(
        (
            column_of("Lead", ["L0", "L2", "L1", "L2", "L3"]),
            column_of("When", ["2026-01-05", "2026-01-01", "2026-01-03", "2026-01-02", ""]),
            column_of("What", ["e", "a", "c", "b", "z"]),
        ),
        5,
    )
    recipe = ActivityRecipe(
        (
            Input("Lead", role=Role.ID),
            Input("When", Kind.DATE, Role.ACTIVITY_TIME),
            Input("What", role=Role.ACTIVITY_TYPE),
        )
    )
    deals = Deals(
        np.array([2, 0, 1, 2], dtype=np.uint8),
        np.array([1, 20, 10, BLANK_DAY], dtype=np.int32),
        np.array([np.nan, np.nan, 100.0, np.nan]),
        np.array([1, 1, 2, 0], dtype=np.int32),
        DealRecipe(),
    )
    leads = leads.with_activities(match(raw, recipe, leads, "UTC", DAY)).with_deals(deals)
    found = population_of(project(leads, groups=((0, 2, 1),)), leads, DAY).leads
    assert [found.lead_id(row) for row in range(2)] == ["L0", "L3"]
    assert [found.raw.columns[1][0], found.raw.columns[2][0]] == ["lead", "8"]
    assert found.activities is not None
    assert found.activities.starts.tolist() == [0, 4, 4]
    types = found.activities.types
    assert [types.values[code] for code in types.codes.tolist()] == ["a", "b", "c", "e"]
    assert found.deals is not None
    assert found.outcome.tolist() == [1, 2]
    assert found.days_of(Role.OUTCOME_DATE).tolist() == [10, BLANK_DAY]
    assert (found.value[0], found.deals.count.tolist()) == (100.0, [4, 0])


def test_that_a_population_made_again_after_a_recipe_changed_is_as_if_made_at_first() -> None:
    leads = table(["lead", "customer", "lead"], ["1", "2", "x3"])
    before = population_of(project(leads, CUSTOMERS, groups=((2, 0),)), leads, DAY)
    _ = before.leads.column("Size"), before.leads.column("Kind")
    other = leads.read_as(RECIPE.changed(Input("Size", Kind.TEXT)))
    asked = project(leads, CUSTOMERS, groups=((2, 0),))
    again = population_of(asked, other, DAY, before)
    fresh = population_of(asked, Leads(leads.raw, other.recipe), DAY)
    assert again.merge is before.merge
    assert again.leads.fingerprint == fresh.leads.fingerprint
    assert repr(again.leads.column("Size")) == repr(fresh.leads.column("Size"))


def test_that_a_word_that_is_read_as_blank_later_is_filled_from_then_on() -> None:
    leads = table(["lead", "customer"], ["n/a", "7"])
    asked = project(leads, groups=((0, 1),))
    before = population_of(asked, leads, DAY)
    assert before.leads.raw.columns[2][0] == "n/a"
    other = leads.read_as(RECIPE.changed(Input("Size", Kind.NUMBER, blank=("n/a",))))
    again = population_of(asked, other, DAY, before)
    assert again.leads.raw.columns[2][0] == "7"


def test_that_groups_of_another_table_or_of_rows_that_are_not_there_merge_nothing() -> None:
    leads = table(["a", "b", "c"], ["1", "2", "3"])
    good = project(leads, groups=((0, 1),))
    assert good.merges is not None
    for merges in (
        replace(good.merges, table="another"),
        replace(good.merges, groups=((0, 7),)),
        replace(good.merges, groups=((0, 1), (1, 2))),
        replace(good.merges, groups=((0,),)),
        replace(good.merges, groups=((0, 0),)),
    ):
        found = population_of(replace(good, merges=merges), leads, DAY)
        assert found.leads is leads
        assert found.stale
        assert "another table" in found.problems()[0].what


def test_that_next_months_leads_are_not_merged_by_last_months_rows() -> None:
    leads = table(["a", "b"], ["1", "2"])
    before = ChangeMerges(project(leads, groups=((0, 1),)).merges).apply(project(leads))
    assert before.merges is not None
    after = SetLeads(Source("next", "next.csv", 2), RECIPE).apply(before)
    assert after.merges is None


def test_that_leaving_out_says_by_name_what_it_does() -> None:
    leads = table(["a"], ["1"])
    none, one = project(leads), project(leads, CUSTOMERS)
    assert ChangeLeftOut((CUSTOMERS,)).label(none) == "Leave out: customers"
    assert ChangeLeftOut(()).label(one) == "Score again: customers"
    muted = replace(CUSTOMERS, muted=True)
    assert ChangeLeftOut((muted,)).label(one) == "Score again: customers"


def test_that_a_condition_whose_field_is_gone_is_told() -> None:
    leads = table(["lead", "customer"], ["1", "2"])
    gone = LeftOut("Staff", FieldTest("Department", Test.IS, ("sales",)))
    found = population_of(project(leads, CUSTOMERS, gone), leads, DAY)
    assert [count.lacks for count in found.left_out] == [(), ("Department",)]
    (told,) = found.warnings()
    assert "“Staff” leaves leads out by the field “Department”" in told.what
    assert told in found.problems()
    quiet = population_of(project(leads, replace(gone, muted=True)), leads, DAY)
    assert quiet.warnings() == ()


def test_that_leads_kept_apart_alone_are_no_merge_that_got_lost() -> None:
    leads = table(["a", "b"], ["1", "2"])
    rule = DuplicateRule(apart=("L1",))
    asked = replace(project(leads), merges=Merges(rule, "another"))
    assert not population_of(asked, leads, DAY).stale
