"""What nasty leads have done: on and beside boundary days, at times known or not, in ties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from models.leads.fields import Input, Kind, Role
from models.leads.raw import Cell
from models.scoring.reference.cells import read_cell
from tests.models.scoring.nasty_leads import (
    AS_OF,
    CREATED,
    INPUTS,
    WON,
    Chooser,
    Seeded,
    chance,
    nasty_day,
)
from tests.models.scoring.runners import Done, Kinds, Row

TYPE, TIME = "Type", "When"
PAGE, SECONDS, OPEN, DUE, BEGINS, TAGS = "Page", "Seconds", "Open", "Due", "Begins", "Topics"
OWN_DAYS = (0, 7, 30)
"""Days after which leads are looked at, where each has its own day."""

ACTIVITY_INPUTS = (
    Input(
        TYPE,
        role=Role.ACTIVITY_TYPE,
        blank=("none",),
        spellings=(("\u0130zmir Fair", "Demo"), ("mail", "none")),
    ),
    Input(TIME, Kind.DATE, role=Role.ACTIVITY_TIME, spellings=(("soon", "2024-03-10"),)),
    Input(PAGE, blank=("-",), spellings=(("/b", "/A"), ("caf\u00e9", ""))),
    Input(SECONDS, Kind.NUMBER, spellings=(("X", "60"),)),
    Input(OPEN, Kind.YES_NO),
    Input(DUE, Kind.DATE),
    Input(BEGINS, Kind.DATE, event=True),
    Input(TAGS, Kind.MULTIPLE, spellings=(("CAF\u00c9", "b"),)),
)
DETAILS = tuple(item for item in ACTIVITY_INPUTS if item.role is Role.FIELD)
TYPES = (
    "Visit",
    "visit",
    " VISIT",
    "Webinar",
    "\u0130zmir Fair",
    "izmir\u00a0fair",
    "Mail",
    "Demo",
)
AT = (
    *("", "", " 09:15", " 09:15", " 10:10", " 10:10:00", " 04:50", " 23:59"),
    *("T09:00:00Z", " 10:30:00+02:00", "T04:45-05:00", " 14:40+05:30", " 05:00+02:00", "T11:00Z"),
)
"""Times of a day that several activities have."""
PAGES = ("/pricing", "/PRICING ", "/a", "/A", "/b", "stra\u00dfe", "caf\u00e9", "CAFE\u0301", "-")
AMOUNTS = ("10", "30", "30.5", "-10", "1e1", "x", "0", "60", "1000000000001", "29.9999999999999999")
TOPICS = ("a", "A", "b", "a; b", "b;B", "c;a;b", " ; ", "caf\u00e9;a")


def _day_of(row: Mapping[str, str], name: str, zone: str) -> date | None:
    item = next(item for item in INPUTS if item.name == name)
    found = read_cell(row[name], item, zone)
    day = None if not isinstance(found, int) else date(1970, 1, 1).toordinal() + found
    return None if day is None or not 1000 < day < 3_000_000 else date.fromordinal(day)


def _base(choose: Chooser, row: Mapping[str, str]) -> date:
    """The day that ages are counted to: the project's, or one that the lead may have."""
    created, won = _day_of(row, CREATED, "UTC"), _day_of(row, WON, "UTC")
    days = [AS_OF, AS_OF]
    days += [created + timedelta(days=choose.pick(OWN_DAYS))] * 2 if created is not None else []
    days += [won - timedelta(days=1)] if won is not None else []
    return choose.pick(days)


def _detail(choose: Chooser, item: Input, base: date) -> str:
    if chance(choose, 20):
        return ""
    if item.kind is Kind.DATE:
        return nasty_day(choose, item.date_order, base, 4)
    pools = {PAGE: PAGES, SECONDS: AMOUNTS, OPEN: ("yes", "no", "maybe"), TAGS: TOPICS}
    return choose.pick(pools[item.name])


def nasty_activities(choose: Chooser, row: Mapping[str, str]) -> tuple[list[Row], list[Kinds]]:
    """What one lead has done, in the order of the file; and what a spreadsheet said of it."""
    rows: list[Row] = []
    kinds: list[Kinds] = []
    base = _base(choose, row)
    last = time = ""
    for _ in range(choose.pick((0, 1, 2, 2, 3, 4, 6, 8))):
        before, time = time, nasty_day(choose, ACTIVITY_INPUTS[1].date_order, base, 4)
        if before and chance(choose, 15):
            time = before
        elif last and chance(choose, 50):  # on the same day, at another time, or at the same one
            time = last + choose.pick(AT)
        last = time[:10] if time[4:5] == "-" and time[7:8] == "-" else ""
        kind = "" if chance(choose, 5) else choose.pick(TYPES[:3] if chance(choose, 30) else TYPES)
        details = {item.name: _detail(choose, item, base) for item in DETAILS}
        rows.append({TYPE: kind, TIME: time, **details})
        said = choose.pick((Cell.ERROR, Cell.NUMBER)) if chance(choose, 1) else Cell.TEXT
        kinds.append({TIME: said})
    return rows, kinds


def done_by(seed: int, leads: Sequence[Row]) -> Done:
    """What these leads have done."""
    choose = Seeded(seed)
    found = [nasty_activities(choose, row) for row in leads]
    return Done(ACTIVITY_INPUTS, [rows for rows, _ in found], [kinds for _, kinds in found])
