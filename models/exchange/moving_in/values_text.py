"""The values of a list, however they stand apart: "VP; Director", "VP or Director"."""

from __future__ import annotations

import re

from models.exchange.moving_in.unclear import Unclear
from models.leads.text import clean
from models.leads.wording import quoted

_QUOTES = (("\u201c", "\u201d"), ('"', '"'), ("'", "'"), ("\u201e", "\u201c"))
_BESIDE = re.compile(r".+ \((.*[,;/].*)\)")
_LISTED = re.compile(r"([\u201c\"][^\u201c\u201d\"]+[\u201d\"])(?:,? or |,? and |, ?|; ?|$)")
_COMMA = r",(?!(?<=[0-9],)[0-9])(?: or )?"
"""A comma between digits belongs to a number."""


def listed_values(text: str, *, commas: bool) -> tuple[str, ...]:
    """The values of a list, by the first separator that it has. Raises Unclear."""
    beside = _BESIDE.fullmatch(text) if commas else None
    if beside is not None:  # "C-level (CEO, CMO)" is no value that a lead has
        examples = "; ".join(clean(part) for part in re.split("[,;/]", beside[1]))
        raise Unclear(
            f"{quoted(text)} explains values in parentheses instead of naming them.",
            f"Write them as a list, such as {quoted(examples, 80)}.",
        )
    found = [part[1] for part in _LISTED.finditer(text)]
    if len(found) > 1 and "".join(part[0] for part in _LISTED.finditer(text)) == text:
        return tuple(dict.fromkeys(map(unquoted, found)))
    for separator in (";", r"\|", " / ", *((_COMMA,) if commas else ()), " or "):
        parts = [unquoted(clean(part)) for part in re.split(separator, text)]
        values = tuple(dict.fromkeys(part for part in parts if part))
        if len(parts) > 1 and values:
            return values
    return (unquoted(text),)


def unquoted(text: str) -> str:
    """A value without the quotation marks around it."""
    for first, last in _QUOTES:
        if len(text) > 2 and text.startswith(first) and text.endswith(last):
            return text[1:-1].strip()
    return text
