"""The chances of a model's scores, learnt on some leads and judged on others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.history.asked import Looked
from models.evaluation.history.reliability import Reliability, reliability_of
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.scoring.engine import Scored
from models.scoring.file.scores_hash import scores_hash
from models.scoring.probability import Probability
from models.tuning.division import (
    FEWEST_TESTING,
    NEWEST,
    Codes,
    Divided,
    Rows,
    divided,
)
from models.tuning.predictive.score_chances import ScoreChances, score_chances
from models.tuning.predictive.words import judged_words, one_outcome
from models.tuning.report import Division, Way
from models.tuning.task import accounts_by

FEWEST = 10
"""Leads of either outcome with fewer of which no chance is learnt."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Judged:
    """`chances`: learnt on all leads that teach. `reliability`: of chances learnt in the same way
    on other leads than those it is measured on; None: too few to hold any back. `probability`: as
    it is kept with the model. `sentences`: all of this in words.
    """

    chances: ScoreChances
    reliability: Reliability | None
    division: Division
    probability: Probability
    sentences: tuple[str, ...]


def judged_chances(scored: Scored, leads: Leads, looked: Looked, seed: int = 1) -> Judged:
    """LeadbenchError where too few leads of one outcome are known to learn a chance."""
    won = int(np.count_nonzero(looked.codes == 1))
    rarer = min(won, int(np.count_nonzero(looked.codes == 0)))
    if rarer < FEWEST:
        what, remedy = one_outcome(rarer, won == rarer, FEWEST)
        raise LeadbenchError(what, remedy=remedy)
    account, named = accounts_by(scored, leads)
    parted = divided(looked, leads.created, account, named, seed=seed)
    parts = list(_parts(scored, parted))
    reliability = None
    if parts:
        chances = np.concatenate([one for one, _ in parts])
        codes = np.concatenate([one for _, one in parts])
        reliability = reliability_of(chances, codes)
    learnt = learnt_on(scored, parted, parted.rows)
    division = parted.division
    return Judged(
        learnt,
        reliability,
        division,
        learnt.kept(scores_hash(scored.model)),
        judged_words(learnt, reliability, division),
    )


def _parts(scored: Scored, parted: Divided) -> Iterator[tuple[Floats, Codes]]:
    for part in parted.parts:
        learnt = learnt_on(scored, parted, part.teach)
        yield learnt.of(scored.scores[part.test]), parted.codes[part.test]


def learnt_on(scored: Scored, parted: Divided, teach: Rows) -> ScoreChances:
    """The chances that these leads teach, moved to the newest of them where time is known."""
    return score_chances(scored.scores[teach], parted.codes[teach], newest_of(parted, teach))


def newest_of(parted: Divided, teach: Rows) -> NDArray[np.bool_] | None:
    """The newest fifth of the leads that teach; None where no order or too few are known."""
    if parted.place is None or parted.division.way not in (Way.TIME, Way.ROWS):
        return None
    place = parted.place[teach]
    edge = np.quantile(place, 1 - NEWEST, method="lower")
    newest = np.asarray(place > edge)
    for side in (newest, ~newest):
        codes = parted.codes[teach[side]]
        won = int(np.count_nonzero(codes))
        if min(won, len(codes) - won) < FEWEST_TESTING:
            return None
    return newest
