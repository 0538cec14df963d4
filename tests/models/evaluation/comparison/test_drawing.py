"""Leads drawn again: each draw is one of the same leads for both models."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from models.evaluation.comparison import drawing
from models.evaluation.comparison.bootstrap import differences
from models.evaluation.comparison.drawing import paired_draws, paired_found, poisson_cells
from models.evaluation.comparison.paired import Paired, pairs_of
from models.evaluation.history.resting import average_precision, captured
from tests.models.evaluation.simulations.paired import history


def pairs(leads: int, seed: int = 2, rate: float = 0.1) -> Paired:
    return history(np.random.default_rng(seed), leads, rate, b=1.6)


def test_that_what_was_found_is_counted_by_score_the_best_first() -> None:
    found = paired_found(
        pairs_of(
            np.array([3, 1, 3, 2]), np.array([0, 5, 5, 0]), np.array([1, 0, 0, 2], np.uint8), 2, 2
        )
    )
    # The lead whose outcome is unknown, alone at the score 2 of A, does not count.
    assert found.a.leads.tolist() == [[2, 3]]
    assert found.a.converted.tolist() == [[1, 1]]
    assert found.b.leads.tolist() == [[2, 3]]
    assert found.b.converted.tolist() == [[0, 1]]


@pytest.mark.parametrize("leads", [300, 20_000, 300_000])
def test_that_both_models_see_the_same_leads_in_every_draw(leads: int) -> None:
    drawn = paired_draws(pairs(leads), 200, 1)
    for name in ("leads", "converted"):
        a, b = getattr(drawn.a, name)[:, -1], getattr(drawn.b, name)[:, -1]
        assert a == pytest.approx(b, rel=2e-3)


def test_that_the_spread_of_a_difference_is_that_of_leads_drawn_with_replacement() -> None:
    dice = np.random.default_rng(8)
    whole = pairs(2_000)
    rows = np.repeat(np.arange(len(whole.a)), whole.counts.sum(axis=1))
    outcome = np.concatenate([np.repeat([0, 1], counts[:2]) for counts in whole.counts])
    slow = []
    for _ in range(600):
        chosen = dice.integers(0, len(rows), len(rows))
        again = pairs_of(
            whole.a[rows[chosen]],
            whole.b[rows[chosen]],
            outcome[chosen].astype(np.uint8),
            whole.a_threshold,
            whole.b_threshold,
        )
        found = paired_found(again)
        slow.append(
            [
                float(captured(found.a, 0.1)[0] - captured(found.b, 0.1)[0]),
                float(average_precision(found.a)[0] - average_precision(found.b)[0]),
            ]
        )
    drawn = paired_draws(whole, 4_000, 1)
    fast = [
        captured(drawn.a, 0.1) - captured(drawn.b, 0.1),
        average_precision(drawn.a) - average_precision(drawn.b),
    ]
    for place, values in enumerate(fast):
        wanted = np.array(slow)[:, place]
        assert values.std() == pytest.approx(wanted.std(), rel=0.1)
        assert values.mean() == pytest.approx(wanted.mean(), abs=4 * wanted.std() / 600**0.5)


def test_that_very_many_pairs_drawn_as_sums_spread_as_pair_by_pair(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = pairs(60_000)
    assert len(whole.counts) > drawing.FEW_PAIRS
    fast = paired_draws(whole, 4_000, 1)
    monkeypatch.setattr(drawing, "FEW_PAIRS", 10**9)
    slow = paired_draws(whole, 4_000, 2)
    for of in (lambda one: captured(one, 0.1), average_precision):
        quick, exact = of(fast.a) - of(fast.b), of(slow.a) - of(slow.b)
        assert quick.std() == pytest.approx(exact.std(), rel=0.06)
        assert quick.mean() == pytest.approx(exact.mean(), abs=5 * exact.std() / 4_000**0.5)
    by_score = np.diff(fast.a.leads, axis=1), np.diff(slow.a.leads, axis=1)
    held = by_score[1].mean(axis=0) > 5
    assert by_score[0].std(axis=0)[held] == pytest.approx(by_score[1].std(axis=0)[held], rel=0.1)


@pytest.mark.parametrize("mean", [1, 2, 7, 40, 99, 100, 5_000])
def test_that_cells_are_poisson(mean: int) -> None:
    drawn = poisson_cells(np.array([mean]), 200_000, np.random.default_rng(1))[0]
    assert drawn.mean() == pytest.approx(mean, abs=5 * (mean / 200_000) ** 0.5)
    assert drawn.var() == pytest.approx(mean, rel=0.03)
    for number in {0, mean // 2, mean, mean + 2}:
        wanted = stats.poisson.cdf(number, mean)
        assert (drawn <= number).mean() == pytest.approx(wanted, abs=0.012)


def test_that_the_same_seed_gives_the_same_and_another_another() -> None:
    figures = {"capture": (lambda one: captured(one, 0.1),) * 2}
    whole = pairs(5_000)
    one, same, other = (differences(whole, figures, 100, seed) for seed in (1, 1, 2))
    assert one == same != other


def test_that_leads_on_which_the_models_do_not_differ_leave_what_so_few_leave_open() -> None:
    a = np.arange(40)
    outcome = (a >= 30).astype(np.uint8)
    found = differences(
        pairs_of(a, 2 * a, outcome, 30, 60), {"capture": (lambda one: captured(one, 0.5),) * 2}
    )["capture"]
    assert (found.difference.value, found.p) == (0, 1)
    assert (found.difference.low, found.difference.high) == pytest.approx((-0.3, 0.3))


def test_that_fewer_than_two_of_an_outcome_tell_nothing() -> None:
    a = np.arange(10)
    outcome = (a == 9).astype(np.uint8)
    assert differences(pairs_of(a, a[::-1], outcome, 5, 5), {"x": (average_precision,) * 2}) == {}
