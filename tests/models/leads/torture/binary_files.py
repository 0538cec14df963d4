"""Binary workbooks (.xlsb): records in a package, written by hand."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from zipfile import ZIP_DEFLATED, ZIP_STORED

from tests.models.leads.torture.old_files import ERRORS, Error
from tests.models.leads.torture.packages import OFFICE, Content, zipped

GENERAL, DAY, TIME_OF_DAY = 0, 1, 2
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def record(kind: int, data: bytes = b"") -> bytes:
    """One record: its kind and size in seven bits a byte, then its data."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(data)
    while size > 127:
        head += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + bytes([size]) + data


def _text(text: str) -> bytes:
    units = text.encode("utf-16-le")
    return struct.pack("<I", len(units) // 2) + units


def _cell(column: int, value: object, texts: dict[str, int]) -> bytes:
    head = struct.pack("<II", column, getattr(value, "style", GENERAL))
    if isinstance(value, Error):
        return record(3, head + bytes([ERRORS[value]]))
    if isinstance(value, bool):
        return record(4, head + bytes([value]))
    if isinstance(value, int) and -(1 << 29) <= value < 1 << 29:
        return record(2, head + struct.pack("<i", value << 2 | 2))
    if isinstance(value, int | float):
        return record(5, head + struct.pack("<d", value))
    if str(value).startswith("inline"):
        return record(6, head + _text(str(value)))
    return record(7, head + struct.pack("<I", texts.setdefault(str(value), len(texts))))


def _sheet(rows: Sequence[Sequence[object]], texts: dict[str, int]) -> bytes:
    width = max((len(row) for row in rows), default=1)
    found = [
        record(129),
        record(148, struct.pack("<4I", 0, max(len(rows), 1) - 1, 0, width - 1)),
        record(145),
    ]
    for row, values in enumerate(rows):
        found.append(record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, 0, 0, 0)))
        found += [
            _cell(column, value, texts) for column, value in enumerate(values) if value is not None
        ]
    return b"".join([*found, record(146), record(130)])


def _styles() -> bytes:
    """General, days, moments."""
    cells = [
        record(47, struct.pack("<HHHHHBBI", 0, number, 0, 0, 0, 0, 0, 0)[:16])
        for number in (0, 14, 22)
    ]
    return b"".join(
        [record(278), record(617, struct.pack("<I", 3)), *cells, record(618), record(279)]
    )


def workbook(
    sheets: Mapping[str, Sequence[Sequence[object]]],
    hidden: Mapping[str, int] | None = None,
    *,
    stored: bool = False,
) -> bytes:
    """An .xlsb of these sheets."""
    texts: dict[str, int] = {}
    parts: dict[str, Content] = {}
    listed, relations = [], []
    for place, (name, rows) in enumerate(sheets.items(), start=1):
        parts[f"xl/worksheets/sheet{place}.bin"] = _sheet(rows, texts)
        listed.append(
            record(
                156,
                struct.pack("<II", (hidden or {}).get(name, 0), place)
                + _text(f"rId{place}")
                + _text(name),
            )
        )
        relations.append(
            f'<Relationship Id="rId{place}" Type="{OFFICE}/worksheet" '
            f'Target="worksheets/sheet{place}.bin"/>'
        )
    relations.append(f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.bin"/>')
    relations.append(
        f'<Relationship Id="t" Type="{OFFICE}/sharedStrings" Target="sharedStrings.bin"/>'
    )
    book = [
        record(131),
        record(153, struct.pack("<III", 0, 0, 0)),
        record(143),
        *listed,
        record(144),
        record(132),
    ]
    items = [record(19, b"\0" + _text(text)) for text in texts]
    shared = [record(159, struct.pack("<II", len(texts), len(texts))), *items, record(160)]
    related = f'<Relationships xmlns="{_PACKAGE}">{"".join(relations)}</Relationships>'
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.bin": b"".join(book),
            "xl/_rels/workbook.bin.rels": related,
            "xl/styles.bin": _styles(),
            "xl/sharedStrings.bin": b"".join(shared),
            **parts,
        },
        ZIP_STORED if stored else ZIP_DEFLATED,
    )
