"""What the page What if shows: scenarios, what the result hangs on, figures as supposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.evaluation.by_score import ByScore
from models.evaluation.figures import NONE, count, interval
from models.evaluation.tallies import TOO_FEW
from models.evaluation.whatif.sensitivity import (
    CHANGES,
    Moved,
    Sensitivity,
    Variant,
    ends,
    held_by,
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
from models.scoring.engine import Scored
from widgets.charts.tornado_value import Tornado, TornadoRow
from widgets.tables.record_cells import Cell, Named, Neighboured, Toned
from widgets.tables.records import RecordColumn, Records

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


@dataclass(frozen=True, eq=False)
class Hung:
    """What the result hangs on, with the leads that each rule and threshold is about.

    `before`: the same of the pinned version `before_name`; None: nothing is pinned, or it is the
    same model.
    """

    found: Sensitivity
    scored: Scored
    before: Sensitivity | None = None
    before_name: str = ""

    @cached_property
    def leads(self) -> tuple[int, ...]:
        """How many leads each of what was moved is about, in the order of the model."""
        return tuple(int(np.count_nonzero(held_by(one, self.scored))) for one in self.found.moved)

    def leads_of(self, moved: Moved) -> int:
        """How many leads it is about."""
        return self.leads[self.found.moved.index(moved)]


@dataclass(frozen=True, eq=False)
class Tried:
    """What suppositions would change. `before`: the leads as they are, as the pinned version
    `before_name` scores them; None: nothing is pinned, it is the same model, or of another scale.
    """

    found: Supposed
    before: ByScore | None = None
    before_name: str = ""


def moved_records(hung: Hung, name: str, currency: str, *, stale: bool = False) -> Records:
    """A row for each rule and threshold, the widest first; a column for each change."""
    found = hung.found
    order = widest_first(found, name)
    tone = "text3" if stale else "text"
    columns = (
        RecordColumn("Moved alone", width=150, stretches=True),
        RecordColumn("Leads", width=62, right=True),
        *(RecordColumn(CHANGE_WORDS[change], width=78, right=True) for change in CHANGES),
    )
    base = told(found.now, name)

    def cell(column: int, place: int) -> Cell:
        moved = order[place]
        if not column:
            return name_of(moved)
        if column == 1:
            return Toned(count(hung.leads_of(moved)), tone)
        variant = _variant(moved, CHANGES[column - 2])
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


def tornado_moved(found: Sensitivity, name: str) -> tuple[Moved, ...]:
    """What the chart shows: only what moves the result, the widest first."""
    spans = ((moved, ends(moved, found.now, name)) for moved in widest_first(found, name))
    return tuple(moved for moved, span in spans if span is not None and span[1] > span[0])


def tornado_of(
    hung: Hung, name: str, currency: str, chosen: Mapping[Moved, int] | None = None
) -> Tornado | None:
    """The same as the chart shows it; None where nothing moves the result.

    `chosen`: how many of the leads of each are chosen; None: nobody chose any.
    """
    found = hung.found
    now = told(found.now, name)
    every = tornado_moved(found, name)
    if now is None or not every:
        return None
    rows = [
        TornadoRow(
            name_of(moved),
            *(ends(moved, found.now, name) or (now, now)),
            *_by_what(moved, found, name, currency),
            hung.leads_of(moved),
            None if chosen is None else chosen[moved],
            _before(moved, hung, name),
        )
        for moved in every
    ]
    low, high = min(row.low for row in rows), max(row.high for row in rows)
    before = None if hung.before is None else told(hung.before.now, name)
    return Tornado(
        NAMES[name],
        now,
        f"now {figure_words(name, now, currency)}",
        (figure_words(name, low, currency), figure_words(name, high, currency)),
        tuple(rows),
        before,
        "" if before is None else f"was {figure_words(name, before, currency)}",
        hung.before_name,
    )


def _by_what(moved: Moved, found: Sensitivity, name: str, currency: str) -> tuple[str, str]:
    """By how much the result becomes less and more, and by what change."""
    now, words = told(found.now, name), []
    for most in (False, True):
        variant = by_what(moved, found.now, name, most=most)
        value = None if variant is None else told(variant.result, name)
        if variant is None or value is None or now is None:
            words.append("")
        else:
            how = f"at {variant.becomes}" if moved.band else CHANGE_WORDS[variant.change]
            words.append(f"{change_words(name, value - now, currency)}, {how}")
    return words[0], words[1]


def _before(moved: Moved, hung: Hung, name: str) -> tuple[float, float] | None:
    """How far the same rule or threshold moved the result of the pinned version."""
    if hung.before is None:
        return None
    same = (one for one in hung.before.moved if (one.rule, one.band) == (moved.rule, moved.band))
    one = next(same, None)
    return None if one is None else ends(one, hung.before.now, name)


def shown_figures(found: Supposed) -> tuple[str, ...]:
    """The names of the figures that the leads can tell, in the order of the table."""
    return tuple(name for name in FIGURES if name in found.figures)


def supposed_records(found: Supposed, currency: str, *, stale: bool = False) -> Records:
    """Each figure now and as supposed, with its interval, the change and what blanks could do."""
    # The currency stands in the first figures; intervals would not have room for it.
    shown = shown_figures(found)
    ranged = any(found.figures[name].span is not None for name in shown)
    tone = "text3" if stale else "text"
    columns = [
        RecordColumn("Figure", width=192, stretches=True),
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
