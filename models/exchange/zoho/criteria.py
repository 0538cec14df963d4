"""Conditions as criteria of Zoho CRM's API (v8), and what they cannot say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from models.exchange.moving_in.zoho_words import (
    EMPTY,
    NOT_EMPTY,
    NUMBER_COMPARATORS,
    TEXT_COMPARATORS,
    api_name,
)
from models.leads.fields import Kind
from models.leads.text import cleaned_key
from models.leads.wording import quoted
from models.scoring.conditions import (
    SHAPES,
    ActivityTest,
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    Test,
    Value,
)

_PAIRS = {Test.BETWEEN: "between", Test.BETWEEN_DAYS: "between"}
_ALONE: dict[Test, str | bool] = {
    Test.IS_BLANK: EMPTY,
    Test.IS_KNOWN: NOT_EMPTY,
    Test.IS_YES: True,
    Test.IS_NO: False,
}
_EACH: dict[Test, tuple[str, str]] = {
    **{test: (word, "OR") for word, test in TEXT_COMPARATORS.items()},
    **{test: (word, "OR") for word, test in NUMBER_COMPARATORS.items()},
    Test.IS: ("equal", "OR"),
    Test.EQUALS: ("equal", "OR"),
    Test.IS_ONE_OF: ("equal", "OR"),
    Test.EQUALS_ONE_OF: ("equal", "OR"),
    Test.IS_NOT: ("not_equal", "AND"),
    Test.DOES_NOT_EQUAL: ("not_equal", "AND"),
    Test.IS_NOT_ONE_OF: ("not_equal", "AND"),
    Test.CONTAINS_ANY_OF: ("contains", "OR"),
    Test.HAS_ANY_OF: ("equal", "OR"),
    Test.BEFORE: ("less_than", "OR"),
    Test.AFTER: ("greater_than", "OR"),
}
"""The comparator of each value of a test, and how several are joined."""


class Unfit(Exception):
    """What Zoho's scoring rules cannot say; the reason is a sentence."""


Kinds = Mapping[str, Kind]
"""The kinds of the fields that are known, by key."""
UNKNOWN: Kinds = {}


def criteria(condition: Condition, kinds: Kinds = UNKNOWN) -> dict[str, Any]:
    """A condition as Zoho's criteria. Raises Unfit."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            operator = "AND" if isinstance(condition, AllOf) else "OR"
            return _group(operator, [criteria(part, kinds) for part in parts])
        case FieldTest(field, test):
            asked, kind = SHAPES[test].kind, kinds.get(cleaned_key(field))
            if None not in (asked, kind) and asked is not kind:
                raise Unfit(f"{quoted(field)} is of another kind, so that it never holds.")
            return _test(condition)
        case ActivityTest():
            raise Unfit("Zoho has no signal of this name, or counts and windows were asked for.")
        case _:
            raise Unfit("Zoho has no criterion for this.")


def _test(test: FieldTest) -> dict[str, Any]:
    if test.exact:
        raise Unfit("It tells upper and lower case apart.")
    name = api_name(test.field)
    if not name:
        raise Unfit(f"The field {quoted(test.field)} has no letter for an API name.")

    def one(comparator: str, value: Any) -> dict[str, Any]:
        return {"field": {"api_name": name}, "comparator": comparator, "value": value}

    values = [_plain(value) for value in test.values]
    if test.test in _ALONE:
        return one("equal", _ALONE[test.test])
    if test.test in _PAIRS:
        return one(_PAIRS[test.test], values)
    if test.test not in _EACH:
        raise Unfit(f"Zoho has no comparator for {quoted(test.test.value)}.")
    comparator, operator = _EACH[test.test]
    return _group(operator, [one(comparator, value) for value in values])


def _group(operator: str, parts: list[dict[str, Any]]) -> dict[str, Any]:
    return parts[0] if len(parts) == 1 else {"group_operator": operator, "group": parts}


def _plain(value: Value) -> str | int | float:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value
