"""The report of an import: rows in and out, and every cell that is not read as it was written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChangeRule(StrEnum):
    """Why a cell is not read as it was written."""

    MISFIT = "does not fit the kind, read as blank"


@dataclass(frozen=True)
class CellChange:
    """Cells of a field that one rule changed. `examples`: (as written, as read)."""

    field: str
    rule: ChangeRule
    count: int
    examples: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ImportReport:
    """What became of a file: `rows_in` below the names, of which `rows` were kept."""

    rows_in: int = 0
    rows: int = 0
    changes: tuple[CellChange, ...] = ()

    def without_cells(self) -> ImportReport:
        """The same without what was in any cell."""
        changes = (CellChange(c.field, c.rule, c.count) for c in self.changes)
        return ImportReport(self.rows_in, self.rows, tuple(changes))
