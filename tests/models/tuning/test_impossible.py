"""Wishes that contradict each other are refused before rules are proposed or points searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from models.problems import LeadbenchError
from models.scoring.awards import ByRange, RangePoints
from models.scoring.model import Group, Rule, ScoringModel
from models.tuning.candidate import Candidate
from models.tuning.impossible import impossible_at_once, lines_at_once
from models.tuning.reins import Hold, Rein, Reins
from models.tuning.task import Rows
from models.tuning.tune import tune
from models.tuning.wished import reins_of
from models.tuning.wishes import Wishes
from tests.models.tuning.proving import history, model_of, task_of

LEADS = history(200)
KEEP, LOCK = Rein(Hold.KEEP), Rein(Hold.LOCK)
SIZES = tuple(
    RangePoints(low, high, points)
    for low, high, points in ((0, 10, 5), (10, 50, 30), (50, None, 20))
)
LADDER = Rule("size", "Size", ByRange("Alpha", SIZES))


def model() -> ScoringModel:
    found = model_of({"Alpha": 40})
    return replace(found, groups=(*found.groups, Group("h", "Firm", (LADDER,))))


def refused(reins: Reins) -> tuple[str, ...]:
    """What is told at a glance; and that the tuning itself says so before it asks for rules."""
    asked: list[Rows] = []

    def propose(rows: Rows) -> Sequence[Candidate]:
        asked.append(rows)
        return ()

    with pytest.raises(LeadbenchError) as error:
        tune(task_of(LEADS, model(), reins=reins, propose=propose))
    assert asked == []
    told = impossible_at_once(model(), reins, lines_at_once(model()), proposals=True)
    assert tuple(problem.what for problem in error.value.problems) == told
    assert error.value.problem.what == told[0]
    return told


@pytest.mark.parametrize(
    ("reins", "told"),
    [
        (
            Reins(lines=(("alpha", KEEP), ("beta", KEEP), ("gamma", LOCK)), most_lines=2),
            "3 lines must give points (“Alpha”, “Beta” and “Gamma”), at most 2 may.",
        ),
        (
            Reins(lines=(("alpha", KEEP), ("beta", LOCK)), one_of=(("alpha", "beta"),)),
            "Of “Alpha” and “Beta” 2 lines must give points (“Alpha” and “Beta”), at most 1 may.",
        ),
        (
            Reins(lines=(("alpha", LOCK), ("beta", KEEP)), per_group=1),
            "Of the group “Signs” 2 lines must give points (“Alpha” and “Beta”), at most 1 may.",
        ),
        (
            Reins(
                lines=(("size/1", LOCK), ("size/2", LOCK)), rising=(("size/0", "size/1", "size/2"),)
            ),
            "These cannot hold together: “Size: 10\u201349” is locked at 30 points; “Size: 50 up” "
            "is locked at 20 points; points may not fall from “Size: 10\u201349” to “Size: 50 up”.",
        ),
        (
            Reins(step=20, least=-15, most=15),
            "No line can give points: \u221215 to 15 hold no multiple of the step, 20, but 0.",
        ),
        (
            Reins(lines=(("alpha", Rein(Hold.KEEP, least=1, most=4)),)),
            "“Alpha” must give points, and its bounds 1 to 4 hold no multiple of 5 that it may "
            "give.",
        ),
        (Reins(most_lines=0), "At least one line must give points."),
        (
            Reins(lines=(("alpha", LOCK), ("alpha", Rein(Hold.FORBID)))),
            "The line “alpha” is held in 2 ways that differ.",
        ),
    ],
)
def test_that_wishes_which_contradict_each_other_are_refused_before_rules_are_proposed(
    reins: Reins, told: str
) -> None:
    assert refused(reins) == (told,)


def test_that_a_lock_stays_whatever_the_bounds_and_steps_of_others_are() -> None:
    reins = Reins(step=20, least=-20, most=20, lines=(("alpha", LOCK),))
    assert impossible_at_once(model(), reins, lines_at_once(model()), proposals=False) == ()
    found = tune(task_of(LEADS, model(), reins=reins))
    at = [line.key for line in found.ground.lines].index("alpha")
    assert {size.best.points[at] for size in found.sizes} == {40}


def test_that_what_is_held_of_a_rule_that_is_gone_stands_in_nobodys_way() -> None:
    wishes = Wishes(most_lines=1).with_rein("alpha", KEEP).with_rein("gone", KEEP)
    lines = lines_at_once(model())
    reins = reins_of(wishes, model(), lines)
    assert impossible_at_once(model(), reins, lines, proposals=True) == ()
