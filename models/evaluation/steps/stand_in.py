"""Texts that stand in for a value of somebody else, such as an address, where a step is tried.

What a step promises is tried with a value that some lead has. Where such values name one lead
each, a text without that lead in it does the same for the rules: the first of these that does.
"""

from __future__ import annotations

from collections.abc import Iterator

NOBODY = "someone@example.com"
MOST = 40
"""So many characters at the start or the end are kept at most."""


def stand_ins(text: str) -> Iterator[str]:
    """What may stand in for a text, the least like it first; never the text itself."""
    _who, at, domain = text.rpartition("@")
    first = [NOBODY, *(f"someone@{tail}" for tail in (*_tails(domain), domain))]
    masked = _masked(text)
    heads = (text[:many] + masked[many:] for many in range(min(len(text), MOST)))
    seen = {text, ""}
    for made in (*(first if at else ()), "example", *heads, *_tails(text)):
        if made not in seen:
            seen.add(made)
            yield made


def _tails(text: str) -> Iterator[str]:
    """The text with more and more of its end as it is."""
    masked = _masked(text)
    for many in range(min(len(text), MOST)):
        yield masked[: len(text) - many] + text[len(text) - many :]


def _masked(text: str) -> str:
    """Letters are x, digits 0; all else, which a rule may look for, stays."""
    return "".join("x" if one.isalpha() else "0" if one.isdigit() else one for one in text)
