"""Activities out of words: "Visited pricing page 3 times in 30 days", "no activity for 60 days"."""

from __future__ import annotations

import re

from models.exchange.moving_in.field_words import days_of
from models.exchange.moving_in.unclear import Unclear
from models.exchange.moving_in.world import World
from models.leads.text import clean
from models.leads.wording import quoted
from models.scoring.activity_words import ANY
from models.scoring.conditions import (
    ActivityTest,
    Condition,
    FollowedBy,
    Inactive,
    Quantity,
    Selection,
    Test,
)

DOING = frozenset(
    "attended booked bounced called clicked commented completed contacted downloaded filled "
    "followed installed joined liked logged opened read registered replied requested responded "
    "scheduled searched shared signed started submitted subscribed tried unsubscribed viewed "
    "visited watched".split()
)
"""Words by which a text without a field is taken for something that a lead did."""

DONE = frozenset(
    "attendance click clicks download downloads open opens registration request requests signup "
    "subscription submission view views visit visits".split()
)
"""Words at the end of a text that name what a lead did: "Demo request"."""

_SPAN = r"(?P<days>[0-9]{1,5} ?(?:days?|d|weeks?|w)?)"
_WINDOW = re.compile(
    rf"(?P<before>.+?),? (?:(?:with)?in (?:the )?(?:last |past )?|(?:over )?(?:the )?last ){_SPAN}",
    re.I,
)
_NO = re.compile(rf"no (?P<types>.+?) (?:for|in)(?: (?:more than|the last|over))? {_SPAN}", re.I)
_THEN = re.compile(rf"(?P<first>.+?) (?:is )?followed by (?P<then>.+?) within {_SPAN}", re.I)
_NUMBERS = {"once": 1, "twice": 2, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_HOW = {
    "at least": Test.AT_LEAST,
    "minimum": Test.AT_LEAST,
    ">=": Test.AT_LEAST,
    "at most": Test.AT_MOST,
    "more than": Test.MORE_THAN,
    ">": Test.MORE_THAN,
    "fewer than": Test.LESS_THAN,
    "less than": Test.LESS_THAN,
    "<": Test.LESS_THAN,
    "exactly": Test.EQUALS,
    "not exactly": Test.DOES_NOT_EQUAL,
}
_TIMES = re.compile(
    rf"(?P<types>.*?) (?P<how>{'|'.join(sorted(_HOW, key=len, reverse=True))})? ?"
    r"(?:(?P<count>[0-9]{1,6}|one|two|three|four|five)(?P<plus>\+)? ?(?:x|times?)|"
    r"(?P<word>once|twice))(?P<more> or more)?",
    re.I,
)
_RANGE = re.compile(
    r"(?P<types>.+?) (?:between )?(?P<low>[0-9]{1,6}) ?(?:and|to|-|\u2013) ?(?P<high>[0-9]{1,6})"
    r" times",
    re.I,
)
_NEVER = re.compile(r"(?P<types>.+?) (?:not once|never|0 times)", re.I)
_EACH = re.compile(
    r"(?:for each|for every|each|every|per) (?P<types>.+?)"
    rf"(?:,? (?:with)?in (?:the )?(?:last |past )?{_SPAN})?"
    r",? (?:at most|up to|max\.?|no more than) "
    r"(?:(?P<most>[0-9]{1,6}) ?(?:times?|x)|(?P<once>once|twice))",
    re.I,
)


def inactivity(text: str, world: World) -> Inactive | None:
    """ "no activity for more than 60 days"."""
    found = _NO.fullmatch(text)
    if found is None:
        return None
    types = found["types"]
    named = () if types.lower() in ("activity", "activities", ANY) else _types(types, world)
    return Inactive(days_of(found["days"]), named)


def followed(text: str, world: World) -> FollowedBy | None:
    """ "Webinar attended is followed by Demo requested within 7 days"."""
    found = _THEN.fullmatch(text)
    if found is None:
        return None
    ends = [_windowed(found[part], world) for part in ("first", "then")]
    return FollowedBy(ends[0], ends[1], days_of(found["days"]))


def each(text: str, world: World) -> tuple[Selection, int] | None:
    """ "For each Webinar attended in the last 90 days at most 3 times"."""
    found = _EACH.fullmatch(text)
    if found is None:
        if re.match(r"(?:for each|for every|per) ", text, re.I):
            raise Unclear(
                "It is not said how many times count at most.",
                "Add such as \u201cat most 3 times\u201d.",
            )
        return None
    days = None if found["days"] is None else days_of(found["days"])
    most = _NUMBERS[found["once"].lower()] if found["once"] else int(found["most"])
    return Selection(_types(found["types"], world), None, days), most


def counted(text: str, world: World) -> tuple[Condition, str] | None:
    """A count of activities with its window, and what a person ought to know about it.

    Without a count and without a known type only words of doing are taken for an activity.
    """
    head, days = _window(text)
    found = _RANGE.fullmatch(head)
    if found is not None:
        ends = (float(found["low"]), float(found["high"]))
        return _count(found["types"], Test.BETWEEN, ends, days, world), ""
    found = _NEVER.fullmatch(head)
    if found is not None:
        return _count(found["types"], Test.EQUALS, (0.0,), days, world), ""
    found = _TIMES.fullmatch(head)
    if found is not None and found["types"].strip():
        count = found["count"] or found["word"]
        value = float(_NUMBERS.get(count.lower(), 0) or count)
        test = _HOW[(found["how"] or "at least").lower()]
        plain = not found["how"] and not found["plus"] and not found["more"]
        note = f"Read as at least {value:g} times." if plain and value != 1 else ""
        return _count(found["types"], test, (value,), days, world), note
    return None


def bare(text: str, world: World) -> Condition | None:
    """An activity without a count: known by its type, or by a word of doing."""
    head, days = _window(text)
    known = [part for part in re.split(r" or ", head) if world.type_of(part) or part.lower() == ANY]
    words = head.lower().split()
    doing = words and (DOING.intersection((words[0], words[-1])) or words[-1] in DONE)
    if not known and not doing:
        return None
    return _count(head, Test.AT_LEAST, (1.0,), days, world)


def _count(
    types: str, test: Test, values: tuple[float, ...], days: int | None, world: World
) -> ActivityTest:
    return ActivityTest(Quantity(of=Selection(_types(types, world), None, days)), test, values)


def _window(text: str) -> tuple[str, int | None]:
    found = _WINDOW.fullmatch(text)
    if found is None:
        return text, None
    return found["before"].strip(" ,"), days_of(found["days"])


def _windowed(text: str, world: World) -> Selection:
    head, days = _window(text)
    return Selection(_types(head, world), None, days)


def _types(text: str, world: World) -> tuple[str, ...]:
    """The types of a list with "or"; any activity is none named."""
    if text.lower() in (ANY, "any activities"):
        return ()
    names = [clean(name) for name in re.split(r" or |;|\|", text)]
    if not all(names):
        raise Unclear(f"{quoted(text)} names no activity.")
    return tuple(dict.fromkeys(world.type_of(name) or name for name in names))
