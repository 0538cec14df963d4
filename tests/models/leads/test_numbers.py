from __future__ import annotations

import math
import re
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.leads.columns import NumberColumn
from models.leads.fields import Input, Kind
from models.leads.guessing.shapes import pattern_of
from models.leads.numbers import plain
from models.leads.plain import plain_numbers, plain_patterns
from models.leads.preparation import prepare
from models.leads.raw import Texts, column_of

sloppy = st.text(st.sampled_from("0123456789.,'- +eE$% v\u2212x"), max_size=20)
written = st.from_regex(r"[-+\u2212]?[0-9]{1,20}(\.[0-9]{1,20})?(e-?[0-9]{1,2})?", fullmatch=True)
grouped = st.from_regex(r"-?[0-9]{1,3}(,[0-9]{2,3}){0,4}(\.[0-9]{1,3})?", fullmatch=True)


def slow_number(text: str, decimal: str, thousands: str) -> tuple[float | None, bool]:
    """Semantics 5 in exact fractions: the number and whether 15 digits changed it."""
    sign = 1
    if text[:1] in ("-", "+", "\u2212") and text:
        sign = 1 if text[0] == "+" else -1
        text = text[1:].lstrip(" ")  # "- 5 EUR" has its sign apart, so "- 5" may, too
    mantissa, mark, exponent = text.replace("E", "e").partition("e")
    if mark and not (exponent.lstrip("+-").isdigit() and len(exponent.lstrip("+-")) <= 4):
        return None, False
    if mark and len(exponent) - len(exponent.lstrip("+-")) > 1:
        return None, False
    whole, point, fraction = mantissa.partition(decimal)
    if thousands and thousands in whole:
        groups = whole.split(thousands)
        sizes = "".join(str(len(group)) for group in groups)
        of_india = r"|[12]2+3" if thousands == "," else ""
        if not re.fullmatch(rf"[123]3+{of_india}", sizes):
            return None, False
        whole = "".join(groups)
    digits = whole + fraction
    if not digits or not all(digit in "0123456789" for digit in digits):
        return None, False
    if point and not fraction:
        return None, False
    exact = Fraction(int(digits)) * Fraction(10) ** (int(exponent or 0) - len(fraction))
    short = half_even(exact)
    try:
        value = float(short)
    except OverflowError:
        return None, False
    return sign * value + 0.0, short != exact


def half_even(value: Fraction) -> Fraction:
    """A fraction rounded half-even to 15 significant digits."""
    if value == 0:
        return value
    power = 0
    while value >= Fraction(10) ** (power + 1):
        power += 1
    while value < Fraction(10) ** power:
        power -= 1
    unit = Fraction(10) ** (power - 14)
    return round(value / unit) * unit


@given(
    st.lists(st.one_of(sloppy, written, grouped), min_size=1, max_size=8),
    st.sampled_from([(".", ""), (",", ""), (".", ","), (",", "."), (".", " "), (",", "'")]),
)
def test_that_numbers_are_what_exact_fractions_say(
    cells: list[str], marks: tuple[str, str]
) -> None:
    item = Input("n", Kind.NUMBER, decimal=marks[0], thousands=marks[1])
    column, misfits = prepare(column_of("n", cells), item)
    assert isinstance(column, NumberColumn)
    wrong = changed = 0
    for cell, value in zip(cells, column.values.tolist(), strict=True):
        text = " ".join(cell.split())
        expected, rounded = slow_number(text, *marks) if text else (None, False)
        wrong += bool(text) and expected is None
        changed += rounded
        if expected is None:
            assert math.isnan(value)
        else:
            assert value == expected
            assert not (value == 0 and np.signbit(value))
    assert (misfits.count, misfits.rounded) == (wrong, changed)


@given(st.lists(st.one_of(sloppy, written), min_size=1, max_size=12))
def test_that_reading_many_at_once_equals_reading_one_by_one(cells: list[str]) -> None:
    texts = Texts.of(["", *cells])
    many = plain_numbers(texts)
    for text, found, value in zip(texts, many.found, many.values, strict=True):
        one = plain(text, ".", "")
        if found:
            assert one is not None
            assert float(one) == value
        else:
            assert one is None or len(text) > 15 or "e" in text.lower() or "\u2212" in text


@given(st.lists(st.one_of(sloppy, written), min_size=1, max_size=12))
def test_that_patterns_of_many_equal_patterns_one_by_one(cells: list[str]) -> None:
    cells = [cell.replace("+", "-") for cell in cells]
    texts = Texts.of(["", *cells])
    many = plain_numbers(texts)
    counts = np.arange(1, len(texts) + 1)
    patterns, _ = plain_patterns(many, counts)
    expected: dict[str, int] = {}
    for text, found, rows in zip(texts, many.found, counts.tolist(), strict=True):
        if found:
            expected[pattern_of(text)] = expected.get(pattern_of(text), 0) + rows
    assert dict(patterns) == expected
