"""What is shown on the screen, as a spreadsheet takes it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.evaluation.figures import change, count, decimal, percent
from models.exchange.shown import as_figure, clipboard_text, figure_of, listed


@given(st.integers(-(10**12), 10**12))
def test_that_every_count_and_change_is_the_number_that_it_shows(number: int) -> None:
    assert figure_of(count(number)) == number
    assert figure_of(change(number)) == number


@given(st.integers(-(10**9), 10**9), st.integers(1, 4))
def test_that_every_decimal_is_the_number_that_it_shows(number: int, places: int) -> None:
    value = number / 10**places
    assert figure_of(decimal(value, places)) == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize(
    "text", ["", "–", "007", "00", "1,23", "12,3456", "1.2.3", "0.8 to 0.9", "5 of 9", "1e5", "٣"]
)
def test_that_anything_else_stays_text(text: str) -> None:
    assert figure_of(text) is None
    assert as_figure(text) == text


def test_that_a_percent_stays_as_it_is_shown() -> None:
    assert as_figure(percent(0.333)) == percent(0.333)


@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=2), max_size=5))
def test_that_rows_keep_their_shape_and_no_cell_begins_a_formula(rows: list[list[str]]) -> None:
    text = clipboard_text([["a", "b"], *rows])
    lines = text.split("\n")[:-1]
    assert [len(line.split("\t")) for line in lines] == [2] * (len(rows) + 1)
    for cell in (cell for line in lines for cell in line.split("\t")):
        assert cell[:1] not in {"=", "@", "\uff1d", "\uff20"}
        if cell[:1] in {"+", "-"}:
            float(cell.rstrip("%").replace(",", ""))


def test_that_a_true_minus_sign_is_one_that_spreadsheets_know_only_before_a_number() -> None:
    table = [["x"], ["−10"], ["−1.2 points"], [-3], ["+1.2 points"], ["=1"]]
    cells = [line[0] for line in csv.reader(io.StringIO(clipboard_text(table)), delimiter="\t")]
    assert cells == ["x", "-10", "−1.2 points", "-3", "'+1.2 points", "'=1"]


def test_that_a_listed_table_gives_the_rows_that_are_asked_for() -> None:
    found = listed("Bands", [["Band", "Leads"], ["Hot", 3], ["Cold", 9]])
    assert found.count == 2
    assert found.table() == [["Band", "Leads"], ["Hot", 3], ["Cold", 9]]
    assert found.table([1]) == [["Band", "Leads"], ["Cold", 9]]
    assert listed("", []).table() == [[]]
