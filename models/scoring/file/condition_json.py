"""Conditions on fields and on activities, to and from the JSON of a model's file."""

from __future__ import annotations

from typing import Any

from models.scoring.conditions import (
    OF_A_DETAIL,
    SHAPES,
    ActivityCondition,
    ActivityTest,
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    FollowedBy,
    Inactive,
    Measure,
    Not,
    Quantity,
    Selection,
    Test,
    leaves_in,
)
from models.scoring.file.json_node import Node
from models.scoring.file.json_values import MOST_DAYS, read_test, values_to_json

_FORMS = ("field", "all", "any", "not", "activity", "first", "inactive")
_NONE = FieldTest("", Test.IS_KNOWN)
"""What stands for a condition that could not be read; its fault is noted."""


def condition_to_json(condition: Condition) -> dict[str, Any]:
    """A condition as the file has it."""
    match condition:
        case AllOf(parts):
            return {"all": [condition_to_json(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [condition_to_json(part) for part in parts]}
        case Not(part):
            return {"not": condition_to_json(part)}
        case FieldTest(field, test, values, exact):
            data = {"field": field, **values_to_json(test, values)}
            return {**data, "exact": True} if exact else data
        case ActivityTest(quantity, test, values):
            return {**quantity_to_json(quantity), **values_to_json(test, values)}
        case FollowedBy(first, then, within):
            return {
                "first": selection_to_json(first),
                "then": selection_to_json(then),
                "within": within,
            }
        case Inactive(days, types):
            return {"inactive": days, **({"types": list(types)} if types else {})}


def selection_to_json(selection: Selection) -> dict[str, Any]:
    """Which activities; what is not asked is left out."""
    data: dict[str, Any] = {}
    if selection.types:
        data["types"] = list(selection.types)
    if selection.where is not None:
        data["where"] = condition_to_json(selection.where)
    if selection.days is not None:
        data["days"] = selection.days
    return data


def quantity_to_json(quantity: Quantity) -> dict[str, Any]:
    """What is measured of which activities; a count is not said."""
    data: dict[str, Any] = {"activity": selection_to_json(quantity.of)}
    if quantity.measure is not Measure.COUNT:
        data["measure"] = quantity.measure.value
    if quantity.detail:
        data["detail"] = quantity.detail
    return data


def read_condition(node: Node) -> Condition:
    """The condition of a node; faults are noted there."""
    forms = [name for name in _FORMS if name in node.value]
    if len(forms) != 1:
        known = ", ".join(f'"{name}"' for name in _FORMS[:-1]) + f' and "{_FORMS[-1]}"'
        found = ", ".join(f'"{name}"' for name in forms) or "none of them"
        node.faults.shape(node.place, f"must have exactly one of {known}, found {found}")
        return _NONE
    condition = _read_form(node, forms[0])
    node.leave()
    return condition


def _read_form(node: Node, form: str) -> Condition:
    match form:
        case "field":
            return _read_field_test(node)
        case "not":
            return Not(read_condition(node.child("not")))
        case "all" | "any":
            parts = tuple(read_condition(part) for part in node.children(form))
            if not parts and node.raw(form) == []:
                node.faults.law(node.at(form), "must have at least one condition")
            return AllOf(parts) if form == "all" else AnyOf(parts)
        case _:
            return _read_activity_condition(node, form)


def _read_field_test(node: Node) -> FieldTest:
    field = node.cleaned("field")
    exact = node.yes_no("exact")
    read = read_test(node)
    return FieldTest(field, Test.IS_KNOWN) if read is None else FieldTest(field, *read, exact)


def _read_activity_condition(node: Node, form: str) -> ActivityCondition:
    if form == "activity":
        quantity = read_quantity(node)
        read = read_test(node)
        if read is None:
            return ActivityTest(quantity)
        if SHAPES[read[0]].kind not in (quantity.kind, None):
            measured = f'"{quantity.measure}" is a {quantity.kind}'
            node.faults.law(
                node.at("test"),
                f'must be a test of a {quantity.kind}, since {measured}, found "{read[0]}"',
            )
        return ActivityTest(quantity, *read)
    if form == "first":
        return FollowedBy(
            read_selection(node.child("first")),
            read_selection(node.child("then")),
            node.whole("within", 0, MOST_DAYS),
        )
    return Inactive(node.whole("inactive", 0, MOST_DAYS), node.cleaned_texts("types"))


def read_selection(node: Node) -> Selection:
    """Which activities; faults are noted there."""
    where = read_condition(node.child("where")) if node.has("where") else None
    if where is not None and any(not isinstance(leaf, FieldTest) for leaf in leaves_in(where)):
        node.faults.law(node.at("where"), "must ask about details only, not about activities again")
    selection = Selection(
        node.cleaned_texts("types"),
        where,
        node.whole("days", 0, MOST_DAYS) if node.has("days") else None,
    )
    node.leave()
    return selection


def read_quantity(node: Node) -> Quantity:
    """What is measured, of the keys of a condition or a table; faults are noted there."""
    measure = node.choice("measure", Measure, Measure.COUNT)
    detail = node.cleaned("detail") if "detail" in node.value else ""
    if measure in OF_A_DETAIL and "detail" not in node.value:
        node.faults.law(
            node.at("detail"), f'is missing; it must be the name of a detail for "{measure}"'
        )
    elif measure not in OF_A_DETAIL and "detail" in node.value:
        node.faults.law(
            node.at("detail"), f'must not be there, since "{measure}" looks at no detail'
        )
    return Quantity(measure, read_selection(node.child("activity")), detail)
