from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from models.evaluation.thresholds.net_value import net_values, values_of
from models.evaluation.thresholds.wishes import Money

cells = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=6)


def test_that_where_each_lead_converts_or_costs_nothing_the_interval_is_wilsons() -> None:
    won = np.array([12, 40, 190])
    counts = np.column_stack((np.zeros(3), won))
    value, low, high = net_values(counts, 200, Money(0, 1))
    expected = [proportion_confint(int(w), 200, method="wilson") for w in won]
    assert value.tolist() == won.tolist()
    assert low / 200 == pytest.approx([one[0] for one in expected])
    assert high / 200 == pytest.approx([one[1] for one in expected])


def test_that_few_conversions_have_the_interval_of_newcombes_table() -> None:
    """Newcombe (1998), table I: 1 of 29 and 0 of 20, score with continuity correction."""
    for won, known, ends in ((1, 29, (0.0018, 0.1963)), (0, 20, (0.0, 0.2005))):
        _, low, high = net_values(np.array([[0, won]]), known, Money(0, 1))
        assert (low[0] / known, high[0] / known) == pytest.approx(ends, abs=5e-5)


def test_that_two_outcomes_that_are_one_choice_move_together() -> None:
    """Where all known leads are handed over, not converted is the rest: one binomial, scaled."""
    counts = np.array([[60, 40]])
    _, low, high = net_values(counts, 100, Money(10, 35))
    ends = proportion_confint(40, 100, method="wilson")
    assert low[0] == pytest.approx(100 * (35 * ends[0] - 10))
    assert high[0] == pytest.approx(100 * (35 * ends[1] - 10))


@given(cells, st.integers(0, 50), st.floats(0, 20), st.floats(21, 90))
def test_that_an_interval_holds_its_value_and_is_a_number(
    case: list[tuple[int, int]], others: int, cost: float, win: float
) -> None:
    counts = np.array([[0, 0, 0], *([no, yes, 1] for no, yes in case)])
    known = int(counts[:, :2].sum()) + others
    net = values_of(counts, known, Money(cost, win))
    value, low, high = net.all
    assert np.isfinite(value).all()
    assert (low <= value).all()
    assert (value <= high).all()
    for place in range(len(value)):
        less, least, most = net.less(place)
        assert less == pytest.approx(value[place] - value)
        assert (least <= less + 1e-9).all()
        assert (less <= most + 1e-9).all()
        assert (least[place], most[place]) == (0, 0)
        for other in range(len(value)):
            there, back = net.difference(place, other), net.difference(other, place)
            assert (there.low, there.high) == pytest.approx((-back.high, -back.low))


def test_that_half_worked_leads_are_as_sure_as_their_number_and_worth_half() -> None:
    counts = np.array([[0, 0, 0], [300, 60, 5]])
    whole = values_of(counts, 1_000, Money(10, 90))
    half = values_of(counts, 1_000, Money(10, 90), np.full((2, 3), 0.5))
    for one, other in zip(whole.all, half.all, strict=True):
        assert other == pytest.approx(one / 2)
    yearly = values_of(counts, 1_000, Money(10, 90), factor=3)
    assert yearly.at(0).low == pytest.approx(3 * whole.at(0).low)


def test_that_no_known_lead_is_worth_nothing_and_no_fault() -> None:
    value, low, high = net_values(np.zeros((2, 2)), 0, Money(1, 2))
    assert value.tolist() == low.tolist() == high.tolist() == [0, 0]
