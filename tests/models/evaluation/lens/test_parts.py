from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import jaccard_score, matthews_corrcoef

from models.evaluation.lens.information import information_value, strength, weights_of_evidence
from models.evaluation.lens.overlap import overlaps_of
from models.evaluation.lens.stability import Block, Held, block_of, held, stability_of
from models.leads.tally import Tally
from models.scoring.bits import packed

PARTS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=6)


@given(PARTS)
def test_that_the_information_value_is_summed_part_by_part(parts: list[tuple[int, int]]) -> None:
    found = information_value(np.array(parts, dtype=np.int64))
    parts = [part for part in parts if sum(part)]
    lost, won = sum(p[0] for p in parts), sum(p[1] for p in parts)
    if not lost or not won:
        assert found is None
        return
    more = 0.5 if any(0 in part for part in parts) else 0.0
    lost, won = lost + more * len(parts), won + more * len(parts)
    slow = 0.0
    for no, yes in parts:
        share_lost, share_won = (no + more) / lost, (yes + more) / won
        slow += (share_won - share_lost) * log(share_won / share_lost)
    assert found == pytest.approx(slow, abs=1e-12)
    assert slow >= 0


def test_that_a_part_which_converts_more_has_evidence_above_zero() -> None:
    first, second = weights_of_evidence(np.array([[10, 30], [90, 70]], dtype=np.int64)).tolist()
    assert first == pytest.approx(log(0.3 / 0.1))
    assert second < 0


@pytest.mark.parametrize(
    ("value", "word"),
    [(0.0, "next to nothing"), (0.02, "weak"), (0.1, "medium"), (0.3, "strong"), (2, "strong")],
)
def test_that_an_information_value_has_its_usual_word(value: float, word: str) -> None:
    assert strength(value) == word


@given(st.integers(1, 90), st.integers(0, 2**32 - 1))
def test_that_overlaps_are_those_of_scikit_learn(leads: int, seed: int) -> None:
    dice = np.random.default_rng(seed)
    hits = dice.random((4, leads)) < dice.random((4, 1))
    found = overlaps_of([packed(row) for row in hits], leads)
    for one in range(4):
        shared = {item.other for item in found[one]}
        assert shared == {o for o in range(4) if o != one and (hits[one] & hits[o]).any()}
        for item in found[one]:
            other = hits[item.other]
            assert item.both == (hits[one] & other).sum()
            assert item.share == pytest.approx(other[hits[one]].mean())
            assert item.jaccard == pytest.approx(jaccard_score(hits[one], other))
            if hits[one].all() or other.all():
                assert item.phi is None
            else:
                assert item.phi == pytest.approx(matthews_corrcoef(hits[one], other))
        phis = [item.phi or 0.0 for item in found[one]]
        assert phis == sorted(phis, reverse=True)


def _half(name: str, won: int, lost: int) -> Block:
    return block_of(name, Tally(won + lost, won, lost), Tally(1_000, 80, 920))


@pytest.mark.parametrize(
    ("older", "newer", "verdict"),
    [
        ((80, 320), (80, 320), Held.HOLDS),
        ((80, 320), (32, 368), Held.LOST),
        ((80, 320), (12, 388), Held.TURNED),
        ((160, 240), (80, 320), Held.WEAKER),
        ((80, 320), (160, 240), Held.STRONGER),
        ((32, 368), (120, 280), Held.NEW),
        ((2, 8), (3, 6), Held.TOO_FEW),
        ((2, 8), (80, 320), Held.TOO_FEW),
    ],
)
def test_that_the_verdict_over_time_follows_the_two_halves(
    older: tuple[int, int], newer: tuple[int, int], verdict: Held
) -> None:
    found = stability_of([], _half("older", *older), _half("newer", *newer))
    assert held(found, found.p, clear=True) is verdict


def test_that_what_is_not_clear_at_all_does_not_hold() -> None:
    found = stability_of([], _half("older", 32, 368), _half("newer", 33, 367))
    assert held(found, found.p, clear=False) is Held.UNCLEAR


def test_that_nothing_in_time_is_too_few() -> None:
    assert held(None, None, clear=True) is Held.TOO_FEW
