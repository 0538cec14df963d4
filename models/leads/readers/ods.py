"""What the fast reader of .ods leaves out of texts: ends of lines and tabs inside a cell.

They are tags in the package. Where there are any, the package is written anew, in memory, with the
signs that they stand for. Hidden rows are counted on the way.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from models.leads.readers.broken import BROKEN
from models.leads.readers.given import Given, of_bytes
from models.leads.readers.package import damaged_workbook

CONTENT = "content.xml"

_BREAK = re.compile(rb"<text:line-break\s*/>|<text:line-break\s*>\s*</text:line-break>")
_TAB = re.compile(rb"<text:tab(?:\s[^>]*)?/>|<text:tab(?:\s[^>]*)?></text:tab>")
_HIDDEN = re.compile(rb'<table:table-row\s(?=[^>]*table:visibility="(?:collapse|filter)")([^>]*)>')
_REPEATED = re.compile(rb'table:number-rows-repeated="([0-9]{1,7})"')
_TABLE = re.compile(rb'<table:table\s[^>]*table:name="([^"]*)"')


@dataclass(frozen=True)
class OdsLook:
    """The workbook as it can be read, and its hidden rows by sheet."""

    given: Given
    hidden_rows: dict[str, int]


def look_at_ods(given: Given) -> OdsLook:
    """Look through the text of all sheets."""
    try:
        with given.archive() as archive:
            content = archive.read(CONTENT)
            hidden = _hidden_rows(content)
            if not _BREAK.search(content) and not _TAB.search(content):
                return OdsLook(given, hidden)
            content = _TAB.sub(b"&#9;", _BREAK.sub(b"&#10;", content))
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w") as written:
                for name in ("mimetype", "META-INF/manifest.xml", "styles.xml", "meta.xml"):
                    if name in archive.namelist():
                        written.writestr(name, archive.read(name))
                written.writestr(CONTENT, content)
    except BROKEN as error:
        raise damaged_workbook(given.name) from error
    return OdsLook(of_bytes(given.name, out.getvalue()), hidden)


def _hidden_rows(content: bytes) -> dict[str, int]:
    if b"table:visibility" not in content:
        return {}
    found: dict[str, int] = {}
    starts = list(_TABLE.finditer(content))
    for number, start in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(content)
        count = 0
        for row in _HIDDEN.finditer(content, start.end(), end):
            repeated = _REPEATED.search(row[1])
            count += 1 if repeated is None else int(repeated[1])
        found[start[1].decode("utf-8", "replace")] = count
    return found
