from __future__ import annotations

import numpy as np
import pytest

from models.leads.columns import (
    BLANK_DAY,
    DateColumn,
    MultipleColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
    blank_column,
)
from models.leads.fields import DateOrder, Input, Kind, Recipe, Role
from models.leads.misfits import misfit_problems
from models.leads.outcome import outcome_codes
from models.leads.preparation import prepare
from models.leads.raw import Cell, RawTable, column_of
from models.leads.table import Leads


def numbers(cells: list[str], **recipe: object) -> tuple[list[float | None], int, int]:
    item = Input("n", Kind.NUMBER, **recipe)  # type: ignore[arg-type]
    column, misfits = prepare(column_of("n", cells), item)
    assert isinstance(column, NumberColumn)
    found = [None if np.isnan(value) else float(value) for value in column.values]
    return found, misfits.count, misfits.rounded


def days(cells: list[str], order: DateOrder = DateOrder.YMD, zone: str = "UTC") -> list[str | None]:
    column, _ = prepare(column_of("d", cells), Input("d", Kind.DATE, date_order=order), zone)
    assert isinstance(column, DateColumn)
    return [None if day == BLANK_DAY else str(np.datetime64(int(day), "D")) for day in column.days]


def test_that_marks_of_the_recipe_decide_what_a_number_is() -> None:
    assert numbers(["1.200", "1,5", "x"]) == ([1.2, None, None], 2, 0)
    assert numbers(["1.200", "1,5"], decimal=",", thousands=".") == ([1200.0, 1.5], 0, 0)
    assert numbers(["1 234 567,8"], decimal=",", thousands=" ") == ([1234567.8], 0, 0)
    assert numbers(["12,34,567"], thousands=",") == ([1234567.0], 0, 0)  # as in India
    assert numbers(["12.34.567"], thousands=".", decimal=",") == ([None], 1, 0)
    assert numbers(["12,345,67"], thousands=",") == ([None], 1, 0)


def test_that_only_a_long_whole_number_is_told_as_rounded_for_it_may_name_something() -> None:
    item = Input("F", Kind.NUMBER)
    column = column_of("F", ["1000000000000015", "0.30000000000000004", "2"])
    _, misfits = prepare(column, item)
    assert (misfits.rounded, misfits.long) == (2, 1)
    assert [problem.count for problem in misfit_problems(item, misfits)] == [1]


def test_that_numbers_are_rounded_half_even_to_15_digits_and_counted() -> None:
    found, misfits, rounded = numbers(["1000000000000005", "1000000000000015", "0.1"])
    assert found == [1000000000000000.0, 1000000000000020.0, 0.1]
    assert (misfits, rounded) == (0, 2)


def test_that_minus_zero_is_zero_and_infinity_is_a_misfit() -> None:
    found, misfits, _ = numbers(["-0", "1e999", "nan", "\u22125"])
    assert found == [0.0, None, None, -5.0]
    assert misfits == 2
    assert not np.signbit(found[0])  # type: ignore[arg-type]


def test_that_a_number_of_a_spreadsheet_knows_no_marks() -> None:
    raw = column_of("n", ["1234.5", "1.200"], [Cell.NUMBER, Cell.TEXT])
    column, _ = prepare(raw, Input("n", Kind.NUMBER, decimal=",", thousands="."))
    assert isinstance(column, NumberColumn)
    assert column.values.tolist() == [1234.5, 1200.0]


def test_that_ornaments_are_taken_off_only_if_the_recipe_names_them() -> None:
    assert numbers(["$22,700.00", "-$5"], thousands=",")[0] == [None, None]
    assert numbers(["$22,700.00", "-$5", "45 %"], thousands=",", ornaments=("$", "%"))[0] == [
        22700.0,
        -5.0,
        45.0,
    ]


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2021-04-15", DateOrder.DMY, "2021-04-15"),
        ("2021-04-15T23:59:59.999", DateOrder.YMD, "2021-04-15"),
        ("15.04.2021", DateOrder.DMY, "2021-04-15"),
        ("15.04.2021", DateOrder.YMD, None),
        ("4/5/2021 3:07 PM", DateOrder.MDY, "2021-04-05"),
        ("4/5/2021", DateOrder.DMY, "2021-05-04"),
        ("15 Apr, 2021 00:03:00", DateOrder.YMD, "2021-04-15"),
        ("Thu, 15 April 2021 10:00 +0200", DateOrder.YMD, "2021-04-15"),
        ("April 15th, 2021", DateOrder.MDY, "2021-04-15"),
        ("29.02.2023", DateOrder.DMY, None),
        ("45385", DateOrder.YMD, None),
        ("2021-04-15 25:00", DateOrder.YMD, None),
    ],
)
def test_that_dates_are_read_in_the_order_of_the_recipe(
    text: str, order: DateOrder, day: str | None
) -> None:
    assert days([text], order) == [day]


def test_that_a_time_with_an_offset_is_moved_to_the_zone_and_one_without_stays() -> None:
    cells = ["2021-04-15T23:30:00Z", "2021-04-15T23:30:00", "2021-04-16 00:30 +02:00"]
    assert days(cells, zone="Europe/Berlin") == ["2021-04-16", "2021-04-15", "2021-04-16"]
    assert days(cells) == ["2021-04-15", "2021-04-15", "2021-04-15"]


def test_that_two_digit_years_are_read_only_where_the_whole_column_has_them() -> None:
    assert days(["15.04.21", "01.02.99"], DateOrder.DMY) == ["2021-04-15", "1999-02-01"]
    assert days(["15.04.21", "01.02.1999"], DateOrder.DMY) == [None, "1999-02-01"]


def test_that_clean_text_shares_its_codes_with_the_imported_column() -> None:
    raw = column_of("t", ["a b", "", "é", "a b"])
    column, _ = prepare(raw, Input("t"))
    assert isinstance(column, TextColumn)
    assert column.codes is raw.codes
    assert column.values is raw.texts


def test_that_cleaning_merges_what_only_spaces_tell_apart() -> None:
    raw = column_of("t", ["a  b", " a b", "\u00a0", "A b"])
    column, _ = prepare(raw, Input("t", blank=("x",)))
    assert isinstance(column, TextColumn)
    assert list(column.values) == ["", "a b", "A b"]
    assert column.codes.tolist() == [1, 1, 0, 2]
    assert column.keys == ["", "a b", "a b"]


def test_that_values_are_split_cleaned_and_not_repeated() -> None:
    raw = column_of("m", ["a; b ;a;;", ";", "b", ""])
    column, _ = prepare(raw, Input("m", Kind.MULTIPLE))
    assert isinstance(column, MultipleColumn)
    assert [column.sets[code] for code in column.codes] == [("a", "b"), (), ("b",), ()]


def test_that_yes_and_no_are_the_words_of_the_recipe() -> None:
    raw = column_of("y", ["Yes", "no", "maybe", ""])
    column, misfits = prepare(raw, Input("y", Kind.YES_NO))
    assert isinstance(column, YesNoColumn)
    assert column.values.tolist() == [1, 0, -1, -1]
    assert (misfits.count, misfits.examples) == (1, ("maybe",))


def test_that_errors_of_a_spreadsheet_are_blank_and_counted() -> None:
    for kind in Kind:
        raw = column_of("e", ["#N/A", ""], [Cell.ERROR, Cell.EMPTY])
        column, misfits = prepare(raw, Input("e", kind))
        assert misfits.count == 1
        assert type(column) is type(blank_column(Input("e", kind), 2))


def test_that_an_outcome_is_known_only_where_a_value_says_so() -> None:
    raw = column_of("o", ["Won", "lost", "", " WON "])
    item = Input("o", role=Role.OUTCOME, converted=("won",))
    assert outcome_codes(raw, item).tolist() == [1, 0, 2, 1]
    blank_no = Input("o", role=Role.OUTCOME, converted=("won",), blank_is_no=True)
    assert outcome_codes(raw, blank_no).tolist() == [1, 0, 0, 1]
    assert outcome_codes(raw, Input("o")).tolist() == [2, 2, 2, 2]
    words = Input("o", Kind.YES_NO, yes=("won",), no=("lost",))
    assert outcome_codes(raw, words).tolist() == [1, 0, 2, 1]
    ones = Input("o", Kind.NUMBER, converted=("1",))
    assert outcome_codes(column_of("o", ["1.0", "0", "1"]), ones).tolist() == [1, 0, 1]


def test_that_leads_know_when_they_were_created_in_the_zone_of_the_model() -> None:
    cells = column_of("made", ["2021-04-15T23:30:00Z", ""])
    recipe = Recipe((Input("made", Kind.DATE, Role.CREATED),))
    leads = Leads(RawTable((cells,), 2), recipe, zone="Europe/Berlin")
    assert leads.created.tolist() == [18733, BLANK_DAY]
    assert leads.days_of(Role.OUTCOME_DATE).tolist() == [BLANK_DAY, BLANK_DAY]
    there = Leads(RawTable((cells,), 2), recipe)
    assert there.created.tolist() == [18732, BLANK_DAY]
    assert there.fingerprint != leads.fingerprint
    assert leads.read_as(recipe).zone == "Europe/Berlin"
