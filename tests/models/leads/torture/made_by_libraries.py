"""Workbooks and other tables as the usual libraries write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table

from models.leads.raw import Cell
from tests.models.leads.torture.case import Case, Refused, Wanted
from tests.models.leads.torture.text_files import text_of
from tests.models.leads.torture.workbooks import KINDS, NAMES, ROWS, SOUND, TEXTS

E, T, N, D, B = (Cell.EMPTY, Cell.TEXT, Cell.NUMBER, Cell.DATE, Cell.YES_NO)
LEADS = [("id", "name", "size"), *((f"L{n}", f"Firm {n}", str(n * 3)) for n in range(1, 21))]


def cases() -> list[Case]:
    """Files of openpyxl, XlsxWriter and pyarrow, and archives."""
    return [*_openpyxl(), *_xlsxwriter(), *_parquet(), *_archives()]


def _openpyxl() -> list[Case]:
    def table(sheet: Any) -> None:
        last = f"F{len(ROWS) + 1}"
        sheet.add_table(Table(displayName="Leads", ref=f"A1:{last}"))
        sheet["A2"].comment = Comment("Ask Ann.", "Bob")
        sheet["F2"].hyperlink = "https://example.com"
        sheet.freeze_panes = "B2"
        sheet.auto_filter.ref = f"A1:{last}"
        sheet.column_dimensions["C"].hidden = True

    def since_1904(sheet: Any) -> None:
        sheet.parent.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    later = Wanted(NAMES, [row for row in TEXTS if row[2] > "1904"], KINDS[:-1])
    return [
        Case("openpyxl.xlsx", lambda: _saved(lambda sheet: None), SOUND),
        Case("openpyxl-extras.xlsx", lambda: _saved(table), SOUND),
        Case("openpyxl-lean.xlsx", lambda: _saved(lambda sheet: None, lean=True), SOUND),
        Case("openpyxl-1904.xlsx",
             lambda: _saved(since_1904, rows=[row for row in ROWS if row[2] > date(1904, 1, 1)]),
             later),
    ]  # fmt: skip


def _saved(
    finish: Callable[[Any], None], lean: bool = False, rows: list[Any] | None = None
) -> bytes:
    book = openpyxl.Workbook(write_only=lean)
    sheet: Any = book.create_sheet("Leads") if lean else book.active
    sheet.append(NAMES)
    for row in rows or ROWS:
        sheet.append([*row[:5], str(row[5]).replace("_x000D_", "_x005F_x000D_")])
    finish(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xlsxwriter() -> list[Case]:
    return [
        Case(f"xlsxwriter-{word}.xlsx", lambda lean=lean: _written(lean), SOUND)
        for word, lean in (("shared", False), ("inline", True))
    ]


def _written(lean: bool) -> bytes:
    out = io.BytesIO()
    options = {"in_memory": True, "constant_memory": lean, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("Leads")
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.write_row(0, 0, NAMES)
        for number, row in enumerate(ROWS, start=1):
            for column, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(number, column, value, moment)
                elif isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write(number, column, value)
    return out.getvalue()


def _parquet() -> list[Case]:
    columns: dict[str, Any] = {
        "id": ["00017", "NA", "5E10", None],
        "size": pa.array([1, -2, 12345678901234567, None], pa.int64()),
        "score": [0.1, -2.5, 3.0, None],
        "created": pa.array([date(2021, 4, 15), date(1969, 12, 31), date(2024, 2, 29), None]),
        "seen": pa.array([datetime(2021, 4, 15, 23, 3), datetime(2000, 1, 1, 0, 0, 1), None, None],
                         pa.timestamp("us")),
        "news": [True, False, None, True],
    }  # fmt: skip
    texts = (
        ("00017", "1", "0.1", "2021-04-15", "2021-04-15 23:03:00", "TRUE"),
        ("NA", "-2", "-2.5", "1969-12-31", "2000-01-01 00:00:01", "FALSE"),
        ("5E10", "12345678901234567", "3", "2024-02-29", "", ""),
        ("", "", "", "", "", "TRUE"),
    )
    kinds = (
        (T, N, N, D, D, B), (T, N, N, D, D, B), (T, N, N, D, E, E), (E, E, E, E, E, B),
    )  # fmt: skip
    wanted = (Wanted(tuple(columns), texts, kinds), Refused("Parquet"))

    def written() -> bytes:
        out = io.BytesIO()
        pq.write_table(pa.table(columns), out)
        return out.getvalue()

    return [
        Case("table.parquet", written, wanted),
        Case("parquet-named-text.csv", written, wanted),
        Case("cut.parquet", lambda: written()[:-40], Refused()),
        Case("parquet-begins.parquet", b"PAR1" + bytes(300), Refused()),
    ]


def _archives() -> list[Case]:
    text = text_of(LEADS, ";", end="\r\n").encode("cp1252")
    wanted = Wanted(LEADS[0], LEADS[1:])
    book = _saved(lambda sheet: None)
    return [
        Case("one-table.zip", _zip({"leads.csv": text}), (wanted, Refused("archive"))),
        Case("one-table-in-a-folder.zip",
             _zip({"export/": b"", "export/leads.csv": text, "__MACOSX/export/._leads.csv": b"x"}),
             (wanted, Refused("archive"))),
        Case("one-workbook.zip", _zip({"leads.xlsx": book}), (SOUND, Refused("archive"))),
        Case("two-tables.zip", _zip({"a.csv": text, "b.csv": text}), Refused()),
        Case("no-table.zip", _zip({"picture.png": b"\x89PNG\r\n"}), Refused()),
        Case("empty.zip", _zip({}), Refused()),
        Case("zip-in-zip.zip", _zip({"a.zip": _zip({"b.zip": _zip({"c.csv": text})})}), Refused()),
        Case("outside.zip", _zip({"../../leads.csv": text}), (wanted, Refused())),
        Case("archive-named-text.csv", _zip({"leads.csv": text}), (wanted, Refused("archive"))),
        Case("document.xlsx", _zip({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<T/>"}),
             Refused()),
    ]  # fmt: skip


def _zip(content: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in content.items():
            package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
