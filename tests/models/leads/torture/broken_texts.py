"""Files named .csv that are broken, hostile, empty or no text at all."""

from __future__ import annotations

import gzip
import json
import random

from tests.models.leads.torture.case import Case, Refused, Wanted
from tests.models.leads.torture.text_files import text_of

NAMES = ("id", "name", "city")
ROWS = [(str(n), f"name {n}", "Bern") for n in range(1, 31)]
TEXT = text_of([NAMES, *ROWS])
PAGE = "<table><tr><td>id</td><td>name</td></tr><tr><td>1</td><td>ann</td></tr></table>"


def cases() -> list[Case]:
    """Every way to be no table."""
    return [*_nothing(), *_quotes(), *_zeros(), *_others(), *_hostile()]


def _nothing() -> list[Case]:
    return [
        Case("spaces.csv", b"   \n \n\t\n", Refused("empty")),
        Case("mark-alone.csv", b"\xef\xbb\xbf", Refused("empty")),
        Case("utf-16-mark-alone.csv", b"\xff\xfe", Refused("empty")),
        Case("delimiters-alone.csv", b",,,\n,,,\n", Refused("")),
        Case("quotes-alone.csv", b'"","",""\n"","",""\n', Refused("")),
        Case("names-alone.csv", b"id,name,city\n", Refused("no rows below")),
        Case("names-and-blank-rows.csv", b"id,name,city\n,,\n\n,,\n", Refused("no rows below")),
        Case("sep-alone.csv", b"sep=;\n", Refused("")),
        Case("line-end-alone.csv", b"\n", Refused("empty")),
        Case("one-sign.csv", b"x", Refused("")),
    ]  # fmt: skip


def _quotes() -> list[Case]:
    lines = TEXT.splitlines()
    unclosed = [*lines[:10], '10,"name,Bern', *lines[11:]]
    at_end = [*lines, '31,name,"Bern']
    twice = [*lines[:5], '5,"name,Bern', *lines[6:20], '20,name",Bern', *lines[21:]]
    return [
        Case("unclosed.csv", "\n".join(unclosed).encode(), Refused("never closed")),
        Case("unclosed-at-end.csv", "\n".join(at_end).encode(), Refused("never closed")),
        Case("unclosed-in-names.csv", ('id,"name,city\n' + TEXT).encode(), Refused("")),
        Case("swallowed.csv", "\n".join(twice).encode(), (
            Wanted(NAMES, [*ROWS[:4], ("5", "\n".join(
                ["name,Bern", *lines[6:20], "20,name"]), "Bern"), *ROWS[20:]]), Refused())),
    ]  # fmt: skip


def _zeros() -> list[Case]:
    dice = random.Random(4)
    noise = bytes(dice.randrange(256) for _ in range(5000))
    return [
        Case("zero-in-a-cell.csv", TEXT.encode().replace(b"name 7", b"na\0me 7"), Refused("zero")),
        Case("zero-late.csv", TEXT.encode() * 300 + b"1,a\0b,c\n", Refused("zero")),
        Case("zeros-alone.csv", bytes(4000), Refused("")),
        Case("zeros-behind.csv", TEXT.encode() + bytes(3000), Refused("zero")),
        Case("noise.csv", noise, Refused("")),
        Case("control-signs.csv", bytes(range(1, 32)) * 20, Refused("")),
    ]


def _others() -> list[Case]:
    """Other kinds of files that are called .csv."""
    records = json.dumps([{"id": 1, "name": "ann"}]).encode()
    packed = gzip.compress(TEXT.encode(), mtime=0)
    picture = b"\x89PNG\r\n\x1a\n" + bytes(200)
    mail = b"From: ann@example.com\nSubject: leads\n\nHere they are.\n"
    return [
        Case("json.csv", records, Refused("JSON")),
        Case("json-object.csv", b'{"leads": [{"id": 1}]}', Refused("JSON")),
        Case("page.csv", b"<!DOCTYPE html>\n<html><body>" + PAGE.encode() + b"</body></html>",
             Wanted(("id", "name"), [("1", "ann")], said=(("web page", 0),))),
        Case("page-for-excel.xls", ('<html xmlns:x="urn:schemas-microsoft-com:office:excel">'
                                    + PAGE + "</html>").encode(),
             Wanted(("id", "name"), [("1", "ann")], said=(("web page", 0),))),
        Case("xml.csv", b'<?xml version="1.0"?><leads><lead id="1"/></leads>', Refused("XML")),
        Case("flat.xml", b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>'
             b"<Workbook/>", Refused("XML")),
        Case("pdf.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", Refused("PDF")),
        Case("picture.csv", picture, Refused("picture")),
        Case("picture.xlsx", picture, Refused("picture")),
        Case("packed.csv", packed, (Wanted(NAMES, ROWS), Refused("compressed"))),
        Case("database.csv", b"SQLite format 3\0" + bytes(100), Refused("database")),
        Case("mail.csv", mail, (Wanted(
            ("From: ann@example.com",), [("Subject: leads",), ("Here they are.",)], left_out=1,
            said=(("without a filled cell", 1),)), Refused())),
        Case("table-named-workbook.xlsx", TEXT.encode(),
             Wanted(NAMES, ROWS, said=(("text table", 0),))),
        Case("table-named-old-workbook.xls", text_of([NAMES, *ROWS], "\t").encode("utf-16"),
             Wanted(NAMES, ROWS, said=(("text table", 0),))),
        Case("table-named-nothing", TEXT.encode(), Wanted(NAMES, ROWS)),
        Case("table.CSV", TEXT.encode(), Wanted(NAMES, ROWS)),
    ]  # fmt: skip


def _hostile() -> list[Case]:
    """Texts made to be slow or large."""
    return [
        Case(
            "quotes-in-number.csv",
            b'a,b\n"' + b'""' * 200_000 + b'",x\n1,2\n',
            Wanted(("a", "b"), [('"' * 200_000, "x"), ("1", "2")]),
        ),
        Case("delimiters-without-end.csv", b"," * 300_000, Refused("")),
        Case("one-line.csv", b"a" * 3_000_000, Refused("")),
        Case("lines-without-end.csv", b"a\n" * 100_000, Wanted(("a",), [("a",)] * 99_999)),
        Case(
            "open-quotes-everywhere.csv",
            (b"a,b\n" + b'"x\n' * 60_000),
            Wanted(("a", "b"), [("x\nx", "")] * 30_000, said=(("fewer cells", 30_000),)),
        ),
        Case("open-quotes-odd.csv", (b"a,b\n" + b'"x\n' * 60_001), Refused("never closed")),
    ]
