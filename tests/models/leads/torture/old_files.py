"""Old workbooks (.xls): a BIFF8 stream in a compound file, both written by hand."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

GENERAL, DAY, TIME_OF_DAY, ZIP = 15, 16, 17, 18
"""Styles of cells: the first fifteen belong to the program."""
ERRORS = {
    "#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D,
    "#NUM!": 0x24, "#N/A": 0x2A,
}  # fmt: skip


class Error(str):
    """A cell that holds an error."""


class Styled(float):
    """A number with a style."""

    def __new__(cls, value: float, style: int) -> Styled:
        made = super().__new__(cls, value)
        made.style = style  # type: ignore[attr-defined]
        return made


def record(kind: int, data: bytes = b"") -> bytes:
    """One record of a stream."""
    return struct.pack("<HH", kind, len(data)) + data


def _text(text: str, length: str = "<H") -> bytes:
    """A text with its length, in one byte a sign where that is enough."""
    wide = any(ord(sign) > 255 for sign in text)
    units = text.encode("utf-16-le") if wide else text.encode("latin-1")
    count = len(units) // 2 if wide else len(units)
    return struct.pack(length, count) + bytes([wide]) + units


def stream(
    sheets: Mapping[str, Sequence[Sequence[object]]],
    *,
    hidden: Mapping[str, int] | None = None,
    since_1904: bool = False,
) -> bytes:
    """The workbook as a stream of records."""
    texts: dict[str, int] = {}
    bodies = [_sheet(rows, texts) for rows in sheets.values()]
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6))
    globals_ = [
        begin,
        record(0x42, struct.pack("<H", 1200)),
        record(0x22, struct.pack("<H", since_1904)),
        record(0x41E, struct.pack("<H", 164) + _text("00000")),
    ]
    formats = [0] * 16 + [14, 22, 164]
    globals_ += [
        record(0xE0, struct.pack("<HHHBBBBIIH", 0, number, 0, 0, 0, 0, 0, 0, 0, 0))
        for number in formats
    ]
    before = sum(map(len, globals_))
    shared = record(0xFC, struct.pack("<II", len(texts), len(texts)) + b"".join(map(_text, texts)))
    lists = [
        struct.pack("<BB", (hidden or {}).get(name, 0), 0) + _text(name, "<B") for name in sheets
    ]
    place = before + sum(len(listed) + 8 for listed in lists) + len(shared) + 4
    for listed, body in zip(lists, bodies, strict=True):
        globals_.append(record(0x85, struct.pack("<I", place) + listed))
        place += len(body)
    return b"".join([*globals_, shared, record(0x0A), *bodies])


def _sheet(rows: Sequence[Sequence[object]], texts: dict[str, int]) -> bytes:
    width = max((len(row) for row in rows), default=0)
    found = [
        record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6)),
        record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0)),
    ]
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if value is not None:
                found.append(_cell(row, column, value, texts))
    return b"".join([*found, record(0x0A)])


def _cell(row: int, column: int, value: object, texts: dict[str, int]) -> bytes:
    style = getattr(value, "style", GENERAL)
    head = struct.pack("<HHH", row, column, style)
    if isinstance(value, Error):
        return record(0x205, head + struct.pack("<BB", ERRORS[value], 1))
    if isinstance(value, bool):
        return record(0x205, head + struct.pack("<BB", value, 0))
    if isinstance(value, int) and -(1 << 29) <= value < 1 << 29:
        return record(0x27E, head + struct.pack("<i", value << 2 | 2))
    if isinstance(value, int | float):
        return record(0x203, head + struct.pack("<d", value))
    place = texts.setdefault(str(value), len(texts))
    return record(0xFD, head + struct.pack("<I", place))


def compound(content: bytes, name: str = "Workbook") -> bytes:
    """A compound file of one stream."""
    size = max(len(content), 4096)  # smaller ones would live in a stream of small sectors
    sectors = -(-size // _SECTOR)
    directory, fat = sectors, sectors + 1
    table = [*range(1, sectors), _END, _END]
    blocks = -(-(len(table) + 1) // (_SECTOR // 4))
    while len(table) + blocks > blocks * (_SECTOR // 4):
        blocks += 1
    table += [_FAT] * blocks
    table += [_FREE] * (blocks * (_SECTOR // 4) - len(table))
    listed = [*range(fat, fat + blocks), *[_FREE] * (109 - blocks)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, blocks, directory, 0, 4096, _END, 0, _END, 0
    )
    head += struct.pack("<109I", *listed)
    entries = _entry("Root Entry", 5, _END, 0, 1) + _entry(name, 2, 0, size)
    entries += _entry("", 0, 0, 0) * 2
    return (
        head
        + content.ljust(sectors * _SECTOR, b"\0")
        + entries
        + struct.pack(f"<{len(table)}I", *table)
    )


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    letters = (name.encode("utf-16-le") + b"\0\0") if name else b""
    return (
        letters.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(letters), kind, 1, _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def workbook(rows: Sequence[Sequence[object]], **options: object) -> bytes:
    """An .xls of one sheet."""
    return compound(stream({"Leads": rows}, **options))  # type: ignore[arg-type]
