"""The detail of one field on the page Quality, out of what was looked at."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.evaluation.quality.finding import Finding, Sort
from models.evaluation.quality.quality import FieldQuality, Quality
from models.evaluation.quality.words import facts_of, months_note
from models.leads.fields import Input, Role
from models.leads.summary import commonest_values
from models.leads.table import Leads
from models.scoring.bits import unpacked
from widgets.charts.fill_value import FillByMonth
from widgets.quality_panel import FieldDetail, LeadLine
from widgets.variants_box import Taken
from workbench.lead_names import LeadNames

LISTED = 50
"""Leads of a finding that are listed."""


def detail_of(
    quality: Quality, field: FieldQuality, leads: Leads, shown: Finding | None
) -> FieldDetail:
    """All that the panel shows of a field; `shown`: the finding whose leads are listed."""
    months = None
    if quality.months is not None and field.fill.by_month:
        months = FillByMonth(quality.months.names, field.fill.by_month)
    spellings = [one for found in field.findings for one in found.variants]
    return FieldDetail(
        field.item.name,
        tuple(facts_of(field, quality)),
        months,
        months_note(quality),
        field.findings,
        tuple(spellings),
        taken_of(field.item),
        commonest_values(leads, field.item.name),
        field.item.role is not Role.OUTCOME,
        shown,
        () if shown is None else lines_of(leads, field.item, shown),
    )


def taken_of(item: Input) -> tuple[Taken, ...]:
    """What a field's recipe reads otherwise: by what is meant; words for blank last."""
    found: dict[str, list[str]] = {}
    for written, meant in item.spellings:
        found.setdefault(meant, []).append(written)
    taken = [Taken(meant, tuple(written)) for meant, written in found.items()]
    if item.blank:
        taken.append(Taken("", item.blank, words=True))
    return tuple(taken)


def without_taken(item: Input, taken: Taken) -> Input:
    """The recipe of a field that reads these cells as they are written again."""
    if taken.words:
        return replace(item, blank=tuple(word for word in item.blank if word not in taken.written))
    kept = tuple(
        (written, meant)
        for written, meant in item.spellings
        if meant != taken.meant or written not in taken.written
    )
    return replace(item, spellings=kept)


def lines_of(leads: Leads, item: Input, found: Finding) -> tuple[LeadLine, ...]:
    """The first leads that a finding is about."""
    names = LeadNames.of(leads)
    rows = np.flatnonzero(unpacked(found.bits, 0, len(leads)))
    raw = leads.raw_column(item)
    if raw is None:
        return ()
    if found.sort in (Sort.OUTLIERS, Sort.IMPOSSIBLE) and len(rows) > LISTED:
        rows = rows[np.argsort(raw.codes[rows], kind="stable")]
    return tuple(LeadLine(row, names.key(row), raw[row]) for row in sorted(rows[:LISTED].tolist()))
