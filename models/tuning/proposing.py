"""Which size is proposed: the smallest that is, with all above it, within one error of the best.

The error is that of the difference on the same leads (Breiman, Friedman, Olshen and Stone,
Classification and Regression Trees (1984), 3.4.3, take the best one's own): what all sizes have in
common says nothing of which is better.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from models.tuning.aims import Aim
from models.tuning.division import Divided
from models.tuning.judged import better_by
from models.tuning.learning import Cancelled, Learnt, card_scored, learn, ranked
from models.tuning.ranks import Ranked
from models.tuning.task import Progress, Rows, Task

FEW = 4
"""Up to so many sizes are all tried where one is chosen."""


def smallest_good(tests: Mapping[int, Sequence[Ranked]], aim: Aim) -> int | None:
    """The proposed size, by what each did on leads that did not teach; None: there is none."""
    best: int | None = None
    for size in sorted(tests):
        if best is None or better_by(aim.goal, tests[size], tests[best], aim.share)[0] > 0:
            best = size
    if best is None:
        return None
    # Where a smaller card is as good by luck, one of more lines between them is not worse for it:
    # the way down ends at the first that is.
    found = best
    for size in sorted((size for size in tests if size < best), reverse=True):
        by, error = better_by(aim.goal, tests[best], tests[size], aim.share)
        if by > error:
            break
        found = size
    return found


def every_second(sizes: tuple[int, ...]) -> tuple[int, ...]:
    """Every second size, the greatest among them; of few all."""
    return sizes if len(sizes) <= FEW else sizes[::-1][::2][::-1]


def sizes_on(
    task: Task, learnt: Learnt, teach: Rows, test: Rows, divided: Divided
) -> dict[int, Ranked]:
    """What the best card of each size says of leads that test."""
    found = {}
    for rung in learnt.path.rungs:
        if rung.cards:
            by = card_scored(task, learnt.laid, learnt.candidates, rung.best.points)
            found[rung.size] = ranked(task, by, teach, test, divided.codes)
    return found


def chosen_within(
    task: Task,
    divided: Divided,
    teach: Rows,
    sizes: tuple[int, ...],
    telling: Callable[[int], Progress],
    cancelled: Cancelled,
    seconds: float | None,
) -> int | None:
    """The size that the leads that teach would propose, each part of them tested by the others.

    The turns choose between every second size and are searched quickly, without kicks: they have to
    put sizes in order, and what a kick betters is a fraction of what parts one size from the next.
    `telling`: the progress of each turn. None: they are too few for that, or it was stopped.
    """
    tests: dict[int, list[Ranked]] = {}
    sizes = every_second(sizes)
    task = replace(task, kicks=0)
    parts = divided.choosing(teach, task.seed + 1)
    for turn, part in enumerate(parts):
        if cancelled():
            return None
        learnt = learn(
            task, part.teach, divided.codes, telling(turn), cancelled, sizes=sizes, seconds=seconds
        )
        if cancelled():
            return None
        for size, one in sizes_on(task, learnt, part.teach, part.test, divided).items():
            tests.setdefault(size, []).append(one)
    whole = {size: ones for size, ones in tests.items() if len(ones) == len(parts)}
    return smallest_good(whole, task.aim) if whole else None
