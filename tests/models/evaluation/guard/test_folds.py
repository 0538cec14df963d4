from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from models.evaluation.guard.coding import by_size, coded
from models.evaluation.guard.folds import FOLDS, PRIOR, Folds, out_of_fold
from models.leads.columns import NumberColumn, TextColumn
from models.leads.raw import Texts


def slow_auc(codes: np.ndarray, folds: Folds) -> float:
    """The same by scikit-learn, lead by lead."""
    fold = folds._cell // 2
    total = weight = 0.0
    for number in range(FOLDS):
        held, learnt = fold == number, fold != number
        base = folds.won[learnt].mean()
        worth = {
            code: (folds.won[learnt & (codes == code)].sum() + PRIOR * base)
            / ((learnt & (codes == code)).sum() + PRIOR)
            for code in np.unique(codes)
        }
        scores = np.array([worth[code] for code in codes[held]])
        pairs = folds.won[held].sum() * (~folds.won[held]).sum()
        total += pairs * roc_auc_score(folds.won[held], scores.round(12))
        weight += pairs
    return total / weight


@pytest.mark.parametrize("seed", range(6))
def test_that_the_auc_of_a_field_is_scikit_learns_over_the_same_folds(seed: int) -> None:
    rng = np.random.default_rng(seed)
    outcome = rng.choice([0, 0, 1, 2], 900).astype(np.uint8)
    codes = rng.integers(0, [2, 9, 400][seed % 3], 900) + 3 * (outcome == 1) * (seed % 2)
    folds = Folds(outcome)
    known = codes[folds.rows]
    found = out_of_fold(folds.counts(known, int(codes.max()) + 1))
    assert found is not None
    assert found.value == pytest.approx(slow_auc(known, folds), abs=1e-12)


def test_that_fifths_hold_both_outcomes_alike_and_never_change() -> None:
    outcome = np.repeat([0, 1, 2], [500, 100, 50]).astype(np.uint8)
    first, second = Folds(outcome), Folds(outcome)
    cells = np.bincount(first._cell, minlength=10).reshape(5, 2)
    assert cells.tolist() == [[100, 20]] * 5
    assert (first._cell == second._cell).all()
    assert (first.converted, first.not_converted) == (100, 500)


def test_that_the_interval_holds_the_truth_about_19_times_in_20() -> None:
    rng = np.random.default_rng(5)
    held = 0
    for _ in range(200):
        outcome = (rng.random(600) < 0.3).astype(np.uint8)
        codes = np.where(outcome == 1, rng.random(600) < 0.7, rng.random(600) < 0.3).astype(int)
        folds = Folds(outcome)
        found = out_of_fold(folds.counts(codes, 2))
        assert found is not None
        held += found.low <= 0.7 <= found.high
    assert 180 <= held <= 199


def test_that_a_value_of_its_own_for_every_lead_ranks_by_chance() -> None:
    outcome = (np.arange(2000) % 7 == 0).astype(np.uint8)
    folds = Folds(outcome)
    found = out_of_fold(folds.counts(np.arange(2000), 2000))
    assert found is not None
    assert found.value == 0.5


def test_that_rare_values_are_one_code_and_blank_is_the_first() -> None:
    texts = ["", "common", *(f"rare {number}" for number in range(30))]
    codes = np.array([0, 0, *[1] * 10, *range(2, 32)])
    found = coded(TextColumn(codes, Texts.of(texts)), np.arange(len(codes)))
    assert found.labels == {1: "common"}
    assert found.codes.tolist() == [0, 0, *[1] * 10, *[2] * 30]


def test_that_numbers_are_values_where_they_are_few_and_ranges_where_they_are_many() -> None:
    few = coded(NumberColumn(np.array([3.0, 1, np.nan, 3, 2])), np.arange(5))
    assert few.codes.tolist() == [3, 1, 0, 3, 2]
    assert few.labels == {1: "1", 2: "2", 3: "3"}
    values = np.arange(3200.0)
    many = by_size(values, np.zeros(3200, dtype=bool))
    held = np.bincount(many.codes)[1:]
    assert (np.diff(many.codes) >= 0).all()
    assert held.max() <= 2 * held.min()
    assert not many.labels


def test_that_thinned_out_leads_keep_their_outcomes() -> None:
    outcome = np.array([2, 0, 1, 0, 2, 1, 1, 0], dtype=np.uint8)
    thin = Folds(outcome).every(2)
    assert thin.rows.tolist() == [1, 3, 6]
    assert thin.won.tolist() == [False, False, True]
