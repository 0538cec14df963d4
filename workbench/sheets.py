"""Which sheet of a workbook holds the activities: what is asked, and which one is offered first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from models.leads.fields import Kind
from models.leads.guessing.activities import lead_id_share
from models.leads.readers import Imported, ReadOptions, read_table
from models.leads.table import Leads
from models.problems import LeadbenchError

LOOKED_AT = 6
"""Sheets that are read to find the one with the activities."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class SheetQuestion:
    """The visible sheets of a workbook, and the one that looks like activities of these leads."""

    path: Path
    sheets: tuple[str, ...]
    offered: str


def sheet_question(
    path: Path,
    first: Imported,
    leads: Leads,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> SheetQuestion:
    """Offer the first sheet other than the leads' that has dates and ids of these leads."""
    names = tuple(sheet.name for sheet in first.sheets if sheet.visible)
    if not names:
        names = (first.table.sheet,)
    offered = first.table.sheet
    for name in names[:LOOKED_AT]:
        try:
            found = (
                first
                if name == first.table.sheet
                else read_table(path, ReadOptions(sheet=name), progress, cancelled)
            )
        except LeadbenchError:  # an empty sheet is no sheet of activities
            continue
        if found.table.fingerprint != leads.raw.fingerprint and _fits(found, leads):
            offered = name
            break
    return SheetQuestion(path, names, offered)


def _fits(found: Imported, leads: Leads) -> bool:
    dates = any(item.kind is Kind.DATE for item in found.recipe)
    return dates and any(lead_id_share(column, leads) > 0 for column in found.table.columns)
