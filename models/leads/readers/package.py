"""The package of parts that a workbook is (.xlsx, .xlsb, .ods): what it holds, and is it safe."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass

from models.leads.readers.archive import check_parts
from models.leads.readers.broken import BROKEN
from models.leads.readers.given import Given
from models.leads.readers.protection import protected_ods
from models.leads.readers.spreadsheet_xml import refused_entities
from models.problems import LeadbenchError

SMALL_PART = 64 << 20
"""Bytes of the parts that are read whole (styles, names of the sheets)."""

_BOOKS = {"xl/workbook.xml", "workbook.xml", "xl/workbook.bin", "workbook.bin", "content.xml"}
_FOREIGN = {
    "word/": "a Word document",
    "ppt/": "a presentation",
    "Index/": "a workbook of Numbers",
    "visio/": "a drawing",
}
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PROLOG = 1 << 12
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")


@dataclass(frozen=True)
class Package:
    """The names of a workbook's parts. `book` lists the sheets of an .xlsx; "" elsewhere.

    `sheets`: the part that holds each sheet's cells, for an .xlsx.
    """

    names: frozenset[str]
    book: str
    sheets: dict[str, str]

    @property
    def folder(self) -> str:
        """Where the parts of an .xlsx are."""
        return self.book[: -len("workbook.xml")]


def is_workbook(given: Given) -> bool:
    """Whether an archive is a workbook; an error for a document of another kind."""
    try:
        with given.archive() as archive:
            names = archive.namelist()
    except BROKEN as error:
        if given.ending in (".zip", ".gz"):
            return False
        raise LeadbenchError(
            "The workbook is not complete: it was not written or copied to its end.",
            given.name,
            "Export or copy it again.",
        ) from error
    if _BOOKS & set(names) or any(name.startswith("xl/") for name in names):
        return True
    for start, what in _FOREIGN.items():
        if any(name.startswith(start) for name in names):
            raise LeadbenchError(
                f"The file is {what}, not a table of leads.",
                given.name,
                "Export the leads as .csv or .xlsx.",
            )
    return False


def check_package(given: Given) -> Package | None:
    """The parts of a package; None for other workbooks, an error for an attack."""
    with given.open() as file:
        if file.read(2) != b"PK":
            return None
    try:
        with given.archive() as archive:
            parts = archive.infolist()
            names = frozenset(part.filename for part in parts)
            check_parts(parts, given.name)
            if "META-INF/manifest.xml" in names:
                manifest = read_part(archive, "META-INF/manifest.xml")
                if b"encryption-data" in manifest:
                    raise protected_ods(given)
            _refuse_entities(archive, parts, given)
            book = next((name for name in ("xl/workbook.xml", "workbook.xml") if name in names), "")
            sheets = _sheets(archive, names, book) if book else {}
    except LeadbenchError:
        raise
    except BROKEN as error:
        raise damaged_workbook(given.name) from error
    return Package(names, book, sheets)


def damaged_workbook(place: str) -> LeadbenchError:
    """A workbook that cannot be read."""
    return LeadbenchError(
        "The workbook is damaged or not what its name says.",
        place,
        "Open it in a spreadsheet program and save it again as .xlsx.",
    )


def _refuse_entities(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], given: Given) -> None:
    """No part of a workbook has a declaration of its type, which is where entities are made."""
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and not part.flag_bits & 1:
            with archive.open(part) as file:
                if _DOCTYPE.search(file.read(_PROLOG).replace(b"\0", b"")):
                    raise refused_entities(f"{given.name}, part {part.filename}")


def read_part(archive: zipfile.ZipFile, part: str) -> bytes:
    """A part that is small in every workbook."""
    with archive.open(part) as file:
        return file.read(SMALL_PART)


def _sheets(archive: zipfile.ZipFile, names: frozenset[str], book: str) -> dict[str, str]:
    """The part that holds each sheet's cells."""
    folder = book[: -len("workbook.xml")]
    relations = {}
    for tag in _RELATION.findall(read_part(archive, f"{folder}_rels/workbook.xml.rels")):
        relations[attribute(tag, "Id")] = attribute(tag, "Target")
    found: dict[str, str] = {}
    for tag in _SHEET.findall(read_part(archive, book)):
        target = relations.get(attribute(tag, r"(?:\w+:)?id"), "")
        part = target.lstrip("/") if target.startswith("/") else folder + target
        if part in names:
            found.setdefault(attribute(tag, "name"), part)
    return found


def attribute(tag: bytes, name: str) -> str:
    """The value of an attribute of a tag; "" where it has none."""
    found = re.search(rf'\s{name}\s*=\s*(?:"([^"]*)"|\'([^\']*)\')'.encode(), tag)
    if found is None:
        return ""
    value = found[1] if found[1] is not None else found[2]
    return _unescaped(value.decode("utf-8", "replace"))


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = text.replace(entity, sign)
    text = re.sub(r"&#(\d{1,7});", lambda match: chr(int(match[1]) % 0x110000), text)
    text = re.sub(r"&#x([0-9A-Fa-f]{1,6});", lambda match: chr(int(match[1], 16) % 0x110000), text)
    return text.replace("&amp;", "&")
