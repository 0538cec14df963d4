"""Whether a column holds dates, and in which order they are written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC

from models.leads.dates import read_day
from models.leads.fields import DateOrder, Input, Kind
from models.leads.guessing.look import Guess, Look
from models.leads.guessing.numbers import ENOUGH
from models.leads.guessing.shapes import date_shape, day_and_month, words_of
from models.leads.text import clean
from models.leads.wording import count_of

WORDS = {
    DateOrder.YMD: "year first",
    DateOrder.DMY: "day first",
    DateOrder.MDY: "month first",
}


DATE_WORDS = frozenset(
    "date dates day created closed modified updated datum fecha dato birthday birthdate since "
    "timestamp createdate closedate createdon modifiedon deadline".split()
)
"""Words of a header that say that its numbers may be days."""


@dataclass(frozen=True)
class _Orders:
    """Rows with a first number above 12 (the day is first), and with a second above 12."""

    day_first: int
    month_first: int


def guess_date(look: Look, item: Input) -> Guess | None:
    """A date field with its order proved or asked for; None where too few cells are dates."""
    families: Counter[str] = Counter(compact=_compact(look, item.name))
    separators: Counter[str] = Counter()
    half = False
    for pattern, count in look.patterns.items():
        shape = date_shape(pattern)
        if shape is not None:
            families[shape.family] += count
            half |= shape.half
            if shape.separator:
                separators[shape.separator] += count
    if not families or families.total() < ENOUGH * look.counted:
        return None
    item = replace(item, kind=Kind.DATE, blank=tuple(sorted(look.placeholders)))
    if families["compact"]:
        return Guess(item, "dates in eight digits, year first")
    if not families["numeric"]:
        by_name = families["month name"] > families["year first"]
        return Guess(item, "dates with month names" if by_name else "dates, year first")
    orders = _orders(look)
    if orders.day_first or orders.month_first:
        return _proved(item, orders)
    return _open(item, separators, half)


def _proved(item: Input, orders: _Orders) -> Guess:
    if orders.day_first >= orders.month_first:
        order, cells, against, which = DateOrder.DMY, orders.day_first, orders.month_first, "first"
    else:
        order, cells, against, which = DateOrder.MDY, orders.month_first, orders.day_first, "second"
    reason = f"dates, {WORDS[order]}: {count_of(cells, 'cell')} with a {which} number above 12"
    question = "" if not against else "Some of its dates have the day first, others the month."
    return Guess(
        replace(item, date_order=order),
        reason,
        question,
        proven_order=None if against else order,
    )


def _open(item: Input, separators: Counter[str], half: bool) -> Guess:
    if separators.most_common(1)[0][0] == ".":
        return Guess(replace(item, date_order=DateOrder.DMY), "dates with dots, day first")
    order = DateOrder.MDY if half or "/" in separators else DateOrder.DMY
    return Guess(
        replace(item, date_order=order),
        f"dates, read with the {WORDS[order]}",
        "No date in it shows whether the day or the month comes first; "
        f"it was read with the {WORDS[order]}.",
    )


def _compact(look: Look, name: str) -> int:
    """Rows like 20240131 in a field called a date, where (almost) all of them are such days."""
    eights = look.patterns["99999999"]
    if eights < ENOUGH * look.counted or not DATE_WORDS.intersection(words_of(name)):
        return 0
    days = 0
    for text, rows in zip(look.raw.texts, look.raw.counts.tolist(), strict=True):
        day = clean(text)
        if len(day) == 8 and day[:2] in ("19", "20") and read_day(day, DateOrder.YMD, UTC):
            days += rows
    return days if days >= ENOUGH * look.counted else 0


def _orders(look: Look) -> _Orders:
    day_first = month_first = 0
    for text, rows in zip(look.raw.texts, look.raw.counts.tolist(), strict=True):
        numbers = day_and_month(clean(text)) if text else None
        if numbers is not None:
            day_first += rows if numbers[0] > 12 else 0
            month_first += rows if numbers[1] > 12 else 0
    return _Orders(day_first, month_first)


def with_order(guess: Guess, order: DateOrder) -> Guess:
    """The same dates in the order that other fields of the table prove."""
    item = replace(guess.item, date_order=order)
    return Guess(item, f"dates, {WORDS[order]} as in other fields")
