"""What a test is compared with, to and from the JSON of a model's file."""

from __future__ import annotations

from typing import Any

from models.leads.free_mail import FREE_MAIL, FREE_MAIL_VERSION
from models.leads.wording import figure
from models.scoring.conditions import SHAPES, Takes, Test, Value
from models.scoring.file.json_faults import as_day, as_number, plain_number, shown
from models.scoring.file.json_node import Node
from models.scoring.patterns import MOST_SIGNS, refusal

MOST_DAYS = 1_000_000
"""Ages, windows and distances in days lie between 0 and this."""

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
    Takes.PATTERN: (1, 1, "one regular expression"),
}
_TEXTS = (Takes.ONE_TEXT, Takes.TEXTS)
_NUMBERS = (Takes.ONE_NUMBER, Takes.TWO_NUMBERS, Takes.NUMBERS)


def values_to_json(test: Test, values: tuple[Value, ...]) -> dict[str, Any]:
    """The test and what it is compared with, as the keys of a condition."""
    data: dict[str, Any] = {"test": test.value}
    if values or SHAPES[test].takes is not Takes.NOTHING:
        data["values"] = [_value_to_json(value) for value in values]
    return data


def _value_to_json(value: Value) -> str | int | float:
    if isinstance(value, float):
        return plain_number(value)
    return value if isinstance(value, str | int) else value.isoformat()


def read_test(node: Node) -> tuple[Test, tuple[Value, ...]] | None:
    """The test of a condition and its values; None where there is no such test."""
    word = node.raw("test")
    try:
        test = Test(word)
    except ValueError:
        node.raw("values")
        words = ", ".join(f'"{item.value}"' for item in Test)
        node.fault("test", f"one of {words}")
        return None
    return test, _read_values(node, test)


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
    if takes is Takes.PATTERN:
        return _read_pattern(node, value, place)
    if takes is Takes.NOTHING:
        node.faults.law(place, f"must not be there, found {shown(value)}")
        return None
    return as_day(value, place, node.faults)


def _read_pattern(node: Node, value: Any, place: str) -> str | None:
    if not isinstance(value, str):
        node.faults.shape(place, f"must be a regular expression, found {shown(value)}")
        return None
    if not value:
        node.faults.law(place, "must be a regular expression, found an empty text")
    elif len(value) > MOST_SIGNS:
        most, found = figure(MOST_SIGNS), figure(len(value))
        node.faults.law(place, f"must be at most {most} characters long, found {found}")
    elif reason := refusal(value):
        node.faults.law(
            place,
            f"must be a regular expression that RE2 accepts, found {shown(value)}: {reason}",
            "RE2 knows no look-around and no references back; see its syntax.",
        )
    return value


def read_free_mail_version(node: Node, name: str) -> str:
    """The version of the list of free-mail hosts; the newest if absent."""
    version = node.text(name, FREE_MAIL_VERSION)
    if version not in FREE_MAIL:
        known = ", ".join(f'"{item}"' for item in FREE_MAIL)
        node.faults.law(
            node.at(name),
            f"must be a list of free-mail hosts that is known here, {known}, found "
            f"{shown(version)}",
            "Install a newer version of Leadbench.",
        )
    return version
