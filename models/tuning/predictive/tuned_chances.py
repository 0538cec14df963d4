"""Chances of tuned points: learnt on all leads, and drawn together by what other leads have shown.

Points were chosen so that the leads which taught them fall apart: on other leads they do so less,
and chances learnt on the same leads are too far from the rate of all. By how much is measured on
the leads that tested the tuning: a slope of less than 1 on the log-odds that they were foretold
(Cox, Biometrika 45 (1958), 562-565).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.evaluation.history.asked import Looked
from models.leads.table import Leads
from models.scoring.engine import Scored
from models.scoring.file.scores_hash import scores_hash
from models.scoring.probability import WHOLE, Probability
from models.tuning.chance import chance_of
from models.tuning.division import divided
from models.tuning.predictive.score_chances import ScoreChances
from models.tuning.predictive.table_learnt import FEWEST, learnt_on
from models.tuning.ranks import Ranked
from models.tuning.task import accounts_by

Floats = NDArray[np.float64]


def tuned_chances(
    scored: Scored, leads: Leads, looked: Looked, proof: Sequence[Ranked], seed: int = 1
) -> Probability | None:
    """Of the scores of a tuned model; None: too few leads of one outcome are known.

    `proof`: the leads that tested the tuning, by points that they did not teach.
    """
    if min(int(np.count_nonzero(looked.codes == outcome)) for outcome in (0, 1)) < FEWEST:
        return None
    account, named = accounts_by(scored, leads)
    parted = divided(looked, leads.created, account, named, seed=seed)
    learnt = learnt_on(scored, parted, parted.rows)
    drawn = drawn_together(learnt, belief_in(proof), scored.scores[parted.rows])
    return drawn.kept(scores_hash(scored.model))


def belief_in(proof: Sequence[Ranked]) -> float:
    """By what log-odds that points foretell are to be multiplied, 0 to 1; 1 where few tested."""
    codes = np.concatenate([part.codes for part in proof]) if proof else np.zeros(0, np.uint8)
    if min(int(np.count_nonzero(codes == outcome)) for outcome in (0, 1)) < FEWEST:
        return 1.0
    losses = np.clip(np.concatenate([part.losses for part in proof]), 1e-6, 14.0)
    # The chance of what became of a lead is e to the power of less its loss.
    odds = -losses - np.log(-np.expm1(-losses))
    told = np.rint(WHOLE * np.where(codes == 1, odds, -odds)).astype(np.int64)
    return float(np.clip(WHOLE * chance_of(told, codes).slope, 0.0, 1.0))


def drawn_together(found: ScoreChances, belief: float, scores: NDArray[np.integer]) -> ScoreChances:
    """Log-odds times `belief`, moved so that these leads are told as many conversions as before."""
    if belief >= 1.0:
        return found
    before, low, high = (_odds(side) for side in (found.chance, found.low, found.high))
    place = np.maximum(np.searchsorted(found.starts, scores, side="right") - 1, 0)
    leads = np.bincount(place, minlength=len(before)).astype(np.float64)
    wanted = float(leads @ found.chance)
    least, most = -40.0, 40.0
    for _ in range(80):
        middle = (least + most) / 2
        if float(leads @ _chance(belief * before + middle)) < wanted:
            least = middle
        else:
            most = middle
    after = belief * before + (least + most) / 2
    # That they are surer by being nearer nobody has shown: intervals stay as wide.
    return replace(
        found,
        chance=_chance(after),
        low=_chance(after - (before - low)),
        high=_chance(after + (high - before)),
    )


def _odds(chance: Floats) -> Floats:
    held = np.clip(chance, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(held / (1 - held)))


def _chance(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -40.0, 40.0))))
