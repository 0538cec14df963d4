"""The laws of the search on a few small questions; many more are asked by `make exact`."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from models.problems import LeadbenchError
from models.tuning.lawful import contradictions
from models.tuning.reins import Hold, Rein
from models.tuning.search.search import search
from tests.models.tuning.cases import AIMS, LOOSE, answer, drawn_case, gap, sized
from tests.models.tuning.exhaustion import certified


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
