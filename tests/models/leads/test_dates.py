from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.leads.dates import EPOCH, read_day
from models.leads.fields import DateOrder, Input, Kind
from models.leads.iso_moments import iso_moments
from models.leads.preparation import prepare, time_zone
from models.leads.raw import Texts, column_of
from models.problems import LeadbenchError

FORMATS = {
    DateOrder.YMD: ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d %b, %Y", "%B %d, %Y"),
    DateOrder.DMY: ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%d. %m. %Y", "%d %B %Y", "%Y-%m-%d"),
    DateOrder.MDY: ("%m/%d/%Y", "%m-%d-%Y", "%b %d %Y", "%d-%b-%Y", "%a, %d %b %Y"),
}
TIMES = ("", " %H:%M", " %H:%M:%S", "T%H:%M:%S", " %I:%M %p", ", %H:%M", " at %I:%M:%S %p")
moments = st.datetimes(datetime(1000, 1, 2), datetime(9998, 12, 30))


@given(moments, st.data())
def test_that_every_written_form_gives_its_day_back(moment: datetime, data: st.DataObject) -> None:
    order = data.draw(st.sampled_from(list(DateOrder)))
    form = data.draw(st.sampled_from(FORMATS[order])) + data.draw(st.sampled_from(TIMES))
    found = read_day(moment.strftime(form), order, UTC)
    assert found is not None
    assert found.number == moment.toordinal() - EPOCH
    assert not found.short_year


@given(
    moments, st.integers(-14 * 60, 14 * 60), st.sampled_from(["UTC", "Europe/Berlin", "Asia/Tokyo"])
)
def test_that_offsets_are_converted_to_the_zone_once(
    moment: datetime, minutes: int, zone: str
) -> None:
    moment = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    found = read_day(moment.isoformat(), DateOrder.YMD, ZoneInfo(zone))
    assert found is not None
    assert found.number == moment.astimezone(ZoneInfo(zone)).toordinal() - EPOCH


@given(
    st.integers(0, 99), st.integers(0, 99), st.integers(0, 9999), st.sampled_from(list(DateOrder))
)
def test_that_a_day_that_is_in_no_calendar_is_none(
    first: int, second: int, year: int, order: DateOrder
) -> None:
    found = read_day(f"{first:02d}.{second:02d}.{year:04d}", order, UTC)
    day, month = (first, second) if order is DateOrder.DMY else (second, first)
    try:
        expected = date(year, month, day).toordinal() - EPOCH
    except ValueError:
        expected = None
    if order is DateOrder.YMD:
        expected = None
    assert (None if found is None else found.number) == expected


near_iso = st.one_of(
    moments.map(lambda moment: moment.isoformat(" ", "seconds")),
    moments.map(lambda moment: str(moment.date())),
    st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}:[0-9]{2})?", fullmatch=True),
    st.text(st.sampled_from("0123456789-: T"), max_size=19),
)


@given(st.lists(near_iso, max_size=8))
def test_that_iso_days_at_once_equal_days_one_by_one(cells: list[str]) -> None:
    iso = iso_moments(Texts.of(["", *cells]), UTC)
    for text, day, known in zip(cells, iso.days[1:], iso.found[1:], strict=True):
        one = read_day(text, DateOrder.YMD, UTC)
        if known:
            assert one is not None
            assert one.number == day
        elif one is not None:
            assert len(text) not in (10, 19) or text[4] != "-"


def test_that_weeks_of_offsets_at_the_ends_of_time_are_misfits() -> None:
    assert read_day("0001-01-01T00:00:00+14:00", DateOrder.YMD, UTC) is None
    assert read_day("9999-12-31T23:00:00-05:00", DateOrder.YMD, UTC) is None


def test_that_a_zone_nobody_knows_is_named() -> None:
    with pytest.raises(LeadbenchError, match="Mars/Olympus"):
        time_zone("Mars/Olympus")


def test_that_days_are_int32_of_one_row_each() -> None:
    column, misfits = prepare(column_of("d", ["2021-04-15", "x"]), Input("d", Kind.DATE))
    assert column.days.dtype == np.int32  # type: ignore[union-attr]
    assert misfits.count == 1
