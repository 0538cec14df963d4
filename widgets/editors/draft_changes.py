"""What becomes of a part of a condition when a person changes one thing of it."""

from __future__ import annotations

from dataclasses import replace

from models.leads.fields import Input, Kind
from models.scoring.conditions import (
    NEVER_BLANK,
    SHAPES,
    Measure,
    Takes,
    Test,
    tests_for,
)
from widgets.editors.draft import empty_values, places_of
from widgets.editors.draft_nodes import (
    ActivityLeaf,
    Chosen,
    InactiveLeaf,
    Leaf,
    Part,
    SequenceLeaf,
    Values,
)

FIRST_TEST = {
    Kind.TEXT: Test.IS_ONE_OF,
    Kind.NUMBER: Test.AT_LEAST,
    Kind.YES_NO: Test.IS_YES,
    Kind.DATE: Test.IN_THE_LAST,
    Kind.MULTIPLE: Test.HAS_ANY_OF,
}
_TEXTS = (Takes.ONE_TEXT, Takes.TEXTS, Takes.PATTERN)
_NUMBERS = (Takes.ONE_NUMBER, Takes.TWO_NUMBERS, Takes.NUMBERS)
_DATES = (Takes.ONE_DATE, Takes.TWO_DATES)
_OF_BLANKS = (Test.IS_BLANK, Test.IS_KNOWN)


def leaf_for(item: Input) -> Leaf:
    """A fresh test of a field, with the test that fields of its kind mostly get."""
    test = FIRST_TEST[item.kind]
    return Leaf(item.name, test, empty_values(test))


def with_field(leaf: Leaf, item: Input) -> Leaf:
    """The leaf asking another field: its test stays where the kind allows, its values go."""
    kind = SHAPES[leaf.test].kind
    fresh = leaf_for(item)
    if leaf.field and kind is item.kind:
        fresh = replace(fresh, test=leaf.test, values=empty_values(leaf.test))
        if SHAPES[leaf.test].takes in (Takes.DAYS, Takes.WEEKDAYS):
            fresh = replace(fresh, values=leaf.values)
    return replace(fresh, negated=leaf.negated)


def with_test(leaf: Leaf, test: Test) -> Leaf:
    """The leaf with another test, keeping the values that it can still use."""
    values = _kept(leaf.takes, leaf.values, test)
    text = SHAPES[test].kind in (Kind.TEXT, Kind.MULTIPLE)
    return replace(leaf, test=test, values=values, exact=leaf.exact and text)


def with_other_test(leaf: ActivityLeaf, test: Test) -> ActivityLeaf:
    """The same of a test of activities."""
    return replace(leaf, test=test, values=_kept(leaf.takes, leaf.values, test))


def _kept(before: Takes, values: Values, test: Test) -> Values:
    after = SHAPES[test].takes
    given = tuple(value for value in values if value is not None)
    alike = any(before in alike and after in alike for alike in (_TEXTS, _NUMBERS, _DATES))
    if not (alike or before is after):
        given = ()
    places = places_of(after)
    return given if places is None else (*given, *(None,) * places)[:places]


def measure_tests(measure: Measure) -> tuple[Test, ...]:
    """The tests of a measure; a count is never blank, so nothing is asked about blanks."""
    kind = ActivityLeaf(measure=measure).kind
    barred = _OF_BLANKS if measure in NEVER_BLANK else ()
    return tuple(test for test in tests_for(kind) if test not in barred)


def with_measure(leaf: ActivityLeaf, measure: Measure) -> ActivityLeaf:
    """The leaf measuring something else; a number that meant times does not come to mean days."""
    after = replace(leaf, measure=measure)
    counts = leaf.measure in NEVER_BLANK, measure in NEVER_BLANK
    if leaf.kind is after.kind and counts[0] == counts[1]:
        return after
    if measure in NEVER_BLANK:
        return replace(after, test=Test.AT_LEAST, values=(1.0,))
    test = Test.IN_THE_LAST if after.kind is Kind.DATE else Test.AT_MOST
    return replace(after, test=test, values=empty_values(test))


def part_of(kind: str, before: Part) -> Part:
    """A fresh part of another kind in place of one: an activity, a sequence, inactivity."""
    types = _types(before)
    match kind:
        case "sequence":
            return SequenceLeaf(Chosen(types), negated=before.negated)
        case "inactivity":
            return InactiveLeaf(types or (), negated=before.negated)
    return ActivityLeaf(Chosen(types), negated=before.negated)


def _types(part: Part) -> tuple[str, ...] | None:
    match part:
        case ActivityLeaf(of):
            return of.types
        case SequenceLeaf(first):
            return first.types
        case InactiveLeaf(types):
            return types or None
    return None
