"""One raw cell read by its input, slowly and plainly, straight from semantics 1 and 3 to 6.

Shares no code with the preparation of leads, so that each can be held against the other.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from models.leads.fields import DateOrder, Input, Kind
from models.leads.raw import Cell
from models.scoring.reference.dates import all_digits, read_date

Read = str | float | bool | int | tuple[str, ...] | None
"""Text, number, yes or no, day since 1970-01-01, or several texts; None is blank."""

_SPACE_RANGES = (
    (0x0000, 0x0020),
    (0x007F, 0x00A0),
    (0x1680, 0x1680),
    (0x2000, 0x200B),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x2060),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
)
_SIGNS = "+-\u2212"


def _is_space(sign: str) -> bool:
    return any(low <= ord(sign) <= high for low, high in _SPACE_RANGES)


@lru_cache(maxsize=1 << 14)  # the same few texts are asked again for every rule
def cleaned(text: str) -> str:
    """Semantics 1; "" is blank."""
    words: list[str] = [""]
    for sign in unicodedata.normalize("NFC", text):
        if not _is_space(sign):
            words[-1] += sign
        elif words[-1]:
            words.append("")
    return " ".join(word for word in words if word)


@lru_cache(maxsize=1 << 14)
def key_of(text: str) -> str:
    """Semantics 3."""
    out = ""
    for sign in text:
        if sign == "\u0130":
            out += "i"
        elif sign in "\u03a3\u03c2":
            out += "\u03c3"
        else:
            small = sign.lower()
            out += small if len(small) == 1 else sign
    return out


def read_cell(text: str, item: Input, zone: str, cell: Cell = Cell.TEXT) -> Read:
    """What a cell means; None where it is blank or does not fit. `cell`: what the file said."""
    clean = cleaned(text)
    if clean == "" or cell is Cell.ERROR:
        return None
    meant = meant_by(clean, item)
    if meant is not None and item.kind is Kind.MULTIPLE:
        return _multiple(text, item)
    if meant is not None:
        clean, cell = meant, Cell.TEXT
    if clean == "" or _among(clean, item.blank):
        return None
    match item.kind:
        case Kind.TEXT:
            return clean
        case Kind.NUMBER:
            return _number_cell(clean, item, cell)
        case Kind.YES_NO:
            return _yes_no(clean, item, cell)
        case Kind.DATE:
            order = DateOrder.YMD if cell is Cell.DATE else item.date_order
            return None if cell in (Cell.NUMBER, Cell.YES_NO) else read_date(clean, order, zone)
        case Kind.MULTIPLE:
            return _multiple(text, item)


def meant_by(clean: str, item: Input) -> str | None:
    """What a cell means that is written so; None where it means what it says."""
    for written, meant in item.spellings:
        if cleaned(written) != "" and key_of(clean) == key_of(cleaned(written)):
            return cleaned(meant)
    return None


def _among(clean: str, words: tuple[str, ...]) -> bool:
    return any(key_of(clean) == key_of(cleaned(word)) for word in words)


def _yes_no(clean: str, item: Input, cell: Cell) -> bool | None:
    if cell is Cell.YES_NO and key_of(clean) in ("true", "false"):
        return key_of(clean) == "true"
    if _among(clean, item.yes):
        return True
    return False if _among(clean, item.no) else None


def _multiple(text: str, item: Input) -> tuple[str, ...] | None:
    values: list[str] = []
    for part in unicodedata.normalize("NFC", text).split(item.separator):
        value = cleaned(part)
        meant = meant_by(value, item)
        value = value if meant is None else meant
        if value and value not in values and not _among(value, item.blank):
            values.append(value)
    return tuple(values) or None


# Numbers


def _number_cell(clean: str, item: Input, cell: Cell) -> float | None:
    if cell is Cell.NUMBER:
        return read_number(clean, ".", "")
    if cell in (Cell.DATE, Cell.YES_NO):
        return None
    return read_number(_without_ornaments(clean, item.ornaments), item.decimal, item.thousands)


def _without_ornaments(clean: str, ornaments: tuple[str, ...]) -> str:
    sign = clean[0] if clean[0] in _SIGNS else ""
    clean = _marks_off(clean[len(sign) :].strip(" "), ornaments)
    within = clean.startswith("(") and clean.endswith(")")
    if within and "()" in ornaments and sign == "":
        return "-" + _marks_off(clean.removeprefix("(").removesuffix(")").strip(" "), ornaments)
    return sign + clean


def _marks_off(clean: str, ornaments: tuple[str, ...]) -> str:
    for mark in ornaments:
        if mark in ("", "()"):
            continue
        if clean.startswith(mark):
            clean = clean.removeprefix(mark).strip(" ")
        elif clean.endswith(mark):
            clean = clean.removesuffix(mark).strip(" ")
    return clean


def read_number(text: str, decimal: str, thousands: str) -> float | None:
    """The nearest binary64 of a number rounded half-even to 15 significant digits."""
    negative = text[:1] in ("-", "\u2212")
    if text[:1] and text[0] in _SIGNS:
        text = text[1:]
    power = 0
    for mark in "eE":
        if mark in text:
            text, _, exponent = text.partition(mark)
            down = exponent.startswith("-")
            exponent = exponent[1:] if exponent[:1] in ("+", "-") else exponent
            if not all_digits(exponent) or len(exponent) > 4:
                return None
            power = -int(exponent) if down else int(exponent)
    whole, point, fraction = text.partition(decimal)
    if point and not all_digits(fraction):
        return None
    if thousands and thousands in whole:
        sizes = [len(group) for group in whole.split(thousands)]
        by_three = 1 <= sizes[0] <= 3 and set(sizes[1:]) == {3}
        of_india = thousands == "," and sizes[0] in (1, 2) and sizes[-1] == 3
        if not by_three and not (of_india and set(sizes[1:-1]) == {2}):
            return None
        whole = whole.replace(thousands, "")
    if not (all_digits(whole) or (whole == "" and point)):
        return None
    value = _to_fifteen_digits(whole + fraction, power - len(fraction))
    return value if value is None or not negative or value == 0 else -value


def _to_fifteen_digits(digits: str, power: int) -> float | None:
    """`digits` x 10^`power`."""
    digits = digits.lstrip("0")
    if digits == "":
        return 0.0
    number = int(digits[:15])
    rest = digits[15:]
    if rest:
        power += len(rest)
        half = "5" + "0" * (len(rest) - 1)
        if rest > half or (rest == half and number % 2 == 1):
            number += 1
    try:
        # Division of whole numbers rounds once, to the nearest binary64, half to even.
        return float(number * 10**power) if power >= 0 else number / 10**-power
    except OverflowError:
        return None
