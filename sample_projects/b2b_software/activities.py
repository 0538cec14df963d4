"""The activity log of the sample, and the counts that the lead export carries of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sample_projects.b2b_software.dice import Dice
from sample_projects.b2b_software.words import DOWNLOADS, MAILINGS, PAGES, POSTS, SOCIAL, WEBINARS

MINUTES = 24 * 60

FIRST_ACTIVITY = {
    "Website": ("Form submitted", "Newsletter"),
    "Paid search": ("Form submitted", "Landing page"),
    "Webinar": ("Webinar attended", ""),
    "Trade fair": ("Trade fair visit", "Badge scanned"),
    "Partner": ("Form submitted", "Partner referral"),
    "Referral": ("Form submitted", "Contact"),
}
# Means within the last 30 days by intent: cold, curious, evaluating.
PRICING = (0.05, 0.45, 2.0)
CLICKS = (0.25, 0.9, 2.0)
DOWNLOAD_90 = (0.03, 0.18, 0.45)
WEBINAR_EVER = (0.06, 0.14, 0.22)
SOCIAL_EVER = (0.12, 0.5, 1.1)
SECONDS = (25, 60, 130)
"""The mean time on a page."""
DEMO_EVER = (0.01, 0.09, 0.42)
BY_MAIL = {"E-mail opened", "E-mail clicked"}


class Activity(NamedTuple):
    """One line of the log. `minute` counts back from the end of the as-of day: 0 is its last."""

    lead: int
    minute: int
    type: str
    detail: str
    seconds: int | None = None

    @property
    def age(self) -> int:
        """Whole days before the as-of day."""
        return self.minute // MINUTES


@dataclass(frozen=True)
class Reader:
    """Who acts: the position in the list of leads, minute of creation, source, intent 0 to 2."""

    lead: int
    created: int
    source: str
    intent: int
    careers: bool
    unsubscribes: bool

    @property
    def age(self) -> int:
        """Whole days since the creation; at least 1."""
        return self.created // MINUTES


def _minute(dice: Dice, age: int) -> int:
    """A minute of that day, mostly in working hours."""
    hour = dice.whole(8, 17) if dice.chance(0.85) else dice.whole(0, 23)
    return age * MINUTES + (MINUTES - 1) - (hour * 60 + dice.whole(0, 59))


def _within(dice: Dice, reader: Reader, most: int) -> int:
    """A minute in the last `most` days, not before the lead was created."""
    return _minute(dice, dice.whole(0, min(most, reader.age - 1)))


def _early(dice: Dice, reader: Reader) -> int:
    """A minute in the life of the lead, most likely soon after its creation."""
    after = int(reader.age * dice.uniform() * dice.uniform())
    return _minute(dice, max(reader.age - 1 - after, 0))


def of_lead(dice: Dice, reader: Reader) -> list[Activity]:
    """What counts in the lead export: visits of prices and jobs, clicks, downloads, webinars."""
    found: list[Activity] = []

    def add(minute: int, kind: str, detail: str) -> None:
        found.append(Activity(reader.lead, minute, kind, detail))

    intent = reader.intent
    if reader.source in FIRST_ACTIVITY:
        kind, detail = FIRST_ACTIVITY[reader.source]
        add(reader.created - dice.whole(0, 5), kind, detail or dice.pick(WEBINARS))
    for _ in range(dice.count(PRICING[intent])):
        add(_within(dice, reader, 30), "Page view", "/pricing")
    for _ in range(dice.count(CLICKS[intent])):
        add(_within(dice, reader, 30), "E-mail clicked", dice.pick(MAILINGS))
    for _ in range(dice.count(DOWNLOAD_90[intent])):
        add(_within(dice, reader, 90), "Content downloaded", dice.pick(DOWNLOADS))
    for _ in range(dice.count(WEBINAR_EVER[intent])):
        add(_early(dice, reader), "Webinar attended", dice.pick(WEBINARS))
    if dice.chance(DEMO_EVER[intent]):
        add(_within(dice, reader, 75), "Demo requested", "Form")
    if reader.careers:
        for _ in range(dice.whole(1, 3)):
            add(_early(dice, reader), "Page view", "/careers")
    for _ in range(dice.count(0.25)):
        add(_early(dice, reader), "Page view", "/pricing")
    if reader.unsubscribes:
        add(_within(dice, reader, reader.age), "Unsubscribed", "Newsletter")
    return _quiet_after_leaving(found)


def passing(dice: Dice, reader: Reader) -> Activity:
    """One of the many activities that say little: an e-mail opened, a page read."""
    late = reader.intent == 2 or dice.chance(0.05)
    minute = _within(dice, reader, 30) if late else _early(dice, reader)
    if dice.chance(0.45):
        return Activity(reader.lead, minute, "E-mail opened", dice.pick(MAILINGS))
    return Activity(reader.lead, minute, "Page view", dice.weighted(PAGES))


def social(dice: Dice, reader: Reader, log: Sequence[Activity]) -> list[Activity]:
    """Likes and comments: between the creation and what else the lead did last.

    So they change no count of the export; they go with the interest and add nothing to it.
    """
    if not log:
        return []
    last = min(item.minute for item in log)
    span = reader.created - last
    found = []
    for _ in range(dice.count(SOCIAL_EVER[reader.intent])):
        minute = last + int(span * dice.uniform())
        found.append(Activity(reader.lead, minute, dice.weighted(SOCIAL), dice.pick(POSTS)))
    return found


def timed(dice: Dice, reader: Reader, log: Sequence[Activity]) -> list[Activity]:
    """The log with the seconds that a page was looked at; some pages do not measure."""
    mean = SECONDS[reader.intent]
    return [
        item._replace(seconds=2 + int(2 * mean * dice.uniform()))
        if item.type == "Page view" and dice.chance(0.9)
        else item
        for item in log
    ]


def _quiet_after_leaving(activities: list[Activity]) -> list[Activity]:
    """Who has unsubscribed gets no e-mail and so opens none."""
    left = [item.minute for item in activities if item.type == "Unsubscribed"]
    if not left:
        return activities
    return [item for item in activities if item.type not in BY_MAIL or item.minute > left[0]]


@dataclass(frozen=True)
class Counts:
    """The prepared fields of one lead as of the as-of day."""

    pricing_views_30: int
    clicks_30: int
    downloads_90: int
    webinars: int
    demo: bool
    careers: bool
    unsubscribed: bool
    last_age: int | None


def counted(activities: Sequence[Activity]) -> Counts:
    """The prepared fields, counted from a lead's part of the log."""

    def number(kind: str, days: int | None = None, detail: str | None = None) -> int:
        return sum(
            item.type == kind
            and (detail is None or item.detail == detail)
            and (days is None or item.age <= days)
            for item in activities
        )

    return Counts(
        pricing_views_30=number("Page view", 30, "/pricing"),
        clicks_30=number("E-mail clicked", 30),
        downloads_90=number("Content downloaded", 90),
        webinars=number("Webinar attended"),
        demo=number("Demo requested") > 0,
        careers=number("Page view", None, "/careers") > 0,
        unsubscribed=number("Unsubscribed") > 0,
        last_age=min((item.age for item in activities), default=None),
    )
