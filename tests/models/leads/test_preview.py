"""A preview: the first rows of a file soon, and the truth about whether that was all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from models.leads.readers import ReadOptions, read_table, workbook
from models.leads.readers.contract import Imported
from models.leads.readers.parsing import read_here


def rows(count: int) -> list[list[str]]:
    return [[f"id {n}", f"name, {n % 17}", str(n * 7 % 1000)] for n in range(count)]


def write(path: Path, count: int) -> Path:
    header = ["id", "name", "n"]
    if path.suffix == ".csv":
        lines = [",".join(f'"{cell}"' for cell in row) for row in [header, *rows(count)]]
        path.write_text("Leads of the spring\n\n" + "\n".join(lines))
    else:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in [["Leads of the spring"], [], header, *rows(count)]:
            sheet.append(row)
        book.save(path)
    return path


def read(path: Path, **options: object) -> Imported:
    return read_here(path, ReadOptions(**options), lambda what, done, total: None)  # type: ignore[arg-type]


def cells(imported: Imported) -> list[list[str]]:
    return [
        [column[row] for column in imported.table.columns] for row in range(imported.table.rows)
    ]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(("most", "complete"), [(49, False), (50, True), (51, True)])
def test_that_a_preview_is_the_first_rows_and_says_whether_that_was_all(
    tmp_path: Path, ending: str, most: int, complete: bool
) -> None:
    path = write(tmp_path / f"leads.{ending}", 50)
    found = read(path, preview=most)
    assert cells(found) == rows(50)[:most]
    assert found.rows_in == min(most, 50)
    assert found.complete is complete
    assert read(path).complete


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_that_the_head_is_the_file_as_it_begins(tmp_path: Path, ending: str) -> None:
    path = write(tmp_path / f"leads.{ending}", 50)
    for found in (read(path), read_table(path, ReadOptions(preview=5))):
        assert len(found.head) == 30
        shown = [[cell for cell in row if cell] for row in found.head]
        assert shown[:4] == [["Leads of the spring"], [], ["id", "name", "n"], rows(1)[0]]
        assert (found.header_row, found.header_rows) == (3, 1)


def test_that_a_password_is_not_shown() -> None:
    assert "hush" not in repr(ReadOptions(password="hush"))


def test_that_a_workbook_cut_for_a_preview_reads_as_the_whole_one_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "SMALL_FILE", 0)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Who", None, "Place", None])
    sheet.append(["id", "name", "city", "since"])
    for number in range(1_000):
        sheet.append([number, f"name {number * 7919 % 500}", "", date(2020, 1, 1 + number % 28)])
        if number % 100 == 50:
            sheet.append([])
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("C1:D1")
    sheet.cell(4, 1).number_format = "00000"
    other = book.create_sheet("Small")
    other.append(["x", "y"])
    other.append(["only", "row"])
    path = tmp_path / "leads.xlsx"
    book.save(path)
    whole = read(path)
    for most in (1, 10, 200):
        found = read(path, preview=most)
        assert cells(found) == cells(whole)[:most]
        assert [column.name for column in found.table.columns] == [
            "Who id", "Who name", "Place city", "Place since",
        ]  # fmt: skip
        assert not found.complete
        assert [(info.name, info.rows) for info in found.sheets] == [("Sheet", 0), ("Small", 2)]
    assert cells(read(path, preview=5_000)) == cells(whole)
    small = read(path, preview=5, sheet="Small")
    assert (cells(small), small.complete) == ([["only", "row"]], True)


def test_that_a_preview_of_texts_is_proved_by_its_beginning_only(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes(b"id,name\n" + b"1,plain\n" * 600_000 + "2,naïve\n".encode("cp1252"))
    assert read(path, preview=3).encoding == "UTF-8"
    assert read(path).encoding == "Windows-1252"
