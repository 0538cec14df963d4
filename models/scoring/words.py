"""A condition and a rule as a sentence in parts: grey words, field chips, value chips."""

from __future__ import annotations

from models.leads.wording import figure
from models.scoring.activity_words import (
    activity_sentence,
    chosen_told,
    each_sentence,
    each_told,
    is_closed,
    quantity_told,
)
from models.scoring.awards import ByCount, ByRange, ByValue, PerOccurrence, Points, Table
from models.scoring.conditions import (
    NEVER_BLANK,
    ActivityTest,
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    FollowedBy,
    Inactive,
    Not,
    Quantity,
    Selection,
    Test,
)
from models.scoring.pieces import (
    WEEKDAYS,
    Part,
    Piece,
    Pieces,
    field,
    test_words,
    value_text,
    values_told,
    word,
)
from models.scoring.rules import Rule
from models.signs import signed

__all__ = [
    "WEEKDAYS",
    "Part",
    "Piece",
    "award_sentence",
    "award_words",
    "entry_words",
    "most_words",
    "plain",
    "quantity_words",
    "range_text",
    "rule_sentence",
    "selection_words",
    "sentence",
    "test_words",
    "value_text",
]


BLANK = "blank"
"""What a blank is called among values."""


def sentence(condition: Condition | None, *, inner: bool = False) -> Pieces:
    """The condition as pieces, without the leading "If"."""
    if condition is None:
        return (word("every lead"),)
    match condition:
        case FieldTest():
            return _test(condition)
        case AllOf(parts) | AnyOf(parts):
            joint = "and" if isinstance(condition, AllOf) else "or"
            pieces: list[Piece] = []
            for position, part in enumerate(parts):
                if position:
                    pieces.append(word(joint))
                pieces += sentence(part, inner=True)
            return _enclosed(tuple(pieces)) if inner and len(parts) > 1 else tuple(pieces)
        case Not(part):
            asked = sentence(part, inner=True)
            if isinstance(part, Inactive):  # "not no activity" reads as a slip
                asked = _enclosed(asked)
            return (word("not"), *asked, *_or_blank(part))
        case ActivityTest() | FollowedBy() | Inactive():
            told = activity_sentence(condition, _within)
            return told if not inner or is_closed(condition) else _enclosed(told)


def _within(condition: Condition) -> Pieces:
    """A condition on details, within the sentence of an activity."""
    return sentence(condition, inner=True)


def _enclosed(pieces: Pieces) -> Pieces:
    return (word("("), *pieces, word(")"))


def _or_blank(part: Condition) -> Pieces:
    if isinstance(part, ActivityTest) and part.quantity.measure in NEVER_BLANK:
        return ()
    if not isinstance(part, FieldTest | ActivityTest):
        return ()
    sees_blank = part.test not in (Test.IS_BLANK, Test.IS_KNOWN)
    return (word("or is blank"),) if sees_blank else ()


def _test(test: FieldTest) -> Pieces:
    told = (
        field(test.field),
        word(test_words(test.test)),
        *values_told(test.test, test.values),
    )
    return (*told, word("exactly")) if test.exact else told


def quantity_words(quantity: Quantity) -> Pieces:
    """What is measured: "the days since the last Demo requested"."""
    return quantity_told(quantity, _within)


def selection_words(of: Selection) -> Pieces:
    """Which activities: "Page visited in the last 30 days where Page contains pricing"."""
    return chosen_told(of, _within)


def rule_sentence(rule: Rule) -> Pieces:
    """What the rule asks, as pieces that begin with "If"; "By" or "For each" where it asks nothing
    but gives points by activities."""
    if rule.when is None:
        match rule.award:
            case ByCount(quantity):
                return (word("By"), *quantity_words(quantity))
            case PerOccurrence():
                return each_told(rule.award, _within, each="For each")
    pieces: list[Piece] = [word("If")]
    if rule.when is not None:
        pieces += sentence(rule.when)
    match rule.award:
        case ByValue(name) | ByRange(name):
            if rule.when is not None:
                pieces.append(word("by"))
            pieces.append(field(name))
            by = "has one of these values" if isinstance(rule.award, ByValue) else "is in a range"
            pieces.append(word(by))
        case ByCount(quantity):
            pieces += (word("by"), *quantity_words(quantity))
        case PerOccurrence():
            pieces += each_told(rule.award, _within, each="for each")
    return tuple(pieces)


def plain(pieces: Pieces) -> str:
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
        if low < 0:
            return f"{figure(low)} to {figure(high - 1)}"
        return f"{figure(low)}\u2013{figure(high - 1)}"
    return f"{figure(low)} to under {figure(high)}"


def award_words(rule: Rule) -> str:
    """The rule's points in words: "+15", "+8 to +12", "+5 each, at most +15"."""
    match rule.award:
        case Points(points):
            return signed(points)
        case PerOccurrence(_, points, most):
            return signed(points) if most == 1 else f"{signed(points)} each, {most_words(rule)}"
        case ByValue(_, entries) | ByRange(_, entries) | ByCount(_, entries):
            given = [entry.points for entry in entries] or [0]
            low, high = min(given), max(given)
            return signed(low) if low == high else f"{signed(low)} to {signed(high)}"


def entry_words(award: Table, place: int) -> str:
    """What one entry of a table asks: "Software", "50\u2013499", "3 or more"."""
    match award:
        case ByValue(entries=by_value):
            value = by_value[place].value
            return BLANK if value is None else value
        case ByRange(entries=by_range):
            return range_text(by_range[place].low, by_range[place].high)
        case ByCount(entries=by_count):
            least = by_count[place].least
            if place + 1 == len(by_count):
                return f"{figure(least)} or more"
            below = by_count[place + 1].least - 1
            return figure(least) if below == least else f"{figure(least)} to {figure(below)}"


def most_words(rule: Rule) -> str:
    """The most that points per occurrence can come to: "at most +15"; "" for other rules."""
    if not isinstance(rule.award, PerOccurrence):
        return ""
    return f"at most {signed(rule.award.points * rule.award.most)}"


def award_sentence(rule: Rule) -> str:
    """The rule's points with what they are for, where they are given per occurrence:
    "+5 each for Webinar attended, at most 3 times in the last 90 days"."""
    if not isinstance(rule.award, PerOccurrence):
        return award_words(rule)
    each = plain(each_sentence(rule.award, _within))
    return f"{signed(rule.award.points)} {each.replace(' ,', ',')}"
