from __future__ import annotations

from pathlib import Path

import pytest

from models.leads.fields import Input
from models.leads.look_up_table import MOST_ROWS, look_up_rows, read_look_up, unlisted
from models.leads.preparation import prepare
from models.leads.raw import column_of
from models.leads.tally import ValueCount
from models.problems import LeadbenchError


def test_that_a_csv_of_two_columns_becomes_a_table_with_its_doubles_counted(
    tmp_path: Path,
) -> None:
    path = tmp_path / "regions.csv"
    path.write_text(
        "Country;Region;Note\nAustria;DACH;x\n Germany ;DACH;\naustria;Other;\nPeru;;y\n", "utf-8"
    )
    found = read_look_up(path)
    assert found.rows == (("Austria", "DACH"), ("Germany", "DACH"), ("Peru", ""))
    assert [problem.count for problem in found.problems if "repeats" in problem.what] == [1]
    assert any("first two of 3 columns" in problem.what for problem in found.problems)


def test_that_a_table_of_one_column_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("Country\nAustria\nPeru\n", "utf-8")
    with pytest.raises(LeadbenchError, match="A lookup table has two columns"):
        read_look_up(path)


def test_that_empty_rows_are_counted_and_a_blank_left_side_is_told() -> None:
    found = look_up_rows([("a", "1"), (" ", ""), ("", "x"), ("b", "2")], "here")
    assert found.rows == (("a", "1"), ("", "x"), ("b", "2"))
    assert [problem.count for problem in found.problems] == [1, 0]


def test_that_a_table_too_long_to_keep_within_a_model_is_refused() -> None:
    with pytest.raises(LeadbenchError, match="50,001 values"):
        look_up_rows([(str(number), "x") for number in range(MOST_ROWS + 1)])


def test_that_unlisted_values_are_told_with_their_leads_commonest_first() -> None:
    cells = ["Peru", "Chile", "chile", "Austria", "", "Chile", "peru"]
    column = prepare(column_of("C", cells), Input("C"))[0]
    assert unlisted((("PERU", "x"),), column) == (
        ValueCount("Chile", 2),
        ValueCount("chile", 1),
        ValueCount("Austria", 1),
    )
    assert unlisted((), None) == ()
