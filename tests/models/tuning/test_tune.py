"""A tuning from end to end, on histories of which the truth is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import count

import numpy as np
import pytest

from models.evaluation.history.asked import Asked, looked_at
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.model import Move, Override, ScoringModel
from models.tuning.aims import Aim, Goal
from models.tuning.changes import changes_of
from models.tuning.fresh import fresh_model
from models.tuning.lawful import violations
from models.tuning.leaking import without_leaks
from models.tuning.learning import ALONE, MANY, PRIOR, learn, prior_of
from models.tuning.pricing import loosened, priced
from models.tuning.reins import Hold, Rein, Reins, Sign
from models.tuning.report import Tuned, Way
from models.tuning.simplify import smallest_that_keeps
from models.tuning.tune import tune
from tests.models.tuning.proving import (
    COARSE,
    DAY,
    SIGNS,
    TRUTH,
    history,
    leads_of,
    model_of,
    scored_by,
    task_of,
)

GOOD = {"Alpha": 40, "Beta": 20, "Gamma": -30, "Delta": 10, "Noise": 0, "Noise 2": 0}


@cache
def known(way: Way | None = None) -> tuple[Leads, Tuned]:
    """A history of 1,800 leads and its tuning."""
    leads = history(1_800, firms=500)
    return leads, tune(task_of(leads, way=way, sizes=(2, 4), cards=2))


def names(found: Tuned, points: tuple[int, ...]) -> dict[str, int]:
    pairs = zip(found.ground.lines, points, strict=True)
    return {line.name: given for line, given in pairs if given}


@pytest.mark.parametrize("way", [None, Way.FOLDS])
def test_that_the_truth_is_found_again_within_its_intervals(way: Way | None) -> None:
    _, found = known(way)
    best = found.sizes[-1].best
    assert set(names(found, best.points)) == set(TRUTH)
    scale = [given / TRUTH[name] for name, given in names(found, best.points).items()]
    assert max(scale) < 2 * min(scale)
    assert min(scale) > 0
    slope = float(np.median([1 / one for one in scale]))
    for change in changes_of(found.ground, best.points):
        assert change.fair is not None
        assert change.fair.low <= TRUTH.get(change.name, 0.0) / slope <= change.fair.high


@pytest.mark.parametrize("way", [None, Way.FOLDS])
def test_that_every_card_is_within_the_reins_and_of_its_size(way: Way | None) -> None:
    _, found = known(way)
    assert [size.size for size in found.sizes] == [2, 4]
    for size in found.sizes:
        assert len({card.points for card in size.cards}) == len(size.cards)
        for card in size.cards:
            assert card.size <= size.size
            assert violations(found.ground, found.reins, card.points) == ()


def test_that_test_figures_rest_on_the_newest_leads_alone() -> None:
    """Whatever the outcomes of the leads that test, the points tested are the same."""
    leads = history(1_000, 2)
    task = task_of(leads, sizes=(1,))
    found = tune(task)
    codes = task.looked.codes.copy()
    newest = np.flatnonzero((leads.created >= _first(found)) & (codes < 2))
    codes[newest] = 1 - codes[newest]
    other = tune(replace(task, looked=replace(task.looked, codes=codes)))
    assert other.sizes[0].best.tested == found.sizes[0].best.tested
    assert other.sizes[0].best.test.auc is not None
    assert found.sizes[0].best.test.auc is not None
    assert other.sizes[0].best.test.auc.value < 0.5 < found.sizes[0].best.test.auc.value


def _first(found: Tuned) -> int:
    first = found.division.first
    assert first is not None
    return first.toordinal() - 719_163


def test_that_the_model_of_a_card_scores_as_its_figures_say() -> None:
    """Today's model with a card's points, scored by the engine, has the AUC of the leads that
    taught it."""
    leads, found = known()
    for card in (found.sizes[0].best, found.sizes[-1].best):
        by = score(card.model, leads, DAY)
        codes = looked_at(leads, (), Asked()).codes
        rows = np.flatnonzero(codes < 2)
        high, low = by.scores[rows][codes[rows] == 1], by.scores[rows][codes[rows] == 0]
        wins = (high[:, None] > low).mean() + (high[:, None] == low).mean() / 2
        assert card.training.auc is not None
        assert card.training.auc.value == pytest.approx(wins)


def test_that_thresholds_hand_over_about_as_many_leads_as_today() -> None:
    leads, found = known()
    now = scored_by(leads)
    for size in found.sizes:
        change = size.best.disruption
        assert change.mqls_now == int((now.bands >= 1).sum())
        assert change.mqls - change.joined + change.left == change.mqls_now
        by = score(size.best.model, leads, DAY)
        assert change.mqls == int((by.bands >= 1).sum())
        assert change.moved == int((by.bands != now.bands).sum())
        held = np.bincount(by.scores[by.scores >= 0])
        assert abs(change.mqls - change.mqls_now) <= held.max()


def test_that_a_model_as_good_as_the_truth_is_not_told_to_change() -> None:
    leads = history(1_500, 3)
    found = tune(task_of(leads, model_of(GOOD), sizes=(4,)))
    best = found.sizes[-1].best
    assert best.today is not None
    assert best.today.auc is not None
    assert not best.today.auc.told
    assert "cannot be told apart" in found.verdict


def test_that_permuted_outcomes_find_nothing() -> None:
    found_any = 0
    for seed in range(3):
        dice = np.random.default_rng(seed)
        signs = {name: dice.random(600) < 0.3 for name in SIGNS}
        won = (dice.permutation(600) < 100).tolist()
        leads = leads_of(signs, won, dice, dated=bool(seed % 2))
        found = tune(task_of(leads, fresh_or_old(leads, seed), sizes=(1,)))
        found_any += not found.chance
        if found.chance:
            assert "No better than chance" in found.verdict
    assert found_any <= 1  # one in forty of each would be by chance


def fresh_or_old(leads: Leads, seed: int) -> ScoringModel:
    return model_of() if seed < 1 else model_of(dict.fromkeys(SIGNS, 1))


def test_that_with_few_conversions_points_stay_nearer_to_todays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    near = {}
    for prior in (50, 0):
        monkeypatch.setattr("models.tuning.learning.PRIOR", prior)
        alike = []
        for seed in range(4):
            leads = history(220, seed)
            task = task_of(leads, model_of(GOOD), sizes=(4,))
            codes = task.looked.codes
            found = learn(task, np.arange(220), codes, lambda *_: None, lambda: False)
            given = np.array(found.cards(4)[0].points, dtype=float)
            today = np.array(found.ground.now, dtype=float)
            alike.append(float(given @ today / np.linalg.norm(given) / np.linalg.norm(today)))
        near[prior] = float(np.mean(alike))
    assert near[50] > near[0] + 0.01
    assert near[50] > 0.9


def test_that_what_todays_points_weigh_fades_without_a_step_until_many_speak_alone() -> None:
    _, found = known()
    assert found.prior == prior_of(found.ground)
    assert "With so few" not in found.verdict
    told = []
    for won in range(1, 1_200):
        ground = replace(found.ground, converted=(np.arange(5_000) < won).astype(np.uint8))
        told.append(prior_of(ground) * won / len(ground))  # in conversions
    assert told[:MANY] == pytest.approx([PRIOR] * MANY)
    assert (np.diff(told) <= 1e-9).all()
    assert np.diff(told).min() > -0.1
    assert not any(told[ALONE - 1 :])


@pytest.mark.parametrize("rows", [10, 40])
def test_that_however_few_leads_there_are_something_is_said(rows: int) -> None:
    dice = np.random.default_rng(rows)
    signs = {name: dice.random(rows) < 0.4 for name in SIGNS}
    won = [row % 5 == 0 for row in range(rows)]
    found = tune(task_of(leads_of(signs, won, dice), sizes=(2,)))
    assert found.sizes
    assert found.verdict
    if rows == 10:
        assert "Not enough to say" in found.verdict
        assert found.sizes[0].best.test.auc is None
        assert found.division.way is Way.NONE


@pytest.mark.parametrize(
    ("won", "words"),
    [
        ([True] * 20, "All 20 leads with a known outcome converted"),
        ([False] * 20, "did not convert"),
        ([None] * 20, "No lead has a known outcome"),
    ],
)
def test_that_one_outcome_alone_is_refused_in_a_sentence(
    won: list[bool | None], words: str
) -> None:
    dice = np.random.default_rng(1)
    leads = leads_of({name: dice.random(20) < 0.5 for name in SIGNS}, won, dice)
    with pytest.raises(LeadbenchError, match=words):
        tune(task_of(leads))


def test_that_a_model_without_rules_and_without_candidates_is_refused() -> None:
    leads = history(200)
    with pytest.raises(LeadbenchError, match="nothing to tune"):
        tune(task_of(leads, fresh_model(leads.recipe)))


def test_that_blank_fields_are_refused_and_idle_rules_are_told() -> None:
    dice = np.random.default_rng(2)
    won = (dice.random(400) < 0.3).tolist()
    nothing = np.zeros(400, dtype=bool)
    with pytest.raises(LeadbenchError, match="No rule gives any lead points"):
        tune(task_of(leads_of(dict.fromkeys(SIGNS, nothing), won, dice)))
    signs = {name: dice.random(400) < 0.4 for name in SIGNS} | {"Delta": nothing}
    found = tune(task_of(leads_of(signs, won, dice), sizes=(1,)))
    assert any("\u201cDelta\u201d hits no lead" in note for note in found.notes)


@pytest.mark.parametrize("dated", [True, False])
def test_that_a_line_which_no_lead_meets_keeps_its_points_unless_told_otherwise(
    dated: bool,
) -> None:
    dice = np.random.default_rng(4)
    signs = {name: dice.random(600) < 0.4 for name in SIGNS} | {"Delta": np.zeros(600, dtype=bool)}
    won = (dice.random(600) < np.where(signs["Alpha"], 0.5, 0.15)).tolist()
    leads = leads_of(signs, won, dice, dated=dated)
    found = tune(task_of(leads, sizes=(2, 3)))
    for size in found.sizes:
        given = names(found, size.best.points)
        assert given["Delta"] == 5
        assert size.best.size <= size.size
        assert size.best.model.rule("delta") is not None
        assert violations(found.ground, found.reins, size.best.points) == ()
    assert any("so they keep the points that they have" in note for note in found.notes)
    forbidden = replace(COARSE, lines=(("delta", Rein(Hold.FORBID)),))
    for asked in ({"sizes": (3,), "reins": forbidden}, {"sizes": (1,)}):
        free = tune(task_of(leads, **asked))
        assert "Delta" not in names(free, free.sizes[0].best.points)
    ladder = replace(
        COARSE, most=0, lines=(("alpha", Rein(Hold.KEEP)),), rising=(("delta", "alpha"),)
    )
    free = tune(task_of(leads, sizes=(3,), reins=ladder))
    assert names(free, free.sizes[0].best.points).get("Delta") != 5


def test_that_rules_that_are_all_alike_are_told() -> None:
    dice = np.random.default_rng(2)
    sign = dice.random(500) < 0.4
    won = (dice.random(500) < np.where(sign, 0.5, 0.2)).tolist()
    leads = leads_of(dict.fromkeys(SIGNS, sign), won, dice)
    found = tune(task_of(leads, sizes=(1,)))
    assert any("All lines hit the same leads" in note for note in found.notes)


def test_that_contradictory_reins_are_refused_by_name() -> None:
    reins = Reins(lines=(("alpha", Rein(Hold.KEEP, Sign.UP, most=0)),))
    with pytest.raises(LeadbenchError, match="Alpha"):
        tune(task_of(history(400), reins=reins))


def stop_after(calls: int) -> Callable[[], bool]:
    asked = count()
    return lambda: next(asked) >= calls


@pytest.mark.parametrize("way", [None, Way.FOLDS])
@pytest.mark.parametrize("calls", [0, 60, 400])
def test_that_a_cancelled_run_keeps_the_best_so_far(calls: int, way: Way | None) -> None:
    leads, whole = known(way)
    found = tune(task_of(leads, way=way, sizes=(2, 4), cards=2), cancelled=stop_after(calls))
    if found.whole:
        assert found.verdict == whole.verdict
        return
    assert found.verdict
    assert found.sizes == () or any("stopped" in note for note in found.notes)
    for size in found.sizes:
        assert violations(found.ground, found.reins, size.best.points) == ()


def test_that_the_same_seed_gives_the_same_answer() -> None:
    leads = history(500, 7)
    made = [tune(task_of(leads, seed=3, sizes=(1,))) for _ in range(2)]
    assert [size.best.points for size in made[0].sizes] == [
        size.best.points for size in made[1].sizes
    ]
    assert made[0].nested == made[1].nested
    assert made[0].verdict == made[1].verdict


def test_that_random_and_time_differ_is_a_warning_where_time_changes_the_leads() -> None:
    """Newer leads convert by other signs: chance mixes them, time does not."""
    dice = np.random.default_rng(4)
    rows = 4_000
    signs = {name: dice.random(rows) < 0.4 for name in SIGNS}
    late = np.arange(rows) > 0.8 * rows
    odds = np.where(late, -1.0 - 1.5 * signs["Alpha"], -2.0 + 2.2 * signs["Alpha"])
    won = (dice.random(rows) < 1 / (1 + np.exp(-odds))).tolist()
    found = tune(task_of(leads_of(signs, won, dice), sizes=(1,)))
    assert found.division.way is Way.TIME
    assert found.beside is not None
    assert found.beside.way is Way.FOLDS
    assert "rank less well than in parts dealt by chance" in found.beside.warning
    assert "Trust the figure by time" in found.beside.warning
    undated = leads_of(signs, won, dice, dated=False)
    found = tune(task_of(undated, sizes=(1,)))
    assert found.division.way is Way.FOLDS
    assert found.beside is not None
    assert "If the rows are in the order of time" in found.beside.warning


def test_that_a_field_that_knows_the_outcome_is_kept_out_and_told() -> None:
    dice = np.random.default_rng(6)
    signs = {name: dice.random(900) < 0.4 for name in SIGNS}
    won = (dice.random(900) < np.where(signs["Alpha"], 0.4, 0.1)).tolist()
    signs["Noise"] = np.array(won) & (dice.random(900) < 0.97)
    found = tune(task_of(leads_of(signs, won, dice), sizes=(1,)))
    assert any(
        "\u201cNoise\u201d reads a field that gives the outcome away" in n for n in found.notes
    )
    assert all("Noise" not in names(found, size.best.points) for size in found.sizes)


def test_that_a_sign_does_not_keep_a_line_that_reads_what_knows_the_outcome_but_a_lock_does() -> (
    None
):
    dice = np.random.default_rng(6)
    signs = {name: dice.random(900) < 0.4 for name in SIGNS}
    won = (dice.random(900) < np.where(signs["Alpha"], 0.4, 0.1)).tolist()
    signs["Noise"] = np.array(won) & (dice.random(900) < 0.97)
    task = task_of(leads_of(signs, won, dice))
    noise = next(rule.id for rule in task.scored.model.rules() if rule.name == "Noise")
    for rein, kept in ((Rein(sign=Sign.UP), False), (Rein(Hold.LOCK), True)):
        asked = replace(task, reins=replace(task.reins, lines=((noise, rein),)))
        found, said = without_leaks(asked)
        assert dict(found.reins.lines)[noise] == (rein if kept else Rein(Hold.FORBID))
        assert len(found.reins.lines) == 1
        assert ("gives the outcome away" in said) != kept


def test_that_leads_held_by_an_override_teach_nothing_and_are_told() -> None:
    leads = history(900, 8)
    held = Override("o", "Held", FieldTest("Noise", Test.IS_YES), Move.AT_MOST, "Cold")
    found = tune(task_of(leads, model_of(overrides=(held,)), sizes=(2,)))
    assert any("that an override holds down" in note for note in found.notes)


@pytest.mark.parametrize(
    "aim",
    [Aim(Goal.AUC), Aim(Goal.CAPTURE, share=0.2), Aim(Goal.VALUE, win=100.0, cost=20.0)],
)
def test_that_every_aim_is_tuned_and_tested(aim: Aim) -> None:
    leads, _ = known()
    found = tune(task_of(leads, aim=aim, sizes=(1,)))
    best = found.sizes[-1].best
    assert best.test.auc is not None
    assert best.test.auc.low > 0.5
    assert (best.test.value is not None) == (aim.goal is Goal.VALUE)
    assert names(found, best.points)["Alpha"] > 0


def test_that_a_rein_that_hurts_has_its_price_and_one_that_does_not_has_none() -> None:
    leads, _ = known()
    reins = replace(
        COARSE,
        lines=(("alpha", Rein(Hold.FORBID)), ("noise", Rein(Hold.FORBID))),
        most_changed=6,
    )
    task = task_of(leads, reins=reins)
    ones = loosened(known()[1].ground, reins)
    assert [one.key for one in ones] == ["", "", "", "alpha", "noise"]
    prices = dict(zip([one.key for one in ones[3:]], priced(task, 3, ones[3:]), strict=True))
    dear, free = prices["alpha"], prices["noise"]
    assert dear is not None
    assert free is not None
    assert dear.without.auc is not None
    assert dear.without.auc.difference.low > 0
    assert "costs ranking" in dear.sentence
    assert "costs nothing that these leads could show" in free.sentence
    assert priced(task, 3, ones[3:4], cancelled=lambda: True) == (None,)


def test_that_the_smallest_model_that_keeps_the_lift_keeps_it() -> None:
    _, found = known()
    place = smallest_that_keeps(found)
    assert place is not None
    caught = [size.best.test.capture for size in found.sizes]
    values = [one.value for one in caught if one is not None]
    assert values[place] >= 0.95 * max(values)
    assert all(value < 0.95 * max(values) for value in values[:place])
