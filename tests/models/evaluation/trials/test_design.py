"""What a plan needs, and what no plan can ask for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.evaluation.power import power_of_rates
from models.evaluation.trials.design import Design, curve_of, shown_by, sizes_of
from models.evaluation.trials.plan_words import chances_words, shown_words, size_words
from models.problems import LeadbenchError

DESIGN = Design(0.08, 0.02, 375)


def test_that_a_plan_says_how_many_leads_and_weeks() -> None:
    sizes = sizes_of(DESIGN)
    assert sizes.a == sizes.b == 3_213
    assert power_of_rates(sizes.a, sizes.b, 0.08, 0.1) == pytest.approx(0.8, abs=0.002)
    assert size_words(DESIGN, sizes) == (
        "You need 3,213 leads in each arm: 18 weeks at 375 leads a week."
    )
    assert chances_words(DESIGN, sizes) == (
        "Then a rise from 8.0\u202f% to 10.0\u202f% is found in 80\u202f% of tests, and arms that "
        "are the same are told apart in 5\u202f%."
    )


def test_that_an_uneven_split_needs_more_and_says_both_arms() -> None:
    design = replace(DESIGN, share=0.2)
    sizes = sizes_of(design)
    assert sizes.all > 1.4 * sizes_of(DESIGN).all
    assert sizes.b == pytest.approx(0.2 * sizes.all, abs=1)
    assert "in A and" in size_words(design, sizes)


def test_that_leads_of_accounts_need_as_many_times_more_as_the_design_effect_says() -> None:
    design = replace(DESIGN, by_account=True, account_size=4, correlation=0.1)
    assert design.effect == pytest.approx(1.3)
    assert sizes_of(design).all == pytest.approx(1.3 * sizes_of(DESIGN).all, abs=2)
    assert "1.30 times as many" in chances_words(design, sizes_of(design))
    assert replace(design, by_account=False).effect == 1


def test_that_the_curve_falls_and_meets_the_plan() -> None:
    curve = curve_of(DESIGN)
    shown = [point.difference for point in curve if point.difference is not None]
    assert shown == sorted(shown, reverse=True)
    weeks = sizes_of(DESIGN).weeks
    assert weeks == 18
    at = next(point for point in curve if point.weeks == weeks)
    assert at.difference == pytest.approx(0.02, rel=0.03)
    assert shown_words(at) == "18 weeks (6,750 leads) could show a rise of 2.0 points or more."


def test_that_a_handful_of_leads_shows_nothing_and_says_so() -> None:
    tiny = replace(DESIGN, per_week=1)
    assert shown_by(tiny, 2).difference is None
    assert shown_words(shown_by(tiny, 2)) == "2 weeks of leads could show no difference at all."
    assert sizes_of(tiny).weeks is None
    assert "more than 520 weeks" in size_words(tiny, sizes_of(tiny))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rate": 0.0}, "where nobody converts"),
        ({"rate": 1.0}, "more than all cannot convert"),
        ({"rate": -0.1}, "where nobody converts"),
        ({"difference": 0.0}, "found by no test"),
        ({"difference": -0.02}, "below zero"),
        ({"rate": 0.9, "difference": 0.2}, "are not below"),
        ({"per_week": 0}, "never end"),
        ({"per_week": -5}, "\u22125 leads a week"),
        ({"share": 1.0}, "Share of B"),
        ({"power": 1.0}, "Power"),
        ({"level": 0.0}, "Level"),
        ({"by_account": True, "account_size": 0.0}, "1 lead or more"),
        ({"wait": -1}, "no time"),
    ],
)
def test_that_what_no_test_can_do_is_a_sentence(change: dict[str, float], words: str) -> None:
    with pytest.raises(LeadbenchError, match=words):
        sizes_of(replace(DESIGN, **change))  # type: ignore[arg-type]
