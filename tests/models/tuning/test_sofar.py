"""What a tuning tells on the way: honest figures, in order, and no say in the answer."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from models.evaluation.tallies import Interval
from models.leads.table import Leads
from models.tuning.first_shown import first_shown
from models.tuning.proposing import every_second
from models.tuning.reins import Hold, Rein, Reins
from models.tuning.report import Against, Gap, Tuned, Way
from models.tuning.search.laws import laws_of
from models.tuning.sofar import Sofar
from models.tuning.tune import tune
from tests.models.tuning.grounds import ground_of, line
from tests.models.tuning.proving import history, task_of

GROUND = ground_of(tuple(line(f"r{at}") for at in range(4)))


@cache
def told(way: Way | None = None) -> tuple[Leads, tuple[Sofar, ...], Tuned]:
    """The leads, all that was told on the way, and the answer."""
    leads = history(1_000, 2)
    heard: list[Sofar] = []
    found = tune(task_of(leads, sizes=(1, 2), cards=2, way=way), hear=heard.append)
    return leads, tuple(heard), found


def test_that_what_is_told_on_the_way_changes_nothing_of_the_answer() -> None:
    leads, _, found = told(Way.TIME)
    alone = tune(task_of(leads, sizes=(1, 2), cards=2))
    assert [size.best.points for size in found.sizes] == [size.best.points for size in alone.sizes]
    assert found.verdict == alone.verdict
    assert found.nested == alone.nested


@pytest.mark.parametrize("way", [Way.TIME, Way.FOLDS])
def test_that_a_card_is_told_before_it_is_tested_and_its_test_is_that_of_the_end(way: Way) -> None:
    _, heard, found = told(way)
    assert heard[0].found[0].test is None
    for one in heard:
        sizes = [card.size for card in one.found]
        assert sizes == sorted(set(sizes))
    ends = {size.size: size.best.test.auc for size in found.sizes}
    assert {card.size: card.test for card in heard[-1].found} == ends
    lines = sum(value != 0 for value in found.ground.now)
    assert found.now is not None
    assert found.now.auc is not None
    assert heard[-1].now == (lines, found.now.auc.value)


def test_that_who_stops_after_the_first_test_keeps_what_was_told() -> None:
    leads, _, _ = told(Way.TIME)
    heard: list[Sofar] = []
    found = tune(
        task_of(leads, sizes=(1, 2), cards=2),
        cancelled=lambda: bool(heard) and heard[-1].found[0].test is not None,
        hear=heard.append,
    )
    assert not found.whole
    assert found.sizes[0].size == heard[-1].found[0].size
    assert found.sizes[0].best.test.auc == heard[-1].found[0].test
    assert all(len(size.cards) == 1 for size in found.sizes)


@pytest.mark.parametrize("sizes", [(), (3,), (1, 2, 3, 4), tuple(range(1, 12))])
def test_that_the_greatest_size_is_among_those_that_are_chosen_from(sizes: tuple[int, ...]) -> None:
    few = every_second(sizes)
    assert few == tuple(sorted(few))
    assert set(few) <= set(sizes)
    assert few[-1:] == sizes[-1:]
    # Of two neighbours one is among them.
    assert all(set(pair) & set(few) for pair in itertools.pairwise(sizes))


def test_that_a_card_is_closed_where_no_line_without_points_may_have_any() -> None:
    lines = tuple(
        (line.key, Rein(Hold.KEEP if at < 2 else Hold.FORBID))
        for at, line in enumerate(GROUND.lines)
    )
    laws = laws_of(GROUND, Reins(step=5, lines=lines))
    card = np.array([5 if at < 2 else 0 for at in range(len(GROUND.lines))])
    assert laws.closed(card)
    assert not laws.closed(np.where(np.arange(len(card)) == 1, 0, card))
    assert not laws_of(GROUND, Reins(step=5)).closed(card)


def _gap(value: float, p: float) -> Against:
    return Against(Gap(Interval(value, value - 0.01, value + 0.01), p, 0.005))


@pytest.mark.parametrize(
    ("worse", "p", "place"),
    [(-0.05, 0.001, 1), (-0.006, 0.2, 1), (-0.004, 0.4, 0), (0.05, 0.001, 0)],
)
def test_that_the_proposed_size_is_shown_first_unless_it_ranks_lower_than_today_by_its_error(
    worse: float, p: float, place: int
) -> None:
    _, _, found = told(Way.TIME)
    aucs = (0.70, 0.78)
    sizes = tuple(
        replace(
            size,
            cards=(
                replace(
                    size.best,
                    test=replace(size.best.test, auc=Interval(auc, auc - 0.05, auc + 0.05)),
                    today=_gap(worse if auc < 0.75 else 0.02, p),
                ),
            ),
        )
        for size, auc in zip(found.sizes, aucs, strict=True)
    )
    shown, why = first_shown(replace(found, sizes=sizes, proposed=0))
    assert shown == place
    assert bool(why) == (place != 0)
    if why:
        assert ("proposed size, ranks clearly worse." in why) == (p < 0.05)
        assert ("proposed size, ranks lower, though not for sure." in why) == (p >= 0.05)
        assert "its figures flatter a little" in why
        told_best = "One size ranks better than" if p < 0.05 else "No size ranks better than"
        assert why.startswith(told_best)
