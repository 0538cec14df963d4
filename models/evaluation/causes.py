"""Where a change against the saved version comes from: each difference, undone alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from models.leads.wording import both_ends
from models.scoring.accounts import raises_scores
from models.scoring.engine import Scored, score
from models.scoring.masks import Masks
from models.scoring.model import Group, Points, Rule, ScoringModel
from models.signs import MINUS

MOST_TRIED = 24
"""Differences that are tried one by one; with more nobody asks for the one."""
NAME = 60
"""Letters of a rule's name in a sentence: a name may list all the values that a rule asks for."""


@dataclass(frozen=True)
class Difference:
    """One difference between two versions, in words, and the model with it undone."""

    words: str
    undone: ScoringModel


@dataclass(frozen=True)
class Cause:
    """The difference that moved the most leads over the MQL threshold.

    `share`: the share of them that stay where they were when it alone is undone, 0..1.
    """

    words: str
    share: float
    only: bool


def _plain(points: int) -> str:
    return f"{points:,}" if points >= 0 else f"{MINUS}{-points:,}"


def differences(now: ScoringModel, saved: ScoringModel) -> tuple[Difference, ...]:
    """What differs in the scores' meaning; names and notes do not count."""
    found = _rules(now, saved) + _limits_and_decay(now, saved)
    if now.base != saved.base:
        words = f"the base, {_plain(saved.base)} \u2192 {_plain(now.base)}"
        found.append(Difference(words, replace(now, base=saved.base)))
    if now.scale != saved.scale:
        found.append(Difference("the scale", replace(now, scale=saved.scale)))
    if now.mql_threshold != saved.mql_threshold:
        words = f"the MQL threshold, {_plain(saved.mql_threshold)} \u2192 "
        words += _plain(now.mql_threshold)
        found.append(Difference(words, replace(now, bands=saved.bands)))
    if [(o.when, o.move, o.band) for o in now.overrides] != [
        (o.when, o.move, o.band) for o in saved.overrides
    ]:
        found.append(Difference("the overrides", replace(now, overrides=saved.overrides)))
    if now.account != saved.account and (raises_scores(now) or raises_scores(saved)):
        found.append(Difference("the accounts", replace(now, account=saved.account)))
    return tuple(found)


def _rules(now: ScoringModel, saved: ScoringModel) -> list[Difference]:
    found = []
    for rule in now.rules():
        was = saved.rule(rule.id)
        if was is None:
            if not rule.muted:
                undone = now.with_rule(replace(rule, muted=True))
                found.append(Difference(f"the new rule {_name(rule)}", undone))
        elif (was.when, was.award, was.muted) != (rule.when, rule.award, rule.muted):
            before = replace(rule, when=was.when, award=was.award, muted=was.muted)
            found.append(Difference(_rule_words(rule, was), now.with_rule(before)))
    gone = (
        Difference(f"removing {_name(was)}", _put_back(now, group, was))
        for group in saved.groups
        for was in group.rules
        if now.rule(was.id) is None and not was.muted
    )
    return [*found, *gone]


def _name(rule: Rule) -> str:
    return both_ends(rule.name, NAME)


def _rule_words(rule: Rule, was: Rule) -> str:
    if rule.muted != was.muted:
        return f"{'muting' if rule.muted else 'unmuting'} {_name(rule)}"
    if rule.when != was.when:
        return f"the condition of {_name(rule)}"
    if isinstance(rule.award, Points) and isinstance(was.award, Points):
        before, after = _plain(was.award.points), _plain(rule.award.points)
        return f"{_name(rule)}, {before} \u2192 {after}"
    return f"the points of {_name(rule)}"


def _put_back(now: ScoringModel, group: Group, rule: Rule) -> ScoringModel:
    if now.group(group.id) is None:
        return replace(now, groups=(*now.groups, replace(group, rules=(rule,))))
    groups = tuple(
        replace(item, rules=(*item.rules, rule)) if item.id == group.id else item
        for item in now.groups
    )
    return replace(now, groups=groups)


def _limits_and_decay(now: ScoringModel, saved: ScoringModel) -> list[Difference]:
    found = []
    for group in now.groups:
        was = saved.group(group.id)
        if was is None:
            continue
        if (was.least, was.most) != (group.least, group.most):
            before = replace(group, least=was.least, most=was.most)
            found.append(Difference(f"the limits of {group.name}", _with_group(now, before)))
        if was.decay != group.decay:
            before = replace(group, decay=was.decay)
            found.append(Difference(f"the decay of {group.name}", _with_group(now, before)))
    return found


def _with_group(now: ScoringModel, group: Group) -> ScoringModel:
    groups = tuple(group if item.id == group.id else item for item in now.groups)
    return replace(now, groups=groups)


def main_cause(scored: Scored, saved: Scored, masks: Masks | None = None) -> Cause | None:
    """The difference that moved the most leads over the MQL threshold; None: nobody moved.

    Scores the leads once for each difference, from masks that are kept.
    """
    masks = scored.masks if masks is None else masks
    before = saved.scores >= saved.model.mql_threshold
    moved = int(np.count_nonzero((scored.scores >= scored.model.mql_threshold) != before))
    found = differences(scored.model, saved.model)
    if not moved or not 0 < len(found) <= MOST_TRIED:
        return None
    best = Cause("", -1.0, False)
    for item in found:
        undone = score(item.undone, masks.leads, scored.as_of, masks)
        still = int(np.count_nonzero((undone.scores >= item.undone.mql_threshold) != before))
        share = 1 - still / moved
        if share > best.share:
            best = Cause(item.words, share, len(found) == 1)
    return best if best.words else None
