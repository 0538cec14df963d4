"""What a result hangs on, as the chart shows it: a bar for each thing that was moved alone."""

from __future__ import annotations

from dataclasses import dataclass

from models.evaluation.figures import count, leads
from widgets.charts.labels import Cell, Table

ROW, LEAST_ROW, BELOW = 26, 20, 24


@dataclass(frozen=True)
class TornadoRow:
    """From the least to the most that the result becomes; `less`, `more` say by how much and by
    what: "−42, muted". "" where the result goes only one way.

    `leads`: how many leads it is about, such as those that the rule hits; `chosen` of them were
    chosen by somebody, None: nobody chose any. `before`: least and most in the pinned version.
    """

    label: str
    low: float
    high: float
    less: str = ""
    more: str = ""
    leads: int = 0
    chosen: int | None = None
    before: tuple[float, float] | None = None


@dataclass(frozen=True)
class Tornado:
    """`rows`: the widest first. `now`: the result as it is; `words` it in words, such as
    "559 MQL"; `ends`: the least and the most of all rows in words. `before`: the result of the
    pinned version, `before_words` it in words; None: there is none, or it is the same model."""

    result: str
    now: float
    words: str
    ends: tuple[str, str]
    rows: tuple[TornadoRow, ...]
    before: float | None = None
    before_words: str = ""
    before_name: str = ""


def fitting(rows: int, height: float) -> int:
    """How many rows a chart of this height shows, in pixels at 100 %; the table has all."""
    return max(1, min(rows, int((height - BELOW) // LEAST_ROW)))


def said(row: TornadoRow) -> str:
    """What a row becomes, in words."""
    return " and ".join(words for words in (row.less, row.more) if words) or "no change"


def row_words(value: Tornado, place: int) -> str:
    """A row in words, with the leads that it is about."""
    row = value.rows[place]
    words = f"{row.label}: {said(row)}; {leads(row.leads)}"
    return words if row.chosen is None else f"{words}, {count(row.chosen)} of them chosen"


def tornado_table(value: Tornado | None) -> Table:
    """Each row with the least and the most, what leads to them, and its leads."""
    if value is None:
        return [["Moved", "Least", "by", "Most", "by"]]
    rows: Table = [["Moved", f"Least {value.result}", "by", "Most", "by", "Leads"]]
    told = any(row.chosen is not None for row in value.rows)
    if told:
        rows[0].append("Chosen")
    if value.before is not None:
        rows[0] += [f"{head}, {value.before_name}" for head in ("Least", "Most")]
    for row in value.rows:
        line: list[Cell] = [row.label, row.low, row.less, row.high, row.more, row.leads]
        if told:
            line.append(row.chosen or 0)
        if value.before is not None:
            line += ["", ""] if row.before is None else list(row.before)
        rows.append(line)
    return rows
