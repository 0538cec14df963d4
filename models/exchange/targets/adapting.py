"""Making a model into one that a target can express: parts are left out by name, never bent."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from models.exchange.targets.misfit import Adapted, Misfit, Part
from models.scoring.awards import ByCount, ByRange, ByValue, PerOccurrence
from models.scoring.conditions import (
    Condition,
    FieldTest,
    Test,
    leaves_in,
    selections_in,
)
from models.scoring.decay import Fades
from models.scoring.fading import fading_types
from models.scoring.file.scores_hash import chances_of
from models.scoring.model import Override, ScoringModel
from models.scoring.probability import Probability
from models.scoring.rules import Group, Rule

Why = str
"""Why a part does not fit; "" where it does."""


def without(model: ScoringModel, ids: Collection[str]) -> ScoringModel:
    """The model without these rules and overrides; nothing else changes its meaning.

    A decay that counts from the last activity of the group's own rules keeps their types.
    """
    return replace(
        model,
        groups=tuple(_without(group, ids) for group in model.groups),
        overrides=tuple(item for item in model.overrides if item.id not in ids),
    )


def _without(group: Group, ids: Collection[str]) -> Group:
    kept = tuple(rule for rule in group.rules if rule.id not in ids)
    if len(kept) == len(group.rules):
        return group
    decay = group.decay
    if decay is not None and decay.way is Fades.BY_GROUP and not decay.field:
        decay = replace(decay, types=fading_types(group, decay))
    return replace(group, rules=kept, decay=decay)


def conditions_of(part: Rule | Override) -> Iterator[Condition]:
    """Every condition that decides about a rule's points or an override, filters included."""
    if part.when is not None:
        yield part.when
    selections = part.selections() if isinstance(part, Rule) else selections_in(part.when)
    for of in selections:
        if of.where is not None:
            yield of.where


def adapted(
    model: ScoringModel, why: Callable[[Rule], Why], why_not: Callable[[Condition], Why]
) -> Adapted:
    """The model without the rules and overrides that a target cannot express.

    `why`: what is wrong with a rule as a whole; `why_not`: with a condition of a rule or override.
    Muted rules are no loss: they are left out without a word.
    """
    misfits = []
    for rule in model.rules():
        if rule.muted:
            continue
        reason = why(rule) or next(filter(None, map(why_not, conditions_of(rule))), "")
        if reason:
            misfits.append(Misfit(Part.RULE, rule.id, rule.name, reason))
    for item in model.overrides:
        reason = next(filter(None, map(why_not, conditions_of(item))), "")
        if reason:
            misfits.append(Misfit(Part.OVERRIDE, item.id, item.name, reason))
    return Adapted(without(model, {misfit.id for misfit in misfits}), tuple(misfits))


CHANCES = "Chances"
_ADDED = "What each rule or tree adds to them is worked out in Leadbench alone."
_OTHER = "They are of the scores of the whole model; without what is left out a score means less."


def chances_told(model: ScoringModel, found: Adapted) -> Adapted:
    """The same for a target with a table of chances by score, with a word where it has none.

    Chances that Leadbench itself does not give, since they are of other points, need none.
    """
    own = chances_of(model)
    if own is None or isinstance(chances_of(found.model), Probability):
        return found
    why = _OTHER if isinstance(own, Probability) else _ADDED
    misfit = Misfit(Part.MODEL, "", CHANCES, why, "A scored list has them.")
    return Adapted(found.model, (*found.misfits, misfit))


def no_reason(_part: object) -> Why:
    """For a target that takes every rule, or every condition."""
    return ""


def pattern_reason(condition: Condition) -> Why:
    """Regular expressions of RE2, for targets that have another kind or none."""
    for leaf in leaves_in(condition):
        if isinstance(leaf, FieldTest) and leaf.test is Test.MATCHES:
            return f"It searches {leaf.field} by a regular expression, which only RE2 reads alike."
    return ""


HALF = "It asks for a text that holds half of a sign, which UTF-8 cannot write."


def _has_half(text: object) -> bool:
    return isinstance(text, str) and any("\ud800" <= sign <= "\udfff" for sign in text)


def half_reason(condition: Condition) -> Why:
    """A text with half of a pair of signs, for targets whose texts are UTF-8.

    Of a field that is compared, or of a type of activities.
    """
    tests = (leaf for leaf in leaves_in(condition) if isinstance(leaf, FieldTest))
    values = (value for test in tests for value in test.values)
    types = (name for of in selections_in(condition) for name in of.types)
    return HALF if any(map(_has_half, (*values, *types))) else ""


def text_reason(condition: Condition) -> Why:
    """What targets with texts in UTF-8 and no regular expressions of RE2 cannot ask."""
    return pattern_reason(condition) or half_reason(condition)


def half_value_reason(rule: Rule) -> Why:
    """The same in the values of points by value, and in types of activities."""
    award = rule.award
    values = [entry.value for entry in award.entries] if isinstance(award, ByValue) else []
    types = [name for of in rule.selections() for name in of.types]
    return HALF if any(map(_has_half, (*values, *types))) else ""


def reads_activities(rule: Rule) -> bool:
    """Whether a rule asks for what the lead did."""
    return isinstance(rule.award, ByCount | PerOccurrence) or bool(rule.selections())


def field_of_award(rule: Rule) -> str:
    """The field that points by value or by range read; "" where there is none."""
    return rule.award.field if isinstance(rule.award, ByValue | ByRange) else ""
