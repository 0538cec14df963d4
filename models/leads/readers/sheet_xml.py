"""What the fast reader of workbooks hides: errors, leading zeros of a number format, formulas
without a stored result, hidden rows. Found by a look at the text of the sheet inside the package.
"""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from models.leads.readers.parsed import Parsed
from models.leads.wording import count_of
from models.problems import LeadbenchError, Problem, Severity

MOST_BYTES = 4 << 30
"""Unpacked bytes of a workbook."""
MOST_PARTS = 10_000
BOMB = 50 << 20
"""Bytes of a part above which a ratio of unpacked to packed bytes over MOST_RATIO is an attack."""
MOST_RATIO = 200
SMALL_PART = 64 << 20
"""Bytes of the parts that are read whole (styles, names of the sheets)."""

_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, KeyError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""What the standard library raises for packages that are broken, encrypted or of another age."""
_CHUNK = 1 << 22
_BOOKS = {"content.xml", "workbook.xml", "workbook.bin"}
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_FORMATS = re.compile(rb"<(?:\w+:)?numFmt\s[^>]*>")
_XFS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_XF = re.compile(rb"<(?:\w+:)?xf\s[^>]*>")
_ERROR = re.compile(
    rb'<(?:\w+:)?c\s([^>]*?t="e"[^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<', re.DOTALL
)
_NO_RESULT = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*hidden="(?:1|true)"')
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?v>")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')

Marks = dict[int, list[tuple[int, str]]]


@dataclass
class Hidden:
    """By row (from 0): columns with an error and its text, columns shown with leading zeros and
    their width. Counts of formulas without a result and of hidden rows."""

    errors: Marks = field(default_factory=dict)
    padded: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    without_result: int = 0
    hidden_rows: int = 0

    @property
    def error_count(self) -> int:
        """Cells with an error."""
        return sum(map(len, self.errors.values()))

    @property
    def padded_count(self) -> int:
        """Cells shown with leading zeros."""
        return sum(map(len, self.padded.values()))


def check_package(path: Path) -> bool:
    """Whether the file is a package of XML parts; an error for a broken one and for an attack."""
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            return False
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
    except (*_BROKEN, OSError, ValueError) as error:
        raise LeadbenchError(
            "The workbook is not complete: it was not written or copied to its end.",
            path.name,
            "Export or copy it again.",
        ) from error
    names = {part.filename for part in parts}
    if not any(name.startswith("xl/") for name in names) and not names & _BOOKS:
        raise LeadbenchError(
            "The file is an archive or a document, not a workbook.",
            path.name,
            "Unpack it, or export the leads as .csv or .xlsx.",
        )
    bombs = [
        part
        for part in parts
        if part.file_size > BOMB and part.file_size > MOST_RATIO * max(part.compress_size, 1)
    ]
    if bombs or len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise LeadbenchError(
            "The workbook unpacks to far more than it should and was not opened.",
            path.name,
            "Save the sheet as .csv in a spreadsheet program.",
        )
    return bool(_book(names))


def _book(names: set[str]) -> str:
    """The part that lists the sheets of an .xlsx; "" for other workbooks."""
    return next((name for name in ("xl/workbook.xml", "workbook.xml") if name in names), "")


def find_hidden(path: Path, sheet: str) -> Hidden:
    """Look through the text of one sheet."""
    hidden = Hidden()
    try:
        with zipfile.ZipFile(path) as package:
            part = _part_of(package, sheet)
            if part is not None:
                widths = _padded_styles(package)
                with package.open(part) as file:
                    for rows in _whole_rows(file):
                        _look(rows, widths, hidden)
    except (*_BROKEN, OSError, ValueError) as error:
        raise LeadbenchError(
            "The workbook is damaged.",
            path.name,
            "Open it in a spreadsheet program and save it again as .xlsx.",
        ) from error
    return hidden


def report_hidden(parsed: Parsed, hidden: Hidden) -> None:
    """Say what a glance at the table would not show."""
    if errors := hidden.error_count:
        parsed.problems.append(
            Problem(
                f"{count_of(errors, 'cell')} {'holds' if errors == 1 else 'hold'} an error such "
                "as #N/A; read as blank.",
                parsed.place,
                "Correct the formulas in the spreadsheet.",
                errors,
                tuple(dict.fromkeys(text for row in hidden.errors.values() for _, text in row))[:5],
            )
        )
    if formulas := hidden.without_result:
        parsed.problems.append(
            Problem(
                f"{count_of(formulas, 'formula')} {'has' if formulas == 1 else 'have'} no stored "
                "result; read as blank.",
                parsed.place,
                "Open the workbook in a spreadsheet program, save it, and read it again.",
                formulas,
            )
        )
    if padded := hidden.padded_count:
        parsed.problems.append(
            Problem(
                f"{count_of(padded, 'number')} {'is' if padded == 1 else 'are'} shown with "
                "leading zeros and read as text with them.",
                parsed.place,
                count=padded,
                severity=Severity.NOTE,
            )
        )
    if rows := hidden.hidden_rows:
        parsed.problems.append(
            Problem(
                f"{count_of(rows, 'row')} {'is' if rows == 1 else 'are'} hidden in the sheet and "
                f"{'was' if rows == 1 else 'were'} read too.",
                parsed.place,
                "If they are not meant, delete them in the spreadsheet.",
                rows,
            )
        )


def _part_of(package: zipfile.ZipFile, sheet: str) -> str | None:
    """The part that holds a sheet's cells."""
    book = _book(set(package.namelist()))
    folder = book[: -len("workbook.xml")]
    relations = {}
    for tag in _RELATION.findall(_read(package, f"{folder}_rels/workbook.xml.rels")):
        relations[_attribute(tag, "Id")] = _attribute(tag, "Target")
    for tag in _SHEET.findall(_read(package, book)):
        if _attribute(tag, "name") == sheet:
            target = relations.get(_attribute(tag, r"(?:\w+:)?id"), "")
            part = target.lstrip("/") if target.startswith("/") else folder + target
            return part if part in package.namelist() else None
    return None


def _padded_styles(package: zipfile.ZipFile) -> dict[bytes, int]:
    """Cell styles whose number format is only zeros ("00000"), and how many."""
    if "xl/styles.xml" not in package.namelist():
        return {}
    styles = _read(package, "xl/styles.xml")
    zeros = {}
    for tag in _FORMATS.findall(styles):
        code = _attribute(tag, "formatCode")
        if len(code) > 1 and set(code) == {"0"}:
            zeros[_attribute(tag, "numFmtId")] = len(code)
    block = _XFS.search(styles)
    if not zeros or block is None:
        return {}
    return {
        str(number).encode(): zeros[_attribute(tag, "numFmtId")]
        for number, tag in enumerate(_XF.findall(block[0]))
        if _attribute(tag, "numFmtId") in zeros
    }


def _read(package: zipfile.ZipFile, part: str) -> bytes:
    with package.open(part) as file:
        return file.read(SMALL_PART)


def _attribute(tag: bytes, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"'.encode(), tag)
    return "" if found is None else _unescaped(found[1].decode("utf-8", "replace"))


def _unescaped(text: str) -> str:
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = text.replace(entity, sign)
    text = re.sub(r"&#(\d{1,7});", lambda match: chr(int(match[1]) % 0x110000), text)
    return text.replace("&amp;", "&")


def _whole_rows(file: IO[bytes]) -> Iterator[bytes]:
    """The text of the sheet in pieces that end with a row."""
    rest = b""
    while chunk := file.read(_CHUNK):
        block = rest + chunk
        end = max(block.rfind(b"</row>"), block.rfind(b":row>")) + 6
        if end < 6:
            rest = block[-_CHUNK:]
            continue
        rest = block[end:]
        yield block[:end]
    if rest:
        yield rest


def _look(rows: bytes, widths: dict[bytes, int], hidden: Hidden) -> None:
    if b't="e"' in rows:
        for match in _ERROR.finditer(rows):
            place = _place(match[1])
            if place is not None:
                hidden.errors.setdefault(place[0], []).append((place[1], match[2].decode()))
    if b"<f" in rows or b":f" in rows:
        for match in _NO_RESULT.finditer(rows):
            empty_text = match[2] is not None and b't="str"' in match[1]
            hidden.without_result += not empty_text
    if b"hidden=" in rows:
        hidden.hidden_rows += sum(1 for _ in _HIDDEN_ROW.finditer(rows))
    if widths:
        for match in _CELL.finditer(rows):
            style = re.search(rb'\ss="(\d+)"', b" " + match[1])
            place = _place(match[1])
            if style is not None and place is not None and style[1] in widths:
                hidden.padded.setdefault(place[0], []).append((place[1], widths[style[1]]))


def _place(attributes: bytes) -> tuple[int, int] | None:
    """Row and column of a cell, from 0."""
    found = _PLACE.search(attributes)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + letter - 64
    return int(found[2]) - 1, column - 1
