"""What a result hangs on, as the chart shows it: a bar for each thing that was moved alone."""

from __future__ import annotations

from dataclasses import dataclass

ROW, LEAST_ROW, BELOW = 26, 20, 24


@dataclass(frozen=True)
class TornadoRow:
    """From the least to the most that the result becomes; `less`, `more` say by how much and by
    what: "−42, muted". "" where the result goes only one way."""

    label: str
    low: float
    high: float
    less: str = ""
    more: str = ""


@dataclass(frozen=True)
class Tornado:
    """`rows`: the widest first. `now`: the result as it is; `words` it in words, such as
    "559 MQL"; `ends`: the least and the most of all rows in words."""

    result: str
    now: float
    words: str
    ends: tuple[str, str]
    rows: tuple[TornadoRow, ...]


def fitting(rows: int, height: float) -> int:
    """How many rows a chart of this height shows, in pixels at 100 %; the table has all."""
    return max(1, min(rows, int((height - BELOW) // LEAST_ROW)))
