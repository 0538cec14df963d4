"""What the tables of the page Evaluate show: figures, stages, bands, shares, parts of the leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from models.evaluation.figures import NONE, count, decimal, expected, interval, percent, percents
from models.evaluation.history import sentence
from models.evaluation.history.history import History
from models.evaluation.history.part import Part
from models.evaluation.history.resting import Estimate
from models.evaluation.tallies import Interval
from widgets.tables.record_cells import BandCell, Cell, Toned
from widgets.tables.records import RecordColumn, Records

FEW = "not enough data"
BETWEEN = "95\u202f% interval"


def figure_records(history: History) -> Records:
    """Each figure with its interval and what it says, those that a sales lead asks for first."""
    drawn, worth = history.drawn, history.worth
    lines: list[tuple[str, str, str, str]] = [
        _figure("Ranking (AUC)", _as_estimate(history.auc), sentence.auc(history)),
        _rate("Conversion of MQLs", history.mql_rate, sentence.mql(history)),
        _rate("Found by MQLs", history.mql_capture, "The share of all conversions that they hold."),
        (
            "Leads with points",
            percent(history.touched.known / history.all.known) if history.all.known else NONE,
            NONE,
            sentence.touched(history),
        ),
    ]
    if worth is not None:
        lines.append(_rate("Value of MQLs", worth.share, sentence.worth(worth)))
    precision, apart = sentence.average_precision(history), sentence.ks(history)
    linear, ranks = history.correlation, history.rank_correlation
    lines += [
        _figure("Average precision", drawn.average_precision, precision),
        _figure("KS", drawn.ks, apart),
        _figure("Correlation", _as_estimate(linear), sentence.correlation(linear)),
        _figure("Rank correlation", _as_estimate(ranks), sentence.correlation(ranks)),
    ]
    lines += _chances(history)
    columns = (
        RecordColumn("Figure", width=156),
        RecordColumn("Value", width=70, right=True),
        RecordColumn(BETWEEN, width=130, right=True),
        RecordColumn("What it says", width=200, stretches=True),
    )

    def cell(column: int, place: int) -> Cell:
        text = lines[place][column]
        return (
            Toned(text, "text2") if column == 3 or text in (FEW, sentence.NO_PROBABILITY) else text
        )

    return Records(columns, np.arange(len(lines)), cell)


def _chances(history: History) -> list[tuple[str, str, str, str]]:
    """The figures of the chances kept with the model, or why there are none."""
    found = history.reliability
    if found is None:
        first, _, where = sentence.no_probability()
        return [("Calibration", NONE, sentence.NO_PROBABILITY, f"{first} {where}")]
    right, loss, taught = sentence.chances(history)
    brier = f"The mean squared distance of a chance from what became of the lead. {taught}"
    return [
        ("Calibration", decimal(found.error, 3), NONE, right),
        _figure("Log-loss", _as_estimate(found.loss), loss),
        _figure("Brier score", _as_estimate(found.brier), brier),
    ]


def _figure(name: str, found: Estimate | None, words: str) -> tuple[str, str, str, str]:
    if found is None:
        return name, NONE, FEW, words
    held = FEW if found.interval is None else interval(found.interval, 3)
    return name, decimal(found.value, 3), held, words


def _rate(name: str, found: Interval | None, words: str) -> tuple[str, str, str, str]:
    if found is None:
        return name, NONE, FEW, words
    return name, percent(found.value), percents(found), words


def _as_estimate(found: Interval | None) -> Estimate | None:
    return None if found is None else Estimate(found.value, found)


def stage_records(history: History) -> Records:
    """How far all leads and the MQLs come."""
    columns = (
        RecordColumn("Stage", width=130, stretches=True),
        RecordColumn("All leads", width=90, right=True),
        RecordColumn("MQLs", width=80, right=True),
        RecordColumn(BETWEEN, width=130, right=True),
    )

    def cell(column: int, place: int) -> Cell:
        row = history.stages[place]
        if column == 0:
            return row.name
        if column == 3:
            return percents(row.mql_rate)
        return percent((row.all if column == 1 else row.mql).rate)

    return Records(columns, np.arange(len(history.stages)), cell)


def band_records(history: History) -> Records:
    """The bands, the highest first, then what is handed to sales, which cuts across bands; the
    record is the band's place from the lowest, or the number of bands."""
    number = len(history.bands)
    several = not history.bands[-1].mql  # else the highest band is all that is handed over
    handed = (number,) if several else ()
    columns = (
        RecordColumn("Band", width=120, stretches=True),
        RecordColumn("Leads", width=70, right=True),
        RecordColumn("Converted", width=84, right=True),
        RecordColumn("Rate", width=70, right=True),
        RecordColumn(BETWEEN, width=120, right=True),
    )

    def cell(column: int, place: int) -> Cell:
        every = place == number
        row = None if every else history.bands[place]
        tally, rate = (history.mql, history.mql_rate) if row is None else (row.tally, row.rate)
        if column == 0:
            if row is None:
                return Toned("MQL in all", "text", 600)
            return BandCell(row.name, number - 1 - place, number)
        figures = count(tally.known), count(tally.converted), percent(tally.rate), percents(rate)
        return Toned(figures[column - 1], "text", 600) if every else figures[column - 1]

    return Records(columns, np.array((*range(number - 1, -1, -1), *handed)), cell)


def share_records(history: History) -> Records:
    """What the best leads hold."""
    columns = (
        RecordColumn("Best", width=60, stretches=True),
        RecordColumn("Leads", width=70, right=True),
        RecordColumn("Converted", width=84, right=True),
        RecordColumn("Found", width=70, right=True),
        RecordColumn(BETWEEN, width=130, right=True),
        RecordColumn("Lift", width=50, right=True),
        RecordColumn(BETWEEN, width=110, right=True),
    )

    def cell(column: int, place: int) -> Cell:
        row = history.drawn.shares[place]
        cells: Sequence[Callable[[], str]] = (
            lambda: percent(row.share, 0),
            lambda: count(row.leads),
            lambda: expected(round(row.converted, 6)),
            lambda: NONE if row.capture is None else percent(row.capture.value),
            lambda: percents(row.capture),
            lambda: NONE if row.lift is None else decimal(row.lift.value),
            lambda: interval(row.lift),
        )
        return cells[column]()

    return Records(columns, np.arange(len(history.drawn.shares)), cell)


def part_records(head: str, parts: Sequence[Part]) -> Records:
    """Parts of the leads; those too small to judge by are pale."""
    columns = (
        RecordColumn(head, width=180, stretches=True),
        RecordColumn("Leads", width=70, right=True),
        RecordColumn("Converted", width=84, right=True),
        RecordColumn("Rate", width=66, right=True),
        RecordColumn(BETWEEN, width=120, right=True),
        RecordColumn("Ranking (AUC)", width=70, right=True),
        RecordColumn(BETWEEN, width=110, right=True),
        RecordColumn("MQLs", width=66, right=True),
        RecordColumn("MQL that convert", width=66, right=True),
        RecordColumn(BETWEEN, width=120, right=True),
    )

    def cell(column: int, place: int) -> Cell:
        part = parts[place]
        cells: Sequence[Callable[[], str]] = (
            lambda: f"{part.name} (few)" if part.small else part.name,
            lambda: count(part.tally.known),
            lambda: count(part.tally.converted),
            lambda: percent(part.tally.rate),
            lambda: percents(part.rate),
            lambda: NONE if part.auc is None else decimal(part.auc.value),
            lambda: interval(part.auc),
            lambda: count(part.mql.known),
            lambda: percent(part.mql.rate),
            lambda: percents(part.mql_rate),
        )
        text = cells[column]()
        return Toned(text, "text3") if part.small else text

    return Records(columns, np.arange(len(parts)), cell)
