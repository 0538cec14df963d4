"""What tuning may do to groups that fade.

Points that fade one by one are not tuned. A group may fade by the age of an activity that its own
rules name: such a group (decay by group, with neither a date field nor types of its own) fades by
the last activity of the types that its rules ask for. To mute, remove or add a rule could change by
what the group fades, and with it the points of every lead. Tuned points are tried with what the
group fades by today: so that is kept, by naming the types, or by keeping a rule that names any.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from models.scoring.awards import PerOccurrence
from models.scoring.decay import Decay, Fades
from models.scoring.fading import by_activity, fading_types
from models.scoring.rules import Group, Rule


def fades_by_rules(group: Group) -> Decay | None:
    """The decay of a group that fades by what its rules name; None: nothing of the kind."""
    decay = group.decay
    by_rules = decay is not None and decay.way is Fades.BY_GROUP
    return decay if by_rules and decay and not decay.field and not decay.types else None


def would_fade_otherwise(group: Group, rule: Rule) -> bool:
    """Whether a rule that comes to the group changes by what it fades, and no types can say so.

    The group fades by any activity because none of its rules asks for one.
    """
    if fades_by_rules(group) is None:
        return False
    if any(other.selections() for other in group.rules if not other.muted):
        return False
    return any(of.types for of in rule.selections())


def fades_one_by_one(group: Group, rule: Rule) -> bool:
    """Whether each of the points that the rule gives fades by itself, and is rounded for each lead:
    they are not so many times so many points.
    """
    return isinstance(rule.award, PerOccurrence) and by_activity(group) is not None


def why_fixed(group: Group, rule: Rule, *, comes: bool) -> str:
    """Why the way in which the group fades keeps the rule as it is, as a sentence; "": it is tuned.

    `comes`: the rule gives nothing today.
    """
    if fades_one_by_one(group, rule):
        return (
            f"Its points fade with the age of each activity in {group.name} and are rounded "
            "for each lead, so they are not simply so many points: it stays as it is."
        )
    if comes and would_fade_otherwise(group, rule):
        return (
            f"{group.name} fades by the last activity of any type because none of its rules asks "
            "for one. With this rule it would fade by others: say by which types it fades."
        )
    return ""


def settled(before: Group, rules: Sequence[Rule], idle: Collection[str]) -> Group:
    """The group with these rules but the idle ones, fading by what it faded by before.

    `idle`: ids of rules that give nothing any more. One stays where the group fades by any activity
    because of it.
    """
    kept = replace(before, rules=tuple(rule for rule in rules if rule.id not in idle))
    decay = fades_by_rules(before)
    if decay is None:
        return kept
    types = fading_types(before, decay)
    if types == fading_types(kept, decay):
        return kept
    if types:
        return replace(kept, decay=replace(decay, types=types))
    stays = next(rule.id for rule in rules if rule.id in idle and _asks_any(rule))
    return replace(
        before, rules=tuple(rule for rule in rules if rule.id == stays or rule.id not in idle)
    )


def _asks_any(rule: Rule) -> bool:
    return any(not of.types for of in rule.selections())
