"""Whole tests analysed: who is in, when it may be looked at, what came of it, in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

from models.evaluation.trials.analysis import Question, analyse
from models.evaluation.trials.refusal import governing
from models.evaluation.trials.report import analysis_json, analysis_text, result_text
from models.evaluation.trials.typed import TypedArm, typed_result
from models.evaluation.trials.words import about, result_words, segments_words, verdict
from models.leads.fields import Recipe, Role
from models.leads.table import CONVERTED
from models.problems import LeadbenchError
from tests.models.evaluation.trials.made import START, leads_of, trial

ASKED = Question("Arm")


def test_that_a_finished_test_says_the_rates_their_difference_and_what_to_do() -> None:
    leads = leads_of(rates=(0.1, 0.2))
    found = analyse(leads, (), ASKED, trial())
    assert not found.refused
    assert found.result is not None
    a, b = found.result.arms
    arm = np.array([leads.raw.columns[1][row] for row in range(len(leads))])
    won = leads.outcome == CONVERTED
    for name, told in (("old", a), ("new", b)):
        assert told.counts.known == int((arm == name).sum()) == 500
        assert told.counts.converted == int((won & (arm == name)).sum())
    (pair,) = found.result.pairs
    counts = (b.counts.converted, 500, a.counts.converted, 500)
    low, high = confint_proportions_2indep(*counts, method="newcomb")
    assert pair.difference is not None
    assert (pair.difference.low, pair.difference.high) == pytest.approx((low, high))
    _, p = proportions_ztest([counts[0], counts[2]], [500, 500])
    assert pair.p == pytest.approx(p)
    first, second = verdict(found)
    assert first == "Go on with “new”: “new” converts more than “old”."
    assert second.startswith(
        "“new” 17.6\u202f%, “old” 11.8\u202f%: 5.8 points more (1.4 to 10.2), p 0.010."
    )


def test_that_a_test_that_is_not_over_shows_no_outcome_and_says_when_it_can_be_looked_at() -> None:
    leads = leads_of(weeks=6, days_after=0)
    found = analyse(leads, (), ASKED, trial())
    assert found.result is None
    assert found.segments == ()
    first, second = verdict(found)
    assert first == "Wait until 14 Apr 2026: this test is not over."
    assert "14 Apr 2026" in second
    assert "300 of 500 in “old” and 300 of 500 in “new”" in second
    assert [arm.leads for arm in found.arms] == [300, 300]
    assert found.mismatch is not None
    told = analysis_json(found)
    assert "arms" not in told
    assert "segments" not in told
    converted = int((leads.outcome == CONVERTED).sum())
    for text in (analysis_text(found), repr(told), repr(found)):
        assert f" {converted}" not in text
    # Segments cannot be used to look past it.
    assert analyse(leads, (), replace(ASKED, by="Source"), trial()).segments == ()


def test_that_a_test_of_wrong_outcomes_tells_the_same_before_its_end() -> None:
    """Not one word depends on who converted."""
    one = analyse(leads_of(weeks=6, rates=(0.1, 0.2), days_after=0), (), ASKED, trial())
    other = analyse(leads_of(weeks=6, rates=(0.3, 0.0), days_after=0), (), ASKED, trial())
    assert analysis_text(one) == analysis_text(other)


def test_that_the_last_leads_are_given_their_time() -> None:
    early = analyse(leads_of(days_after=29), (), ASKED, trial(wait=30))
    assert early.refused
    assert not analyse(leads_of(days_after=30), (), ASKED, trial(wait=30)).refused
    told = replace(ASKED, until=date(2027, 1, 1))
    assert not analyse(leads_of(weeks=6, days_after=0), (), told, trial()).refused


def test_that_leads_that_come_sooner_end_the_test_sooner_and_later_ones_do_not_count() -> None:
    leads = leads_of(weeks=10, per_week=200)
    found = analyse(leads, (), ASKED, trial(per_week=100))
    assert found.closed == START + timedelta(days=34)
    assert found.look == found.closed + timedelta(days=30)
    assert not found.refused
    assert sum(arm.leads for arm in found.arms) <= 1_030
    later = analyse(leads_of(weeks=10, per_week=200, days_after=400), (), ASKED, trial())
    assert [arm.leads for arm in later.arms] == [arm.leads for arm in found.arms]


def test_that_a_test_that_ended_with_fewer_leads_says_so() -> None:
    found = analyse(leads_of(per_week=40), (), ASKED, trial())
    assert found.short
    assert "with fewer leads than the 1,000 that were planned" in verdict(found)[1]


def test_that_without_a_plan_it_is_said_that_it_proves_less() -> None:
    found = analyse(leads_of(), (), ASKED)
    assert found.result is not None
    assert "No plan was made beforehand, so this proves less" in verdict(found)[1]
    assert "No plan" not in verdict(analyse(leads_of(), (), ASKED, trial()))[1]


def test_that_a_plan_holds_for_its_field_whoever_asks() -> None:
    kept = (replace(trial(), field="Other"), trial())
    assert governing(kept, " arm ") == trial()
    assert governing(kept, "Source") is None
    assert governing((replace(trial(), field=""),), "") is None


def test_that_a_split_that_is_not_as_planned_is_not_to_be_trusted() -> None:
    leads = leads_of(names=("old", "new", "new"), rates=(0.1, 0.2, 0.2))
    found = analyse(leads, (), ASKED, trial(per_week=60))
    assert found.mismatch is not None
    assert found.mismatch.grave
    first, second = verdict(found)
    assert first == "Do not decide by this test: the split is not what was planned."
    assert "less than once in a thousand tests" in second


def test_that_a_test_without_a_plan_is_never_said_to_be_as_planned() -> None:
    even = analyse(leads_of(), (), ASKED)
    assert even.mismatch is not None
    assert about(even)[0].startswith("Leads were dealt as expected: ")
    assert about(analyse(leads_of(), (), ASKED, trial()))[0].startswith("Leads were dealt as plan")
    odd = analyse(leads_of(names=("old", "new", "new"), rates=(0.1, 0.2, 0.2)), (), ASKED)
    first, second = verdict(odd)
    assert first == "Do not decide by this test: the split is not what was expected."
    assert "(expected " in second
    for found in (even, odd):
        assert "planned" not in analysis_text(found)


def test_that_arms_that_are_alike_cannot_be_told_apart() -> None:
    found = analyse(leads_of(rates=(0.1, 0.1), seed=3), (), ASKED)
    first, _ = verdict(found)
    assert "cannot be told apart; these leads would show a rise of" in first


def test_that_a_difference_worth_having_can_be_ruled_out() -> None:
    planned = trial(per_week=1_000)
    leads = leads_of(per_week=1_000, rates=(0.1, 0.1), seed=5)
    first, _ = verdict(analyse(leads, (), ASKED, planned))
    assert first == (
        "Stop: “old” and “new” cannot be told apart, and a rise of 5.0 points, the least worth "
        "having, is ruled out."
    )


def test_that_a_worse_arm_is_stopped() -> None:
    first, second = verdict(analyse(leads_of(rates=(0.3, 0.1)), (), ASKED, trial()))
    assert first == "Stop: stay with “old”: “old” converts more than “new”."
    assert "points less (" in second


def test_that_few_conversions_are_not_enough_to_say() -> None:
    first, _ = verdict(analyse(leads_of(rates=(0.002, 0.004)), (), ASKED, trial()))
    assert first.startswith("Not enough data to say: ")
    nobody, _ = verdict(analyse(leads_of(rates=(0.0, 0.0)), (), ASKED))
    assert nobody == "Not enough data to say: 0 of 1,000 leads converted; 10 are the least."
    everybody, _ = verdict(analyse(leads_of(rates=(1.0, 1.0)), (), ASKED))
    assert "0 of 1,000 leads did not convert" in everybody


def test_that_more_arms_are_compared_in_pairs_with_holms_correction() -> None:
    leads = leads_of(weeks=12, rates=(0.1, 0.11, 0.3), names=("old", "red", "blue"), per_week=150)
    found = analyse(leads, (), ASKED)
    assert found.result is not None
    assert len(found.result.pairs) == 3
    raw = [
        float(
            proportions_ztest(
                [a.counts.converted, b.counts.converted], [a.counts.known, b.counts.known]
            )[1]
        )
        for a, b in (
            (found.result.arms[0], found.result.arms[1]),
            (found.result.arms[0], found.result.arms[2]),
            (found.result.arms[1], found.result.arms[2]),
        )
    ]
    assert [pair.p for pair in found.result.pairs] >= raw
    first, second = verdict(found)
    assert first == "Go on with “blue”: it converts more than all other arms."
    assert "3 pairs of arms are compared" in second


def test_that_arms_that_are_the_same_are_rarely_told_apart_however_many() -> None:
    dice = np.random.default_rng(61)
    found = 0
    for converted in dice.binomial(1_000, 0.1, (800, 4)).tolist():
        arms = [TypedArm(f"arm {at}", 1_000, won) for at, won in enumerate(converted)]
        result = typed_result(arms)
        found += any(result.found(pair) for pair in result.pairs)
    assert found / 800 <= 0.07


def test_that_leads_too_young_and_without_outcome_are_left_out_and_counted() -> None:
    leads = leads_of(days_after=0)
    found = analyse(leads, (), ASKED)
    young = sum(arm.young for arm in found.arms)
    assert young > 0
    assert found.result is not None
    assert found.result.known == 1_000 - young
    assert any(f"{young} leads are left out: too young" in said for said in about(found))


def test_that_a_test_by_account_counts_accounts_and_is_less_sure() -> None:
    leads = leads_of(companies=60)
    alone = analyse(leads, (), ASKED)
    whole = analyse(leads, (), replace(ASKED, by_account=True))
    assert whole.mismatch is not None
    assert whole.mismatch.of == "account"
    assert whole.mismatch.found == (60, 60)
    assert whole.result is not None
    assert alone.result is not None
    assert whole.result.effect >= 1
    assert whole.both == 0
    mixed = leads.read_as(
        Recipe(
            tuple(
                replace(item, role=Role.ACCOUNT if item.name == "Source" else Role.FIELD)
                if item.name in ("Source", "Company")
                else item
                for item in leads.recipe
            )
        )
    )
    assert analyse(mixed, (), replace(ASKED, by_account=True)).both == 3


def test_that_segments_are_counted_lead_by_lead_and_called_exploratory() -> None:
    leads = leads_of(rates=(0.1, 0.2))
    found = analyse(leads, (), replace(ASKED, by="Source"))
    arm = np.array([leads.raw.columns[1][row] for row in range(len(leads))])
    source = np.array([leads.raw.columns[5][row] for row in range(len(leads))])
    won = leads.outcome == CONVERTED
    assert {part.name for part in found.segments} == {"Web", "Fair", "Mail"}
    for part in found.segments:
        for name, told in (("old", part.a), ("new", part.b)):
            mask = (arm == name) & (source == part.name)
            assert (told.known, told.converted) == (int(mask.sum()), int((won & mask).sum()))
    assert segments_words(found.segments, "Source", 0.05).endswith(
        "Exploratory: a question for the next test, not its answer."
    )


def test_that_a_test_without_days_is_not_looked_at_before_somebody_says_that_it_is_over() -> None:
    leads = leads_of()
    bare = leads.read_as(
        Recipe(
            tuple(
                replace(item, role=Role.FIELD)
                if item.role in (Role.CREATED, Role.OUTCOME_DATE)
                else item
                for item in leads.recipe
            )
        )
    )
    found = analyse(bare, (), ASKED, trial())
    assert found.refused.startswith("No field tells a day")
    told = analyse(bare, (), replace(ASKED, until=date(2027, 1, 1)), trial())
    assert told.result is not None


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (Question("Nowhere"), "no field “Nowhere”"),
        (Question("Arm", "Signed"), "No stage is called “Signed”"),
        (Question("Arm", by="Planet"), "no field “Planet”"),
        (Question("Arm", arms=("old", "blue")), "in the arm “blue”"),
        (Question("Arm", last=date(2020, 1, 1)), "blank for all leads of the test"),
        (Question("Company"), "1,001 values, and a test has 8 arms at most"),
    ],
)
def test_that_what_is_not_there_is_a_sentence(question: Question, words: str) -> None:
    with pytest.raises(LeadbenchError, match=words):
        analyse(leads_of(), (), question)


@pytest.mark.parametrize(
    ("arms", "words"),
    [
        ([TypedArm("A", 10, 11), TypedArm("B", 10, 1)], "11 conversions of 10 leads cannot be"),
        ([TypedArm("A", 0, 0), TypedArm("B", 10, 1)], "It has no leads"),
        ([TypedArm("A", -3, 0), TypedArm("B", 10, 1)], "below zero"),
        ([TypedArm("A", 10, 1)], "1 arm is given"),
        ([TypedArm("A", 10, 1), TypedArm("a ", 10, 1)], "Two arms have one name"),
        ([TypedArm(" ", 10, 1), TypedArm("B", 10, 1)], "An arm has no name"),
    ],
)
def test_that_counts_that_cannot_be_are_a_sentence(arms: list[TypedArm], words: str) -> None:
    with pytest.raises(LeadbenchError, match=words):
        typed_result(arms)


def test_that_typed_counts_say_what_to_do() -> None:
    result = typed_result([TypedArm("A", 4_120, 330), TypedArm("B", 4_100, 417)])
    first, second = result_words(result)
    assert first == "Go on with “B”: “B” converts more than “A”."
    assert second == "“B” 10.2\u202f%, “A” 8.0\u202f%: 2.2 points more (0.9 to 3.4), p under 0.001."
    assert "A: 330 of 4,120, 8.0\u202f% (7.2 to 8.9\u202f%)" in result_text(result)
