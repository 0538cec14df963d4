"""What the chart of conversion by score shows, and one of its ranges in words."""

from __future__ import annotations

from dataclasses import dataclass

from models.evaluation.figures import count, decimal, percent
from models.evaluation.history.rows import Row
from widgets.charts.labels import Cell, Table


@dataclass(frozen=True)
class ScoreRatesValue:
    """The ranges in their order, the rate of all leads, and the MQL threshold.

    `before`: the same ranges by the pinned version `before_name`, with its threshold; none: it is
    the same, or of another scale. `chosen`: the same ranges of the leads that somebody chose; None:
    none is chosen.
    """

    rows: tuple[Row, ...]
    all_rate: float
    threshold: int
    before: tuple[Row, ...] = ()
    before_name: str = ""
    before_threshold: int | None = None
    chosen: tuple[Row, ...] | None = None


def row_words(row: Row) -> str:
    """One range in words."""
    if row.rate is None:
        return f"Score {row.name}: no lead with a known outcome"
    return f"Score {row.name}: {_rate_words(row)}"


def range_words(value: ScoreRatesValue, place: int) -> str:
    """One range in words, with the pinned version and the chosen leads."""
    words = row_words(value.rows[place])
    if value.before:
        row = value.before[place]
        told = "none" if row.rate is None else _rate_words(row)
        words += f"; {value.before_name}: {told}"
    if value.chosen is not None:
        row = value.chosen[place]
        words += f"; {count(row.tally.known)} chosen"
        words += "" if row.rate is None else f", {_rate_words(row)}"
    return words


def _rate_words(row: Row) -> str:
    if row.rate is None:
        return ""
    return (
        f"{count(row.tally.converted)} of {count(row.tally.known)}, "
        f"{percent(row.rate.value)} ({decimal(100 * row.rate.low, 1)} to {percent(row.rate.high)})"
    )


def score_rates_table(value: ScoreRatesValue | None) -> Table:
    """Each range with its leads, its conversion and the ends of the interval."""
    heads: list[Cell] = ["Leads", "Converted", "Rate", "95\u202f% from", "95\u202f% to"]
    rows: Table = [["Score", *heads]]
    if value is None:
        return rows
    parts = [value.rows]
    if value.before:
        rows[0] += [f"{head}, {value.before_name}" for head in heads[:3]]
        parts.append(value.before)
    if value.chosen is not None:
        rows[0] += ["Chosen", *(f"{head}, chosen" for head in heads[1:3])]
        parts.append(value.chosen)
    for place, row in enumerate(value.rows):
        line: list[Cell] = [row.name]
        for part in parts:
            own = _cells(part[place])
            line += own if part is value.rows else own[:3]
        rows.append(line)
    return rows


def _cells(row: Row) -> list[Cell]:
    held = row.rate
    rates = ["", "", ""]
    if held is not None:
        rates = [percent(held.value), percent(held.low), percent(held.high)]
    return [row.tally.known, row.tally.converted, *rates]
