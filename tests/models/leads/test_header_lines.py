"""Names of fields in several lines, and where it is not sure that they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.models.leads.reading_cells import headers, read, rows, said

LEADS = [["L1", "Main St", "Bern", "a@x.ch", "1"], ["L2", "Ring 5", "Chur", "b@x.ch", "2"]]


def text(path: Path, lines: list[list[str]]) -> Path:
    path.write_text("\n".join(",".join(line) for line in lines))
    return path


def workbook(path: Path, lines: list[list[str]], merged: str) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append([int(cell) if cell.isdigit() else cell or None for cell in line])
    for area in merged.split():
        sheet.merge_cells(area)
    book.save(path)
    return path


def test_that_headings_over_several_names_are_joined_with_them(tmp_path: Path) -> None:
    path = text(
        tmp_path / "leads.csv",
        [["Who", "", "Place", "", ""], ["Id", "Street", "City", "E-mail", "Size"], *LEADS],
    )
    imported = read(path)
    assert headers(imported) == [
        "Who Id", "Who Street", "Place City", "Place E-mail", "Place Size",
    ]  # fmt: skip
    assert (imported.header_row, imported.header_rows) == (1, 2)
    assert rows(imported) == LEADS


def test_that_names_in_the_gaps_of_the_first_line_are_joined(tmp_path: Path) -> None:
    path = text(
        tmp_path / "leads.csv",
        [["Id", "Address", "", "E-mail", "Size"], ["", "Street", "City", "", ""], *LEADS],
    )
    imported = read(path)
    assert headers(imported) == ["Id", "Address Street", "Address City", "E-mail", "Size"]
    assert rows(imported) == LEADS


@pytest.mark.parametrize(
    ("lines", "merged", "names", "count"),
    [
        (
            [["Id", "Address", "", "E-mail", "Size"], ["", "Street", "City", "", ""]],
            "A1:A2 B1:C1 D1:D2 E1:E2",
            ["Id", "Address Street", "Address City", "E-mail", "Size"],
            2,
        ),
        (
            [["", "Address", "", "Reach", ""], ["Id", "Street", "City", "E-mail", "Size"]],
            "B1:C1 D1:E1",
            ["Id", "Address Street", "Address City", "Reach E-mail", "Reach Size"],
            2,
        ),
        (
            [["Leads of the spring", "", "", "", ""], ["Id", "Street", "City", "E-mail", "Size"]],
            "A1:E1",
            ["Id", "Street", "City", "E-mail", "Size"],
            1,
        ),
    ],
)
def test_that_merged_cells_tell_the_lines_of_names(
    tmp_path: Path, lines: list[list[str]], merged: str, names: list[str], count: int
) -> None:
    imported = read(workbook(tmp_path / "leads.xlsx", [*lines, *LEADS], merged))
    assert headers(imported) == names
    assert imported.header_rows == count
    assert rows(imported) == LEADS
    assert not [problem for problem in imported.problems if "merged" in problem.what]


def test_that_a_title_with_two_cells_is_no_line_of_names(tmp_path: Path) -> None:
    names = ["Id", "Street", "City", "E-mail", "Size"]
    for title in (["Owner:", "Ann", "", "", ""], ["Report", "", "2024-05-01", "", ""]):
        imported = read(text(tmp_path / "leads.csv", [title, names, *LEADS]))
        assert headers(imported) == names
        assert said(imported, "above the names") == 1


def test_that_the_lines_of_names_can_be_chosen(tmp_path: Path) -> None:
    lines = [["Lead", "Post", "Post", "Post", "Firm"], ["id", "street", "city", "mail", "size"]]
    path = text(tmp_path / "leads.csv", [*lines, *LEADS])
    assert headers(read(path)) == ["Lead", "Post", "Post", "Post", "Firm"]
    imported = read(path, header_rows=2)
    assert headers(imported) == ["Lead id", "Post street", "Post city", "Post mail", "Firm size"]
    assert rows(imported) == LEADS
    again = read(path, header_row=2, header_rows=1)
    assert headers(again) == lines[1]
    assert said(again, "above the names") == 1


def test_that_columns_are_told_by_their_letter(tmp_path: Path) -> None:
    path = text(
        tmp_path / "leads.csv",
        [["id", "name", "", "name", ""], ["1", "a", "x", "b", ""], ["2", "c", "y", "d", ""]],
    )
    imported = read(path)
    assert [column.name for column in imported.table.columns] == [
        "id", "name", "Column 3", "name (2)",
    ]  # fmt: skip
    assert said(imported, "D: name (2)") == 1
    assert said(imported, "no name and is called by its place (C: Column 3)") == 1
    assert said(imported, "without name and cells (E)") == 1


def test_that_a_merged_name_over_an_empty_column_makes_no_field(tmp_path: Path) -> None:
    lines = [["id", "name", "", "size"], ["L1", "Ann", "", "1"], ["L2", "Bob", "", "2"]]
    imported = read(workbook(tmp_path / "leads.xlsx", lines, "B1:C1"))
    assert headers(imported) == ["id", "name", "size"]
    lines[1][2] = "x"
    imported = read(workbook(tmp_path / "leads.xlsx", lines, "B1:C1"))
    assert [column.name for column in imported.table.columns] == ["id", "name", "name (2)", "size"]
