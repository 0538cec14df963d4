"""What the tables of the page Thresholds show: thresholds to choose from, and those of segments."""

from __future__ import annotations

import numpy as np

from models.evaluation.figures import NONE, count, percent
from models.evaluation.thresholds.lab import Choice, Handed, Lab
from models.evaluation.thresholds.separate import Separate
from models.evaluation.thresholds.words import a_week, amount, change
from widgets.tables.record_cells import Cell, Named, Neighboured, Toned
from widgets.tables.records import RecordColumn, Records


def choice_records(lab: Lab, choices: tuple[Choice, ...], now: int, name: str) -> Records:
    """Each threshold with what it hands over; the value below with its difference to now."""
    weekly, money = bool(lab.curve.weeks), lab.net is not None
    columns = [
        RecordColumn("Choice", width=116, stretches=True),
        RecordColumn(name, width=46, right=True),
        RecordColumn("a week" if weekly else "leads", width=52, right=True),
        RecordColumn("conv.", width=48, right=True),
        RecordColumn("rate", width=68, right=True),
    ]
    if money:
        columns.append(RecordColumn("net value", width=92, right=True))
    handed = [
        None if one.place is None else lab.at(one.place, now, whole=one.whole) for one in choices
    ]

    def cell(column: int, place: int) -> Cell:
        one, figures = choices[place], handed[place]
        if column == 0:
            return Named(one.name, one.note if figures is not None else one.why)
        if figures is None:
            return Toned(NONE, "text3")
        match column:
            case 1:
                return Toned(count(figures.score), "text", 600)
            case 2:
                return _volume(figures)
            case 3:
                return count(figures.converted) if figures.known else NONE
            case 4:
                return percent(None if figures.rate is None else figures.rate.value)
            case _:
                return _value(lab, figures)

    return Records(tuple(columns), np.arange(len(choices)), cell)


def _volume(figures: Handed) -> str:
    return count(figures.leads) if figures.per_week is None else a_week(figures.per_week)


def _value(lab: Lab, figures: Handed) -> Cell:
    if figures.value is None:
        return NONE
    currency = lab.sales.currency
    less = "" if not figures.less else change(figures.less, currency)
    return Neighboured(amount(figures.value.value, currency), less)


def segment_records(found: Separate) -> Records:
    """The own threshold of each segment, on all leads."""
    columns = (
        RecordColumn(found.field, width=120, stretches=True),
        RecordColumn("Threshold", width=86, right=True),
        RecordColumn("vs. all", width=76, right=True),
        RecordColumn("Leads", width=64, right=True),
        RecordColumn("Converted", width=84, right=True),
        RecordColumn("Rate", width=66, right=True),
    )

    def cell(column: int, place: int) -> Cell:
        row = found.rows[place]
        match column:
            case 0:
                return row.name
            case 1:
                return Toned("nobody" if row.score is None else count(row.score), "text", 600)
            case 2:
                return _against(row.score, found.common)
            case 3:
                return count(row.leads)
            case 4:
                return count(row.converted)
            case _:
                return percent(row.converted / row.known if row.known else None)

    return Records(columns, np.arange(len(found.rows)), cell)


def _against(own: int | None, common: int | None) -> Cell:
    if own is None or common is None or own == common:
        return Toned("the same" if own == common else NONE, "text3")
    return f"{count(abs(own - common))} {'higher' if own > common else 'lower'}"
