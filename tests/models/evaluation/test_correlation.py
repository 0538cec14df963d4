"""Rank correlation against scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from models.evaluation.correlation import ranks, spearman
from models.evaluation.game import correlation_sentence

PAIRS = st.lists(st.tuples(st.integers(-9, 9), st.integers(-40, 40)), min_size=2, max_size=60)


@given(PAIRS)
def test_that_ranks_and_correlation_equal_scipy(pairs: list[tuple[int, int]]) -> None:
    one, other = np.array(pairs).T
    assert ranks(one).tolist() == stats.rankdata(one).tolist()
    found = spearman(one, other)
    if len(set(one.tolist())) == 1 or len(set(other.tolist())) == 1:
        assert found is None
    else:
        assert found == pytest.approx(stats.spearmanr(one, other).statistic, abs=1e-12)


def test_that_one_lead_has_no_correlation() -> None:
    assert spearman(np.array([1]), np.array([2])) is None
    assert spearman(np.zeros(0, dtype=int), np.zeros(0, dtype=int)) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "cannot be said"),
        (0.21, "only weakly (0.21)"),
        (0.05, "do not go together (0.05)"),
        (-0.3, "run against each other (\u22120.30)"),
        (0.45, "in part (0.45)"),
        (0.9, "closely (0.90)"),
    ],
)
def test_that_the_sentence_says_how_closely(value: float | None, words: str) -> None:
    assert words in correlation_sentence(value)
