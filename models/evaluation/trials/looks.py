"""The looks at a test that its plan allows: when each is due, and what it shows.

A look is of the leads that came until their planned share was in both arms, once each had its time
to convert. With more than one look a conversion counts if it was there on the day of the look, so
that a look is the same in every later export, and the looks before it are told again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.evaluation.guard.cohorts import day_of
from models.evaluation.trials.alike import ArmCounts
from models.evaluation.trials.result import Result, result_of
from models.evaluation.trials.spending import bounds_of, level_of
from models.evaluation.trials.trial import Trial, ripe_after
from models.leads.columns import BLANK_DAY

LEAST_MORE = 0.01
"""The share of the information by which a look must know more than the one before."""


@dataclass(frozen=True)
class Look:
    """`closed`: leads created up to that day count. `day`: the first on which it is due. `last`:
    the look at the whole test; `short`: the test ended with fewer leads than were planned.
    """

    number: int
    closed: date
    day: date
    last: bool = True
    short: bool = False


@dataclass(frozen=True)
class Seen:
    """A look that was due. `share` of the information that the plan needs; `level`: p must be
    below it for the arms to be told apart at this look.
    """

    look: Look
    share: float
    level: float
    result: Result

    @property
    def found(self) -> bool:
        """Whether the test is decided at this look."""
        return any(self.result.found(pair) for pair in self.result.pairs)


def looks_of(
    created: NDArray[np.int32], arms: Sequence[NDArray[np.bool_]], trial: Trial
) -> tuple[Look, ...]:
    """The looks whose leads are in, and the last one; what the outcomes are plays no part.

    `created` (rows,); `arms`: the leads of A and of B in the days of the test.
    """
    days = [np.sort(created[arm & (created != BLANK_DAY)]) for arm in arms]
    number, found = trial.design.looks, list[Look]()
    for at in range(1, number + 1):
        reached = [
            _reached(held, size) for held, size in zip(days, trial.sizes_at(at), strict=True)
        ]
        last = [day for day in reached if day is not None]
        short = len(last) < len(reached)
        if short and at < number:
            continue
        closed = trial.end if short else min(trial.end, day_of(max(last)))
        while found and found[-1].closed >= closed:
            found.pop()
        day = ripe_after(closed, trial.design.wait)
        found.append(Look(at, closed, day, at == number, short))
    return tuple(found)


def _reached(days: NDArray[np.int32], size: int) -> int | None:
    """The day on which so many leads are in."""
    return int(days[size - 1]) if 0 < size <= len(days) else None


def seen_of(
    looks: Sequence[Look],
    trial: Trial,
    names: Sequence[str],
    counted: Callable[[Look], Sequence[ArmCounts]],
) -> tuple[Seen, ...]:
    """What these looks show, up to the one at which the test is decided.

    `counted`: the leads of A and B with a known outcome at a look. A look that knows next to
    nothing more than the one before is left out. The last look uses up the level, however few
    leads came.
    """
    design = trial.design
    planned = _information(*trial.sizes)
    shares: list[float] = []
    seen: list[Seen] = []
    for look in looks:
        arms = counted(look)
        share = _information(*(arm.known for arm in arms)) / planned if planned else 1.0
        least = (shares[-1] if shares else 0.0) + LEAST_MORE
        if share < least and not look.last:
            continue
        if design.looks == 1:
            level = design.level
        else:
            shares.append(max(share, least))
            clock = [*shares[:-1], 1.0 if look.last else shares[-1]]
            level = level_of(bounds_of(clock, design.level, shares)[-1])
        result = result_of(names, arms, level, design.power)
        seen.append(Seen(look, share, level, result))
        if seen[-1].found:
            break
    return tuple(seen)


def _information(a: float, b: float) -> float:
    """What a comparison of two groups of leads is worth: half of the harmonic mean."""
    return a * b / (a + b) if a + b else 0.0
