"""Rows of cells that are not read as written: as many as are counted, and the right ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.leads.fields import Input, Kind, Recipe
from models.leads.misfit_rows import misfit_rows, repeated_rows, worded_rows
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads

CELLS = st.sampled_from(("", " ", "1", "2.5", "n/a", "N/A ", "ca. 300", "many", "-"))


def leads(cells: list[str], item: Input) -> Leads:
    return Leads(RawTable((column_of(item.name, cells),), len(cells)), Recipe((item,)))


@given(st.lists(CELLS, max_size=40))
def test_that_the_rows_are_those_that_are_counted(cells: list[str]) -> None:
    item = Input("Size", Kind.NUMBER, blank=("n/a",))
    found = misfit_rows(leads(cells, item), item)
    assert len(found) == leads(cells, item).misfits("Size").count
    assert [cells[row] for row in found] == [c for c in cells if c in ("ca. 300", "many", "-")]


def test_that_words_for_blank_are_rows_of_their_own() -> None:
    item = Input("Size", Kind.NUMBER, blank=("n/a",))
    table = leads(["1", "n/a", "", "N/A ", "many"], item)
    assert worded_rows(table.raw.columns[0], item).tolist() == [1, 3]


def test_that_rows_of_the_same_id_stand_together() -> None:
    column = column_of("Id", ["a", "b", "", "c", "b", "a", ""])
    assert repeated_rows(column).tolist() == [0, 5, 1, 4]
