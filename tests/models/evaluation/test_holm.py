"""Corrected p values are Holm's, as statsmodels has them."""

from math import nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from models.evaluation.holm import holm

P = st.one_of(st.floats(0, 1), st.sampled_from((0.0, 0.01, 0.04, 0.05, 1.0)))


# statsmodels collects garbage at every call, which takes a second in a process full of tests.
@settings(max_examples=12)
@given(st.lists(P, min_size=5, max_size=30))
def test_that_corrected_p_values_are_those_of_statsmodels(found):
    wanted = multipletests(found, method="holm")[1]
    assert holm(found) == pytest.approx(wanted.tolist(), abs=1e-12)


@given(st.lists(st.one_of(P, st.none(), st.just(nan)), max_size=12))
def test_that_comparisons_which_could_not_be_made_stay_open_and_do_not_count(found):
    made = [p for p in found if p is not None and p == p]
    corrected = holm(found)
    assert len(corrected) == len(found)
    assert [p is None for p in corrected] == [p is None or p != p for p in found]
    assert tuple(p for p in corrected if p is not None) == holm(made)


@given(st.lists(P, max_size=12), st.randoms())
def test_that_the_order_of_the_comparisons_does_not_matter(found, dice):
    places = list(range(len(found)))
    dice.shuffle(places)
    whole = holm(found)
    assert holm([found[place] for place in places]) == tuple(whole[place] for place in places)


def test_the_example_of_four_comparisons_worked_by_hand():
    # Sorted 0.005, 0.01, 0.03, 0.04: times 4, 3, 2, 1, and none below one before it.
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))


def test_that_one_comparison_is_not_corrected_and_none_gives_none():
    assert holm([0.031]) == (0.031,)
    assert holm([]) == ()
    assert holm([None, nan]) == (None, None)


@pytest.mark.parametrize("wrong", [-0.01, 1.01, float("inf")])
def test_that_what_is_no_p_is_refused(wrong):
    with pytest.raises(ValueError, match="between 0 and 1"):
        holm([0.2, wrong])


def test_that_a_false_alarm_among_ten_is_as_rare_as_the_level_says():
    dice = np.random.default_rng(3)
    alarms = sum(
        min(p for p in holm(row) if p is not None) < 0.05
        for row in dice.random((2000, 10)).tolist()
    )
    assert alarms / 2000 == pytest.approx(0.05, abs=0.02)
