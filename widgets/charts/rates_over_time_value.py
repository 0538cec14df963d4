"""What the chart of conversion by band over time shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.evaluation.drift.over_time import OverTime, Period
from models.evaluation.figures import count, percent


@dataclass(frozen=True)
class RatesOverTimeValue:
    """Periods with the conversion of each band; `since`: from when leads are newer, None: none."""

    times: OverTime
    since: date | None = None


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
