"""What the tables of several models show, and those of two models by groups."""

from __future__ import annotations

import numpy as np

from models.evaluation.comparison.agreement import Agreement, Agreements
from models.evaluation.comparison.comparison import LEVEL
from models.evaluation.comparison.report import p_words
from models.evaluation.comparison.several import CAPTURE, FOUND, RANKING, RATE, Against, Several
from models.evaluation.figures import NONE, count, decimal, interval, percent, percents, rate_change
from widgets.tables.record_cells import Cell, SpanCell, Toned
from widgets.tables.records import RecordColumn, Records

BETWEEN = "95\u202f% interval"


def standing_records(found: Several) -> Records:
    """Each model with its own figures."""
    columns = (
        RecordColumn("Model", width=150, stretches=True),
        RecordColumn(RANKING, width=64, right=True),
        RecordColumn(BETWEEN, width=110, right=True),
        RecordColumn("Best 10\u202f%", width=64, right=True),
        RecordColumn("MQLs", width=64, right=True),
        RecordColumn("Found", width=64, right=True),
        RecordColumn("Rate", width=64, right=True),
        RecordColumn(BETWEEN, width=110, right=True),
    )

    def cell(column: int, place: int) -> Cell:
        one = found.models[place]
        match column:
            case 0:
                held = f"{one.name}, the reference"
                return Toned(held, weight=600) if place == found.reference else one.name
            case 1:
                return NONE if one.auc is None else decimal(one.auc.value, 3)
            case 2:
                return interval(one.auc, 3)
            case 3:
                best = None if one.best is None else one.best.capture
                return percent(None if best is None else best.value)
            case 4:
                return count(one.mql.leads)
            case 5 | 6:
                figure = one.found if column == 5 else one.rate
                return percent(None if figure is None else figure.value)
            case _:
                return percents(one.rate)

    return Records(columns, np.arange(len(found.models)), cell)


def difference_records(found: Several) -> Records:
    """Each figure of each model against that of the reference, the ranking first."""
    columns = (
        RecordColumn("Figure", width=156),
        RecordColumn("Model", width=150, stretches=True),
        RecordColumn("It", width=64, right=True),
        RecordColumn("Reference", width=64, right=True),
        RecordColumn("Difference", width=96, right=True),
        RecordColumn("95\u202f%, each by itself", width=150),
        RecordColumn("p, for all", width=92, right=True),
        RecordColumn("", width=120),
    )
    lines = [
        item for figure in (RANKING, CAPTURE, FOUND, RATE) for item in found.differences(figure)
    ]
    most = max(
        (max(abs(item.difference.low), abs(item.difference.high)) for item in lines), default=1.0
    )

    def cell(column: int, place: int) -> Cell:
        item = lines[place]
        ranking = item.figure == RANKING
        match column:
            case 0:
                return item.figure
            case 1:
                return found.models[item.model].name
            case 2 | 3:
                value = item.value if column == 2 else item.reference
                return decimal(value, 3) if ranking else percent(value)
            case 4:
                if ranking:
                    return decimal(item.difference.value, 3)
                return rate_change(item.value, item.reference)
            case 5:
                between = item.difference
                return SpanCell(between.low, between.value, between.high, most or 1.0)
            case 6:
                return p_words(item.p)
            case _:
                return _meaning(found, item)

    return Records(columns, np.arange(len(lines)), cell)


def _meaning(found: Several, item: Against) -> Cell:
    if found.same[item.model]:
        return Toned("the same scores", "text2")
    if found.few or item.p is None:
        return Toned("too few to say", "text3")
    if item.p >= LEVEL:
        return Toned("could be chance", "text2")
    return Toned("better" if item.difference.value > 0 else "worse", "text", 600)


def agreement_records(found: Agreements) -> Records:
    """All leads and each group: where A and B agree, and how each ranks."""
    columns = (
        RecordColumn(found.field, width=150, stretches=True),
        RecordColumn("Leads", width=64, right=True),
        RecordColumn("Converted", width=64, right=True),
        RecordColumn("Agree", width=64, right=True),
        RecordColumn("Kappa", width=50, right=True),
        RecordColumn(BETWEEN, width=104, right=True),
        RecordColumn("A alone", width=56, right=True),
        RecordColumn("B alone", width=56, right=True),
        RecordColumn("AUC of A", width=56, right=True),
        RecordColumn("of B", width=56, right=True),
        RecordColumn("A \u2212 B, 95\u202f% each", width=130),
        RecordColumn("p for all groups", width=124),
    )
    lines = (found.all, *found.groups)
    between = [item.auc.difference for item in lines if item.auc is not None]
    most = max((max(abs(one.low), abs(one.high)) for one in between), default=1.0) or 1.0

    def cell(column: int, place: int) -> Cell:
        item = lines[place]
        if column == 10 and item.auc is not None:
            held = item.auc.difference
            return SpanCell(held.low, held.value, held.high, most)
        text = _agreement(item, column, whole=place == 0)
        if place == 0:
            return Toned(text, weight=600)
        return Toned(text, "text3") if item.small else text

    return Records(columns, np.arange(len(lines)), cell)


def _agreement(item: Agreement, column: int, *, whole: bool) -> str:
    match column:
        case 0:
            return f"{item.name} (few)" if item.small and not whole else item.name
        case 1:
            return count(item.tally.leads)
        case 2:
            return count(item.tally.converted)
        case 3:
            return percent(None if item.alike is None else item.alike.value)
        case 4:
            return NONE if item.kappa is None else decimal(item.kappa.value)
        case 5:
            return interval(item.kappa)
        case 6 | 7:
            return count((item.a_only if column == 6 else item.b_only).leads)
        case 8 | 9:
            if item.auc is None:
                return NONE
            return decimal((item.auc.a if column == 8 else item.auc.b).value)
        case 10:
            return NONE
        case _:
            return _better(item, whole=whole)


def _better(item: Agreement, *, whole: bool) -> str:
    p = item.auc.p if whole and item.auc is not None else item.p
    if item.auc is None or p is None or item.small:
        return "too few to say"
    if p >= LEVEL:
        return "could be chance"
    return "A is better" if item.auc.difference.value > 0 else "B is better"
