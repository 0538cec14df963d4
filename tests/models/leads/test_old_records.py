"""Errors, leading zeros and hidden parts of .xls and .xlsb, found by their records."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from models.leads.raw import Cell
from models.leads.readers.given import of_bytes
from models.leads.readers.old_records import look_at_xls
from models.leads.readers.sheet_xml import Hidden
from tests.models.leads.reading_cells import kinds, read, rows, said
from tests.models.leads.torture import binary_files as binary
from tests.models.leads.torture import old_files as old

_HERE = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("LEADBENCH_DATA", _HERE.parent / "shared" / "data")) / "spreadsheets"


def test_that_an_old_workbook_tells_errors_and_leading_zeros(tmp_path: Path) -> None:
    path = tmp_path / "leads.xls"
    body = [("id", "zip"), ("a", old.Styled(123, old.ZIP)), ("b", old.Error("#N/A")), ("c", 7)]
    path.write_bytes(old.workbook(body))
    imported = read(path)
    assert rows(imported) == [["a", "00123"], ["b", "#N/A"], ["c", "7"]]
    assert kinds(imported, "zip") == [Cell.TEXT, Cell.ERROR, Cell.NUMBER]
    assert said(imported, "an error") == said(imported, "leading zeros") == 1
    assert not [problem for problem in imported.problems if "can't be told" in problem.what]


def test_that_a_binary_workbook_tells_errors(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsb"
    body = [("id", "n"), ("a", binary.Error("#DIV/0!")), ("b", 2)]
    path.write_bytes(binary.workbook({"Leads": body}))
    imported = read(path)
    assert rows(imported) == [["a", "#DIV/0!"], ["b", "2"]]
    assert said(imported, "an error") == 1


@pytest.mark.parametrize("size", [0, 100, 512, 700, 1_500, 3_000])
def test_that_records_that_break_off_are_no_error_of_their_own(size: int) -> None:
    content = old.workbook([("id", "n"), ("a", 1), ("b", 2)])
    assert look_at_xls(of_bytes("leads.xls", content[:size]), "Leads") is None
    assert look_at_xls(of_bytes("leads.xls", content), "Another") is None
    assert look_at_xls(of_bytes("leads.xls", content), "Leads") == Hidden()


@pytest.mark.skipif(not DATA.exists(), reason="the public files are not here")
def test_that_all_errors_of_a_binary_workbook_of_the_wild_are_found() -> None:
    imported = read(DATA / "sheetjs__ErrorTypes.xlsb")
    errors = ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!"]
    assert [row[0] for row in rows(imported)[:6]] == errors
    assert said(imported, "hold an error") == 20
