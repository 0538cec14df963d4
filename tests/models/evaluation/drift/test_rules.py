from __future__ import annotations

from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm
from statsmodels.stats.contingency_tables import Table2x2

from models.evaluation.drift.rules import (
    Lift,
    RuleDrift,
    State,
    change_of,
    lift_of,
    log_odds,
    rule_drift,
    with_state,
)
from models.leads.tally import Tally
from models.scoring.awards import Points
from models.scoring.rules import Rule
from tests.models.evaluation.simulations.drift import lift_changes

CELL = st.integers(0, 300)
RULE = Rule("r", "R", Points(10))


def tallies(hit: tuple[int, int], others: tuple[int, int]) -> tuple[Tally, Tally]:
    return Tally(sum(hit), *hit), Tally(sum(others), *others)


@given(CELL, CELL, CELL, CELL)
def test_that_log_odds_are_those_of_statsmodels(a: int, b: int, c: int, d: int) -> None:
    middle, error = log_odds(*tallies((a, b), (c, d)))
    other = Table2x2(np.array([[a, b], [c, d]]) + 0.5)
    assert middle == pytest.approx(other.log_oddsratio, abs=1e-9)
    assert error == pytest.approx(other.log_oddsratio_se, rel=1e-9)


def of(hit: tuple[int, int], others: tuple[int, int]) -> Lift:
    cells = np.array([*hit, *others])
    return lift_of(
        np.repeat([True, True, False, False], cells),
        np.repeat(np.array([1, 0, 1, 0], dtype=np.uint8), cells),
    )


def drift_between(old: Lift, new: Lift) -> RuleDrift:
    """By the cells alone."""

    def arrays(side: Lift) -> tuple[np.ndarray, np.ndarray]:
        cells = np.array(
            [
                side.hit.converted,
                side.hit.not_converted,
                side.others.converted,
                side.others.not_converted,
            ]
        )
        return (
            np.repeat([True, True, False, False], cells),
            np.repeat(np.array([1, 0, 1, 0], dtype=np.uint8), cells),
        )

    one, other = arrays(old), arrays(new)
    return rule_drift(RULE, one[0], other[0], one, other)


def test_that_the_change_is_the_z_test_of_two_independent_log_odds() -> None:
    old, new = of((40, 60), (30, 170)), of((25, 75), (33, 167))
    between, p = change_of(old, new)
    tables = [
        Table2x2(np.array(cells) + 0.5) for cells in ([[40, 60], [30, 170]], [[25, 75], [33, 167]])
    ]
    middle = tables[1].log_oddsratio - tables[0].log_oddsratio
    error = sum(table.log_oddsratio_se**2 for table in tables) ** 0.5
    assert log(between.value) == pytest.approx(middle)
    assert between.low == pytest.approx(exp(middle - 1.959964 * error), rel=1e-5)
    assert p == pytest.approx(2 * norm.sf(abs(middle) / error))


def test_that_lift_is_the_rate_of_the_hit_leads_by_that_of_all() -> None:
    assert of((30, 70), (20, 180)).lift == pytest.approx(0.3 / (50 / 300))
    assert of((0, 0), (20, 180)).lift is None
    assert of((0, 50), (0, 50)).lift is None
    assert of((10, 0), (10, 0)).lift == 1.0


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        (((200, 300), (100, 900)), ((60, 440), (120, 880)), State.LOST),
        (((200, 300), (100, 900)), ((120, 380), (120, 880)), State.WEAKER),
        (((120, 380), (120, 880)), ((250, 250), (100, 900)), State.STRONGER),
        (((60, 440), (120, 880)), ((20, 480), (160, 840)), State.TURNED),
        (((200, 300), (100, 900)), ((205, 295), (98, 902)), State.HELD),
        (((60, 440), (120, 880)), ((61, 439), (118, 882)), State.NONE),
        (((200, 300), (100, 900)), ((2, 8), (3, 97)), State.TOO_FEW),
        (((0, 100), (0, 900)), ((0, 100), (0, 900)), State.TOO_FEW),
        (((100, 0), (900, 0)), ((100, 0), (900, 0)), State.TOO_FEW),
        (((0, 0), (100, 900)), ((0, 0), (100, 900)), State.TOO_FEW),
    ],
)
def test_that_what_became_of_a_rule_follows_from_its_lift(
    old: tuple[tuple[int, int], tuple[int, int]],
    new: tuple[tuple[int, int], tuple[int, int]],
    state: State,
) -> None:
    found = drift_between(of(*old), of(*new))
    assert with_state(found, found.raw_p, None).state is state


def test_that_a_change_which_could_be_chance_is_none() -> None:
    found = drift_between(of((200, 300), (100, 900)), of((60, 440), (120, 880)))
    assert with_state(found, 0.2, None).state is State.HELD


@pytest.mark.parametrize(
    ("leads", "rate", "ratio"), [(1_000, 0.1, 1.0), (1_000, 0.1, 0.5), (10_000, 0.01, 1.0)]
)
def test_that_the_interval_holds_the_true_change(leads: int, rate: float, ratio: float) -> None:
    held = lift_changes(np.random.default_rng(5), leads, rate, ratio, 1_000)
    assert 0.93 <= held.mean() <= 0.98
