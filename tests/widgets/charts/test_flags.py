from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.charts.flags import GAP, INNER, Threshold, flags_of

LEFT, RIGHT = 1.0, 600.0

thresholds = st.lists(
    st.tuples(st.integers(0, 100), st.text("abcdefgh ", min_size=1, max_size=60)),
    min_size=1,
    max_size=6,
).map(
    lambda rows: [
        Threshold(place + 1, name, value, place == 0)
        for place, (value, name) in enumerate(sorted(rows))
    ]
)


def width(text: str) -> float:
    return 6.5 * len(text)


def x_of(score: float) -> float:
    return 40 + 5.5 * score


@given(thresholds)
def test_that_flags_never_overlap_and_stay_inside(rows: list[Threshold]) -> None:
    flags = flags_of(rows, x_of, LEFT, RIGHT, width)
    assert flags[0].left >= LEFT - 1e-6
    assert flags[-1].right <= RIGHT + 1e-6
    for first, second in pairwise(flags):
        assert second.left >= first.right + GAP - 1e-6


@given(thresholds)
def test_that_flags_stand_in_the_order_of_their_values_and_say_them(rows: list[Threshold]) -> None:
    flags = flags_of(rows, x_of, LEFT, RIGHT, width)
    values = [flag.threshold.value for flag in flags]
    assert values == sorted(values)
    assert all(flag.text.endswith(str(flag.threshold.value)) for flag in flags)
    assert all(flag.x == x_of(flag.threshold.value) for flag in flags)
    assert all(flag.width == pytest.approx(width(flag.text) + 2 * INNER) for flag in flags)


def test_that_a_flag_alone_is_centred_on_its_line() -> None:
    (flag,) = flags_of([Threshold(1, "Warm", 40, False)], x_of, LEFT, RIGHT, width)
    assert flag.left + flag.width / 2 == pytest.approx(flag.x)
    assert flag.text == "Warm 40"


def test_that_the_later_of_two_near_flags_moves_aside() -> None:
    near = [Threshold(1, "Warm", 50, False), Threshold(2, "Hot", 51, False)]
    first, second = flags_of(near, x_of, LEFT, RIGHT, width)
    assert first.left + first.width / 2 == pytest.approx(first.x)
    assert second.left > second.x


def test_that_the_flag_of_the_mql_threshold_says_so() -> None:
    assert Threshold(1, "Warm", 40, True).text == "Warm, MQL 40"
    assert Threshold(1, "MQL", -5, True).text == "MQL \u22125"
