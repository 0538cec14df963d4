"""Chances by the rules: a logistic regression on the rules of the model, calibrated on other leads.

What is kept are whole numbers: what each rule adds to the log-odds, and a table from their sum to a
chance. The table is learnt on log-odds that leads were given by regressions which the others
taught, so that it says how far such log-odds are to be believed. Whatever is judged here is worked
out from these whole numbers, by the engine that works them out for lists.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from models.leads.derived import fields_of_leads
from models.leads.text import cleaned_key
from models.scoring.awards import numbers_in
from models.scoring.engine import Scored
from models.scoring.file.scores_hash import odds_hash
from models.scoring.odds import Odds, added_by, odds_of
from models.scoring.probability import WHOLE, Probability, RuleChances, RuleOdds
from models.scoring.rules import Group, Rule
from models.tuning.division import Divided, Rows, by_chance
from models.tuning.predictive.learners import rule_weights
from models.tuning.predictive.newest import newest_of
from models.tuning.predictive.score_chances import ScoreChances, score_chances

MOST_TEACHING = 200_000
"""Leads that teach a regression; of more some are drawn by chance."""
PARTS = 4
"""The log-odds that teach the table are given by regressions on the other parts."""
GRID = 1_000
"""Ten-thousandths of log-odds that a table tells apart: regressions of other parts differ by less
about the same lead.
"""
UNIT = 1_000_000

_NOBODY = Probability(())


@dataclass(frozen=True, eq=False)
class RulesLearnt:
    """`chances`: as they are kept. `table`: the steps of their log-odds, as they were learnt."""

    chances: RuleChances
    table: ScoreChances

    def of(self, scored: Scored, rows: Rows) -> NDArray[np.float64]:
        """The chance of these leads, 0 to 1."""
        return self.table.of(odds_of(scored, self.chances, rows))


def leaking_rules(scored: Scored, leaks: Collection[str]) -> tuple[Rule, ...]:
    """The rules, not muted, that read a field which knows the outcome."""
    barred = {cleaned_key(name) for name in leaks}
    derived = scored.model.derived
    return tuple(
        rule
        for rule in scored.model.rules()
        if not rule.muted
        and any(cleaned_key(name) in barred for name in fields_of_leads(rule.fields(), derived))
    )


def rules_learnt(
    scored: Scored, parted: Divided, teach: Rows, barred: Collection[Rule], seed: int = 1
) -> RulesLearnt:
    """What these leads teach. `barred`: rules that add nothing, as they know the outcome."""
    rows = _drawn(teach, seed)
    codes = parted.codes[rows]
    lines = [line for line in _lines(scored) if line.rule not in barred]
    design = _design(scored, lines, rows)
    every = np.arange(len(rows), dtype=np.intp)
    account = None if parted.account is None else parted.account[rows]
    held: Odds = np.zeros(len(rows), dtype=np.int64)
    parts = by_chance(every, codes, account, seed, most=PARTS)
    for part in parts:
        apart = _fitted(scored, lines, design, codes, part.teach)
        held[part.test] = odds_of(scored, apart, rows[part.test])
    found = _fitted(scored, lines, design, codes, every)
    if not parts:
        held = odds_of(scored, found, rows)
    table = score_chances(held, codes, newest_of(parted, rows), GRID)
    kept = table.kept(odds_hash(scored.model))
    return RulesLearnt(replace(found, table=kept), table)


@dataclass(frozen=True)
class _Line:
    """One number of log-odds: of a rule, or of an entry of its table."""

    group: Group
    rule: Rule
    entry: int

    def ones(self, number: int) -> list[int]:
        """The rule's numbers where this one is `number` and all others are 0."""
        found = [0] * numbers_in(self.rule.award)
        found[self.entry] = number
        return found


def _lines(scored: Scored) -> Iterator[_Line]:
    for group in scored.model.groups:
        for rule in group.rules:
            if not rule.muted:
                for entry in range(numbers_in(rule.award)):
                    yield _Line(group, rule, entry)


def _design(scored: Scored, lines: Sequence[_Line], rows: Rows) -> csr_matrix:
    """How often each line counts for each lead, after what fades; (rows, lines)."""
    columns = [
        csr_matrix(
            (added_by(scored, one.group, one.rule, one.ones(UNIT), rows) / UNIT)[:, None],
            dtype=np.float64,
        )
        for one in lines
    ]
    return hstack(columns, format="csr") if columns else csr_matrix((len(rows), 0))


def _fitted(
    scored: Scored,
    lines: Sequence[_Line],
    design: csr_matrix,
    codes: NDArray[np.uint8],
    teach: Rows,
) -> RuleChances:
    """The numbers that these rows of the design teach; lines that none of them meets add 0."""
    intercept, weights = rule_weights(design, codes, teach)
    whole = np.rint(weights * WHOLE).astype(np.int64)
    mean = np.asarray(design[teach].mean(axis=0)).ravel() if len(lines) else np.zeros(0)
    by_rule: dict[str, list[int]] = {
        rule.id: [0] * numbers_in(rule.award) for rule in scored.model.rules() if not rule.muted
    }
    averages = dict.fromkeys(by_rule, 0.0)
    for line, odds, often in zip(lines, whole.tolist(), mean.tolist(), strict=True):
        by_rule[line.rule.id][line.entry] = odds
        averages[line.rule.id] += odds * often
    rules = tuple(
        RuleOdds(rule, tuple(odds), round(averages[rule])) for rule, odds in by_rule.items()
    )
    return RuleChances(round(intercept * WHOLE), rules, _NOBODY)


def _drawn(teach: Rows, seed: int) -> Rows:
    if len(teach) <= MOST_TEACHING:
        return teach
    dice = np.random.default_rng(seed)
    return np.sort(dice.choice(teach, MOST_TEACHING, replace=False))
