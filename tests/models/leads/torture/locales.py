"""Text files as offices of many countries write numbers, money, shares, days and answers.

The values come first; each locale writes them its own way, and they must come back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tests.models.leads.torture.case import Case, Wanted
from tests.models.leads.torture.text_files import encoded, text_of

ROWS = 26
NAMES = ("Lead id", "Visits", "Score", "Share", "Revenue", "Created", "Newsletter")
VISITS = tuple((row * 977) % 4_800 * (row % 3 or 700) for row in range(ROWS))
SCORES = tuple(round((row * 313 % 2000 - 700) / 8, 3) for row in range(ROWS))
SHARES = tuple((row * 37 % 200) / 2 for row in range(ROWS))
REVENUES = tuple(round((row + 1) ** 4 * 2.75 + row / 4, 2) for row in range(ROWS))
DAYS = tuple(date(2021, 1, 5) + timedelta(17 * row) for row in range(ROWS))
ANSWERS = tuple(row % 3 == 0 for row in range(ROWS))


@dataclass(frozen=True)
class Locale:
    """How a country writes; `money` has {} where the number stands."""

    name: str
    delimiter: str
    decimal: str
    thousands: str
    money: str
    day: Callable[[date], str]
    yes: str
    no: str
    share: str = "{}%"
    encoding: str = "utf-8-sig"
    minus: str = "-"
    groups: Callable[[str, str], str] | None = None


def _dmy(mark: str) -> Callable[[date], str]:
    return lambda day: f"{day.day:02}{mark}{day.month:02}{mark}{day.year}"


def _mdy(mark: str) -> Callable[[date], str]:
    return lambda day: f"{day.month}{mark}{day.day}{mark}{day.year}"


def _ymd(mark: str) -> Callable[[date], str]:
    return lambda day: f"{day.year}{mark}{day.month:02}{mark}{day.day:02}"


_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def _short_month(day: date) -> str:
    return f"{day.day:02}-{_MONTHS[day.month - 1]}-{day.year}"


def _long_month(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _short_year(day: date) -> str:
    return f"{day.day:02}.{day.month:02}.{day.year % 100:02}"


def _with_time(day: date) -> str:
    return f"{day.month}/{day.day}/{day.year} {day.day % 12 + 1}:05 PM"


def _iso_time(day: date) -> str:
    return f"{day.isoformat()}T09:{day.day:02}:00Z"


def _lakhs(whole: str, mark: str) -> str:
    """The groups of India: three digits, then two and two."""
    head, tail = whole[:-3], whole[-3:]
    parts = []
    while head:
        parts.insert(0, head[-2:])
        head = head[:-2]
    return mark.join([*parts, tail])


LOCALES = (
    Locale("american", ",", ".", ",", "${}", _mdy("/"), "Yes", "No"),
    Locale("american-tab", "\t", ".", ",", "$ {}", _mdy("-"), "TRUE", "FALSE"),
    Locale("american-clock", ",", ".", ",", "USD {}", _with_time, "Y", "N"),
    Locale("british", ",", ".", ",", "£{}", _dmy("/"), "yes", "no", encoding="cp1252"),
    Locale("indian", ",", ".", ",", "₹{}", _dmy("-"), "Yes", "No", groups=_lakhs),
    Locale("german", ";", ",", ".", "{} €", _dmy("."), "Ja", "Nein", "{} %"),
    Locale("german-windows", ";", ",", ".", "{} €", _dmy("."), "ja", "nein", encoding="cp1252"),
    Locale("german-short-year", ";", ",", ".", "{} EUR", _short_year, "wahr", "falsch"),
    Locale("austrian", ";", ",", "\u00a0", "€ {}", _dmy("."), "ja", "nein"),
    Locale("swiss", ";", ".", "'", "CHF {}", _dmy("."), "Ja", "Nein"),
    Locale("swiss-curly", ";", ".", "\u2019", "CHF {}", _dmy("."), "oui", "non"),
    Locale("french", ";", ",", "\u202f", "{} €", _dmy("/"), "Oui", "Non", "{}\u202f%"),
    Locale("french-windows", ";", ",", "\u00a0", "{} €", _dmy("/"), "oui", "non",
           encoding="cp1252"),
    Locale("french-words", ";", ",", " ", "{} €", _dmy("/"), "vrai", "faux"),
    Locale("spanish", ";", ",", ".", "{} €", _dmy("/"), "Sí", "No"),
    Locale("italian", ";", ",", ".", "€ {}", _dmy("/"), "Sì", "No"),
    Locale("brazilian", ";", ",", ".", "R$ {}", _dmy("/"), "Sim", "Não"),
    Locale("dutch", ";", ",", ".", "€ {}", _dmy("-"), "Ja", "Nee"),
    Locale("swedish", ";", ",", "\u00a0", "{} kr", _ymd("-"), "Ja", "Nej", minus="\u2212"),
    Locale("danish", ";", ",", ".", "{} kr", _dmy("-"), "ja", "nej"),
    Locale("norwegian", ";", ",", " ", "kr {}", _dmy("."), "ja", "nei"),
    Locale("finnish", ";", ",", "\u00a0", "{} €", _dmy("."), "kyllä", "ei"),
    Locale("polish", ";", ",", "\u00a0", "{} zł", _dmy("."), "Tak", "Nie"),
    Locale("czech", ";", ",", "\u00a0", "{} Kč", _dmy("."), "ano", "ne"),
    Locale("hungarian", ";", ",", "\u00a0", "{} Ft", _ymd("."), "igen", "nem"),
    Locale("russian", ";", ",", "\u00a0", "{} ₽", _dmy("."), "да", "нет"),
    Locale("turkish", ";", ",", ".", "{} ₺", _dmy("."), "Evet", "Hayır"),
    Locale("greek", ";", ",", ".", "{} €", _dmy("/"), "ναι", "όχι"),
    Locale("japanese", ",", ".", ",", "¥{}", _ymd("/"), "はい", "いいえ"),
    Locale("chinese", ",", ".", ",", "¥{}", _ymd("-"), "是", "否"),
    Locale("oracle", ",", ".", "", "{}", _short_month, "Y", "N"),
    Locale("english-months", "|", ".", ",", "US${}", _long_month, "Yes", "No"),
    Locale("iso-times", ",", ".", "", "{}", _iso_time, "true", "false"),
    Locale("ones-and-zeros", ",", ".", "", "{}", _ymd("-"), "1", "0"),
)  # fmt: skip


def cases() -> list[Case]:
    """A file of each locale, and files in which the marks say two things."""
    return [_case(locale) for locale in LOCALES]


def _number(locale: Locale, value: float, places: int) -> str:
    whole, _, rest = f"{abs(value):.{places}f}".partition(".")
    if locale.groups is not None and len(whole) > 3:
        whole = locale.groups(whole, locale.thousands)
    elif locale.thousands:
        parts = []
        while whole:
            parts.insert(0, whole[-3:])
            whole = whole[:-3]
        whole = locale.thousands.join(parts)
    sign = locale.minus if value < 0 else ""
    return sign + whole + (locale.decimal + rest if rest else "")


def _case(locale: Locale) -> Case:
    rows = [
        (
            f"L-{row:04}",
            _number(locale, VISITS[row], 0),
            _number(locale, SCORES[row], 3),
            locale.share.format(_number(locale, SHARES[row], 1)),
            locale.money.format(_number(locale, REVENUES[row], 2)),
            locale.day(DAYS[row]),
            locale.yes if ANSWERS[row] else locale.no,
        )
        for row in range(ROWS)
    ]
    values = {
        "Visits": [float(value) for value in VISITS],
        "Score": SCORES,
        "Share": SHARES,
        "Revenue": REVENUES,
        "Created": DAYS,
        "Newsletter": ANSWERS,
    }
    if locale.name == "ones-and-zeros":
        del values["Newsletter"]  # numbers or answers: both can be meant
    content = encoded(text_of([NAMES, *rows], locale.delimiter, end="\r\n"), locale.encoding)
    return Case(f"locale-{locale.name}.csv", content, Wanted(NAMES, rows, values=values))
