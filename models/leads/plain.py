"""Plain numbers and ISO days of many distinct cells at once, by array operations.

What is found here equals what `numbers` and `dates` find cell by cell; cells of any other form
are left to them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.leads.raw import Texts

_ZERO, _NINE, _POINT, _PLUS, _MINUS = 48, 57, 46, 43, 45
_MOST = 15
"""Characters of a plain number: with at most 15 digits its value is exact (numbers.rounded)."""
_MONTH_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], dtype=np.int64)

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class PlainNumbers:
    """`found` (texts,): which texts are an optional sign, digits and at most one decimal point.

    For those `values` holds the number, `whole` and `fraction` the digits before and after the
    point, `signed` whether there is a sign, `zero` whether the first digit is 0.
    """

    found: Flags
    values: NDArray[np.float64]
    whole: NDArray[np.int64]
    fraction: NDArray[np.int64]
    point: Flags
    signed: Flags
    zero: Flags


def plain_numbers(texts: Texts) -> PlainNumbers:
    """Read all texts of the form -1234.56 with at most 15 characters."""
    content = np.frombuffer(texts.data + b"\0", dtype=np.uint8)
    ends = texts.ends
    sizes = np.diff(ends, prepend=0)
    starts = ends - sizes
    found = (sizes > 0) & (sizes <= _MOST)
    first = content[starts]
    signed = found & ((first == _PLUS) | (first == _MINUS))
    zero = content[np.minimum(starts + signed, len(content) - 1)] == _ZERO
    mantissa = np.zeros(len(ends), dtype=np.int64)
    fraction = np.zeros(len(ends), dtype=np.int64)
    point = np.zeros(len(ends), dtype=bool)
    rows = np.flatnonzero(found)
    for place in range(_MOST):
        rows = rows[(sizes[rows] > place) & found[rows]]
        if not len(rows):
            break
        marks = content[starts[rows] + place]
        digit = (marks >= _ZERO) & (marks <= _NINE)
        dot = (marks == _POINT) & ~point[rows]
        fine = digit | dot
        if place == 0:
            fine |= signed[rows]
        found[rows[~fine]] = False
        digits = rows[digit]
        mantissa[digits] = mantissa[digits] * 10 + (marks[digit] - _ZERO)
        fraction[digits] += point[digits]
        point[rows[dot]] = True
    last = content[np.maximum(ends - 1, 0)]
    found &= (last >= _ZERO) & (last <= _NINE)
    values = mantissa / np.power(10.0, fraction)
    values[found & (first == _MINUS)] *= -1
    values += 0.0  # -0 is 0
    whole = sizes - signed - point - fraction
    return PlainNumbers(found, values, whole, fraction, point, signed, zero)


def plain_patterns(plain: PlainNumbers, counts: NDArray[np.int64]) -> tuple[Counter[str], int]:
    """Rows of each pattern of the plain numbers (see shapes.pattern_of), and rows of codes."""
    chosen = np.flatnonzero(plain.found)
    rows = counts[chosen]
    parts = (plain.signed, plain.zero, plain.point, plain.whole, plain.fraction)
    code = np.zeros(len(chosen), dtype=np.int64)
    for part in parts:
        code = code * 16 + part[chosen]
    kinds, first, inverse = np.unique(code, return_index=True, return_inverse=True)
    totals = np.bincount(inverse, weights=rows, minlength=len(kinds)).astype(np.int64)
    patterns: Counter[str] = Counter()
    codes = 0
    for index, total in zip(chosen[first].tolist(), totals.tolist(), strict=True):
        if not total:
            continue
        body = "9" * int(plain.whole[index])
        if plain.point[index]:
            body += "." + "9" * int(plain.fraction[index])
        if plain.zero[index] and body[0] == "9":
            body = "0" + body[1:]
            if plain.whole[index] > 1 and not plain.point[index] and not plain.signed[index]:
                codes += total
        patterns["-" + body if plain.signed[index] else body] += total
    return patterns, codes


def iso_days(texts: Texts) -> tuple[NDArray[np.int64], Flags]:
    """Days since 1970-01-01 of texts like 2021-04-15 or 2021-04-15 23:03:00, and which are so."""
    content = np.frombuffer(texts.data + b"\0", dtype=np.uint8)
    ends = texts.ends
    sizes = np.diff(ends, prepend=0)
    starts = ends - sizes
    found = (sizes == 10) | (sizes == 19)
    days = np.zeros(len(ends), dtype=np.int64)
    chosen = np.flatnonzero(found)
    if not len(chosen):
        return days, found
    begin = starts[chosen]
    good = np.ones(len(chosen), dtype=bool)

    def number(place: int, digits: int, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        value = np.zeros(len(rows), dtype=np.int64)
        for offset in range(place, place + digits):
            marks = content[begin[rows] + offset].astype(np.int64) - _ZERO
            good[rows] &= (marks >= 0) & (marks <= 9)
            value = value * 10 + marks
        return value

    every = np.arange(len(chosen))
    year, month, day = number(0, 4, every), number(5, 2, every), number(8, 2, every)
    good &= (content[begin + 4] == _MINUS) & (content[begin + 7] == _MINUS)
    good &= (year > 0) & (month >= 1) & (month <= 12) & (day >= 1)
    month = np.where(good, month, 1)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    good &= day <= _MONTH_DAYS[month] - ((month == 2) & ~leap)
    timed = np.flatnonzero(sizes[chosen] == 19)
    if len(timed):
        between = content[begin[timed] + 10]
        good[timed] &= (between == 32) | (between == 84)
        colons = (content[begin[timed] + 13] == 58) & (content[begin[timed] + 16] == 58)
        good[timed] &= colons
        hour, minute, second = (number(place, 2, timed) for place in (11, 14, 17))
        good[timed] &= (hour < 24) & (minute < 60) & (second < 60)
    months = (np.where(good, year, 1970) - 1970) * 12 + month - 1
    first = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    days[chosen] = first + day - 1
    found[chosen] = good
    return days, found
