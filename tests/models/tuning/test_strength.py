"""What leads would give a line beside the others, held to statsmodels and to a slow profile."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.optimize import brentq, minimize

from models.scoring.bits import packed
from models.tuning.changes import changes_of, taken, turn_of
from models.tuning.lines import Ground, Line, Pot
from models.tuning.report import Turn
from models.tuning.strength import WIDE, slope_of, strengths


def ground_of(rows: int = 3_000, seed: int = 1, rare: float = 0.3) -> Ground:
    """Three lines; the second may be given twice, the third is worth nothing."""
    dice = np.random.default_rng(seed)
    one, third = dice.random(rows) < 0.3, dice.random(rows) < rare
    twice = dice.integers(0, 3, rows)
    odds = -2.0 + 1.0 * one + 0.5 * twice
    won = (dice.random(rows) < 1 / (1 + np.exp(-odds))).astype(np.uint8)
    lines = (
        Line("a", "A", "g", "a", now=10),
        Line("b", "B", "g", "b", now=5, times=2),
        Line("c", "C", "g"),
    )
    bits = ((packed(one),), (packed(twice > 0), packed(twice > 1)), (packed(third),))
    return Ground(lines, bits, (Pot("g", "G"),), won)


def columns(ground: Ground) -> np.ndarray:
    rows = len(ground)
    return np.column_stack(
        [
            sum(np.unpackbits(plane, count=rows, bitorder="little").astype(float) for plane in of)
            for of in ground.bits
        ]
    )


def test_that_coefficients_and_intervals_are_those_of_a_logistic_regression() -> None:
    ground = ground_of()
    found = strengths(ground, (0, 1, 2))
    fit = sm.Logit(ground.converted, sm.add_constant(columns(ground))).fit(disp=0)
    for at, one in enumerate(found, 1):
        low, high = fit.conf_int()[at]
        assert one.value == pytest.approx(fit.params[at], abs=2e-3)  # the prior is that weak
        assert one.low == pytest.approx(low, abs=2e-3)
        assert one.high == pytest.approx(high, abs=2e-3)


def test_that_what_is_no_line_of_the_card_is_judged_as_if_it_alone_came_to_it() -> None:
    ground = ground_of()
    found = strengths(ground, (0,), (1, 2))
    assert found[0] == strengths(ground, (0,))[0]
    for at, one in enumerate(found[1:], 1):
        alone = strengths(ground, (0, at))[1]
        assert one.value == pytest.approx(alone.value, abs=1e-6)
        assert one.low == pytest.approx(alone.low, abs=1e-6)


def test_that_where_few_convert_the_interval_is_that_of_the_profile() -> None:
    ground = ground_of(900, 3, rare=0.02)
    assert columns(ground)[:, 2] @ ground.converted < 10
    design = sm.add_constant(columns(ground))
    y = ground.converted.astype(float)
    prior = np.array([0.0, *[1 / WIDE**2] * 3])

    def bad(beta: np.ndarray) -> float:
        odds = design @ beta
        return float((np.logaddexp(0, odds) - y * odds).sum() + prior @ (beta * beta) / 2)

    best = minimize(bad, np.zeros(4), tol=1e-10)

    def profile(value: float) -> float:
        rest = minimize(lambda b: bad(np.array([*b, value])), best.x[:3], tol=1e-9)
        return 2 * (float(rest.fun) - float(best.fun)) - 1.959964**2

    found = strengths(ground, (0, 1, 2))[2]
    assert found.value == pytest.approx(best.x[3], abs=1e-3)
    assert found.low == pytest.approx(brentq(profile, best.x[3] - 6, best.x[3]), abs=0.01)
    assert found.high == pytest.approx(brentq(profile, best.x[3], best.x[3] + 6), abs=0.01)


def test_that_a_line_that_parts_without_a_fault_has_a_finite_interval() -> None:
    ground = ground_of(600, 5)
    nobody = ground.converted == 0
    bits = (*ground.bits[:2], (packed(nobody & (np.arange(600) % 4 == 0)),))
    found = strengths(Ground(ground.lines, bits, ground.pots, ground.converted), (0, 1, 2))[2]
    assert -40 < found.low < found.high < 0


def test_that_intervals_hold_the_truth_as_often_as_they_say() -> None:
    held = np.zeros(3)
    for seed in range(200):
        found = strengths(ground_of(500, seed), (0, 1, 2))
        held += [
            one.low <= truth <= one.high for one, truth in zip(found, (1.0, 0.5, 0.0), strict=True)
        ]
    assert (held / 200 >= 0.91).all()
    assert (held / 200 <= 0.99).all()


def test_that_fair_points_are_on_the_scale_of_the_card() -> None:
    """A card of the true proportions is fair as it stands: 20 and 10 for 1.0 and 0.5."""
    ground = ground_of(60_000)
    for change, points in zip(changes_of(ground, (20, 10, 0)), (20, 10), strict=False):
        assert change.fair is not None
        assert change.fair.low <= points <= change.fair.high
        assert change.fair.high - change.fair.low < 4
    assert slope_of(ground, (20, 10, 0)) == pytest.approx(0.05, abs=0.003)


def test_that_each_change_has_its_turn_its_evidence_and_its_words() -> None:
    ground = ground_of()
    found = {one.key: one for one in changes_of(ground, (15, 0, -5))}
    assert [found[key].turn for key in "abc"] == [Turn.UP, Turn.DROPPED, Turn.ADDED]
    hit = columns(ground)[:, 0] > 0
    assert found["a"].hits.known == hit.sum()
    assert found["a"].hits.converted == ground.converted[hit].sum()
    assert found["a"].others.converted == ground.converted[~hit].sum()
    assert found["a"].sentence.startswith("A: +10 \u2192 +15. ")
    assert f"{hit.sum():,} leads have it" in found["a"].sentence
    assert found["b"].sentence.startswith("B: +5 \u2192 no points. ")
    assert found["c"].sentence.startswith("C: new, \u22125. ")
    assert "also no points" in found["c"].sentence
    assert turn_of(ground.lines[0], 10) is Turn.SAME


def test_that_refused_changes_stay_as_they_are_today() -> None:
    ground = ground_of(100)
    assert taken(ground, (15, 0, -5), ()) == (15, 0, -5)
    assert taken(ground, (15, 0, -5), ("b",)) == (15, 5, -5)
    assert taken(ground, (15, 0, -5), ("a", "b", "c")) == ground.now
