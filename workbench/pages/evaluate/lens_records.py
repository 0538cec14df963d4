"""What the tables of the rules under the lens show: the lines, one line over time, its overlaps."""

from __future__ import annotations

from collections.abc import Callable
from math import log

import numpy as np

from models.evaluation.figures import NONE, count, decimal, interval, percent
from models.evaluation.lens import sentence
from models.evaluation.lens.finding import ORDER, Finding
from models.evaluation.lens.lens import Evidence, Lens
from models.evaluation.lens.stability import Held
from models.evaluation.odds import Odds
from models.evaluation.tallies import TOO_FEW
from models.scoring.awards import PerOccurrence
from models.signs import signed
from widgets.tables.record_cells import Cell, RateCell, SpanCell, Toned
from widgets.tables.records import RecordColumn, Records

IN_ORDER = "rule"
"""The sort key of the order of the model."""
LEAST_ODDS, MOST_ODDS = log(4), log(32)
"""Log odds that reach from the middle of a cell to its end are never fewer, never more."""

COLUMNS = (
    RecordColumn("Rule", IN_ORDER, width=150, stretches=True),
    RecordColumn("Points", "points", width=86, right=True),
    RecordColumn("Leads", "leads", width=58, right=True),
    RecordColumn("Convert", "rate", width=100, right=True),
    RecordColumn("Others", "others", width=62, right=True),
    RecordColumn("Odds", "odds", width=84),
    RecordColumn("Tells", "information", width=56, right=True),
    RecordColumn("Worth", "worth", width=58, right=True),
    RecordColumn("Lost", "lost", width=52, right=True),
    RecordColumn("Time", "held", width=70),
    RecordColumn("Finding", "finding", width=152),
)
ONLY_WIDE = (4, 6)
"""Columns for which a narrow table has no room; the chosen line tells them in words."""
MEANINGS = (
    "Odds: those of its leads to convert, as a multiple of other leads'. Worth: points by this "
    "history. Lost: conversions the MQLs lose without it. Judged together (Holm): rules that say "
    "nothing raise a false alarm in 1 of 20 tables."
)
_GRAVE = (Finding.WRONG_WAY, Finding.TOO_MUCH, Finding.TOO_LITTLE)
_PALE = (Finding.MUTED, Finding.TOO_FEW, Finding.NO_HITS, Finding.ALL_HIT, Finding.NO_POINTS)


def lens_records(
    lens: Lens, sort: str = IN_ORDER, *, downwards: bool = False, wide: bool = True
) -> Records:
    """The lines; the record is the place in `lens.lines`. `wide`: with all columns."""
    full, reach = _full(lens), _reach(lens)
    shown = [place for place in range(len(COLUMNS)) if wide or place not in ONLY_WIDE]

    def cell(column: int, place: int) -> Cell:
        found = lens.lines[place]
        cells: tuple[Callable[[], Cell], ...] = (
            lambda: _named(found, nested=sort == IN_ORDER),
            lambda: _toned(_points(found), found),
            lambda: _toned(count(found.hits.known), found),
            lambda: RateCell(found.hits, lens.all.rate, full),
            lambda: _toned(percent(found.others.rate), found),
            lambda: _span(found.odds, reach),
            lambda: _toned(
                NONE if found.information is None else decimal(found.information), found
            ),
            lambda: _toned(
                NONE if found.worth is None else sentence.points(found.worth.points.value), found
            ),
            lambda: _toned(_lost(lens, found), found),
            lambda: _over_time(found),
            lambda: _finding(found),
        )
        return cells[shown[column]]()

    order = sorted(range(len(lens.lines)), key=lambda place: _key(lens, sort, place))
    if downwards:
        order.reverse()
    columns = tuple(COLUMNS[place] for place in shown)
    return Records(columns, np.array(order, dtype=np.intp), cell, sort, downwards)


def _full(lens: Lens) -> float:
    """The rate at the right end of every bar: four times the base, or the highest of many."""
    sure = [line.hits.rate or 0.0 for line in lens.lines if line.hits.converted > TOO_FEW]
    return max([4 * (lens.all.rate or 0.0), *sure, 0.01])


def _reach(lens: Lens) -> float:
    """Log odds at the end of a cell: those of the lines that many leads stand for."""
    sure = [abs(line.odds.log) for line in lens.lines if line.odds and line.expected > TOO_FEW]
    return min(MOST_ODDS, 1.2 * max([LEAST_ODDS, *sure]))


def _key(lens: Lens, sort: str, place: int) -> tuple[float, int]:
    found = lens.lines[place]
    none = float("-inf")
    values: dict[str, Callable[[], float]] = {
        IN_ORDER: lambda: place,
        "points": lambda: (
            max(found.line.rule.reach(), key=abs)
            if found.line.points is None
            else found.line.points
        ),
        "leads": lambda: found.hits.known,
        "rate": lambda: none if found.hits.rate is None else found.hits.rate,
        "others": lambda: none if found.others.rate is None else found.others.rate,
        "odds": lambda: none if found.odds is None else found.odds.log,
        "information": lambda: none if found.information is None else found.information,
        "worth": lambda: none if found.worth is None else found.worth.points.value,
        "lost": lambda: (
            none if found.without is None else lens.mql.converted - found.without.mql.converted
        ),
        "held": lambda: -list(Held).index(found.held),
        "finding": lambda: -ORDER.index(found.finding),
    }
    return values[sort](), place


def _named(found: Evidence, *, nested: bool) -> Cell:
    if found.line.entry is None:
        return Toned(found.line.rule.name, "text3") if found.line.muted else found.line.rule.name
    return Toned(f"\u2003{found.line.words}" if nested else found.line.name, "text2")


def _points(found: Evidence) -> str:
    award = found.line.rule.award
    if isinstance(award, PerOccurrence) and award.most > 1:
        return f"{signed(award.points)} each"
    return found.line.said


def _toned(text: str, found: Evidence) -> Cell:
    return Toned(text, "text3") if found.line.muted or text == NONE else text


def _span(odds: Odds | None, reach: float) -> Cell:
    if odds is None:
        return Toned(NONE, "text3")
    low, high = log(odds.ratio.low), log(odds.ratio.high)
    words = f"{decimal(odds.ratio.value)} ({interval(odds.ratio)})"
    return SpanCell(low, odds.log, high, reach, words)


def _lost(lens: Lens, found: Evidence) -> str:
    if found.without is None:
        return NONE
    return count(lens.mql.converted - found.without.mql.converted)


def _over_time(found: Evidence) -> Cell:
    words = sentence.HELD[found.held]
    if found.held in (Held.LOST, Held.TURNED):
        return Toned(words, "warn", 600)
    return Toned(words, "text3") if found.held in (Held.TOO_FEW, Held.UNCLEAR) else words


def _finding(found: Evidence) -> Cell:
    words = sentence.SHORT[found.finding]
    if found.finding in _GRAVE:
        return Toned(words, "warn", 600)
    return Toned(words, "text3") if found.finding in _PALE else words


def block_records(lens: Lens, found: Evidence, *, wide: bool = True) -> Records:
    """One line in successive parts of the leads, the oldest first. `wide`: there is room for the
    last day of each; the next one begins on the day after it."""
    blocks = () if found.stability is None else found.stability.blocks
    reach, most = _reach(lens), max((block.hits.known for block in blocks), default=0)
    columns = (
        RecordColumn("Created" if wide else "From", width=120 if wide else 114, stretches=True),
        RecordColumn("Convert", width=122 if wide or most >= 1_000 else 109, right=True),
        RecordColumn("Odds", width=60),
    )

    def cell(column: int, place: int) -> Cell:
        block = blocks[place]
        cells: tuple[Callable[[], Cell], ...] = (
            lambda: block.name if wide else block.name.partition(" to ")[0],
            lambda: f"{percent(block.hits.rate)} of {count(block.hits.known)}",
            lambda: _span(block.odds, reach),
        )
        return cells[column]()

    return Records(columns, np.arange(len(blocks)), cell)


def overlap_records(lens: Lens, found: Evidence) -> Records:
    """Other rules that hit the same leads; the record is the place in `lens.lines`."""
    overlaps = {lens.rules[item.other]: item for item in found.overlaps}
    columns = (
        RecordColumn("Hit by", width=120, stretches=True),
        RecordColumn("Shared", width=62, right=True),
        RecordColumn("Correlation", width=72, right=True),
    )

    def cell(column: int, place: int) -> Cell:
        item = overlaps[place]
        cells: tuple[Callable[[], Cell], ...] = (
            lambda: lens.lines[place].line.rule.name,
            lambda: percent(item.share, 0),
            lambda: NONE if item.phi is None else decimal(item.phi),
        )
        return cells[column]()

    return Records(columns, np.array(list(overlaps), dtype=np.intp), cell)
