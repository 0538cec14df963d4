"""Estimates that figures are made of; free of numpy for the start of the window."""

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
