from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.leads import iso_moments as fast
from models.leads.dates import read_moment
from models.leads.fields import DateOrder
from models.leads.iso_moments import in_zone, iso_moments
from models.leads.raw import Texts

ZONES = ("UTC", "Europe/Berlin", "Pacific/Apia", "Asia/Kathmandu", "Africa/Monrovia")

CALENDARS = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.builds(
        "{:04}-{:02}-{:02}".format, st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32)
    ),
    st.sampled_from(
        ["2021-3-04", "2021/03/04", "20210304", "04.03.2021", "0001-01-01", "9999-12-31"]
    ),
)
CLOCKS = st.builds(
    "{}{:02}:{:02}{}{}{}".format,
    st.sampled_from([" ", "T", " at ", ""]),
    st.integers(0, 25),
    st.integers(0, 61),
    st.one_of(st.just(""), st.integers(0, 61).map(":{:02}".format)),
    st.sampled_from(["", ".5", ",123456789", ".", ".1234567890", " pm"]),
    st.sampled_from(
        [
            "",
            "Z",
            " Z",
            "UTC",
            "+01:00",
            "-0530",
            " +02",
            "-14:59",
            "+16:00",
            "+01:60",
            "\u221202:00",
            "+1:00",
            "+",
        ]
    ),
)
TEXTS = st.one_of(
    CALENDARS,
    st.builds("{}{}".format, CALENDARS, CLOCKS),
    st.text("0123456789-:+TZ. ", max_size=30),
)


@settings(max_examples=600)
@given(st.lists(TEXTS, max_size=8), st.sampled_from(ZONES))
def test_that_what_is_read_at_once_equals_what_is_read_cell_by_cell(
    texts: list[str], zone: str
) -> None:
    found = iso_moments(Texts.of(texts), ZoneInfo(zone))
    for place, text in enumerate(texts):
        if found.found[place]:
            slow = read_moment(text, DateOrder.DMY, ZoneInfo(zone))
            assert slow is not None, text
            assert (slow.day, slow.second) == (found.days[place], found.seconds[place]), text


@pytest.mark.parametrize(
    "text",
    [
        "2021-04-15",
        "2021-04-15 23:03",
        "2021-04-15T23:03:01",
        "2021-04-15T23:03:01.5Z",
        "2021-04-15T23:03Z",
        "2021-04-15T23:03:01+05:30",
        "2021-04-15 23:03:01 -0800",
        "2021-04-15 23:03-08",
    ],
)
def test_that_the_usual_forms_are_read_at_once(text: str) -> None:
    assert iso_moments(Texts.of(["", text, "x"]), UTC).found.tolist() == [False, True, False]


def test_that_texts_are_read_alike_wherever_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = Texts.of(
        [f"2021-{n % 12 + 1:02}-0{n % 9 + 1}T0{n % 10}:00:00+02:00" for n in range(50)]
    )
    zone = ZoneInfo("America/New_York")
    whole = iso_moments(texts, zone)
    monkeypatch.setattr(fast, "_AT_ONCE", 7)
    parts = iso_moments(texts, zone)
    assert whole.found.all()
    assert whole.days.tolist() == parts.days.tolist()
    assert whole.seconds.tolist() == parts.seconds.tolist()


@given(st.sampled_from(ZONES), st.lists(st.integers(-3_000_000_000, 4_000_000_000), max_size=9))
def test_that_clocks_of_a_zone_are_those_of_the_calendar(zone: str, moments: list[int]) -> None:
    found = in_zone(np.array(moments, dtype=np.int64), ZoneInfo(zone))
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    for moment, local in zip(moments, found.tolist(), strict=True):
        there = (epoch + timedelta(seconds=moment)).astimezone(ZoneInfo(zone))
        assert there.replace(tzinfo=UTC) == epoch + timedelta(seconds=local)
