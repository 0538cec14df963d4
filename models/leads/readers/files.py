"""What can be wrong with a file before it is read, and what its first bytes say it is."""

from __future__ import annotations

import os
import re
import stat
from enum import StrEnum
from pathlib import Path

from models.leads.readers.given import Given
from models.problems import LeadbenchError

TEXT_ENDINGS = (".csv", ".tsv", ".txt", ".tab")
WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


class Content(StrEnum):
    """What a file is by its first bytes."""

    TEXT = "text"
    ZIP = "zip"
    OLD_OFFICE = "old office"
    WEB_PAGE = "web page"
    SPREADSHEET_XML = "spreadsheet XML"
    PARQUET = "Parquet"
    GZIP = "gzip"
    OTHER = "other"


_OTHERS = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"SQLite format 3\0": "a database",
    b"7z\xbc\xaf": "a compressed file (.7z)",
    b"BZh": "a compressed file (.bz2)",
    b"\xfd7zXZ": "a compressed file (.xz)",
    b"\x28\xb5\x2f\xfd": "a compressed file (.zst)",
    b"Rar!": "a compressed file (.rar)",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"{\\rtf": "a text document (.rtf)",
    b"\x09\x00\x04\x00": "a workbook of Excel 2",
    b"\x09\x02\x06\x00": "a workbook of Excel 3",
    b"\x09\x04\x06\x00": "a workbook of Excel 4",
}
_HTML = re.compile(rb"<(?:html|head|body|table|meta|div|style)\b", re.I)


def check_file(path: Path) -> int:
    """The size of a readable, non-empty file in bytes; else one sentence why not."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise LeadbenchError(
                "This is a folder, not a file.", path.name, "Choose a .csv or .xlsx file."
            )
        if not stat.S_ISREG(found.st_mode):
            raise LeadbenchError(
                "This is not an ordinary file.", path.name, "Choose a .csv or .xlsx file."
            )
        with path.open("rb") as file:
            first = file.read(1)
    except OSError as error:
        raise unreadable(path, error) from error
    if not first:
        raise LeadbenchError("The file is empty.", path.name, "Export it again.")
    return found.st_size


def unreadable(path: Path, error: OSError) -> LeadbenchError:
    """Why the system does not give the file out."""
    if isinstance(error, FileNotFoundError):
        return LeadbenchError(
            "There is no such file.", str(path), "Look whether it was moved or renamed."
        )
    if isinstance(error, PermissionError):
        return LeadbenchError(
            "The file is locked or may not be read.",
            path.name,
            "Close it in other programs, or ask for the right to read it.",
        )
    return LeadbenchError(
        f"The file could not be read: {os.strerror(error.errno or 0)}.",
        path.name,
        "Copy it to this computer and try again.",
    )


def content_of(given: Given) -> tuple[Content, str]:
    """What the file is by its first bytes, and a name for it where it is nothing we read."""
    with given.open() as file:
        head = file.read(1 << 12)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return Content.ZIP, ""
    if head.startswith((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x09\x08")):
        return Content.OLD_OFFICE, ""
    if head.startswith(b"PAR1"):
        return Content.PARQUET, ""
    if head.startswith(b"\x1f\x8b"):
        return Content.GZIP, ""
    for mark, name in _OTHERS.items():
        if head.startswith(mark):
            return Content.OTHER, name
    return _of_markup(head)


def _of_markup(head: bytes) -> tuple[Content, str]:
    """Web pages and XML begin with a bracket, behind marks of the encoding and blanks."""
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not start.startswith((b"<", b"{", b"[{")):
        return Content.TEXT, ""
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start and b"<html" not in start.lower():
        return Content.SPREADSHEET_XML, ""
    if start.lower().startswith(b"<!doctype html") or _HTML.search(start[:2048]):
        return Content.WEB_PAGE, ""
    if start.startswith((b"<?xml", b"<!")):
        return Content.OTHER, "XML"
    if start.startswith(b"<"):
        return Content.TEXT, ""
    return (Content.OTHER, "JSON") if _is_json(start) else (Content.TEXT, "")


def _is_json(start: bytes) -> bool:
    return re.match(rb'\[?\s*\{\s*("|\})', start) is not None
