"""Matching of activities written straight from the page of meanings, row by row; slow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from models.leads.text import clean

DAY = 86_400
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Row:
    """One row of the file as it was drawn: its cells and what they mean."""

    id: str
    type: str
    time: str
    campaign: str
    link: str


@dataclass(frozen=True)
class Event:
    """An activity of one lead."""

    lead: int
    day: int
    second: int
    row: int
    type: str
    campaign: str
    link: str

    @property
    def moment(self) -> int:
        return self.day * DAY + self.second


def moment_of(text: str, zone: str) -> tuple[int, int] | None:
    """Day and second of an ISO time in the zone."""
    text = clean(text)
    if len(text) == 10:
        return date.fromisoformat(text).toordinal() - EPOCH, -1
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if found.tzinfo is not None:
        found = found.astimezone(ZoneInfo(zone))
    second = found.hour * 3600 + found.minute * 60 + found.second
    return found.toordinal() - EPOCH, second


def matched(
    rows: list[Row], ids: list[str], zone: str, today: date
) -> tuple[list[Event], dict[str, int]]:
    """All activities in their order, and the figures of the report."""
    events = []
    counts = dict.fromkeys(("blank", "unknown", "no time", "matched", "future", "shared"), 0)
    for place, row in enumerate(rows):
        wanted = clean(row.id)
        owners = [lead for lead, name in enumerate(ids) if wanted and clean(name) == wanted]
        moment = moment_of(row.time, zone)
        if not wanted:
            counts["blank"] += 1
        elif not owners:
            counts["unknown"] += 1
        elif moment is None:
            counts["no time"] += 1
        else:
            counts["matched"] += 1
            counts["future"] += moment[0] > today.toordinal() - EPOCH
            counts["shared"] += len(owners) > 1
            details = clean(row.type), clean(row.campaign), clean(row.link)
            events += [Event(lead, *moment, place, *details) for lead in owners]
    events.sort(key=lambda event: (event.lead, event.day, event.second, event.row))
    return events, counts


def identical(events: list[Event]) -> list[bool]:
    """Which events repeat an earlier one."""
    seen: set[tuple[object, ...]] = set()
    answers = []
    for event in events:
        cells = event.lead, event.day, event.second, event.type, event.campaign, event.link
        answers.append(cells in seen)
        seen.add(cells)
    return answers


def suspected(events: list[Event]) -> list[bool]:
    """Which events are suspected machine clicks."""
    if all(event.second < 0 or event.second % 60 == 0 for event in events):
        return [False] * len(events)
    clicks = [event for event in events if "click" in event.type.lower() and event.second >= 0]
    sent = [event for event in events if event.type.lower() == "e-mail sent" and event.second >= 0]
    answers = []
    for event in events:
        links = {
            other.link.lower()
            for other in clicks
            if other.lead == event.lead and other.moment == event.moment and other.link
        }
        after = any(
            other.lead == event.lead
            and 0 <= event.moment - other.moment <= 10
            and (
                not event.campaign
                or not other.campaign
                or event.campaign.lower() == other.campaign.lower()
            )
            for other in sent
        )
        answers.append(event in clicks and (len(links) >= 3 or after))
    return answers
