"""The trees of a model's chances, to and from the JSON of its file: splits and whole numbers."""

from __future__ import annotations

from typing import Any

from models.leads.derived_fields import Derived
from models.leads.wording import figure
from models.scoring.file.condition_json import condition_to_json, read_condition
from models.scoring.file.derived_json import derived_to_json, read_derived
from models.scoring.file.json_node import Node, check_names
from models.scoring.probability import Branch, Split, TreeChances

MOST_ODDS = 1_000_000
"""Ten-thousandths of log-odds that one entry or end of a tree adds: e to the 100th power."""
MOST_TREES = 1_000
MOST_DEEP = 12
"""Splits that a lead passes in one tree."""


def trees_to_json(found: TreeChances) -> dict[str, Any]:
    """The fields that only the trees read, if any, and the trees from their roots."""
    data: dict[str, Any] = {}
    if found.derived:
        data["derived"] = [derived_to_json(item) for item in found.derived]
    return {**data, "trees": [_to_json(tree) for tree in found.trees]}


def _to_json(branch: Branch) -> Any:
    if isinstance(branch, int):
        return branch
    return {
        "when": condition_to_json(branch.when),
        "average": branch.average,
        "yes": _to_json(branch.yes),
        "no": _to_json(branch.no),
    }


def read_trees(node: Node) -> tuple[tuple[Branch, ...], tuple[Derived, ...]]:
    """The trees and their derived fields; faults are noted at their places."""
    nodes = node.children("derived", named=True)
    derived = tuple(read_derived(item) for item in nodes)
    check_names(nodes, [item.name for item in derived])
    value = node.raw("trees")
    if not isinstance(value, list):
        node.fault("trees", "a list of trees")
        return (), derived
    if len(value) > MOST_TREES:
        node.faults.shape(
            node.at("trees"),
            f"must have at most {figure(MOST_TREES)} trees, found {figure(len(value))}",
        )
        return (), derived
    return tuple(_read_root(node, at) for at in range(len(value))), derived


def _read_root(node: Node, at: int) -> Branch:
    """A tree of a list: a split, or a whole number that every lead gets."""
    value, place = node.value["trees"][at], f"{node.at('trees')}[{at}]"
    if not isinstance(value, dict):
        return node.as_whole(value, "trees", place, -MOST_ODDS, MOST_ODDS)
    return _read_split(Node(value, place, node.faults, node, ["trees", at]), MOST_DEEP)


def _read_split(node: Node, deep: int) -> Split:
    if not node.has("when"):
        node.fault("when", "the condition that the split asks")
    when = read_condition(node.child("when"))
    yes, no = (_read_side(node, key, deep - 1) for key in ("yes", "no"))
    average = node.whole("average", -MOST_ODDS, MOST_ODDS, 0)
    node.leave()
    return Split(when, yes, no, average)


def _read_side(node: Node, key: str, deep: int) -> Branch:
    if not isinstance(node.raw(key), dict):
        return node.whole(key, -MOST_ODDS, MOST_ODDS)
    if not deep:
        node.faults.shape(node.at(key), f"is deeper than {MOST_DEEP} splits")
        return 0
    return _read_split(node.child(key), deep)
