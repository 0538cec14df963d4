"""The points of a rule while they are edited: entries that may have gaps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from models.leads.fields import Input, Kind
from models.leads.text import key
from models.scoring.conditions import Condition, tests_in
from models.scoring.model import (
    Award,
    ByRange,
    ByValue,
    Points,
    RangePoints,
    ValuePoints,
)

BY_VALUE_KINDS = (Kind.TEXT, Kind.YES_NO, Kind.MULTIPLE)
BY_RANGE_KINDS = (Kind.NUMBER,)


class Way(StrEnum):
    """How a rule gives points."""

    ONCE = "once"
    BY_VALUE = "by value"
    BY_RANGE = "by range"


@dataclass(frozen=True)
class Entry:
    """One line of points. `value` "" is not given yet, None stands for blank."""

    points: int
    value: str | None = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class AwardDraft:
    """What the editor shows. `entries` has one line where points are given once."""

    way: Way
    entries: tuple[Entry, ...]
    field: str = ""
    exact: bool = False


def award_drawn(award: Award) -> AwardDraft:
    """An award as the editor shows it."""
    match award:
        case Points(points):
            return AwardDraft(Way.ONCE, (Entry(points),))
        case ByValue(field, entries, exact):
            lines = tuple(Entry(entry.points, entry.value) for entry in entries)
            return AwardDraft(Way.BY_VALUE, lines, field, exact)
        case ByRange(field, ranges):
            lines = tuple(Entry(item.points, "", item.low, item.high) for item in ranges)
            return AwardDraft(Way.BY_RANGE, lines, field)


def award_built(draft: AwardDraft) -> Award:
    """The award of a draft without faults."""
    if draft.way is Way.ONCE:
        return Points(draft.entries[0].points)
    if draft.way is Way.BY_VALUE:
        values = tuple(ValuePoints(entry.value, entry.points) for entry in draft.entries)
        return ByValue(draft.field, values, draft.exact)
    ranges = tuple(RangePoints(e.low, e.high, e.points) for e in draft.entries)
    return ByRange(draft.field, ranges)


def award_fault(draft: AwardDraft) -> str:
    """What a draft still lacks, in words; "" where it is whole."""
    if draft.way is Way.ONCE:
        return ""
    if not draft.field:
        return "Choose a field."
    if not draft.entries:
        return "Add at least one line."
    return _value_fault(draft) if draft.way is Way.BY_VALUE else _range_fault(draft)


def _value_fault(draft: AwardDraft) -> str:
    seen: set[str | None] = set()
    for entry in draft.entries:
        if entry.value == "":
            return "Type a value in every line."
        same = entry.value if entry.value is None or draft.exact else key(entry.value)
        if same in seen:
            name = "Blank" if entry.value is None else f"\u201c{entry.value}\u201d"
            return f"{name} stands twice: only the first counts."
        seen.add(same)
    return ""


def _range_fault(draft: AwardDraft) -> str:
    entries = draft.entries
    for place, entry in enumerate(entries):
        if entry.low is not None and entry.high is not None and entry.low >= entry.high:
            return f"Line {place + 1} holds no number: its end is not above its start."
        if place == 0:
            continue
        before = entries[place - 1]
        if before.high is None or entry.low is None or entry.low < before.high:
            return f"Line {place + 1} must start where line {place} ends, or above."
    return ""


def turned(
    draft: AwardDraft, way: Way, when: Condition | None, fields: tuple[Input, ...]
) -> AwardDraft:
    """The draft with points given in another way, keeping what can be kept."""
    if way is draft.way:
        return draft
    points = max((entry.points for entry in draft.entries), key=abs, default=0)
    if way is Way.ONCE:
        return AwardDraft(way, (Entry(points),))
    kinds = BY_VALUE_KINDS if way is Way.BY_VALUE else BY_RANGE_KINDS
    field = _field_of(when, fields, kinds)
    if way is Way.BY_VALUE:
        return AwardDraft(way, _values_of(when, field, points), field)
    return AwardDraft(way, (Entry(points, "", None, None),), field)


def _field_of(when: Condition | None, fields: tuple[Input, ...], kinds: tuple[Kind, ...]) -> str:
    """The first field of the condition that has the kind, else the first of all."""
    fitting = [item.name for item in fields if item.kind in kinds]
    asked = [test.field for test in tests_in(when)] if when is not None else []
    return next((name for name in asked if name in fitting), next(iter(fitting), ""))


def _values_of(when: Condition | None, field: str, points: int) -> tuple[Entry, ...]:
    """A line for each text that the condition names for that field."""
    tests = tests_in(when) if when is not None else iter(())
    texts = [
        str(value)
        for test in tests
        if test.field == field
        for value in test.values
        if isinstance(value, str)
    ]
    return tuple(Entry(points, text) for text in dict.fromkeys(texts)) or (Entry(points),)


def with_entry(draft: AwardDraft, place: int, entry: Entry | None) -> AwardDraft:
    """The draft with one line changed, or taken out."""
    own = () if entry is None else (entry,)
    return replace(draft, entries=(*draft.entries[:place], *own, *draft.entries[place + 1 :]))


def next_entry(draft: AwardDraft) -> Entry:
    """The line that a person most likely adds next: a range starts where the last one ends."""
    if draft.way is Way.BY_RANGE and draft.entries:
        return Entry(0, "", draft.entries[-1].high, None)
    return Entry(0)
