"""The chances of a model, by score, rules or trees, learnt on some leads and judged on others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from models.evaluation.guard.known import fields_that_know
from models.evaluation.history.asked import Looked
from models.evaluation.history.reliability import Reliability, mean_difference, reliability_of
from models.evaluation.tallies import Interval
from models.leads.readers.contract import Cancelled
from models.leads.stages import Stage
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.scoring.chance_reasons import OddsLine, usual_moves
from models.scoring.engine import Scored
from models.scoring.file.scores_hash import scores_hash
from models.scoring.probability import Chances, Probability, RuleChances
from models.tuning.division import Codes, Divided, Rows, divided
from models.tuning.predictive.score_chances import ScoreChances
from models.tuning.predictive.table_learnt import FEWEST, learnt_on
from models.tuning.predictive.words import (
    better_words,
    fields_out,
    judged_words,
    kept_out,
    one_outcome,
)
from models.tuning.report import Division
from models.tuning.task import accounts_by

Floats = NDArray[np.float64]
MOST_MOVED = 20_000
"""Leads that tell by how much fields usually move odds."""


class By(StrEnum):
    """What chances go by. Scripts read the values."""

    SCORE = "score"
    RULES = "rules"
    TREES = "trees"


@dataclass(frozen=True, eq=False)
class Judged:
    """`learnt`: the steps, learnt on all leads that teach: of scores, or of log-odds.

    `reliability`: of chances learnt in the same way on other leads than those it is measured on;
    None: too few to hold any back. `losses`: the log-loss of each of these, `codes` their outcomes.
    `chances`: as they are kept with the model. `sentences`: all of this in words.
    """

    learnt: ScoreChances
    reliability: Reliability | None
    division: Division
    chances: Chances
    sentences: tuple[str, ...]
    losses: Floats = field(repr=False)
    codes: Codes = field(repr=False)


@dataclass(frozen=True, eq=False)
class Versus:
    """Trees beside the score; `difference` and `sentence` as of `Both`. `moves`: by what each
    field multiplies or divides odds on average.
    """

    judged: Judged
    difference: Interval | None
    sentence: str
    moves: tuple[OddsLine, ...]


@dataclass(frozen=True, eq=False)
class Both:
    """The same leads by the score and by the rules, on the same leads that taught neither.

    `by_rules` less `by_score`: the difference in log-loss, below 0 where the rules foretell better;
    None: no leads could be held back. `sentence`: which foretells better, or that nobody can say.
    """

    by_score: Judged
    by_rules: Judged
    difference: Interval | None
    sentence: str
    by_trees: Versus | None = None

    def of(self, by: By) -> Judged | None:
        """One way; None: trees that nobody asked for."""
        match by:
            case By.SCORE:
                return self.by_score
            case By.RULES:
                return self.by_rules
            case By.TREES:
                return None if self.by_trees is None else self.by_trees.judged

    def told(self, by: By) -> str:
        """Which foretells better, of the score and this way."""
        return self.by_trees.sentence if by is By.TREES and self.by_trees else self.sentence


def judged_chances(scored: Scored, leads: Leads, looked: Looked, seed: int = 1) -> Judged:
    """Of the scores. LeadbenchError where too few leads of one outcome are known."""
    parted = _parted(scored, leads, looked, seed)

    def learn(teach: Rows) -> tuple[ScoreChances, Callable[[Rows], Floats]]:
        found = learnt_on(scored, parted, teach)
        return found, lambda rows: found.of(scored.scores[rows])

    learnt, _ = learn(parted.rows)
    return _judged(parted, learnt, learnt.kept(scores_hash(scored.model)), learn)


def judged_both(
    scored: Scored,
    leads: Leads,
    looked: Looked,
    stages: tuple[Stage, ...] = (),
    seed: int = 1,
) -> Both:
    """Of the scores and by the rules. LeadbenchError as above."""
    from models.tuning.predictive import by_rules  # lazy: scikit-learn takes a second to load

    by_score = judged_chances(scored, leads, looked, seed)
    parted = _parted(scored, leads, looked, seed)
    barred = by_rules.leaking_rules(scored, fields_that_know(leads, scored.masks, stages))

    def learn(teach: Rows) -> tuple[ScoreChances, Callable[[Rows], Floats]]:
        found = by_rules.rules_learnt(scored, parted, teach, barred, seed)
        return found.table, lambda rows: found.of(scored, rows)

    whole = by_rules.rules_learnt(scored, parted, parted.rows, barred, seed)
    rules = _judged(parted, whole.table, whole.chances, learn)
    if barred:
        said = kept_out([rule.name for rule in barred])
        rules = replace(rules, sentences=(*rules.sentences, said))
    difference = _difference(by_score, rules)
    return Both(by_score, rules, difference, better_words(difference))


def with_trees(
    found: Both,
    scored: Scored,
    leads: Leads,
    looked: Looked,
    stages: tuple[Stage, ...] = (),
    seed: int = 1,
    cancelled: Callable[[], bool] = lambda: False,
) -> Both:
    """The same leads by trees, too: some seconds for some ten thousand leads. Cancelled where
    somebody stopped it.
    """
    from models.tuning.predictive import by_trees  # lazy: scikit-learn takes a second to load

    parted = _parted(scored, leads, looked, seed)
    leaks = fields_that_know(leads, scored.masks, stages)

    def learn(teach: Rows) -> tuple[ScoreChances, Callable[[Rows], Floats]]:
        if cancelled():
            raise Cancelled
        learnt = by_trees.trees_learnt(scored, leads, parted, teach, leaks, seed)
        return learnt.table, lambda rows: learnt.of(scored, rows)

    whole = by_trees.trees_learnt(scored, leads, parted, parted.rows, leaks, seed)
    trees = _judged(parted, whole.table, whole.chances, learn)
    if leaks:
        trees = replace(trees, sentences=(*trees.sentences, fields_out(list(leaks))))
    difference = _difference(found.by_score, trees)
    moves = usual_moves(scored, whole.chances, parted.rows[:MOST_MOVED])
    said = better_words(difference, "trees")
    return replace(found, by_trees=Versus(trees, difference, said, tuple(moves)))


def _parted(scored: Scored, leads: Leads, looked: Looked, seed: int) -> Divided:
    won = int(np.count_nonzero(looked.codes == 1))
    rarer = min(won, int(np.count_nonzero(looked.codes == 0)))
    if rarer < FEWEST:
        what, remedy = one_outcome(rarer, won == rarer, FEWEST)
        raise LeadbenchError(what, remedy=remedy)
    account, named = accounts_by(scored, leads)
    return divided(looked, leads.created, account, named, seed=seed)


Learn = Callable[[Rows], tuple[ScoreChances, Callable[[Rows], Floats]]]
"""What some leads teach, and the chances that it gives others."""


def _judged(parted: Divided, learnt: ScoreChances, kept: Chances, learn: Learn) -> Judged:
    told: list[Floats] = []
    for part in parted.parts:
        _, given = learn(part.teach)
        told.append(given(part.test))
    codes = parted.codes[_tests(parted)]
    chances = np.clip(np.concatenate([*told, np.zeros(0)]), 1e-6, 1 - 1e-6)
    reliability = reliability_of(chances, codes) if told else None
    return Judged(
        learnt,
        reliability,
        parted.division,
        kept,
        judged_words(
            learnt,
            reliability,
            parted.division,
            by=way_of(kept).value,
        ),
        -np.where(codes == 1, np.log(chances), np.log1p(-chances)),
        codes,
    )


def way_of(kept: Chances) -> By:
    """What kept chances go by."""
    if isinstance(kept, Probability):
        return By.SCORE
    return By.RULES if isinstance(kept, RuleChances) else By.TREES


def _tests(parted: Divided) -> Rows:
    rows: Sequence[Rows] = [part.test for part in parted.parts]
    return np.concatenate(rows) if rows else np.zeros(0, dtype=np.intp)


def _difference(by_score: Judged, other: Judged) -> Interval | None:
    codes = by_score.codes
    if not len(codes):
        return None
    won = int(np.count_nonzero(codes))
    return mean_difference(other.losses - by_score.losses, min(won, len(codes) - won))
