"""Words of PMML: elements, texts that XML can hold, patterns, and numbers worked out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

BETWEEN = "\n"
"""Stands before, between and after the values of a field with several; no value holds it."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def in_xml(text: str) -> str:
    """The text as XML can hold it: U+FFFD stands for controls and halves of signs."""
    return _NOT_XML.sub("\ufffd", text)


def fits_xml(text: str) -> bool:
    """Whether XML can hold the text as it is."""
    return _NOT_XML.search(text) is None


def element(
    tag: str, inner: Sequence[Element] = (), text: str = "", **attributes: str | int
) -> Element:
    """An element with its attributes and what stands in it."""
    made = Element(tag, {name: in_xml(str(value)) for name, value in attributes.items()})
    made.extend(inner)
    if text:
        made.text = in_xml(text)
    return made


def pattern(texts: Sequence[str], before: str = "", after: str = "") -> str:
    """A regular expression that finds one of these texts, literally.

    Signs of ASCII that are no letters and digits stand as their number: none of them means
    anything to the expression, and none is a sign of XML, at which an engine cuts a text. It cuts
    at signs beyond the first plane too.
    """
    return f"{before}(?:{'|'.join(map(_literal, texts))}){after}"


def _literal(text: str) -> str:
    return "".join(map(_sign, text))


def _sign(sign: str) -> str:
    place = ord(sign)
    if place > 0xFFFF:
        return f"\\x{{{place:x}}}"
    return sign if sign.isalnum() or place > 0x7F else f"\\x{place:02x}"


def number(value: float) -> str:
    """A number that reads back the same; there is one zero."""
    return repr(value + 0)


def constant(value: float) -> Element:
    """A number; all are doubles, since some engines divide whole numbers as whole numbers."""
    return element("Constant", text=number(value), dataType="double")


def reference(field: str) -> Element:
    """The value of a field."""
    return element("FieldRef", field=field)


def apply(function: str, *arguments: Element) -> Element:
    """A function of its arguments."""
    return element("Apply", arguments, function=function)


def within(value: Element, least: int | None, most: int | None) -> Element:
    """The value, moved between two ends; None is an open end."""
    if least is not None:
        value = apply("max", value, constant(least))
    return value if most is None else apply("min", value, constant(most))


def hundredths(product: Element) -> Element:
    """floor((product + 50) / 100)."""
    return apply("floor", apply("/", apply("+", product, constant(50)), constant(100)))


def computed(name: str, value: Element) -> Element:
    """A number that is worked out of fields and can be referred to by name."""
    return element("DerivedField", [value], name=name, optype="continuous", dataType="double")
