"""Leads made of the cells that break scoring engines, read by recipes that differ per field."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st

from models.leads.fields import DateOrder, Input, Kind, Role
from models.leads.raw import Cell

T = TypeVar("T")
AS_OF = date(2024, 3, 15)
SPANS = (0, 1, 7, 30, 90)
"""Ages at which rules begin and end; leads stand on them and a day beside them."""


class Chooser(Protocol):
    """Where choices come from: a seeded generator, or Hypothesis, which can shrink them."""

    def pick(self, items: Sequence[T]) -> T: ...

    def whole(self, low: int, high: int) -> int: ...


class Seeded:
    """Choices of a seeded generator."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def pick(self, items: Sequence[T]) -> T:
        return items[self.random.randrange(len(items))]

    def whole(self, low: int, high: int) -> int:
        return self.random.randint(low, high)


class Drawn:
    """Choices of Hypothesis."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def pick(self, items: Sequence[T]) -> T:
        return self.draw(st.sampled_from(items))

    def whole(self, low: int, high: int) -> int:
        return self.draw(st.integers(low, high))


def chance(choose: Chooser, percent: int) -> bool:
    """True in so many of a hundred cases."""
    return choose.whole(1, 100) > 100 - percent


def favoured(choose: Chooser, pool: Sequence[T]) -> T:
    """One of the pool; half of the time one of its first, so that rules and leads meet."""
    return choose.pick(pool[:12] if chance(choose, 50) else pool)


TITLE, COUNTRY, POSITION = "Job title", "Land", "Position"
SIZE, REVENUE = "Employees", "Umsatz"
DEMO, CONSENT = "Demo", "Opt-in"
CREATED, SEEN, BOOKED, WON = "Created", "Zuletzt gesehen", "Booked", "Won"
MAIL = "E-mail"
INTERESTS, TAGS = "Interests", "Tags"
GONE = "Gone"

INPUTS = (
    Input(TITLE),
    Input(
        COUNTRY,
        blank=("N/A", "-", "Unbekannt"),
        spellings=(
            ("FRAN\u00c7AIS", " France\u00a0"),
            ("france", "never, since it is no second look-up"),
            ("unbekannt", "Germany"),
            ("UNBEKANNT", "the first holds"),
            ("izmir", "N/A"),
        ),
    ),
    Input(POSITION, aliases=("Role",)),
    Input(SIZE, Kind.NUMBER, spellings=(("ten", "10"), ("1e5", "ten"), ("1.5", "20"))),
    Input(
        REVENUE,
        Kind.NUMBER,
        decimal=",",
        thousands=".",
        ornaments=("\u20ac", "%", "()"),
        spellings=(("12.34", "1.234,5"), ("10", "\u20ac 10,5")),
    ),
    Input(DEMO, Kind.YES_NO, spellings=(("maybe", "Yes"), ("TRUE", "no"))),
    Input(CONSENT, Kind.YES_NO, yes=("Ja", "J"), no=("Nein", "\u00d8"), blank=("?",)),
    Input(CREATED, Kind.DATE, Role.CREATED),
    Input(
        SEEN,
        Kind.DATE,
        date_order=DateOrder.DMY,
        spellings=(("soon", "14.03.2024"), ("2024-03-15", "")),
    ),
    Input(BOOKED, Kind.DATE, date_order=DateOrder.MDY, event=True),
    Input(WON, Kind.DATE, Role.OUTCOME_DATE),
    Input(MAIL),
    Input(INTERESTS, Kind.MULTIPLE),
    Input(
        TAGS,
        Kind.MULTIPLE,
        separator="\n",
        blank=("none",),
        spellings=(("WEBINAR", "C++"), ("b", "none"), ("None", "a"), ("e-book\na", "never cut")),
    ),
)
HEADERS = {POSITION: "ROLE\u00a0"}
"""Headers that are not the input's name."""

TEXTS = (
    "VP Sales",
    "vp  sales",
    "\u00a0VP\u2003Sales\u200b",
    "istanbul",
    "\u0130STANBUL",
    "\u0131stanbul",
    "ISTANBUL",
    "\u03bf\u03b4\u03cc\u03c2",
    "\u039f\u0394\u038c\u03a3",
    "\u03bf\u03b4\u03cc\u03c3",
    "Stra\u00dfe",
    "STRASSE",
    "STRA\u1e9eE",
    "caf\u00e9",
    "CAFE\u0301",
    "cafe",
    "u\u0308ber",
    "\u00dcBER",
    "C++",
    "c",
    "100%",
    "1000",
    "a_b",
    "acb",
    "O'Neil",
    "O\u2019Neil",
    'say "hi"',
    "back\\slash",
    "=1+1",
    "007",
    "7",
    "1e5",
    "TRUE",
    "null",
    "N/A",
    "-",
    "1/2",
    "\ud83d\ude00 team",
    "\U0001f469\u200d\U0001f4bb dev",
    "\uff21\uff22\uff23",
    "soft\u00adhyphen",
    "\ufb01nance",
    "line\nbreak",
    "tab\tstop",
    "x" * 300,
)
COUNTRIES = (
    "Germany",
    "GERMANY ",
    "France",
    "fran\u00e7ais",
    "\u0130zmir",
    "N/A",
    "n/a",
    "Unbekannt",
)
MAILS = (
    "ann@example.org",
    "BOB@Example.org ",
    "c@gmail.com",
    "d@GMX.de",
    "e@x@\u0130zmir.tr",
    "no address",
    "f@",
    "@\u00a0example.org",
    "g@mail.example.org",
)
NUMBERS = (
    "0", "-0", "0.0", "5", "007", "10", "10.0", " 10 ", "10\u00a0", "1e1", "+10", "\u221210", "-10",
    "9.99999999999999", "9.9999999999999999", "10.0000000000001", "20", "50", "49.5", "100",
    "0.3", "0.29999999999999", "0.30000000000000004", ".3", "3e-1", "5.", "1e5", "100000", "1e308",
    "1e309", "-1e309", "1e-400", "NaN", "inf", "Infinity", "TRUE", "0x10", "1_000",
    "\u0663", "\u00b2", "--3", "ten", "1,5", "1 000", "100000000000002.5", "100000000000003.5",
    "9007199254740993", "2.5000000000000005",
)  # fmt: skip
EURO_NUMBERS = (
    "1.234,5", "1234,5", "1.234", "1234", "1,5", "1.5", "12.34", "0,3", "0,29999999999999",
    "\u20ac 10", "10 \u20ac", "-\u20ac10", "10%", "10,0", "-10", "\u22121.000", "1.00.000",
    "1.000.000", "50,", ",5", "NaN", "5 $", "(10)", "(\u20ac 1.000)",
)  # fmt: skip
YES_NO = (
    "yes",
    "YES",
    "y",
    "no",
    "No",
    "n",
    "true",
    "FALSE",
    "1",
    "0",
    "x",
    "maybe",
    "ja",
    "s\u00ed",
    "2",
)
JA_NEIN = ("Ja", "JA ", "j", "nein", "Nein", "\u00f8", "yes", "no", "?", "1")
VALUES = (
    "Webinar",
    "webinar",
    "E-Book",
    "Caf\u00e9",
    "\u0130zmir",
    "none",
    "C++",
    "a",
    "A",
    "b",
    " ",
)
OTHER_DATES = (
    "soon", "2024-02-30", "2024-02-29", "0000-00-00", "1899-12-31", "9999-12-31", "2024-13-01",
    "01.01.1970", "2023-02-29", "20240229", "29 Feb 2024", "Feb 30, 2024", "2024-03-15 25:00",
    "45366",
    "2024-03-10T02:30:00-05:00", "2024-03-31 02:30", "March 15th, 2024", "Fri, 15 Mar 2024",
)  # fmt: skip
TIMES = (
    "", "", "", " 00:00", "T23:59:59", "T23:30:00Z", " 00:15:00+02:00", " 11:30 PM", " 12:10 am",
    "T23:59:59.999-0800", " 22:45 +0530", "T00:00:00Z",
)  # fmt: skip


def nasty_day(choose: Chooser, order: DateOrder, base: date = AS_OF, odd: int = 15) -> str:
    """A day on, or one beside, an end of a span, in the past or the future, with a time or not.

    `base`: the day that spans are counted from; `odd`: how many of a hundred are no such day.
    """
    if chance(choose, odd):
        return choose.pick(OTHER_DATES)
    age = choose.pick(SPANS) * (-1 if chance(choose, 25) else 1) + choose.pick((-1, 0, 0, 1))
    day = base - timedelta(days=age)
    forms = {
        DateOrder.YMD: ("{y}-{m:02}-{d:02}", "{y}/{m}/{d}", "{y}{m:02}{d:02}"),
        DateOrder.DMY: ("{d:02}.{m:02}.{y}", "{d}/{m}/{y}", "{y}-{m:02}-{d:02}", "{d}. {m}. {y}"),
        DateOrder.MDY: ("{m:02}/{d:02}/{y}", "{m}-{d}-{y}", "{y}-{m:02}-{d:02}"),
    }
    form = choose.pick(forms[order])
    text = form.format(y=day.year, m=day.month, d=day.day)
    return text + choose.pick(TIMES)


def nasty_cell(choose: Chooser, item: Input) -> tuple[str, Cell]:
    """A cell for an input: what it is made of depends on the kind, now and then on another's."""
    if chance(choose, 15):
        return choose.pick(("", "", "", " ", "\u00a0\u200b")), Cell.TEXT
    if chance(choose, 2):
        return choose.pick((("#N/A", Cell.ERROR), ("2024-03-15", Cell.DATE), ("1.5", Cell.NUMBER)))
    texts: Sequence[str] = TEXTS
    match item.kind:
        case Kind.NUMBER if item.name == REVENUE:
            if chance(choose, 20):
                return choose.pick(("1234.5", "10", "1.5", "-10", "1.234")), Cell.NUMBER
            texts = EURO_NUMBERS
        case Kind.NUMBER:
            texts = NUMBERS
        case Kind.YES_NO:
            if chance(choose, 10):
                return choose.pick(("true", "false")), Cell.YES_NO
            texts = JA_NEIN if item.name == CONSENT else YES_NO
        case Kind.DATE:
            return nasty_day(choose, item.date_order), Cell.TEXT
        case Kind.MULTIPLE:
            parts = [choose.pick(VALUES) for _ in range(choose.whole(1, 4))]
            return item.separator.join(parts), Cell.TEXT
        case _ if item.name in (COUNTRY, MAIL):
            texts = COUNTRIES if item.name == COUNTRY else MAILS
    return favoured(choose, texts), Cell.TEXT


def nasty_lead(choose: Chooser) -> tuple[dict[str, str], dict[str, Cell]]:
    """The cells of a lead by header, and what a spreadsheet said of them."""
    cells: dict[str, str] = {}
    kinds: dict[str, Cell] = {}
    for item in INPUTS:
        header = HEADERS.get(item.name, item.name)
        cells[header], kinds[header] = nasty_cell(choose, item)
    return cells, kinds


def nasty_leads(seed: int, count: int) -> tuple[list[dict[str, str]], list[dict[str, Any]]]:
    """Many of them."""
    choose = Seeded(seed)
    found = [nasty_lead(choose) for _ in range(count)]
    return [cells for cells, _ in found], [kinds for _, kinds in found]
