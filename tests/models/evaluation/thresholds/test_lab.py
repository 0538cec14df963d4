from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.evaluation.rates import rate_interval
from models.evaluation.thresholds import sentence
from models.evaluation.thresholds.added import Added, shared_of
from models.evaluation.thresholds.added import sentence as about_added
from models.evaluation.thresholds.ground import WEEKS_OF_A_YEAR
from models.evaluation.thresholds.lab import Lab
from models.evaluation.thresholds.separate import Judged, separate_of
from models.evaluation.thresholds.separate_words import sentences
from models.evaluation.thresholds.wishes import Sales
from models.evaluation.thresholds.words import amount
from models.scoring.model import Move
from tests.models.evaluation.thresholds import labs

MONEY = Sales(cost=30, win=100)
ALL = replace(MONEY, people=1, touches_a_day=1, days_a_week=5)
NOW = 3
"""The place of the threshold 5: the first that can be set is 2."""


def row(score: int, won: str, day: str = "2026-01-05", industry: str = "") -> labs.Row:
    return score, won, day, industry, "Ann"


def test_that_a_threshold_hands_over_the_leads_that_reach_it() -> None:
    rows = [row(5, "yes"), row(4, "no", "2026-01-18"), row(7, "no"), row(9, ""), row(1, "yes")]
    found = labs.lab(rows, MONEY)
    assert found.curve.scores.tolist() == list(range(2, 10))
    at = found.at(NOW, NOW)
    assert (at.score, at.leads, at.known, at.converted, at.missed) == (5, 3, 2, 1, 1)
    assert at.rate == rate_interval(1, 2)
    assert at.recall == 0.5
    assert at.per_week == 1.5
    # One more lead is open, so the four known ones stand for five.
    assert at.value is not None
    assert at.value.value == pytest.approx((100 - 2 * 30) * 5 / 4)
    assert at.less == 0


def test_that_a_history_of_a_year_is_told_a_year_and_a_short_one_as_it_is() -> None:
    year = labs.ground(labs.year())
    assert year.yearly
    assert year.factor == pytest.approx(WEEKS_OF_A_YEAR / (364 / 7), rel=0.01)
    short = labs.ground([row(5, "yes"), row(5, "no", "2026-02-05")])
    assert not short.yearly
    assert short.factor == 1


def test_that_an_override_hands_its_leads_over_at_any_threshold() -> None:
    rows = [row(1, "yes", industry="Fast"), row(5, "no"), row(8, "no", "2026-01-18")]
    lab = labs.lab(rows, MONEY, [labs.fast_track()])
    assert lab.curve.leads.tolist() == [3, 3, 3, 3, 2, 2, 2, 1]
    said = sentence.about_overrides(lab)
    assert said == "1 lead is MQL at any threshold, by override (Fast track)."
    kept = labs.lab(rows, MONEY, [labs.fast_track(Move.AT_MOST, "Warm")])
    assert kept.curve.leads.tolist() == [2, 2, 2, 2, 1, 1, 1, 0]
    assert sentence.about_overrides(kept).startswith("1 lead is MQL at no threshold")
    assert sentence.about_overrides(labs.lab(rows, MONEY)) == ""


def test_that_the_choices_are_the_best_by_each_wish() -> None:
    lab = labs.lab(labs.year(), replace(ALL, precision=0.3, recall=0.8))
    choices = {choice.key: choice for choice in lab.choices(NOW)}
    assert list(choices) == ["now", "value", "no limit", "capacity", "precision", "recall"]
    net, whole = lab.net, lab.whole
    assert net is not None
    assert whole is not None
    for key, of in (("value", net), ("no limit", whole)):
        most = np.flatnonzero(np.isclose(of.values, of.values.max()))
        assert choices[key].place == most[-1]
    assert choices["no limit"].whole
    weekly = lab.curve.per_week
    place = choices["capacity"].place
    assert place is not None
    assert weekly[place] <= 5 < weekly[place - 1]
    at = choices["precision"].place
    assert at is not None
    assert lab.curve.precision[at] >= 0.3
    caught = choices["recall"].place
    assert caught is not None
    assert lab.curve.recall[caught] >= 0.8 > lab.curve.recall[caught + 1]


def test_that_with_a_limit_the_best_leads_alone_are_worth_what_they_bring() -> None:
    lab = labs.lab(labs.year(), ALL)
    assert lab.limited
    assert lab.net is not None
    assert lab.whole is not None
    beyond = sentence.weeks_over(lab, NOW)
    assert beyond is not None
    assert beyond.over > 0
    handed = lab.at(NOW)
    assert handed.leads - handed.worked == pytest.approx(beyond.lost)
    assert (np.diff(lab.worked.leads) <= 1e-9).all()


def test_that_what_cannot_be_used_is_a_sentence_and_the_rest_is_there() -> None:
    rows = labs.year(300)
    for sales, words in (
        (replace(ALL, cost=-1.0), "cannot be negative"),
        (replace(ALL, win=30.0), "no lead would be worth working"),
        (replace(ALL, people=0.0), "Nobody can work a lead"),
        (replace(ALL, days_a_week=9.0), "seven days"),
        (replace(ALL, precision=1.5), "The wanted rate is a share"),
        (replace(ALL, recall=-0.5), "The part to find is a share"),
    ):
        lab = labs.lab(rows, sales)
        assert any(words in fault for fault in lab.faults), sales
        assert lab.choices(NOW)
        assert sentence.verdict(lab, NOW)[0]
    undated = labs.lab(labs.year(300, dated=False), ALL)
    assert any("No day of creation" in fault for fault in undated.faults)
    assert undated.best is not None
    assert "nothing can be said of weeks" in sentence.by_week(undated, NOW)
    capacity = next(one for one in undated.choices(NOW) if one.key == "capacity")
    assert capacity.place is None
    assert capacity.why


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row(5, "")] * 3, "No outcome is known"),
        ([row(5, "no")] * 3, "None of 3 leads whose outcome is known converted"),
        ([row(5, "yes")] * 3, "All of 3 leads whose outcome is known converted"),
        ([row(5, "yes")] * 9 + [row(5, "no")] * 20, "Only 9 leads converted"),
        ([row(5, "yes")] * 20 + [row(5, "no")], "Only 1 lead did not convert"),
    ],
)
def test_that_too_few_outcomes_are_said_and_no_threshold_is_called_best(
    rows: list[labs.Row], words: str
) -> None:
    lab = labs.lab(rows, ALL)
    assert lab.faults[0].startswith(words)
    first, second = sentence.verdict(lab, NOW)
    assert "best" not in first
    assert second == lab.faults[0]
    assert "value" not in {choice.key for choice in lab.choices(NOW)}


def test_that_the_verdict_says_what_the_best_threshold_brings_and_how_sure_it_is() -> None:
    lab = labs.lab(labs.year(4_000), MONEY)
    assert lab.best is not None
    far = lab.curve.at(9)
    first, second = sentence.verdict(lab, far)
    score = int(lab.curve.scores[lab.best.place])
    assert first.startswith(f"{score} is the best MQL threshold: ")
    assert "than 9, worth \u20ac\u202f" in first
    assert "a year (95\u202f%: \u20ac\u202f" in first
    assert "could be as good." in second or second.startswith("Every other")
    here, _ = sentence.verdict(lab, lab.best.place)
    assert here == f"{score} is the best MQL threshold already."
    few = labs.lab(labs.year(100), MONEY)
    assert few.best is not None
    near = few.best.place + 1 if few.best.place < few.ground.size - 1 else few.best.place - 1
    assert "could be chance (95" in sentence.verdict(few, near)[0]


def test_that_the_gain_of_the_best_is_told_less_what_choosing_it_adds() -> None:
    lab = labs.lab(labs.year(4_000), MONEY)
    far = lab.curve.at(9)
    best, net = lab.best, lab.net
    assert best is not None
    assert net is not None
    assert best.optimism > 1
    raw, fair = net.difference(best.place, far), best.fair(net.difference(best.place, far))
    assert (fair.value, fair.low) == (raw.value - best.optimism, raw.low - best.optimism)
    assert fair.high == raw.high
    first, second = sentence.verdict(lab, far)
    assert f"worth {amount(fair.value, lab.sales.currency)} a year" in first
    assert f"{amount(best.optimism, lab.sales.currency)} is taken off" in second
    assert "taken off" not in sentence.verdict(lab, best.place)[1]


def test_that_with_a_limit_the_verdict_names_it_and_what_none_would_bring() -> None:
    lab = labs.lab(labs.year(4_000), replace(ALL, people=3))
    first, second = sentence.verdict(lab, NOW)
    assert first.startswith("With 15 leads a week, ")
    assert "With no limit it would be" in second or "same with no limit" in second


def test_that_without_money_the_verdict_is_of_capacity_and_asks_for_amounts() -> None:
    lab = labs.lab(labs.year(), Sales(people=1, touches_a_day=1))
    first, second = sentence.verdict(lab, NOW)
    assert "is the lowest MQL threshold that sales can work" in first
    assert second.startswith("Say at the left")
    nothing, _ = sentence.verdict(labs.lab(labs.year(), Sales()), NOW)
    assert "conversions are found" in nothing


def test_that_one_step_down_skips_scores_that_no_lead_has() -> None:
    rows = [row(5, "yes"), row(2, "yes"), row(2, "no"), row(2, ""), row(0, "no")]
    lab = labs.lab(rows, MONEY)
    head, said = sentence.step_down(lab, NOW)
    assert head == "One step down, 5 to 2"
    assert said == "3 more leads, 1 of 2 converted: 50.0\u202f%, above the 30.0\u202f% that pays."
    assert "no lead below" in sentence.step_down(lab, 0)[1]


def test_that_weeks_over_capacity_are_counted_with_the_leads_that_are_not_worked() -> None:
    busy = [row(5, "yes", "2026-01-05"), row(6, "no", "2026-01-06"), row(7, "no", "2026-01-07")]
    quiet = [row(9, "no", "2026-01-12"), row(9, "yes", "2026-01-20")]
    sales = Sales(people=1, touches_a_day=2, days_a_week=1)
    said = sentence.by_week(labs.lab(busy + quiet, sales), NOW)
    assert said.endswith(
        "and in 1 of 3 calendar weeks more than the 2 that sales can work: best first, 1 lead "
        "would not be worked, 1 conversion among them."
    )
    assert "in no week more" in sentence.by_week(labs.lab(quiet, sales), NOW)
    assert "Say at the left what sales can work" in sentence.by_week(labs.lab(quiet, MONEY), NOW)


def test_that_leads_below_that_nobody_worked_are_said() -> None:
    rows = labs.year(1_000)
    left = [(*one[:4], "") if one[0] < 4 and one[1] == "no" else one for one in rows]
    lab = labs.lab(left, MONEY)
    assert lab.ground.signs == ("Owner",)
    below = [one[4] for one in left if one[0] < 5]
    shares = lab.ground.worked_before(NOW)
    assert shares is not None
    assert shares[0] == pytest.approx(sum(bool(one) for one in below) / len(below))
    assert shares[1] == 1
    assert "were worked less often in the past" in sentence.keep_in_mind(lab, NOW)
    assert "Nothing in these leads tells" in sentence.keep_in_mind(labs.lab(rows, MONEY), NOW)


def test_that_who_comes_in_is_told_by_what_sets_them_apart() -> None:
    rows = [row(4, "no", industry="Care")] * 40 + [row(8, "no", industry="Retail")] * 60
    leads = labs.leads_of(rows)
    found = labs.ground(rows)
    added = np.zeros(100, dtype=bool)
    added[found.rows_between(2, 3)] = True
    column = leads.column("Industry")
    assert column is not None
    shared = shared_of(added, ~added, [("Industry", column)])
    assert about_added(Added(4, 5, 40, shared)) == (
        "40 leads: 100\u202f% have Industry Care (0\u202f% of those above)."
    )
    assert shared_of(added[:10], ~added[:10], []) == ()
    assert about_added(Added(4, 5, 0)).startswith("Nobody")


def separate(rows: list[labs.Row], sales: Sales, per_week: float | None = None) -> tuple[Lab, str]:
    leads = labs.leads_of(rows)
    lab = labs.lab(rows, sales)
    column = leads.column("Industry")
    assert column is not None
    assert lab.money is not None
    found = separate_of(lab.ground, "Industry", column, leads.created, lab.money, per_week)
    first, second = sentences(found, lab)
    for one in found.rows:
        own = [r for r in rows if r[3] == one.name]
        if one.score is not None and own:
            assert one.leads == sum(r[0] >= one.score for r in own)
            assert one.every == len(own)
    return lab, f"{found.how} {first} {second}"


def test_that_separate_thresholds_that_bring_something_are_judged_on_newer_leads() -> None:
    dice = np.random.default_rng(4)
    rows = []
    for one in labs.year(6_000):
        better = one[3] == "Software"
        won = dice.random() < (0.55 if better else 0.02 + 0.05 * one[0])
        rows.append((one[0], "yes" if won else "no", *one[2:]))
    _, said = separate(rows, replace(MONEY, cost=40))
    assert said.startswith(f"{Judged.NEWER} Separate thresholds by Industry bring \u20ac")
    assert "judged on the 3,000 newer" in said


def test_that_separate_thresholds_of_segments_that_are_alike_are_told_from_nothing() -> None:
    rows = [(r[0], r[1], r[2], "ABC"[n % 3], r[4]) for n, r in enumerate(labs.year(1_500))]
    _, said = separate(rows, MONEY)
    assert "bring nothing that can be told from chance" in said
    undated = [(*r[:2], "", *r[3:]) for r in rows]
    _, halves = separate(undated, MONEY)
    assert halves.startswith(Judged.HALVES)
    _, limited = separate(rows, MONEY, 5)
    assert "within 5 leads a week" in limited


def test_that_small_segments_are_held_together_or_refused() -> None:
    rows = labs.year(600)
    small = [(*r[:3], f"S{n}" if n < 40 else r[3], r[4]) for n, r in enumerate(rows)]
    assert "small groups are held together" in separate(small, MONEY)[1]
    one = [(*r[:3], "Same", r[4]) for r in rows]
    assert "no two groups" in separate(one, MONEY)[1]
