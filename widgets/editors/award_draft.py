"""The points of a rule while they are edited: entries that may have gaps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from models.leads.fields import Input, Kind
from models.leads.text import key
from models.scoring.awards import MOST_TOGETHER
from models.scoring.conditions import (
    OF_A_DETAIL,
    ActivityTest,
    Condition,
    Quantity,
    leaves_in,
    selections_in,
    tests_in,
)
from models.scoring.model import (
    Award,
    ByCount,
    ByRange,
    ByValue,
    CountPoints,
    PerOccurrence,
    Points,
    RangePoints,
    ValuePoints,
)
from widgets.editors.draft import chosen, chosen_fault, selected
from widgets.editors.draft_nodes import ActivityLeaf, Chosen

BY_VALUE_KINDS = (Kind.TEXT, Kind.YES_NO, Kind.MULTIPLE)
BY_RANGE_KINDS = (Kind.NUMBER,)
FIRST_MOST = 3
"""How many occurrences count until a person says otherwise."""


class Way(StrEnum):
    """How a rule gives points."""

    ONCE = "once"
    BY_VALUE = "by value"
    BY_RANGE = "by range"
    BY_COUNT = "by count"
    PER_OCCURRENCE = "per occurrence"


OF_FIELDS = (Way.BY_VALUE, Way.BY_RANGE)
OF_ACTIVITIES = (Way.BY_COUNT, Way.PER_OCCURRENCE)
IN_LINES = (Way.BY_VALUE, Way.BY_RANGE, Way.BY_COUNT)
"""Ways whose points stand in a line for each entry; the others have one number."""


@dataclass(frozen=True)
class Entry:
    """One line of points. `value` "" is not given yet, None stands for blank. By count, `low` is
    the count from which the line holds; None is not given yet."""

    points: int
    value: str | None = ""
    low: float | None = None
    high: float | None = None


UNCHOSEN = ActivityLeaf()


@dataclass(frozen=True)
class AwardDraft:
    """What the editor shows. `entries` has one line where there is one number of points.

    `quantity`: what is counted; per occurrence, only which activities. `most`: how many
    occurrences count, None is not given yet.
    """

    way: Way
    entries: tuple[Entry, ...]
    field: str = ""
    exact: bool = False
    quantity: ActivityLeaf = UNCHOSEN
    most: int | None = 1


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
        case ByCount(quantity, steps):
            lines = tuple(Entry(step.points, "", float(step.least)) for step in steps)
            of = ActivityLeaf(chosen(quantity.of), quantity.measure, quantity.detail)
            return AwardDraft(Way.BY_COUNT, lines, quantity=of)
        case PerOccurrence(selection, points, most):
            of = ActivityLeaf(chosen(selection))
            return AwardDraft(Way.PER_OCCURRENCE, (Entry(points),), quantity=of, most=most)


def award_built(draft: AwardDraft) -> Award:
    """The award of a draft without faults."""
    match draft.way:
        case Way.ONCE:
            return Points(draft.entries[0].points)
        case Way.BY_VALUE:
            values = tuple(ValuePoints(entry.value, entry.points) for entry in draft.entries)
            return ByValue(draft.field, values, draft.exact)
        case Way.BY_RANGE:
            ranges = tuple(RangePoints(e.low, e.high, e.points) for e in draft.entries)
            return ByRange(draft.field, ranges)
        case Way.BY_COUNT:
            steps = tuple(CountPoints(int(e.low or 0), e.points) for e in draft.entries)
            own = draft.quantity
            detail = own.detail if own.measure in OF_A_DETAIL else ""
            return ByCount(Quantity(own.measure, selected(own.of), detail), steps)
        case Way.PER_OCCURRENCE:
            of = selected(draft.quantity.of)
            return PerOccurrence(of, draft.entries[0].points, draft.most or 1)


def award_fault(draft: AwardDraft) -> str:
    """What a draft still lacks, in words; "" where it is whole."""
    if draft.way is Way.ONCE:
        return ""
    if draft.way in OF_FIELDS and not draft.field:
        return "Choose a field."
    if draft.way in OF_ACTIVITIES and (fault := _activities_fault(draft)):
        return fault
    if not draft.entries:
        return "Add at least one line."
    match draft.way:
        case Way.BY_VALUE:
            return _value_fault(draft)
        case Way.BY_RANGE:
            return _range_fault(draft)
        case Way.BY_COUNT:
            return _count_fault(draft)
    return _most_fault(draft)


def _activities_fault(draft: AwardDraft) -> str:
    counted = draft.way is Way.BY_COUNT and draft.quantity.measure in OF_A_DETAIL
    if counted and not draft.quantity.detail:
        return "Choose a detail."
    return chosen_fault(draft.quantity.of)


def _most_fault(draft: AwardDraft) -> str:
    if draft.most is None:
        return "Type how many times at most."
    together = abs(draft.entries[0].points) * draft.most
    if together > MOST_TOGETHER:
        return f"Together that is more than {MOST_TOGETHER:,} points: lower one of them."
    return ""


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


def _count_fault(draft: AwardDraft) -> str:
    for place, entry in enumerate(draft.entries):
        if entry.low is None:
            return "Type from which count on in every line."
        before = draft.entries[place - 1].low if place else None
        if before is not None and entry.low <= before:
            return f"Line {place + 1} must start above line {place}."
    return ""


def turned(
    draft: AwardDraft, way: Way, when: Condition | None, fields: tuple[Input, ...]
) -> AwardDraft:
    """The draft with points given in another way, keeping what can be kept."""
    if way is draft.way:
        return draft
    points = max((entry.points for entry in draft.entries), key=abs, default=0)
    match way:
        case Way.ONCE:
            return AwardDraft(way, (Entry(points),))
        case Way.BY_VALUE:
            field = _field_of(when, fields, BY_VALUE_KINDS)
            return AwardDraft(way, _values_of(when, field, points), field)
        case Way.BY_RANGE:
            field = _field_of(when, fields, BY_RANGE_KINDS)
            return AwardDraft(way, (Entry(points, "", None, None),), field)
        case Way.BY_COUNT:
            of = _quantity_of(draft, when)
            return AwardDraft(way, (Entry(points, "", 1.0),), quantity=of)
        case Way.PER_OCCURRENCE:
            of = replace(ActivityLeaf(), of=_quantity_of(draft, when).of)
            return AwardDraft(way, (Entry(points),), quantity=of, most=FIRST_MOST)


def _quantity_of(draft: AwardDraft, when: Condition | None) -> ActivityLeaf:
    """What was counted so far, else what the condition asks first of activities."""
    if draft.way in OF_ACTIVITIES:
        return draft.quantity
    for leaf in leaves_in(when) if when is not None else ():
        if isinstance(leaf, ActivityTest):
            own = leaf.quantity
            return ActivityLeaf(chosen(own.of), own.measure, own.detail)
    asked = next(selections_in(when), None) if when is not None else None
    return ActivityLeaf(Chosen() if asked is None else chosen(asked))


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
