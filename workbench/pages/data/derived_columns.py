"""The derived fields of the model as columns of the Data page: cells, heads, and what is said."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from models.evaluation.figures import count, percent
from models.leads.columns import Column
from models.leads.derived_words import MadeInput, as_columns
from models.leads.fields import Kind
from models.leads.raw import RawColumn
from models.leads.summary import summary_of
from models.leads.table import Leads
from models.scoring.as_of import as_of_day
from models.scoring.derived_cells import derived_cells
from models.scoring.masks import Masks
from models.scoring.model import ScoringModel
from models.scoring.sight import sight_of
from widgets.field_panel import FieldFacts
from widgets.inputs.field_chooser import SYMBOLS
from widgets.tables.field_table import FieldHead
from workbench.field_facts import MOST_VALUES, spread_of, values_of
from workbench.session import today


@dataclass(frozen=True, eq=False)
class DerivedColumn:
    """A derived field of all leads of a table: what rules see of it, and its cells."""

    item: MadeInput
    column: Column
    cells: RawColumn


def what_derives(model: ScoringModel | None, whole: Leads, scored: Leads) -> Hashable:
    """The same where `derived_columns` are the same."""
    if model is None:
        return None
    return whole, scored, model.derived, model.as_of, model.own_day, model.zone


def derived_columns(model: ScoringModel, whole: Leads, scored: Leads) -> tuple[DerivedColumn, ...]:
    """The derived fields in their order, of all leads of the table; `scored`: those whose newest
    day the as-of day follows.
    """
    masks, sight = Masks(whole), sight_of(model, as_of_day(model, scored, today()))
    found = []
    for item in as_columns(model.derived):
        column = masks.column(item.name, sight)
        cells = derived_cells(masks, sight, item.name)
        if column is not None and cells is not None:
            found.append(DerivedColumn(item, column, cells))
    return tuple(found)


def head_of_derived(made: DerivedColumn) -> FieldHead:
    """The head of its column, marked as derived."""
    rows, blank = len(made.cells.codes), int(made.cells.counts[0])
    distinct = int((made.cells.counts[1:] > 0).sum())
    return FieldHead(
        name=made.item.name,
        kind=made.item.kind.value,
        icon=SYMBOLS[made.item.kind],
        filled=1 - blank / max(1, rows),
        values=f"{count(distinct)} {'value' if distinct == 1 else 'values'}",
        role="Derived",
        right=made.item.kind is Kind.NUMBER,
    )


def facts_of_derived(made: DerivedColumn, leads: Leads) -> FieldFacts:
    """All that the panel says of it."""
    summary = summary_of(made.item, made.column, leads.outcome, MOST_VALUES)
    filled = summary.filled.leads
    share = percent(filled / max(1, len(leads)))
    return FieldFacts(
        made.item,
        (
            f"Derived: {made.item.made_of}. The model makes it; the file does not have it.",
            f"{count(filled)} of {count(len(leads))} filled ({share}).",
            *spread_of(summary),
        ),
        values=values_of(summary),
        distinct=summary.distinct + bool(summary.blank.leads),
    )
