"""Names that rules have until a person gives them one: the fields and activities they ask."""

from __future__ import annotations

from dataclasses import replace

from models.scoring.conditions import Inactive
from models.scoring.rules import Rule

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
