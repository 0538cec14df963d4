"""Workbooks that are cut short, damaged, locked or that lack what they need."""

from __future__ import annotations

import io
import zipfile
from functools import cache, partial

from msoffcrypto.format.ooxml import OOXMLFile

from models.leads.raw import Cell
from tests.models.leads.torture import packages as ooxml
from tests.models.leads.torture.case import Case, Refused, Wanted
from tests.models.leads.torture.packages import Xml
from tests.models.leads.torture.workbooks import SOUND, rows

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the files of old office programs and locked workbooks begin."""


def cases() -> list[Case]:
    """Every way to be broken."""
    return [*_missing(), *_damaged(), *_bad_xml(), *_odd_cells(), *_old(), *_locked_away()]


def _usual() -> dict[str, ooxml.Content]:
    shared: list[str] = []
    text = ooxml.sheet(rows(), shared=shared)
    return ooxml.parts({"Leads": text}, shared=shared)


def _missing() -> list[Case]:
    found = []
    usual = _usual()
    for number, name in enumerate(usual):
        rest = {other: part for other, part in usual.items() if other != name}
        # Without styles days are numbers, without shared texts there are no texts: not the table.
        wanted = (SOUND, Refused()) if name.startswith(("[", "_rels")) else Refused()
        if name.endswith("styles.xml"):
            continue
        found.append(Case(f"missing-part-{number}.xlsx", ooxml.zipped(rest), wanted))
    for number, name in enumerate(usual):
        emptied = {**usual, name: ""}
        wanted = (SOUND, Refused()) if name.startswith(("[", "_rels")) else Refused()
        if name.endswith("styles.xml"):
            continue
        found.append(Case(f"empty-part-{number}.xlsx", ooxml.zipped(emptied), wanted))
    return found


def _damaged() -> list[Case]:
    whole = ooxml.zipped(_usual())
    stored = ooxml.zipped(_usual(), zipfile.ZIP_STORED)
    # One letter of a stored text changed: only the checksum of its part tells.
    changed = stored.replace(b"plain", b"pla1n")
    found = [
        Case(f"cut-{share}.xlsx", whole[: len(whole) * share // 100], Refused())
        for share in (1, 10, 30, 50, 70, 90, 99)
    ]
    return [
        *found,
        Case("wrong-checksum.xlsx", changed, Refused()),
        Case("zeros-inside.xlsx", whole[:900] + bytes(200) + whole[1100:], Refused()),
        Case("zeros-behind.xlsx", whole + bytes(100), (SOUND, Refused())),
        Case("head-alone.xlsx", b"PK\x03\x04", Refused()),
        Case("end-alone.xlsx", b"PK\x05\x06" + bytes(18), Refused()),
        Case("locked-part.xlsx", _locked(), Refused()),
    ]


def _locked() -> bytes:
    """Parts whose flag says that they are encrypted."""
    content = bytearray(ooxml.zipped(_usual()))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(mark, place + 4)
    return bytes(content)


def _bad_xml() -> list[Case]:
    names = ("id", "name")
    body = ooxml.sheet([names, ("1", "ann"), ("2", "bob")])

    def of(sheet: str | bytes) -> bytes:
        return ooxml.zipped({**ooxml.parts({"Leads": ""}), "xl/worksheets/s1.xml": sheet})

    right = Wanted(names, (("1", "ann"), ("2", "bob")))
    either = (right, Refused())
    return [
        Case("unclosed.xlsx", of(body[: body.index("</row>")]), Refused()),
        Case("cut-in-a-row.xlsx", of(body[: body.rindex("<c ")]), Refused()),
        Case("wrong-order.xlsx", of(body.replace("</is></c>", "</c></is>", 1)), Refused()),
        Case("no-xml.xlsx", of("id,name\n1,ann\n"), Refused()),
        Case("noise.xlsx", of(bytes(range(256)) * 20), Refused()),
        Case("bad-utf-8.xlsx", of(body.encode().replace(b"ann", b"\xff\xfe\xfd")), Refused()),
        Case("utf-16-part.xlsx", of(body.replace("UTF-8", "UTF-16").encode("utf-16")), either),
        Case("mark-before-part.xlsx", of(body.encode("utf-8-sig")), either),
        Case("latin-part.xlsx",
             of(body.replace("UTF-8", "ISO-8859-1").replace("ann", "é").encode("latin-1")),
             (Wanted(names, (("1", "é"), ("2", "bob"))), Refused())),
    ]  # fmt: skip


def _odd_cells() -> list[Case]:
    """Cells that say what they are not."""
    names = ("id", "what")

    def of(cell: str) -> bytes:
        return ooxml.workbook([names, ("1", Xml(cell)), ("2", "x")])

    def right(text: str) -> tuple[Wanted, Refused]:
        return Wanted(names, (("1", text), ("2", "x"))), Refused()

    return [
        Case("shared-text-too-far.xlsx", of('<c r="@" t="s"><v>9999</v></c>'), Refused()),
        Case("shared-text-no-number.xlsx", of('<c r="@" t="s"><v>x</v></c>'), Refused()),
        Case("negative-shared-text.xlsx", of('<c r="@" t="s"><v>-1</v></c>'), Refused()),
        Case("number-that-is-none.xlsx", of('<c r="@"><v>twelve</v></c>'), right("twelve")),
        Case("answer-that-is-none.xlsx", of('<c r="@" t="b"><v>7</v></c>'), Refused()),
        Case("kind-that-is-none.xlsx", of('<c r="@" t="zz"><v>7</v></c>'), Refused()),
        Case("place-that-is-none.xlsx", of('<c r="??"><v>7</v></c>'), Refused()),
        Case("style-that-is-none.xlsx", of('<c r="@" s="9999" t="str"><v>a</v></c>'), right("a")),
        Case("empty-cell.xlsx", of('<c r="@"/>'), right("")),
        Case("empty-value.xlsx", of('<c r="@"><v/></c>'), right("")),
        Case("empty-text.xlsx", of('<c r="@" t="inlineStr"/>'), right("")),
        Case("endless-number.xlsx", of(f'<c r="@"><v>{"9" * 400}</v></c>'), (
            Wanted(names, (("1", "9" * 400), ("2", "x")), ((Cell.TEXT, Cell.NUMBER),
                                                          (Cell.TEXT, Cell.TEXT)),
                   said=(("more than 15 digits", 1),)), Refused())),
    ]  # fmt: skip


def _old() -> list[Case]:
    return [
        Case("head-alone.xls", OLD, Refused()),
        Case("zeros-behind.xls", OLD + bytes(4096), Refused()),
        Case("noise.xls", OLD + bytes(range(256)) * 40, Refused()),
        Case("old-named-new.xlsx", OLD + bytes(2048), Refused()),
        Case("very-old.xls", b"\x09\x08\x08\x00\x00\x05\x10\x00" + bytes(64), Refused()),
        Case("version-2.xls", b"\x09\x00\x04\x00\x00\x00\x10\x00" + bytes(64), Refused()),
    ]


def _locked_away() -> list[Case]:
    """A workbook behind a password: without it, with it, with another."""
    # The library that locks it makes no sound file of less than 4,096 bytes.
    whole = ooxml.zipped(_usual(), zipfile.ZIP_STORED)
    content = partial(locked, whole, "Pässwort 1")
    return [
        Case("locked.xlsx", content, Refused("password")),
        Case("unlocked.xlsx", content, SOUND, {"password": "Pässwort 1"}),
        Case("wrongly-unlocked.xlsx", content, Refused("password"), {"password": "pässwort 1"}),
        Case("locked-named-text.csv", content, Refused("password")),
    ]


@cache
def locked(content: bytes, password: str) -> bytes:
    """A workbook behind a password."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, out)
    return out.getvalue()
