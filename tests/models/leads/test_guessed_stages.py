from __future__ import annotations

import pytest

from models.leads.guessing.stages import ACCEPTED, OPPORTUNITY, guess_stages
from models.leads.inference import infer
from models.leads.raw import RawTable, column_of
from models.leads.stages import Stage, reached, stage_codes
from models.leads.table import Leads


def guessed(**columns: list[str]) -> tuple[RawTable, tuple[Stage, ...]]:
    made = tuple(column_of(name.replace("_", " "), cells) for name, cells in columns.items())
    table = RawTable(made, len(made[0].codes), "leads.csv")
    return table, guess_stages(table, infer(table)[0])


def test_that_ordered_values_give_a_stage_for_each_step_before_the_outcome() -> None:
    values = ["Lead", "Sales Qualified Lead", "Opportunity", "Customer", "Evangelist", ""]
    table, stages = guessed(
        Lifecycle_Stage=values,
        Became_an_Opportunity_Date=["", "", "2024-01-02", "2024-01-03", "", ""],
    )
    assert stages == (
        Stage(
            ACCEPTED,
            "Lifecycle Stage",
            ("Sales Qualified Lead", "Opportunity", "Customer", "Evangelist"),
        ),
        Stage(
            OPPORTUNITY,
            "Lifecycle Stage",
            ("Opportunity", "Customer", "Evangelist"),
            "Became an Opportunity Date",
        ),
    )
    leads = Leads(table, infer(table)[0])
    assert [stage_codes(leads, stage).tolist() for stage in stages] == [
        [0, 1, 1, 1, 1, 2],
        [0, 0, 1, 1, 1, 2],
    ]
    assert [found.skipped for found in reached(leads, stages)] == [0, 0, 0]


@pytest.mark.parametrize(
    ("values", "names"),
    [
        (["New", "Working", "Closed - Converted", "Unqualified"], [ACCEPTED]),
        (["Open", "Negotiation/Review", "Closed Won", "Closed Lost"], [OPPORTUNITY]),
        (["Qualification", "Needs Analysis", "Closed Won"], [ACCEPTED, OPPORTUNITY]),
        (["Open", "Closed"], []),
        (["", ""], []),
    ],
)
def test_that_the_steps_of_a_status_are_found_by_their_words(
    values: list[str], names: list[str]
) -> None:
    assert [stage.name for stage in guessed(Status=values)[1]] == names


def test_that_a_lost_lead_is_in_no_step_and_the_field_with_more_steps_is_taken() -> None:
    _, stages = guessed(
        Lead_Status=["Working", "Lost", "Won"] * 3,
        Stage=["Qualification", "Proposal", "Closed Won"] * 3,
    )
    assert [stage.field for stage in stages] == ["Stage", "Stage"]
    assert all("Lost" not in stage.values for stage in stages)


def test_that_nothing_is_guessed_where_no_field_is_called_a_stage() -> None:
    assert guessed(City=["Opportunity", "Qualified"])[1] == ()


def test_that_a_yes_no_field_of_its_name_tells_a_stage_where_no_status_does() -> None:
    table, stages = guessed(
        Accepted_by_sales=["Yes", "No", "", "yes"] * 3,
        Has_opportunity=["no", "no", "no", "yes"] * 3,
    )
    assert stages == (
        Stage(ACCEPTED, "Accepted by sales", ("Yes", "yes")),
        Stage(OPPORTUNITY, "Has opportunity", ("yes",)),
    )
    leads = Leads(table, infer(table)[0])
    assert stage_codes(leads, stages[0]).tolist() == [1, 0, 2, 1] * 3
    _, stages = guessed(Accepted=["Yes", "No"] * 4, Status=["Open", "Proposal"] * 4)
    assert [stage.field for stage in stages] == ["Status"]
