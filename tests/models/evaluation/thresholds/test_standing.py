from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.evaluation.thresholds.standing import (
    MOST_THRESHOLDS,
    settable,
    standing_of,
    with_threshold,
)
from models.scoring.engine import score
from models.scoring.model import Band, Move, Override, Scale, ScoringModel
from tests.models.scoring import drawn
from tests.models.scoring.drawn import AS_OF

seeds = st.integers(0, 2**32 - 1)
BANDS = (Band("Cold", 0), Band("Warm", 30), Band("MQL", 50, mql=True), Band("Hot", 80))


@given(seeds, seeds, seeds)
def test_that_a_lead_reaches_exactly_the_thresholds_at_which_it_is_scored_into_the_band(
    a: int, b: int, c: int
) -> None:
    leads, model = drawn.leads(a, 40), drawn.model(b)
    rng = random.Random(c)
    rules = [drawn.condition(rng) for _ in range(3)]
    overrides = tuple(
        Override(f"o{n}", f"O{n}", when, rng.choice(list(Move)), rng.choice(model.bands).name)
        for n, when in enumerate(rules)
    )
    model = replace(model, overrides=(*model.overrides, *overrides))
    band = rng.randrange(1, len(model.bands))
    standing = standing_of(score(model, leads, AS_OF), band)
    low, high = settable(model, band)
    assert standing.scores.tolist() == list(range(low, high + 1))
    for threshold in {low, high, *rng.sample(range(low, high + 1), 3)}:
        bands = with_threshold(model, band, threshold)
        there = score(replace(model, bands=bands), leads, AS_OF)
        reached = standing.places >= threshold - low
        assert reached.tolist() == (there.scores >= threshold).tolist()
        assert np.count_nonzero(reached) >= standing.always
        assert np.count_nonzero(~reached) >= standing.never


@pytest.mark.parametrize(
    ("band", "threshold", "expected"),
    [
        (2, 60, [0, 30, 60, 80]),
        (2, 20, [0, 19, 20, 80]),
        (2, 90, [0, 30, 90, 91]),
        (2, 0, [0, 1, 2, 80]),
        (2, 100, [0, 30, 99, 100]),
        (1, 85, [0, 85, 86, 87]),
        (3, 2, [0, 1, 2, 3]),
    ],
)
def test_that_neighbours_move_aside_no_further_than_they_must(
    band: int, threshold: int, expected: list[int]
) -> None:
    model = ScoringModel("m", "M", bands=BANDS)
    bands = with_threshold(model, band, threshold)
    assert [item.threshold for item in bands] == expected
    assert [item.name for item in bands] == [item.name for item in BANDS]


def test_that_a_very_wide_scale_is_looked_at_in_steps_and_at_its_own_thresholds() -> None:
    bands = (Band("Cold", 0), Band("MQL", 77_777, mql=True))
    model = replace(drawn.model(1), scale=Scale(0, 100_000), bands=bands, overrides=())
    standing = standing_of(score(model, drawn.leads(1, 30), AS_OF), 1)
    assert len(standing.scores) <= MOST_THRESHOLDS + 1
    assert 77_777 in standing.scores
    assert (standing.scores[0], standing.scores[-1]) == (1, 100_000)
