"""Looking early: where it was planned, refused elsewhere, the same in every later export."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

from models.evaluation.trials.analysis import Analysis, Question, analyse
from models.evaluation.trials.design import Design, sizes_of
from models.evaluation.trials.look_words import look_words
from models.evaluation.trials.plan_words import chances_words
from models.evaluation.trials.report import analysis_json, analysis_text, plan_json
from models.evaluation.trials.spending import bounds_of, even_bounds, level_of
from models.evaluation.trials.trial import Trial
from models.evaluation.trials.words import verdict
from models.leads.table import CONVERTED
from models.problems import LeadbenchError
from tests.models.evaluation.trials.made import START, leads_of, trial


def planned(looks: int = 2) -> Trial:
    """Ten weeks of 100 leads, 30 days to convert, looked at so many times."""
    made = trial()
    return replace(made, design=replace(made.design, looks=looks))


def after(days: int, rates: tuple[float, float] = (0.1, 0.12), seed: int = 1) -> Analysis:
    """The test of two looks in an export of the day so many days from its start."""
    weeks = min(10, days // 7)
    leads = leads_of(weeks, rates=rates, seed=seed, days_after=days - 7 * weeks)
    return analyse(leads, (), Question("Arm", by="Source"), planned())


def test_that_before_the_first_look_nothing_is_shown_and_its_day_is_told() -> None:
    found = after(63)
    assert found.result is None
    assert found.seen == ()
    first, second = verdict(found)
    half = START + timedelta(days=34)
    assert planned().look_at(1) == half + timedelta(days=30)
    assert first.startswith("Wait until 10 Mar 2026")
    assert "no outcome is shown" in second
    early = verdict(after(21))
    assert early[0] == ("Wait for the first look, planned for 10 Mar 2026: this test is not over.")
    assert "once 250 in “old” and 250 in “new” had their 30 days" in early[1]


def test_that_a_look_is_of_the_leads_of_its_share_at_its_own_level() -> None:
    found = after(75)
    assert found.goes_on
    (seen,) = found.seen
    assert (seen.look.number, seen.look.last) == (1, False)
    assert found.result is seen.result
    assert [arm.leads for arm in found.arms] == [250, 250]
    assert seen.share == pytest.approx(0.5)
    assert seen.level == pytest.approx(level_of(even_bounds(2, 0.05)[0]), rel=1e-4)
    a, b = (arm.counts for arm in seen.result.arms)
    (pair,) = seen.result.pairs
    assert pair.p == pytest.approx(proportions_ztest([b.converted, a.converted], [250, 250])[1])
    low, high = confint_proportions_2indep(
        b.converted, 250, a.converted, 250, method="newcomb", alpha=seen.level
    )
    assert pair.difference is not None
    assert (pair.difference.low, pair.difference.high) == pytest.approx((low, high), abs=1e-5)
    first, second = verdict(found)
    assert first == "Go on with the test: look 1 of 2 decides nothing."
    assert "p must be below 0.003 at it" in second
    assert "The last look is due on" in second
    assert found.segments == ()


def test_that_between_two_looks_the_earlier_one_is_shown_and_nothing_more() -> None:
    """What converts after the day of the look is not there yet, whichever export tells it."""
    found = [after(days) for days in (66, 70, 84, 98)]
    assert len({one.seen for one in found}) == 1
    assert len({verdict(one) for one in found}) == 1


def test_that_the_last_look_is_at_the_level_that_is_left_and_tells_those_before() -> None:
    found = after(130)
    assert not found.goes_on
    assert [seen.look.number for seen in found.seen] == [1, 2]
    first, last = found.seen
    assert last.look.last
    assert last.level == pytest.approx(level_of(even_bounds(2, 0.05)[1]), rel=1e-3)
    assert first.result == after(75).seen[0].result
    assert found.segments
    text = analysis_text(found)
    assert "Look 1 of 2, 10 Mar 2026: 500 leads" in text
    told = analysis_json(found)["looks"]
    assert [one["p_below"] for one in told] == [first.level, last.level]
    assert analysis_json(found)["goes_on"] is False


def test_that_a_difference_found_on_the_way_ends_the_test_whatever_comes_later() -> None:
    early, late = (after(days, rates=(0.05, 0.3)) for days in (75, 130))
    for found in (early, late):
        assert not found.goes_on
        assert [seen.look.number for seen in found.seen] == [1]
        assert verdict(found)[0] == "Go on with “new”: “new” converts more than “old”."
        assert "no later one is needed" in look_words(found)[-1]
    assert early.result == late.result


def test_that_a_test_of_one_look_is_what_it_was() -> None:
    leads = leads_of()
    found = analyse(leads, (), Question("Arm"), trial())
    assert found.result is not None
    assert found.seen[0].level == 0.05
    assert look_words(found) == []
    assert found.result.converted == int((leads.outcome == CONVERTED).sum())


def test_that_a_test_that_ends_short_spends_the_rest_at_its_end() -> None:
    leads = leads_of(per_week=70)
    found = analyse(leads, (), Question("Arm"), planned(3))
    assert found.short
    assert [seen.look.number for seen in found.seen] == [1, 2, 3]
    shares = [seen.share for seen in found.seen]
    assert shares[-1] == pytest.approx(0.7, abs=0.01)
    bounds = bounds_of([*shares[:-1], 1.0], 0.05, shares)
    assert [seen.level for seen in found.seen] == pytest.approx([level_of(one) for one in bounds])


def test_that_looks_do_not_make_false_alarms() -> None:
    """Arms that are the same, looked at three times: told apart in 5 % of tests, not in 11 %."""
    dice = np.random.default_rng(11)
    tests, each, looks = 4_000, 2_000, 3
    steps = dice.binomial(each, 0.1, (tests, looks, 2)).cumsum(axis=1)
    known = each * np.arange(1, looks + 1)
    pooled = steps.sum(axis=2) / (2 * known)
    error = np.sqrt(pooled * (1 - pooled) * 2 / known)
    z = np.abs(steps[..., 0] - steps[..., 1]) / known / error
    assert (z > even_bounds(looks, 0.05)).any(axis=1).mean() == pytest.approx(0.05, abs=0.01)
    assert (z > 1.96).any(axis=1).mean() > 0.09


def test_that_a_plan_with_looks_takes_a_little_more_and_says_so() -> None:
    one, four = Design(0.08, 0.02, 375), Design(0.08, 0.02, 375, looks=4)
    more = sizes_of(four).all / sizes_of(one).all
    assert more == pytest.approx(1.0196, abs=1e-3)
    assert "where p must be below 0.000015, 0.003, 0.018, 0.044" in chances_words(
        four, sizes_of(four)
    )
    told = plan_json(four, sizes_of(four), ())["looks"]
    assert [one["share"] for one in told] == [0.25, 0.5, 0.75, 1.0]
    for wrong in (0, 6, -1):
        with pytest.raises(LeadbenchError, match="looked at 1 to 5 times"):
            sizes_of(replace(one, looks=wrong))
