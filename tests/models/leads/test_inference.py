from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from models.leads.columns import DateColumn, NumberColumn, YesNoColumn
from models.leads.evidence import Evidence
from models.leads.fields import NO_WORDS, YES_WORDS, DateOrder, Input, Kind, Recipe, Role
from models.leads.guessing.leaks import auc_of
from models.leads.guessing.outcomes import converted_values
from models.leads.guessing.shapes import words_of
from models.leads.guessing.yes_no_words import NO, YES
from models.leads.inference import infer
from models.leads.preparation import prepare
from models.leads.raw import Cell, RawTable, column_of
from models.leads.text import key
from models.problems import Problem


def table(**columns: list[str]) -> RawTable:
    made = tuple(column_of(name.replace("_", " "), cells) for name, cells in columns.items())
    return RawTable(made, len(made[0].codes), "leads.csv")


def guess(cells: list[str], name: str = "field") -> tuple[Input, Evidence, tuple[Problem, ...]]:
    recipe, evidence, problems = infer(RawTable((column_of(name, cells),), len(cells)))
    return recipe.inputs[0], evidence[name], problems


def asked(problems: tuple[Problem, ...], words: str) -> bool:
    return any(words in problem.sentence() for problem in problems)


MARKS = [
    (["1", "-2", "300"], ".", ""),
    (["1.5", "2.25", "-0.125"], ".", ""),
    (["1,5", "2,25"], ",", ""),
    (["1,234.5", "12"], ".", ","),
    (["1.234,5", "12"], ",", "."),
    (["1 234,5", "12,5"], ",", " "),
    (["1'234.50", "12"], ".", "'"),
    (["640", "85", "1.200"], ",", "."),
    (["0.125", "0.250"], ".", ""),
    (["1,234", "12"], ".", ","),
    (["1.234.567", "12"], ",", "."),
]


@pytest.mark.parametrize(("cells", "decimal", "thousands"), MARKS)
def test_that_marks_of_numbers_are_found(cells: list[str], decimal: str, thousands: str) -> None:
    item, _, _ = guess(cells * 3)
    assert (item.kind, item.decimal, item.thousands) == (Kind.NUMBER, decimal, thousands)


@pytest.mark.parametrize(("cells", "decimal", "thousands"), MARKS)
def test_that_marks_are_found_among_many_numbers_too(
    cells: list[str], decimal: str, thousands: str
) -> None:
    if decimal == "." and thousands == "" and "1" in cells[0][0]:
        cells = [*cells, *(f"{n}.5" for n in range(200))]
    elif decimal == "," and thousands == "":
        cells = [*cells, *(f"{n},5" for n in range(200))]
    else:
        cells = [*cells, *(str(n) for n in range(200))]
    item, _, _ = guess(cells)
    assert (item.kind, item.decimal) == (Kind.NUMBER, decimal)
    assert item.thousands == thousands


def test_that_a_mark_that_can_be_either_is_asked_unless_another_field_tells() -> None:
    assert asked(guess(["1.234", "5.678"])[2], "decimals or thousands")
    recipe, _, problems = infer(table(a=["1.234", "5.678"], b=["1,50", "2,75"]))
    assert (recipe.inputs[0].decimal, recipe.inputs[0].thousands) == (",", ".")
    assert not asked(problems, "decimals or thousands")


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["13.04.2021", "01.02.2021"], DateOrder.DMY),
        (["04/13/2021", "01/02/2021"], DateOrder.MDY),
        (["01.02.2021"], DateOrder.DMY),
        (["4/5/2021 3:07 PM"], DateOrder.MDY),
        (["2021-04-15", "2021-04-16 10:00:00"], DateOrder.YMD),
        (["15 Apr, 2021 00:03:00", "2021-04-15"], DateOrder.YMD),
    ],
)
def test_that_a_day_above_12_proves_the_order(cells: list[str], order: DateOrder) -> None:
    item, evidence, _ = guess(cells)
    assert (item.kind, item.date_order) == (Kind.DATE, order)
    assert evidence.misfits == 0


def test_that_an_order_that_nothing_proves_is_asked_unless_another_field_tells() -> None:
    assert asked(guess(["01/02/2021", "03/04/2021"])[2], "day or the month")
    recipe, _, problems = infer(table(a=["01/02/2021", "03/04/2021"], b=["13/02/2021", ""]))
    assert recipe.inputs[0].date_order is DateOrder.DMY
    assert not asked(problems, "day or the month")


def test_that_dates_in_both_orders_are_said() -> None:
    item, evidence, problems = guess(["13/02/2021", "14/02/2021", "02/13/2021"])
    assert item.date_order is DateOrder.DMY
    assert evidence.misfits == 1
    assert asked(problems, "others the month")


@pytest.mark.parametrize(
    "cells",
    [
        ["00123", "456"],
        ["1234567890123456", "2"],
        ["0049", "0050"],
        [str(10**20 + n) for n in range(99)],
    ],
)
def test_that_numbers_that_would_lose_digits_stay_text(cells: list[str]) -> None:
    item, evidence, _ = guess(cells)
    assert item.kind is Kind.TEXT
    assert "kept as text" in evidence.sentence


@pytest.mark.parametrize(
    "name",
    (
        "Owner Id, zip, Phone, OWNERID, postal_code, PLZ, Téléphone, Code postal, "
        "Mobile Phone Number, Account Number, Customer No., Telefon, VAT"
    ).split(", "),
)
def test_that_numbers_that_name_something_stay_text(name: str) -> None:
    assert guess(["10115", "20095"], name)[0].kind is Kind.TEXT


def test_that_a_few_words_among_numbers_are_misfits_that_are_shown() -> None:
    cells = [str(n) for n in range(98)] + ["ca. 300", "many"]
    item, evidence, problems = guess(cells, "Employees")
    assert item.kind is Kind.NUMBER
    assert evidence.misfits == 2
    assert evidence.sentence.startswith("98\u202f% numbers; 2 cells are not, such as “ca. 300”")
    assert asked(problems, "2 cells are not numbers")


def test_that_many_words_among_numbers_make_text_and_a_question() -> None:
    cells = [str(n) for n in range(90)] + ["many"] * 10
    item, _, problems = guess(cells)
    assert item.kind is Kind.TEXT
    assert asked(problems, "Only 90\u202f% of its filled cells are numbers")


def test_that_placeholders_among_numbers_are_blank_and_said() -> None:
    item, _, problems = guess([str(n) for n in range(70)] + ["n/a"] * 30)
    assert (item.kind, item.blank) == (Kind.NUMBER, ("n/a",))
    assert asked(problems, "30 cells say “n/a”")


def test_that_money_is_a_number() -> None:
    item, evidence, _ = guess(["$22,700.00", "$1,234.50"])
    assert (item.kind, item.thousands, item.ornaments) == (Kind.NUMBER, ",", ("$",))
    assert evidence.misfits == 0


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1.200,00 EUR", "950,50 EUR"], [1200, 950.5]),
        (["€ 1.200,00", "-€ 3,50"], [1200, -3.5]),
        (["(1,200)", "950", "($3.50)"], [-1200, 950, -3.5]),
        (["CHF 1'200.50", "CHF 12"], [1200.5, 12]),
        (["1 234,50 zł", "12 zł"], [1234.5, 12]),
        (["₹1,23,456", "₹12,34,567.50"], [123456, 1234567.5]),
        (["R$ 1.234,50", "R$ 2,00"], [1234.5, 2]),
        (["US$ 5", "7 US$"], [5, 7]),
        (["12%", "7.5 %"], [12, 7.5]),
        (["1\u202f234,5", "1\u00a0234,5"], [1234.5, 1234.5]),
    ],
)
def test_that_amounts_of_the_world_are_numbers(cells: list[str], values: list[float]) -> None:
    item, evidence, _ = guess(cells)
    assert (item.kind, evidence.misfits) == (Kind.NUMBER, 0)
    column, _ = prepare(column_of("field", cells), item)
    assert isinstance(column, NumberColumn)
    assert column.values.tolist() == values


@pytest.mark.parametrize("cells", [["TL1001", "TL1002"], ["kr5", "kr6"], ["(030) 1234", "(089) 5"]])
def test_that_codes_and_phones_are_no_amounts(cells: list[str]) -> None:
    assert guess(cells)[0].kind is Kind.TEXT
    assert guess(["TL 1001", "1002 TL"])[0].kind is Kind.NUMBER


def test_that_amounts_in_several_currencies_and_percents_beside_numbers_are_said() -> None:
    assert asked(guess(["$5", "7 USD", "$6"])[2], "several currencies") is False
    assert asked(guess(["$5", "€7", "$6"])[2], "several currencies: “$” in 2 cells, “€” in 1 cell")
    assert asked(guess(["45%", "0.45", "0.3"])[2], "1 cell has a percent sign, 2 have none")
    assert not asked(guess(["45%", "3 %"])[2], "percent sign")


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["15. März 2021", "3. Okt. 2021"], ["2021-03-15", "2021-10-03"]),
        (["15 févr. 2021", "1er août 2021"], ["2021-02-15", "2021-08-01"]),
        (["15 de marzo de 2021", "2 de ene de 2021"], ["2021-03-15", "2021-01-02"]),
        (["15/mar/2021", "02/dez/2021"], ["2021-03-15", "2021-12-02"]),
        (["15 września 2021", "1 maja 2021"], ["2021-09-15", "2021-05-01"]),
        (["15 Apr, 2021 00:03:00", "2021-04-16"], ["2021-04-15", "2021-04-16"]),
    ],
)
def test_that_names_of_months_are_read_in_the_main_languages(
    cells: list[str], days: list[str]
) -> None:
    item, evidence, _ = guess(cells)
    assert (item.kind, evidence.misfits) == (Kind.DATE, 0)
    column, _ = prepare(column_of("field", cells), item)
    assert isinstance(column, DateColumn)
    assert column.days.astype("datetime64[D]").astype(str).tolist() == days


def test_that_months_without_a_day_are_no_dates() -> None:
    assert guess(["Mar 2021", "Apr 2021"])[0].kind is Kind.TEXT


def test_that_eight_digits_are_days_where_the_field_is_called_so() -> None:
    assert guess(["20210415", "20210301"], "Close Date")[0].kind is Kind.DATE
    assert guess(["20210415", "20210301"], "Revenue")[0].kind is Kind.NUMBER
    assert guess(["20219915", "20219901"], "Close Date")[0].kind is Kind.NUMBER


def test_that_days_counted_as_numbers_are_asked() -> None:
    item, _, problems = guess(["44301", "44302"], "Created Date")
    assert item.kind is Kind.NUMBER
    assert asked(problems, "44,301 would be 15 Apr 2021")
    assert asked(guess(["1618445000000"], "Create date")[2], "milliseconds since 1970")
    assert not asked(guess(["44301", "44302"], "Revenue")[2], "look like dates")


def test_that_times_of_day_stay_text() -> None:
    item, evidence, _ = guess(["14:30", "09:15"])
    assert item.kind is Kind.TEXT
    assert "times of day" in evidence.sentence


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["Yes", "no", ""], Kind.YES_NO),
        (["true", "FALSE"], Kind.YES_NO),
        (["yes", "yes"], Kind.YES_NO),
        (["0", "1"], Kind.NUMBER),
        (["yes", "no", "unknown"], Kind.TEXT),
        (["x", "", ""], Kind.YES_NO),
        (["y", "", ""], Kind.TEXT),
        (["✓", ""], Kind.YES_NO),
        (["☑", "☐"], Kind.YES_NO),
        (["on", "off"], Kind.YES_NO),
        (["Checked", "unchecked"], Kind.YES_NO),
        (["Ja", "Nein"], Kind.YES_NO),
        (["oui", "NON"], Kind.YES_NO),
        (["Sí", "No"], Kind.YES_NO),
        (["Sì", "No"], Kind.YES_NO),
        (["vrai", "faux"], Kind.YES_NO),
        (["Sim", "Não"], Kind.YES_NO),
        (["ja", "nee"], Kind.YES_NO),
        (["Tak", "Nie"], Kind.YES_NO),
        (["Ja", "Nej"], Kind.YES_NO),
        (["S", "N"], Kind.YES_NO),
        (["t", "f"], Kind.YES_NO),
        (["s", "f"], Kind.TEXT),
        (["yes", "y", "n"], Kind.YES_NO),
        (["", ""], Kind.TEXT),
    ],
)
def test_that_yes_and_no_are_found_only_where_every_cell_is_one(
    cells: list[str], kind: Kind
) -> None:
    assert guess(cells)[0].kind is kind


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["Tak", "Nie", ""], [1, 0, -1]),
        (["Ja", "Nein"], [1, 0]),
        (["✔", ""], [1, -1]),
        (["Wahr", "falsch"], [1, 0]),
        (["Opted in", "Opted out"], [1, 0]),
    ],
)
def test_that_words_for_yes_and_no_are_written_into_the_recipe(
    cells: list[str], values: list[int]
) -> None:
    item, evidence, _ = guess(cells)
    column, misfits = prepare(column_of("field", cells), item)
    assert isinstance(column, YesNoColumn)
    assert column.values.tolist() == values
    assert (misfits.count, evidence.misfits) == (0, 0)
    assert set(YES_WORDS) <= set(item.yes)


def test_that_no_word_is_both_yes_and_no() -> None:
    assert not YES & NO
    assert not {key(word) for word in YES_WORDS} - YES
    assert not {key(word) for word in NO_WORDS} - NO


def test_that_a_field_that_is_almost_yes_or_no_stays_text_and_tells_what_is_neither() -> None:
    item, evidence, _ = guess(["yes", "no"] * 20 + ["maybe"])
    assert item.kind is Kind.TEXT
    assert "97.6\u202f% are yes or no; 1 cell is not, such as “maybe”" in evidence.sentence


def test_that_true_and_false_of_a_spreadsheet_are_yes_and_no() -> None:
    raw = column_of("f", ["TRUE", "TRUE"], [Cell.YES_NO] * 2)
    recipe, _, _ = infer(RawTable((raw,), 2))
    assert recipe.inputs[0].kind is Kind.YES_NO


@pytest.mark.parametrize("separator", [";", "|", ",", "\n"])
def test_that_lists_of_choices_are_found(separator: str) -> None:
    cells = [separator.join(row) for row in (["a", "b"], ["b"], ["c", "a", "b"], ["b", "c"]) * 5]
    item, _, _ = guess(cells)
    assert (item.kind, item.separator) == (Kind.MULTIPLE, separator)


@pytest.mark.parametrize(
    "cells",
    [
        ["Berlin, Germany", "Paris, France", "Bonn, Germany"] * 9,
        ["Lewis, James", "Smith, Anna", "Lewis, Tom"] * 3,
        ["asked for a demo; will call", "no budget; maybe later"],
    ],
)
def test_that_commas_in_names_and_notes_are_no_lists(cells: list[str]) -> None:
    assert guess(cells)[0].kind is Kind.TEXT


def roles(**columns: list[str]) -> dict[Role, Input]:
    recipe, _, _ = infer(table(**columns))
    return {item.role: item for item in recipe if item.role is not Role.FIELD}


MANY = [str(n) for n in range(20)]


def test_that_roles_are_guessed_by_header_and_content() -> None:
    found = roles(
        Email=[f"{n}@x.example" for n in MANY],
        Lead_ID=MANY,
        Created_Time=["2021-04-15"] * 20,
        Close_Date=["2021-05-15"] * 20,
        Converted=["Yes", "No"] * 10,
        Stage=["won", "lost"] * 10,
    )
    assert {role: item.name for role, item in found.items()} == {
        Role.ID: "Lead ID",
        Role.CREATED: "Created Time",
        Role.OUTCOME_DATE: "Close Date",
        Role.OUTCOME: "Converted",
        Role.EMAIL: "Email",
    }
    assert found[Role.OUTCOME].converted == ("Yes",)
    assert found[Role.ID].kind is Kind.TEXT


def test_that_an_id_that_repeats_is_no_id_unless_it_is_called_so() -> None:
    assert Role.ID not in roles(Owner_ID=["1"] * 20)
    recipe, _, problems = infer(table(Lead_ID=[*MANY[:-1], "0"]))
    assert recipe.inputs[0].role is Role.ID
    assert asked(problems, "repeats the id")


@pytest.mark.parametrize(
    ("values", "converted"),
    [
        (["yes", "no"], ("yes",)),
        (["1", "0"], ("1",)),
        (["Closed Won", "Closed Lost", "Open"], ("Closed Won",)),
        (["TRUE", "FALSE"], ("TRUE",)),
        (["A", "B"], ()),
        (["1", "2", "3"], ()),
        (["yes", "won"], ()),
    ],
)
def test_that_the_value_that_means_converted_is_guessed_only_where_it_is_clear(
    values: list[str], converted: tuple[str, ...]
) -> None:
    assert converted_values(dict.fromkeys(values, 1)) == converted


def test_that_an_unclear_outcome_is_asked() -> None:
    recipe, _, problems = infer(table(outcome=["A", "B"] * 10))
    assert recipe.inputs[0].role is Role.OUTCOME
    assert recipe.inputs[0].converted == ()
    assert asked(problems, "not clear which of its values means converted")


def test_that_won_or_blank_reads_blank_as_not_converted_and_says_so() -> None:
    recipe, _, problems = infer(table(outcome=["Won", "", "", "Won"]))
    assert recipe.inputs[0].blank_is_no
    assert asked(problems, "blank was read as not converted")


def test_that_an_outcome_with_one_value_and_no_outcome_are_said() -> None:
    assert asked(infer(table(converted=["Yes"] * 9))[2], "same outcome")
    assert asked(infer(table(city=["Bonn"] * 9))[2], "No field looks like the outcome")


def test_that_a_field_filled_only_for_converted_leads_looks_like_a_leak() -> None:
    won = ["yes"] * 30 + ["no"] * 70
    _, _, problems = infer(table(converted=won, Duration=["41"] * 30 + [""] * 70))
    assert asked(problems, "Duration: It looks like a leak: filled only for leads that converted")
    _, _, fair = infer(table(converted=won, Duration=["41", ""] * 50))
    assert not asked(fair, "leak")


def test_that_a_field_that_ranks_alone_looks_like_a_leak() -> None:
    won = ["yes"] * 30 + ["no"] * 70
    _, _, problems = infer(table(converted=won, reason=["price"] * 30 + ["other"] * 70))
    assert asked(problems, "alone it ranks the leads almost perfectly (AUC 1.00)")
    _, _, number = infer(table(converted=won, calls=[str(200 - n) for n in range(100)]))
    assert asked(number, "calls: It looks like a leak")
    _, _, names = infer(table(converted=won, name=[f"n{n}" for n in range(100)]))
    assert not asked(names, "leak")


def test_that_the_auc_of_counts_is_that_of_the_leads() -> None:
    random = np.random.default_rng(3)
    values, outcome = random.integers(0, 12, 500), random.integers(0, 2, 500)
    cells = np.bincount(values * 2 + outcome, minlength=24)
    assert auc_of(cells[0::2], cells[1::2]) == pytest.approx(roc_auc_score(outcome, values))


def test_that_words_of_headers_are_found_in_any_style() -> None:
    assert words_of("mql_id") == ["mql", "id"]
    assert words_of("leadId") == ["lead", "id"]
    assert words_of("Is Converted?") == ["is", "converted"]


def test_that_evidence_counts_every_row() -> None:
    _, evidence, _ = guess(["a", "b", "", " ", "a"])
    assert (evidence.filled, evidence.blank, evidence.distinct) == (3, 2, 2)
    assert isinstance(infer(table(a=["1"]))[0], Recipe)
