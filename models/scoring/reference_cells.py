"""One raw cell read by its input, slowly and plainly, straight from semantics 1, 3, 4, 5, 6 and 7.

Shares no code with the preparation of leads, so that each can be held against the other.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from models.leads.fields import DateOrder, Input, Kind
from models.leads.raw import Cell

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
_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_DIGITS = "0123456789"
_SIGNS = "+-\u2212"


def _is_space(sign: str) -> bool:
    return any(low <= ord(sign) <= high for low, high in _SPACE_RANGES)


def cleaned(text: str) -> str:
    """Semantics 1; "" is blank."""
    words: list[str] = [""]
    for sign in unicodedata.normalize("NFC", text):
        if not _is_space(sign):
            words[-1] += sign
        elif words[-1]:
            words.append("")
    return " ".join(word for word in words if word)


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
    if clean == "" or cell is Cell.ERROR or _among(clean, item.blank):
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
    clean = clean[len(sign) :].strip(" ")
    for mark in ornaments:
        if mark and clean.startswith(mark):
            clean = clean.removeprefix(mark).strip(" ")
        elif mark and clean.endswith(mark):
            clean = clean.removesuffix(mark).strip(" ")
    return sign + clean


def _all_digits(text: str) -> bool:
    return text != "" and all(sign in _DIGITS for sign in text)


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
            if not _all_digits(exponent) or len(exponent) > 4:
                return None
            power = -int(exponent) if down else int(exponent)
    whole, point, fraction = text.partition(decimal)
    if point and not _all_digits(fraction):
        return None
    if thousands and thousands in whole:
        first, *others = whole.split(thousands)
        if not (1 <= len(first) <= 3) or any(len(group) != 3 for group in others):
            return None
        whole = whole.replace(thousands, "")
    if not (_all_digits(whole) or (whole == "" and point)):
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


# Dates


def day_number(year: int, month: int, day: int) -> int | None:
    """Days since 1970-01-01 in the Gregorian calendar; None where there is no such day."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    lengths = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= lengths[month - 1]):
        return None
    before = year - 1
    since_year_1 = 365 * before + before // 4 - before // 100 + before // 400
    return since_year_1 + sum(lengths[: month - 1]) + day - 1 - 719_162


def read_date(clean: str, order: DateOrder, zone: str) -> int | None:
    """The calendar day of a date, or of a time with or without an offset, in the zone."""
    written, time = _apart(clean)
    day = _calendar(written, order)
    if day is None or time == "":
        return day
    clock = _clock(time)
    if clock is None:
        return None
    minutes, offset = clock
    if offset is None:
        return day
    try:
        start = datetime(1970, 1, 1, tzinfo=timezone(timedelta(minutes=offset)))
        there = (start + timedelta(days=day, minutes=minutes)).astimezone(ZoneInfo(zone))
    except OverflowError:
        return None
    return day_number(there.year, there.month, there.day)


def _apart(clean: str) -> tuple[str, str]:
    """Date and time of day, which begins one or two digits before the first colon."""
    if ":" not in clean:
        return clean, ""
    start = clean.index(":")
    while start > 0 and clean[start - 1] in _DIGITS:
        start -= 1
    date, time = clean[:start], clean[start:]
    for joint in (", at ", " at ", ", ", " ", "T"):
        if date.endswith(joint):
            return date.removesuffix(joint), time
    return clean, ""


def _year(text: str) -> int | None:
    if len(text) == 4:
        return int(text)
    if len(text) != 2:
        return None
    return int(text) + (1900 if int(text) >= 69 else 2000)


def _calendar(text: str, order: DateOrder) -> int | None:
    if len(text) == 8 and _all_digits(text):
        return day_number(int(text[:4]), int(text[4:6]), int(text[6:]))
    for separator in "-/.":
        parts = [part.strip(" ") for part in text.split(separator)]
        if len(parts) == 3 and all(_all_digits(part) for part in parts):
            return _numeric(parts, order) if _tight(text, separator) else None
    return _named(text)


def _tight(text: str, separator: str) -> bool:
    """Blanks may stand after a separator only, as in "1. 2. 2024"."""
    year_first = len(text.split(separator)[0]) == 4
    return text.replace(separator + " ", separator).count(" ") == 0 and not (
        year_first and " " in text
    )


def _numeric(parts: list[str], order: DateOrder) -> int | None:
    if len(parts[0]) == 4 or order is DateOrder.YMD:
        year, month, day = parts
        if len(year) < 4:
            year = year.rjust(2, "0")
    elif order is DateOrder.DMY:
        day, month, year = parts
    else:
        month, day, year = parts
    number = _year(year)
    if number is None or len(month) > 2 or len(day) > 2:
        return None
    return day_number(number, int(month), int(day))


def _named(text: str) -> int | None:
    """A date with an English month: 3 Mar 2024, 3-Mar-24, March 3rd, 2024, Sun, 3 Mar 2024."""
    words = text.replace(",", " ").replace("-", " ").replace(".", " ").split(" ")
    words = [word.lower() for word in words if word]
    if len(words) == 4 and any(day.startswith(words[0][:3]) for day in _WEEKDAYS):
        words = words[1:]
    if len(words) != 3 or not _all_digits(words[2]):
        return None
    first, second, year = words
    name, day = (second, first) if first[0] in _DIGITS else (first, second)
    if day[-2:] in ("st", "nd", "rd", "th"):
        day = day[:-2]
    number = _year(year)
    months = [m for m in _MONTHS if name in (m, m[:3]) or (name == "sept" and m == "september")]
    if not _all_digits(day) or len(day) > 2 or number is None or not months:
        return None
    return day_number(number, _MONTHS.index(months[0]) + 1, int(day))


def _clock(time: str) -> tuple[int, int | None] | None:
    """Minutes since midnight (seconds change no day) and the offset in minutes, if written."""
    clock, offset = time, None
    for place, sign in enumerate(time):
        if sign in "Z+-\u2212UG":
            offset = _offset(time[place:])
            if offset is None:
                return None
            clock = time[:place]
            break
    clock = clock.strip(" ").upper().replace(".M.", "M").replace("M.", "M")
    half = clock[-2:] if clock[-2:] in ("AM", "PM") else ""
    parts = clock.removesuffix(half).strip(" ").replace(",", ".").split(":")
    if len(parts) not in (2, 3) or not 1 <= len(parts[0]) <= 2 or len(parts[1]) != 2:
        return None
    second, point, fraction = parts[2].partition(".") if len(parts) == 3 else ("00", "", "")
    if len(second) != 2 or (point and not (_all_digits(fraction) and len(fraction) <= 9)):
        return None
    if not all(_all_digits(part) for part in (parts[0], parts[1], second)):
        return None
    hour, minute = int(parts[0]), int(parts[1])
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "PM" else 0)
    if hour > 23 or minute > 59 or int(second) > 59:
        return None
    return hour * 60 + minute, offset


def _offset(text: str) -> int | None:
    if text in ("Z", "UTC", "GMT"):
        return 0
    digits = text[1:].replace(":", "", 1)
    if not _all_digits(digits) or len(digits) not in (2, 4):
        return None
    hours, minutes = int(digits[:2]), int(digits[2:] or "0")
    if hours > 15 or minutes > 59:
        return None
    return (hours * 60 + minutes) * (1 if text[0] == "+" else -1)
