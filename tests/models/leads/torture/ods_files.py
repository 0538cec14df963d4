"""OpenDocument sheets (.ods) written by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from html import escape

from tests.models.leads.torture.packages import Content, Xml, zipped

KIND = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("manifest", "manifest"),
        ("calcext", "calcext"), ("style", "style"), ("number", "datastyle"),
    )
)  # fmt: skip


def cell(kind: str, value: str, shown: str, attribute: str = "value") -> Xml:
    """A cell with a value of a kind, and what is shown of it."""
    return Xml(
        f'<table:table-cell office:value-type="{kind}" office:{attribute}="{value}">'
        f"<text:p>{escape(shown)}</text:p></table:table-cell>"
    )


def text_cell(inside: str) -> Xml:
    """A text cell with its paragraphs as they are to stand in the part."""
    return Xml(f'<table:table-cell office:value-type="string">{inside}</table:table-cell>')


def _cell(value: object) -> str:
    if isinstance(value, Xml):
        return value
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, bool):
        return cell("boolean", str(value).lower(), str(value).upper(), "boolean-value")
    if isinstance(value, datetime):
        return cell("date", value.isoformat(), str(value), "date-value")
    if isinstance(value, date):
        return cell("date", value.isoformat(), f"{value:%d.%m.%y}", "date-value")
    if isinstance(value, int | float):
        return cell("float", repr(value), f"{value:.1f}")
    paragraphs = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in str(value).split("\n"))
    return text_cell(paragraphs)


def _spaced(line: str) -> str:
    """Spaces at the edges are written as marks, as they would be lost otherwise."""
    inside = line.strip(" ")
    before = len(line) - len(line.lstrip(" "))
    behind = len(line) - len(inside) - before if inside else 0
    mark = '<text:s text:c="{}"/>'
    return (
        (mark.format(before) if before else "")
        + escape(inside, quote=False)
        + (mark.format(behind) if behind else "")
    )


def table(rows: Sequence[Sequence[object]], name: str = "Leads", behind: str = "") -> str:
    """A table; `behind` is more of its XML."""
    lines = "".join(
        f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows
    )
    return f'<table:table table:name="{escape(name)}">{lines}{behind}</table:table>'


def content(tables: Sequence[str], styles: str = "") -> str:
    """The part that holds the tables."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def parts(tables: Sequence[str], styles: str = "", entry: str = "") -> dict[str, Content]:
    """The parts of an .ods; `entry` stands in the manifest below its content."""
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}">{inside}'
        "</manifest:file-entry>"
        for path, kind, inside in (("/", KIND, ""), ("content.xml", "text/xml", entry))
    )
    return {
        "mimetype": KIND,
        "content.xml": content(tables, styles),
        "META-INF/manifest.xml": f"<manifest:manifest {_NAMES}>{listed}</manifest:manifest>",
    }


def document(rows: Sequence[Sequence[object]], behind: str = "") -> bytes:
    """An .ods of one table."""
    return zipped(parts([table(rows, behind=behind)]))


def with_entry(entries: Mapping[str, Content], **changed: Content) -> bytes:
    """The package with some parts replaced; "_" stands for the dot in their names."""
    return zipped({**entries, **{name.replace("_", "."): part for name, part in changed.items()}})
