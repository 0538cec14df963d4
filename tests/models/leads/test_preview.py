"""A preview: the first rows of a file soon, and the truth about whether that was all."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from models.leads.readers import ReadOptions, read_table
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
