"""The table of cells and the facts of one field on the import page."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.leads.evidence import Evidence
from models.leads.fields import Input, Role
from models.leads.table import Leads
from models.problems import Problem
from widgets.field_panel import FieldFacts
from widgets.tables.field_table import FieldRows
from workbench.deal_facts import SHORT_ROLES
from workbench.field_facts import facts_of, head_of
from workbench.importing.draft import Purpose


def shown_inputs(table: Leads) -> tuple[Input, ...]:
    """The inputs that have a column, in its order."""
    return tuple(item for item in table.recipe if table.raw_column(item) is not None)


def field_rows(table: Leads, problems: tuple[Problem, ...], purpose: Purpose) -> FieldRows:
    """All rows as they came, under heads that say how they are read."""
    inputs = shown_inputs(table)
    heads = tuple(head_of(table, item, problems) for item in inputs)
    if purpose is Purpose.DEALS:
        roles = {item.name: SHORT_ROLES.get(item.role, "") for item in inputs}
        heads = tuple(replace(head, role=roles[head.name]) for head in heads)
    if purpose is Purpose.ACCOUNTS:
        names = {item.name for item in inputs if item.role is Role.ID}
        heads = tuple(replace(h, role="Account") if h.name in names else h for h in heads)
    raws = [table.raw_column(item) for item in inputs]
    wrong = [frozenset(table.misfits(item.name).examples) for item in inputs]

    def cell(row: int, column: int) -> str:
        raw = raws[column]
        return "" if raw is None else raw[row]

    def misfit(row: int, column: int) -> bool:
        return bool(wrong[column]) and cell(row, column) in wrong[column]

    return FieldRows(heads, len(table), 1, cell, misfit)


def only_these(value: FieldRows, rows: NDArray[np.intp] | None) -> FieldRows:
    """The same table with these rows alone; None: all of them."""
    return value if rows is None else value.only(rows.tolist())


def facts_of_field(
    table: Leads,
    item: Input,
    evidence: dict[str, Evidence] | None,
    problems: tuple[Problem, ...],
) -> FieldFacts:
    """All that the panel says of a field."""
    return facts_of(table, item, (evidence or {}).get(item.name), problems)
