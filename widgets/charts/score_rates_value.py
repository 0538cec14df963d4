"""What the chart of conversion by score shows, and one of its ranges in words."""

from __future__ import annotations

from dataclasses import dataclass

from models.evaluation.figures import count, decimal, percent
from models.evaluation.history.rows import Row


@dataclass(frozen=True)
class ScoreRatesValue:
    """The ranges in their order, the rate of all leads, and the MQL threshold."""

    rows: tuple[Row, ...]
    all_rate: float
    threshold: int


def row_words(row: Row) -> str:
    """One range in words."""
    if row.rate is None:
        return f"Score {row.name}: no lead with a known outcome"
    return (
        f"Score {row.name}: {count(row.tally.converted)} of {count(row.tally.known)}, "
        f"{percent(row.rate.value)} ({decimal(100 * row.rate.low, 1)} to {percent(row.rate.high)})"
    )
