"""A derived field of one lead, slowly and plainly, straight from semantics 13 and 19.

Shares the values and the word tables with the engine, and no code.
"""

from __future__ import annotations

from collections.abc import Callable

from models.leads.derived_fields import (
    SEPARATORS,
    DaysBetween,
    Derived,
    EmailDomain,
    FreeMail,
    FromTitle,
    LookUp,
)
from models.leads.fields import Kind
from models.leads.free_mail import FREE_MAIL
from models.scoring.reference.cells import Read, cleaned, key_of

FieldOf = Callable[[str], tuple[Kind, Read] | None]
"""The kind and the value of a field by its name; None where the lead does not have it."""


def derived_value(derived: Derived, field_of: FieldOf) -> tuple[Kind, Read]:
    """The kind and the value of a derived field."""
    match derived:
        case EmailDomain(_, name):
            return Kind.TEXT, domain_of(_text(field_of, name))
        case FreeMail(_, name, version, also):
            domain = domain_of(_text(field_of, name))
            if domain is None:
                return Kind.YES_NO, None
            listed = domain in FREE_MAIL[version]
            return Kind.YES_NO, listed or domain in [key_of(cleaned(host)) for host in also]
        case FromTitle(_, name):
            return Kind.TEXT, _from_title(derived, _text(field_of, name))
        case LookUp(_, name):
            field = field_of(name)
            if field is not None and field[0] is not Kind.TEXT:
                return Kind.TEXT, None
            return Kind.TEXT, _looked_up(derived, _text(field_of, name))
        case DaysBetween(_, start, end):
            first, last = field_of(start), field_of(end)
            if first is None or last is None:
                return Kind.NUMBER, None
            if first[0] is not Kind.DATE or last[0] is not Kind.DATE:
                return Kind.NUMBER, None
            if first[1] is None or last[1] is None:
                return Kind.NUMBER, None
            return Kind.NUMBER, float(int(last[1]) - int(first[1]))  # type: ignore[arg-type]


def _text(field_of: FieldOf, name: str) -> str | None:
    field = field_of(name)
    if field is None or field[0] is not Kind.TEXT:
        return None
    return field[1] if isinstance(field[1], str) else None


def domain_of(email: str | None) -> str | None:
    """What stands after the last @, by key."""
    if email is None:
        return None
    tail = None
    for sign in email:
        if sign == "@":
            tail = ""
        elif tail is not None:
            tail += sign
    return None if tail is None else key_of(cleaned(tail)) or None


def _words(text: str) -> list[str]:
    words = [""]
    for sign in key_of(cleaned(text)):
        if sign in SEPARATORS:
            words.append("")
        else:
            words[-1] += sign
    return [word for word in words if word != ""]


def _from_title(derived: FromTitle, title: str | None) -> str | None:
    if title is None:
        return None
    has = _words(title)
    for line in derived.lines:
        for phrase in line.words:
            wanted = _words(phrase)
            for place in range(len(has)):
                if wanted and has[place : place + len(wanted)] == wanted:
                    return cleaned(line.value) or None
    return None


def _looked_up(derived: LookUp, value: str | None) -> str | None:
    wanted = "" if value is None else key_of(value)
    for left, right in derived.table:
        if key_of(cleaned(left)) == wanted:
            return cleaned(right) or None
    return None if value is None else cleaned(derived.otherwise) or None
