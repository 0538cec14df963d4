"""What the picture of a matrix shows, in words and as a table; free of Matplotlib."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from models.evaluation.figures import NONE, change, count, leads, percent, rate_of
from models.evaluation.matrix import Matrix
from models.evaluation.matrix_words import few
from models.evaluation.rates import rate_interval
from models.leads.tally import Tally
from models.scoring.grade import GradeStep
from models.signs import NARROW
from widgets.charts.labels import LegendEntry, Table


@dataclass(frozen=True, eq=False)
class MatrixValue:
    """A matrix, the points that leads have on each axis, and the rate of the darkest cell.

    `top` 0..1: the same while thresholds are dragged, so that a colour keeps its meaning.
    `chosen`: how many leads of each cell somebody chose, row by row; None: nobody chose any.
    """

    matrix: Matrix
    fit: tuple[int, int]
    engagement: tuple[int, int]
    top: float
    saved_name: str = ""
    chosen: tuple[tuple[int, ...], ...] | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.matrix.cells), len(self.matrix.columns)


def top_rate(matrix: Matrix) -> float:
    """The rate that is drawn darkest: that of the best cell that can be judged, in steps of 5 %."""
    rates = [
        tally.rate for row in matrix.cells for tally in row if not few(tally) and tally.rate
    ] or [tally.rate for row in matrix.cells for tally in row if tally.rate]
    best = max((rate for rate in rates if rate is not None), default=1.0)
    return min(1.0, max(0.05, ceil(round(best * 20, 6)) / 20))


def range_words(steps: tuple[GradeStep, ...], place: int, ends: tuple[int, int]) -> str:
    """The points of a row or column: "18 to 29"; open where no lead or step sets an end."""
    low, high = steps[place].threshold, None if place == 0 else steps[place - 1].threshold
    top = ends[1] if high is None else high - 1
    if low is None:
        bottom = min(ends[0], top)
        return _whole(bottom) if bottom == top else f"{_whole(bottom)} to {_whole(top)}"
    if high is None and top < low:
        return f"from {_whole(low)}"
    return _whole(low) if top == low else f"{_whole(low)} to {_whole(top)}"


def _whole(number: int) -> str:
    return count(number)


def cell_name(value: MatrixValue, row: int, column: int) -> str:
    """A cell by its label and its place."""
    grade = value.matrix.grade
    label, plain = grade.labels[row][column], grade.fit[row].name + grade.engagement[column].name
    return label if label == plain else f"{label} ({plain})"


def interval_words(tally: Tally) -> str:
    """The 95 % interval of a rate: "25 to 49 %"."""
    found = rate_interval(tally.converted, tally.known)
    if found is None:
        return ""
    return f"{100 * found.low:.0f} to {100 * found.high:.0f}{NARROW}%"


def count_words(tally: Tally) -> tuple[str, ...]:
    """Leads and conversions, shorter and shorter: figures are never cut.

    A rate is of the leads whose outcome is known: where that is not all, it is said.
    """
    shorter = (leads(tally.leads), count(tally.leads))
    if not tally.known:
        return shorter
    if tally.known == tally.leads:
        return f"{shorter[0]}, {count(tally.converted)} conv.", *shorter
    converted = f"{count(tally.converted)} of {count(tally.known)} conv."
    brief = converted.removesuffix(" conv.")
    return f"{shorter[0]}, {converted}", f"{shorter[0]}, {brief}", converted, *shorter


def cell_words(value: MatrixValue, row: int, column: int) -> str:
    """A cell in a sentence, for who points at it or cannot see it."""
    tally = value.matrix.cells[row][column]
    words = f"{cell_name(value, row, column)}: {leads(tally.leads)}"
    if value.chosen is not None:
        words += f", {count(value.chosen[row][column])} of them chosen"
    if not tally.known:
        return words
    words += f", {rate_of(tally)}, {interval_words(tally)}"
    return words + (", too few to judge" if few(tally) else "")


def matrix_sentence(value: MatrixValue) -> str:
    """What the picture says."""
    rows, columns = value.shape
    matrix = value.matrix
    first = f"{rows} rows by fit and {columns} columns by engagement, {leads(matrix.all.leads)}"
    best, worst = cell_words(value, 0, 0), cell_words(value, rows - 1, columns - 1)
    return f"{first}. {best}. {worst}."


def matrix_table(value: MatrixValue) -> Table:
    """Every cell with its figures, then rows and columns."""
    matrix = value.matrix
    grade, before = matrix.grade, saved_leads(value)
    table: Table = [["Grade", "Fit", "Engagement", "Leads", "Converted", "Known", "Rate", "95 %"]]
    if before is not None:
        table[0].append(f"vs. {value.saved_name}")
    if value.chosen is not None:
        table[0].append("Chosen")
    for row, cells in enumerate(matrix.cells):
        for column, tally in enumerate(cells):
            table.append(
                [
                    grade.labels[row][column],
                    _step(grade.fit, row, value.fit),
                    _step(grade.engagement, column, value.engagement),
                    *_figures(tally),
                ]
            )
            if before is not None:
                by = tally.leads - before[row][column]
                table[-1].append(change(by))
            if value.chosen is not None:
                table[-1].append(value.chosen[row][column])
    for row, tally in enumerate(matrix.rows):
        table.append(["all", _step(grade.fit, row, value.fit), "all", *_figures(tally)])
    for column, tally in enumerate(matrix.columns):
        place = _step(grade.engagement, column, value.engagement)
        table.append(["all", "all", place, *_figures(tally)])
    table.append(["all", "all", "all", *_figures(matrix.all)])
    for line in table:
        line += [""] * (len(table[0]) - len(line))
    return table


def saved_leads(value: MatrixValue) -> list[list[int]] | None:
    """Leads of each cell with the saved version; None where its matrix had another shape."""
    movement, (rows, columns) = value.matrix.movement, value.shape
    if movement is None or len(movement.counts) != rows * columns:
        return None
    sums = movement.counts.sum(axis=1).reshape(rows, columns)
    found: list[list[int]] = sums.tolist()
    return found


def _step(steps: tuple[GradeStep, ...], place: int, ends: tuple[int, int]) -> str:
    return f"{steps[place].name}, {range_words(steps, place, ends)}"


def _figures(tally: Tally) -> list[str | int | float]:
    return [
        tally.leads,
        tally.converted,
        tally.known,
        percent(tally.rate),
        interval_words(tally) or NONE,
    ]


def matrix_legend(value: MatrixValue | None) -> tuple[LegendEntry, ...]:
    """From white to the teal of the best cell, and what a hollow cell means."""
    chosen = value is not None and value.chosen is not None
    some = [LegendEntry("solid", "accent", "chosen")] if chosen else []
    if value is None or not value.matrix.all.known:
        return tuple(some)
    entries = [
        LegendEntry("outlined", "surface", f"0{NARROW}%"),
        LegendEntry("solid", "converted", f"{percent(value.top, 0)} converted"),
    ]
    if any(few(tally) for row in value.matrix.cells for tally in row):
        entries.append(LegendEntry("dashed", "axis", "too few"))
    return (*entries, *some)
