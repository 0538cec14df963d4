"""Activities in words: tests of quantities, sequences, inactivity, and points by activities.

If Pricing page visited at least 3 times in the last 30 days
If Webinar attended is followed by Demo requested within 7 days
If no activity for more than 60 days
"""

from __future__ import annotations

from collections.abc import Callable

from models.leads.wording import figure
from models.scoring.awards import PerOccurrence
from models.scoring.conditions import (
    ActivityCondition,
    ActivityTest,
    Condition,
    FollowedBy,
    Inactive,
    Measure,
    Quantity,
    Selection,
    Test,
    Value,
)
from models.scoring.pieces import (
    Pieces,
    days_text,
    field,
    test_words,
    value,
    values_told,
    word,
)

ANY = "any activity"
Told = Callable[[Condition], Pieces]
"""How a condition on details is told: the sentence of a part within another."""

_COMPARED = {
    Test.AT_LEAST: "at least",
    Test.AT_MOST: "at most",
    Test.MORE_THAN: "more than",
    Test.LESS_THAN: "less than",
    Test.EQUALS: "exactly",
    Test.DOES_NOT_EQUAL: "not exactly",
    Test.EQUALS_ONE_OF: "exactly one of",
    Test.BETWEEN: "between",
}
_ENDS = {
    Measure.SINCE_LAST: "last",
    Measure.LAST: "last",
    Measure.SINCE_FIRST: "first",
    Measure.FIRST: "first",
}
MEASURED = {
    Measure.COUNT: "the number of",
    Measure.DISTINCT: "the number of different",
    Measure.SUM: "the sum of",
    Measure.SINCE_LAST: "the days since the last",
    Measure.SINCE_FIRST: "the days since the first",
    Measure.LAST: "the last day of",
    Measure.FIRST: "the first day of",
}
"""What a quantity is, before the detail and the types it is of."""


def activity_sentence(condition: ActivityCondition, told: Told) -> Pieces:
    """A condition on activities as pieces."""
    match condition:
        case ActivityTest(quantity, test, values):
            return _test(quantity, test, values, told)
        case FollowedBy(first, then, within):
            return (
                *chosen_told(first, told),
                word("is followed by"),
                *chosen_told(then, told),
                word("within"),
                value(days_text(within)),
            )
        case Inactive(days, types):
            names = types_told(types) if types else (field("activity"),)
            return (word("no"), *names, word("for more than"), value(days_text(days)))


def is_closed(condition: ActivityCondition) -> bool:
    """Whether an "and" or "or" around the sentence cannot be read into it."""
    match condition:
        case ActivityTest(quantity):
            return _is_plain(quantity.of)
        case FollowedBy(first, then):
            return _is_plain(first) and _is_plain(then)
        case Inactive(_, types):
            return len(types) < 2


def _is_plain(of: Selection) -> bool:
    return of.where is None and len(of.types) < 2


def types_told(types: tuple[str, ...]) -> Pieces:
    """The types of activities, one or another."""
    if not types:
        return (field(ANY),)
    pieces = [field(types[0])]
    for name in types[1:]:
        pieces += (word("or"), field(name))
    return tuple(pieces)


def window_told(of: Selection) -> Pieces:
    """How old the activities may be; nothing where any age counts."""
    return () if of.days is None else (word("in the last"), value(days_text(of.days)))


def _where(of: Selection, told: Told) -> Pieces:
    return () if of.where is None else (word("where"), *told(of.where))


def chosen_told(of: Selection, told: Told) -> Pieces:
    """Which activities: their types, how old, with which details."""
    return (*types_told(of.types), *window_told(of), *_where(of, told))


def _test(quantity: Quantity, test: Test, values: tuple[Value, ...], told: Told) -> Pieces:
    of = quantity.of
    types = types_told(of.types)
    after = (*window_told(of), *_where(of, told))
    if test not in _COMPARED:  # of a day, or whether it is known
        start = word(_ENDS.get(quantity.measure, MEASURED[quantity.measure]))
        tested = (word(test_words(test)), *values_told(test, values))
        return (start, *types, *after, *tested)
    match quantity.measure:
        case Measure.COUNT:
            window = window_told(of)
            once = test is Test.AT_LEAST and values == (1,)
            # Whoever did it in the last 30 days did it at least once.
            return (*types, *(() if once and window else _times(test, values)), *after)
        case Measure.DISTINCT:
            asked = (*_numbers(test, values), word("different"), field(quantity.detail))
            return (*types, word("with"), *asked, *after)
        case Measure.SUM:
            asked = (field(quantity.detail), word("of"), *_numbers(test, values), word("in total"))
            return (*types, word("with"), *asked, *after)
        case _:
            start = word(_ENDS[quantity.measure])
            return (start, *types, *_numbers(test, values, "days"), word("ago"), *after)


def _numbers(test: Test, values: tuple[Value, ...], unit: str = "") -> Pieces:
    """The comparison with its numbers, the unit behind the last of them."""
    told = values_told(test, values)
    if unit and told:
        one = test is not Test.BETWEEN and values[-1] == 1
        last = value(f"{told[-1].text} {unit.removesuffix('s') if one else unit}")
        told = (*told[:-1], last)
    return (word(_COMPARED[test]), *told)


def _times(test: Test, values: tuple[Value, ...]) -> Pieces:
    """How often: "at least 3 times", "at least once", "not once"."""
    if len(values) == 1 and values[0] == 0 and test in (Test.EQUALS, Test.AT_MOST):
        return (word("not once"),)
    if len(values) == 1 and values[0] == 1:
        return (word(_COMPARED[test]), value("once"))
    if test is Test.LESS_THAN:
        return (word("fewer than"), *_numbers(test, values, "times")[1:])
    return _numbers(test, values, "times")


def quantity_told(quantity: Quantity, told: Told) -> Pieces:
    """A quantity by which points are given: "the number of Page visited in the last 30 days"."""
    pieces: Pieces = (word(MEASURED[quantity.measure]),)
    if quantity.measure in (Measure.DISTINCT, Measure.SUM):
        pieces = (*pieces, field(quantity.detail), word("of"))
    return (*pieces, *chosen_told(quantity.of, told))


def each_told(award: PerOccurrence, told: Told, *, each: str) -> Pieces:
    """What gives points per occurrence, and how often at most."""
    times = "once" if award.most == 1 else f"{figure(award.most)} times"
    asked = (*types_told(award.of.types), *window_told(award.of))
    return (word(each), *asked, word("at most"), value(times), *_where(award.of, told))


def each_sentence(award: PerOccurrence, told: Told) -> Pieces:
    """The same behind the points: "each for Webinar attended, at most 3 times in ..."."""
    each = each_told(award, told, each="each for")
    types = len(types_told(award.of.types)) + 1
    window = len(window_told(award.of))
    most = (word(","), *each[types + window : types + window + 2])
    return (*each[:types], *most, *each[types : types + window], *each[types + window + 2 :])
