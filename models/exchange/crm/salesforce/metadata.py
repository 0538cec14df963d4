"""Fields as Salesforce's metadata: one file for each, as a project of its command line has them.

Written by the page CustomField of the Metadata API.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from models.exchange.cells import encodable
from models.exchange.crm.salesforce.reads import Field

ENDING = ".field-meta.xml"
_MOST_ABOUT = 1_000


def field_xml(field: Field, written_by: str) -> bytes:
    """The metadata of a field."""
    about = f"{field.about} ({written_by})"
    if len(about) > _MOST_ABOUT:
        about = about[: _MOST_ABOUT - 1] + "\u2026"
    formula = "" if field.stored else field.formula
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<CustomField xmlns="http://soap.sforce.com/2006/04/metadata">',
        _tag("fullName", field.name),
        _tag("description", about),
    ]
    if formula:
        lines += [_tag("formula", formula), _tag("formulaTreatBlanksAs", "BlankAsBlank")]
    lines.append(_tag("label", field.label))
    if field.kind == "Text" and not formula:
        lines.append(_tag("length", "255"))
    number = field.kind == "Number"
    if number:
        lines.append(_tag("precision", "18"))
    if field.kind != "Checkbox":
        lines.append(_tag("required", "false"))
    if number:
        lines.append(_tag("scale", "3" if field.decimals else "0"))
    lines += [_tag("type", field.kind), "</CustomField>"]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _tag(name: str, text: str) -> str:
    return f"    <{name}>{escape(encodable(text))}</{name}>"
