"""Leads counted by what became of them; free of numpy for the start of the window."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tally:
    """How many leads, and how many of them converted and did not; the rest is unknown."""

    leads: int = 0
    converted: int = 0
    not_converted: int = 0

    @property
    def known(self) -> int:
        """Leads whose outcome is known."""
        return self.converted + self.not_converted

    @property
    def rate(self) -> float | None:
        """Converted of known; None where nothing is known."""
        return self.converted / self.known if self.known else None


@dataclass(frozen=True)
class ValueCount:
    """A value of a field: how many leads have it, how many of the known ones converted.

    `times`: of activities, how often it occurs; a lead can have it more than once.
    """

    value: str
    leads: int
    converted: int = 0
    known: int = 0
    times: int | None = None


@dataclass(frozen=True)
class TypeCounts:
    """The types of activity, the commonest first, and all of them together.

    `whole`: no rarer type is left out.
    """

    every: ValueCount = ValueCount("", 0)
    types: tuple[ValueCount, ...] = ()
    whole: bool = True
