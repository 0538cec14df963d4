"""What the lead table shows: columns by roles, rows by the query, reasons block by block."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from models.evaluation.figures import NONE
from models.evaluation.lead_list import BAND, GRADE, OUTCOME, ROW, SCORE, LeadOrder, LeadQuery
from models.leads.derived import Derived, place_of
from models.leads.derived_words import as_columns
from models.leads.fields import Kind, Role
from models.leads.raw import RawColumn
from models.leads.table import Leads
from models.scoring.chance_words import percent_of
from models.scoring.derived_cells import derived_cells
from models.scoring.engine import Scored
from models.scoring.file.scores_hash import chances_of
from models.scoring.grades import graded
from models.scoring.odds import places_of
from models.scoring.probability import table_of
from models.scoring.reasons import reasons_for
from widgets.tables import lead_table
from widgets.tables.lead_table import Column, LeadRows
from workbench.lead_names import LeadNames

T = TypeVar("T")

BLOCK = 64
"""Rows whose reasons are worked out together: about two screens."""


def columns_of(
    leads: Leads,
    shown: Sequence[str] | None,
    derived: Sequence[Derived] = (),
    *,
    graded: bool = False,
    chances: bool = False,
) -> tuple[Column, ...]:
    """Lead, score, chance and grade where there is one, band, reasons, outcome, then the fields.

    Of the fields those `shown`, or all that are not left out; then those that the model derives,
    in the place of fields that they hide.
    """
    recipe = leads.recipe
    id_input = recipe.with_role(Role.ID)
    key = ROW if id_input is None else id_input.name
    first: tuple[Column, ...] = (
        Column(lead_table.LEAD, "Lead", key, 190),
        Column(lead_table.SCORE, "Score", SCORE, 92),
        *((Column(lead_table.CHANCE, "Chance", "", 72, right=True),) if chances else ()),
        Column(lead_table.BAND, "Band", BAND, 84),
        *((Column(lead_table.GRADE, "Grade", GRADE, 64),) if graded else ()),
        Column(lead_table.REASONS, "Main reasons", "", 360),
    )
    if leads.outcome_name:
        first += (Column(lead_table.OUTCOME, "Converted", OUTCOME, 88),)
    fields = tuple(
        Column(lead_table.FIELD, item.name, item.name, 140, item.kind is Kind.NUMBER)
        for item in recipe
        if item.role not in (Role.OUTCOME, Role.IGNORED) and place_of(derived, item.name) is None
    )
    fields += tuple(
        Column(
            lead_table.FIELD,
            item.name,
            item.name,
            140,
            item.kind is Kind.NUMBER,
            f"Derived: {item.made_of}",
        )
        for item in as_columns(derived)
    )
    return first + tuple(one for one in fields if shown is None or one.title in shown)


class RowSource:
    """Answers queries for one table of leads and its newest scores."""

    def __init__(self, leads: Leads) -> None:
        self.leads = leads
        self.names = LeadNames.of(leads)
        self._order = LeadOrder(leads)

    def rows(
        self,
        query: LeadQuery,
        scored: Scored,
        columns: tuple[Column, ...],
        also: NDArray[np.bool_] | None = None,
    ) -> LeadRows:
        """All that the table shows for a query."""
        bands = np.asarray(scored.bands)
        grades = graded(scored)
        sight, masks = scored.sight, scored.masks
        made = place_of(sight.derived, query.sort) is not None
        by = masks.column(query.sort, sight) if made else None
        rows = self._order.rows(query, scored.scores, bands, also, grades, by)
        model = scored.model
        return LeadRows(
            columns=columns,
            rows=rows,
            scores=scored.scores,
            bands=bands,
            outcome=self.leads.outcome,
            grades=None if grades is None else grades.cells,
            grade_names=() if grades is None else grades.labels,
            band_names=tuple(band.name for band in model.bands),
            least=model.scale.least,
            most=model.scale.most,
            name=self.names.of_row,
            cell=_cells(self.leads, scored, columns),
            reasons=_reasons(scored, rows),
            sort=query.sort,
            downwards=query.downwards,
            chance=_chances(scored, rows),
        )


def _cells(leads: Leads, scored: Scored, columns: tuple[Column, ...]) -> Callable[[int, int], str]:
    """A column's cell as it was in the file, or as the model derives it."""

    @cache  # what is not in sight is not made
    def of(place: int) -> RawColumn | None:
        column = columns[place]
        if column.shows != lead_table.FIELD:
            return None
        made = derived_cells(scored.masks, scored.sight, column.title)
        item = leads.recipe.find(column.title)
        return made if made is not None or item is None else leads.raw_column(item)

    def cell(column: int, lead: int) -> str:
        raw = of(column)
        return "" if raw is None else raw[lead]

    return cell


def _reasons(scored: Scored, rows: NDArray[np.intp]) -> Callable[[int], Sequence[tuple[str, int]]]:
    """Reasons by lead."""

    def of(block: NDArray[np.intp]) -> Iterable[tuple[tuple[str, int], ...]]:
        for found in reasons_for(scored, block.tolist()):
            yield tuple((reason.name, reason.points) for reason in found)

    return _by_blocks(len(scored), rows, of)


def _chances(scored: Scored, rows: NDArray[np.intp]) -> Callable[[int], str]:
    """The chance of a lead in percent; none where those that are kept are of another model."""

    def of(block: NDArray[np.intp]) -> Iterable[str]:
        kept = chances_of(scored.model)
        if kept is None:
            return [NONE] * len(block)
        steps = table_of(kept).steps
        return [percent_of(steps[at]) for at in places_of(scored, kept, block).tolist()]

    return _by_blocks(len(scored), rows, of)


def _by_blocks(
    leads: int, rows: NDArray[np.intp], of: Callable[[NDArray[np.intp]], Iterable[T]]
) -> Callable[[int], T]:
    """What is told of a lead; a miss works out the whole block of the list that the lead is in."""
    known: dict[int, T] = {}
    place_of: NDArray[np.int32] | None = None

    def told(lead: int) -> T:
        nonlocal place_of
        if lead not in known:
            if place_of is None:
                place_of = np.full(leads, -1, dtype=np.int32)
                place_of[rows] = np.arange(len(rows), dtype=np.int32)
            place = int(place_of[lead])
            block = np.array([lead]) if place < 0 else rows[place : place + BLOCK]
            known.update(zip(block.tolist(), of(block), strict=True))
        return known[lead]

    return told
