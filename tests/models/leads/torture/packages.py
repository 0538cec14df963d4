"""Workbooks written by hand: the parts of an .xlsx or .ods, so that any of them can be wrong."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

GENERAL, DAY, TIME_OF_DAY, ZIP, SHARE, MONEY, CLOCK, HOURS, OWN_DAY = range(9)
"""Styles of cells in `styles()`."""

Content = str | bytes


class Xml(str):
    """The inside of a cell, or a whole cell, as it is to stand in the part."""


def letters(column: int) -> str:
    """The letters of a column that is counted from 0."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def number(value: float, style: int = GENERAL) -> Xml:
    """A number, shown by a style."""
    return Xml(f'<c r="@" s="{style}"><v>{value!r}</v></c>')


def formula(text: str, stored: str | None, kind: str = "n") -> Xml:
    """A formula with its stored result, if it has one."""
    result = "" if stored is None else f"<v>{escape(stored)}</v>"
    return Xml(f'<c r="@" t="{kind}"><f>{escape(text)}</f>{result}</c>')


def error(text: str) -> Xml:
    """A cell that holds an error."""
    return Xml(f'<c r="@" t="e"><v>{text}</v></c>')


def sheet(
    rows: Sequence[Sequence[object]],
    *,
    shared: list[str] | None = None,
    places: bool = True,
    dimension: str = "",
    behind: str = "",
    prefix: str = "",
    namespace: str = MAIN,
    attributes: Mapping[int, str] | None = None,
) -> str:
    """A sheet's part. Texts are inline unless `shared` collects them; None is no cell at all."""
    lines = []
    for row, values in enumerate(rows, start=1):
        cells = [
            _cell(value, f"{letters(column)}{row}" if places else "", shared)
            for column, value in enumerate(values)
            if value is not None
        ]
        place = f' r="{row}"' if places else ""
        extra = (attributes or {}).get(row, "")
        lines.append(f"<row{place}{extra}>{''.join(cells)}</row>")
    size = f'<dimension ref="{dimension}"/>' if dimension else ""
    text = (
        f'<worksheet xmlns="{namespace}">{size}<sheetData>{"".join(lines)}</sheetData>'
        f"{behind}</worksheet>"
    )
    if prefix:
        text = text.replace("</", f"</{prefix}:").replace("<", f"<{prefix}:")
        text = text.replace(f"<{prefix}:/{prefix}:", f"</{prefix}:").replace(
            "xmlns=", f"xmlns:{prefix}="
        )
    return _HEAD + text


def _cell(value: object, place: str, shared: list[str] | None) -> str:
    where = f' r="{place}"' if place else ""
    if isinstance(value, Xml):
        return value.replace(' r="@"', where)
    if isinstance(value, bool):
        return f'<c{where} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f"<c{where}><v>{value!r}</v></c>"
    text = _text(str(value))
    if shared is None:
        return f'<c{where} t="inlineStr"><is>{text}</is></c>'
    if text not in shared:
        shared.append(text)
    return f'<c{where} t="s"><v>{shared.index(text)}</v></c>'


def _text(text: str) -> str:
    inside = escape(text, quote=False).replace("\r", "&#13;")
    return f'<t xml:space="preserve">{inside}</t>'


def strings(shared: Sequence[str]) -> str:
    """The part of shared texts."""
    items = "".join(f"<si>{text}</si>" for text in shared)
    return f'{_HEAD}<sst xmlns="{MAIN}">{items}</sst>'


def styles() -> str:
    """The part of styles: one for each of the constants above."""
    formats = {164: "00000", 165: "#,##0.00&quot; €&quot;", 166: "[h]:mm:ss", 167: "d. mmmm yyyy"}
    ids = (0, 14, 22, 164, 10, 165, 21, 166, 167)
    own = "".join(f'<numFmt numFmtId="{n}" formatCode="{code}"/>' for n, code in formats.items())
    used = "".join(
        f'<xf numFmtId="{n}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for n in ids
    )
    return (
        f'{_HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="{len(formats)}">{own}</numFmts>'
        '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="{len(ids)}">{used}</cellXfs></styleSheet>'
    )


def parts(
    sheets: Mapping[str, str],
    *,
    shared: Sequence[str] = (),
    hidden: Mapping[str, str] | None = None,
    since_1904: bool = False,
    namespace: str = MAIN,
    office: str = OFFICE,
) -> dict[str, Content]:
    """The parts of an .xlsx of these sheets."""
    listed, relations = [], []
    found: dict[str, Content] = {}
    for place, (name, text) in enumerate(sheets.items(), start=1):
        state = (hidden or {}).get(name)
        listed.append(
            f'<sheet name="{escape(name)}" sheetId="{place}"'
            + (f' state="{state}"' if state else "")
            + f' r:id="rId{place}"/>'
        )
        relations.append(
            _relation(f"rId{place}", f"{office}/worksheet", f"worksheets/s{place}.xml")
        )
        found[f"xl/worksheets/s{place}.xml"] = text
    relations.append(_relation("rId900", f"{office}/styles", "styles.xml"))
    found["xl/styles.xml"] = styles()
    if shared:
        relations.append(_relation("rId901", f"{office}/sharedStrings", "sharedStrings.xml"))
        found["xl/sharedStrings.xml"] = strings(shared)
    system = '<workbookPr date1904="1"/>' if since_1904 else "<workbookPr/>"
    book = (
        f'{_HEAD}<workbook xmlns="{namespace}" xmlns:r="{office}">{system}'
        f"<sheets>{''.join(listed)}</sheets></workbook>"
    )
    return {
        "[Content_Types].xml": _types(found),
        "_rels/.rels": _relations(
            [_relation("rId1", f"{office}/officeDocument", "xl/workbook.xml")]
        ),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": _relations(relations),
        **found,
    }


def _types(found: Mapping[str, Content]) -> str:
    kinds = {"xl/styles.xml": "styles", "xl/sharedStrings.xml": "sharedStrings"}
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{base}.{kinds.get(name, "worksheet")}+xml"/>'
        for name in found
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{base}.sheet.main+xml"/>'
        f"{overrides}</Types>"
    )


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'


def _relations(found: Sequence[str]) -> str:
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(found)}</Relationships>'
    )


def zipped(content: Mapping[str, Content], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as package:
        for name, data in content.items():
            package.writestr(zipfile.ZipInfo(name), data, compression)
    return out.getvalue()


def workbook(rows: Sequence[Sequence[object]], name: str = "Leads", **options: object) -> bytes:
    """An .xlsx of one sheet with shared texts."""
    shared: list[str] = []
    text = sheet(rows, shared=shared, **options)  # type: ignore[arg-type]
    return zipped(parts({name: text}, shared=shared))
