"""Deals joined to leads by id or e-mail: who converted, when, and what it was worth.

Nothing is left out without being counted. All work is done on distinct cells and on arrays:
deals are summed up for each id they name, and leads look theirs up.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import BLANK_DAY, DateColumn, Misfits, NumberColumn, TextColumn
from models.leads.deal_report import (
    ID_MISSING,
    LEAD_FIELD_MISSING,
    STAGE_MISSING,
    WON_MISSING,
    DealReport,
)
from models.leads.deals import CONVERTED, NOT_CONVERTED, UNKNOWN, DealRecipe, Deals
from models.leads.fields import Input, Kind, Role
from models.leads.identical import repeated_rows
from models.leads.misfits import EXAMPLES
from models.leads.outcome import outcome_codes
from models.leads.preparation import prepare
from models.leads.raw import RawColumn, RawTable, Texts
from models.leads.table import Leads
from models.leads.text import clean, key

LOST, WON, OPEN = NOT_CONVERTED, CONVERTED, UNKNOWN
"""What became of a deal, by what it makes of its lead."""
_LATEST = np.iinfo(np.int32).max

Rows = NDArray[np.intp]
Days = NDArray[np.int32]


def join_deals(raw: RawTable, recipe: DealRecipe, leads: Leads, zone: str) -> Deals:
    """What the deals say of each lead; `zone` is the IANA name of the zone of the close dates."""
    missing, report = _missing(raw, recipe, leads), _begun(raw, recipe, leads)
    if missing:
        count = len(leads)
        report = replace(report, missing=missing, unknown=count)
        nothing = np.full(count, np.nan)
        return Deals(
            np.full(count, OPEN, dtype=np.uint8),
            np.full(count, BLANK_DAY, dtype=np.int32),
            nothing,
            np.zeros(count, dtype=np.int32),
            recipe,
            report,
        )
    names, of_lead = _names(raw, recipe, leads)
    having = np.bincount(of_lead, minlength=len(names.values))
    having[0] = 0
    rows = np.flatnonzero(having[names.codes] > 0)
    report = _unmatched(report, names, having, leads, recipe)
    closed, amounts, misfits = _cells(raw, recipe, zone)
    rows_of = _Matched(names.codes[rows].astype(np.int64), _states(raw, recipe)[rows], rows)
    report = replace(report, misfits=misfits, repeats=int(repeated_rows(raw)[rows].sum()))
    report = _shared(report, names, rows_of, having)
    report = _of_rows(report, raw, recipe, rows_of, closed, amounts)
    report = _early(report, names, rows_of, closed, leads.created, of_lead)
    size = len(names.values)
    found = Deals(
        _outcomes(rows_of, size, recipe)[of_lead],
        _days(rows_of, closed, size)[of_lead],
        _values(rows_of, amounts, size)[of_lead],
        np.bincount(rows_of.names, minlength=size).astype(np.int32)[of_lead],
        recipe,
        alike=of_lead if report.shared_rows else None,
    )
    return replace(found, report=_of_leads(report, found, names, of_lead))


@dataclass(frozen=True, eq=False)
class _Matched:
    """The rows of deals that have a lead: the code of the name, won or lost or open, the row."""

    names: NDArray[np.int64]
    states: NDArray[np.uint8]
    rows: Rows


def _missing(raw: RawTable, recipe: DealRecipe, leads: Leads) -> tuple[str, ...]:
    stage = recipe.with_role(Role.OUTCOME)
    found = []
    if _column(raw, recipe.with_role(Role.ID)) is None:
        found.append(ID_MISSING)
    if joined_field(recipe, leads) is None:
        found.append(LEAD_FIELD_MISSING)
    if stage is not None and _column(raw, stage) is None:
        found.append(STAGE_MISSING)
    elif stage is not None and not recipe.won:
        found.append(WON_MISSING)
    return tuple(found)


def joined_field(recipe: DealRecipe, leads: Leads) -> Input | None:
    """The field of the leads that deals are joined by; None where the leads lack it."""
    if recipe.joined_to:
        return leads.input(recipe.joined_to)
    item = leads.recipe.with_role(Role.ID)
    return item if item is not None and leads.raw_column(item) is not None else None


def _begun(raw: RawTable, recipe: DealRecipe, leads: Leads) -> DealReport:
    item = joined_field(recipe, leads)
    return DealReport(
        raw.source,
        raw.rows,
        joined_by="" if item is None else item.name,
        leads=len(leads),
        says_outcome=recipe.says_outcome,
        without_is_no=recipe.without_is_no,
        every_row_won=recipe.with_role(Role.OUTCOME) is None,
    )


def _names(raw: RawTable, recipe: DealRecipe, leads: Leads) -> tuple[TextColumn, NDArray[np.int64]]:
    """Which lead each deal names, and the code of each lead's own name in that; 0 is none.

    An e-mail (what holds an @) is compared by key, anything else exactly.
    """
    item = recipe.with_role(Role.ID)
    mine = joined_field(recipe, leads)
    column = _column(raw, item)
    own = None if mine is None else leads.raw_column(mine)
    assert item is not None
    assert mine is not None
    assert column is not None
    assert own is not None
    names, owners = _as_text(column, item), _as_text(own, mine)
    place: dict[str, int] = {"": 0}
    codes = np.fromiter(
        (place.setdefault(name, len(place)) for name in joined_names(names.values)),
        dtype=np.int64,
        count=len(names.values),
    )
    table = np.fromiter(
        (place.get(name, 0) for name in joined_names(owners.values)),
        dtype=np.int64,
        count=len(owners.values),
    )
    if len(place) == len(names.values):
        return names, table[owners.codes]
    _, firsts = np.unique(codes, return_index=True)
    shown = Texts.of(names.values[int(code)] for code in firsts)
    return TextColumn(codes.astype(np.int32)[names.codes], shown), table[owners.codes]


def joined_names(texts: Texts) -> list[str]:
    """What names are compared by: the key of an e-mail, all others as they are."""
    if b"@" not in texts.data:
        return list(texts)
    return [key(text) if "@" in text else text for text in texts]


def _states(raw: RawTable, recipe: DealRecipe) -> NDArray[np.uint8]:
    """Won, lost or open, of each row; without a field for the stage all are won."""
    item = recipe.with_role(Role.OUTCOME)
    column = _column(raw, item)
    if item is None or column is None:
        return np.full(raw.rows, WON, dtype=np.uint8)
    states = np.full(raw.rows, OPEN, dtype=np.uint8)
    for words, state in ((recipe.lost, LOST), (recipe.won, WON)):
        kind = Kind.NUMBER if item.kind is Kind.NUMBER else Kind.TEXT
        asked = replace(item, kind=kind, converted=words, blank_is_no=False)
        states[outcome_codes(column, asked) == 1] = state
    return states


def _cells(
    raw: RawTable, recipe: DealRecipe, zone: str
) -> tuple[Days, NDArray[np.float64], tuple[tuple[Input, Misfits], ...]]:
    """The close date and the amount of each row, and the cells that are none."""
    days = np.full(raw.rows, BLANK_DAY, dtype=np.int32)
    amounts = np.full(raw.rows, np.nan)
    misfits = []
    for role, kind in ((Role.OUTCOME_DATE, Kind.DATE), (Role.VALUE, Kind.NUMBER)):
        item = recipe.with_role(role)
        column = _column(raw, item)
        if item is None or column is None:
            continue
        item = replace(item, kind=kind)
        prepared, wrong = prepare(column, item, zone)
        if isinstance(prepared, DateColumn):
            days = prepared.days
        elif isinstance(prepared, NumberColumn):
            amounts = prepared.values
        if wrong.count or wrong.long:
            misfits.append((item, wrong))
    return days, amounts, tuple(misfits)


# What the deals of a name come to, by its code


def _outcomes(matched: _Matched, size: int, recipe: DealRecipe) -> NDArray[np.uint8]:
    """Converted if any is won; else unknown while any is open; else not converted."""
    outcomes = np.full(size, LOST if recipe.without_is_no else OPEN, dtype=np.uint8)
    for state in (LOST, OPEN, WON):
        outcomes[matched.names[matched.states == state]] = state
    return outcomes


def _days(matched: _Matched, closed: Days, size: int) -> Days:
    """The first day on which one was won; where all are lost, the last on which one was."""
    known = closed[matched.rows] != BLANK_DAY
    days = np.full(size, BLANK_DAY, dtype=np.int32)
    lost = known & (matched.states == LOST)
    np.maximum.at(days, matched.names[lost], closed[matched.rows[lost]])
    days[matched.names[matched.states != LOST]] = BLANK_DAY
    first = np.full(size, _LATEST, dtype=np.int32)
    won = known & (matched.states == WON)
    np.minimum.at(first, matched.names[won], closed[matched.rows[won]])
    return np.where(first == _LATEST, days, first)


def _values(matched: _Matched, amounts: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """The sum of the amounts won, in the order of the rows; NaN where none is known."""
    told = (matched.states == WON) & ~np.isnan(amounts[matched.rows])
    names = matched.names[told]
    sums = np.bincount(names, amounts[matched.rows[told]], minlength=size).astype(np.float64)
    sums[np.bincount(names, minlength=size) == 0] = np.nan
    return sums


# What is told of it


def _unmatched(
    report: DealReport,
    names: TextColumn,
    having: NDArray[np.int64],
    leads: Leads,
    recipe: DealRecipe,
) -> DealReport:
    counts = np.bincount(names.codes, minlength=len(names.values))
    blank, counts[0] = int(counts[0]), 0
    matched = int(counts[having > 0].sum())
    counts[having > 0] = 0
    unknown = np.flatnonzero(counts)
    commonest = unknown[np.argsort(-counts[unknown], kind="stable")[:EXAMPLES]]
    return replace(
        report,
        matched=matched,
        blank_ids=blank,
        unknown_rows=int(counts.sum()),
        unknown_ids=len(unknown),
        unknown_examples=tuple(names.values[code] for code in commonest.tolist()),
        other_capitals=_but_for_capitals(unknown, names, leads, recipe) if len(unknown) else 0,
    )


def _but_for_capitals(unknown: Rows, names: TextColumn, leads: Leads, recipe: DealRecipe) -> int:
    item = joined_field(recipe, leads)
    column = None if item is None else leads.raw_column(item)
    if item is None or column is None:
        return 0
    known = {key(text) for text in _as_text(column, item).values}
    return sum(key(names.values[code]) in known for code in unknown.tolist())


def _shared(
    report: DealReport, names: TextColumn, matched: _Matched, having: NDArray[np.int64]
) -> DealReport:
    counts = np.bincount(matched.names, minlength=len(names.values))
    counts[having < 2] = 0
    shared = np.flatnonzero(counts)
    return replace(
        report,
        shared_rows=int(counts.sum()),
        shared_ids=len(shared),
        shared_examples=tuple(names.values[code] for code in shared[:EXAMPLES].tolist()),
    )


def _of_rows(
    report: DealReport,
    raw: RawTable,
    recipe: DealRecipe,
    matched: _Matched,
    closed: Days,
    amounts: NDArray[np.float64],
) -> DealReport:
    lost, won, still = np.bincount(matched.states, minlength=3).tolist()
    undated = (matched.states != OPEN) & (closed[matched.rows] == BLANK_DAY)
    told = (matched.states == WON) & ~np.isnan(amounts[matched.rows])
    item = recipe.with_role(Role.VALUE)
    return replace(
        report,
        won=won,
        lost=lost,
        open=still,
        no_day=int(undated.sum()),
        open_stages=_stages(raw, recipe, matched.rows[matched.states == OPEN]),
        currencies=_currencies(_column(raw, item), item, matched.rows[told]),
    )


def _stages(raw: RawTable, recipe: DealRecipe, rows: Rows) -> tuple[tuple[str, int], ...]:
    column = _column(raw, recipe.with_role(Role.OUTCOME))
    if column is None or not len(rows):
        return ()
    found: Counter[str] = Counter()
    counts = np.bincount(column.codes[rows], minlength=len(column.texts))
    for code in np.flatnonzero(counts).tolist():
        found[clean(column.texts[code])] += int(counts[code])
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:EXAMPLES])


def _currencies(
    column: RawColumn | None, item: Input | None, rows: Rows
) -> tuple[tuple[str, int], ...]:
    """How many of these amounts carry each mark, where they carry more than one."""
    if column is None or item is None or len(item.ornaments) < 2:
        return ()
    found: Counter[str] = Counter()
    counts = np.bincount(column.codes[rows], minlength=len(column.texts))
    for code in np.flatnonzero(counts).tolist():
        text = column.texts[code]
        mark = next((mark for mark in item.ornaments if mark and mark in text), "")
        found[mark or "no mark"] += int(counts[code])
    pairs = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(pairs) if len(found) > 1 else ()


def _early(
    report: DealReport,
    names: TextColumn,
    matched: _Matched,
    closed: Days,
    created: Days,
    of_lead: NDArray[np.int64],
) -> DealReport:
    """Deals won or lost before the latest of their leads was created."""
    latest = np.full(len(names.values), BLANK_DAY, dtype=np.int32)
    np.maximum.at(latest, of_lead, created)
    days = closed[matched.rows]
    early = (matched.states != OPEN) & (days != BLANK_DAY) & (days < latest[matched.names])
    few = np.flatnonzero(early)[:EXAMPLES]
    found = zip(matched.names[few].tolist(), days[few].tolist(), strict=True)
    examples = tuple((names.values[name], day, int(latest[name])) for name, day in found)
    return replace(report, early=int(early.sum()), early_examples=examples)


def _of_leads(
    report: DealReport, deals: Deals, names: TextColumn, of_lead: NDArray[np.int64]
) -> DealReport:
    not_converted, converted, unknown = np.bincount(deals.outcome, minlength=3).tolist()
    several = np.flatnonzero(deals.count > 1)
    return replace(
        report,
        leads_with_deals=int(np.count_nonzero(deals.count)),
        several=len(several),
        several_examples=tuple(
            names.values[int(of_lead[row])] for row in several[:EXAMPLES].tolist()
        ),
        converted=converted,
        not_converted=not_converted,
        unknown=unknown,
    )


def _column(raw: RawTable, item: Input | None) -> RawColumn | None:
    return None if item is None else raw.find((item.name, *item.aliases))


def _as_text(column: RawColumn, item: Input) -> TextColumn:
    """The cells cleaned, whatever kind the field has."""
    prepared = prepare(column, replace(item, kind=Kind.TEXT))[0]
    assert isinstance(prepared, TextColumn)
    return prepared
