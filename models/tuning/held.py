"""What a tuning may do to a whole rule: one word for all of its lines, as its card says it."""

from __future__ import annotations

from dataclasses import replace

from models.scoring.awards import PerOccurrence, Points
from models.scoring.model import ScoringModel
from models.scoring.rules import Rule
from models.tuning.reins import Hold
from models.tuning.wishes import Wishes


def keys_of(rule: Rule) -> tuple[str, ...]:
    """The keys of the rule's lines: itself, or each entry of its table."""
    if isinstance(rule.award, Points | PerOccurrence):
        return (rule.id,)
    return tuple(f"{rule.id}/{place}" for place in range(len(rule.award.entries)))


def hold_of(rule: Rule, wishes: Wishes) -> Hold:
    """What may happen to the rule; of a table of which entries are held in several ways, the
    first that is held at all."""
    holds = (wishes.rein(key).hold for key in keys_of(rule))
    return next((hold for hold in holds if hold is not Hold.FREE), Hold.FREE)


def holds_of(model: ScoringModel, wishes: Wishes) -> dict[str, Hold]:
    """The rules that are not free, by id."""
    if not wishes.reins:
        return {}
    found = {rule.id: hold_of(rule, wishes) for rule in model.rules()}
    return {name: hold for name, hold in found.items() if hold is not Hold.FREE}


def holding(rule: Rule, wishes: Wishes, hold: Hold) -> Wishes:
    """The wishes with all lines of the rule held so."""
    for key in keys_of(rule):
        wishes = wishes.with_rein(key, replace(wishes.rein(key), hold=hold))
    return wishes
