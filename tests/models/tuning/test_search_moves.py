"""Each fast step of the search against the same thing said slowly."""

from __future__ import annotations

import random

import numpy as np
import pytest
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from models.scoring.bits import packed
from models.tuning.aims import Aim, Goal
from models.tuning.lines import Ground
from models.tuning.reference import loss_of, points_of
from models.tuning.reins import Reins
from models.tuning.search.all_rows import AllRows
from models.tuning.search.beam import grown
from models.tuning.search.evidence import Evidence, evidence
from models.tuning.search.exact import exact
from models.tuning.search.fit import fitted
from models.tuning.search.guess import guessed
from models.tuning.search.judge import fit_of, judged
from models.tuning.search.kinds import kinds
from models.tuning.search.laws import Laws, laws_of
from models.tuning.search.pairs import pairs, singles
from models.tuning.search.pots import Pots, pots_of
from models.tuning.search.rounding import one_by_one
from models.tuning.search.rows import Rows
from models.tuning.search.sample import Sample
from models.tuning.search.scores import scores
from models.tuning.search.stand import Stand, Whole
from models.tuning.search.start import lawful_card
from models.tuning.search.sweep import swept
from models.tuning.search.view import View, views
from tests.models.tuning.exhaustion import losses_of
from tests.models.tuning.grounds import drawn_ground, drawn_lines, drawn_reins, ground_of, keeps

AIMS = [Aim(goal, share=0.2, win=3, cost=1) for goal in Goal]
SMALL = Reins(1, -2, 2)


def made(seed: int, reins: Reins = SMALL, leads: int = 80) -> tuple[Ground, Laws, Pots, Rows]:
    """A ground with everything in it, and all of its rows."""
    ground = drawn_ground(random.Random(seed), 5, leads)
    laws = laws_of(ground, reins)
    pots = pots_of(ground, laws.choices())
    return ground, laws, pots, Sample(ground, pots, range(5), evidence(ground, 0), 0, 60_000)


def stand_of(rows: Rows, points: Whole) -> Stand:
    return Stand(rows, tuple(np.flatnonzero(points).tolist()))


def test_that_what_may_be_done_to_one_line_is_what_the_reins_say() -> None:
    looked_at = 0
    for seed in range(60):
        dice = random.Random(seed)
        lines = drawn_lines(dice, 5, nows=(0, 0, 1, -2))
        ground = ground_of(lines)
        reins = drawn_reins(dice, lines)
        laws = laws_of(ground, reins)
        card = lawful_card(laws)
        if card is None:
            continue
        looked_at += 1
        assert keeps(lines, reins, tuple(card.tolist()))
        mask = laws.beside(card)
        for place in range(len(lines)):
            for value, may in zip(laws.values.tolist(), mask[place].tolist(), strict=True):
                other = card.copy()
                other[place] = value
                lawful = keeps(lines, reins, tuple(other.tolist()))
                assert laws.lawful(other) == lawful
                assert may == (lawful and bool(laws.moves[place]))
    assert looked_at > 20


def test_that_lines_which_are_rounded_make_good_for_each_other() -> None:
    """Alone each goes to its nearest; of two that say the same the sum counts; what lies beyond is
    cut off, and the other takes it over.
    """
    choices = [np.arange(-5, 6), np.arange(-5, 6)]
    apart, alike = np.eye(2), np.linalg.inv(np.ones((2, 2)) + 1e-9 * np.eye(2))
    for wished, spread, found in (
        ((1.4, -2.6), apart, {1, -3}),
        ((1.4, 1.4), alike, {1, 2}),
        ((7.0, 1.0), apart, {5, 1}),
        ((7.0, 1.0), alike, {5, 3}),
    ):
        assert set(one_by_one(np.array([wished]), spread, choices)[0].tolist()) == found
    dice = np.random.default_rng(3)
    nearest = evened = 0.0
    for _ in range(50):
        root = dice.normal(size=(6, 6)) + 1
        wished = dice.uniform(-6, 6, 6)
        for card in (
            wished.round().clip(-5, 5),
            one_by_one(wished[None], np.linalg.inv(root @ root.T), [choices[0]] * 6)[0],
        ):
            assert set(card.tolist()) <= set(range(-5, 6))
        off = wished.round().clip(-5, 5) - wished
        nearest += off @ root @ root.T @ off
        off = card - wished
        evened += off @ root @ root.T @ off
    assert evened < nearest / 2


@pytest.mark.parametrize("aim", AIMS, ids=lambda aim: aim.goal.name)
def test_that_a_sweep_tells_all_cards_beside_one_with_their_loss(aim: Aim) -> None:
    for seed in range(4):
        ground, laws, _, rows = made(seed)
        laws = laws.of_size(3)
        rng = np.random.default_rng(seed)
        card = np.zeros(5, dtype=np.int64)
        card[rng.choice(5, int(rng.integers(1, 4)), replace=False)] = rng.choice([-2, -1, 1, 2])
        found = swept(stand_of(rows, card), card, laws, aim, 10**6)
        assert found.losses == pytest.approx(losses_of(ground, found.cards, aim), abs=1e-9)
        told = {tuple(other.tolist()) for other in found.cards}
        assert told == beside(card, laws)


def beside(card: Whole, laws: Laws) -> set[tuple[int, ...]]:
    """Lawful cards that differ in one line, or have a line in the place of another."""
    wanted = set()
    for line in range(len(card)):
        for value in laws.values.tolist():
            one = card.copy()
            one[line] = value
            wanted.add(tuple(one.tolist()))
            for gone in np.flatnonzero(card).tolist() if not card[line] and value else ():
                other = one.copy()
                other[gone] = 0
                wanted.add(tuple(other.tolist()))
    wanted.discard(tuple(card.tolist()))
    return {other for other in wanted if laws.lawful(np.array(other))}


def test_that_cards_of_the_same_lines_are_judged_as_the_reference_does() -> None:
    for seed in range(4):
        ground, laws, _, rows = made(seed)
        card = np.array([1, 0, -2, 2, 1])
        stand = stand_of(rows, card)
        cards = np.concatenate([singles(card, laws), pairs(card, laws)])
        for aim in AIMS:
            losses = judged(stand, cards[:, list(stand.chosen)], aim)
            assert losses == pytest.approx(losses_of(ground, cards, aim), abs=1e-9)
        assert len({tuple(other.tolist()) for other in cards}) == len(cards)


def test_that_points_of_leads_are_those_of_the_reference() -> None:
    for seed in range(8):
        ground, _, _, rows = made(seed, leads=37)
        points = np.random.default_rng(seed).integers(-2, 3, 5)
        assert (scores(ground, points.tolist()) == points_of(ground, points.tolist())).all()
        stand = stand_of(rows, points)
        total = stand.parts(stand.sums(points[list(stand.chosen)])).sum(axis=0)
        expected = np.unique(points_of(ground, points.tolist()) - ground.base)
        assert (np.unique(total) == expected).all()


def test_that_all_leads_and_kinds_of_leads_give_the_same_tables() -> None:
    for seed in range(6):
        ground, _, pots, rows = made(seed)
        every = AllRows(ground, pots, range(5), evidence(ground, 0))
        for chosen in ((), (1,), (0, 2, 4)):
            one, other = Stand(rows, chosen), Stand(every, chosen)
            assert (one.met == other.met).all()
            assert one.yes == pytest.approx(other.yes)
            for pot in range(len(rows.columns)):
                key = np.zeros(len(one), dtype=np.intp)
                for mine, theirs in zip(
                    one.counted(pot, key, 1), other.counted(pot, key, 1), strict=True
                ):
                    assert mine == pytest.approx(theirs)
                for mine, theirs in zip(
                    rows.table(pot, one.pattern, len(one)),
                    every.table(pot, other.pattern, len(other)),
                    strict=True,
                ):
                    assert mine == pytest.approx(theirs)


def test_that_kinds_are_the_different_rows_and_given_up_above_the_limit() -> None:
    rng = np.random.default_rng(3)
    held = rng.random((70, 500)) < 0.02
    state = rng.integers(0, 2, 500).astype(np.int32)
    found = kinds(state, [packed(row) for row in held], 500)
    assert found is not None
    first, kind = found
    rows = np.vstack([state, held]).T
    assert len(first) == len(np.unique(rows, axis=0))
    assert (rows[first][kind] == rows).all()
    assert kinds(state, [packed(row) for row in held], len(first)) is not None
    assert kinds(state, [packed(row) for row in held], len(first) - 1) is None


def test_that_a_sample_stands_for_as_many_of_each_outcome_as_there_are() -> None:
    rng = np.random.default_rng(5)
    ground = ground_of(drawn_lines(random.Random(1), 20), leads=2000)
    masks = rng.random((20, 2000)) < 0.5
    converted = (rng.random(2000) < 0.1).astype(np.uint8)
    ground = Ground(ground.lines, tuple((packed(m),) for m in masks), ground.pots, converted)
    pots = pots_of(ground, laws_of(ground, Reins()).choices())
    rows = Sample(ground, pots, range(20), evidence(ground, 0), 7, 500)
    assert not rows.whole
    assert len(rows) == 500
    yes, no = rows.totals(np.zeros(500, dtype=np.intp), 1)
    assert yes[0] == pytest.approx(converted.sum())
    assert no[0] == pytest.approx((1 - converted).sum())
    assert Sample(ground, pots, range(20), evidence(ground, 0), 7, 2000).whole


def test_that_a_fit_is_the_maximum_of_the_likelihood_and_never_falls() -> None:
    rng = np.random.default_rng(2)
    levels = np.arange(-4.0, 8.0, 2)
    yes, no = rng.integers(0, 30, (2, 12, 6)).astype(np.float64)
    yes[0], no[0] = [0, 0, 1, 3, 5, 20], [40, 20, 10, 5, 1, 0]
    found = fitted(yes, no, levels)
    even = 0
    for row in range(12):
        x = np.tile(levels, 2)[:, None]
        y = np.repeat([1, 0], 6)
        weight = np.concatenate([yes[row], no[row]])
        plain = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000).fit(x, y, weight)
        if plain.coef_[0, 0] > 0:
            chance = expit(plain.intercept_[0] + plain.coef_[0, 0] * levels)
            assert found.slope[row] == pytest.approx(plain.coef_[0, 0], rel=1e-3)
        else:
            even += 1
            chance = np.full(6, yes[row].sum() / weight.sum())
            assert found.slope[row] == 0
        loss = -(yes[row] @ np.log(chance) + no[row] @ np.log(1 - chance))
        assert found.loss[row] == pytest.approx(loss, rel=1e-6)
    assert 0 < even < 12


def test_that_the_beam_finds_the_lines_of_the_best_plain_logistic_model() -> None:
    rng = np.random.default_rng(4)
    masks = rng.random((8, 3000)) < 0.4
    odds = -1 + np.array([2, 0, -1.5, 0, 1, 0, 0, 0]) @ masks
    converted = (rng.random(3000) < expit(odds)).astype(np.uint8)
    lines = drawn_lines(random.Random(1), 8)
    ground = ground_of(lines, 3000)
    ground = Ground(lines, tuple((packed(m),) for m in masks), ground.pots, converted)
    laws = laws_of(ground, Reins())
    pots = pots_of(ground, laws.choices())
    rows = Sample(ground, pots, range(8), evidence(ground, 0), 0, 60_000)
    best = list(grown(rows, laws, 3, lambda: None))[-1][0]
    assert sorted(best.stand.chosen) == [0, 2, 4]
    plain = LogisticRegression(C=np.inf, tol=1e-8).fit(masks[[0, 2, 4]].T, converted)
    assert best.weights[[0, 2, 4]] == pytest.approx(plain.coef_[0], abs=1e-3)


def test_that_a_prior_is_so_many_leads_that_convert_as_todays_points_would_have_them() -> None:
    ground = drawn_ground(random.Random(6), 5, 60)
    plain, with_prior = evidence(ground, 0), evidence(ground, 25.0)
    assert plain.yes.sum() == pytest.approx(
        ground.converted.sum() if ground.worth is None else ground.worth @ ground.converted
    )
    more = with_prior.yes + with_prior.no - plain.yes - plain.no
    assert more.sum() == pytest.approx(25)
    chance = (with_prior.yes - plain.yes) / more
    order = np.argsort(points_of(ground, ground.now), kind="stable")
    assert (np.diff(chance[order]) >= -1e-12).all()
    assert isinstance(with_prior, Evidence)
    assert loss_of(ground, ground.now, Aim()) > 0


def test_that_a_lean_sweep_finds_the_best_move_of_the_whole_sweep() -> None:
    missed = 0
    for seed in range(6):
        rng = np.random.default_rng(seed)
        masks = rng.random((30, 600)) < 0.4
        odds = -1 + np.where(rng.random(30) < 0.4, rng.normal(size=30), 0) @ masks
        converted = (rng.random(600) < expit(odds)).astype(np.uint8)
        lines = drawn_lines(random.Random(seed), 30)
        ground = ground_of(lines, 600)
        ground = Ground(lines, tuple((packed(m),) for m in masks), ground.pots, converted)
        laws = laws_of(ground, Reins(1, -5, 5)).of_size(5)
        pots = pots_of(ground, laws.choices())
        rows = Sample(ground, pots, range(30), evidence(ground, 0), 0, 60_000)
        card = np.zeros(30, dtype=np.int64)
        card[:5] = (1, -1, 2, 1, -2)
        whole, lean = (
            swept(stand_of(rows, card), card, laws, Aim(), 24, lean=lean) for lean in (False, True)
        )
        assert lean.losses == pytest.approx(losses_of(ground, lean.cards, Aim()), abs=1e-9)
        missed += lean.losses.min() > whole.losses.min() + 1e-9
    assert missed == 0


def test_that_a_guess_is_near_the_loss_and_points_at_the_best_moves() -> None:
    for seed in range(12):
        _, laws, _, rows = made(seed, leads=400)
        card = np.array([1, 0, -1, 1, 0])
        stand = stand_of(rows, card)
        fit = fit_of(stand, card[list(stand.chosen)])
        sums = stand.sums(card[list(stand.chosen)])
        for pot, columns in enumerate(rows.columns):
            lines = np.array([False, True, False, False, True])
            if not lines[columns.lines].any():
                continue
            (seen,) = views(stand, pot, lines, sums[None], stand.parts(sums)[None])
            (loss,) = guessed([seen], laws.values, *fit)
            exactly = exact(seen, laws.values, Aim()) * float((stand.yes + stand.no).sum())
            small = np.abs(laws.values) <= 1
            assert loss[small] == pytest.approx(exactly[small], abs=0.3)
            assert loss == pytest.approx(exactly, rel=0.01)


def test_that_cards_which_are_looked_at_together_are_seen_as_each_alone() -> None:
    looked_at = 0
    for seed in range(6):
        _, laws, _, rows = made(seed, leads=300)
        cards = [np.array(card) for card in ([2, 0, -1, 1, 0], [2, 0, 0, 1, 0], [0, 0, -1, 1, 0])]
        stand = stand_of(rows, cards[0])
        if stand.wide:
            continue  # of those each card is looked at alone
        looked_at += 1
        sums = np.array([stand.sums(card[list(stand.chosen)]) for card in cards])
        parts = np.array([stand.parts(one) for one in sums])
        for pot, columns in enumerate(rows.columns):
            lines = np.ones(5, dtype=np.bool_)
            if not len(columns.lines):
                continue
            together = views(stand, pot, lines, sums, parts)
            assert len(together) == len(cards)
            for place, seen in enumerate(together):
                (alone,) = views(stand, pot, lines, sums[[place]], parts[[place]])
                for mine, its in zip(in_order(seen), in_order(alone), strict=True):
                    assert mine == pytest.approx(its)
                assert exact(seen, laws.values, Aim()) == pytest.approx(
                    exact(alone, laws.values, Aim())
                )
    assert looked_at > 3


def in_order(seen: View) -> tuple[Whole, ...]:
    """What is told of each key; what of it counts for pot 0 is the score alone."""
    own = (seen.rest + seen.raw,) if seen.pot == 0 else (seen.rest, seen.raw, seen.percents)
    return (*own, seen.score, seen.yes, seen.no, seen.yes_met, seen.no_met)


def test_that_all_leads_are_counted_alike_by_few_codes_and_by_many() -> None:
    rng = np.random.default_rng(8)
    masks = rng.random((11, 3000)) < 0.3
    converted = (rng.random(3000) < 0.2).astype(np.uint8)
    ground = ground_of(drawn_lines(random.Random(2), 11), 3000)
    ground = Ground(ground.lines, tuple((packed(m),) for m in masks), ground.pots, converted)
    pots = pots_of(ground, laws_of(ground, SMALL).choices())
    rows = AllRows(ground, pots, range(11), evidence(ground, 0))
    for codes in (3, 900):
        code = rng.integers(0, codes, 3000)
        for pot, columns in enumerate(rows.columns):
            told = rows.table(pot, code, codes)
            for outcome, table in zip((1, 0), told, strict=True):
                for place, line in enumerate(columns.lines.tolist()):
                    met = code[masks[line] & (converted == outcome)]
                    assert table[:, place].tolist() == np.bincount(met, minlength=codes).tolist()
