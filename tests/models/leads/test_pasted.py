from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.leads.pasted import pasted_rows
from models.leads.text import clean


def test_that_cells_of_a_spreadsheet_become_rows_of_two() -> None:
    text = 'vp\tVP\r\n"a ""b""\nc"\tx\tmore\r\nalone\r\n\t\r\n\tright\r\n'
    assert pasted_rows(text) == (("vp", "VP"), ('a "b" c', "x"), ("alone", ""), ("", "right"))
    assert pasted_rows("a;1\nb;2") == (("a", "1"), ("b", "2"))
    assert pasted_rows("") == ()


@given(st.text(alphabet='ab"\t;\n\r \u00a0', max_size=30))
def test_that_any_text_gives_cleaned_rows_that_are_not_empty(text: str) -> None:
    for row in pasted_rows(text):
        assert any(row)
        assert all(cell == clean(cell) for cell in row)
