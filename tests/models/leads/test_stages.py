from __future__ import annotations

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.stages import Stage, reached, stage_codes
from models.leads.table import Leads

STATUS = ["New", "Accepted", "Opportunity", "Won", "", "Accepted"]
LEADS = Leads(
    RawTable(
        (
            column_of("Status", STATUS),
            column_of("Accepted?", ["no", "yes", "no", "yes", "", ""]),
            column_of("Won?", ["no", "no", "no", "yes", "no", ""]),
        ),
        6,
    ),
    Recipe(
        (
            Input("Status"),
            Input("Accepted?", Kind.YES_NO),
            Input("Won?", Kind.YES_NO, Role.OUTCOME),
        )
    ),
)
OPPORTUNITY = Stage("opportunity", "Status", ("opportunity", "won"))


def test_that_a_stage_is_reached_by_its_values_or_by_yes() -> None:
    assert stage_codes(LEADS, OPPORTUNITY).tolist() == [0, 0, 1, 1, 2, 0]
    assert stage_codes(LEADS, Stage("accepted", "Accepted?")).tolist() == [0, 1, 0, 1, 2, 2]


def test_that_blank_means_not_reached_only_where_it_is_said() -> None:
    said = Stage("accepted", "Accepted?", blank_is_no=True)
    assert stage_codes(LEADS, said).tolist() == [0, 1, 0, 1, 0, 0]


def test_that_a_stage_of_a_field_that_is_not_there_is_unknown_for_all() -> None:
    assert stage_codes(LEADS, Stage("accepted", "Nothing")).tolist() == [2] * 6


def test_that_who_came_further_came_through_the_stage_and_is_counted_where_its_field_says_no() -> (
    None
):
    found = reached(LEADS, (Stage("accepted", "Accepted?"), OPPORTUNITY))
    assert [item.name for item in found] == ["accepted", "opportunity", "Won?"]
    assert found[0].codes.tolist() == [0, 1, 1, 1, 2, 2]
    assert [item.skipped for item in found] == [1, 0, 0]
    assert [item.counts for item in found] == [(1, 3, 2), (3, 2, 1), (4, 1, 1)]
