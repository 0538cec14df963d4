"""Rows of the same id stand together, and a blank is no id."""

from __future__ import annotations

from models.leads.raw import column_of
from models.leads.repeated_rows import repeated_rows


def test_that_rows_of_the_same_id_stand_together_and_a_blank_is_no_id() -> None:
    column = column_of("Id", ["a", "b", "", "c", "b", "a", ""])
    assert repeated_rows(column).tolist() == [0, 5, 1, 4]
