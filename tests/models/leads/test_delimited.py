from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.leads.fields import Kind
from models.leads.raw import RawTable
from models.leads.readers import ReadOptions, encoding
from models.leads.readers.contract import Imported
from models.leads.readers.parsing import read_here
from models.problems import LeadbenchError, Problem, Severity

HEADER = ["id", "name", "note"]


def quiet(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def read(path: Path, **options: object) -> Imported:
    return read_here(path, ReadOptions(**options), quiet)  # type: ignore[arg-type]


def read_text(folder: Path, text: str | bytes, **options: object) -> Imported:
    path = folder / "leads.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(path, **options)


def cells(table: RawTable) -> list[list[str]]:
    return [[column[row] for column in table.columns] for row in range(table.rows)]


def said(imported: Imported, words: str) -> Problem:
    found = [problem for problem in imported.problems if words in problem.sentence()]
    assert found, [problem.sentence() for problem in imported.problems]
    return found[0]


values = st.text(st.sampled_from("aé ß\"\n;,|\t'0.1=-€"), max_size=12)
rows = st.lists(st.lists(values, min_size=3, max_size=3), min_size=1, max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    rows,
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.booleans(),
)
def test_that_every_cell_comes_back_in_any_dialect(
    tmp_path: Path,
    table: list[list[str]],
    delimiter: str,
    quoting: int,
    end: str,
    codec: str,
    last_end: bool,
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    writer.writerows([HEADER, *(["x", *row[1:]] for row in table)])
    text = out.getvalue() if last_end else out.getvalue()[: -len(end)]
    imported = read_text(
        tmp_path, text.encode(codec), encoding=codec, delimiter=delimiter, header_row=1
    )
    expected = [["x", *row[1:]] for row in table]
    assert cells(imported.table) == expected
    assert [column.header for column in imported.table.columns] == HEADER


@pytest.mark.parametrize("size", [40, 64, 100, 1000])
def test_that_the_size_of_the_pieces_read_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    lines = [f'{n},"name, {n}",é{n % 7}' for n in range(60)]
    lines[20] = '20,"a ""quoted"" name",x'
    lines[40] = '40,"two\nlines",y'
    text = "id,name,note\n" + "\n".join(lines)
    whole = read_text(tmp_path, text)
    monkeypatch.setattr(encoding, "CHUNK", size)
    pieces = read_text(tmp_path, text)
    assert cells(pieces.table) == cells(whole.table) == list(csv.reader(io.StringIO(text)))[1:]
    assert pieces.table.fingerprint == whole.table.fingerprint


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_that_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    text = "\n".join(
        delimiter.join(row)
        for row in [HEADER, ["1", "a b", "x,y" if delimiter != "," else "x"]] * 3
    )
    assert read_text(tmp_path, text).delimiter == delimiter


def test_that_semicolons_with_decimal_commas_are_not_cut_at_the_commas(tmp_path: Path) -> None:
    imported = read_text(tmp_path, "name;price\na;1,50\nb;2,75\nc;1.234,10\n")
    assert imported.delimiter == ";"
    item = imported.recipe.find("price")
    assert item is not None
    assert (item.kind, item.decimal, item.thousands) == (Kind.NUMBER, ",", ".")


def test_that_a_line_naming_the_separator_is_obeyed_and_is_no_row(tmp_path: Path) -> None:
    imported = read_text(tmp_path, "sep=;\r\nid;name\r\n1;a,b\r\n")
    assert cells(imported.table) == [["1", "a,b"]]


def test_that_ids_keep_their_zeros_and_na_stays_text(tmp_path: Path) -> None:
    imported = read_text(tmp_path, "id,country\n00123,NA\n00124,None\n")
    assert cells(imported.table) == [["00123", "NA"], ["00124", "None"]]


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
def test_that_text_that_is_not_utf8_is_read_and_said(tmp_path: Path, codec: str) -> None:
    imported = read_text(tmp_path, "id,city\n1,Zürich\n2,Orléans\n".encode(codec))
    assert cells(imported.table) == [["1", "Zürich"], ["2", "Orléans"]]
    said(imported, "is not UTF-8")


def test_that_few_damaged_bytes_do_not_turn_utf8_into_something_else(tmp_path: Path) -> None:
    text = "id,city\n" + "1,Zürich\n" * 40
    imported = read_text(tmp_path, text.encode() + b"2,Orl\xe9ans\n")
    assert cells(imported.table)[0] == ["1", "Zürich"]
    assert cells(imported.table)[-1] == ["2", "Orl\ufffdans"]
    problem = said(imported, "damaged")
    assert problem.count == 1
    assert "line 42" in problem.where


def test_that_utf16_without_a_mark_is_recognised(tmp_path: Path) -> None:
    imported = read_text(tmp_path, "id,city\n1,Zürich\n2,Bern\n".encode("utf-16-le"))
    assert cells(imported.table) == [["1", "Zürich"], ["2", "Bern"]]


def test_that_titles_above_the_header_are_left_out_and_said(tmp_path: Path) -> None:
    imported = read_text(tmp_path, "Leads of spring,,,\n,,,\nid,name,city,age\n1,a,b,3\n2,c,d,4\n")
    assert [column.name for column in imported.table.columns] == ["id", "name", "city", "age"]
    assert imported.header_row == 3
    assert said(imported, "above the names").count == 1


def test_that_a_file_without_names_loses_no_lead(tmp_path: Path) -> None:
    imported = read_text(tmp_path, "1,12.5,ann\n2,13.5,bob\n3,9.0,cid\n")
    assert imported.table.rows == 3
    assert imported.header_row == 0
    assert [column.name for column in imported.table.columns] == [
        "Column 1",
        "Column 2",
        "Column 3",
    ]
    said(imported, "looks like a lead")


def test_that_the_header_row_can_be_chosen(tmp_path: Path) -> None:
    imported = read_text(tmp_path, "x,y\nid,name\n1,a\n", header_row=2)
    assert [column.name for column in imported.table.columns] == ["id", "name"]
    none = read_text(tmp_path, "x,y\nid,name\n1,a\n", header_row=0)
    assert none.table.rows == 3
    with pytest.raises(LeadbenchError, match="can't be in row 9"):
        read_text(tmp_path, "x,y\nid,name\n1,a\n", header_row=9)


def test_that_double_and_blank_headers_get_names_of_their_own(tmp_path: Path) -> None:
    imported = read_text(tmp_path, "email,email,,email\na,b,c,d\n")
    names = [column.name for column in imported.table.columns]
    assert names == ["email", "email (2)", "Column 3", "email (3)"]
    said(imported, "occurred before")


def test_that_rows_of_other_widths_are_counted_with_their_lines(tmp_path: Path) -> None:
    good = "1,a,b\n" * 60
    imported = read_text(tmp_path, "id,name,note\n" + good + "2,c\n3,d,e,f\n")
    assert imported.table.rows == 62
    short, long = said(imported, "fewer cells"), said(imported, "more cells")
    assert (short.count, long.count) == (1, 1)
    assert "line 62" in short.where
    assert "line 63" in long.where
    assert long.severity is Severity.ERROR
    assert cells(imported.table)[-2:] == [["2", "c", ""], ["3", "d", "e"]]


def test_that_a_header_that_is_too_short_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LeadbenchError, match="more cells than the header has names"):
        read_text(tmp_path, "id,name\n" + "1,a,b\n" * 30)


def test_that_trailing_delimiters_are_no_cells(tmp_path: Path) -> None:
    imported = read_text(tmp_path, "id,name\n1,a,\n2,b,\n")
    assert cells(imported.table) == [["1", "a"], ["2", "b"]]
    assert not [problem for problem in imported.problems if "cells" in problem.what]


def test_that_empty_rows_are_left_out_and_counted(tmp_path: Path) -> None:
    imported = read_text(tmp_path, "id,name\n1,a\n\n,\n2,b\n\n")
    assert imported.table.rows == 2
    assert said(imported, "without a filled cell").count == 3
    assert imported.rows_in == 5


def test_that_an_open_quotation_mark_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(LeadbenchError, match="never closed") as caught:
        read_text(tmp_path, 'id,name\n1,a\n2,"b\n3,c\n')
    assert "line 3" in caught.value.problem.where


def test_that_a_mark_inside_a_cell_is_text(tmp_path: Path) -> None:
    imported = read_text(tmp_path, 'id,size\n1,5" pipe\n2,6" pipe\n3,7" pipe\n')
    assert cells(imported.table) == [["1", '5" pipe'], ["2", '6" pipe'], ["3", '7" pipe']]


def test_that_backslashes_before_marks_are_read_where_they_make_rows_even(tmp_path: Path) -> None:
    text = "id,name,age\n1,Dr. Strange\\, or so,3\n" + "2,b,4\n" * 20
    imported = read_text(tmp_path, text)
    assert cells(imported.table)[0] == ["1", "Dr. Strange, or so", "3"]
    said(imported, "backslash")


def test_that_old_line_ends_are_line_ends(tmp_path: Path) -> None:
    assert cells(read_text(tmp_path, "id,name\r1,a\r2,b\r").table) == [["1", "a"], ["2", "b"]]


def test_that_totals_at_the_end_are_left_out_and_counted(tmp_path: Path) -> None:
    body = "".join(f"n{n},{n},x\n" for n in range(20))
    imported = read_text(tmp_path, "name,amount,note\n" + body + "Total,190,\n")
    assert (imported.table.rows, imported.rows_in) == (20, 21)
    assert said(imported, "totals or notes").count == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"   \n \n", "is empty"),
        (b"id,name\n", "no rows below"),
        (b",,\n,,\n", "no filled cell"),
        (b"id,name\n,\n,\n", "no rows below"),
        (b"a\0b,c\n1,2\n" * 20, "zero bytes"),
        (b"%PDF-1.7 stuff", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"<html><table></table></html>", "web page"),
        (b'{"a": 1}', "JSON"),
        (b"PK\x03\x04 half of a workbook", "not complete"),
        (b"SQLite format 3\0", "database"),
    ],
)
def test_that_what_is_no_table_is_refused_with_a_sentence(
    tmp_path: Path, content: bytes, words: str
) -> None:
    with pytest.raises(LeadbenchError, match=words) as caught:
        read_text(tmp_path, content)
    problem = caught.value.problem
    assert problem.what.endswith(".")
    assert problem.remedy.endswith(".")
    assert "leads.csv" in problem.where


def test_that_a_text_table_named_xlsx_is_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    path.write_text("id,name\n1,a\n")
    imported = read(path)
    assert imported.table.rows == 1
    said(imported, "whatever its name says")


def test_that_one_lead_is_a_table(tmp_path: Path) -> None:
    assert cells(read_text(tmp_path, "id,name\n1,a").table) == [["1", "a"]]


def test_that_an_encoding_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LeadbenchError, match="not written in ascii"):
        read_text(tmp_path, "id,city\n1,Zürich\n", encoding="ascii")
    with pytest.raises(LeadbenchError, match="not the name of an encoding"):
        read_text(tmp_path, "id\n1\n", encoding="klingon")
