"""Several models on the same leads: each figure its own, each p corrected for all."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score
from statsmodels.stats.multitest import multipletests

from models.evaluation.comparison.comparison import compare
from models.evaluation.comparison.paired import paired_of
from models.evaluation.comparison.several import CAPTURE, FOUND, RANKING, RATE, several_of, verdict
from models.evaluation.metrics import best_first, lift_of
from models.scoring.engine import Scored
from tests.models.evaluation.comparison.scored import by_scores
from tests.models.evaluation.rate_ends import rate_ends

NAMES = ("Today", "Strict", "Blind", "Near")


def scores(leads: int, seed: int = 5) -> tuple[list[Scored], NDArray[np.uint8]]:
    """A model, a better one, one that knows nothing, and one that hardly differs."""
    dice = np.random.default_rng(seed)
    truth = dice.normal(size=leads)
    outcome = (truth + dice.normal(size=leads) > 1.8).astype(np.uint8)
    outcome[: leads // 20] = 2
    today = truth + 1.5 * dice.normal(size=leads)
    found = (
        today,
        truth + 0.5 * dice.normal(size=leads),
        dice.normal(size=leads),
        today + 0.05 * dice.normal(size=leads),
    )
    whole = (np.clip(np.round(50 + 12 * one), 0, 100).astype(np.int64) for one in found)
    return [by_scores(one) for one in whole], outcome


def test_that_every_p_is_that_of_the_pair_corrected_for_all_that_are_shown() -> None:
    scored, outcome = scores(3_000)
    found = several_of(NAMES, scored, outcome, draws=200)
    assert [item.figure for item in found.against] == [RANKING, CAPTURE, FOUND, RATE] * 3
    plain = []
    for item in found.against:
        pair = compare(paired_of(scored[item.model], scored[0], outcome), draws=200)
        assert pair.auc is not None
        p = {
            RANKING: pair.auc.p,
            CAPTURE: pair.figures["capture 10 %"].p,
            FOUND: pair.threshold.p,
            RATE: pair.figures["precision"].p,
        }[item.figure]
        plain.append(p)
        assert item.difference.value == pytest.approx(item.value - item.reference)
    # What no split of so few could tell is not looked at, and corrects nothing.
    told = [p for p in plain if p is not None]
    assert 0 < len(told) < len(plain)
    assert [item.p is None for item in found.against] == [p is None for p in plain]
    wanted = multipletests(told, method="holm")[1]
    corrected = [item.p for item in found.against if item.p is not None]
    assert corrected == pytest.approx(wanted.tolist())


def test_that_each_model_has_the_figures_that_are_counted_lead_by_lead() -> None:
    scored, outcome = scores(2_000)
    found = several_of(NAMES, scored, outcome, draws=50)
    known = outcome < 2
    for one, item in zip(scored, found.models, strict=True):
        above = one.scores >= 65
        assert item.auc is not None
        assert item.auc.value == pytest.approx(roc_auc_score(outcome[known], one.scores[known]))
        assert item.mql.leads == above.sum()
        won = int((outcome[above] == 1).sum())
        assert item.mql.converted == won
        all_won = int((outcome == 1).sum())
        for figure, base in ((item.found, all_won), (item.rate, int((above & known).sum()))):
            assert figure is not None
            wanted = rate_ends(won, base)
            assert (figure.low, figure.high) == pytest.approx(wanted)
        histogram = np.zeros((101, 3), dtype=np.int64)
        np.add.at(histogram, (one.levels[known], outcome[known]), 1)
        tenth = lift_of(*best_first(histogram))[2]
        assert item.best is not None
        assert (item.best.share, item.best.leads) == (tenth.share, tenth.leads)
        assert item.best.converted == pytest.approx(tenth.converted)
    for item in found.differences(CAPTURE):
        best = [found.models[place].best for place in (item.model, 0)]
        values = [one.capture.value for one in best if one is not None and one.capture is not None]
        assert (item.value, item.reference) == pytest.approx(values)


def test_the_sentence_for_a_better_a_worse_and_one_that_cannot_be_told() -> None:
    scored, outcome = scores(3_000)
    said = verdict(several_of(NAMES, scored, outcome, draws=20))
    assert said == (
        "Of 4 models only “Strict” ranks leads better than “Today”; “Blind” ranks them worse; "
        "the other cannot be told apart from it."
    )
    best = verdict(several_of(NAMES, scored, outcome, 1, draws=20))
    assert best.startswith("Of 4 models none is shown to rank leads better than “Strict”; ")
    two = [scored[0], scored[3]]
    said = verdict(several_of(("Today", "Near"), two, outcome, draws=20))
    assert said.startswith("“Near” cannot be told apart from “Today” by ranking, with this history")


def test_that_models_that_give_the_same_scores_are_said_to_and_not_tested() -> None:
    scored, outcome = scores(800)
    same = several_of(("A", "B", "C"), [scored[0]] * 3, outcome, draws=20)
    assert verdict(same) == "All 3 models give every lead the same score."
    assert all(item.p is None and item.difference.value == 0 for item in same.against)
    mixed = several_of(("A", "B", "C"), [scored[0], scored[0], scored[1]], outcome, draws=20)
    assert mixed.same == (True, True, False)
    tested = [item.model for item in mixed.against if item.p is not None]
    assert set(tested) == {2}


@pytest.mark.parametrize("converted", [0, 1, 9])
def test_that_few_conversions_say_nothing(converted: int) -> None:
    scored, _ = scores(300)
    few = np.zeros(300, dtype=np.uint8)
    few[:converted] = 1
    found = several_of(NAMES, scored, few, draws=20)
    assert found.few
    assert verdict(found).startswith("Not enough data to say which of 4 models is better")
    assert all(item.p is None for item in found.against)
    nobody = several_of(NAMES, scored, np.full(300, 2, dtype=np.uint8), draws=20)
    assert verdict(nobody).startswith("Not enough data")
    assert nobody.against == ()


@settings(max_examples=15)
@given(st.integers(0, 3), st.integers(0, 2**16))
def test_that_which_model_is_the_reference_turns_the_sign_only(place: int, seed: int) -> None:
    scored, outcome = scores(400, seed)
    whole = several_of(NAMES, scored, outcome, place, draws=20)
    turned = several_of(NAMES, scored, outcome, (place + 1) % 4, draws=20)
    one = next(item for item in whole.differences(RANKING) if item.model == (place + 1) % 4)
    other = next(item for item in turned.differences(RANKING) if item.model == place)
    assert one.difference.value == pytest.approx(-other.difference.value)
    assert one.difference.low == pytest.approx(-other.difference.high)
