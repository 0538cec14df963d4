from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from widgets.charts.scales import (
    MOST_BINS,
    FrozenLimit,
    bins_of,
    count_limit,
    count_ticks,
    score_ticks,
)

scales = st.tuples(st.integers(-20_000, 20_000), st.integers(0, 30_000)).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)


@given(scales)
def test_that_each_score_is_in_exactly_one_bin(scale: tuple[int, int]) -> None:
    bins = bins_of(*scale)
    assert bins.first[0] == scale[0]
    assert bins.last[-1] == scale[1]
    assert np.all(bins.first[1:] == bins.last[:-1] + 1)
    assert np.all(bins.last >= bins.first)


@given(scales)
def test_that_bins_are_few_round_and_aligned_on_the_scale(scale: tuple[int, int]) -> None:
    bins = bins_of(*scale)
    assert len(bins) <= MOST_BINS + 2
    assert np.all(bins.edges % bins.width == 0)
    assert str(bins.width).rstrip("0") in {"1", "2", "5"}


@given(scales, st.integers(0, 2**32 - 1))
def test_that_gathering_loses_no_lead(scale: tuple[int, int], seed: int) -> None:
    rows = scale[1] - scale[0] + 1
    histogram = np.random.default_rng(seed).integers(0, 9, (rows, 3))
    bins = bins_of(*scale)
    gathered = bins.gather(histogram)
    assert np.array_equal(gathered.sum(axis=0), histogram.sum(axis=0))
    for place in (0, len(bins) - 1):
        part = slice(bins.first[place] - scale[0], bins.last[place] - scale[0] + 1)
        assert np.array_equal(gathered[place], histogram[part].sum(axis=0))


@given(scales, st.floats(0, 1))
def test_that_the_bin_of_a_score_holds_it(scale: tuple[int, int], share: float) -> None:
    score = round(scale[0] + share * (scale[1] - scale[0]))
    bins = bins_of(*scale)
    place = bins.index_of(score)
    assert bins.first[place] <= score <= bins.last[place]


def test_that_a_hundred_has_twenty_bins_of_five() -> None:
    bins = bins_of(0, 100)
    assert (len(bins), bins.width) == (20, 5)
    assert (bins.first[-1], bins.last[-1]) == (95, 100)


@given(scales, st.integers(2, 12))
def test_that_score_ticks_are_round_and_on_the_scale(scale: tuple[int, int], most: int) -> None:
    ticks = score_ticks(*scale, most)
    assert all(scale[0] <= tick <= scale[1] for tick in ticks)
    assert len(ticks) <= most + 1


@given(st.integers(0, 10**9), st.integers(1, 8))
def test_that_the_limit_is_above_the_highest_and_its_ticks_below(value: int, most: int) -> None:
    limit = count_limit(value)
    assert limit > value or limit == 1.0
    assert limit <= max(1.3 * value, 1.0)
    ticks = count_ticks(limit, most)
    assert ticks[0] == 0
    assert all(0 <= tick <= limit for tick in ticks)
    assert len(ticks) >= 2


@given(st.lists(st.tuples(st.integers(0, 10_000), st.booleans()), min_size=1))
def test_that_a_frozen_axis_never_cuts_and_never_shrinks_under_the_hand(
    steps: list[tuple[int, bool]],
) -> None:
    axis = FrozenLimit()
    for highest, live in steps:
        before = axis.limit
        changed = axis.fit(highest, live)
        assert changed == (axis.limit != before)
        assert axis.limit >= highest
        if live and before:
            assert axis.limit >= before


def test_that_a_frozen_axis_stays_for_small_changes() -> None:
    axis = FrozenLimit()
    axis.fit(1000, live=False)
    assert not any(axis.fit(value, live=False) for value in (990, 800, 1050, 760))
    assert not axis.fit(10, live=True)
    assert axis.fit(10, live=False)
