"""The laws of the search on a few small questions; many more are asked by `make exact`."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from models.problems import LeadbenchError
from models.tuning.lawful import contradictions
from models.tuning.reins import Hold, Rein, Reins
from models.tuning.search.climb import Climber
from models.tuning.search.evidence import evidence
from models.tuning.search.laws import laws_of
from models.tuning.search.pool import Pool
from models.tuning.search.pots import pots_of
from models.tuning.search.sample import Sample
from models.tuning.search.search import search
from models.tuning.search.stands import Stands
from tests.models.tuning.cases import AIMS, LOOSE, answer, drawn_case, gap, sized
from tests.models.tuning.exhaustion import certified, losses_of
from tests.models.tuning.grounds import drawn_ground


@pytest.fixture
def by_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search may not look at all cards, as it does where they are few."""
    monkeypatch.setattr("models.tuning.search.ascent.few", lambda laws: False)


@pytest.mark.usefixtures("by_moves")
@pytest.mark.parametrize("seed", range(8))
def test_that_no_lawful_card_is_better_than_the_one_found(seed: int) -> None:
    """Each aim with bounds only and with reins of all kinds; limits and fading of groups."""
    dice = random.Random(seed)
    while True:
        case = drawn_case(dice, AIMS[seed % 4], tight=0.4 * (seed // 4), most_lines=6, leads=60)
        if certified(case.ground, case.reins, case.aim, case.size) is not None:
            break
    found = answer(case)
    assert found.wrong == ()
    assert found.card is not None
    assert gap(case, found.card) <= LOOSE


def test_that_cards_keep_the_reins_also_where_a_search_is_cancelled() -> None:
    dice = random.Random(6)
    answered = refused = 0
    for turn in range(60):
        case = drawn_case(dice, AIMS[turn % 4], tight=0.5, most_lines=14, leads=40)
        found = answer(case, dice.randint(0, 4))
        assert found.wrong == ()
        impossible = contradictions(case.ground, sized(case))
        answered += found.card is not None
        refused += bool(impossible)
        assert not (impossible and found.card)
        if not impossible and case.reins.most_moved is None:
            assert found.card is not None
    assert min(answered, refused) > 10


def test_that_a_contradiction_is_named_in_the_refusal() -> None:
    case = drawn_case(random.Random(1), AIMS[0], tight=0)
    keys = [line.key for line in case.ground.lines[:3]]
    reins = replace(case.reins, most_lines=2, lines=tuple((key, Rein(Hold.KEEP)) for key in keys))
    with pytest.raises(LeadbenchError) as refused:
        search(case.ground, reins, case.aim, (3,))
    assert contradictions(case.ground, reins)[0] in str(refused.value)


@pytest.mark.usefixtures("by_moves")
@pytest.mark.parametrize(("aim", "draws"), [(2, 7), (3, 22)])
def test_that_an_aim_that_goes_by_steps_is_not_given_up_at_the_first_height(
    aim: int, draws: int
) -> None:
    """Two histories in which dropping lines of a card of three leads back to it each time."""
    dice = random.Random(100 * aim)
    case = [drawn_case(dice, AIMS[aim], tight=0) for _ in range(draws)][-1]
    found = answer(case)
    assert found.card is not None
    assert gap(case, found.card) <= LOOSE


def test_that_a_card_which_moves_few_mqls_is_found_nearly_wherever_there_is_one() -> None:
    """Today's points are not lawful, and of a handful of cards all but some move too many."""
    dice = random.Random(77)
    possible = answered = 0
    while possible < 24:
        case = drawn_case(dice, AIMS[0], tight=0.4, most_lines=7, leads=60)
        if case.reins.most_moved is None:
            continue
        if certified(case.ground, case.reins, case.aim, case.size) is not None:
            possible += 1
            answered += answer(case, 0).card is not None
    assert answered >= 23


def test_that_weights_which_leave_one_outcome_only_are_refused() -> None:
    case = drawn_case(random.Random(2), AIMS[0], tight=0)
    ground = replace(case.ground, worth=(case.ground.converted == 0).astype(float))
    with pytest.raises(LeadbenchError, match="No lead of the history that has a weight converted"):
        search(ground, case.reins, case.aim, (2,))


def test_that_a_line_without_its_group_and_no_size_at_all_are_told_as_that() -> None:
    case = drawn_case(random.Random(2), AIMS[0], tight=0)
    pots = tuple(pot for pot in case.ground.pots if pot.id != case.ground.lines[0].group)
    with pytest.raises(
        LeadbenchError, match=r"“Line c0” is of the group “g\d”, which is not there"
    ):
        search(replace(case.ground, pots=pots), case.reins, case.aim, (2,))
    with pytest.raises(LeadbenchError, match="No number of lines is asked for"):
        search(case.ground, case.reins, case.aim, ())


def test_that_more_choices_of_points_than_can_be_tried_are_refused_at_once() -> None:
    case = drawn_case(random.Random(2), AIMS[0], tight=0)
    with pytest.raises(LeadbenchError, match="leave 20,001 different points"):
        search(case.ground, Reins(1, -10_000, 10_000), case.aim, (2,))


def test_that_the_search_counts_points_to_the_last_one_on_its_way() -> None:
    """Limits, fading with its rounding, fixed points, several times, weights."""
    dice = random.Random(9)
    for turn in range(20):
        ground = drawn_ground(dice, 5, 80, dice.choice((1, 5)))
        laws = laws_of(ground, Reins(1, -7, 7))
        pots = pots_of(ground, laws.choices())
        rows = Sample(ground, pots, range(5), evidence(ground, 0.0), 1, 1000)
        aim = AIMS[turn % 4]
        climber = Climber(Stands(rows), aim, Pool(laws.now), lambda: None)
        cards = [[dice.randint(-7, 7) for _ in range(5)] for _ in range(6)]
        for card, loss in zip(cards, losses_of(ground, cards, aim).tolist(), strict=True):
            assert climber.loss(np.array(card)) == pytest.approx(loss, abs=1e-8)
