"""Rules and groups to begin with, and what they are called."""

from __future__ import annotations

from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Group, Points, Rule, ScoringModel
from widgets.editors.around import Around
from widgets.inputs.field_chooser import usable


def fresh_rule(model: ScoringModel, around: Around) -> Rule | None:
    """A rule to begin with: the first field that no rule asks yet, known, without points so that
    no score moves before it says something. None where there is no field."""
    offered = usable(around.fields)
    asked = set(model.fields())
    item = next((item for item in offered if item.name not in asked), next(iter(offered), None))
    if item is None:
        return None
    return Rule(model.fresh_id("r"), item.name, Points(0), FieldTest(item.name, Test.IS_KNOWN))


def fresh_group(model: ScoringModel) -> Group:
    """A group to begin with; its name is one that no other group has."""
    taken = {group.name for group in model.groups}
    name, number = "New group", 2
    while name in taken:
        name, number = f"New group {number}", number + 1
    return Group(model.fresh_id("g"), name)
