from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from models.leads.readers import ReadOptions
from models.leads.readers.parsing import read_here
from models.leads.scored_lists import COLUMNS, LAST_COLUMNS, is_scored_list, marked, unmarked

texts = st.one_of(st.text(), st.text(st.sampled_from("'=+- \t1a\u00a0")))


@given(texts)
def test_that_every_text_comes_back_from_behind_its_mark(text: str) -> None:
    assert unmarked(marked(text)) == text


@given(texts, texts)
def test_that_no_two_texts_are_marked_alike(one: str, other: str) -> None:
    assert (marked(one) == marked(other)) == (one == other)


def test_that_only_the_columns_of_a_scored_list_make_one() -> None:
    assert is_scored_list((*COLUMNS, *LAST_COLUMNS))
    assert is_scored_list((*COLUMNS, "Country", *LAST_COLUMNS))
    assert not is_scored_list((*COLUMNS, "Country"))
    assert not is_scored_list(("Country", *COLUMNS, *LAST_COLUMNS))


def test_that_marks_are_taken_off_a_scored_list_and_off_no_other_file(tmp_path: Path) -> None:
    rows = (
        "'=1+1,5,Cold,,,2025-03-31,m\n=1+1,5,Cold,,,2025-03-31,m\n'quoted',4,Cold,,,2025-03-31,m\n"
    )
    for header, wanted in (
        (",".join((*COLUMNS, *LAST_COLUMNS)), ["=1+1", "=1+1", "'quoted'"]),
        ("id,score,band,grade,reasons,as_of,model", ["'=1+1", "=1+1", "'quoted'"]),
    ):
        path = tmp_path / "list.csv"
        path.write_text(f"{header}\n{rows}")
        imported = read_here(path, ReadOptions(quote='"'), lambda what, done, total: None)
        column = imported.table.columns[0]
        assert [column[row] for row in range(3)] == wanted
        told = [problem for problem in imported.problems if "apostrophe" in problem.what]
        assert [problem.count for problem in told] == ([1] if wanted[0] == "=1+1" else [])
