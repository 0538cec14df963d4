"""What can be wrong with a file before it is read, and what its first bytes say it is."""

from __future__ import annotations

import os
import stat
from enum import StrEnum
from pathlib import Path

from models.problems import LeadbenchError

TEXT_ENDINGS = (".csv", ".tsv", ".txt", ".tab")
WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


class Content(StrEnum):
    """What a file is by its first bytes."""

    TEXT = "text"
    ZIP = "zip"
    OLD_OFFICE = "old office"
    OTHER = "other"


_OTHERS = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"SQLite format 3\0": "a database",
    b"PAR1": "a Parquet file",
    b"\x1f\x8b": "a compressed file (.gz)",
    b"7z\xbc\xaf": "a compressed file (.7z)",
    b"Rar!": "a compressed file (.rar)",
    b"\x7fELF": "a program",
    b"MZ": "a program",
}


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


def content_of(path: Path) -> tuple[Content, str]:
    """What the file is by its first bytes, and a name for it where it is nothing we read."""
    with path.open("rb") as file:
        head = file.read(512)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return Content.ZIP, ""
    if head.startswith((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x09\x04\x06\x00", b"\x09\x08")):
        return Content.OLD_OFFICE, ""
    for mark, name in _OTHERS.items():
        if head.startswith(mark):
            return Content.OTHER, name
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        return Content.OTHER, "a web page"
    if start.startswith((b"<?xml", b"{", b"[{")):
        return Content.OTHER, "XML" if start.startswith(b"<") else "JSON"
    return Content.TEXT, ""
