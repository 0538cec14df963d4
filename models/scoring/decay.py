"""Decay: how much of its points a group keeps as time goes by. A table of whole percents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

MOST_AGE = 3_650
"""Days for which a half-life, a line or a window can be written."""


class Fades(StrEnum):
    """What fades: each occurrence by its own age, or the group's points by one age."""

    BY_ACTIVITY = "by activity"
    BY_GROUP = "by group"


class Shape(StrEnum):
    """How a table was written; the table alone is the meaning."""

    STEPS = "steps"
    LINEAR = "linear"
    HALF_LIFE = "half-life"
    WINDOW = "window"


@dataclass(frozen=True)
class DecayStep:
    """Up to this age in days, included, so many percent are left."""

    to: int
    percent: int


@dataclass(frozen=True)
class Decay:
    """A table of percents by age (semantics 10).

    `steps` ascend by age; `after`: percent beyond the last; `undated`: percent where there is no
    date. By group, the age is that of the date field `field`, else of the last activity of
    `types` (none named: of all types in the group's rules, filters ignored). `shape` and `days`
    say how the table was written.
    """

    way: Fades
    steps: tuple[DecayStep, ...] = ()
    after: int = 0
    undated: int = 0
    field: str = ""
    types: tuple[str, ...] = ()
    shape: Shape = Shape.STEPS
    days: int = 0

    def percent(self, age: int | None) -> int:
        """What is left at an age in days; None: there is no date. Before the day: as on it."""
        if age is None:
            return self.undated
        age = max(age, 0)
        return next((step.percent for step in self.steps if age <= step.to), self.after)


def half_life(days: int) -> tuple[tuple[DecayStep, ...], int]:
    """The table that halves every so many days, and its last percent, 0.

    percent(d) = floor(100 x 2^(-d/h) + 1/2), one row for each distinct percent.
    """
    # It is at least p while 2^d <= (200 / (2p - 1))^h: whole numbers, so no logarithm can err.
    _require(days)
    return _rows(lambda p: (200**days // (2 * p - 1) ** days).bit_length() - 1), 0


def linear(days: int) -> tuple[tuple[DecayStep, ...], int]:
    """The table that falls evenly from 100 to 0 within so many days, and its last percent, 0.

    percent(d) = floor(100 x (h - d) / h + 1/2), one row for each distinct percent.
    """
    _require(days)
    return _rows(lambda p: (days * (201 - 2 * p)) // 200), 0


def window(days: int) -> tuple[tuple[DecayStep, ...], int]:
    """The table that keeps everything for so many days, and its last percent, 0."""
    _require(days)
    return (DecayStep(days, 100),), 0


def _require(days: int) -> None:
    if not 1 <= days <= MOST_AGE:
        raise ValueError(f"a table is written for 1 to {MOST_AGE:,} days, not {days}")


def _rows(last_age: Callable[[int], int]) -> tuple[DecayStep, ...]:
    """The rows of a falling table from the last age at which each percent is still reached."""
    steps: list[DecayStep] = []
    for percent in range(100, 0, -1):
        age = last_age(percent)
        if not steps or age > steps[-1].to:
            steps.append(DecayStep(age, percent))
    return tuple(steps)
