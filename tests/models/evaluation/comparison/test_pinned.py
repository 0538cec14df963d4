"""The ranking against a pinned version, from sums by score, is that of all pairs of scores."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.evaluation.comparison.delong import AucDifference, auc_difference
from models.evaluation.comparison.paired import paired_of
from models.evaluation.comparison.pinned import Ranking, pinned_of, ranking_of
from models.evaluation.drag import PointsDrag
from models.evaluation.sentence import verdict
from models.scoring import cube
from models.scoring.engine import score
from models.scoring.masks import Masks
from models.scoring.model import Points
from tests.models.evaluation.comparison.scored import by_scores
from tests.models.evaluation.test_words import evaluation, moved
from tests.models.scoring import drawn
from tests.models.scoring.drawn import AS_OF

seeds = st.integers(0, 2**32 - 1)


def assert_same(found: Ranking | None, wanted: AucDifference | None) -> None:
    assert (found is None) == (wanted is None)
    if found is None or wanted is None:
        return
    assert found.now == pytest.approx(wanted.a.value, abs=1e-12)
    assert found.pinned == pytest.approx(wanted.b.value, abs=1e-12)
    assert found.difference.value == pytest.approx(wanted.difference.value, abs=1e-12)
    if wanted.error > 1e-7:
        assert found.difference.low == pytest.approx(wanted.difference.low, abs=1e-7)
        assert found.difference.high == pytest.approx(wanted.difference.high, abs=1e-7)
        assert found.p == pytest.approx(wanted.p, abs=1e-6)


@given(seeds, seeds, seeds)
def test_that_the_ranking_of_any_two_models_is_delongs(a: int, b: int, c: int) -> None:
    leads = drawn.leads(a, 60)
    now, saved = score(drawn.model(b), leads, AS_OF), score(drawn.model(c), leads, AS_OF)
    pinned = pinned_of(saved, leads.outcome)
    wanted = auc_difference(paired_of(now, saved, leads.outcome))
    assert_same(None if pinned is None else ranking_of(pinned, now, leads.outcome), wanted)


@settings(max_examples=40)
@given(seeds, seeds, seeds, st.booleans())
def test_that_every_step_of_a_drag_has_the_ranking_of_a_full_comparison(
    a: int, b: int, c: int, few: bool
) -> None:
    leads, model = drawn.leads(a, 60), drawn.model(b)
    masks = Masks(leads)
    scored, saved = score(model, leads, AS_OF, masks), score(drawn.model(c), leads, AS_OF, masks)
    pinned = pinned_of(saved, leads.outcome)
    if pinned is None:
        return
    was = cube.MOST_CELLS
    for rule in model.rules():
        if not isinstance(rule.award, Points):
            continue
        try:
            cube.MOST_CELLS = 0 if few else was
            drag = PointsDrag(scored, leads, rule.id, saved, pinned=pinned)
        finally:
            cube.MOST_CELLS = was
        assert drag.ranking is None
        for points in (-40, 0, rule.award.points, 17):
            drag.at(points)
            there = score(model.with_rule(replace(rule, award=Points(points))), leads, AS_OF, masks)
            assert_same(drag.ranking, auc_difference(paired_of(there, saved, leads.outcome)))


def test_that_equal_scores_differ_in_nothing() -> None:
    dice = np.random.default_rng(2)
    outcome = (dice.random(5_000) < 0.1).astype(np.uint8)
    scored = by_scores(dice.integers(0, 101, 5_000))
    pinned = pinned_of(scored, outcome)
    assert pinned is not None
    found = ranking_of(pinned, scored, outcome)
    assert found is not None
    assert (found.difference.value, found.p) == (0, 1)


def test_that_a_version_without_two_of_each_outcome_pins_nothing() -> None:
    outcome = np.array([0, 0, 0, 1, 2], dtype=np.uint8)
    assert pinned_of(by_scores(np.arange(5)), outcome) is None


def test_that_the_sentence_of_a_change_tells_what_it_does_to_the_ranking() -> None:
    dice = np.random.default_rng(2)
    truth = dice.random(4_000)
    outcome = (dice.random(4_000) < truth / 4).astype(np.uint8)
    blind, good = by_scores(dice.integers(0, 101, 4_000)), by_scores((100 * truth).astype(int))
    near = by_scores(np.clip((100 * truth).astype(int) + dice.integers(-1, 2, 4_000), 0, 100))
    pinned = pinned_of(good, outcome)
    assert pinned is not None

    def second(now: object) -> str:
        ranking = ranking_of(pinned, now, outcome)  # type: ignore[arg-type]
        return verdict(evaluation(moved(bands=3)), "v3", None, ranking)[1]

    assert second(near) == "By ranking it cannot be told apart from v3."
    assert second(blind).startswith("It ranks leads worse than v3 (AUC 0.")
    assert verdict(evaluation(moved(bands=3)), "v3")[1] == ""
