"""The laws of simpler models: what steps do, what they cost, and the smallest that keeps enough."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from models.evaluation.history.asked import Asked, looked_at
from models.leads.table import Leads
from models.scoring.awards import (
    ByCount,
    ByRange,
    ByValue,
    CountPoints,
    PerOccurrence,
    Points,
    RangePoints,
    ValuePoints,
    points_of,
)
from models.scoring.conditions import FieldTest, Measure, Quantity, Selection, Test
from models.scoring.engine import Scored, score
from models.scoring.model import Group, Rule, ScoringModel
from models.tuning.simplify import SHARE, Scale, hits_of, simpler, together
from models.tuning.smallest import auc, smallest
from models.tuning.steps import (
    Simplification,
    Step,
    drops,
    merges,
    roundings,
    simplified,
    step_words,
    to_step,
)
from tests.models.scoring.nasty_leads import AS_OF
from tests.models.scoring.scorable_models import random_models
from tests.models.tuning.histories import DAY, cells_of, leads_of
from tests.models.tuning.test_ground import laid

SIZE = Rule(
    "r1",
    "Size",
    ByRange(
        "Size",
        (RangePoints(None, 20, 0), RangePoints(20, 50, 10), RangePoints(50, None, 20)),
    ),
)
INDUSTRY = Rule(
    "r2",
    "Industry",
    ByValue(
        "Industry",
        (ValuePoints("Software", 20), ValuePoints("Retail", 5), ValuePoints("Media", 7)),
    ),
)
DEMO = Rule("r3", "Demo", Points(15), FieldTest("Demo", Test.IS_YES))
NOISE = tuple(
    Rule(f"n{at}", f"Noise {at}", Points(3), FieldTest("Noise A", Test.IS, (f"n{at}",)))
    for at in range(5)
)


def model_of(*rules: Rule) -> ScoringModel:
    return ScoringModel("m1", "M", (Group("g1", "All", tuple(rules)),))


def scale_of(model: ScoringModel, rows: int = 3000) -> tuple[Scale, Leads]:
    leads = leads_of(cells_of(rows, 3))
    scored = score(model, leads, DAY)
    return Scale.of(scored, leads, looked_at(leads, (), Asked()).codes), leads


def all_steps(model: ScoringModel) -> tuple[Step, ...]:
    return (*drops(model), *merges(model, {}, 5), *roundings(model, (5, 10)))


@pytest.mark.parametrize(
    ("points", "size", "wanted"),
    [(0, 5, 0), (1, 5, 5), (-1, 5, -5), (7, 5, 5), (8, 5, 10), (-8, 5, -10), (15, 10, 20)],
)
def test_that_points_go_to_the_nearest_step_and_never_to_nothing(
    points: int, size: int, wanted: int
) -> None:
    assert to_step(points, size) == wanted


def test_that_ranges_and_counts_with_the_same_points_join_without_moving_a_lead() -> None:
    same = (RangePoints(None, 20, 5), RangePoints(20, 50, 5), RangePoints(50, None, 20))
    model = model_of(replace(SIZE, award=ByRange("Size", same)))
    scale, leads = scale_of(model)
    step = merges(model, hits_of(scale), 5)[0]
    after = simplified(model, [step])
    award = next(after.rules()).award
    assert award == ByRange("Size", (RangePoints(None, 50, 5), RangePoints(50, None, 20)))
    assert score(after, leads, DAY).scores.tolist() == scale.scored.scores.tolist()
    counts = Quantity(Measure.COUNT, Selection(("Webinar",)))
    by_count = Rule("r9", "Webinars", ByCount(counts, (CountPoints(1, 5), CountPoints(3, 5))))
    (step,) = merges(model_of(by_count), {}, 5)
    (joined,) = simplified(model_of(by_count), [step]).rules()
    assert joined.award == ByCount(counts, (CountPoints(1, 5),))


def test_that_ranges_with_a_gap_between_them_stay_two() -> None:
    apart = (RangePoints(None, 20, 5), RangePoints(30, 50, 5))
    assert merges(model_of(replace(SIZE, award=ByRange("Size", apart))), {}, 5) == ()


def test_that_two_entries_as_one_give_what_their_leads_have_on_average() -> None:
    model = model_of(SIZE, INDUSTRY)
    hits = {"r1/0": 100, "r1/1": 300, "r1/2": 100, "r2/0": 10, "r2/1": 30, "r2/2": 10}
    found = {(step.rule, step.low, step.high): step.points for step in merges(model, hits, 5)}
    assert found == {
        ("r1", 0, 1): 10,  # 7.5 on average, in steps of 5
        ("r1", 1, 2): 10,  # 12.5
        ("r2", 1, 2): 6,  # 5.5, of points that are in no steps
        ("r2", 0, 2): 14,  # 13.5: values stand next to each other by their points
    }


def test_that_each_step_moves_only_the_leads_it_is_about() -> None:
    looked = dict.fromkeys(Simplification, 0)
    for seed, model in enumerate(random_models(77, 12)):
        _, _, leads, scored, _ = laid(model, seed, 40)
        for step in all_steps(model):
            after = simplified(model, [step])
            looked[step.way] += 1
            for rule in model.rules():
                now = next((r for r in after.rules() if r.id == rule.id), None)
                if step.way is not Simplification.ROUND and rule.id != step.rule:
                    assert now == rule
                elif step.way is Simplification.DROP:
                    assert now is None or now.reach() == rule.reach()
            again = score(after, leads, AS_OF)
            if step.way is Simplification.MERGE:
                own = model.rule(step.rule)
                assert own is not None
                assert not isinstance(own.award, Points | PerOccurrence)
                given = points_of(own.award)
                moved = again.contribution(rule_of(after, own.id)) != scored.contribution(own)
                before = scored.contribution(own)[moved]
                assert set(before.tolist()) <= {given[step.low], given[step.high]}
    assert min(looked.values()) > 10


def rule_of(model: ScoringModel, rule_id: str) -> Rule:
    rule = model.rule(rule_id)
    assert rule is not None
    return rule


def test_that_steps_do_the_same_in_whatever_order_they_are_taken() -> None:
    dice = np.random.default_rng(5)
    for model in random_models(78, 15):
        steps = list(all_steps(model))
        chosen = [steps[at] for at in dice.permutation(len(steps))[: len(steps) // 2]]
        assert simplified(model, chosen) == simplified(model, chosen[::-1])
        assert simplified(model, []) == model


def test_that_a_rule_that_was_dropped_is_gone_and_says_so() -> None:
    model = model_of(SIZE, DEMO)
    step = drops(model)[1]
    assert simplified(model, [step]) == model_of(SIZE)
    assert step_words(model, step) == "Without \u201cDemo\u201d"


def test_that_the_cost_is_the_difference_of_the_aucs_on_leads_with_a_known_outcome() -> None:
    model = model_of(SIZE, INDUSTRY, DEMO)
    scale, leads = scale_of(model)
    for one in simpler(scale).steps:
        after = score(one.model, leads, DAY).scores[scale.known]
        wanted = roc_auc_score(scale.codes, after) - roc_auc_score(scale.codes, scale.now.scores)
        gap = one.cost.auc
        assert gap is not None
        assert gap.difference.value == pytest.approx(wanted, abs=1e-12)
        moved = scale.scored.bands != score(one.model, leads, DAY).bands
        assert one.disruption.moved == int(moved.sum())


def test_that_what_costs_least_comes_first_and_what_matters_costs_ranking() -> None:
    model = model_of(SIZE, INDUSTRY, DEMO, *NOISE)
    scale, _ = scale_of(model)
    found = simpler(scale).steps
    costs = [one.cost.auc.difference.value for one in found if one.cost.auc is not None]
    assert costs == sorted(costs, reverse=True)
    dear = next(one for one in found if one.steps[0] == Step(Simplification.DROP, "r3"))
    assert dear.cost.auc is not None
    assert dear.cost.auc.told
    assert "costs ranking" in dear.sentence
    cheap = next(one for one in found if one.steps[0] == Step(Simplification.DROP, "n2"))
    assert "costs nothing that these leads could show" in cheap.sentence


def test_that_hits_are_counted_by_entry() -> None:
    scale, leads = scale_of(model_of(INDUSTRY, DEMO))
    hits = hits_of(scale)
    industry, demo = by_name(leads, scale, "Industry"), by_name(leads, scale, "Demo")
    assert hits["r2/0"] == sum(text.lower() == "software" for text in industry)
    assert hits["r2/1"] == sum(text == "Retail" for text in industry)
    assert hits["r3"] == sum(text == "yes" for text in demo)


def by_name(leads: Leads, scale: Scale, name: str) -> list[str]:
    cells = cells_of(len(leads), 3)[name]
    return [cells[row] for row in scale.known.tolist()]


def lift_by_hand(scored: Scored, known: NDArray[np.intp], codes: NDArray[np.uint8]) -> float:
    """Each score's leads in turn from the best down, the last ones by expectation."""
    scores = scored.scores[known]
    room = SHARE * len(scores)
    won = 0.0
    for value in sorted(set(scores.tolist()), reverse=True):
        here = scores == value
        part = min(1.0, room / int(here.sum()))
        won += part * int(codes[here].sum())
        room -= part * int(here.sum())
        if room <= 0:
            break
    return won / int(codes.sum()) / SHARE


def test_that_the_smallest_model_keeps_the_share_of_the_lift_and_is_without_noise() -> None:
    model = model_of(SIZE, INDUSTRY, DEMO, *NOISE)
    scale, leads = scale_of(model)
    found = smallest(scale, 0.95)
    assert {step.rule for step in found.steps} >= {rule.id for rule in NOISE}
    for left in found.way:
        after = score(simplified(model, left.gone), leads, DAY)
        assert left.lift == pytest.approx(lift_by_hand(after, scale.known, scale.codes), abs=1e-9)
    enough = [at for at, left in enumerate(found.way) if left.lift >= 0.95 * found.way[0].lift]
    assert found.place == max(enough)
    kept = together(scale, found.steps).lift_kept
    assert kept is not None
    assert kept >= 0.95
    assert smallest(scale, 0.0).way[-1].rules == 1


def test_that_the_first_rule_to_go_is_the_one_without_which_the_auc_is_best() -> None:
    model = model_of(SIZE, INDUSTRY, DEMO, *NOISE)
    scale, leads = scale_of(model)
    aucs = {
        step.rule: roc_auc_score(
            scale.codes, score(simplified(model, [step]), leads, DAY).scores[scale.known]
        )
        for step in drops(model)
    }
    assert smallest(scale).way[1].gone[0].rule == max(aucs, key=lambda rule: aucs[rule])


def test_that_the_quick_auc_is_that_of_scikit_learn() -> None:
    dice = np.random.default_rng(2)
    for _ in range(20):
        scores = dice.integers(-9, 9, 80).astype(np.int32)
        codes = (dice.random(80) < 0.3).astype(np.uint8)
        codes[:2] = 0, 1
        assert auc(scores, codes) == pytest.approx(roc_auc_score(codes, scores), abs=1e-12)


def test_that_nothing_is_left_out_where_nobody_converted_and_the_sentence_says_so() -> None:
    leads = leads_of(cells_of(50, 3))
    scored = score(model_of(SIZE, DEMO), leads, DAY)
    for codes in (np.zeros(50, dtype=np.uint8), np.full(50, 2, dtype=np.uint8)):
        scale = Scale.of(scored, leads, codes)
        found = smallest(scale)
        assert found.steps == ()
        assert "no lift to keep" in found.sentence
        assert all(one.cost.auc is None for one in simpler(scale).steps)
        assert "cannot be said" in simpler(scale).steps[0].sentence
    empty = score(model_of(), leads, DAY)
    assert "nothing to leave out" in smallest(Scale.of(empty, leads, codes)).sentence


@pytest.mark.parametrize("converted", [1, 9, 10, 40, 41])
def test_that_with_hardly_any_leads_of_one_outcome_nothing_goes_and_the_sentence_says_why(
    converted: int,
) -> None:
    leads = leads_of(cells_of(50, 3))
    scored = score(model_of(SIZE, DEMO, *NOISE), leads, DAY)
    order = np.argsort(-scored.scores, kind="stable")
    codes = np.zeros(50, dtype=np.uint8)
    codes[order[:converted]] = 1
    found = smallest(Scale.of(scored, leads, codes))
    few = min(converted, 50 - converted) < 10
    assert ("cannot be said" in found.sentence) == few
    assert not (few and found.steps)
    assert (len(found.way) == 1) == few


def test_that_a_run_that_is_stopped_says_that_it_is_not_whole() -> None:
    scale, _ = scale_of(model_of(SIZE, DEMO), 300)
    assert not simpler(scale, cancelled=lambda: True).whole
    assert smallest(scale, cancelled=lambda: True).steps == ()


def test_that_rounding_rounds_entries_and_muted_rules_and_loses_none() -> None:
    ranges = (RangePoints(0, 10, 7), RangePoints(10, 50, 9), RangePoints(60, None, 33))
    muted = Rule("off", "Off", Points(4), FieldTest("Demo", Test.IS_NO), muted=True)
    model = model_of(replace(SIZE, award=ByRange("Size", ranges)), replace(muted, id="r8"))
    (five, _) = roundings(model, (5, 10))
    size, off = simplified(model, [five]).rules()
    assert isinstance(size.award, ByRange)
    assert points_of(size.award) == (5, 10, 35)
    assert off.award == Points(5)
