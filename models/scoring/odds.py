"""The log-odds of leads, for chances by the rules (semantics 17.2) or by trees (17.3).

A rule adds as it gives points: its odds in the place of its points, faded as they fade. Limits, the
scale, accounts and overrides do not count. Whole ten-thousandths, so that any order of adding is
the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.scoring.awards import with_numbers
from models.scoring.engine import Scored
from models.scoring.fading import by_activity, faded, percents_of
from models.scoring.probability import (
    WHOLE,
    AddedChances,
    Chances,
    Probability,
    RuleChances,
    TreeChances,
    table_of,
)
from models.scoring.rules import Group, Rule
from models.scoring.sums import terms_of
from models.scoring.trees import added_by_trees

Odds = NDArray[np.int64]
Rows = NDArray[np.intp]


def added_by(scored: Scored, group: Group, rule: Rule, odds: Sequence[int], rows: Rows) -> Odds:
    """What a rule that is not muted adds to the log-odds of these leads; (rows,)."""
    asked = replace(rule, award=with_numbers(rule.award, odds))
    terms = terms_of([asked], scored.masks, scored.sight, np.int64, by_activity(group))
    given: Odds = terms[0].at(rows).astype(np.int64)
    percents = percents_of(group, scored.masks, scored.sight)
    return given if percents is None else faded(given, percents[rows])


def parts_of(scored: Scored, found: RuleChances, rows: Rows) -> Iterator[tuple[Rule, Odds, int]]:
    """Each rule, what it adds to these leads, and what it adds on average."""
    kept = {item.rule: item for item in found.rules}
    for group in scored.model.groups:
        for rule in group.rules:
            item = kept.get(rule.id)
            if item is not None and not rule.muted:
                yield rule, added_by(scored, group, rule, item.odds, rows), item.average


def odds_of(scored: Scored, found: AddedChances, rows: Rows) -> Odds:
    """The log-odds of these leads in ten-thousandths, before the table; (rows,)."""
    if isinstance(found, TreeChances):
        return found.intercept + added_by_trees(scored, found, rows)
    total: Odds = np.full(len(rows), found.intercept, dtype=np.int64)
    for _, added, _ in parts_of(scored, found, rows):
        total += added
    return total


def places_of(scored: Scored, chances: Chances, rows: Rows | None = None) -> NDArray[np.intp]:
    """The place of each lead's step in the table of its chances; `rows`: of these leads."""
    if isinstance(chances, Probability):
        return chances.places(scored.scores if rows is None else scored.scores[rows])
    chosen = np.arange(len(scored), dtype=np.intp) if rows is None else rows
    return chances.table.places(odds_of(scored, chances, chosen))


def chances_given(
    scored: Scored, chances: Chances, rows: Rows | None = None
) -> NDArray[np.float64]:
    """The chance of each lead, 0 to 1; `rows`: of these leads."""
    table = np.array([step.chance for step in table_of(chances).steps], dtype=np.float64)
    return np.asarray(table[places_of(scored, chances, rows)] / WHOLE)
