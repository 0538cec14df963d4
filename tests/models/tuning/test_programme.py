"""Points that keep demands, and which demands clash: held to all points there are."""

from __future__ import annotations

import random

from models.tuning.programme import demands_of, points_keeping
from models.tuning.together import clashes
from tests.models.tuning.exhaustion import any_keeping
from tests.models.tuning.grounds import drawn_lines, drawn_reins, every_card, ground_of


def test_that_the_points_found_change_fewest_lines_and_by_least() -> None:
    dice = random.Random(8)
    changed = 0
    for _ in range(120):
        lines = drawn_lines(dice, dice.randint(1, 4), (0, 1, -2, 3))
        reins = drawn_reins(dice, lines, dice.choice((1, 2)))
        ground = ground_of(lines)

        def apart(card: tuple[int, ...], now: tuple[int, ...] = ground.now) -> tuple[int, int]:
            away = [abs(value - today) for value, today in zip(card, now, strict=True)]
            return sum(value > 0 for value in away), sum(away)

        found = points_keeping(ground.now, demands_of(ground, reins), nearest=True)
        possible = every_card(lines, reins)
        assert (found is None) == (not possible)
        if found is not None:
            assert found in possible
            assert apart(found) == min(map(apart, possible))
            changed += found != ground.now
    assert changed > 30


def test_that_of_demands_told_to_clash_none_could_be_spared() -> None:
    """Fifty contradictory sets; without any one of a clash some points keep the others."""
    dice = random.Random(21)
    sets, sizes = 0, set()
    while sets < 50:
        lines = drawn_lines(dice, dice.randint(2, 4), (0, 1, -2, 3))
        ground = ground_of(lines)
        found = clashes(ground.now, demands_of(ground, drawn_reins(dice, lines)))
        sets += bool(found)
        for clash in found:
            assert not any_keeping(ground.now, clash)
            sizes.add(len(clash))
            for spared in range(len(clash)):
                assert any_keeping(ground.now, [*clash[:spared], *clash[spared + 1 :]])
    assert {1, 2, 3, 4} <= sizes
