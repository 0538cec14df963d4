"""Plain numbers of many distinct cells at once, by array operations.

What is found here equals what `numbers` finds cell by cell; cells of any other form are left to it.
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
