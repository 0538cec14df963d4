"""The quality of all leads: every field looked at, what to mend first, and readiness."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.evaluation.quality.effect import Effect
from models.evaluation.quality.field_findings import Looked, cells_of, findings_of
from models.evaluation.quality.fill import Fill, fill_of
from models.evaluation.quality.finding import Finding, Sort
from models.evaluation.quality.months import Months, months_of
from models.evaluation.quality.odd_dates import number_of, odd_days
from models.evaluation.quality.readiness import FieldState, Readiness, readiness
from models.evaluation.quality.stakes import Stakes
from models.evaluation.quality.values import values_of
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
from models.leads.fields import FOR_RULES, Input, Kind, Role
from models.leads.readers.contract import Cancelled, Progress
from models.leads.table import Leads
from models.leads.text import cleaned_key
from models.scoring.as_of import as_of_day
from models.scoring.bits import Bits, packed, unpacked
from models.scoring.conditions import tests_in
from models.scoring.model import ByValue, ScoringModel

DOING = "Looking at fields"

_WRONG = (Sort.MISFITS, Sort.IMPOSSIBLE, Sort.PLACEHOLDERS)


@dataclass(frozen=True, eq=False)
class FieldQuality:
    """One field: how it is filled, how many different values, what was found.

    `filled`: which leads have a value, one bit a lead (see `scoring.bits`).
    """

    item: Input
    fill: Fill
    distinct: int
    findings: tuple[Finding, ...]
    filled: Bits
    readers: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Quality:
    """All leads looked at. `fields` in the order of the table; `findings`: what to mend first."""

    leads: int
    fields: tuple[FieldQuality, ...]
    findings: tuple[Finding, ...]
    readiness: Readiness
    months: Months | None
    outcome: tuple[int, int, int] | None

    def field(self, name: str) -> FieldQuality | None:
        """The field of that name."""
        return next((field for field in self.fields if field.item.name == name), None)


def quality_of(
    model: ScoringModel,
    leads: Leads,
    today: date,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Quality:
    """Look at every field; raises Cancelled where that is asked for."""
    day = as_of_day(model, leads, today)
    stakes = Stakes(model, leads, day)
    months = months_of(leads.created, number_of(today))
    items = [item for item in leads.recipe if leads.raw_column(item) is not None]
    fields: list[FieldQuality] = []
    states: dict[str, FieldState] = {}
    for place, item in enumerate(items):
        if cancelled():
            raise Cancelled
        if progress is not None:
            progress(DOING, place, len(items))
        found, states[item.name] = _field(model, leads, item, stakes, months, today, cancelled)
        fields.append(found)
    if cancelled():
        raise Cancelled
    has_outcome = bool(leads.outcome_name)
    outcome = leads.outcome_counts if has_outcome else None
    return Quality(
        len(leads),
        tuple(fields),
        mend_first(finding for field in fields for finding in field.findings),
        readiness(_counted(fields, states), len(leads), outcome, _dated(leads, today)),
        months,
        outcome,
    )


def mend_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those first that change the most bands, then scores, then concern the most leads."""
    return tuple(sorted(findings, key=lambda item: [-part for part in item.effect.weight]))


def _field(
    model: ScoringModel,
    leads: Leads,
    item: Input,
    stakes: Stakes,
    months: Months | None,
    today: date,
    cancelled: Callable[[], bool],
) -> tuple[FieldQuality, FieldState]:
    column, misfits = leads.prepared(item)
    raw = leads.raw_column(item)
    assert raw is not None
    filled = ~blank_rows(column)
    values = values_of(column, leads.outcome)
    readers = stakes.readers(item.name)
    looked = Looked(
        item,
        cells_of(raw, item),
        column,
        values,
        filled,
        today,
        misfits=misfits.count,
        named=values_named(model, item.name),
        read=bool(readers),
        created=leads.created if item.role is Role.OUTCOME_DATE else None,
    )
    ignored = item.role is Role.IGNORED and not readers
    findings = [] if ignored else list(findings_of(looked, cancelled))
    findings = [replace(one, effect=_effect(stakes, item, one, len(leads))) for one in findings]
    quality = FieldQuality(
        item,
        fill_of(filled, leads.outcome, months),
        _distinct(column),
        mend_first(findings),
        packed(filled),
        readers,
    )
    sorts = {one.sort for one in findings}
    state = FieldState(
        len(leads),
        quality.fill.all.filled,
        quality.fill.all.filled + sum(one.leads for one in findings if one.sort is Sort.MISFITS),
        _together(findings, _WRONG, len(leads)),
        sum(
            one.leads
            for one in findings
            if one.sort is Sort.SPELLINGS and not all(item.only_case for item in one.variants)
        ),
        item.kind in (Kind.TEXT, Kind.MULTIPLE),
        Sort.EMPTY not in sorts and Sort.CONSTANT not in sorts,
    )
    return quality, state


def _together(findings: list[Finding], sorts: tuple[Sort, ...], leads: int) -> int:
    """Filled or unreadable cells that any of these findings is about; each lead once."""
    rows: NDArray[np.uint8] = np.zeros(leads, dtype=np.uint8)
    for one in findings:
        if one.sort in sorts:
            rows |= unpacked(one.bits, 0, leads)
    return int(rows.sum())


def _effect(stakes: Stakes, item: Input, found: Finding, leads: int) -> Effect:
    rows = unpacked(found.bits, 0, leads).astype(bool)
    if found.sort in (Sort.CONSTANT, Sort.EMPTY):
        return stakes.same(item, rows)
    if found.mend is not None:
        return stakes.mended(item, found.mend, rows)
    if found.sort is Sort.SPELLINGS:  # nothing of it is sure enough to be read otherwise at once
        from_all = _all_spelled(item, found)
        return stakes.mended(item, from_all, rows)
    return stakes.unknown(item, rows)


def _all_spelled(item: Input, found: Finding) -> Input:
    pairs = tuple(pair for one in found.variants for pair in one.spellings())
    return replace(item, spellings=(*pairs, *item.spellings))


def values_named(model: ScoringModel, field: str) -> tuple[str, ...]:
    """The values that rules and overrides name for a field of the leads."""
    wanted = cleaned_key(field)
    named: list[str] = []
    whens = [rule.when for rule in model.rules() if rule.when is not None]
    whens += [item.when for item in model.overrides]
    for when in whens:
        for test in tests_in(when):
            if cleaned_key(test.field) == wanted:
                named += [value for value in test.values if isinstance(value, str)]
    for rule in model.rules():
        if isinstance(rule.award, ByValue) and cleaned_key(rule.award.field) == wanted:
            named += [entry.value for entry in rule.award.entries if entry.value is not None]
    return tuple(dict.fromkeys(named))


def _counted(fields: list[FieldQuality], states: dict[str, FieldState]) -> list[FieldState]:
    """The fields that readiness is about: those that rules read, else all that rules could."""
    read = [field.item.name for field in fields if field.readers]
    some = read or [field.item.name for field in fields if field.item.role in FOR_RULES]
    return [states[name] for name in some]


def _dated(leads: Leads, today: date) -> int | None:
    """Leads with a creation that can be; None where no field is the creation."""
    if leads.recipe.with_role(Role.CREATED) is None:
        return None
    created = leads.created
    known = created != BLANK_DAY
    for odd in odd_days(created, Role.CREATED, today):
        known &= ~odd.rows
    return int(np.count_nonzero(known))


def _distinct(column: Column) -> int:
    """How many different values a field has."""
    match column:
        case TextColumn():
            counts = np.bincount(column.codes, minlength=1)[1:]
            return int(np.count_nonzero(counts))
        case MultipleColumn():
            used = np.flatnonzero(np.bincount(column.codes, minlength=1)).tolist()
            return len({value for code in used for value in column.sets[code]})
        case DateColumn():
            return len(np.unique(column.days[column.days != BLANK_DAY]))
        case NumberColumn():
            return len(np.unique(column.values[~np.isnan(column.values)]))
        case YesNoColumn():
            return len(np.unique(column.values[column.values >= 0]))
