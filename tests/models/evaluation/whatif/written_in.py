"""Leads as if their file had other cells: what a filled field is held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.leads.raw import RawTable
from models.leads.table import Leads


def with_cells(leads: Leads, field: str, rows: Sequence[int], donor: int) -> Leads:
    """The leads with the cells of some rows replaced by another row's."""
    item = leads.input(field)
    assert item is not None
    raw = leads.raw_column(item)
    assert raw is not None
    columns = []
    for column in leads.raw.columns:
        if column is raw:
            codes = column.codes.copy()
            codes[list(rows)] = codes[donor]
            column = replace(column, codes=codes)
        columns.append(column)
    there = Leads(RawTable(tuple(columns), len(leads)), leads.recipe, zone=leads.zone)
    return there.with_activities(leads.activities).with_accounts(leads.accounts)
