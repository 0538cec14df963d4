"""Rules for the social activities that the leads have: a rule for each type without one."""

from __future__ import annotations

from dataclasses import replace

from models.leads.social_types import social_types
from models.leads.text import key
from models.project.edits import AddRules
from models.scoring.awards import PerOccurrence
from models.scoring.conditions import Selection
from models.scoring.model import Group, Rule, ScoringModel
from widgets.editors.around import Around

DAYS, POINTS, MOST = 90, 1, 5
"""What a fresh rule gives: a point each for at most so many in so many days."""


def unscored(group: Group, around: Around) -> tuple[str, ...]:
    """The social types that no rule of the group reads yet, the commonest first."""
    if around.activities is None:
        return ()
    read = {key(name) for rule in group.rules for of in rule.selections() for name in of.types}
    names = (one.value for one in around.activities.types().types)
    return tuple(one.name for one in social_types(names) if key(one.name) not in read)


def rules_for(model: ScoringModel, group: Group, types: tuple[str, ...]) -> AddRules:
    """A rule for each type at the end of the group."""
    rules: list[Rule] = []
    for name in types:
        award = PerOccurrence(Selection((name,), days=DAYS), POINTS, MOST)
        rules.append(Rule(model.fresh_id("r"), name, award))
        group = replace(group, rules=(*group.rules, rules[-1]))
        own = tuple(group if item.id == group.id else item for item in model.groups)
        model = replace(model, groups=own)
    return AddRules(model.id, group.id, len(group.rules) - len(rules), tuple(rules))


def social_words(types: tuple[str, ...]) -> str:
    """What is offered: "6 of your activity types are social." """
    number = len(types)
    if number == 1:
        return f"1 of your activity types is social: {types[0]}."
    return f"{number} of your activity types are social: {', '.join(types[:3])}" + (
        " \u2026" if number > 3 else "."
    )
