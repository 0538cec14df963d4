"""Conditions and the points of a rule, to and from the JSON of a model's file."""

from __future__ import annotations

from typing import Any

from models.scoring.conditions import (
    SHAPES,
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    Not,
    Takes,
    Test,
    Value,
)
from models.scoring.json_faults import as_day, as_number, plain_number, shown
from models.scoring.json_node import Node
from models.scoring.model import (
    MOST_POINTS,
    Award,
    ByRange,
    ByValue,
    Points,
    RangePoints,
    ValuePoints,
)

MOST_DAYS = 1_000_000
_LATER_AWARDS = {
    "by_count": "points by count are",
    "per_occurrence": "points per occurrence are",
}
_LATER_CONDITIONS = {
    "activity": "a condition on activities is",
    "activities": "a condition on activities is",
    "then": "a sequence of activities is",
    "inactive": "a condition on activities is",
    "derived": "a derived field is",
    "pattern": "a regular expression is",
}
_LATER_TESTS = {
    "matches": "a regular expression is",
    "matches pattern": "a regular expression is",
    "matches regular expression": "a regular expression is",
    "does not match": "a regular expression is",
}
_COUNT = {
    Takes.NOTHING: (0, 0, "no values"),
    Takes.ONE_TEXT: (1, 1, "one text"),
    Takes.TEXTS: (1, None, "a list of at least one text"),
    Takes.ONE_NUMBER: (1, 1, "one number"),
    Takes.TWO_NUMBERS: (2, 2, "two numbers"),
    Takes.NUMBERS: (1, None, "a list of at least one number"),
    Takes.DAYS: (1, 1, "one number of days"),
    Takes.ONE_DATE: (1, 1, "one day"),
    Takes.TWO_DATES: (2, 2, "two days"),
    Takes.WEEKDAYS: (1, None, "at least one weekday, 1 for Monday to 7"),
}
_TEXTS = (Takes.ONE_TEXT, Takes.TEXTS)
_NUMBERS = (Takes.ONE_NUMBER, Takes.TWO_NUMBERS, Takes.NUMBERS)


def not_yet(what: str) -> str:
    """The sentence that refuses what this version cannot compute."""
    return f"{what} not supported by this version of Leadbench"


def condition_to_json(condition: Condition) -> dict[str, Any]:
    """A condition as the file has it."""
    match condition:
        case AllOf(parts):
            return {"all": [condition_to_json(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [condition_to_json(part) for part in parts]}
        case Not(part):
            return {"not": condition_to_json(part)}
        case FieldTest(field, test, values, exact):
            data: dict[str, Any] = {"field": field, "test": test.value}
            if values or SHAPES[test].takes is not Takes.NOTHING:
                data["values"] = [_value_to_json(value) for value in values]
            return {**data, "exact": True} if exact else data


def _value_to_json(value: Value) -> str | int | float:
    if isinstance(value, float):
        return plain_number(value)
    return value if isinstance(value, str | int) else value.isoformat()


def read_condition(node: Node) -> Condition:
    """The condition of a node; faults are noted there."""
    forms = [name for name in ("field", "all", "any", "not") if name in node.value]
    for name, what in _LATER_CONDITIONS.items():
        if node.has(name):
            node.faults.shape(node.at(name), not_yet(what))
            return FieldTest("", Test.IS_KNOWN)
    if len(forms) != 1:
        found = ", ".join(f'"{name}"' for name in forms) or "none of them"
        node.faults.shape(
            node.place, f'must have exactly one of "field", "all", "any" and "not", found {found}'
        )
        return FieldTest("", Test.IS_KNOWN)
    condition: Condition
    node.raw(forms[0])
    if forms == ["field"]:
        condition = _read_test(node)
    elif forms == ["not"]:
        condition = Not(read_condition(node.child("not")))
    else:
        parts = tuple(read_condition(part) for part in node.children(forms[0]))
        if not parts and node.raw(forms[0]) == []:
            node.faults.law(node.at(forms[0]), "must have at least one condition")
        condition = AllOf(parts) if forms == ["all"] else AnyOf(parts)
    node.leave()
    return condition


def _read_test(node: Node) -> FieldTest:
    field = node.cleaned("field")
    exact = node.yes_no("exact")
    word = node.raw("test")
    if isinstance(word, str) and word in _LATER_TESTS:
        node.raw("values")
        node.faults.shape(node.at("test"), not_yet(_LATER_TESTS[word]))
        return FieldTest(field, Test.IS_KNOWN)
    try:
        test = Test(word)
    except ValueError:
        node.raw("values")
        words = ", ".join(f'"{item.value}"' for item in Test)
        node.fault("test", f"one of {words}")
        return FieldTest(field, Test.IS_KNOWN)
    return FieldTest(field, test, _read_values(node, test), exact)


def _read_values(node: Node, test: Test) -> tuple[Value, ...]:
    takes = SHAPES[test].takes
    least, most, expected = _COUNT[takes]
    values = node.raw("values")
    if "values" not in node.value:
        values = []
        if least:
            node.faults.law(node.at("values"), f"is missing; it must be {expected}")
            return ()
    if not isinstance(values, list):
        node.fault("values", f"a list, here {expected}")
        return ()
    if len(values) < least or (most is not None and len(values) > most):
        node.faults.law(
            node.at("values"), f'must be {expected} for "{test}", found {len(values)} values'
        )
    read = [_read_value(node, takes, i, value) for i, value in enumerate(values)]
    return tuple(value for value in read if value is not None)


def _read_value(node: Node, takes: Takes, position: int, value: Any) -> Value | None:
    place = f"{node.at('values')}[{position}]"
    if takes in _TEXTS:
        return node.as_cleaned(value, place)
    if takes in _NUMBERS:
        return as_number(value, place, node.faults)
    if takes is Takes.DAYS:
        return node.as_whole(value, "values", place, 0, MOST_DAYS)
    if takes is Takes.WEEKDAYS:
        return node.as_whole(value, "values", place, 1, 7)
    if takes is Takes.NOTHING:
        node.faults.law(place, f"must not be there, found {shown(value)}")
        return None
    return as_day(value, place, node.faults)


def award_to_json(award: Award) -> dict[str, Any]:
    """The one key of a rule that says its points."""
    match award:
        case Points(points):
            return {"points": points}
        case ByValue(field, entries, exact):
            rows = [{"value": entry.value, "points": entry.points} for entry in entries]
            data: dict[str, Any] = {"field": field, "entries": rows}
            return {"by_value": {**data, "exact": True} if exact else data}
        case ByRange(field, entries):
            ranges = [
                {
                    "low": None if entry.low is None else plain_number(entry.low),
                    "high": None if entry.high is None else plain_number(entry.high),
                    "points": entry.points,
                }
                for entry in entries
            ]
            return {"by_range": {"field": field, "entries": ranges}}


def read_award(node: Node) -> Award:
    """The points of a rule; faults are noted at the rule's node."""
    later = [name for name in _LATER_AWARDS if node.has(name)]
    for name in later:
        node.faults.shape(node.at(name), not_yet(_LATER_AWARDS[name]))
    forms = [name for name in ("points", "by_value", "by_range") if name in node.value]
    for name in forms:
        node.raw(name)
    if len(forms) != 1:
        if forms or not later:
            found = ", ".join(f'"{name}"' for name in forms) or "none of them"
            node.faults.shape(
                node.place,
                f'must have exactly one of "points", "by_value" and "by_range", found {found}',
            )
        return Points(0)
    if forms == ["points"]:
        return Points(node.whole("points", -MOST_POINTS, MOST_POINTS))
    return _read_by_value(node) if forms == ["by_value"] else _read_by_range(node)


def _entries(table: Node) -> list[Node]:
    entries = table.children("entries")
    if not entries and table.raw("entries") in (None, []):
        table.faults.law(table.at("entries"), "must have at least one entry")
    return entries


def _read_by_value(rule: Node) -> ByValue:
    table = rule.child("by_value")
    entries = []
    for node in _entries(table):
        blank = "value" in node.value and node.raw("value") is None
        value = None if blank else node.cleaned("value")
        entries.append(ValuePoints(value, node.whole("points", -MOST_POINTS, MOST_POINTS)))
        node.leave()
    award = ByValue(table.cleaned("field"), tuple(entries), table.yes_no("exact"))
    table.leave()
    return award


def _read_by_range(rule: Node) -> ByRange:
    table = rule.child("by_range")
    entries: list[RangePoints] = []
    for node in _entries(table):
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
        entries.append(RangePoints(low, high, node.whole("points", -MOST_POINTS, MOST_POINTS)))
        node.leave()
    award = ByRange(table.cleaned("field"), tuple(entries))
    table.leave()
    return award
