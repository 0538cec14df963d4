"""Figures on leads that did not teach, and differences on the same ones."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.metrics import log_loss, roc_auc_score

from models.evaluation.history.few import t_95
from models.tuning.aims import Goal
from models.tuning.chance import Chance, chance_of
from models.tuning.judged import against, better_by, figures_of, wider
from models.tuning.ranks import Ranked


def scores_of(rows: int, seed: int, slope: float) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    dice = np.random.default_rng(seed)
    scores = dice.integers(0, 21, rows) * 5
    odds = slope * (scores - 50) / 10 - 1.5
    return scores, (dice.random(rows) < 1 / (1 + np.exp(-odds))).astype(np.uint8)


def ranked(rows: int = 600, seed: int = 1, slope: float = 0.3) -> Ranked:
    scores, codes = scores_of(rows, seed, slope)
    return Ranked(scores, codes, Chance(-3.0, 0.03).losses(scores, codes))


def blurred(one: Ranked, seed: int, by: int) -> Ranked:
    """The same leads with scores that rank less well."""
    scores = one.scores + np.random.default_rng(seed).integers(-by, by + 1, len(one.scores))
    return Ranked(scores, one.codes, Chance(-3.0, 0.03).losses(scores, one.codes))


def test_that_the_chance_of_a_score_is_platts() -> None:
    scores, codes = scores_of(800, 3, 0.3)
    found = chance_of(scores, codes)
    won, lost = int(codes.sum()), int((1 - codes).sum())
    target = np.where(codes == 1, (won + 1) / (won + 2), 1 / (lost + 2))

    def bad(at: NDArray[np.float64]) -> float:
        odds = at[0] + at[1] * scores / 100
        return float((np.logaddexp(0, odds) - target * odds).sum())

    best = minimize(bad, np.zeros(2), tol=1e-12).x
    assert found.start == pytest.approx(best[0], abs=1e-3)
    assert found.slope == pytest.approx(best[1] / 100, abs=1e-5)


def test_that_points_that_part_without_a_fault_promise_no_certainty() -> None:
    scores = np.array([0] * 10 + [5] * 10)
    found = chance_of(scores, (scores > 0).astype(np.uint8))
    assert found.of(np.array([0, 5])) == pytest.approx([1 / 12, 11 / 12], abs=1e-6)


def test_that_the_loss_of_chances_is_the_log_loss() -> None:
    scores, codes = scores_of(500, 4, 0.2)
    chance = Chance(-2.0, 0.02)
    wanted = log_loss(codes, chance.of(scores))
    assert chance.losses(scores, codes).mean() == pytest.approx(wanted, abs=1e-12)


def test_that_the_figures_of_one_part_are_those_of_scikit_learn() -> None:
    one = ranked()
    found = figures_of([one], 0.1)
    assert found.auc is not None
    assert found.loss is not None
    assert found.auc.value == pytest.approx(roc_auc_score(one.codes, one.scores))
    assert found.loss.value == pytest.approx(one.losses.mean())
    half = t_95(int(one.codes.sum()) - 1) * one.losses.std(ddof=1) / np.sqrt(len(one.losses))
    assert found.loss.high - found.loss.value == pytest.approx(half)


def test_that_parts_are_ranked_within_themselves_and_weighed_by_their_pairs() -> None:
    parts = [ranked(300, 1), ranked(500, 2)]
    # A card with another base per part would look useless or perfect if its scores were mixed.
    moved = Ranked(parts[1].scores + 1_000, parts[1].codes, parts[1].losses)
    pairs = [int(part.codes.sum()) * int((1 - part.codes).sum()) for part in parts]
    wanted = np.average([roc_auc_score(part.codes, part.scores) for part in parts], weights=pairs)
    found = figures_of([parts[0], moved], 0.1)
    assert found.auc is not None
    assert found.auc.value == pytest.approx(wanted)


def test_that_what_the_top_share_holds_is_counted_with_ties_by_expectation() -> None:
    one = ranked(1_000, 5)
    found = figures_of([one], 0.1).capture
    order = np.argsort(-one.scores, kind="stable")
    edge = one.scores[order[99]]
    sure = one.scores > edge
    tied = one.scores == edge
    share = (100 - sure.sum()) / tied.sum()
    caught = (one.codes[sure].sum() + share * one.codes[tied].sum()) / one.codes.sum()
    assert found is not None
    assert found.value == pytest.approx(caught)
    assert found.low < found.value < found.high


def test_that_differences_are_paired_and_against_itself_are_nothing() -> None:
    one = ranked(2_000)
    other = blurred(one, 77, 60)
    found = against([one], [other], 0.1, "today")
    assert found.auc is not None
    assert found.loss is not None
    wanted = roc_auc_score(one.codes, one.scores) - roc_auc_score(other.codes, other.scores)
    assert found.auc.difference.value == pytest.approx(wanted)
    assert found.loss.difference.value == pytest.approx(one.losses.mean() - other.losses.mean())
    assert "ranks leads better than today" in found.sentence
    back = against([other], [one], 0.1, "today")
    assert back.auc is not None
    assert back.auc.difference.value == pytest.approx(-wanted)
    same = against([one], [one], 0.1, "today")
    assert same.auc is not None
    assert same.auc.difference.value == same.auc.error == 0
    assert "exactly as today" in same.sentence


def test_that_what_cannot_be_told_apart_is_said_with_what_could_be_shown() -> None:
    one = ranked(200)
    found = against([one], [blurred(one, 77, 5)], 0.1, "today\u2019s model")
    assert "cannot tell it from today\u2019s model" in found.sentence
    assert "four of five cases" in found.sentence
    assert found.smallest is not None
    assert found.smallest > 0


def test_that_with_next_to_no_conversions_nothing_is_said() -> None:
    one = Ranked(np.arange(8), np.array([0, 0, 0, 0, 0, 1, 1, 1], dtype=np.uint8), np.ones(8))
    assert "Not enough to say" in against([one], [one], 0.1, "today").sentence
    assert figures_of([one], 0.1).capture is None
    lonely = Ranked(np.arange(3), np.array([0, 0, 1], dtype=np.uint8), np.ones(3))
    assert figures_of([lonely], 0.1).auc is None


@pytest.mark.parametrize("goal", [Goal.LOSS, Goal.AUC, Goal.CAPTURE])
def test_that_better_is_more_whatever_the_goal(goal: Goal) -> None:
    scores, codes = scores_of(2_000, 6, 0.5)
    one = Ranked(scores, codes, chance_of(scores, codes).losses(scores, codes))
    worse = np.zeros_like(scores)
    other = Ranked(worse, codes, chance_of(worse, codes).losses(worse, codes))
    by, error = better_by(goal, [one], [other], 0.1)
    assert by > 3 * error > 0


def test_that_intervals_of_the_auc_hold_the_truth_as_often_as_they_say() -> None:
    """Of one part 95 in 100; of five parts more, as nothing here is learnt in them."""
    truth = roc_auc_score(*reversed(scores_of(400_000, 0, 0.25)))
    held = np.zeros(2)
    for seed in range(250):
        parts = [ranked(80, 1_000 * seed + part, 0.25) for part in range(5)]
        for at, some in enumerate((parts[:1], parts)):
            auc = figures_of(some, 0.1, 20).auc
            assert auc is not None
            held[at] += auc.low <= truth <= auc.high
    assert 0.92 <= held[0] / 250 <= 0.99
    assert held[1] / 250 >= 0.96


def test_that_parts_that_taught_each_other_are_given_wider_errors() -> None:
    assert wider(1) == 1.0
    assert wider(5) == pytest.approx(np.sqrt((1 / 5 + 1 / 4) / (1 / 5)))
