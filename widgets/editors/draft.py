"""The condition while it is edited: a tree that may have gaps, and the way to a whole condition."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from models.leads.fields import Input, Kind
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


class Joint(StrEnum):
    """How the parts of a branch hold together."""

    ALL = "all"
    ANY = "any"
    NONE = "none"
    NOT_ALL = "not all"


@dataclass(frozen=True)
class Leaf:
    """One test of one field. `values` has a place for each value; None is one not given yet."""

    field: str = ""
    test: Test = Test.IS_KNOWN
    values: tuple[Value | None, ...] = ()
    exact: bool = False
    negated: bool = False

    @property
    def takes(self) -> Takes:
        """What the test is compared with."""
        return SHAPES[self.test].takes


@dataclass(frozen=True)
class Branch:
    """Parts that hold together in some way; none yet is allowed while it is edited."""

    joint: Joint
    parts: tuple[Node, ...] = ()


Node = Leaf | Branch

FIRST_TEST = {
    Kind.TEXT: Test.IS_ONE_OF,
    Kind.NUMBER: Test.AT_LEAST,
    Kind.YES_NO: Test.IS_YES,
    Kind.DATE: Test.IN_THE_LAST,
    Kind.MULTIPLE: Test.HAS_ANY_OF,
}
_PLACES = {
    Takes.NOTHING: 0,
    Takes.ONE_TEXT: 1,
    Takes.ONE_NUMBER: 1,
    Takes.TWO_NUMBERS: 2,
    Takes.DAYS: 1,
    Takes.ONE_DATE: 1,
    Takes.TWO_DATES: 2,
}
_TEXTS = (Takes.ONE_TEXT, Takes.TEXTS)
_NUMBERS = (Takes.ONE_NUMBER, Takes.TWO_NUMBERS, Takes.NUMBERS)
_DATES = (Takes.ONE_DATE, Takes.TWO_DATES)


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


def _turned(node: Node) -> Node:
    """The opposite: two-valued logic, so that twice not is nothing."""
    if isinstance(node, Leaf):
        return replace(node, negated=not node.negated)
    other = {
        Joint.ALL: Joint.NOT_ALL,
        Joint.NOT_ALL: Joint.ALL,
        Joint.ANY: Joint.NONE,
        Joint.NONE: Joint.ANY,
    }
    return replace(node, joint=other[node.joint])


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
    if isinstance(node, Leaf):
        values = tuple(value for value in node.values if value is not None)
        test = FieldTest(node.field, node.test, values, node.exact)
        return Not(test) if node.negated else test
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


def fault(node: Node) -> str:
    """What a node still lacks, in words; "" where it is whole. A branch tells its own only."""
    if isinstance(node, Branch):
        return "" if node.parts else "Add a condition, or remove this group."
    if not node.field:
        return "Choose a field."
    given = [value for value in node.values if value is not None]
    takes = node.takes
    if takes in (Takes.TEXTS, Takes.NUMBERS):
        return "" if given else "Add at least one value."
    if takes is Takes.WEEKDAYS:
        return "" if given else "Press at least one day."
    if len(given) < _PLACES[takes]:
        return _MISSING[takes]
    if takes in (Takes.TWO_NUMBERS, Takes.TWO_DATES) and _falls(given):
        return "The first is larger than the second: no lead fits."
    return ""


_MISSING = {
    Takes.ONE_TEXT: "Type a text.",
    Takes.ONE_NUMBER: "Type a number.",
    Takes.TWO_NUMBERS: "Type two numbers.",
    Takes.DAYS: "Type a number of days.",
    Takes.ONE_DATE: "Type a day.",
    Takes.TWO_DATES: "Type two days.",
}


def _falls(given: list[Value]) -> bool:
    match given:
        case [date() as first, date() as last]:
            return first > last
        case [int() | float() as low, int() | float() as high]:
            return low > high
    return False


def is_whole(node: Node) -> bool:
    """Whether the node and all below it lack nothing."""
    if fault(node):
        return False
    return isinstance(node, Leaf) or all(map(is_whole, node.parts))


def leaf_for(item: Input) -> Leaf:
    """A fresh test of a field, with the test that fields of its kind mostly get."""
    test = FIRST_TEST[item.kind]
    return Leaf(item.name, test, empty_values(test))


def empty_values(test: Test) -> tuple[Value | None, ...]:
    """The places of a test's values, nothing in them."""
    return (None,) * _PLACES.get(SHAPES[test].takes, 0)


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
    before, after = leaf.takes, SHAPES[test].takes
    given = tuple(value for value in leaf.values if value is not None)
    alike = any(before in alike and after in alike for alike in (_TEXTS, _NUMBERS, _DATES))
    if not (alike or before is after):
        given = ()
    if after in _PLACES:
        places = _PLACES[after]
        values: tuple[Value | None, ...] = (*given, *(None,) * places)[:places]
    else:
        values = given
    text = SHAPES[test].kind in (Kind.TEXT, Kind.MULTIPLE)
    return replace(leaf, test=test, values=values, exact=leaf.exact and text)
