"""Derived fields: what a model makes of the fields of a lead before its rules read them. Values.

A derived field may read a field of the leads or an earlier derived one (semantics 19). Within a
model a derived field hides a field of the leads that has its name, so that a new column in next
month's file never changes what the model means.

A *word* of a title is a run of signs without any of `SEPARATORS`, which is a fixed list and not a
property of Unicode, so that a target can reproduce it by a translation of signs and no tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from models.leads.fields import Kind
from models.leads.free_mail import FREE_MAIL_VERSION
from models.leads.title_words import DEPARTMENT, SENIORITY, TitleWord

What = Literal["seniority", "department"]

BUILT_IN: dict[What, tuple[TitleWord, ...]] = {"seniority": SENIORITY, "department": DEPARTMENT}

SEPARATORS = (
    " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
    "\u00a1\u00a6\u00a7\u00a9\u00ab\u00ac\u00ae\u00b0\u00b1\u00b4\u00b6\u00b7\u00b8\u00bb\u00bf"
    "\u00d7\u00f7"
    "\u2010\u2011\u2012\u2013\u2014\u2015\u2018\u2019\u201a\u201c\u201d\u201e\u2020\u2021\u2022"
    "\u2026\u2039\u203a\u2044\u2122\u2212"
    "\u3001\u3002\u300a\u300b\u300c\u300d\u3010\u3011\u30fb"
    "\uff01\uff06\uff08\uff09\uff0c\uff0d\uff0e\uff0f\uff1a\uff1b\uff5c"
)
"""The signs between words, each as good as a space."""


@dataclass(frozen=True)
class EmailDomain:
    """Text: the key of what stands after the last @; blank without an @ or with nothing after."""

    name: str
    field: str


@dataclass(frozen=True)
class FreeMail:
    """Yes or no: whether the domain of an e-mail is a free-mail host; blank without a domain.

    `version` names a list of `free_mail.FREE_MAIL`; `also` are hosts that the user added.
    """

    name: str
    field: str
    version: str = FREE_MAIL_VERSION
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class FromTitle:
    """Text: the value of the first line of which any word or phrase stands in the title.

    Compared by key, whole words only: a phrase is words that follow each other. No line fits:
    blank. `table` None is the built-in table; files always write it out, so a model keeps the
    one it was made with.
    """

    name: str
    field: str
    what: What = "seniority"
    table: tuple[TitleWord, ...] | None = None

    def __post_init__(self) -> None:
        if self.table == BUILT_IN[self.what]:  # one value for one meaning
            object.__setattr__(self, "table", None)

    @property
    def lines(self) -> tuple[TitleWord, ...]:
        """The table that counts, whichever it is."""
        return BUILT_IN[self.what] if self.table is None else self.table


@dataclass(frozen=True)
class LookUp:
    """Text: the right side of the first row whose left side is the field, by key.

    What is not listed gives `otherwise`. A blank stays blank unless "" is listed on the left.
    """

    name: str
    field: str
    table: tuple[tuple[str, str], ...] = ()
    otherwise: str = ""


@dataclass(frozen=True)
class DaysBetween:
    """Number: the day of `end` less the day of `start`; blank if one of them is."""

    name: str
    start: str
    end: str


Derived = EmailDomain | FreeMail | FromTitle | LookUp | DaysBetween


def reads(derived: Derived) -> tuple[str, ...]:
    """The names of the fields that a derived field is made of, each once."""
    if isinstance(derived, DaysBetween):
        return tuple(dict.fromkeys((derived.start, derived.end)))
    return (derived.field,)


def kind_read(derived: Derived) -> Kind:
    """The kind that the fields it is made of must have; one of another kind gives blank."""
    return Kind.DATE if isinstance(derived, DaysBetween) else Kind.TEXT


def kind_of(derived: Derived) -> Kind:
    """The kind of what it gives."""
    match derived:
        case DaysBetween():
            return Kind.NUMBER
        case FreeMail():
            return Kind.YES_NO
        case EmailDomain() | FromTitle() | LookUp():
            return Kind.TEXT


def without(derived: Sequence[Derived], name: str) -> tuple[Derived, ...]:
    """The list without the derived field of exactly that name."""
    return tuple(item for item in derived if item.name != name)
