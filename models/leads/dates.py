"""Calendar days out of text by the recipe's order, offsets converted by the zone (semantics 7)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

from models.leads.fields import DateOrder
from models.leads.month_names import MONTHS
from models.leads.text import key

EPOCH = date(1970, 1, 1).toordinal()

_MONTH = r"(?P<month>[^\W\d_]{3,12})"
_WEEKDAY = "(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?"
_YEAR = "(?P<year>[0-9]{4}|[0-9]{2})"
_DATE = "(?P<day>[0-9]{1,2})"
_NTH = "(?:st|nd|rd|th|er|\u00ba|\u00aa|\u00b0)?"

_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
NUMERIC = re.compile(r"([0-9]{1,2})([-/.]) ?([0-9]{1,2})\2 ?([0-9]{4}|[0-9]{2})")
"""Day, month and year of which only the recipe knows the order."""
DAY_NAME = re.compile(
    rf"{_WEEKDAY}{_DATE}{_NTH}[ ./-] ?(?:de )?{_MONTH}(?:[.,]?[ -]|[./])(?:de )?{_YEAR}"
)
NAME_DAY = re.compile(rf"{_WEEKDAY}{_MONTH}\.?[ -]{_DATE}{_NTH},?[ -]{_YEAR}")
"""Dates with the name of their month: before it the day, or behind it as in English."""

TIME = re.compile(
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?"
    r"(?: ?(?P<zone>Z|UTC|GMT|[+\u2212-][0-9]{2}(?::?[0-9]{2})?))?"
)
_BETWEEN = re.compile(r"(T|,? (?:at )?)(?=[0-9]{1,2}:)")


class Day(NamedTuple):
    """A day since 1970-01-01, and whether its year was written with two digits."""

    number: int
    short_year: bool


class Moment(NamedTuple):
    """A day since 1970-01-01, the second of the day (-1: only the day was written), its year."""

    day: int
    second: int
    short_year: bool


def split(text: str) -> tuple[str, str]:
    """A cleaned date into its calendar part and its time of day ("" where it has none)."""
    joint = _BETWEEN.search(text)
    return (text, "") if joint is None else (text[: joint.start()], text[joint.end() :])


def read_day(text: str, order: DateOrder, zone: tzinfo) -> Day | None:
    """The calendar day of cleaned text in the zone; None if it is not a date of that order."""
    found = read_moment(text, order, zone)
    return None if found is None else Day(found.day, found.short_year)


def read_moment(text: str, order: DateOrder, zone: tzinfo) -> Moment | None:
    """Day and second of cleaned text in the zone; None if it is not a date of that order.

    Dates that begin with a four-digit year and dates with the name of a month are read in
    every order. Two-digit years are 1969 to 2068.
    """
    calendar, time = split(text)
    found = _calendar(calendar, order)
    if found is None:
        return None
    if not time:
        return Moment(found.number, -1, found.short_year)
    clock = _clock(time)
    if clock is None:
        return None
    seconds, offset = clock
    if offset is None:
        return Moment(found.number, seconds, found.short_year)
    try:
        midnight = datetime.fromordinal(found.number + EPOCH).replace(tzinfo=UTC)
        local = (midnight + timedelta(seconds=seconds - offset)).astimezone(zone)
    except OverflowError:  # before year 1 or after 9999
        return None
    second = local.hour * 3600 + local.minute * 60 + local.second
    return Moment(local.toordinal() - EPOCH, second, found.short_year)


@lru_cache(maxsize=1 << 16)
def _calendar(text: str, order: DateOrder) -> Day | None:
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(match[1], int(match[3]), int(match[4]))
    if match := NUMERIC.fullmatch(text):
        first, second, third = match[1], match[3], match[4]
        if order is DateOrder.YMD:
            return None if len(third) == 4 else _day(first.zfill(2), int(second), int(third))
        if order is DateOrder.DMY:
            return _day(third, int(second), int(first))
        return _day(third, int(first), int(second))
    if match := _COMPACT.fullmatch(text):
        return _day(match[1], int(match[2]), int(match[3]))
    if match := DAY_NAME.fullmatch(text) or NAME_DAY.fullmatch(text):
        month = MONTHS.get(key(match["month"]))
        return None if month is None else _day(match["year"], month, int(match["day"]))
    return None


def _day(year: str, month: int, day: int) -> Day | None:
    number = int(year)
    short = len(year) == 2
    if short:
        number += 1900 if number >= 69 else 2000
    try:
        return Day(date(number, month, day).toordinal() - EPOCH, short)
    except ValueError:
        return None


@lru_cache(maxsize=1 << 16)
def _clock(text: str) -> tuple[int, int | None] | None:
    """Seconds since midnight, and seconds east of UTC where an offset is written."""
    match = TIME.fullmatch(text)
    if match is None:
        return None
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if half := match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in "Pp" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    seconds = hour * 3600 + minute * 60 + second
    written = match["zone"]
    if written is None:
        return seconds, None
    if written.isalpha():
        return seconds, 0
    digits = written[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 15 or minutes > 59:
        return None
    return seconds, (hours * 3600 + minutes * 60) * (1 if written[0] == "+" else -1)
