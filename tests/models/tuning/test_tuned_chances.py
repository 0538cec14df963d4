"""Chances of tuned points: as far apart as other leads have shown, and no further."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from models.evaluation.history.reliability import reliability_of
from models.scoring.engine import score
from models.scoring.file.scores_hash import chances_of
from models.scoring.odds import chances_given
from models.scoring.probability import Probability
from models.tuning.predictive.score_chances import score_chances
from models.tuning.predictive.tuned_chances import belief_in, drawn_together, tuned_chances
from models.tuning.ranks import Ranked
from models.tuning.tune import tune
from tests.models.tuning.proving import history, task_of

Floats = NDArray[np.float64]


def foretold(odds: Floats, too_far: float, seed: int) -> Ranked:
    """Leads of these log-odds, to whom `too_far` times as much was foretold."""
    dice = np.random.default_rng(seed)
    codes = (dice.random(len(odds)) < 1 / (1 + np.exp(-odds))).astype(np.uint8)
    told = np.where(codes == 1, -too_far * odds, too_far * odds)
    return Ranked(np.zeros(len(odds), dtype=np.int64), codes, np.logaddexp(0, told))


@pytest.mark.parametrize("too_far", [1.25, 2.0])
def test_that_belief_is_what_foretold_log_odds_are_to_be_multiplied_by(too_far: float) -> None:
    odds = np.random.default_rng(1).normal(-2, 1.5, 40_000)
    assert belief_in((foretold(odds, too_far, 2),)) == pytest.approx(1 / too_far, abs=0.03)


def test_that_nobody_is_told_more_than_was_foretold_and_few_leads_tell_nothing() -> None:
    odds = np.random.default_rng(3).normal(-2, 1.5, 4_000)
    assert belief_in((foretold(odds, 0.5, 4),)) == 1.0
    assert belief_in((foretold(odds[:40], 3.0, 5),)) == 1.0
    assert belief_in(()) == 1.0


def test_that_chances_drawn_together_tell_as_many_conversions_and_keep_their_order() -> None:
    dice = np.random.default_rng(6)
    scores = dice.integers(0, 100, 6_000)
    codes = (dice.random(6_000) < 1 / (1 + np.exp(4 - 0.06 * scores))).astype(np.uint8)
    found = score_chances(scores, codes)
    drawn = drawn_together(found, 0.6, scores)
    assert drawn.of(scores).sum() == pytest.approx(found.of(scores).sum())
    assert (np.diff(drawn.chance) >= 0).all()
    assert ((drawn.low <= drawn.chance) & (drawn.chance <= drawn.high)).all()
    assert np.ptp(drawn.chance) < np.ptp(found.chance)
    assert drawn_together(found, 1.0, scores) is found
    flat = drawn_together(found, 0.0, scores)
    assert np.ptp(flat.chance) == pytest.approx(0)


def test_that_a_tuned_model_is_written_with_chances_of_its_scores() -> None:
    task = task_of(history(900), sizes=(3,), cards=1, kicks=0)
    found = tune(task)
    model = found.sizes[-1].best.model
    scored = score(model, task.leads, task.scored.as_of)
    kept = tuned_chances(scored, task.leads, task.looked, found.proof)
    assert isinstance(kept, Probability)
    assert chances_of(replace(model, probability=kept)) == kept
    known = np.flatnonzero(task.looked.codes < 2)
    told = reliability_of(chances_given(scored, kept, known), task.looked.codes[known])
    assert told.error < 0.1
    few = replace(task.looked, codes=np.where(task.looked.codes == 1, 2, task.looked.codes))
    assert tuned_chances(scored, task.leads, few, found.proof) is None
