"""The head of an .xlsx: a small workbook of the first rows of its sheets, for a preview at once.

The fast reader reads a sheet as a whole. A sheet of 100,000 rows takes it seconds, so the package
is cut before it is read: the text of each sheet after so many rows, and the shared texts after the
last one that those rows use. Both are read by the same reader then.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import IO

from models.leads.readers.broken import BROKEN
from models.leads.readers.given import Given, of_bytes
from models.leads.readers.package import Package, damaged_workbook, read_part

SMALL = 200_000
"""Bytes of a workbook that is read as a whole, however few rows are asked for."""
MOST_OF_TAIL = 64 << 20
"""Bytes of a sheet that is read to its end for the merged cells, which stand there."""

_CHUNK = 1 << 18
_ROW_END = re.compile(rb"</(?:\w+:)?row>|<(?:\w+:)?row(?:\s[^>]*)?/>")
_MORE = re.compile(rb"<(?:\w+:)?row\b|</(?:\w+:)?sheetData>")
_SHARED = re.compile(rb'<(?:\w+:)?c\s[^>]*\bt="s"[^>]*>\s*<(?:\w+:)?v>\s*([0-9]{1,9})')
_TEXT_END = re.compile(rb"</(?:\w+:)?si>|<(?:\w+:)?si\s*/>")
_PREFIX = re.compile(rb"<(\w+:)?(?:worksheet|sst)\b")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCells\b.*?</(?:\w+:)?mergeCells>", re.DOTALL)
_FILTER = re.compile(rb"<(?:\w+:)?autoFilter\b.*?</(?:\w+:)?autoFilter>", re.DOTALL)


@dataclass(frozen=True)
class Head:
    """The small workbook, and the names of the sheets that were cut."""

    given: Given
    cut: frozenset[str]


def head_of_package(given: Given, package: Package, rows: int) -> Head:
    """The first rows of every sheet."""
    try:
        with given.archive() as archive:
            return _cut(archive, given, package, rows)
    except BROKEN as error:
        raise damaged_workbook(given.name) from error


def _cut(archive: zipfile.ZipFile, given: Given, package: Package, rows: int) -> Head:
    folder = package.folder
    parts: dict[str, bytes] = {}
    for name in (
        "[Content_Types].xml",
        "_rels/.rels",
        package.book,
        f"{folder}_rels/workbook.xml.rels",
        f"{folder}styles.xml",
    ):
        if name in package.names:
            parts[name] = read_part(archive, name)
    cut, last = set(), -1
    for sheet, part in package.sheets.items():
        text, was_cut = _sheet(archive, part, rows)
        parts[part] = text
        last = max([last, *map(int, _SHARED.findall(text))])
        if was_cut:
            cut.add(sheet)
    texts = next((name for name in package.names if name.endswith("sharedStrings.xml")), "")
    if texts:
        parts[texts] = _shared(archive, texts, last + 1)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as small:
        for name, content in parts.items():
            small.writestr(name, content)
    return Head(of_bytes(given.name, out.getvalue()), frozenset(cut))


def _sheet(archive: zipfile.ZipFile, part: str, rows: int) -> tuple[bytes, bool]:
    """The text of a sheet up to so many rows, and what stands behind them, without the others."""
    with archive.open(part) as file:
        text = bytearray()
        ends, searched = 0, 0
        while more := file.read(_CHUNK):
            text += more
            for found in _ROW_END.finditer(text, searched):
                ends, searched = ends + 1, found.end()
                if ends == rows:
                    break
            if ends == rows:
                break
        while ends == rows and not _MORE.search(text, searched) and (more := file.read(_CHUNK)):
            text += more
        found_more = _MORE.search(text, searched)
        if ends < rows or found_more is None or found_more[0].startswith(b"</"):
            return bytes(text) + file.read(MOST_OF_TAIL), False
        tail = bytes(text[searched:])
        if archive.getinfo(part).file_size <= MOST_OF_TAIL:
            tail = _tail(file, tail)
        prefix = _prefix(text)
        merged = _MERGED.search(tail)
        filtered = _FILTER.search(tail)
        kept = b"".join(found[0] for found in (filtered, merged) if found is not None)
        head = bytes(text[:searched])
        return head + b"</" + prefix + b"sheetData>" + kept + b"</" + prefix + b"worksheet>", True


def _tail(file: IO[bytes], tail: bytes) -> bytes:
    """What stands behind the rows of a sheet."""
    while more := file.read(1 << 22):
        tail = tail[-64:] + more if b"sheetData>" not in tail else tail + more
    return tail[max(tail.rfind(b"sheetData>"), 0) :]


def _shared(archive: zipfile.ZipFile, part: str, count: int) -> bytes:
    """The first so many shared texts."""
    with archive.open(part) as file:
        text = bytearray()
        ends, searched = 0, 0
        while ends < max(count, 1) and (more := file.read(_CHUNK)):
            text += more
            for found in _TEXT_END.finditer(text, searched):
                ends, searched = ends + 1, found.end()
                if ends == count:
                    break
        if ends < count:
            return bytes(text)
        return bytes(text[:searched]) + b"</" + _prefix(text) + b"sst>"


def _prefix(text: bytes | bytearray) -> bytes:
    found = _PREFIX.search(text[:4096])
    return b"" if found is None or found[1] is None else bytes(found[1])
