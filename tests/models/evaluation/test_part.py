"""The chosen part of the leads has the figures of a slow count, also while a hand drags."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.evaluation.evaluation import SHARES
from models.evaluation.part import (
    SPANS,
    BandsPart,
    PointsPart,
    along_best,
    best_of,
    histogram_of,
)
from models.leads.table import Leads
from models.scoring.engine import Scored, score
from models.scoring.model import Points
from tests.models.evaluation.test_drag import dragged, points_drawn
from tests.models.scoring import drawn
from tests.models.scoring.drawn import AS_OF

seeds = st.integers(0, 2**32 - 1)


def slowly(scored: Scored, leads: Leads, which: NDArray[np.bool_]) -> list[list[int]]:
    """One lead after the other."""
    scale = scored.model.scale
    found = [[0, 0, 0] for _ in range(scale.most - scale.least + 1)]
    for lead in np.flatnonzero(which).tolist():
        found[int(scored.scores[lead]) - scale.least][int(leads.outcome[lead])] += 1
    return found


@given(seeds, seeds, seeds, st.lists(points_drawn, min_size=1, max_size=3))
def test_that_the_part_follows_a_drag_of_points_as_if_all_were_scored_again(
    a: int, b: int, c: int, numbers: list[int]
) -> None:
    leads, model = drawn.leads(a, 40), drawn.model(b)
    scored = score(model, leads, AS_OF)
    which = np.random.default_rng(c).random(len(leads)) < (c % 4) / 3
    assert histogram_of(scored, leads, which).tolist() == slowly(scored, leads, which)
    for rule in model.rules():
        entry = None if isinstance(rule.award, Points) else c % len(rule.award.entries)
        part = PointsPart(scored, leads, which, rule.id, entry)
        for number in numbers:
            there = score(dragged(model, rule, entry, number), leads, AS_OF)
            assert part.at(number).tolist() == slowly(there, leads, which)


@given(seeds, seeds, seeds)
def test_that_the_part_follows_a_drag_of_thresholds_as_if_all_were_scored_again(
    a: int, b: int, c: int
) -> None:
    leads, model = drawn.leads(a, 40), drawn.model(b)
    scored = score(model, leads, AS_OF)
    which = np.random.default_rng(c).random(len(leads)) < 0.5
    part = BandsPart(scored, leads, which)
    rng = random.Random(c)
    for _ in range(3):
        inner = range(model.scale.least + 1, model.scale.most + 1)
        cuts = sorted(rng.sample(inner, k=len(model.bands) - 1))
        pairs = zip(model.bands[1:], cuts, strict=True)
        bands = (model.bands[0], *(replace(band, threshold=cut) for band, cut in pairs))
        there = score(replace(model, bands=bands), leads, AS_OF)
        assert part.at(bands).tolist() == slowly(there, leads, which)


@given(seeds, st.integers(1, 300), st.integers(1, 400))
def test_that_the_part_stands_along_the_best_leads_where_its_leads_do(
    seed: int, leads: int, scores: int
) -> None:
    random = np.random.default_rng(seed)
    score_of = random.integers(0, scores, leads)
    outcome, some = random.integers(0, 3, leads), random.random(leads) < 0.4
    histograms = [np.zeros((scores, 3), dtype=np.int64) for _ in range(2)]
    np.add.at(histograms[0], (score_of, outcome), 1)
    np.add.at(histograms[1], (score_of[some], outcome[some]), 1)
    ends, shares = along_best(histograms[0], histograms[1])
    known = outcome < 2
    every, held = score_of[known], score_of[known & some]
    assert len(ends) == len(shares) + 1
    assert len(shares) <= SPANS + 1
    assert ((shares >= 0) & (shares <= 1)).all()
    if not len(every):
        assert not len(shares)
        return
    assert (ends[0], ends[-1]) == (0, 1)
    for low, high, share in zip(ends[:-1], ends[1:], shares, strict=True):
        first, last = round(low * len(every)), round(high * len(every))
        # The scores of the leads at these places, best first, which ties do not cut.
        there = np.unique(np.sort(every)[::-1][first:last])
        assert share * (last - first) == pytest.approx(np.isin(held, there).sum())
    found = best_of(*histograms)
    assert tuple(found) == SHARES
    for wanted, number in found.items():
        count = int(Fraction(str(wanted)) * len(every) + Fraction(1, 2))
        tied = np.sort(every)[::-1][count - 1] if count else scores
        above, at = int((held > tied).sum()), int((held == tied).sum())
        room = Fraction(count - int((every > tied).sum()), max(int((every == tied).sum()), 1))
        assert number == pytest.approx(float(above + at * room) if count else 0.0)
