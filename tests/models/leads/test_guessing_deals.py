from __future__ import annotations

import pytest

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.guessing.deals import guess_deal_recipe, won_and_lost
from models.leads.inference import infer
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads

MANY = range(40)
LEADS = Leads(
    RawTable(
        (
            column_of("Record ID", [str(n) for n in MANY]),
            column_of("Mail", [f"Ann{n}@x.org" for n in MANY]),
            column_of("Company", [f"Company {n}" for n in MANY]),
        ),
        len(MANY),
    ),
    Recipe((Input("Record ID", role=Role.ID), Input("Mail"), Input("Company"))),
)


def roles_of(
    columns: dict[str, list[str]], leads: Leads | None = LEADS
) -> tuple[dict[str, str], str, tuple[str, ...], tuple[str, ...]]:
    made = tuple(column_of(name, cells) for name, cells in columns.items())
    table = RawTable(made, len(made[0].codes))
    recipe = guess_deal_recipe(table, infer(table)[0], leads)
    roles = {item.role.value: item.name for item in recipe if item.role is not Role.FIELD}
    return roles, recipe.joined_to, recipe.won, recipe.lost


def test_that_the_lead_is_named_by_the_field_that_overlaps_most() -> None:
    roles, joined_to, _, _ = roles_of(
        {
            "Deal": [f"D{n}" for n in MANY],
            "Customer": [f"ann{n}@X.org" for n in MANY],
            "Probability": ["10", "20"] * 20,
        }
    )
    assert (roles["lead id"], joined_to) == ("Customer", "Mail")


def test_that_a_telling_name_beats_small_numbers_that_are_ids_by_chance() -> None:
    roles, joined_to, _, _ = roles_of(
        {"Age in days": [str(n) for n in MANY], "Lead ID": [str(n) for n in reversed(MANY)]}
    )
    assert (roles["lead id"], joined_to) == ("Lead ID", "")


def test_that_names_decide_where_nothing_overlaps() -> None:
    roles, joined_to, _, _ = roles_of({"Deal Name": ["a", "b"], "Contact Email": ["q@z.org", ""]})
    assert (roles["lead id"], joined_to) == ("Contact Email", "Mail")
    roles, joined_to, _, _ = roles_of({"Deal Name": ["a", "b"], "Lead ID": ["x1", "x2"]}, None)
    assert (roles["lead id"], joined_to) == ("Lead ID", "")


@pytest.mark.parametrize(
    ("columns", "stage", "won", "lost"),
    [
        ({"Stage": "Closed Won|Closed Lost|Demo"}, "Stage", "Closed Won", "Closed Lost"),
        ({"Deal Stage": "closedwon|closedlost|sent"}, "Deal Stage", "closedwon", "closedlost"),
        ({"Stage": "Demo|Offer|Demo", "Status": "won|lost|open"}, "Status", "won", "lost"),
        ({"Phase": "Gewonnen|Verloren|Angebot"}, "Phase", "Gewonnen", "Verloren"),
        ({"IsWon": "true|false|false"}, "IsWon", "true", ""),
        ({"Deal Status": "Gagné|Perdu|En cours"}, "Deal Status", "Gagné", "Perdu"),
        ({"Stand": "6 - Closed Won|Won|Offen"}, "Stand", "6 - Closed Won|Won", ""),
        ({"Notes": "we won them over lunch|called|no answer"}, None, "", ""),
        ({"Stage": "Demo|Offer|Call"}, "Stage", "", ""),
    ],
)
def test_that_the_stage_is_the_field_with_a_value_won(
    columns: dict[str, str], stage: str | None, won: str, lost: str
) -> None:
    cells = {name: values.split("|") for name, values in columns.items()}
    roles, _, found_won, found_lost = roles_of({"Lead ID": ["1", "2", "3"], **cells})
    assert roles.get("outcome") == stage
    assert ("|".join(found_won), "|".join(found_lost)) == (won, lost)


@pytest.mark.parametrize(
    ("headers", "closed", "amount"),
    [
        (("Close Date", "Amount", "Create Date"), "Close Date", "Amount"),
        (("Closing Date", "Amount", "Created Time"), "Closing Date", "Amount"),
        (("Won time", "Value", "Expected close date"), "Won time", "Value"),
        (("Actual Close Date", "Revenue", "Created On"), "Actual Close Date", "Revenue"),
        (("won_date", "revenue", "created_at"), "won_date", "revenue"),
    ],
)
def test_that_exports_of_crms_are_known_by_their_headers(
    headers: tuple[str, str, str], closed: str, amount: str
) -> None:
    cells = (["2025-02-01", "2025-02-13"], ["10.50", "20"], ["2025-01-01", "2025-01-13"])
    roles, _, _, _ = roles_of({"Lead ID": ["1", "2"], **dict(zip(headers, cells, strict=True))})
    assert roles["outcome date"] == closed
    assert roles["deal value"] == amount


def test_that_the_only_date_is_the_close_date_and_too_few_numbers_are_still_amounts() -> None:
    roles, _, _, _ = roles_of(
        {"Lead ID": ["1", "2"], "Datum": ["2025-02-01", "2025-02-13"], "Amount": ["much", "20"]}
    )
    assert roles["outcome date"] == "Datum"
    assert roles["deal value"] == "Amount"


def test_that_a_sentence_that_is_not_won_is_not_won() -> None:
    assert won_and_lost(["Not won", "Won’t buy", "Closed - Won", "CLOSED LOST", "Open"]) == (
        ("Closed - Won",),
        ("Not won", "CLOSED LOST"),
    )


def test_that_kinds_stay_as_they_were_guessed() -> None:
    made = (column_of("Lead ID", ["1", "2"]), column_of("Amount", ["1.5", "2"]))
    table = RawTable(made, 2)
    recipe = guess_deal_recipe(table, infer(table)[0], LEADS)
    assert {item.name: item.kind for item in recipe} == {
        "Lead ID": Kind.TEXT,
        "Amount": Kind.NUMBER,
    }
