"""Zoho's criteria as conditions."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from models.exchange.moving_in.unclear import Unclear
from models.exchange.moving_in.world import World
from models.exchange.moving_in.zoho_words import (
    EMPTY,
    NOT_EMPTY,
    NUMBER_COMPARATORS,
    TEXT_COMPARATORS,
    field_of_api,
)
from models.leads.fields import Kind
from models.leads.wording import quoted
from models.scoring.conditions import AllOf, AnyOf, Condition, FieldTest, Test

_DEEPEST = 20
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T.*)?")


def condition_of(data: Any, world: World, depth: int = 0) -> Condition:
    """The condition of criteria: one comparison, or a group of them. Raises Unclear."""
    if not isinstance(data, dict) or depth > _DEEPEST:
        raise Unclear("The criteria are not an object.")
    if "group" not in data:
        return _comparison(data, world)
    parts = data["group"]
    operator = str(data.get("group_operator", "")).lower()
    if not isinstance(parts, list) or not parts or operator not in ("and", "or"):
        raise Unclear(
            "A group of criteria has no list, or neither \u201cand\u201d nor \u201cor\u201d."
        )
    found = tuple(condition_of(part, world, depth + 1) for part in parts)
    if len(found) == 1:
        return found[0]
    return AllOf(found) if operator == "and" else _one_of(found)


def _one_of(parts: tuple[Condition, ...]) -> Condition:
    """Several "is" of one field are one list."""
    tests = [part for part in parts if isinstance(part, FieldTest)]
    fields = {part.field for part in tests}
    if len(tests) == len(parts) and len(fields) == 1:
        values = tuple(value for part in tests for value in part.values)
        for one, many in (
            (Test.IS, Test.IS_ONE_OF),
            (Test.EQUALS, Test.EQUALS_ONE_OF),
            (Test.CONTAINS, Test.CONTAINS_ANY_OF),
        ):
            if all(part.test is one for part in tests):
                return FieldTest(tests[0].field, many, values)
    return AnyOf(parts)


def _comparison(data: dict[str, Any], world: World) -> Condition:
    field = data.get("field")
    api = field.get("api_name") if isinstance(field, dict) else field
    comparator, value = data.get("comparator"), data.get("value")
    if not isinstance(api, str) or not isinstance(comparator, str):
        raise Unclear("A criterion has no field or no comparator.")
    if isinstance(value, str) and value.startswith("${") and value not in (EMPTY, NOT_EMPTY):
        raise Unclear(f"The value {quoted(value)} is worked out by Zoho.")
    name = world.name_of(field_of_api(api))
    found = _test(name, comparator.lower(), value, world.kind_of(name))
    if found is None:
        raise Unclear(f"{quoted(comparator)} with {quoted(str(value))} is not known here.")
    return found


def _test(name: str, comparator: str, value: Any, kind: Kind | None) -> Condition | None:
    if isinstance(value, dict):  # a look-up: its name is what exports show
        value = value.get("name", value.get("display_value"))
    if comparator in ("equal", "not_equal", "in", "not_in"):
        return _equality(name, comparator in ("equal", "in"), value, kind)
    if comparator in TEXT_COMPARATORS:
        return _text(name, TEXT_COMPARATORS[comparator], value)
    if comparator in NUMBER_COMPARATORS:
        return _order(name, NUMBER_COMPARATORS[comparator], value)
    if comparator in ("between", "not_between") and isinstance(value, list) and len(value) == 2:
        return _between(name, comparator == "between", value)
    return None


def _equality(name: str, same: bool, value: Any, kind: Kind | None) -> Condition | None:
    if value in (EMPTY, NOT_EMPTY, None):
        blank = (value != NOT_EMPTY) == same
        return FieldTest(name, Test.IS_BLANK if blank else Test.IS_KNOWN)
    if isinstance(value, bool):
        return FieldTest(name, Test.IS_YES if value == same else Test.IS_NO)
    values = value if isinstance(value, list) else [value]
    if not values:
        return None
    day = _day(value)
    if day is not None and same and kind in (None, Kind.DATE):
        return FieldTest(name, Test.BETWEEN_DAYS, (day, day))
    many = isinstance(value, list)
    if kind is Kind.MULTIPLE:
        test = Test.HAS_ANY_OF if same else Test.HAS_NONE_OF
        return FieldTest(name, test, tuple(map(str, values)))
    numbers = [item for item in map(_number, values) if item is not None]
    if len(numbers) == len(values) and kind in (None, Kind.NUMBER):
        if same:
            test = Test.EQUALS_ONE_OF if many else Test.EQUALS
            return FieldTest(name, test, tuple(numbers))
        return None if many else FieldTest(name, Test.DOES_NOT_EQUAL, tuple(numbers))
    if not all(isinstance(item, str | int | float) for item in values):
        return None
    texts = tuple(map(str, values))
    if many:
        return FieldTest(name, Test.IS_ONE_OF if same else Test.IS_NOT_ONE_OF, texts)
    return FieldTest(name, Test.IS if same else Test.IS_NOT, texts)


def _text(name: str, test: Test, value: Any) -> Condition | None:
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        if len(value) == 1:
            return FieldTest(name, test, (value[0],))
        return (
            FieldTest(name, Test.CONTAINS_ANY_OF, tuple(value)) if test is Test.CONTAINS else None
        )
    return FieldTest(name, test, (value,)) if isinstance(value, str) and value else None


def _order(name: str, test: Test, value: Any) -> Condition | None:
    number = _number(value)
    if number is not None:
        return FieldTest(name, test, (number,))
    day = _day(value)
    if day is None:
        return None
    one = timedelta(days=1)
    match test:
        case Test.MORE_THAN:
            return FieldTest(name, Test.AFTER, (day,))
        case Test.LESS_THAN:
            return FieldTest(name, Test.BEFORE, (day,))
        case Test.AT_LEAST if day > date.min:
            return FieldTest(name, Test.AFTER, (day - one,))
        case Test.AT_MOST if day < date.max:
            return FieldTest(name, Test.BEFORE, (day + one,))
    return None


def _between(name: str, inside: bool, value: list[Any]) -> Condition | None:
    low, high = map(_number, value)
    if low is not None and high is not None:
        if inside:
            return FieldTest(name, Test.BETWEEN, (low, high))
        outside = (Test.LESS_THAN, low), (Test.MORE_THAN, high)
        return AnyOf(tuple(FieldTest(name, test, (end,)) for test, end in outside))
    days = tuple(map(_day, value))
    if inside and days[0] is not None and days[1] is not None:
        return FieldTest(name, Test.BETWEEN_DAYS, (days[0], days[1]))
    return None


def _number(value: Any) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", value):
        return float(value)
    return None


def _day(value: Any) -> date | None:
    found = _DAY.fullmatch(value) if isinstance(value, str) else None
    try:
        return None if found is None else date.fromisoformat(found[1])
    except ValueError:
        return None
