"""What the data allow, measured on the leads that tested the points: against known truths."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import norm
from sklearn.metrics import roc_auc_score

from models.evaluation.rates import rate_interval
from models.evaluation.tallies import Interval
from models.leads.columns import TextColumn
from models.scoring.probability import Probability
from models.tuning.division import divided
from models.tuning.predictive.ceiling import FIELDS, RULES, Ceiling, ceiling_of
from models.tuning.predictive.designs import fields_design, lines_design
from models.tuning.predictive.judging import judged_chances
from models.tuning.predictive.reach import reach_of
from models.tuning.predictive.words import reach_words
from models.tuning.ranks import Ranked
from models.tuning.report import Way
from models.tuning.task import Task
from models.tuning.tune import tune
from tests.models.tuning import histories
from tests.models.tuning.proving import history, leads_of, task_of

SMALL = {"sizes": (2,), "cards": 1}


def measured(task: Task, stopped: Callable[[], bool] = lambda: False) -> Ceiling | None:
    return ceiling_of(task, tune(task), cancelled=stopped)


@pytest.mark.parametrize("way", [Way.TIME, Way.FOLDS])
def test_that_the_ceiling_is_the_better_of_two_on_the_leads_that_tested(way: Way) -> None:
    task = task_of(history(1_200), way=way, sizes=(4,), cards=1)
    tuned = tune(task)
    found = ceiling_of(task, tuned)
    assert found is not None
    assert [one.name for one in found.others] == [RULES, FIELDS]
    aucs = [one.figures.auc.value for one in found.others if one.figures.auc is not None]
    assert found.auc == max(aucs)
    parts = divided(task.looked, task.leads.created, None, way=way, seed=task.seed).parts
    for one in (*found.others, *[replace(found.best, tests=tuned.proof)]):
        for part, told in zip(parts, one.tests, strict=True):
            assert (told.codes == task.looked.codes[part.test]).all()
    assert found.points.auc is not None
    assert found.points.auc == tuned.sizes[0].best.test.auc
    # The truth is a sum of signs: a logistic regression on rules is as good as it gets.
    assert found.reach is not None
    assert 0.8 < found.reach.value < 1.1
    assert found.reach.low < found.reach.value < found.reach.high


def test_that_the_share_reached_is_that_of_scikit_learns_aucs() -> None:
    dice = np.random.default_rng(2)
    codes = (dice.random(600) < 0.3).astype(np.uint8)
    ones, others = dice.integers(0, 9, 600) + 2 * codes, dice.integers(0, 9, 600) + 4 * codes
    losses = np.zeros(600)
    found = reach_of([Ranked(ones, codes, losses)], [Ranked(others, codes, losses)])
    a, b = roc_auc_score(codes, ones), roc_auc_score(codes, others)
    assert found is not None
    assert found.value == pytest.approx((a - 0.5) / (b - 0.5))


def test_that_the_interval_of_the_share_holds_the_truth() -> None:
    """Scores whose AUC is known: of 30 draws of leads about 28 intervals hold it."""
    truth = (norm.cdf(0.5 / np.sqrt(2)) - 0.5) / (norm.cdf(1 / np.sqrt(2)) - 0.5)
    held = 0
    for seed in range(30):
        dice = np.random.default_rng(seed)
        codes = (np.arange(400) % 4 == 0).astype(np.uint8)
        both = dice.normal(0, 1, 400)
        ones, others = both + 0.5 * codes, 0.6 * both + 0.8 * dice.normal(0, 1, 400) + codes
        made = [[Ranked(np.argsort(np.argsort(x)), codes, np.zeros(400))] for x in (ones, others)]
        found = reach_of(*made, seed)
        held += found is not None and found.low <= truth <= found.high
    assert held >= 26


def test_that_a_ceiling_at_chance_has_no_share() -> None:
    dice = np.random.default_rng(4)
    codes = (np.arange(500) % 2).astype(np.uint8)
    same = [Ranked(dice.integers(0, 2, 500) * 0, codes, np.zeros(500))]
    assert reach_of(same, same) is None


def test_that_pairs_of_fields_lift_the_ceiling_above_the_rules() -> None:
    """Two signs that count only together: boosting sees it, a sum of rules does not."""
    dice = np.random.default_rng(5)
    signs = {name: dice.random(2_500) < 0.5 for name in ("Alpha", "Beta", "Noise")}
    chance = np.where(signs["Alpha"] == signs["Beta"], 0.5, 0.08)
    won = (dice.random(2_500) < chance).tolist()
    found = measured(task_of(leads_of(signs, won, dice, dated=False), **SMALL))
    assert found is not None
    assert found.best.name == FIELDS
    assert found.auc > 0.7
    assert "reach" in found.sentences[0]


def test_that_points_above_the_ceiling_are_said_to_be() -> None:
    best, points = Interval(0.72, 0.66, 0.78), Interval(0.75, 0.69, 0.81)
    above = reach_words(points, best, FIELDS, Interval(1.1, 0.9, 1.4), "Today\u2019s points")
    assert "Nothing without points ranked these leads better: AUC 0.750 against 0.720" in above[0]
    below = reach_words(best, points, FIELDS, Interval(0.88, 0.7, 1.0), "Today\u2019s points")
    assert below[0].startswith("Today\u2019s points reach 88\u202f% (70\u202f% to 100\u202f%)")


def test_that_a_cancelled_measure_tells_nothing_and_too_few_leads_neither() -> None:
    task = task_of(history(600), **SMALL)
    tuned = tune(task)
    assert ceiling_of(task, tuned, cancelled=lambda: True) is None
    few = task_of(history(60, start=-3.2), **SMALL)
    assert ceiling_of(few, tune(few)) is None


def test_that_the_same_seed_measures_the_same() -> None:
    task = task_of(history(400), **SMALL)
    tuned = tune(task)
    one, two = ceiling_of(task, tuned), ceiling_of(task, tuned)
    assert one is not None
    assert two is not None
    assert (one.auc, one.reach, one.sentences) == (two.auc, two.reach, two.sentences)


def test_that_fields_are_coded_on_the_leads_that_teach_alone() -> None:
    leads = histories.leads_of(histories.cells_of(600, 1))
    scored = histories.scored_by(leads)
    teach, every = np.arange(300), np.arange(600)
    design = fields_design(leads, scored, (), teach, every)
    again = fields_design(leads, scored, (), teach, teach)
    assert np.array_equal(design.values[:300], again.values, equal_nan=True)
    names = design.names
    assert not {"Id", "Won", "Created"} & set(names)
    industry = leads.column("Industry")
    assert isinstance(industry, TextColumn)
    at = names.index("Industry")
    assert design.categories[at]
    assert (np.isnan(design.values[:, at]) == (industry.codes == 0)).all()
    title = design.values[:, names.index("Title")]
    taught = leads.column("Title")
    assert isinstance(taught, TextColumn)
    counts = np.bincount(taught.codes[teach], minlength=len(taught.values))
    assert (title[counts[taught.codes] < 5] == 0).all()


def test_that_a_field_that_gives_the_outcome_away_is_in_neither_design() -> None:
    leads = histories.leads_of(histories.cells_of(400, 2))
    scored = histories.scored_by(leads)
    rows = np.arange(400)
    assert "Call" in fields_design(leads, scored, (), rows, rows).names
    assert "Call" not in fields_design(leads, scored, ("Call",), rows, rows).names
    task = task_of(history(400))
    assert len(lines_design(task.scored, (), (), rows).names) == 6
    assert "Alpha" not in lines_design(task.scored, (), ("Alpha",), rows).names


def test_that_chances_are_judged_on_leads_that_taught_nothing() -> None:
    """Turned outcomes of the leads that teach: what is judged falls apart, so they are apart."""
    task = task_of(history(3_000))
    found = judged_chances(task.scored, task.leads, task.looked)
    assert found.reliability is not None
    assert found.division.way is Way.TIME
    assert found.reliability.leads == found.division.test.known
    rate = rate_interval(found.reliability.converted, found.reliability.leads)
    assert rate is not None
    assert rate.value == pytest.approx(found.division.test.rate or 0)
    assert isinstance(found.chances, Probability)
    assert found.chances.leads == found.division.teach.known + found.division.test.known
    assert "On leads that did not teach them" in " ".join(found.sentences)


def test_that_chances_follow_the_newest_leads() -> None:
    task = task_of(history(6_000, drift=3.0))
    found = judged_chances(task.scored, task.leads, task.looked)
    assert found.learnt.moved is not None
    assert found.learnt.moved.by > 0
    assert "so all chances were moved to them" in " ".join(found.sentences)
