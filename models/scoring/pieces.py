"""The pieces of a sentence, and the words of tests and values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.leads.wording import figure
from models.scoring.conditions import SHAPES, Takes, Test, Value

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Part(StrEnum):
    """How a piece of a sentence is drawn."""

    WORD = "word"
    FIELD = "field"
    VALUE = "value"


@dataclass(frozen=True)
class Piece:
    """A piece of a sentence."""

    part: Part
    text: str


Pieces = tuple[Piece, ...]


def word(text: str) -> Piece:
    """A grey word."""
    return Piece(Part.WORD, text)


def field(text: str) -> Piece:
    """What is asked: a field, a type of activity, a detail."""
    return Piece(Part.FIELD, text)


def value(text: str) -> Piece:
    """What it is compared with."""
    return Piece(Part.VALUE, text)


def value_text(value: Value, test: Test) -> str:
    """One value of a test as it is shown."""
    takes = SHAPES[test].takes
    if takes is Takes.WEEKDAYS:
        return WEEKDAYS[int(str(value)) - 1]
    if takes is Takes.DAYS:
        return days_text(value)
    if isinstance(value, float | int):
        return figure(float(value))
    return value if isinstance(value, str) else value.isoformat()


def days_text(days: object) -> str:
    """A number of days: "1 day", "30 days"."""
    if isinstance(days, int | float):
        return f"{figure(float(days))} day" if days == 1 else f"{figure(float(days))} days"
    return f"{days} days"


_WORDS = {
    Test.IN_THE_LAST: "in the last",
    Test.MORE_THAN_AGO: "more than",
    Test.IN_THE_NEXT: "in the next",
    Test.BETWEEN_DAYS: "between",
    Test.WEEKDAY: "falls on",
    Test.EQUALS: "is",
    Test.EQUALS_ONE_OF: "is one of",
    Test.DOES_NOT_EQUAL: "is not",
    Test.BETWEEN: "is between",
    Test.LESS_THAN: "is less than",
    Test.AT_MOST: "is at most",
    Test.MORE_THAN: "is more than",
    Test.AT_LEAST: "is at least",
}


def test_words(test: Test) -> str:
    """The words of a test as they stand in a sentence."""
    return _WORDS.get(test, test.value)


test_words.__test__ = False  # type: ignore[attr-defined]


def values_told(test: Test, values: tuple[Value, ...]) -> Pieces:
    """The values of a test, the two ends of a range joined by "and"."""
    joint = "and" if SHAPES[test].takes in (Takes.TWO_NUMBERS, Takes.TWO_DATES) else ""
    pieces: list[Piece] = []
    for position, one in enumerate(values):
        if position and joint:
            pieces.append(word(joint))
        pieces.append(value(value_text(one, test)))
    if test is Test.MORE_THAN_AGO:
        pieces.append(word("ago"))
    return tuple(pieces)
