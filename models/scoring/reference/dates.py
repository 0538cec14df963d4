"""Calendar days out of text, slowly and plainly, straight from semantics 7."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from models.leads.fields import DateOrder

_MONTHS = (
    (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    ),
    (
        "januar februar märz april mai juni juli august september oktober november dezember",
        "jan feb mär apr mai jun jul aug sep okt nov dez",
        "jänner februar maerz april mai juni juli august sept oktober november dezember",
        "jaenner februar mrz april mai juni juli august sept oktober november dezember",
    ),
    (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janv févr mars avr mai juin juil août sept oct nov déc",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        "janv fevr mars avr mai juin juil aout sept oct nov dec",
    ),
    (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "ene feb mar abr may jun jul ago set oct nov dic",
        "ene feb mar abr may jun jul ago setiembre oct nov dic",
    ),
    (
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
        "dicembre",
        "gen feb mar apr mag giu lug ago set ott nov dic",
    ),
    (
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "jan fev mar abr mai jun jul ago set out nov dez",
        "jan fev marco abr mai jun jul ago set out nov dez",
    ),
    (
        "januari februari maart april mei juni juli augustus september oktober november december",
        "jan feb mrt apr mei jun jul aug sep okt nov dec",
    ),
    (
        "januari februari mars april maj juni juli augusti september oktober november december",
        "jan feb mar apr maj jun jul aug sep okt nov dec",
    ),
    (
        "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad "
        "grudzień",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
        "listopada grudnia",
        "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    ),
)
"""Languages, and of each its lists of twelve names from the first month to the last."""
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_DIGITS = "0123456789"


def all_digits(text: str) -> bool:
    """Whether the text is made of ASCII digits alone."""
    return text != "" and all(sign in _DIGITS for sign in text)


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
    moment = read_moment(clean, order, zone)
    return None if moment is None else moment[0]


def read_moment(clean: str, order: DateOrder, zone: str) -> tuple[int, int | None] | None:
    """The calendar day in the zone and, where a time of day is written, the second within it."""
    written, time = _apart(clean)
    day = _calendar(written, order)
    if day is None:
        return None
    if time == "":
        return day, None
    clock = _clock(time)
    if clock is None:
        return None
    seconds, offset = clock
    if offset is None:
        return day, seconds
    try:
        start = datetime(1970, 1, 1, tzinfo=timezone(timedelta(minutes=offset)))
        there = (start + timedelta(days=day, seconds=seconds)).astimezone(ZoneInfo(zone))
    except OverflowError:
        return None
    number = day_number(there.year, there.month, there.day)
    return (
        None if number is None else (number, there.hour * 3600 + there.minute * 60 + there.second)
    )


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
    if len(text) == 8 and all_digits(text):
        return day_number(int(text[:4]), int(text[4:6]), int(text[6:]))
    for separator in "-/.":
        parts = [part.strip(" ") for part in text.split(separator)]
        if len(parts) == 3 and all(all_digits(part) for part in parts):
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
    """A date with a month's name: 3 Mar 2024, 3-Mar-24, March 3rd, 2024, 3 de marzo de 2024."""
    for mark in ",-./":
        text = text.replace(mark, " ")
    words = [word.lower() for word in text.split(" ") if word and word != "de"]
    if len(words) == 4 and any(day.startswith(words[0][:3]) for day in _WEEKDAYS):
        words = words[1:]
    if len(words) != 3 or not all_digits(words[2]):
        return None
    first, second, year = words
    name, day = (second, first) if first[0] in _DIGITS else (first, second)
    for ending in ("st", "nd", "rd", "th", "er", "\u00ba", "\u00aa", "\u00b0"):
        day = day.removesuffix(ending)
    number = _year(year)
    month = _month(name)
    if not all_digits(day) or len(day) > 2 or number is None or month is None:
        return None
    return day_number(number, month, int(day))


def _month(name: str) -> int | None:
    for language in _MONTHS:
        for names in language:
            if name in names.split():
                return names.split().index(name) + 1
    return 9 if name == "sept" else None


def _clock(time: str) -> tuple[int, int | None] | None:
    """Whole seconds since midnight and the offset in minutes, if written."""
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
    if len(second) != 2 or (point and not (all_digits(fraction) and len(fraction) <= 9)):
        return None
    if not all(all_digits(part) for part in (parts[0], parts[1], second)):
        return None
    hour, minute = int(parts[0]), int(parts[1])
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "PM" else 0)
    if hour > 23 or minute > 59 or int(second) > 59:
        return None
    return hour * 3600 + minute * 60 + int(second), offset


def _offset(text: str) -> int | None:
    if text in ("Z", "UTC", "GMT"):
        return 0
    digits = text[1:].replace(":", "", 1)
    if not all_digits(digits) or len(digits) not in (2, 4):
        return None
    hours, minutes = int(digits[:2]), int(digits[2:] or "0")
    if hours > 15 or minutes > 59:
        return None
    return (hours * 60 + minutes) * (1 if text[0] == "+" else -1)
