"""Which sheet of a workbook holds activities or deals, where nobody has said so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from models.leads.fields import Kind
from models.leads.guessing.activities import lead_id_share
from models.leads.guessing.deals import names_leads
from models.leads.readers import Imported, Progress, ReadOptions, read_table
from models.leads.table import Leads
from models.problems import LeadbenchError

LOOKED_AT = 6
"""Sheets that are read to find the one with the activities."""


def sheet_of(
    path: Path,
    first: Imported,
    leads: Leads,
    progress: Progress,
    cancelled: Callable[[], bool],
    *,
    of_deals: bool = False,
    options: ReadOptions | None = None,
) -> str:
    """The first visible sheet other than the leads' that names these leads, and of activities has
    dates; else the one that was read. `options`: how the others are read, such as their first rows
    only. `of_deals`: deals are looked for."""
    how = options or ReadOptions()
    names = [sheet.name for sheet in first.sheets if sheet.visible] or [first.table.sheet]
    for name in names[:LOOKED_AT]:
        try:
            found = (
                first
                if name == first.table.sheet
                else read_table(path, replace(how, sheet=name), progress, cancelled)
            )
        except LeadbenchError:  # an empty sheet holds nothing
            continue
        if not _is_of_leads(found, leads) and _fits(found, leads, of_deals):
            return name
    return first.table.sheet


def _is_of_leads(found: Imported, leads: Leads) -> bool:
    """Whether this is the sheet that the leads came from, all of it or its first rows."""
    table, own = found.table, leads.raw
    if table.fingerprint == own.fingerprint:
        return True
    return bool(own.sheet) and (table.source, table.sheet) == (own.source, own.sheet)


def _fits(found: Imported, leads: Leads, of_deals: bool) -> bool:
    if of_deals:
        return names_leads(found.table, found.recipe, leads)
    dates = any(item.kind is Kind.DATE for item in found.recipe)
    return dates and any(lead_id_share(column, leads) > 0 for column in found.table.columns)
