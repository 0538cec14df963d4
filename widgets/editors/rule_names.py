"""Names that rules have until a person gives them one: the fields and activities they ask."""

from __future__ import annotations

from dataclasses import replace

from models.scoring.conditions import FieldTest, Inactive, Test
from models.scoring.model import Group, Points, Rule, ScoringModel
from widgets.editors.around import Around
from widgets.inputs.field_chooser import usable

FRESH = "New rule"


def own_name(rule: Rule) -> str:
    """The name a rule has by itself: "Job title", "Job title and Webinar attended"."""
    types = [name for of in rule.selections() for name in of.types]
    names = tuple(dict.fromkeys((*rule.fields(), *types)))
    if not names and rule.selections():
        return "Inactivity" if isinstance(rule.when, Inactive) else "Any activity"
    if not names:
        return FRESH
    if len(names) == 1:
        return names[0]
    if len(names) <= 3:
        return f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{', '.join(names[:2])} and {len(names) - 2} more"


def is_own(rule: Rule) -> bool:
    """Whether nobody has named the rule yet."""
    return rule.name in ("", FRESH, own_name(rule))


def followed(before: Rule, after: Rule) -> Rule:
    """The rule after a change; a name that nobody gave follows the fields."""
    if before.name == after.name and is_own(before):
        return replace(after, name=own_name(after))
    return after


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
