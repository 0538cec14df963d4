"""The search: lawful, exact, the same each time, and never without an answer."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from models.problems import LeadbenchError
from models.scoring.bits import packed
from models.tuning.aims import Aim, Goal
from models.tuning.card import Path
from models.tuning.lawful import violations
from models.tuning.lines import Ground, Line, Pot
from models.tuning.reference import loss_of
from models.tuning.reins import Hold, Rein, Reins
from models.tuning.search.search import search
from tests.models.tuning.exhaustion import certified
from tests.models.tuning.grounds import drawn_ground, drawn_reins

SMALL = Reins(1, -2, 2)


def many(leads: int, number: int, seed: int = 0, limits: bool = False) -> Ground:
    """A history with nested and plain lines, some of which matter."""
    rng = np.random.default_rng(seed)
    masks = []
    for place in range(number):
        if place % 3 == 0:
            field = rng.normal(size=leads)
        masks.append(field > rng.normal())
    weights = np.where(rng.random(number) < 0.5, rng.normal(size=number), 0.0)
    odds = -2 + weights @ np.array(masks)
    converted = (rng.random(leads) < 1 / (1 + np.exp(-odds))).astype(np.uint8)
    lines = tuple(
        Line(f"c{place}", f"Line {place}", f"g{place % 2}", fields=(f"f{place // 3}",))
        for place in range(number)
    )
    pots = tuple(Pot(f"g{at}", f"G{at}", *((-20, 30) if limits else ())) for at in range(2))
    return Ground(lines, tuple((packed(mask),) for mask in masks), pots, converted)


def test_that_the_way_up_alone_finds_the_best_card_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.tuning.search.ascent.few", lambda laws: False)
    found = 0
    for seed in range(8):
        dice = random.Random(seed)
        ground = drawn_ground(dice, 5, 100)
        reins = drawn_reins(dice, ground.lines) if seed % 2 else SMALL
        best = certified(ground, reins, Aim(), 2)
        if best is None:
            found += 1
            continue
        path = search(ground, reins, Aim(), [2])
        assert not violations(ground, reins, path.rungs[0].best.points)
        found += path.rungs[0].best.loss <= best.loss + 1e-9
    assert found >= 7


@pytest.mark.parametrize("goal", list(Goal))
def test_that_the_best_of_all_small_cards_is_found_limits_and_fading_included(goal: Goal) -> None:
    aim = Aim(goal, share=0.2, win=3, cost=1)
    for seed in range(3):
        dice = random.Random(seed)
        ground = drawn_ground(dice, 4, 120)
        best = certified(ground, SMALL, aim, 2)
        assert best is not None
        assert search(ground, SMALL, aim, [2]).rungs[0].best.loss <= best.loss + 1e-9


def test_that_no_card_breaks_a_rein_and_only_what_cannot_be_is_refused() -> None:
    answered = 0
    for seed in range(20):
        dice = random.Random(seed)
        ground = drawn_ground(dice, 5, 60)
        reins = drawn_reins(dice, ground.lines)
        reins = replace(reins, most_moved=dice.choice((None, 0.0, 0.2)))
        lawful = certified(ground, reins, Aim(), 3)
        try:
            path = search(ground, reins, Aim(), [3])
        except LeadbenchError:
            assert lawful is None
            continue
        answered += 1
        for card in path.rungs[0].cards:
            assert not violations(ground, reins, card.points)
            assert card.size <= 3
            assert card.loss == pytest.approx(loss_of(ground, card.points, Aim()), abs=1e-7)
    assert answered > 4


def test_that_the_same_question_has_the_same_answer_to_the_last_digit() -> None:
    ground = many(1000, 9, limits=True)
    first, second = (search(ground, Reins(), Aim(), [3, 5], seed=4) for _ in range(2))
    assert repr(first) == repr(second)
    assert first.whole


def test_that_a_longer_card_is_never_worse_and_near_equal_cards_differ_in_their_lines() -> None:
    path = search(many(1000, 10), Reins(), Aim(), [2, 4, 6])
    losses = [rung.best.loss for rung in path.rungs]
    assert losses == sorted(losses, reverse=True)
    for rung in path.rungs:
        supports = {tuple(value != 0 for value in card.points) for card in rung.cards}
        assert len(supports) == len(rung.cards)
        assert all(card.loss <= rung.best.loss * 1.01 for card in rung.cards)
        assert list(rung.cards) == sorted(rung.cards, key=lambda card: round(card.loss, 12))
    assert len(path.rungs[-1].cards) > 1


def test_that_who_cancels_gets_the_best_so_far() -> None:
    ground = many(3000, 12)
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 60

    told: list[tuple[Path, float]] = []
    path = search(
        ground,
        Reins(),
        Aim(),
        [2, 4],
        progress=lambda *so_far: told.append(so_far),
        cancelled=cancelled,
    )
    assert not path.whole
    assert [rung.size for rung in path.rungs] == [2, 4]
    assert path.rungs[0].best.loss < told[0][0].rungs[0].best.loss
    assert not search(ground, Reins(), Aim(), [2], cancelled=lambda: True).whole
    assert not search(ground, Reins(), Aim(), [2], seconds=0.0).whole


def test_that_progress_only_grows_and_ends_with_the_answer() -> None:
    told: list[tuple[Path, float]] = []
    path = search(
        many(1000, 9), Reins(), Aim(), [2, 3], progress=lambda *so_far: told.append(so_far)
    )
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert told[-1][0] == path
    losses = [so_far.rungs[-1].best.loss for so_far, _ in told]
    assert losses == sorted(losses, reverse=True)


@pytest.mark.parametrize("outcome", [0, 1])
def test_that_a_history_of_one_outcome_is_refused_in_a_sentence(outcome: int) -> None:
    ground = many(100, 3)
    one = replace(ground, converted=np.full(100, outcome, dtype=np.uint8))
    with pytest.raises(LeadbenchError, match="of the history converted"):
        search(one, Reins(), Aim(), [2])


def test_that_contradicting_reins_are_named() -> None:
    ground = many(100, 3)
    reins = Reins(lines=tuple((line.key, Rein(Hold.KEEP)) for line in ground.lines), most_lines=2)
    with pytest.raises(LeadbenchError, match="must give points"):
        search(ground, reins, Aim(), [2])


def test_that_sizes_too_small_for_what_is_kept_are_left_out() -> None:
    ground = many(500, 6)
    reins = Reins(lines=tuple((line.key, Rein(Hold.KEEP)) for line in ground.lines[:3]))
    assert [rung.size for rung in search(ground, reins, Aim(), [2, 3, 4]).rungs] == [3, 4]


def test_that_ten_leads_and_lines_that_are_all_alike_have_an_answer() -> None:
    ground = many(10, 3)
    ground = replace(ground, converted=(np.arange(10) < 4).astype(np.uint8))
    mask = packed(np.arange(10) < 5)
    alike = replace(ground, bits=((mask,), (mask,), (mask,)))
    nobody = replace(ground, bits=((packed(np.zeros(10, dtype=bool)),),) * 3)
    assert search(ground, Reins(), Aim(), [1, 2]).whole
    assert search(alike, Reins(), Aim(), [2]).rungs[0].best.size == 1
    assert search(nobody, Reins(), Aim(), [2]).rungs[0].best.size == 0


def test_that_a_search_on_a_sample_is_judged_and_polished_on_all_leads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ground = many(3000, 12, seed=3, limits=True)
    whole = search(ground, Reins(), Aim(), [4])
    monkeypatch.setattr("models.tuning.search.ascent.MOST_ROWS", 500)
    few = search(ground, Reins(), Aim(), [4])
    for card in few.rungs[0].cards:
        assert card.loss == pytest.approx(loss_of(ground, card.points, Aim()), abs=1e-7)
    best, found = whole.rungs[0].best.loss, few.rungs[0].best.loss
    assert best <= found + 1e-9
    assert found - best < 0.03 * (loss_of(ground, (0,) * 12, Aim()) - best)
