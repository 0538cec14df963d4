"""From a condition to the tree that the editor shows and back, and what a tree still lacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from models.scoring.conditions import (
    OF_A_DETAIL,
    SHAPES,
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
    Takes,
    Test,
    Value,
)
from models.scoring.patterns import pattern_fault
from widgets.editors.draft_nodes import (
    ActivityLeaf,
    Branch,
    Chosen,
    InactiveLeaf,
    Joint,
    Leaf,
    Node,
    SequenceLeaf,
    Values,
)

_PLACES = {
    Takes.NOTHING: 0,
    Takes.ONE_TEXT: 1,
    Takes.PATTERN: 1,
    Takes.ONE_NUMBER: 1,
    Takes.TWO_NUMBERS: 2,
    Takes.DAYS: 1,
    Takes.ONE_DATE: 1,
    Takes.TWO_DATES: 2,
}
_MISSING = {
    Takes.ONE_TEXT: "Type a text.",
    Takes.PATTERN: "Type a pattern.",
    Takes.ONE_NUMBER: "Type a number.",
    Takes.TWO_NUMBERS: "Type two numbers.",
    Takes.DAYS: "Type a number of days.",
    Takes.ONE_DATE: "Type a day.",
    Takes.TWO_DATES: "Type two days.",
}
NO_TYPES = "Choose types of activity, or any activity."
UNFINISHED = "Finish the condition on details."
NO_DAYS = "Type a number of days."


def places_of(takes: Takes) -> int | None:
    """How many values a test takes; None: as many as are given."""
    return _PLACES.get(takes)


def empty_values(test: Test) -> Values:
    """The places of a test's values, nothing in them."""
    return (None,) * (places_of(SHAPES[test].takes) or 0)


# From a condition to a tree


def drawn(condition: Condition | None) -> Branch:
    """A condition as the tree that the editor shows; its root is always a branch."""
    if condition is None:
        return Branch(Joint.ALL)
    node = _node(condition)
    return node if isinstance(node, Branch) else Branch(Joint.ALL, (node,))


def _node(condition: Condition) -> Node:
    match condition:
        case FieldTest(field, test, values, exact):
            return Leaf(field, test, tuple(values), exact)
        case AllOf(parts):
            return Branch(Joint.ALL, tuple(map(_node, parts)))
        case AnyOf(parts):
            return Branch(Joint.ANY, tuple(map(_node, parts)))
        case Not(part):
            return _turned(_node(part))
        case ActivityTest(quantity, test, values):
            of = chosen(quantity.of)
            return ActivityLeaf(of, quantity.measure, quantity.detail, test, tuple(values))
        case FollowedBy(first, then, within):
            return SequenceLeaf(chosen(first), chosen(then), within)
        case Inactive(days, types):
            return InactiveLeaf(types, days)


def chosen(of: Selection) -> Chosen:
    """A selection of activities as the editor shows it."""
    return Chosen(of.types, drawn(of.where), of.days is not None, of.days)


def _turned(node: Node) -> Node:
    """The opposite: two-valued logic, so that twice not is nothing."""
    if not isinstance(node, Branch):
        return replace(node, negated=not node.negated)
    other = {
        Joint.ALL: Joint.NOT_ALL,
        Joint.NOT_ALL: Joint.ALL,
        Joint.ANY: Joint.NONE,
        Joint.NONE: Joint.ANY,
    }
    return replace(node, joint=other[node.joint])


# From a tree to a condition


def built(root: Branch) -> Condition | None:
    """The whole condition of a tree without faults; None where the tree is empty.

    A root with one part is that part: the sentence is then as short as it can be.
    """
    if not root.parts:
        return None
    node: Node = root
    while isinstance(node, Branch) and len(node.parts) == 1:
        if node.joint not in (Joint.ALL, Joint.ANY):
            break
        node = node.parts[0]
    return whole(node)


def whole(node: Node) -> Condition:
    """The condition of a node without faults."""
    if isinstance(node, Branch):
        parts = tuple(map(whole, node.parts))
        match node.joint:
            case Joint.ALL:
                return AllOf(parts)
            case Joint.ANY:
                return AnyOf(parts)
            case Joint.NONE:
                return Not(AnyOf(parts))
            case Joint.NOT_ALL:
                return Not(AllOf(parts))
    asked: Condition
    match node:
        case Leaf(field, test, values, exact):
            asked = FieldTest(field, test, _given(values), exact)
        case ActivityLeaf(of, measure, detail, test, values):
            quantity = Quantity(measure, selected(of), detail if measure in OF_A_DETAIL else "")
            asked = ActivityTest(quantity, test, _given(values))
        case SequenceLeaf(first, then, within):
            asked = FollowedBy(selected(first), selected(then), within or 0)
        case InactiveLeaf(types, days):
            asked = Inactive(days or 0, types)
    return Not(asked) if node.negated else asked


def selected(of: Chosen) -> Selection:
    """The selection of activities that lacks nothing."""
    return Selection(of.types or (), built(of.where), of.days if of.windowed else None)


def _given(values: Values) -> tuple[Value, ...]:
    return tuple(value for value in values if value is not None)


# What is missing


def fault(node: Node) -> str:
    """What a node still lacks, in words; "" where it is whole. A branch tells its own only."""
    match node:
        case Branch(_, parts):
            return "" if parts else "Add a condition, or remove this group."
        case Leaf():
            return _values_fault(node.test, node.values) if node.field else "Choose a field."
        case ActivityLeaf(of, measure, detail):
            if measure in OF_A_DETAIL and not detail:
                return "Choose a detail."
            return chosen_fault(of) or _values_fault(node.test, node.values)
        case SequenceLeaf(first, then, within):
            if first.types is None:
                return "Choose what comes first."
            if then.types is None:
                return "Choose what comes then."
            return (
                chosen_fault(first) or chosen_fault(then) or ("" if within is not None else NO_DAYS)
            )
        case InactiveLeaf(_, days):
            return NO_DAYS if days is None else ""


def chosen_fault(of: Chosen) -> str:
    """What a choice of activities still lacks; what its conditions on details lack they say."""
    if of.types is None:
        return NO_TYPES
    if of.windowed and of.days is None:
        return NO_DAYS
    return "" if all(map(is_whole, of.where.parts)) else UNFINISHED


def _values_fault(test: Test, values: Values) -> str:
    given = _given(values)
    takes = SHAPES[test].takes
    if takes in (Takes.TEXTS, Takes.NUMBERS):
        return "" if given else "Add at least one value."
    if takes is Takes.WEEKDAYS:
        return "" if given else "Press at least one day."
    if len(given) < _PLACES[takes]:
        return _MISSING[takes]
    if takes in (Takes.TWO_NUMBERS, Takes.TWO_DATES) and _falls(given):
        return "The first is larger than the second: no lead fits."
    return pattern_fault(str(given[0])) if takes is Takes.PATTERN else ""


def _falls(given: tuple[Value, ...]) -> bool:
    match given:
        case (date() as first, date() as last):
            return first > last
        case (int() | float() as low, int() | float() as high):
            return low > high
    return False


def is_whole(node: Node) -> bool:
    """Whether the node and all below it lack nothing."""
    if fault(node):
        return False
    return not isinstance(node, Branch) or all(map(is_whole, node.parts))
