"""All fields and activities of a history looked at for candidates, and what is left out of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from models.evaluation.guard.stopping import Stop, unless
from models.evaluation.profile.fields import LEAST_LEADS, MOST_VALUES, Known
from models.evaluation.profile.profile import LeftOut
from models.leads.columns import (
    BLANK_DAY,
    Column,
    DateColumn,
    MultipleColumn,
    NumberColumn,
    TextColumn,
    YesNoColumn,
    blank_rows,
)
from models.leads.derived_fields import reads
from models.leads.duplicates.compared import compared_fields
from models.leads.fields import FOR_RULES
from models.leads.table import Leads
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import Scored
from models.tuning.candidate import Sort
from models.tuning.candidates.days import of_ages
from models.tuning.candidates.found import Found, Looked, looked_at, together
from models.tuning.candidates.numbers import of_numbers
from models.tuning.candidates.teaching import Sample
from models.tuning.candidates.texts import of_lists, of_text, of_yes_no

NAMES_PERSON = "It tells what people are called: that anybody of a name converts more is chance."
NOTHING_SHARED = "No value is shared by enough leads."


def look_at_fields(
    scored: Scored,
    leads: Leads,
    known: Known,
    sample: Sample,
    leaks: Mapping[str, str],
    stopped: Stop,
) -> tuple[Looked, list[LeftOut]]:
    """What all fields show, those that the model derives of others too."""
    looked: list[Looked] = []
    left: list[LeftOut] = []
    there = [item.name for item in leads.recipe if leads.input(item.name) is not None]
    persons = compared_fields(leads.recipe, there).name
    for name, why in _names(scored, leads, leaks):
        unless(stopped)
        column = None if why else scored.masks.column(name, scored.sight)
        if name in persons and isinstance(column, TextColumn) and _many(column, known):
            left.append(LeftOut(name, NAMES_PERSON))
            continue
        if column is None:
            left.append(LeftOut(name, why or "The leads do not have it."))
            continue
        shown = _of_field(name, column, scored, known, sample)
        looked.append(shown)
        if not shown.tried:
            left.append(LeftOut(name, NOTHING_SHARED))
    return together(looked), left


def _names(scored: Scored, leads: Leads, leaks: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The fields that rules may read, and why one is left out."""
    for item in leads.recipe:
        if item.role in FOR_RULES and leads.input(item.name) is not None:
            yield item.name, leaks.get(item.name, "")
    known = set(leaks)
    for made in scored.sight.derived:
        behind = sorted(known.intersection(reads(made)))
        if behind:
            known.add(made.name)
        yield made.name, f"It is made of {behind[0]}, which is left out." if behind else ""


def _many(column: TextColumn, known: Known) -> bool:
    """Whether there are so many texts that they may be names."""
    return len(np.unique(column.codes[known.rows])) > MOST_VALUES


def _of_field(name: str, column: Column, scored: Scored, known: Known, sample: Sample) -> Looked:
    parts = [_blank(name, column, known)]
    match column:
        case TextColumn():
            parts.append(of_text(name, column, known, sample))
        case MultipleColumn():
            parts.append(of_lists(name, column, known))
        case YesNoColumn():
            parts.append(of_yes_no(name, column, known))
        case NumberColumn():
            parts.append(of_numbers(name, column.values, known))
        case DateColumn() if scored.sight.own is not None:
            # As of one day for all, how long ago a date is tells mostly how old the lead is.
            today = scored.masks.today(scored.sight)
            ages = np.where(column.days == BLANK_DAY, np.nan, today - column.days.astype(float))
            parts.append(of_ages(name, ages, known))
        case DateColumn():
            pass
    return together(parts)


def _blank(name: str, column: Column, known: Known) -> Looked:
    """Blank, or known where that is rarer."""
    blank = blank_rows(column)
    leads = int(np.count_nonzero(blank[known.rows]))
    if min(leads, len(known.rows) - leads) < LEAST_LEADS:
        return Looked()
    rarer = leads <= len(known.rows) - leads
    tally = known.tally(blank if rarer else ~blank)
    when = FieldTest(name, Test.IS_BLANK if rarer else Test.IS_KNOWN)
    title = f"{name}: {'blank' if rarer else 'known'}"
    found = Found(title, (name,), when, Sort.BLANK, known.evidence(tally))
    return looked_at([found])
