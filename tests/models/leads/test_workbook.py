from __future__ import annotations

import re
import zipfile
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from models.leads.raw import Cell
from models.leads.readers import ReadOptions
from models.leads.readers.contract import Imported
from models.leads.readers.parsing import read_here
from models.problems import LeadbenchError


def save(path: Path, rows: list[list[object]], title: str = "Leads") -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)
    return book


def read(path: Path, **options: object) -> Imported:
    return read_here(path, ReadOptions(**options), lambda what, done, total: None)  # type: ignore[arg-type]


def column(imported: Imported, name: str) -> list[str]:
    found = imported.table.column(name)
    assert found is not None
    return [found[row] for row in range(imported.table.rows)]


def kinds(imported: Imported, name: str) -> list[Cell]:
    found = imported.table.column(name)
    assert found is not None
    return [Cell(int(found.cells[code])) for code in found.codes]


def said(imported: Imported, words: str) -> int:
    found = [problem for problem in imported.problems if words in problem.sentence()]
    assert found, [problem.sentence() for problem in imported.problems]
    return found[0].count


def test_that_cells_keep_their_kind_and_shortest_text(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    save(
        path,
        [
            ["id", "number", "day", "flag"],
            ["00123", 1, date(2021, 4, 15), True],
            ["NA", 0.1, datetime(2021, 4, 15, 23, 3), False],
            ["x", 1e20, None, None],
        ],
    )
    imported = read(path)
    assert column(imported, "id") == ["00123", "NA", "x"]
    assert column(imported, "number") == ["1", "0.1", "1e+20"]
    assert column(imported, "day") == ["2021-04-15", "2021-04-15 23:03:00", ""]
    assert column(imported, "flag") == ["TRUE", "FALSE", ""]
    assert kinds(imported, "number") == [Cell.NUMBER] * 3
    assert kinds(imported, "day") == [Cell.DATE, Cell.DATE, Cell.EMPTY]
    assert kinds(imported, "flag") == [Cell.YES_NO, Cell.YES_NO, Cell.EMPTY]
    assert kinds(imported, "id") == [Cell.TEXT] * 3


def test_that_one_true_and_1_in_a_column_are_three_cells(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    save(path, [["id", "mixed"], ["a", 1], ["b", True], ["c", "1"], ["d", 1.0]])
    imported = read(path)
    assert column(imported, "mixed") == ["1", "TRUE", "1", "1"]
    assert kinds(imported, "mixed") == [Cell.NUMBER, Cell.YES_NO, Cell.TEXT, Cell.NUMBER]


def test_that_errors_are_kept_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    save(path, [["id", "n"], ["a", "#N/A"], ["b", 2], ["c", "#DIV/0!"]])
    imported = read(path)
    assert column(imported, "n") == ["#N/A", "2", "#DIV/0!"]
    assert kinds(imported, "n") == [Cell.ERROR, Cell.NUMBER, Cell.ERROR]
    assert said(imported, "an error") == 2


def test_that_formulas_without_a_stored_result_are_said(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    save(path, [["id", "n"], ["a", "=1+1"], ["b", "=2+2"]])
    assert said(read(path), "no stored result") == 2


def test_that_numbers_shown_with_leading_zeros_keep_them(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [["zip", "n"], [1234, 1234], [2134, 2]]:
        sheet.append(row)
    for row in (2, 3):
        sheet.cell(row, 1).number_format = "00000"
    book.save(path)
    imported = read(path)
    assert column(imported, "zip") == ["01234", "02134"]
    assert column(imported, "n") == ["1234", "2"]
    assert said(imported, "leading zeros") == 2


def test_that_hidden_rows_and_other_sheets_are_said(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    book = Workbook()
    cover = book.active
    assert cover is not None
    cover.title = "Cover"
    cover.append(["Spring leads"])
    sheet = book.create_sheet("Leads")
    for row in [["id", "n"], ["a", 1], ["b", 2]]:
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    book.save(path)
    imported = read(path)
    assert imported.table.sheet == "Leads"
    assert [info.name for info in imported.sheets] == ["Cover", "Leads"]
    assert column(imported, "id") == ["a", "b"]
    assert said(imported, "hidden in the sheet") == 1
    assert said(imported, "other sheet") == 1
    with pytest.raises(LeadbenchError, match="no sheet “Nowhere”"):
        read(path, sheet="Nowhere")


def test_that_rows_above_and_empty_rows_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    save(
        path,
        [["Report"], [], ["id", "name", "n"], ["a", "x", 1], [], ["b", "y", 2]],
    )
    imported = read(path)
    assert imported.header_row == 3
    assert column(imported, "id") == ["a", "b"]
    assert said(imported, "above the names") == 1
    assert said(imported, "without a filled cell") == 1


def test_that_a_workbook_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    save(path, [["id"], ["a"]])
    for share in (0.3, 0.6, 0.95):
        half = tmp_path / "half.xlsx"
        content = path.read_bytes()
        half.write_bytes(content[: int(len(content) * share)])
        with pytest.raises(LeadbenchError, match="not complete"):
            read(half)


def test_that_every_damaged_byte_ends_in_a_table_or_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    save(path, [["id", "n"], ["a", 1], ["b", 2]])
    content = bytearray(path.read_bytes())
    tables = 0
    for place in range(0, len(content), len(content) // 80):
        damaged = content.copy()
        damaged[place] ^= 0x5A
        bad = tmp_path / "bad.xlsx"
        bad.write_bytes(damaged)
        with suppress(LeadbenchError):
            tables += read(bad).table.rows > 0
    assert tables < 80


def test_that_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    save(path, [["id"], ["a"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/zeros.xml", bytes(60 << 20))
    with pytest.raises(LeadbenchError, match="unpacks to far more"):
        read(path)


def test_that_sheets_without_leads_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    save(path, [])
    with pytest.raises(LeadbenchError, match="no sheet with filled cells"):
        read(path)
    save(path, [["id", "name"]])
    with pytest.raises(LeadbenchError, match="no rows below"):
        read(path)


def test_that_an_old_workbook_says_what_it_hides(tmp_path: Path) -> None:
    path = tmp_path / "leads.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(LeadbenchError, match="damaged"):
        read(path)


def test_that_merged_cells_are_said(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    book = save(path, [["id", "group"], ["a", "x"], ["b", None]])
    sheet = book.active
    assert sheet is not None
    sheet.merge_cells("B2:B3")
    book.save(path)
    assert said(read(path), "merged") == 1


def test_that_days_shown_as_numbers_are_suspected(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    save(path, [["id", "Created date"], *([f"a{n}", 45_000 + n] for n in range(9))])
    said(read(path), "look like dates")


def test_that_hidden_columns_and_filters_are_said(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    book = save(path, [["id", "n", "city"], *([f"a{n}", n, "Bern"] for n in range(5))])
    sheet = book.active
    assert sheet is not None
    sheet.column_dimensions["B"].hidden = True
    sheet.auto_filter.ref = "A1:C6"
    sheet.auto_filter.add_filter_column(2, ["Chur"])
    for row in range(2, 7):
        sheet.row_dimensions[row].hidden = True
    book.save(path)
    imported = read(path)
    assert said(imported, "hidden in the sheet (B)") == 1
    assert said(imported, "hidden in the sheet by a filter") == 5


def test_that_a_sheet_that_is_hidden_itself_is_said(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    book = save(path, [["id", "n"], ["a", 1]], "Cover")
    other = book.create_sheet("Old")
    for row in [["id", "n"], ["b", 2]]:
        other.append(row)
    other.sheet_state = "hidden"
    book.save(path)
    assert said(read(path), "1 other sheet (“Old”), 1 of them hidden") == 1
    imported = read(path, sheet="Old")
    assert column(imported, "id") == ["b"]
    said(imported, "The sheet is hidden in the file")


def test_that_cells_with_only_a_style_far_outside_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    book = save(path, [["id", "n"], ["a", 1]])
    sheet = book.active
    assert sheet is not None
    sheet["XFD1048576"].number_format = "0.00"
    book.save(path)
    assert column(read(path), "id") == ["a"]


def test_that_a_sheet_far_outside_which_is_not_read_is_only_not_measured(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    book = save(path, [["id", "n"], ["a", 1]])
    book.create_sheet("Far")["XFD1048576"] = "x"
    book.save(path)
    imported = read(path)
    assert [(info.name, info.rows) for info in imported.sheets] == [("Leads", 2), ("Far", 0)]
    with pytest.raises(LeadbenchError, match="sheet Far: The sheet has filled cells far outside"):
        read(path, sheet="Far")


def test_that_a_full_sheet_may_have_been_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_text("id,n\n" + "1,2\n" * 65_535)
    assert said(read(path), "65,536") == 65_536
    path.write_text("id,n\n" + "1,2\n" * 65_534)
    assert not [problem for problem in read(path).problems if "cut off" in problem.what]


def test_that_a_negative_number_is_no_day(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    book = save(path, [["id", "since", "n"], ["a", 45_000, -2], ["b", -1, 3]])
    sheet = book.active
    assert sheet is not None
    for row in (2, 3):
        sheet.cell(row, 2).number_format = '[$-409]d-mmm-yy;@ "h"'
        sheet.cell(row, 3).number_format = '0.00" days"'
    book.save(path)
    imported = read(path)
    assert column(imported, "since") == ["2023-03-15", "-1"]
    assert column(imported, "n") == ["-2", "3"]
    assert kinds(imported, "since") == [Cell.DATE, Cell.NUMBER]
    assert said(imported, "a number below zero") == 1


def test_that_errors_are_counted_also_where_cells_have_no_places(tmp_path: Path) -> None:
    path = tmp_path / "leads.xlsx"
    save(path, [["id", "n"], ["a", "#N/A"], ["b", 2]])
    placed = tmp_path / "placed.xlsx"
    path.rename(placed)
    with zipfile.ZipFile(placed) as source, zipfile.ZipFile(path, "w") as package:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet1.xml"):
                content = re.sub(rb' r="[A-Z]*[0-9]+"', b"", content)
            package.writestr(name, content)
    imported = read(path)
    assert column(imported, "id") == ["a", "b"]
    assert said(imported, "an error") == 1
