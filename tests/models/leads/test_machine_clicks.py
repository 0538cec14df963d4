from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.leads.columns import TextColumn
from models.leads.machine_clicks import is_click, is_sending, suspected_clicks
from models.leads.raw import Texts
from tests.models.leads.slow_matching import Event, suspected

TYPES = ("", "E-mail clicked", "E-mail sent", "Visit")
CAMPAIGNS = ("", "Spring", "SPRING", "Autumn")
LINKS = ("", "/a", "/A", "/b", "/c", "/d")
MORNING = 20_000 * 86_400 + 6 * 3600

EVENTS = st.lists(
    st.builds(
        lambda lead, moment, kind, campaign, link: Event(
            lead, moment // 86_400, moment % 86_400 if moment else -1, 0, kind, campaign, link
        ),
        st.integers(0, 1),
        st.sampled_from([0, MORNING, *range(MORNING + 1, MORNING + 14)]),
        st.sampled_from([TYPES[1], *TYPES]),
        st.sampled_from(CAMPAIGNS),
        st.sampled_from(LINKS),
    ),
    max_size=14,
)


def column(values: tuple[str, ...], cells: list[str]) -> TextColumn:
    codes = np.array([values.index(cell) for cell in cells], dtype=np.uint8)
    return TextColumn(codes, Texts.of(values))


def found(events: list[Event]) -> list[bool]:
    return suspected_clicks(
        np.array([event.lead for event in events], dtype=np.int32),
        np.array([event.day for event in events], dtype=np.int32),
        np.array([event.second for event in events], dtype=np.int32),
        column(TYPES, [event.type for event in events]),
        {
            "Campaign": column(CAMPAIGNS, [event.campaign for event in events]),
            "Link": column(LINKS, [event.link for event in events]),
        },
    ).tolist()


@settings(max_examples=1500)
@given(EVENTS)
def test_that_suspects_are_those_of_the_slow_description(events: list[Event]) -> None:
    events.sort(key=lambda event: (event.lead, event.day, event.second))
    assert found(events) == suspected(events)


def at(second: int, kind: str, campaign: str = "", link: str = "", lead: int = 0) -> Event:
    return Event(lead, 20_000, 40_001 + second, 0, kind, campaign, link)


@pytest.mark.parametrize(
    ("events", "suspects"),
    [
        ([at(0, "E-mail clicked", link=link) for link in ("/a", "/b", "/c")], 3),
        ([at(0, "E-mail clicked", link=link) for link in ("/a", "/b", "/A")], 0),
        ([at(0, "Visit", link=link) for link in ("/a", "/b", "/c")], 0),
        ([at(n, "E-mail clicked", link=link) for n, link in enumerate(("/a", "/b", "/c"))], 0),
        ([at(0, "E-mail sent"), at(10, "E-mail clicked")], 1),
        ([at(0, "E-mail sent"), at(11, "E-mail clicked")], 0),
        ([at(0, "E-mail clicked"), at(1, "E-mail sent")], 0),
        ([at(0, "E-mail sent", "Spring"), at(1, "E-mail clicked", "Autumn")], 0),
        ([at(0, "E-mail sent", "Spring"), at(1, "E-mail clicked", "SPRING")], 1),
        ([at(0, "E-mail sent"), at(1, "E-mail clicked", "Autumn")], 1),
        ([at(0, "E-mail sent", "Spring"), at(1, "E-mail clicked")], 1),
        ([at(0, "E-mail sent"), at(1, "E-mail clicked", lead=1)], 0),
    ],
)
def test_that_a_machine_is_suspected_only_where_no_person_is_so_fast(
    events: list[Event], suspects: int
) -> None:
    assert Counter(found(events))[True] == suspects


def test_that_times_of_whole_minutes_and_whole_days_accuse_nobody() -> None:
    minute = [Event(0, 20_000, 600, 0, "E-mail clicked", "", link) for link in ("/a", "/b", "/c")]
    day = [Event(0, 20_000, -1, 0, "E-mail clicked", "", link) for link in ("/a", "/b", "/c")]
    assert not any(found(minute) + found(day))


def test_that_consent_given_is_no_sending() -> None:
    assert is_sending("E-mail sent")
    assert is_sending("EmailDelivered")
    assert not is_sending("Consent given")
    assert not is_sending("Presentation")
    assert is_click("Email link CLICKED")
