"""What the tables of the page Compare show: figures, thresholds, bands, causes, who moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from models.evaluation.comparison.bootstrap import Differences
from models.evaluation.comparison.compared import Compared
from models.evaluation.comparison.comparison import LEVEL
from models.evaluation.comparison.ledger import Cause
from models.evaluation.comparison.report import figure_words
from models.evaluation.figures import NONE, count, decimal, percent, percents, rate_change
from models.evaluation.rates import rate_interval
from models.evaluation.tallies import FEWEST, Interval
from models.leads.tally import Tally
from models.leads.wording import both_ends, figure
from models.scoring.engine import Scored
from models.signs import signed
from widgets.tables.record_cells import BandCell, Cell, Named, Neighboured, SpanCell, Toned
from widgets.tables.records import RecordColumn, Records
from workbench.lead_names import LeadNames

NAME, SCORE_A, SCORE_B, CHANGE = "name", "a", "b", "change"
OUTCOMES = ("no", "yes", "open")
AVERAGE = "average precision"
BAR = 4
"""The column of the figures that is drawn."""


def figure_records(found: Compared) -> Records:
    """Each figure by A and by B, A minus B with its interval as a bar, and what it means."""
    columns = (
        RecordColumn("Figure", width=150),
        RecordColumn("A", width=64, right=True),
        RecordColumn("B", width=64, right=True),
        RecordColumn("A \u2212 B", width=96, right=True),
        RecordColumn("95\u202f% interval", width=150),
        RecordColumn("", width=130, stretches=True),
    )
    lines = list(_figures(found))
    most = max((max(abs(i.low), abs(i.high)) for _, _, _, i, _ in lines), default=1.0) or 1.0
    shares = {figure_words(name) for name in found.figures.figures if name != AVERAGE}
    few = min(found.figures.converted, found.figures.known - found.figures.converted) < FEWEST

    def cell(column: int, place: int) -> Cell:
        name, a, b, between, p = lines[place]
        match column:
            case 0:
                return name
            case 1 | 2:
                value = (a, b)[column - 1]
                return percent(value) if name in shares else decimal(value, 3)
            case 3:
                return rate_change(a, b) if name in shares else decimal(between.value, 3)
            case 4:
                return SpanCell(between.low, between.value, between.high, most)
            case _:
                if few:
                    return Toned("too few to say", "text3")
                if found.figures.same or p >= LEVEL:
                    return Toned("could be chance", "text2")
                better = "A" if between.value > 0 else "B"
                return Toned(f"{better} is better", "text", 600)

    return Records(columns, np.arange(len(lines)), cell)


def _figures(found: Compared) -> Iterator[tuple[str, float, float, Interval, float]]:
    auc = found.figures.auc
    if auc is not None:
        yield "Ranking (AUC)", auc.a.value, auc.b.value, auc.difference, auc.p
    item: Differences
    for name, item in found.figures.figures.items():
        yield figure_words(name), item.a, item.b, item.difference, item.p


def threshold_records(found: Compared) -> Records:
    """Leads that both, one or none of the models hands to sales, and how they convert."""
    columns = (
        RecordColumn("Handed to sales by", width=150, stretches=True),
        RecordColumn("Leads", width=72, right=True),
        RecordColumn("Converted", width=132, right=True),
        RecordColumn("Rate", width=72, right=True),
        RecordColumn("95\u202f% interval", width=120, right=True),
    )
    at = found.figures.threshold
    lines: list[tuple[str, Tally]] = [
        ("both", at.both),
        ("A alone", at.a_only),
        ("B alone", at.b_only),
        ("neither", at.neither),
    ]

    def cell(column: int, place: int) -> Cell:
        name, tally = lines[place]
        match column:
            case 0:
                return name
            case 1:
                return count(tally.leads)
            case 2:
                return f"{count(tally.converted)} of {count(tally.known)}" if tally.known else NONE
            case 3:
                return percent(tally.rate)
            case _:
                return percents(rate_interval(tally.converted, tally.known))

    return Records(columns, np.arange(4), cell)


def move_records(found: Compared, chosen: NDArray[np.bool_] | None = None) -> Records:
    """Bands of A down, of B across, the highest first: leads and, in brackets, conversions.

    `chosen`: a mask of all leads; how many of them a cell has stands below its figures.
    """
    some = None if chosen is None else _moves_of(found, chosen)
    bands_a, bands_b = found.scored_a.model.bands, found.scored_b.model.bands
    across = list(reversed(range(len(bands_b))))
    columns = (
        RecordColumn("A \u2193  B \u2192", width=74),
        *(
            RecordColumn(both_ends(bands_b[j].name, 18), width=_width(found, j), right=True)
            for j in across
        ),
    )

    def cell(column: int, band: int) -> Cell:
        if not column:
            return BandCell(bands_a[band].name, len(bands_a) - 1 - band, len(bands_a))
        no, yes, unknown = found.moves[band, across[column - 1]].tolist()
        every = no + yes + unknown
        if some is not None and (held := int(some[band, across[column - 1]])):
            return Neighboured(_cell(every, yes), f"{count(held)} chosen", "text")
        return Toned(_cell(every, yes), "text" if every else "text3")

    return Records(columns, np.arange(len(bands_a))[::-1], cell)


def _moves_of(found: Compared, chosen: NDArray[np.bool_]) -> NDArray[np.int64] | None:
    """The chosen leads by band of A and of B; None where they are of other leads."""
    if len(found.rows) and int(found.rows[-1]) >= len(chosen):
        return None
    a, b = found.scored_a, found.scored_b
    shape = len(a.model.bands), len(b.model.bands)
    held = chosen[found.rows]
    cells = a.bands[held].astype(np.intp) * shape[1] + b.bands[held]
    return np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape)


def _cell(every: int, yes: int) -> str:
    return f"{count(every)} ({count(yes)})"


def _width(found: Compared, band: int) -> int:
    """Pixels at 100 % in which the largest numbers of a column fit."""
    every, yes = found.moves[:, band].sum(axis=1).max(), found.moves[:, band, 1].max()
    return max(80, 8 * len(_cell(int(every), int(yes))) + 16)


def band_across(found: Compared, column: int) -> int | None:
    """The band of B that a column of the moves is; None for the names."""
    return len(found.scored_b.model.bands) - column if column else None


def cause_records(found: Compared) -> Records:
    """The parts of the score that moved leads over the threshold, the most moves first."""
    columns = (
        RecordColumn("Moved by", width=150, stretches=True),
        RecordColumn("Come", width=64, right=True),
        RecordColumn("Go", width=64, right=True),
    )
    lines = found.ledger.by_cause

    def cell(column: int, place: int) -> Cell:
        name, brought, took = lines[place]
        return (name, count(brought), count(took))[column]

    return Records(columns, np.arange(len(lines)), cell)


def mover_rows(found: Compared, cell: tuple[int, int] | None, cause: str) -> NDArray[np.intp]:
    """Rows of the leads that move over the threshold, of a cell of the bands, or by a cause."""
    a, b = found.scored_a, found.scored_b
    if cell is not None:
        return np.flatnonzero((a.bands == cell[0]) & (b.bands == cell[1]))
    if cause:
        return found.ledger.moved_by(cause)
    return found.ledger.rows


def ordered(
    found: Compared, rows: NDArray[np.intp], sort: str, downwards: bool
) -> NDArray[np.intp]:
    """The rows by a score or the change; equal ones in the order of the table."""
    rows = np.sort(rows)
    a = found.scored_a.scores[rows].astype(np.int64)
    b = found.scored_b.scores[rows].astype(np.int64)
    by = {SCORE_A: a, SCORE_B: b, CHANGE: b - a}.get(sort, b - a)
    return rows[np.argsort(-by if downwards else by, kind="stable")]


def mover_records(
    found: Compared, rows: NDArray[np.intp], names: LeadNames, sort: str, downwards: bool
) -> Records:
    """The leads with both scores and bands, what became of them, and what moved them."""
    columns = (
        RecordColumn("Lead", width=150),
        RecordColumn("A", SCORE_A, 60, right=True),
        RecordColumn("", width=74),
        RecordColumn("B", SCORE_B, 60, right=True),
        RecordColumn("", width=74),
        RecordColumn("Change", CHANGE, 96, right=True),
        RecordColumn("Converted", width=84),
        RecordColumn("Moved by", width=160, stretches=True),
    )
    a, b = found.scored_a, found.scored_b

    def cell(column: int, row: int) -> Cell:
        match column:
            case 0:
                return Named(*names.of_row(row))
            case 1 | 3:
                return figure(int((a if column == 1 else b).scores[row]))
            case 2 | 4:
                return _band(a if column == 2 else b, row)
            case 5:
                return signed(int(b.scores[row]) - int(a.scores[row]))
            case 6:
                return OUTCOMES[int(found.leads.outcome[row])]
            case _:
                return Toned(causes_text(found.ledger.causes_of(row)), "text2")

    return Records(columns, rows, cell, sort, downwards)


def _band(scored: Scored, row: int) -> BandCell:
    bands, band = scored.model.bands, int(scored.bands[row])
    return BandCell(bands[band].name, len(bands) - 1 - band, len(bands))


def causes_text(causes: Sequence[Cause]) -> str:
    """What moved a lead: "Seniority (+15), Region (+6)"."""
    parts = (
        f"{cause.name} ({signed(cause.points)})" if cause.points else cause.name for cause in causes
    )
    return ", ".join(parts)


HEADER = (
    *("lead_id", "score_a", "band_a", "score_b", "band_b", "change", "converted", "moved_by"),
)


def mover_lines(found: Compared, rows: NDArray[np.intp]) -> Iterator[tuple[str | int, ...]]:
    """The same leads as lines of a file."""
    a, b = found.scored_a, found.scored_b
    for row in rows.tolist():
        score_a, score_b = int(a.scores[row]), int(b.scores[row])
        yield (
            found.leads.lead_id(row),
            score_a,
            a.model.bands[int(a.bands[row])].name,
            score_b,
            b.model.bands[int(b.bands[row])].name,
            score_b - score_a,
            OUTCOMES[int(found.leads.outcome[row])],
            causes_text(found.ledger.causes_of(row)),
        )
