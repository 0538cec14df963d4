"""The bands of a tuned model: as many leads as today, or the usual shares and never nobody."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.project.start import empty_model
from models.scoring.awards import Points
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.model import Group, Rule
from models.tuning.fitted import Held, fitted
from tests.models.tuning.proving import DAY, leads_of

ALPHA = Rule("r1", "Alpha", Points(45), FieldTest("Alpha", Test.IS_YES))


def test_that_a_model_made_from_nothing_hands_over_somebody_where_scores_are_few() -> None:
    """One rule hits a quarter of the leads: nearer to 10 % than that is only nobody."""
    signs = {"Alpha": np.arange(1_000) % 4 == 0}
    leads = leads_of(signs, [row % 9 == 0 for row in range(1_000)], np.random.default_rng(1))
    bare = empty_model("m1", "New")
    today = score(bare, leads, DAY)
    tuned = replace(bare, groups=(*bare.groups, Group("g9", "Learnt", (ALPHA,))))
    card = fitted(today, tuned, leads, Held.of(today))
    assert int(np.count_nonzero(card.bands >= card.model.mql_band)) == 250


def test_that_a_model_that_hands_over_few_leads_is_not_made_to_hand_over_a_quarter() -> None:
    signs = {"Alpha": np.arange(1_000) % 4 == 0, "Beta": np.arange(1_000) < 3}
    leads = leads_of(signs, [row % 9 == 0 for row in range(1_000)], np.random.default_rng(1))
    few = Rule("r2", "Beta", Points(80), FieldTest("Beta", Test.IS_YES))
    bare = empty_model("m1", "New")
    today = score(replace(bare, groups=(Group("g9", "Few", (few,)),)), leads, DAY)
    tuned = replace(bare, groups=(Group("g9", "Learnt", (ALPHA,)),))
    card = fitted(today, tuned, leads, Held.of(today))
    assert not np.any(card.bands >= card.model.mql_band)
