"""Wishes that no points could keep, told from the rules alone: before rules are proposed and
before any lead is looked at.

A proposed rule is free and may give nothing, so what the model's own lines cannot keep cannot be
kept beside proposed ones either. Only what leads decide is left for later: how many MQLs may move.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.problems import LeadbenchError, Problem, Severity
from models.scoring.awards import PerOccurrence
from models.scoring.engine import Scored
from models.scoring.model import ScoringModel
from models.tuning.fading import why_fixed
from models.tuning.ground import named_lines
from models.tuning.lawful import contradictions, seen_at_once
from models.tuning.learning import known_reins
from models.tuning.lined import MOST_TIMES, Owner, names_of
from models.tuning.lines import Ground, Line, Pot
from models.tuning.malformed import hold_none, no_points
from models.tuning.reins import Reins

WHERE = "What may change"
FEWEST = "At least one line must give points."


def lines_at_once(model: ScoringModel) -> tuple[Line, ...]:
    """The lines that can be told without leads: but for rules that may give a lead points more
    often than can be tuned.
    """
    return tuple(
        line
        for group in model.groups
        for rule in group.rules
        if not why_fixed(group, rule, comes=rule.muted)
        and not (isinstance(rule.award, PerOccurrence) and rule.award.most > MOST_TIMES)
        for line in names_of(Owner(rule, group.id, rule.id))
    )


def impossible_at_once(
    model: ScoringModel, reins: Reins, lines: Sequence[Line], *, proposals: bool
) -> tuple[str, ...]:
    """Which wishes contradict each other, as far as that is seen at a glance, a sentence each.

    `proposals`: free lines may come.
    """
    ground = _ground(model, lines)
    return _by_numbers(reins, proposals=proposals) or seen_at_once(
        ground, known_reins(reins, ground)
    )


def refuse_impossible(scored: Scored, reins: Reins, *, proposals: bool) -> None:
    """LeadbenchError where no points could keep the wishes: which contradict each other."""
    ground = _ground(scored.model, named_lines(scored))
    against = _by_numbers(reins, proposals=proposals) or contradictions(
        ground, known_reins(reins, ground)
    )
    if against:
        problems = tuple(Problem(text, WHERE, severity=Severity.ERROR) for text in against)
        raise LeadbenchError(against[0], WHERE, "Loosen one of these.", problems)


def _by_numbers(reins: Reins, *, proposals: bool) -> tuple[str, ...]:
    """What is wrong whatever the lines are."""
    if reins.most_lines == 0:
        return (FEWEST,)
    return (no_points(reins),) if proposals and hold_none(reins) else ()


def _ground(model: ScoringModel, lines: Sequence[Line]) -> Ground:
    """These lines over no leads."""
    pots = tuple(Pot(group.id, group.name) for group in model.groups)
    return Ground(tuple(lines), ((),) * len(lines), pots, np.zeros(0, dtype=np.uint8))
