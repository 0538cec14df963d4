"""Counts and estimates that figures are made of; free of numpy for the start of the window."""

from __future__ import annotations

from dataclasses import dataclass

TOO_FEW = 30
"""With this many converted leads or fewer a rate is shown as "too few"."""


@dataclass(frozen=True)
class Interval:
    """An estimate with its 95 % interval."""

    value: float
    low: float
    high: float


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
