"""What the tables and charts of the page Drift show: fields, bands, rules, shares then and now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from math import log

import numpy as np

from models.evaluation.drift.drift import Drift
from models.evaluation.drift.fields import FieldDrift
from models.evaluation.drift.rules import RuleDrift, State
from models.evaluation.drift.sentence import shift_words
from models.evaluation.figures import NONE, decimal, interval, percent
from models.evaluation.history.rows import width_of
from widgets.charts.share_pairs_value import PairRow
from widgets.tables.record_cells import BandCell, Cell, Named, SpanCell, Toned
from widgets.tables.records import RecordColumn, Records

BETWEEN = "95\u202f% interval"
AGES = "days before the creation"
"""What the numbers of a date are that is looked at by its age."""


def field_order(drift: Drift) -> tuple[int, ...]:
    """Places of the fields: those that moved most first, a missing one before all."""
    fields = drift.fields
    return tuple(sorted(range(len(fields)), key=lambda at: -fields[at].moved))


def field_records(drift: Drift) -> Records:
    """The fields, those that moved most first; the record is a field's place in the drift."""
    fields = drift.fields
    columns = (
        RecordColumn("Field", width=170, stretches=True),
        RecordColumn("Shift (PSI)", width=62, right=True),
        RecordColumn("What moved", width=130),
        RecordColumn("Values", width=112),
    )

    def cell(column: int, place: int) -> Cell:
        found = fields[place]
        match column:
            case 0:
                return Named(found.name, "the model reads it" if found.used else "")
            case 1:
                return NONE if found.shift is None else decimal(found.shift.value, 3)
            case 2:
                return _moved(found)
            case _:
                return _values(found)

    return Records(columns, np.array(field_order(drift), dtype=np.intp), cell)


def _moved(found: FieldDrift) -> Cell:
    if found.missing:
        return Toned("not in the newer", "text", 600)
    if found.added:
        return Toned("only in the newer", "text2")
    words = shift_words(found.shift, found.p)
    if words in ("moved", "moved far"):
        return Toned(words, "text", 600)
    return Toned(words, "text3" if words != "moved a little" else "text2")


def _values(found: FieldDrift) -> Cell:
    parts = [
        f"{len(values):,} {word}"
        for values, word in ((found.fresh, "new"), (found.gone, "gone"))
        if values
    ]
    if found.kind is not None:
        parts.insert(0, "written otherwise")
    return Toned(", ".join(parts), "text2") if parts else Toned(NONE, "text3")


Chosen = Sequence[tuple[int | None, int | None]]
"""How many leads of either side were chosen, row by row; empty: nobody was."""


def field_pairs(found: FieldDrift, chosen: Chosen = ()) -> tuple[PairRow, ...]:
    """The bins of a field, shares of all leads of either side."""
    rows = (
        PairRow(
            one.name,
            found.share(one.old),
            found.share(one.new, 1),
            one.old,
            one.new,
            one.special,
        )
        for one in found.bins
        if one.old or one.new
    )
    return _with_chosen(rows, chosen)


def _with_chosen(rows: Iterable[PairRow], chosen: Chosen) -> tuple[PairRow, ...]:
    if not chosen:
        return tuple(rows)
    pairs = zip(rows, chosen, strict=True)
    return tuple(replace(row, old_chosen=old, new_chosen=new) for row, (old, new) in pairs)


def shown_bins(found: FieldDrift) -> tuple[int, ...]:
    """The places of the bins that the chart shows."""
    return tuple(at for at, one in enumerate(found.bins) if one.old or one.new)


def score_ranges(drift: Drift) -> tuple[tuple[int, int], ...]:
    """Ranges of equally many scores from the highest that any lead has down to the lowest."""
    counts = drift.scores.counts.sum(axis=0)
    held = np.flatnonzero(counts)
    if not len(held):
        return ()
    low, high = (drift.scores.least + int(held[at]) for at in (0, -1))
    width = width_of(high - low + 1)
    starts = range(low // width * width, high + 1, width)
    most = drift.model.scale.most
    return tuple((start, min(start + width - 1, most)) for start in reversed(starts))


def score_pairs(drift: Drift, chosen: Chosen = ()) -> tuple[PairRow, ...]:
    """Leads of either side by score, the highest first."""
    scores, rows = drift.scores, []
    old, new = scores.leads
    for low, high in score_ranges(drift):
        piece = scores.counts[:, max(0, low - scores.least) : max(0, high + 1 - scores.least)]
        one, other = piece.sum(axis=1).tolist()
        name = str(low) if low == high else f"{low} to {high}"
        rows.append(PairRow(name, one / max(old, 1), other / max(new, 1), int(one), int(other)))
    return _with_chosen(rows, chosen)


def band_records(drift: Drift) -> Records:
    """The bands, the highest first: leads and conversion then and now."""
    bands, (old, new) = drift.scores.bands, drift.scores.leads
    number = len(bands)
    columns = (
        RecordColumn("Band", width=90, stretches=True),
        RecordColumn("Then", width=62, right=True),
        RecordColumn("Now", width=62, right=True),
        RecordColumn("Rate then", width=74, right=True),
        RecordColumn("Rate now", width=74, right=True),
        RecordColumn("Change, 95\u202f% points", width=130, right=True),
    )

    def cell(column: int, place: int) -> Cell:
        band = bands[place]
        between = band.difference
        told = NONE
        if between is not None:
            low, high = (decimal(100 * end, 1) for end in (between.low, between.high))
            told = f"{low} to {high}"
        cells: Sequence[Callable[[], Cell]] = (
            lambda: BandCell(band.name, number - 1 - place, number),
            lambda: percent(band.old_leads / old if old else None),
            lambda: percent(band.new_leads / new if new else None),
            lambda: percent(band.old.rate),
            lambda: percent(band.new.rate),
            lambda: Toned(told, "text" if band.p is not None and band.p < 0.05 else "text2"),
        )
        return cells[column]()

    return Records(columns, np.arange(number)[::-1], cell)


_FIRST = (State.LOST, State.TURNED, State.WEAKER, State.STRONGER, State.HELD, State.NONE)


def rule_order(drift: Drift) -> tuple[int, ...]:
    """Places of the rules: those that lost most first, those with too few conversions last."""

    def rank(at: int) -> tuple[int, float]:
        rule = drift.rules[at]
        order = _FIRST.index(rule.state) if rule.state in _FIRST else len(_FIRST)
        return order, 1.0 if rule.p is None else rule.p

    return tuple(sorted(range(len(drift.rules)), key=rank))


def rule_records(drift: Drift) -> Records:
    """The rules with their lift then and now; the record is a rule's place in the drift."""
    rules, (old, new) = drift.rules, drift.scores.leads
    columns = (
        RecordColumn("Rule", width=160, stretches=True),
        RecordColumn("Hits then", width=72, right=True),
        RecordColumn("now", width=64, right=True),
        RecordColumn("Lift then", width=68, right=True),
        RecordColumn("now", width=52, right=True),
        RecordColumn("Odds ratio, now by then", width=158),
        RecordColumn(BETWEEN, width=104, right=True),
        RecordColumn("What became of it", width=140),
    )
    most = max([_reach(rule) for rule in rules] or [1.0])

    def cell(column: int, place: int) -> Cell:
        rule = rules[place]
        change = rule.change
        cells: Sequence[Callable[[], Cell]] = (
            lambda: rule.name,
            lambda: percent(rule.old_hits / old if old else None),
            lambda: percent(rule.new_hits / new if new else None),
            lambda: NONE if rule.old.lift is None else decimal(rule.old.lift),
            lambda: NONE if rule.new.lift is None else decimal(rule.new.lift),
            lambda: (
                NONE
                if change is None
                else SpanCell(log(change.low), log(change.value), log(change.high), most)
            ),
            lambda: interval(change),
            lambda: _state(rule),
        )
        return cells[column]()

    return Records(columns, np.array(rule_order(drift), dtype=np.intp), cell)


def _reach(rule: RuleDrift) -> float:
    change = rule.change
    return 0.1 if change is None else max(abs(log(change.low)), abs(log(change.high)), 0.1)


def _state(rule: RuleDrift) -> Cell:
    strong = rule.state in (State.LOST, State.TURNED, State.WEAKER)
    pale = rule.state is State.TOO_FEW
    tone = "text3" if pale else "text" if strong else "text2"
    return Toned(rule.state.value, tone, 600 if strong else 400)
