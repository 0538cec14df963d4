"""Estimates that figures are made of; free of numpy for the start of the window."""

from __future__ import annotations

from dataclasses import dataclass

FEWEST = 10
"""Leads that converted, and leads that did not, from which on anything is said of them together: a
ranking, a difference, an interval by drawing again. With fewer it is "not enough data to say".
"""
TOO_FEW = 30
"""With this many converted leads or fewer a single rate is shown, but pale and as "too few", and no
finding is made of it. So a difference can be told (from `FEWEST` on) of rates that are each too few
to be read on their own.
"""


@dataclass(frozen=True)
class Interval:
    """An estimate with its 95 % interval."""

    value: float
    low: float
    high: float
