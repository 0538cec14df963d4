"""ISO dates and times of many distinct cells at once, by array operations.

What is found here equals what `dates` finds cell by cell; cells of any other form are left to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

import numpy as np
from numpy.typing import NDArray

from models.leads.raw import Texts

DAY = 86_400
"""Seconds of a day."""

_AT_ONCE = 1 << 18
"""Texts that are read together, so that memory does not grow with their number."""
_LONGEST = 36
_ZERO, _MINUS, _PLUS, _COLON, _SPACE, _T, _Z = 48, 45, 43, 58, 32, 84, 90
_FIRST_YEAR, _LAST_YEAR = 2, 9998
"""Years in which no offset leaves the calendar."""
_MONTH_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], dtype=np.int64)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class IsoMoments:
    """`found` (texts,): which texts are of the form; for those the day since 1970-01-01 and the
    second of the day in the zone, -1 where only the day is written."""

    days: NDArray[np.int32]
    seconds: NDArray[np.int32]
    found: Flags


def iso_moments(texts: Texts, zone: tzinfo) -> IsoMoments:
    """Read texts like 2021-04-15, 2021-04-15 23:03, 2021-04-15T23:03:00.5Z or ...+02:00."""
    count = len(texts)
    days = np.zeros(count, dtype=np.int32)
    seconds = np.full(count, -1, dtype=np.int32)
    found = np.zeros(count, dtype=bool)
    content = np.frombuffer(texts.data, dtype=np.uint8)
    for low in range(0, count, _AT_ONCE):
        ends = texts.ends[low : low + _AT_ONCE]
        sizes = np.diff(ends, prepend=texts.ends[low - 1] if low else 0)
        chosen = np.flatnonzero((sizes >= 10) & (sizes <= _LONGEST))
        if not len(chosen):
            continue
        day, second, good = _read(content, ends[chosen] - sizes[chosen], sizes[chosen], zone)
        kept = low + chosen[good]
        days[kept], seconds[kept], found[kept] = day[good], second[good], True
    return IsoMoments(days, seconds, found)


def _read(
    content: NDArray[np.uint8], begin: Whole, sizes: Whole, zone: tzinfo
) -> tuple[Whole, Whole, Flags]:
    last = len(content) - 1

    def at(place: Whole | int) -> Whole:
        found: Whole = content[np.minimum(begin + place, last)].astype(np.int64)
        return found

    body, zoned, offset, good = _offsets(at, sizes)
    days, year, fine = _calendar(at)
    good &= fine & ((body == 10) | (body == 16) | (body == 19) | ((body > 20) & (body <= 29)))
    good &= ~zoned | ((year >= _FIRST_YEAR) & (year <= _LAST_YEAR))
    seconds, fine = _clock(at, body)
    timed = body > 10
    good &= fine | ~timed
    seconds = np.where(timed, seconds, -1)
    turned = np.flatnonzero(good & zoned)
    if len(turned):
        local = in_zone(days[turned] * DAY + seconds[turned] - offset[turned], zone)
        days[turned], seconds[turned] = local // DAY, local % DAY
    return days, seconds, good


def _number(
    at: Callable[[Whole | int], Whole], place: Whole | int, digits: int
) -> tuple[Whole, Flags]:
    value = at(place) - _ZERO
    fine = (value >= 0) & (value <= 9)
    for further in range(1, digits):
        mark = at(place + further) - _ZERO
        fine &= (mark >= 0) & (mark <= 9)
        value = value * 10 + mark
    return value, fine


def _offsets(at: Callable[[Whole | int], Whole], sizes: Whole) -> tuple[Whole, Flags, Whole, Flags]:
    """The size without what is written of the offset; whether one is; its seconds; all sound."""
    body = sizes.copy()
    offset = np.zeros(len(sizes), dtype=np.int64)
    good = np.ones(len(sizes), dtype=bool)
    zoned = (sizes > 16) & (at(sizes - 1) == _Z)
    body[zoned] -= 1
    for length, digits in ((6, 2), (5, 2), (3, 0)):
        sign = at(sizes - length)
        here = ~zoned & (sizes >= 16 + length) & ((sign == _PLUS) | (sign == _MINUS))
        if length == 6:
            here &= at(sizes - 3) == _COLON
        if not here.any():
            continue
        hours, fine = _number(at, sizes - length + 1, 2)
        value = hours * 3600
        fine &= hours <= 15
        if digits:
            minutes, whole = _number(at, sizes - 2, 2)
            fine &= whole & (minutes <= 59)
            value += minutes * 60
        offset[here] = np.where(sign == _PLUS, value, -value)[here]
        good[here] &= fine[here]
        body[here] -= length
        zoned |= here
    body[zoned & (at(body - 1) == _SPACE)] -= 1
    return body, zoned, offset, good


def _calendar(at: Callable[[Whole | int], Whole]) -> tuple[Whole, Whole, Flags]:
    (year, good), (month, fine), (day, whole) = (
        _number(at, 0, 4),
        _number(at, 5, 2),
        _number(at, 8, 2),
    )
    good &= fine & whole & (at(4) == _MINUS) & (at(7) == _MINUS)
    good &= (year > 0) & (month >= 1) & (month <= 12) & (day >= 1)
    month = np.where(good, month, 1)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    good &= day <= _MONTH_DAYS[month] - ((month == 2) & ~leap)
    months = (np.where(good, year, 1970) - 1970) * 12 + month - 1
    first = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return first + day - 1, year, good


def _clock(at: Callable[[Whole | int], Whole], body: Whole) -> tuple[Whole, Flags]:
    between = at(10)
    (hour, good), (minute, fine) = _number(at, 11, 2), _number(at, 14, 2)
    good &= fine & ((between == _SPACE) | (between == _T)) & (at(13) == _COLON)
    good &= (hour < 24) & (minute < 60)
    second, fine = _number(at, 17, 2)
    fuller = body >= 19
    good &= ~fuller | (fine & (second < 60) & (at(16) == _COLON))
    fraction = body > 19
    if fraction.any():
        good &= ~fraction | np.isin(at(19), (44, 46))
        for place in range(20, 29):
            mark = at(place) - _ZERO
            good &= (body <= place) | ((mark >= 0) & (mark <= 9))
    return hour * 3600 + minute * 60 + np.where(fuller, second, 0), good


def in_zone(moments: Whole, zone: tzinfo) -> Whole:
    """Seconds since 1970-01-01 UTC as seconds on the clocks of the zone.

    A zone is asked once per day; only within days in which its offset changes once per moment.
    """
    if zone is UTC or not len(moments):
        return moments
    days = moments // DAY
    lowest = int(days.min())
    used = np.zeros(int(days.max()) - lowest + 2, dtype=bool)
    used[days - lowest] = True
    used[days - lowest + 1] = True
    offsets = np.zeros(len(used), dtype=np.int64)
    for place in np.flatnonzero(used).tolist():
        offsets[place] = _offset((lowest + place) * DAY, zone)
    before = offsets[days - lowest]
    local = moments + before
    for place in np.flatnonzero(before != offsets[days - lowest + 1]).tolist():
        moment = int(moments[place])
        local[place] = moment + _offset(moment, zone)
    return local


def _offset(moment: int, zone: tzinfo) -> int:
    found = (_EPOCH + timedelta(seconds=moment)).astimezone(zone).utcoffset()
    return 0 if found is None else int(found.total_seconds())
