"""The report of an import: rows in and out, and every cell that is not read as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from models.leads.wording import count_of, figure, listed, quoted

_BREAKS = re.compile("\r\n|[\r\n\u2028\u2029]")


class ChangeRule(StrEnum):
    """Why a cell is not read as it was written. A cell has the first of these that holds."""

    MISFIT = "does not fit the kind, read as blank"
    BLANK_WORD = "a word for blank"
    ONLY_SPACES = "only spaces, read as blank"
    SPELLING = "another spelling, read as what it means"
    ROUNDED = "more than 15 digits, rounded"
    LEADING_ZEROS = "zeros before the number dropped"
    PARENTHESES = "in parentheses, read as negative"
    PERCENT = "percent sign dropped"
    CURRENCY = "currency dropped"
    MARKS = "marks of thousands and decimals read"
    OTHER_DAY = "another day in the time zone of the project"
    SHORT_YEAR = "year of two digits completed"
    TIME = "time of day left out"
    DATE_FORM = "date read as a day"
    YES_NO_WORD = "word read as yes or no"
    CUT = "cut into its values"
    DAMAGED = "has a damaged character, kept as it is"
    TRIMMED = "needless spaces and line breaks left out"


@dataclass(frozen=True)
class CellChange:
    """Cells of a field that one rule changed. `examples`: (as written, as read)."""

    field: str
    rule: ChangeRule
    count: int
    examples: tuple[tuple[str, str], ...] = ()

    def sentence(self) -> str:
        """In one line: how many cells, what was done, an example."""
        text = f"{count_of(self.count, 'cell')}: {self.rule}"
        if not self.examples:
            return f"{text}."
        if self.rule is ChangeRule.MISFIT:
            return f"{text}, such as {listed(_in_line(was) for was, _ in self.examples[:2])}."
        was, read = (quoted(_in_line(cell)) for cell in self.examples[0])
        if self.rule is ChangeRule.ONLY_SPACES:
            return f"{text}."
        if self.rule is ChangeRule.BLANK_WORD:
            return f"{text}, such as {listed(_in_line(was) for was, _ in self.examples)}."
        return f"{text}." if was == read else f"{text}, {was} is {read}."


@dataclass(frozen=True)
class RowsLeftOut:
    """Rows of the file that are no rows of the table, and why."""

    count: int
    why: str


@dataclass(frozen=True)
class ImportReport:
    """What became of a file: `rows_in` below the names, of which `rows` were kept.

    `left_out` says why the others were not; `changes` count each cell at one rule, in the order
    of the fields; `ignored` names the fields that are not read at all. `looks_like`: the system
    that the file was recognised as, "HubSpot contacts", "" none.
    """

    rows_in: int = 0
    rows: int = 0
    changes: tuple[CellChange, ...] = ()
    file: str = ""
    sheet: str = ""
    left_out: tuple[RowsLeftOut, ...] = ()
    ignored: tuple[str, ...] = ()
    looks_like: str = ""

    def without_cells(self) -> ImportReport:
        """The same without what was in any cell."""
        changes = tuple(replace(change, examples=()) for change in self.changes)
        return replace(self, changes=changes)

    @property
    def changed(self) -> int:
        """How many cells are not read as they were written."""
        return _cells(self.changes)

    def of(self, field: str) -> tuple[CellChange, ...]:
        """What was changed in a field."""
        return tuple(change for change in self.changes if change.field == field)

    def sentences(self) -> Iterator[str]:
        """The report as it is read from above: the rows, then the cells of each field."""
        place = self.file + (f", sheet {self.sheet}" if self.sheet else "")
        head = f"{count_of(self.rows_in, 'row')} in {place or 'the file'}"
        gone = self.rows_in - self.rows
        yield f"{head}, {figure(gone)} left out." if gone else f"{head}, none left out."
        if self.looks_like:
            yield f"It looks like an export of {self.looks_like}."
        yield from (f"{count_of(rows.count, 'row')} left out: {rows.why}" for rows in self.left_out)
        if self.ignored:
            many = len(self.ignored) > 6
            rest = f" and {len(self.ignored) - 6} more" if many else ""
            fields = "field is" if len(self.ignored) == 1 else "fields are"
            yield (f"{len(self.ignored)} {fields} not read: {', '.join(self.ignored[:6])}{rest}.")
        misfits = tuple(c for c in self.changes if c.rule is ChangeRule.MISFIT)
        others = tuple(c for c in self.changes if c.rule is not ChangeRule.MISFIT)
        if misfits:
            do = "does not fit its kind and is" if _cells(misfits) == 1 else "do not fit and are"
            yield f"{_of(misfits)} {do} read as blank:"
            yield from (f"{change.field}: {change.sentence()}" for change in misfits)
        if others:
            do = (
                "is read in another form than it is"
                if _cells(others) == 1
                else ("are read in another form than they are")
            )
            yield f"{_of(others)} {do} written; what is written stays in the project:"
            yield from (f"{change.field}: {change.sentence()}" for change in others)
        if not self.changes:
            yield "Every cell is read as it was written."


def _in_line(text: str) -> str:
    """A cell with its line breaks and tabs shown as signs."""
    return _BREAKS.sub("\u23ce", text).replace("\t", "\u21e5")


def _cells(changes: tuple[CellChange, ...]) -> int:
    return sum(change.count for change in changes)


def _of(changes: tuple[CellChange, ...]) -> str:
    """ "12 cells of 3 fields"."""
    touched = len({change.field for change in changes})
    return f"{count_of(_cells(changes), 'cell')} of {count_of(touched, 'field')}"
