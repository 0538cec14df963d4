from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.evaluation.thresholds.lab import Lab, lab_of
from models.evaluation.thresholds.part import part_of, value_of
from models.evaluation.thresholds.wishes import Sales
from tests.models.evaluation.thresholds import labs

MONEY = Sales(cost=30.0, win=100.0)
LIMITED = replace(MONEY, people=1.0, touches_a_day=2.0)


def looked_at(sales: Sales, *, dated: bool = True) -> Lab:
    return labs.lab(labs.year(900, dated=dated), sales)


@pytest.mark.parametrize("sales", [MONEY, LIMITED])
def test_that_a_part_and_the_rest_bring_what_all_leads_do(sales: Sales) -> None:
    lab = looked_at(sales)
    assert lab.net is not None
    assert lab.limited == (sales is LIMITED)
    which = np.random.default_rng(5).random(lab.ground.every) < 0.3
    parts = [part_of(lab.ground, mask) for mask in (which, ~which, which | True)]
    values = [value_of(part, lab) for part in parts]
    assert values[0] is not None
    assert values[1] is not None
    assert values[0] + values[1] == pytest.approx(lab.net.values)
    assert values[2] == pytest.approx(lab.net.values)
    assert not np.allclose(values[0], 0.3 * lab.net.values)


def test_that_each_lead_of_a_part_counts_as_far_as_sales_can_work_it() -> None:
    lab = looked_at(LIMITED)
    ground, chances = lab.ground, lab.chances
    assert ground.weeks is not None
    assert chances is not None
    # The leads of one week, in which sales can work ten: the best first, ties by the same chance.
    week = int(np.bincount(ground.weeks.codes).argmax())
    which = ground.weeks.codes == week
    assert which.sum() > 10
    assert chances[which].sum() == pytest.approx(10.0)
    found = value_of(part_of(ground, which), lab)
    for place in range(ground.size):
        there = which & (ground.standing.places >= place)
        won = float(chances[there & (ground.codes == 1)].sum())
        lost = float(chances[there & (ground.codes == 0)].sum())
        assert found is not None
        assert found[place] == pytest.approx(ground.factor * (70 * won - 30 * lost))


def test_that_nobody_brings_nothing_and_without_money_nothing_is_told() -> None:
    lab = looked_at(MONEY, dated=False)
    nobody = np.zeros(lab.ground.every, dtype=np.bool_)
    found = value_of(part_of(lab.ground, nobody), lab)
    assert found is not None
    assert not found.any()
    poor = lab_of(lab.ground, Sales())
    assert value_of(part_of(lab.ground, nobody), poor) is None
