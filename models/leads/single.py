"""One lead typed in by hand, or a lead of the table with some cells changed, as a table of one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from models.leads.raw import Cell, RawTable, column_of
from models.leads.table import Leads


def one_lead(
    leads: Leads, cells: Mapping[str, str | tuple[str, Cell]], row: int | None = None
) -> Leads:
    """A table of one lead with the fields of `leads`.

    `cells` are texts by field name as a person types them, read by the recipe like a text file;
    with a `Cell` they are such cells of a spreadsheet. What they do not name comes from `row`, or
    is blank where `row` is None; so do its activities.
    """
    columns = []
    for raw in leads.raw.columns:
        typed = cells.get(raw.name)
        if typed is not None:
            text, cell = (typed, Cell.TEXT) if isinstance(typed, str) else typed
            columns.append(column_of(raw.name, [text], [cell], raw.header))
        elif row is None:
            columns.append(column_of(raw.name, [""], None, raw.header))
        else:
            kind = Cell(int(raw.cells[int(raw.codes[row])]))
            columns.append(column_of(raw.name, [raw[row]], [kind], raw.header))
    one = Leads(RawTable(tuple(columns), 1, leads.raw.source), leads.recipe, zone=leads.zone)
    if row is None:
        return one
    here = np.array([row])
    if leads.activities is not None:
        one = one.with_activities(leads.activities.only(here))
    return one if leads.deals is None else one.with_deals(leads.deals.only(here))
