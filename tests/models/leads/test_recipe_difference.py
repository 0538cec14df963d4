from __future__ import annotations

import pytest

from models.leads.fields import DateOrder, Input, Kind, Recipe, Role
from models.leads.inference import infer
from models.leads.raw import RawTable, column_of
from models.leads.recipe_comparison import difference, kind_changes
from models.leads.recipe_difference import (
    BlankChange,
    KindChange,
    NewValues,
    RecipeDifference,
    Renamed,
)
from models.leads.recipes import apply_recipe, matched
from models.leads.table import Leads


def table(**columns: list[str]) -> RawTable:
    made = tuple(column_of(name.replace("_", " "), cells) for name, cells in columns.items())
    return RawTable(made, len(made[0].codes), "march.csv")


def compared(last: RawTable, now: RawTable, *used: str) -> RecipeDifference:
    recipe = infer(last)[0]
    known = matched(now, recipe)
    return difference(now, recipe, known, before=Leads(last, recipe), used=used)


IDS = [f"L{n}" for n in range(40)]


def test_that_the_same_file_has_no_difference() -> None:
    last = table(Lead_ID=IDS, Country=["DE", "FR"] * 20, Amount=["5", "1.5"] * 20)
    found = compared(last, last, "Country")
    assert not found
    assert list(found.sentences()) == []


def test_that_missing_and_new_fields_are_told_and_ignored_ones_are_not() -> None:
    last = table(Lead_ID=IDS, Country=["DE", "FR"] * 20)
    found = compared(last, table(Lead_ID=IDS, Shoe_size=["40", "41"] * 20))
    assert (found.missing, found.new, found.renamed) == (("Country",), ("Shoe size",), ())
    assert "Not in the file: “Country”." in list(found.sentences())
    recipe = Recipe((Input("Lead ID", role=Role.ID), Input("Notes", role=Role.IGNORED)))
    now = table(Lead_ID=IDS)
    assert not difference(now, recipe, matched(now, recipe))


@pytest.mark.parametrize(
    ("old", "new", "cells", "later"),
    [
        ("Country", "Country/Region", ["DE", "FR"], ["FR", "DE"]),
        ("Created Date", "Create date", ["2024-01-02", ""], ["2024-02-02", ""]),
        ("Company", "Firma", ["Fern", "Roth"], ["Roth", "Fern"]),
        ("Land", "Market", ["DE", "FR"], ["FR", "DE"]),
    ],
)
def test_that_a_renamed_field_is_guessed_by_name_and_cells(
    old: str, new: str, cells: list[str], later: list[str]
) -> None:
    last = table(Lead_ID=IDS, **{old.replace(" ", "_"): cells * 20})
    now = table(Lead_ID=IDS, **{new.replace(" ", "_"): later * 20})
    found = compared(last, now)
    assert [(item.field, item.column) for item in found.renamed] == [(old, new)]
    assert found.renamed[0].why


def test_that_names_alone_are_not_believed_against_the_cells() -> None:
    last = table(Lead_ID=IDS, Region=["north", "south"] * 20, Amount=["5", "6"] * 20)
    now = table(Lead_ID=IDS, Regions=["1", "7"] * 20, Amounts=["many", "few"] * 20)
    assert compared(last, now).renamed == ()


def test_that_each_column_is_the_new_name_of_one_field_at_most() -> None:
    last = table(Lead_ID=IDS, Country=["DE", "FR"] * 20, Country_2=["DE", "FR"] * 20)
    now = table(Lead_ID=IDS, Countries=["DE", "FR"] * 20)
    assert [item.column for item in compared(last, now).renamed] == ["Countries"]


def test_that_a_kind_that_does_not_fit_any_more_is_counted() -> None:
    last = table(Lead_ID=IDS, Amount=["5", "6"] * 20)
    found = compared(last, table(Lead_ID=IDS, Amount=["5", "many"] * 20))
    assert found.kinds == (KindChange("Amount", Kind.NUMBER, 20, 40, ("many",)),)
    assert found.kinds[0].sentence() == (
        "20 of 40 filled cells are no numbers as they were read last month, such as “many”."
    )


def test_that_days_in_another_order_are_told_even_where_most_still_fit() -> None:
    item = Input("Created", Kind.DATE, date_order=DateOrder.DMY)
    column = column_of("Created", ["03/04/2024"] * 200 + ["03/13/2024"])
    change = kind_changes(column, item)[0]
    assert change.how == "month first instead of day first"
    assert change.misfits == 1
    assert change.sentence().startswith(
        "It is written otherwise than last month, month first instead of day first; 1 of 201"
    )
    assert kind_changes(column_of("Created", ["13/04/2024", "03/04/2024"]), item) == ()
    assert kind_changes(column_of("Created", ["2024-04-13", "2024-04-14"]), item) == ()


def test_that_other_marks_of_decimals_are_told() -> None:
    item = Input("Amount", Kind.NUMBER, thousands=",")
    change = kind_changes(column_of("Amount", ["1.200,50", "3,75"]), item)[0]
    assert change.how == "with “,” for decimals instead of “.”"
    assert kind_changes(column_of("Amount", ["1,200.50", "3.75"]), item) == ()


def test_that_a_few_misfits_are_no_change_of_kind() -> None:
    item = Input("Amount", Kind.NUMBER)
    cells = [str(n) for n in range(199)] + ["many"]
    assert kind_changes(column_of("Amount", cells), item) == ()


def test_that_values_never_seen_are_told_of_fields_that_rules_use() -> None:
    last = table(Lead_ID=IDS, Country=["DE", "FR"] * 20)
    now = table(Lead_ID=IDS, Country=["de", "UK"] * 19 + ["UK", "US"])
    assert compared(last, now).values == ()
    found = compared(last, now, "country")
    assert found.values == (NewValues("Country", (("UK", 20), ("US", 1))),)
    assert found.values[0].sentence() == (
        "21 rows have values that no lead had last month: “UK”, “US”."
    )
    assert [problem.count for problem in found.problems()] == [21]


def test_that_a_field_that_is_filled_less_is_told() -> None:
    last = table(Lead_ID=IDS, Phone=["x"] * 40)
    now = table(Lead_ID=IDS, Phone=["x"] * 10 + [""] * 30)
    found = compared(last, now)
    assert found.blanks == (BlankChange("Phone", 0.0, 0.75),)
    assert list(found.sentences()) == [
        "Phone: 75\u202f% of its cells are blank, 0\u202f% last month."
    ]


def test_that_applying_a_recipe_tells_the_likely_new_name_and_other_orders() -> None:
    recipe = Recipe((Input("Country"), Input("Created", Kind.DATE, date_order=DateOrder.DMY)))
    now = table(Country_name=["DE"], Created=["03/13/2024"])
    _, problems = apply_recipe(now, recipe)
    said = " ".join(problem.sentence() for problem in problems)
    assert "“Country” may be called “Country name” now: the names are alike." in said
    assert "month first instead of day first" in said
    assert Renamed("a", "b", "c").sentence() == "“a” may be called “b” now: c."
