"""Groups, rules, bands and overrides, to and from the JSON of a model's file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from models.leads.fields import Input
from models.leads.wording import figure
from models.scoring.conditions import Condition, FieldTest, Test
from models.scoring.file.award_json import award_to_json, read_award
from models.scoring.file.condition_json import condition_to_json, read_condition
from models.scoring.file.decay_json import decay_to_json, read_decay
from models.scoring.file.input_json import read_input
from models.scoring.file.json_faults import Faults
from models.scoring.file.json_node import MOST_SCORE, Node, restore
from models.scoring.file.json_text import flaws
from models.scoring.model import Axis, Band, Group, Move, Override, Rule, ScoringModel

_T = TypeVar("_T")


def group_to_json(group: Group) -> dict[str, Any]:
    """A group and its rules."""
    data: dict[str, Any] = {
        "id": group.id,
        "name": group.name,
        "axis": group.axis.value,
        "category": group.category,
        "least": group.least,
        "most": group.most,
    }
    if group.decay is not None:
        data["decay"] = decay_to_json(group.decay)
    if group.note:
        data["note"] = group.note
    data["rules"] = [rule_to_json(rule) for rule in group.rules]
    return restore(data, group.extra)


def rule_to_json(rule: Rule) -> dict[str, Any]:
    """A rule; what it does not have is left out."""
    data: dict[str, Any] = {"id": rule.id, "name": rule.name}
    if rule.note:
        data["note"] = rule.note
    if rule.muted:
        data["muted"] = True
    if rule.when is not None:
        data["when"] = condition_to_json(rule.when)
    data.update(award_to_json(rule.award))
    return restore(data, rule.extra)


def band_to_json(band: Band) -> dict[str, Any]:
    """A band."""
    data: dict[str, Any] = {"name": band.name, "threshold": band.threshold}
    return {**data, "mql": True} if band.mql else data


def override_to_json(item: Override) -> dict[str, Any]:
    """An override."""
    data: dict[str, Any] = {"id": item.id, "name": item.name}
    if item.note:
        data["note"] = item.note
    data["when"] = condition_to_json(item.when)
    data["move"] = item.move.value
    data["band"] = item.band
    return restore(data, item.extra)


def condition_from_json(data: Any, where: str = "", *, strict: bool = True) -> Condition:
    """A condition of its own, as the journal has it."""
    return read_whole(data, where, strict, read_condition)


def rule_from_json(data: Any, where: str = "", *, strict: bool = True) -> Rule:
    """A rule of its own, as the clipboard and the journal have it."""
    return read_whole(data, where, strict, lambda node: read_rule(node, Ids([data])))


def group_from_json(data: Any, where: str = "", *, strict: bool = True) -> Group:
    """A group of its own."""

    def read(node: Node) -> Group:
        return read_group(node, Ids([data, *objects(node.value.get("rules"))]))

    return read_whole(data, where, strict, read)


def override_from_json(data: Any, where: str = "", *, strict: bool = True) -> Override:
    """An override of its own."""
    return read_whole(data, where, strict, lambda node: read_override(node, Ids([data])))


def band_from_json(data: Any, where: str = "", *, strict: bool = True) -> Band:
    """A band of its own."""
    return read_whole(data, where, strict, read_band)


def input_from_json(data: Any, where: str = "", *, strict: bool = True) -> Input:
    """An input of its own."""
    return read_whole(data, where, strict, read_input)


class Ids:
    """Ids for what was written without: the same file gets the same ones."""

    def __init__(self, objects: Sequence[Any]) -> None:
        found = [item.get("id") for item in objects if isinstance(item, dict)]
        self._taken = {item for item in found if isinstance(item, str)}
        self._used: dict[str, str] = {}

    def of(self, node: Node, letter: str) -> str:
        """The id of a node, or the next free one of that letter."""
        if "id" in node.value:
            name = node.text("id", blank=False)
            if name and (first := self._used.get(name)):
                node.faults.law(node.at("id"), f"is the id of {first} too")
            self._used.setdefault(name, node.place)
            return name
        number = 1
        while f"{letter}{number}" in self._taken:
            number += 1
        self._taken.add(f"{letter}{number}")
        return f"{letter}{number}"


def objects(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def read_group(node: Node, ids: Ids) -> Group:
    least, most = (
        node.whole(name, -MOST_SCORE, MOST_SCORE) if node.has(name) else None
        for name in ("least", "most")
    )
    if least is not None and most is not None and least > most:
        node.faults.law(
            node.at("least"),
            f"must not be above most, found {figure(least)} and {figure(most)}",
        )
    group = Group(
        id=ids.of(node, "g"),
        name=node.text("name", blank=False),
        rules=tuple(read_rule(item, ids) for item in node.children("rules", owns=True)),
        axis=node.choice("axis", Axis, Axis.NONE),
        category=node.text("category", ""),
        least=least,
        most=most,
        decay=read_decay(node.child("decay", only=True)) if node.has("decay") else None,
        note=node.text("note", ""),
    )
    return with_extra(group, node, group_to_json)


def read_rule(node: Node, ids: Ids) -> Rule:
    rule = Rule(
        id=ids.of(node, "r"),
        name=node.text("name", blank=False),
        award=read_award(node),
        when=read_condition(node.child("when")) if node.has("when") else None,
        note=node.text("note", ""),
        muted=node.yes_no("muted"),
    )
    return with_extra(rule, node, rule_to_json)


def read_band(node: Node) -> Band:
    band = Band(
        node.text("name", blank=False),
        node.whole("threshold", -MOST_SCORE, MOST_SCORE),
        node.yes_no("mql"),
    )
    node.leave()
    return band


def read_whole(data: Any, where: str, strict: bool, reader: Callable[[Node], _T]) -> _T:
    faults = Faults(strict)
    for place, what in flaws(data):
        faults.shape(place, what)
    if any("nested deeper" in problem.what for problem in faults.problems):
        faults.refuse(where)
    value = reader(Node(data, "", faults))
    faults.refuse(where)
    return value


def read_override(node: Node, ids: Ids, bands: tuple[Band, ...] = ()) -> Override:
    when: Condition = FieldTest("", Test.IS_KNOWN)
    if node.has("when"):
        when = read_condition(node.child("when"))
    else:
        node.fault("when", "a condition")
    if "move" not in node.value:
        node.fault("move", ", ".join(f'"{move.value}"' for move in Move))
    item = Override(
        id=ids.of(node, "o"),
        name=node.text("name", blank=False),
        when=when,
        move=node.choice("move", Move, Move.AT_LEAST),
        band=node.text("band"),
        note=node.text("note", ""),
    )
    if bands and isinstance(node.raw("band"), str) and item.band not in {b.name for b in bands}:
        names = ", ".join(f'"{band.name}"' for band in bands)
        node.faults.law(node.at("band"), f'must be a band ({names}), found "{item.band}"')
    return with_extra(item, node, override_to_json)


_Owner = TypeVar("_Owner", ScoringModel, Group, Rule, Override)


def with_extra(value: _Owner, node: Node, to_json: Callable[[_Owner], dict[str, Any]]) -> _Owner:
    """The value with the unknown keys of its node; written once only where there are any."""
    if not node.has_extra:
        return value
    return replace(value, extra=node.extra(to_json(value)))
