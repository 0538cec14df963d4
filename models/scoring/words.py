"""A condition and a rule as a sentence in parts: grey words, field chips, value chips."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.leads.wording import figure
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
from models.scoring.model import ByRange, ByValue, Points, Rule
from models.signs import signed

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


def value_text(value: Value, test: Test) -> str:
    """One value of a test as it is shown."""
    takes = SHAPES[test].takes
    if takes is Takes.WEEKDAYS:
        return WEEKDAYS[int(str(value)) - 1]
    if takes is Takes.DAYS:
        return f"{value} day" if value == 1 else f"{value} days"
    if isinstance(value, float | int):
        return figure(float(value))
    return value if isinstance(value, str) else value.isoformat()


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


def sentence(condition: Condition | None, *, inner: bool = False) -> tuple[Piece, ...]:
    """The condition as pieces, without the leading "If"."""
    if condition is None:
        return (Piece(Part.WORD, "every lead"),)
    match condition:
        case FieldTest():
            return _test(condition)
        case AllOf(parts) | AnyOf(parts):
            joint = "and" if isinstance(condition, AllOf) else "or"
            pieces: list[Piece] = []
            for position, part in enumerate(parts):
                if position:
                    pieces.append(Piece(Part.WORD, joint))
                pieces += sentence(part, inner=True)
            if inner and len(parts) > 1:
                return (Piece(Part.WORD, "("), *pieces, Piece(Part.WORD, ")"))
            return tuple(pieces)
        case Not(part):
            return (Piece(Part.WORD, "not"), *sentence(part, inner=True), *_or_blank(part))


def _or_blank(part: Condition) -> tuple[Piece, ...]:
    sees_blank = isinstance(part, FieldTest) and part.test not in (Test.IS_BLANK, Test.IS_KNOWN)
    return (Piece(Part.WORD, "or is blank"),) if sees_blank else ()


def _test(test: FieldTest) -> tuple[Piece, ...]:
    pieces = [Piece(Part.FIELD, test.field), Piece(Part.WORD, test_words(test.test))]
    joint = "and" if SHAPES[test.test].takes in (Takes.TWO_NUMBERS, Takes.TWO_DATES) else ""
    for position, value in enumerate(test.values):
        if position and joint:
            pieces.append(Piece(Part.WORD, joint))
        pieces.append(Piece(Part.VALUE, value_text(value, test.test)))
    if test.test is Test.MORE_THAN_AGO:
        pieces.append(Piece(Part.WORD, "ago"))
    if test.exact:
        pieces.append(Piece(Part.WORD, "exactly"))
    return tuple(pieces)


def rule_sentence(rule: Rule) -> tuple[Piece, ...]:
    """What the rule asks, as pieces that begin with "If"."""
    pieces: list[Piece] = [Piece(Part.WORD, "If")]
    if rule.when is not None:
        pieces += sentence(rule.when)
    if isinstance(rule.award, ByValue | ByRange):
        if rule.when is not None:
            pieces.append(Piece(Part.WORD, "by"))
        pieces.append(Piece(Part.FIELD, rule.award.field))
        by = "has one of these values" if isinstance(rule.award, ByValue) else "is in a range"
        pieces.append(Piece(Part.WORD, by))
    return tuple(pieces)


def plain(pieces: tuple[Piece, ...]) -> str:
    """The pieces as one line of text."""
    return " ".join(piece.text for piece in pieces).replace("( ", "(").replace(" )", ")")


def range_text(low: float | None, high: float | None) -> str:
    """A range [low, high) as a person writes it."""
    if low is None and high is None:
        return "any number"
    if low is None:
        return f"under {figure(high or 0)}"
    if high is None:
        return f"{figure(low)} up"
    if high == int(high) and low == int(low) and high - 1 > low:
        return f"{figure(low)}\u2013{figure(high - 1)}"
    return f"{figure(low)} to under {figure(high)}"


def award_words(rule: Rule) -> str:
    """The rule's points in words: "+15", "+8 to +12"."""
    match rule.award:
        case Points(points):
            return signed(points)
        case ByValue(_, entries) | ByRange(_, entries):
            given = [entry.points for entry in entries] or [0]
            low, high = min(given), max(given)
            return signed(low) if low == high else f"{signed(low)} to {signed(high)}"
