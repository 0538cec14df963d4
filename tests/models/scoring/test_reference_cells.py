from __future__ import annotations

import _sre  # the interpreter's own table of simple lower case, for want of another
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import ROUND_HALF_EVEN, Context, Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.leads.dates import read_day
from models.leads.fields import DateOrder, Input, Kind
from models.leads.month_names import MONTHS
from models.leads.numbers import bare, plain, rounded
from models.leads.text import clean, key
from models.scoring.reference.cells import cleaned, key_of, read_cell, read_number
from models.scoring.reference.dates import day_number, read_date

EPOCH = date(1970, 1, 1)
spaces = st.sampled_from(
    "\t\n\r\u0000\u001f\u007f\u0085\u00a0\u1680\u2003\u200b\u2028\u202f\u2060\ufeff "
)
letters = st.sampled_from(
    "aA\u0130\u0131\u03a3\u03c2\u00df\u1e9e\u00e9e\u0301u\u0308\u200c\u200d\u00ad\ud83d"
)
texts = st.text(spaces | letters | st.characters(), max_size=12)


@given(texts)
def test_that_cleaning_and_keys_agree_and_are_done_once(text: str) -> None:
    assert cleaned(text) == clean(text)
    assert cleaned(cleaned(text)) == cleaned(text)
    assert key_of(cleaned(text)) == key(clean(text))
    assert key_of(key_of(cleaned(text))) == key_of(cleaned(text))


def test_that_keys_are_the_simple_lower_case_of_every_code_point() -> None:
    own = {0x130: 0x69, 0x3A3: 0x3C3, 0x3C2: 0x3C3}
    for point in range(sys.maxunicode + 1):
        expected = chr(own.get(point, _sre.unicode_tolower(point)))
        assert key_of(chr(point)) == expected == key(chr(point)), hex(point)


@given(st.dates())
def test_that_days_are_counted_as_the_calendar_does(day: date) -> None:
    assert day_number(day.year, day.month, day.day) == (day - EPOCH).days


@given(st.integers(0, 10_000), st.integers(0, 13), st.integers(0, 32))
def test_that_days_that_are_not_in_the_calendar_have_no_number(y: int, m: int, d: int) -> None:
    try:
        expected = (date(y, m, d) - EPOCH).days
    except ValueError:
        expected = None
    assert day_number(y, m, d) == expected


@given(
    st.from_regex(r"[+\-\u2212]?[0-9]{0,20}(\.[0-9]{0,20})?([eE][+-]?[0-9]{1,5})?", fullmatch=True)
)
def test_that_numbers_are_rounded_half_even_as_decimal_does(text: str) -> None:
    plainly = plain(text, ".", "")
    found = read_number(text, ".", "")
    prepared = None if plainly is None else rounded(plainly)
    assert found == (None if prepared is None else prepared[0])
    if found is not None:
        exact = Decimal(text.replace("\u2212", "-"))
        wide = Context(prec=15, rounding=ROUND_HALF_EVEN, Emax=10**6, Emin=-(10**6))
        assert found == float(wide.create_decimal(exact))
        assert str(found) != "-0.0"


@given(st.text("0123456789.,+-e \u2212\u20ac%x", max_size=10))
def test_that_what_is_no_number_is_none_for_both(text: str) -> None:
    item = Input("N", Kind.NUMBER, decimal=",", thousands=".")
    plainly = plain(bare(clean(text), ()), ",", ".")
    expected = None if plainly is None else rounded(plainly)
    assert read_cell(text, item, "UTC") == (None if expected is None else expected[0])


@given(
    st.text("1230.,()-+$\u20ac% ", max_size=12),
    st.lists(st.sampled_from(["$", "\u20ac", "%", "()", "US$"]), max_size=3).map(tuple),
    st.sampled_from([(".", ","), (",", "."), (".", "")]),
)
def test_that_marks_parentheses_and_groups_are_taken_alike(
    text: str, ornaments: tuple[str, ...], marks: tuple[str, str]
) -> None:
    item = Input("N", Kind.NUMBER, decimal=marks[0], thousands=marks[1], ornaments=ornaments)
    plainly = plain(bare(clean(text), ornaments), *marks) if clean(text) else None
    expected = None if plainly is None else rounded(plainly)
    assert read_cell(text, item, "UTC") == (None if expected is None else expected[0])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("(1,200)", -1200),
        ("($1,200.50)", -1200.5),
        ("$(1,200)", -1200),
        ("(1,200) $", -1200),
        ("1,23,456.5", 123456.5),
        ("12,34,56,789", 123456789),
        ("-(5)", None),
        ("(-5)", None),
        ("()", None),
        ("(5", None),
        ("123,45,678", None),
        ("1,23,4567", None),
    ],
)
def test_that_accounts_and_indian_groups_are_read(text: str, number: float | None) -> None:
    item = Input("N", Kind.NUMBER, thousands=",", ornaments=("$", "()"))
    plainly = plain(bare(text, item.ornaments), ".", ",")
    assert read_cell(text, item, "UTC") == number
    assert (None if plainly is None else float(plainly)) == number


FORMS = {
    DateOrder.YMD: ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d %b %Y", "%B %d, %Y", "%a, %d %b %Y"),
    DateOrder.DMY: ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d-%b-%Y"),
    DateOrder.MDY: ("%m/%d/%Y", "%m-%d-%Y", "%Y-%m-%d", "%b %d %Y"),
}
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia")


@given(st.data())
def test_that_written_days_are_read_in_their_order(data: st.DataObject) -> None:
    order = data.draw(st.sampled_from(DateOrder))
    form = data.draw(st.sampled_from(FORMS[order]))
    day = data.draw(st.dates(date(1000, 1, 1)))
    text = day.strftime(form)
    assert read_date(text, order, "UTC") == (day - EPOCH).days
    prepared = read_day(text, order, UTC)
    assert prepared is not None
    assert prepared.number == (day - EPOCH).days


@pytest.mark.parametrize("name", MONTHS)
def test_that_the_names_of_months_are_the_same_for_both(name: str) -> None:
    for text in (f"7 {name} 2024", f"07-{name.upper()}-2024", f"7. {name}. 2024"):
        found = read_date(text, DateOrder.YMD, "UTC")
        assert found == (date(2024, MONTHS[name], 7) - EPOCH).days
        prepared = read_day(text, DateOrder.YMD, UTC)
        assert prepared is not None
        assert prepared.number == found


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),
    st.integers(-14 * 4, 14 * 4),
    st.sampled_from(ZONES),
)
def test_that_times_with_an_offset_become_days_of_the_zone(
    local: datetime, quarters: int, zone: str
) -> None:
    offset = timezone(timedelta(minutes=15 * quarters))
    moment = local.replace(microsecond=0, tzinfo=offset)
    expected = (moment.astimezone(ZoneInfo(zone)).date() - EPOCH).days
    for text in (moment.isoformat(), moment.strftime("%Y-%m-%d %H:%M:%S %z")):
        assert read_date(text, DateOrder.YMD, zone) == expected
        prepared = read_day(text, DateOrder.YMD, ZoneInfo(zone))
        assert prepared is not None
        assert prepared.number == expected


@pytest.mark.parametrize(
    "text",
    [
        "2024-1-1",
        "1.2.2024 ",
        "1. 2. 2024",
        "2024-01-01T24:00",
        "2024-01-01 12:60",
        "2024-01-01 13:00 PM",
        "2024-01-01 0:00 AM",
        "2024-01-01 12:00 a.m.",
        "2024-01-01 12:00:00.123456789",
        "2024-01-01 12:00:00.1234567890",
        "2024-01-01, 12:00",
        "2024-01-01 at 12:00",
        "2024-01-01 12:00 UTC",
        "2024-01-01 12:00Z",
        "2024-01-01 12:00+0",
        "2024-01-01 12:00+15:59",
        "2024-01-01 12:00+16:00",
        "2024-01-01 12:00 \u22120530",
        "2024-01-01 1200",
        "2024-01.01",
        "2024--01",
        "20240101 12:00",
        "202401011",
        "1 Jan 24",
        "Sept 3, 2024",
        "3rd of May 2024",
        "May 3 2024",
        "3 mai 2024",
        "1er mai 2024",
        "3. März 2024",
        "3. MÄRZ 2024",
        "3 août 2024 12:00",
        "15 de marzo de 2024",
        "15 de set. de 24",
        "15/mar/2024",
        "15.Okt.2024",
        "7 października 2024",
        "7 wrz 2024",
        "31 lut 2024",
        "2 ene 2024",
        "Jänner 5, 2024",
        "3 foo 2024",
        "Monday, 1 January 2024",
        "1/2/24",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59-12:00",
        "45292",
        "\u0661\u0662\u0663",
        "2024-01-01 \u0661\u0662:00",
        "today",
        ":",
        "12:00",
    ],
)
@pytest.mark.parametrize("order", DateOrder)
def test_that_odd_dates_are_read_alike(text: str, order: DateOrder) -> None:
    zone = "Europe/Berlin"
    prepared = read_day(clean(text), order, ZoneInfo(zone))
    found = read_date(cleaned(text), order, zone)
    assert found == (None if prepared is None else prepared.number)
