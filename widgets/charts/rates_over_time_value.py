"""What the chart of conversion by band over time shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.evaluation.drift.over_time import OverTime, Period, Point
from models.evaluation.figures import count, percent


@dataclass(frozen=True)
class RatesOverTimeValue:
    """Periods with the conversion of each band; `since`: from when leads are newer, None: none.

    `chosen`: how the leads of each period convert that somebody chose; None: none is chosen.
    """

    times: OverTime
    since: date | None = None
    chosen: tuple[Point, ...] | None = None


def place_words(value: RatesOverTimeValue, place: int) -> str:
    """One period in words, with the chosen leads."""
    words = period_words(value.times, value.times.periods[place])
    if value.chosen is None:
        return words
    some = value.chosen[place].tally
    return f"{words}; {count(some.known)} of them chosen, {count(some.converted)} converted"


def period_words(times: OverTime, period: Period) -> str:
    """One period in words, the highest band first."""
    bands = [
        f"{name} {count(point.tally.converted)} of {count(point.tally.known)}, "
        f"{percent(point.tally.rate)}"
        for name, point in zip(times.bands, period.bands, strict=True)
        if point.tally.known
    ]
    every = period.all.tally
    return (
        f"{period.name}: {count(every.converted)} of {count(every.known)}, {percent(every.rate)}; "
        + "; ".join(reversed(bands))
    )
