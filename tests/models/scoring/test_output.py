from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import floor

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.scoring.model import Band, ScoringModel
from models.scoring.output import merged, rescaled
from models.scoring.scale import Scale


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    low = draw(st.integers(-1000, 1000))
    return Scale(low, low + draw(st.integers(1, 2000)))


@given(scales(), scales(), st.data())
def test_that_rescaling_is_the_nearest_number_half_up_and_keeps_the_order(
    scale: Scale, output: Scale, data: st.DataObject
) -> None:
    score = data.draw(st.integers(scale.least, scale.most))
    share = Fraction(score - scale.least, scale.most - scale.least)
    exact = output.least + share * (output.most - output.least)
    assert rescaled(score, scale, output) == floor(exact + Fraction(1, 2))
    assert rescaled(scale.least, scale, output) == output.least
    assert rescaled(scale.most, scale, output) == output.most
    if score < scale.most:
        assert rescaled(score, scale, output) <= rescaled(score + 1, scale, output)


def test_that_what_a_narrow_scale_merges_is_counted() -> None:
    bands = (Band("Cold", 0), Band("MQL", 55, mql=True), Band("Hot", 75))
    model = ScoringModel("m1", "M", bands=bands)
    counts = np.zeros(101, dtype=np.int64)
    counts[[54, 56, 74]] = 3, 5, 2
    found = merged(model, Scale(0, 10), counts)
    assert found.levels == 90
    # 55 becomes 6, as 56 does; 74 becomes 7, 75 becomes 8.
    assert found.below == ()
    found = merged(replace(model, bands=(Band("Cold", 0), Band("MQL", 57, True))),
                   Scale(0, 10), counts)  # fmt: skip
    assert found.below == (("MQL", 5),)
