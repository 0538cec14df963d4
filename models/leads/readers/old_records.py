"""What the fast reader of .xls and .xlsb hides, found by a walk over the records of one sheet.

Both kinds are rows of records, each with a number for its kind and a size: errors of cells and of
formulas, numbers shown with leading zeros, hidden rows and columns.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from models.leads.readers.broken import BROKEN
from models.leads.readers.given import Given
from models.leads.readers.package import Package
from models.leads.readers.sheet_xml import Hidden

ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_ZEROS = re.compile(r"0{2,}")

_SHEET, _FORMAT, _XF, _END, _BEGIN = 0x85, 0x41E, 0xE0, 0x0A, 0x809
_ROW, _COLUMNS, _ANSWER, _FORMULA, _NUMBER, _SHORT, _SHORTS = (
    0x208, 0x7D, 0x205, 0x06, 0x203, 0x27E, 0xBD,
)  # fmt: skip
_NEW_SHEET, _NEW_FORMAT, _NEW_XF, _NEW_XFS, _NEW_XFS_END = 156, 44, 47, 617, 618
_NEW_ROW, _NEW_SHORT, _NEW_ERROR, _NEW_NUMBER, _NEW_COLUMNS = 0, 2, 3, 5, 60
_NEW_FORMULA_NUMBER, _NEW_FORMULA_ERROR = 9, 11


@dataclass
class _Styles:
    """Styles whose number format is only zeros, by their place, and how many zeros."""

    formats: dict[int, int] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)
    count: int = 0

    def format(self, number: int, code: str) -> None:
        """A number format."""
        if _ZEROS.fullmatch(code):
            self.formats[number] = len(code)

    def style(self, number: int) -> None:
        """The next style and its number format."""
        if number in self.formats:
            self.widths[self.count] = self.formats[number]
        self.count += 1


def look_at_xls(given: Given, sheet: str) -> Hidden | None:
    """Look through a sheet of an .xls; None where its records cannot be followed."""
    # lazy: only old workbooks need it
    import olefile

    try:
        with given.open() as file, olefile.OleFileIO(file) as compound:
            name = next(name for name in ("Workbook", "Book") if compound.exists(name))
            return _old_sheet(compound.openstream(name).read(), sheet)
    except (*BROKEN, StopIteration, IndexError, TypeError):
        return None


def _old_sheet(content: bytes, sheet: str) -> Hidden | None:
    styles, start = _Styles(), None
    for kind, body in _old_records(content, 0):
        if kind == _SHEET and _old_name(body) == sheet:
            start = struct.unpack_from("<I", body)[0]
        elif kind == _FORMAT:
            styles.format(struct.unpack_from("<H", body)[0], _old_text(body[2:]))
        elif kind == _XF:
            styles.style(struct.unpack_from("<H", body, 2)[0])
        elif kind == _END:
            break
    if start is None:
        return None
    hidden, depth = Hidden(), 0
    for kind, body in _old_records(content, start):
        if kind == _BEGIN:
            depth += 1  # a chart in the sheet has records of its own
        elif kind == _END:
            depth -= 1
            if depth == 0:
                break
        elif depth == 1:
            _old_cell(kind, body, styles, hidden)
    return hidden


def _old_records(content: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    while place + 4 <= len(content):
        kind, size = struct.unpack_from("<HH", content, place)
        yield kind, content[place + 4 : place + 4 + size]
        place += 4 + size


def _old_name(body: bytes) -> str:
    size, wide = body[6], body[7]
    return (
        body[8 : 8 + 2 * size].decode("utf-16-le") if wide else body[8 : 8 + size].decode("latin-1")
    )


def _old_text(body: bytes) -> str:
    size, wide = struct.unpack_from("<HB", body)
    return (
        body[3 : 3 + 2 * size].decode("utf-16-le")
        if wide & 1
        else body[3 : 3 + size].decode("latin-1")
    )


def _old_cell(kind: int, body: bytes, styles: _Styles, hidden: Hidden) -> None:
    if kind == _ROW:
        hidden.hidden_rows += bool(struct.unpack_from("<H", body, 12)[0] & 0x20)
    elif kind == _COLUMNS:
        first, last, _, _, flags = struct.unpack_from("<HHHHH", body)
        if flags & 1:
            hidden.hidden_columns += range(first, min(last, 255) + 1)
    elif kind == _ANSWER and body[7]:
        _error(hidden, body, body[6])
    elif kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
        _error(hidden, body, body[8])
    elif kind in (_NUMBER, _SHORT, _FORMULA) and styles.widths:
        row, column, style = struct.unpack_from("<HHH", body)
        _pad(hidden, row, column, styles.widths.get(style))
    elif kind == _SHORTS and styles.widths:
        row, first = struct.unpack_from("<HH", body)
        for number in range((len(body) - 6) // 6):
            style = struct.unpack_from("<H", body, 4 + 6 * number)[0]
            _pad(hidden, row, first + number, styles.widths.get(style))


def _error(hidden: Hidden, body: bytes, code: int) -> None:
    row, column = struct.unpack_from("<HH", body)
    _mark(hidden, row, column, code)


def _mark(hidden: Hidden, row: int, column: int, code: int) -> None:
    hidden.errors.setdefault(row, []).append((column, ERRORS.get(code, "#ERROR!")))


def _pad(hidden: Hidden, row: int, column: int, width: int | None) -> None:
    if width is not None:
        hidden.padded.setdefault(row, []).append((column, width))


def look_at_xlsb(given: Given, package: Package, sheet: str) -> Hidden | None:
    """Look through a sheet of an .xlsb; None where its records cannot be followed."""
    try:
        with given.archive() as archive:
            relations = archive.read("xl/_rels/workbook.bin.rels")
            part = _new_part(archive.read("xl/workbook.bin"), relations, sheet)
            styles = _new_styles(
                archive.read("xl/styles.bin") if "xl/styles.bin" in package.names else b""
            )
            return None if part is None else _new_sheet(archive.read(part), styles)
    except (*BROKEN, IndexError):
        return None


def _new_part(book: bytes, relations: bytes, sheet: str) -> str | None:
    for kind, body in _new_records(book):
        if kind == _NEW_SHEET:
            relation, place = _new_text(body, 8)
            name, _ = _new_text(body, place)
            if name == sheet:
                return _target(relations, relation)
    return None


def _target(relations: bytes, relation: str) -> str | None:
    for tag in re.findall(rb"<(?:\w+:)?Relationship\s[^>]*>", relations):
        if f'Id="{relation}"'.encode() in tag:
            target = re.search(rb'Target="([^"]*)"', tag)
            if target is not None:
                path = target[1].decode()
                return path.lstrip("/") if path.startswith("/") else f"xl/{path}"
    return None


def _new_styles(content: bytes) -> _Styles:
    styles, within = _Styles(), False
    for kind, body in _new_records(content):
        if kind == _NEW_FORMAT:
            styles.format(struct.unpack_from("<H", body)[0], _new_text(body, 2)[0])
        elif kind in (_NEW_XFS, _NEW_XFS_END):
            within = kind == _NEW_XFS
        elif kind == _NEW_XF and within:
            styles.style(struct.unpack_from("<H", body, 2)[0])
    return styles


def _new_sheet(content: bytes, styles: _Styles) -> Hidden:
    hidden, row = Hidden(), 0
    for kind, body in _new_records(content):
        if kind == _NEW_ROW:
            row = struct.unpack_from("<I", body)[0]
            hidden.hidden_rows += bool(body[11] & 0x10)
        elif kind == _NEW_COLUMNS:
            first, last, _, _, flags = struct.unpack_from("<IIIIH", body)
            if flags & 1:
                hidden.hidden_columns += range(first, min(last, 16_383) + 1)
        elif kind in (_NEW_ERROR, _NEW_FORMULA_ERROR):
            _mark(hidden, row, struct.unpack_from("<I", body)[0], body[8])
        elif kind in (_NEW_SHORT, _NEW_NUMBER, _NEW_FORMULA_NUMBER) and styles.widths:
            column, style = struct.unpack_from("<II", body)
            _pad(hidden, row, column, styles.widths.get(style & 0xFFFFFF))
    return hidden


def _new_records(content: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place < len(content):
        kind = content[place]
        place += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (content[place] << 7)
            place += 1
        size = 0
        for shift in range(0, 28, 7):
            byte = content[place]
            place += 1
            size |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        yield kind, content[place : place + size]
        place += size


def _new_text(body: bytes, place: int) -> tuple[str, int]:
    size = struct.unpack_from("<I", body, place)[0]
    end = place + 4 + 2 * size
    return body[place + 4 : end].decode("utf-16-le"), end
