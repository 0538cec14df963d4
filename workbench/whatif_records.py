"""What the page What if shows: scenarios, what the result hangs on, figures as supposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from models.evaluation.figures import NONE, count, interval
from models.evaluation.tallies import TOO_FEW
from models.evaluation.whatif.sensitivity import (
    CHANGES,
    Moved,
    Sensitivity,
    Variant,
    ends,
    told,
    widest_first,
)
from models.evaluation.whatif.side_by_side import Figure, Line, apart
from models.evaluation.whatif.supposed import AUC, CAPTURE, FOUND, MQL, RATE, VALUE, Supposed
from models.evaluation.whatif.words import (
    CHANGES as CHANGE_WORDS,
)
from models.evaluation.whatif.words import (
    NAMES,
    by_what,
    change_span_words,
    change_words,
    figure_words,
    name_of,
    span_words,
)
from models.leads.tally import Tally
from widgets.charts.tornado_value import Tornado, TornadoRow
from widgets.tables.record_table import (
    Cell,
    Named,
    Neighboured,
    RecordColumn,
    Records,
    Toned,
)

FIGURES = (MQL, FOUND, RATE, AUC, CAPTURE, VALUE)


def scenario_records(
    lines: Sequence[Line],
    names: Mapping[str, Named],
    currency: str,
    *,
    stale: bool = False,
) -> Records:
    """A row for each scenario, its figures with their difference to the baseline below.

    `stale`: what is shown is being worked out anew.
    """
    shown = [name for name in FIGURES if any(name in line.figures for line in lines)]
    columns = (
        RecordColumn("Scenario", width=190, stretches=True),
        *(RecordColumn(NAMES[name], width=84, right=True) for name in shown),
        RecordColumn("Come", width=66, right=True),
        RecordColumn("Go", width=66, right=True),
        RecordColumn("Against the baseline", width=150),
    )
    tone = "text3" if stale else "text"

    def cell(column: int, place: int) -> Cell:
        line = lines[place]
        if not column:
            return names[line.key]
        if column <= len(shown):
            return _figure(shown[column - 1], line.figures.get(shown[column - 1]), currency, tone)
        if column == len(columns) - 1:
            words = apart(line) or NONE
            sure = "finds" in words or "ranks" in words
            return Toned(words, "text3" if stale else "text" if sure else "text2", 400)
        return _moved((line.entered, line.left)[column - len(shown) - 1], tone)

    return Records(columns, np.arange(len(lines)), cell)


def _figure(name: str, figure: Figure | None, currency: str, tone: str) -> Cell:
    if figure is None:
        return Toned(NONE, "text3")
    words = figure_words(name, figure.value, currency)
    if figure.change is None:
        return Neighboured(words, interval(figure.own, 2) if name == AUC else "", tone)
    return Neighboured(words, change_words(name, figure.change, currency), tone)


def _moved(moved: Tally | None, tone: str) -> Cell:
    if moved is None:
        return Toned(NONE, "text3")
    below = f"{count(moved.converted)} conv." if moved.known else ""
    return Neighboured(count(moved.leads), below, tone)


def line_words(line: Line, currency: str) -> list[tuple[str, str]]:
    """The figures of a line that have an interval: what it is of, and the interval in words."""
    found: list[tuple[str, str]] = []
    for name in () if line.same else FIGURES:
        figure = line.figures.get(name)
        if figure is None or figure.change is None:
            continue
        change = change_words(name, figure.change, currency)
        if figure.interval is None:
            continue
        if name != MQL and line.converted <= TOO_FEW:
            found.append((f"{NAMES[name]} {change}", "too few to say"))
            continue
        span = change_span_words(name, figure.interval.low, figure.interval.high, currency)
        found.append((f"{NAMES[name]} {change}", span))
    return found


def moved_records(found: Sensitivity, name: str, currency: str, *, stale: bool = False) -> Records:
    """A row for each rule and threshold, the widest first; a column for each change."""
    order = widest_first(found, name)
    tone = "text3" if stale else "text"
    columns = (
        RecordColumn("Moved alone", width=150, stretches=True),
        *(RecordColumn(CHANGE_WORDS[change], width=78, right=True) for change in CHANGES),
    )
    base = told(found.now, name)

    def cell(column: int, place: int) -> Cell:
        moved = order[place]
        if not column:
            return name_of(moved)
        variant = _variant(moved, CHANGES[column - 1])
        if variant is None or base is None:
            return Toned(NONE, "text3")
        value = told(variant.result, name)
        if value is None:
            return Toned(NONE, "text3")
        change = change_words(name, value - base, currency)
        return Neighboured(figure_words(name, value, currency), change, tone)

    return Records(columns, np.arange(len(order)), cell)


def _variant(moved: Moved, change: str) -> Variant | None:
    return next((item for item in moved.variants if item.change == change), None)


def tornado_of(found: Sensitivity, name: str, currency: str) -> Tornado | None:
    """The same as the chart shows it: only what moves the result; None where nothing does."""
    now = told(found.now, name)
    if now is None:
        return None
    rows = []
    for moved in widest_first(found, name):
        span = ends(moved, found.now, name)
        if span is None or span[1] <= span[0]:
            continue
        words = []
        for most in (False, True):
            variant = by_what(moved, found.now, name, most=most)
            value = None if variant is None else told(variant.result, name)
            if variant is None or value is None:
                words.append("")
            else:
                how = f"at {variant.becomes}" if moved.band else CHANGE_WORDS[variant.change]
                words.append(f"{change_words(name, value - now, currency)}, {how}")
        rows.append(TornadoRow(name_of(moved), *span, *words))
    if not rows:
        return None
    low, high = min(row.low for row in rows), max(row.high for row in rows)
    return Tornado(
        NAMES[name],
        now,
        f"now {figure_words(name, now, currency)}",
        (figure_words(name, low, currency), figure_words(name, high, currency)),
        tuple(rows),
    )


def supposed_records(found: Supposed, currency: str, *, stale: bool = False) -> Records:
    """Each figure now and as supposed, with its interval, the change and what blanks could do."""
    # The currency stands in the first figures; intervals would not have room for it.
    shown = [name for name in FIGURES if name in found.figures]
    ranged = any(found.figures[name].span is not None for name in shown)
    tone = "text3" if stale else "text"
    columns = [
        RecordColumn("Figure", width=150, stretches=True),
        RecordColumn("Now", width=92 if VALUE in shown else 70, right=True),
        RecordColumn("As supposed", width=96, right=True),
        RecordColumn("95\u202f% interval", width=146, right=True),
        RecordColumn("Change", width=86, right=True),
        RecordColumn("95\u202f% of change, each", width=158, right=True),
    ]
    if ranged:
        columns.append(RecordColumn("Whatever blanks had", width=136, right=True))

    few = found.converted <= TOO_FEW

    def cell(column: int, place: int) -> Cell:
        name = shown[place]
        figure = found.figures[name]
        if few and name != MQL and column in (3, 5):
            return Toned("too few to say", "text3")
        match column:
            case 0:
                return Toned(NAMES[name], tone)
            case 1:
                return Toned(figure_words(name, figure.before, currency), tone)
            case 2:
                return Toned(figure_words(name, figure.after.value, currency), tone, 600)
            case 3:
                return Toned(span_words(name, figure.after.low, figure.after.high), "text2")
            case 4:
                return Toned(change_words(name, figure.change.value, currency), tone)
            case 5:
                low, high = figure.change.low, figure.change.high
                return Toned(change_span_words(name, low, high), "text2")
            case _:
                span = figure.span
                return Toned("" if span is None else span_words(name, *span), "text2")

    return Records(tuple(columns), np.arange(len(shown)), cell)
