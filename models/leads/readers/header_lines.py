"""Names of fields that stand in several lines: "Address" over "City" is the field Address City."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.leads.readers.header import Header, is_value
from models.leads.text import clean

MOST_LINES = 5
"""Lines that names of fields may take."""

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Merged:
    """Merged cells of a sheet: first and last row and column, from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Names:
    """The names of the fields, and the columns that have theirs only from a merged cell."""

    names: list[str]
    filled: frozenset[int] = frozenset()


def with_lines(header: Header, rows: Rows, merged: Sequence[Merged] = ()) -> Header:
    """The header with the lines of names above and below the one found, where that is sure."""
    if header.row is None:
        return header
    row, lines = header.row, 1
    if row and _groups(rows, row - 1, merged):
        row, lines = row - 1, 2
    lines = max(lines, _merged_down(rows, row, merged))
    if lines == 1 and _fills_gaps(rows, row):
        lines = 2
    above = header.above - (header.row - row)
    return Header(row, max(header.first, row + lines), max(above, 0), lines)


def lines_below(rows: Rows, row: int, merged: Sequence[Merged] = ()) -> int:
    """How many lines hold names from a chosen row on."""
    lines = _merged_down(rows, row, merged)
    below = row + 1 < len(rows) and _groups(rows, row, merged)
    return max(lines, 2) if below or _fills_gaps(rows, row) else lines


def names_of(rows: Rows, row: int, lines: int, merged: Sequence[Merged] = ()) -> Names:
    """The names in these lines, joined from top to bottom."""
    taken = [list(map(clean, line)) for line in rows[row : row + lines]]
    width = max(map(len, taken), default=0)
    grid = [line + [""] * (width - len(line)) for line in taken]
    if lines == 1:
        grid = [list(rows[row]) + [""] * (width - len(rows[row]))]
    ranges = [_within(item, row, lines, width) for item in merged]
    inside = [item for item in ranges if item is not None]
    filled = set()
    for item in inside:
        text = grid[item.top - row][item.left]
        for column in range(item.left, item.right + 1):
            if not any(line[column] for line in grid):
                filled.add(column)
            grid[item.top - row][column] = text
    for upper, lower in pairwise(grid):
        if not inside:
            _fill_right(upper, lower)
    return Names([_joined(column) for column in zip(*grid, strict=True)], frozenset(filled))


def _joined(parts: Sequence[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    return " ".join(dict.fromkeys(part for part in parts if part))


def _within(item: Merged, row: int, lines: int, width: int) -> Merged | None:
    """The part of merged cells in the lines of names."""
    if not row <= item.top < row + lines or item.left >= width:
        return None
    return Merged(
        item.top, item.left, min(item.bottom, row + lines - 1), min(item.right, width - 1)
    )


def _fill_right(upper: list[str], lower: list[str]) -> None:
    """A heading stands over its own column and over those right of it that have none."""
    group = ""
    for column, text in enumerate(upper):
        if text:
            group = text
        elif lower[column]:
            upper[column] = group


def _cells(rows: Rows, row: int) -> dict[int, str]:
    return {place: text for place, cell in enumerate(rows[row]) if (text := clean(cell))}


def _words(cells: dict[int, str]) -> bool:
    return not any(is_value(text) or text.endswith(":") for text in cells.values())


def _groups(rows: Rows, row: int, merged: Sequence[Merged]) -> bool:
    """Whether a row holds headings, each over several of the names in the row below it."""
    if row + 1 >= len(rows):
        return False
    upper, lower = _cells(rows, row), _cells(rows, row + 1)
    if not upper or not lower or not _words(upper) or not _words(lower):
        return False
    if row and len(_cells(rows, row - 1)) > 1:
        return False
    wide = {
        item.left: item.right
        for item in merged
        if item.top == item.bottom == row and item.right > item.left and item.left in upper
    }
    if wide:
        several = len(wide) > 1 or min(wide) > 0
        under = all(
            column in lower for left, right in wide.items() for column in range(left, right + 1)
        )
        return several and under
    starts = sorted(upper)
    ends = [*starts[1:], max(lower) + 1]
    spans = [end - start for start, end in zip(starts, ends, strict=True)]
    return (
        len(starts) > 1
        and min(spans) > 1
        and all(column in lower for column in range(starts[0], max(lower) + 1))
        and _is_table_below(rows, row + 2)
    )


def _is_table_below(rows: Rows, row: int) -> bool:
    return row < len(rows) and any(map(is_value, _cells(rows, row).values()))


def _merged_down(rows: Rows, row: int, merged: Sequence[Merged]) -> int:
    """Lines of names by cells that are merged from the first line downwards."""
    cells = _cells(rows, row)
    depths = [
        item.bottom - row + 1
        for item in merged
        if item.top == row and item.bottom > row and item.left in cells
    ]
    deepest = max(depths, default=1)
    return deepest if deepest <= min(MOST_LINES, len(rows) - row - 1) else 1


def _fills_gaps(rows: Rows, row: int) -> bool:
    """Whether the next row holds names just where headings of this row have blanks beside them."""
    if row + 2 >= len(rows):
        return False
    upper, lower, data = (_cells(rows, number) for number in range(row, row + 3))
    gaps = set(data) - set(upper)
    if len(upper) < 2 or not gaps or not _words(upper) or not _words(lower):
        return False
    groups = {max((start for start in upper if start < gap), default=-1) for gap in gaps}
    return (
        gaps <= set(lower)
        and -1 not in groups
        and set(lower) <= gaps | groups
        and bool(set(upper) - set(lower))
        and set(upper) <= set(data)
        and any(is_value(data[column]) for column in data)
    )
