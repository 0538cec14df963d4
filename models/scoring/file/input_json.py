"""The inputs of a model, which are the recipe to read its files, to and from JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from models.leads.activity_recipe import ActivityRecipe
from models.leads.fields import ACTIVITY_ROLES, LEAD_ROLES, DateOrder, Input, Kind, Role
from models.leads.text import clean, cleaned_key
from models.scoring.file.json_node import Node

_DEFAULT = Input("")
_ALWAYS = ("name", "kind", "role")
_BY_KIND: dict[Kind, tuple[str, ...]] = {
    Kind.TEXT: (),
    Kind.NUMBER: ("decimal", "thousands"),
    Kind.YES_NO: ("yes", "no"),
    Kind.DATE: ("date_order",),
    Kind.MULTIPLE: ("separator",),
}
_MANY = (Role.FIELD, Role.IGNORED)


def input_to_json(item: Input) -> dict[str, Any]:
    """What its kind needs is always written, so that other defaults change no meaning."""
    needed = {*_ALWAYS, *_BY_KIND[item.kind]}
    if item.role is Role.OUTCOME:
        needed |= {"yes", "no", "converted", "blank_is_no"}
    data: dict[str, Any] = {}
    for name in (field.name for field in fields(Input)):
        value = getattr(item, name)
        if name in needed or value != getattr(_DEFAULT, name):
            data[name] = [_plain(item) for item in value] if isinstance(value, tuple) else value
            if isinstance(value, Kind | Role | DateOrder):
                data[name] = value.value
    return data


def _plain(item: Any) -> Any:
    return list(item) if isinstance(item, tuple) else item


def read_input(node: Node) -> Input:
    """The input of a node; faults are noted there."""
    name = node.cleaned("name")
    decimal = node.text("decimal", _DEFAULT.decimal)
    thousands = node.text("thousands", _DEFAULT.thousands)
    for mark, value, least in (("decimal", decimal, 1), ("thousands", thousands, 0)):
        if not least <= len(value) <= 1 or value in set("0123456789+-"):
            node.faults.law(node.at(mark), "must be one sign that is no digit, plus or minus")
    if decimal == thousands:
        node.faults.law(node.at("thousands"), "must differ from the decimal mark")
    separator = node.text("separator", _DEFAULT.separator)
    if not separator:
        node.faults.law(node.at("separator"), "must not be empty")
    item = Input(
        name=name,
        kind=node.choice("kind", Kind, _DEFAULT.kind),
        role=node.choice("role", Role, _DEFAULT.role),
        aliases=node.texts("aliases"),
        date_order=node.choice("date_order", DateOrder, _DEFAULT.date_order),
        decimal=decimal,
        thousands=thousands,
        separator=separator,
        yes=node.texts("yes", _DEFAULT.yes),
        no=node.texts("no", _DEFAULT.no),
        blank=node.texts("blank"),
        converted=node.texts("converted"),
        blank_is_no=node.yes_no("blank_is_no"),
        event=node.yes_no("event"),
        ornaments=node.texts("ornaments"),
        spellings=_spellings(node),
    )
    node.leave()
    return item


def _spellings(node: Node) -> tuple[tuple[str, str], ...]:
    """Pairs (written, meant); a fault where one is no pair of texts."""
    pairs = node.pairs("spellings")
    if not node.faults.strict:
        return pairs
    return tuple((clean(written), clean(meant)) for written, meant in pairs)


def activities_to_json(recipe: ActivityRecipe) -> dict[str, Any]:
    """The recipe to read a table of activities."""
    return {
        "inputs": [input_to_json(item) for item in recipe],
        "without_machine_clicks": recipe.without_machine_clicks,
        "identical_once": recipe.identical_once,
    }


def read_activities(node: Node) -> ActivityRecipe:
    """The recipe of activities of a node; faults are noted there."""
    nodes = node.children("inputs", named=True)
    inputs = tuple(read_input(item) for item in nodes)
    check_inputs(nodes, inputs, of_activities=True)
    recipe = ActivityRecipe(
        inputs, node.yes_no("without_machine_clicks"), node.yes_no("identical_once")
    )
    node.leave()
    return recipe


def check_inputs(
    nodes: Sequence[Node], inputs: Sequence[Input], *, of_activities: bool = False
) -> None:
    """Names are distinct by key; roles other than field and ignored belong to one input."""
    names: dict[str, str] = {}
    roles: dict[Role, str] = {}
    table, other = ("activities", "leads") if of_activities else ("leads", "activities")
    known = frozenset(ACTIVITY_ROLES if of_activities else LEAD_ROLES)
    for node, item in zip(nodes, inputs, strict=True):
        name = cleaned_key(item.name)
        if name and name in names:
            node.faults.law(node.at("name"), f"is the name of {names[name]} too")
        names.setdefault(name, node.place)
        if item.role not in known:
            node.faults.law(node.at("role"), f"is the role of a field of {other}, not of {table}")
        if item.role not in _MANY:
            if first := roles.get(item.role):
                node.faults.law(node.at("role"), f"is the role of {first} too")
            roles.setdefault(item.role, node.place)
