"""The points of a rule, to and from the JSON of a model's file."""

from __future__ import annotations

from typing import Any

from models.leads.wording import figure
from models.scoring.awards import (
    MOST_POINTS,
    MOST_TOGETHER,
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
from models.scoring.conditions import DAYS_OF_ACTIVITY
from models.scoring.file.condition_json import (
    quantity_to_json,
    read_quantity,
    read_selection,
    selection_to_json,
)
from models.scoring.file.json_faults import as_number, plain_number
from models.scoring.file.json_node import Node

MOST_OCCURRENCES = 10_000
MOST_AMOUNT = 1_000_000_000_000
"""A table of counts begins and goes on within plus and minus this: details may be cents."""

_FORMS = ("points", "by_value", "by_range", "by_count", "per_occurrence")


def award_to_json(award: Award) -> dict[str, Any]:
    """The one key of a rule that says its points."""
    match award:
        case Points(points):
            return {"points": points}
        case ByValue(field, entries, exact):
            rows = [{"value": entry.value, "points": entry.points} for entry in entries]
            data: dict[str, Any] = {"field": field, "entries": rows}
            return {"by_value": {**data, "exact": True} if exact else data}
        case ByRange(field, ranges):
            return {"by_range": {"field": field, "entries": ranges_to_json(ranges)}}
        case ByCount(quantity, counts):
            steps = [{"from": entry.least, "points": entry.points} for entry in counts]
            return {"by_count": {**quantity_to_json(quantity), "entries": steps}}
        case PerOccurrence(of, points, most):
            one = {"activity": selection_to_json(of), "points": points, "most": most}
            return {"per_occurrence": one}


def ranges_to_json(ranges: tuple[RangePoints, ...]) -> list[dict[str, Any]]:
    """Points by range, each with both ends; null is an open one."""
    return [
        {
            "low": None if entry.low is None else plain_number(entry.low),
            "high": None if entry.high is None else plain_number(entry.high),
            "points": entry.points,
        }
        for entry in ranges
    ]


def read_award(node: Node) -> Award:
    """The points of a rule; faults are noted at the rule's node."""
    forms = [name for name in _FORMS if name in node.value]
    for name in forms:
        node.raw(name)
    if len(forms) != 1:
        known = ", ".join(f'"{name}"' for name in _FORMS[:-1]) + f' and "{_FORMS[-1]}"'
        found = ", ".join(f'"{name}"' for name in forms) or "none of them"
        node.faults.shape(node.place, f"must have exactly one of {known}, found {found}")
        return Points(0)
    match forms[0]:
        case "points":
            return Points(_points(node))
        case "by_value":
            return _read_by_value(node.child("by_value"))
        case "by_range":
            table = node.child("by_range")
            award = ByRange(table.cleaned("field"), read_ranges(_entries(table)))
            table.leave()
            return award
        case "by_count":
            return _read_by_count(node.child("by_count"))
        case _:
            return _read_per_occurrence(node.child("per_occurrence"))


def _points(node: Node) -> int:
    return node.whole("points", -MOST_POINTS, MOST_POINTS)


def _entries(table: Node) -> list[Node]:
    entries = table.children("entries")
    if not entries and table.raw("entries") in (None, []):
        table.faults.law(table.at("entries"), "must have at least one entry")
    return entries


def _read_by_value(table: Node) -> ByValue:
    entries = []
    for node in _entries(table):
        blank = "value" in node.value and node.raw("value") is None
        value = None if blank else node.cleaned("value")
        entries.append(ValuePoints(value, _points(node)))
        node.leave()
    award = ByValue(table.cleaned("field"), tuple(entries), table.yes_no("exact"))
    table.leave()
    return award


def read_ranges(nodes: list[Node]) -> tuple[RangePoints, ...]:
    """Ranges that ascend and do not overlap; faults are noted there."""
    entries: list[RangePoints] = []
    for node in nodes:
        low, high = (
            as_number(node.raw(name), node.at(name), node.faults) if node.has(name) else None
            for name in ("low", "high")
        )
        if low is not None and high is not None and not low < high:
            node.faults.law(node.place, f"must begin below its end, found {low:g} to {high:g}")
        if entries:
            end = entries[-1].high
            if end is None or low is None or low < end:
                node.faults.law(node.place, "must begin where the range before it ends, or later")
        entries.append(RangePoints(low, high, _points(node)))
        node.leave()
    return tuple(entries)


def _read_by_count(table: Node) -> ByCount:
    quantity = read_quantity(table)
    if quantity.measure in DAYS_OF_ACTIVITY:
        table.faults.law(
            table.at("measure"), f'must be a number for points by count, found "{quantity.measure}"'
        )
    entries: list[CountPoints] = []
    for node in _entries(table):
        least = node.whole("from", -MOST_AMOUNT, MOST_AMOUNT)
        if entries and least <= entries[-1].least:
            node.faults.law(
                node.at("from"),
                f"must be above {figure(entries[-1].least)}, where the entry before it begins, "
                f"found {figure(least)}",
            )
        entries.append(CountPoints(least, _points(node)))
        node.leave()
    table.leave()
    return ByCount(quantity, tuple(entries))


def _read_per_occurrence(node: Node) -> PerOccurrence:
    points, most = _points(node), node.whole("most", 1, MOST_OCCURRENCES)
    if abs(points * most) > MOST_TOGETHER:
        node.faults.law(
            node.place,
            f"must not give more than {figure(MOST_TOGETHER)} points together, "
            f"found {figure(points)} points {figure(most)} times",
        )
    award = PerOccurrence(read_selection(node.child("activity")), points, most)
    node.leave()
    return award
