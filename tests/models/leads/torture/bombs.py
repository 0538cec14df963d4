"""Files that are small and would take all memory or time: each must be refused at once."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping

from tests.models.leads.torture import binary_files as binary
from tests.models.leads.torture import ods_files as ods
from tests.models.leads.torture import old_files as old
from tests.models.leads.torture import packages as ooxml
from tests.models.leads.torture.packages import Content

NAMES = ("id", "name")
ROWS = [NAMES, ("1", "ann"), ("2", "bob")]
LARGE = 300
"""Megabytes that a bomb unpacks to."""


def bombs() -> dict[str, Callable[[], bytes]]:
    """Each by its name."""
    return {**_entities(), **_packed(), **_far(), **_counts(), **_texts()}


def _usual(sheet: str = "") -> dict[str, Content]:
    shared: list[str] = []
    text = ooxml.sheet(ROWS, shared=shared)
    return ooxml.parts({"Leads": sheet or text}, shared=shared)


def _entities() -> dict[str, Callable[[], bytes]]:
    """Entities that grow tenfold nine times, in every part that is read; and one that is long."""
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    long = f'<!ENTITY a9 "{"ha" * 50_000}">'

    def of(part: str, declared: str, times: int) -> bytes:
        parts = _usual()
        text = str(parts[part]).replace("?>", f"?><!DOCTYPE x [{declared}]>", 1)
        for place in ("</t>", "</font>", "</Relationships>", "</row>", "</sheets>"):
            if place in text:
                text = text.replace(place, "&a9;" * times + place, 1)
                break
        return ooxml.zipped({**parts, part: text})

    found: dict[str, Callable[[], bytes]] = {}
    for part in _usual():
        if part.endswith((".xml", ".rels")) and part.startswith("xl/"):
            name = part.replace("/", "-").removesuffix(".xml").removesuffix(".rels")
            found[f"laughs-{name}.xlsx"] = lambda part=part: of(part, levels, 1)
    found["long-entity.xlsx"] = lambda: of("xl/sharedStrings.xml", long, 20_000)
    outside = '<!ENTITY a9 SYSTEM "file:///etc/passwd">'
    found["entity-of-a-file.xlsx"] = lambda: of("xl/sharedStrings.xml", outside, 1)

    def document() -> bytes:
        parts = ods.parts([ods.table(ROWS)])
        text = str(parts["content.xml"]).replace("?>", f"?><!DOCTYPE x [{levels}]>", 1)
        return ods.with_entry(parts, content_xml=text.replace("ann", "&a9;"))

    found["laughs.ods"] = document
    return found


def _packed() -> dict[str, Callable[[], bytes]]:
    """Parts that unpack to hundreds of megabytes, said or not said in the package."""
    head, tail = ooxml.sheet(ROWS).split("</sheetData>")
    row = '<row><c t="inlineStr"><is><t>filler</t></is></c></row>'

    def of(block: str, honest: bool) -> bytes:
        return _bomb(_usual(), "xl/worksheets/s1.xml", head, block, f"</sheetData>{tail}", honest)

    def table(honest: bool) -> bytes:
        return _bomb({}, "leads.csv", "id,name\n", "1,ann\n", "", honest)

    def strings(honest: bool) -> bytes:
        begin, end = str(_usual()["xl/sharedStrings.xml"]).split("</sst>")
        return _bomb(_usual(), "xl/sharedStrings.xml", begin, "<si><t>filler</t></si>",
                     f"</sst>{end}", honest)  # fmt: skip

    return {
        "packed-spaces.xlsx": lambda: of(" ", True),
        "packed-rows.xlsx": lambda: of(row, True),
        "packed-texts.xlsx": lambda: strings(True),
        "lying-spaces.xlsx": lambda: of(" ", False),
        "lying-rows.xlsx": lambda: of(row, False),
        "lying-texts.xlsx": lambda: strings(False),
        "packed-table.zip": lambda: table(True),
        "lying-table.zip": lambda: table(False),
    }


def _bomb(
    parts: Mapping[str, Content], name: str, head: str, block: str, tail: str, honest: bool
) -> bytes:
    """A package in which one part is a block repeated for hundreds of megabytes."""
    block = block * ((1 << 20) // len(block))
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    begin = pack.compress(head.encode()) + pack.flush(zlib.Z_FULL_FLUSH)
    pack.compress(block.encode())
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    once = pack.compress(block.encode()) + pack.flush(zlib.Z_FULL_FLUSH)
    end = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = begin + once * LARGE + end.compress(tail.encode()) + end.flush()
    size = len(head.encode()) + len(block) * LARGE + len(tail.encode())
    check = zlib.crc32(head.encode())
    for _ in range(LARGE):
        check = zlib.crc32(block.encode(), check)
    check = zlib.crc32(tail.encode(), check)
    entries = [(other, _stored(part)) for other, part in parts.items() if other != name]
    entries.append((name, (8, check, packed, size if honest else 4_000)))
    return _package(entries)


def _stored(part: Content) -> tuple[int, int, bytes, int]:
    data = part.encode() if isinstance(part, str) else part
    return 0, zlib.crc32(data), data, len(data)


def _package(entries: list[tuple[str, tuple[int, int, bytes, int]]]) -> bytes:
    """A package whose sizes are what they are said to be."""
    out, directory = b"", b""
    for name, (method, check, data, size) in entries:
        fields = struct.pack("<HHHHHIIIHH", 20, 0, method, 0, 33, check, len(data), size,
                             len(name), 0)  # fmt: skip
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + fields
        directory += struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + name.encode()
        out += b"PK\x03\x04" + fields + name.encode() + data
    end = struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(directory), len(out), 0)
    return out + directory + b"PK\x05\x06" + end


def _far() -> dict[str, Callable[[], bytes]]:
    """Cells far outside, and places that no sheet has."""
    head, tail = ooxml.sheet(ROWS).split("</sheetData>")

    def cell(row: str, place: str) -> bytes:
        text = f'{head}<row r="{row}"><c r="{place}"><v>1</v></c></row></sheetData>{tail}'
        return ooxml.zipped(_usual(text))

    repeated = ('<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
                'table:number-columns-repeated="16384" office:value-type="float" '
                'office:value="1"/></table:table-row>')  # fmt: skip
    corner = repeated.replace("1048576", "{}").replace("office:value", "x:value")
    end = ("<table:table-row>" + '<table:table-cell table:number-columns-repeated="16383"/>'
           + ods.cell("float", "1", "1") + "</table:table-row>")  # fmt: skip
    return {
        "far-corner.xlsx": lambda: cell("1048576", "XFD1048576"),
        "far-middle.xlsx": lambda: cell("600000", "CV600000"),
        "far-column.xlsx": lambda: cell("3", "XFD3"),
        "beyond-the-sheet.xlsx": lambda: cell("99999999", "A99999999"),
        "beyond-all.xlsx": lambda: cell("4294967295", "ZZZZZZ4294967295"),
        "row-zero.xlsx": lambda: cell("0", "A0"),
        "filled.ods": lambda: ods.document(ROWS, behind=repeated),
        "blank-then-far.ods": lambda: ods.document(ROWS, behind=corner.format("1048570") + end),
        "many-repeats.ods": lambda: ods.document(
            ROWS, behind=repeated.replace("1048576", "4000000000")
        ),
    }


def _counts() -> dict[str, Callable[[], bytes]]:
    """Numbers of things that are said and not there, or there without end."""

    def replaced(part: str, old_text: str, new: str) -> bytes:
        parts = _usual()
        return ooxml.zipped({**parts, part: str(parts[part]).replace(old_text, new, 1)})

    merged = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 200_000))
    many = {**_usual(), **{f"xl/media/{n}.bin": b"" for n in range(20_000)}}
    deep = "<a>" * 300_000 + "</a>" * 300_000
    sheets = _usual()
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(2, 20_000))
    stream = old.stream({"Leads": ROWS})
    wide = old.compound(
        stream.replace(
            old.record(0x200, struct.pack("<IIHHH", 0, 3, 0, 2, 0)),
            old.record(0x200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)),
        )
    )
    endless = old.compound(
        stream.replace(struct.pack("<II", 6, 6), struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF))
    )
    return {
        "texts-said-to-be-many.xlsx": lambda: replaced(
            "xl/sharedStrings.xml", "<sst ", '<sst count="4294967295" uniqueCount="4294967295" '),
        "many-merged.xlsx": lambda: ooxml.zipped(_usual(ooxml.sheet(
            ROWS, behind=f"<mergeCells>{merged}</mergeCells>"))),
        "many-parts.xlsx": lambda: ooxml.zipped(many),
        "deep.xlsx": lambda: ooxml.zipped(_usual(ooxml.sheet(ROWS, behind=deep))),
        "many-sheets.xlsx": lambda: ooxml.zipped({
            **sheets,
            "xl/workbook.xml": str(sheets["xl/workbook.xml"]).replace(
                "</sheets>", f"{listed}</sheets>")}),
        "loop.xlsx": lambda: replaced("xl/_rels/workbook.xml.rels", "worksheets/s1.xml",
                                      "../xl/workbook.xml"),
        "wide.xls": lambda: wide,
        "texts-said-to-be-many.xls": lambda: endless,
        "loop.xls": lambda: _looped(old.compound(stream)),
        "far.xlsb": lambda: _far_binary(),
        "texts-said-to-be-many.xlsb": lambda: binary.workbook({"Leads": ROWS}, stored=True).replace(
            struct.pack("<II", 6, 6), struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF)),
    }  # fmt: skip


def _looped(content: bytes) -> bytes:
    """A compound file whose first sector follows itself."""
    table = content.index(struct.pack("<II", 1, 2))
    return content[:table] + struct.pack("<I", 0) + content[table + 4 :]


def _far_binary() -> bytes:
    rows: list[tuple[object, ...]] = [*ROWS]
    content = binary.workbook({"Leads": rows}, stored=True)
    size = binary.record(148, struct.pack("<4I", 0, 2, 0, 1))
    return content.replace(size, binary.record(148, struct.pack("<4I", 0, 1048575, 0, 16383)))


def _texts() -> dict[str, Callable[[], bytes]]:
    """Texts without end."""
    return {
        "columns-without-end.csv": lambda: b"a," * 4_000_000 + b"\n1,2\n",
        "one-cell.csv": lambda: b"id,name\n1," + b"x" * 20_000_000 + b"\n2,b\n",
        "one-open-cell.csv": lambda: b'id,name\n1,"' + b"x\n" * 10_000_000,
        "quotes.csv": lambda: b"id,name\n" + b'"' * 8_000_001,
        "sep.csv": lambda: b"sep=" + b"," * 8_000_000,
        "escapes.csv": lambda: b'id,name\n"' + b'\\"' * 4_000_000 + b'",x\n',
        "no-text.csv": lambda: bytes(range(1, 256)) * 30_000,
    }  # fmt: skip
