"""Duplicated leads as the view shows them: a list of groups, and a group side by side."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from models.leads.cleaning import keys_of
from models.leads.duplicates.evidence import evidence, names_differ, too_large, why
from models.leads.duplicates.find import Duplicates, Group
from models.leads.duplicates.rule import DuplicateRule, Match
from models.leads.table import Leads
from models.leads.text import clean, cleaned_key
from models.leads.wording import figure
from widgets.tables.record_cells import Named
from widgets.tables.records import RecordColumn, Records
from widgets.tables.side_by_side import FieldLine, LeadHead, SideBySideValue

SHOWN = 50
"""Leads of a group that stand side by side; a larger one shows its first."""
BY_FILE, BY_LIKENESS, BY_SIZE = "", "likeness", "size"

COLUMNS = (
    RecordColumn("Lead", width=150, stretches=True),
    RecordColumn("Joined by", BY_LIKENESS, 150, stretches=True),
    RecordColumn("Leads", BY_SIZE, 66, right=True),
)


def groups_of(duplicates: Duplicates) -> tuple[Group, ...]:
    """All groups that are listed: those that can be merged, then those that are too large."""
    return (*duplicates.groups, *duplicates.large)


def group_records(leads: Leads, duplicates: Duplicates, sort: str, downwards: bool) -> Records:
    """The list of groups; a record is a position in `groups_of`."""
    groups = groups_of(duplicates)
    order = np.arange(len(groups), dtype=np.intp)
    if sort:
        keys = [
            len(group.rows) if sort == BY_SIZE else group.likeness if Match.NAME in group.by else 2
            for group in groups
        ]
        turned = [-key for key in keys] if downwards else keys
        order = np.argsort(np.array(turned), kind="stable")

    def cell(column: int, record: int) -> Named | str:
        group = groups[record]
        match column:
            case 0:
                return _named(leads, duplicates, group)
            case 1:
                return _evidence(duplicates, group)
            case _:
                return figure(len(group.rows))

    return Records(COLUMNS, order, cell, sort, downwards)


def name_of(leads: Leads, duplicates: Duplicates, group: Group) -> str:
    """Which leads a group has, in words."""
    return f"duplicates of {_named(leads, duplicates, group).name}"


def _named(leads: Leads, duplicates: Duplicates, group: Group) -> Named:
    """The first lead of a group that tells its name; else its e-mail or id."""
    compared = duplicates.compared
    for row in group.rows[:SHOWN]:
        name = _joined(leads, compared.name, row)
        if name:
            return Named(name, _joined(leads, (compared.company or compared.email,), row))
    first = group.rows[0]
    company = _joined(leads, (compared.company,), first)
    return Named(_joined(leads, (compared.email,), first) or leads.lead_id(first), company)


def _joined(leads: Leads, fields: tuple[str, ...], row: int) -> str:
    parts = (clean(_cell(leads, field, row)) for field in fields if field)
    return " ".join(part for part in parts if part)


def _cell(leads: Leads, field: str, row: int) -> str:
    item = leads.input(field)
    raw = None if item is None else leads.raw_column(item)
    return "" if raw is None else raw[row]


def _evidence(duplicates: Duplicates, group: Group) -> Named | str:
    words = evidence(duplicates, group)
    if group.large:
        return Named("too many to be one", ", ".join(words))
    if names_differ(duplicates, group):
        return Named(", ".join(words), "the names differ: look first")
    if Match.NAME in group.by:
        return Named(", ".join(words[:-1]), words[-1])
    return ", ".join(words)


def said_of(duplicates: Duplicates, group: Group) -> str:
    """What is to be said of a group above its leads."""
    if group.large:
        more = f" The first {SHOWN} are shown." if len(group.rows) > SHOWN else ""
        return too_large(group) + more
    words = ", ".join(evidence(duplicates, group))
    differ = "; their names differ" if names_differ(duplicates, group) else ""
    return f"{figure(len(group.rows))} leads, joined by {words}{differ}"


def side_by_side(
    leads: Leads,
    duplicates: Duplicates,
    order: tuple[int, ...],
    rule: DuplicateRule,
    *,
    merged: bool,
    only_differing: bool,
) -> SideBySideValue:
    """The leads of these rows, the one that is kept first, and which of their cells are kept."""
    heads = tuple(
        LeadHead(
            leads.lead_id(row),
            "is kept" if merged and place == 0 else _why(duplicates, order, place),
        )
        for place, row in enumerate(order)
    )
    lines = []
    for item in leads.recipe:
        raw = leads.raw_column(item)
        if raw is None:
            continue
        cells = tuple(clean(raw[row]) for row in order)
        line = _line(item.name, cells, rule.fill, keys_of(item.blank))
        if line.differs or not only_differing:
            lines.append(line)
    return SideBySideValue(heads, tuple(lines), merged)


def _why(duplicates: Duplicates, order: tuple[int, ...], place: int) -> str:
    """What a lead has in common with the first one, or with another one of the group."""
    for other in (order[0], *order[1:place], *order[place + 1 :]):
        if other != order[place] and (common := why(duplicates, order[place], other)):
            return ", ".join(common)
    return ""


def _line(name: str, cells: tuple[str, ...], fill: bool, blanks: frozenset[str]) -> FieldLine:
    known = [place for place, cell in enumerate(cells) if cell and cleaned_key(cell) not in blanks]
    taken = known[0] if known and (fill or known[0] == 0) else -1
    if taken < 0:
        return FieldLine(name, cells)
    kept = cleaned_key(cells[taken])
    other = frozenset(place for place in known if cleaned_key(cells[place]) != kept)
    return FieldLine(name, cells, taken, other)


def reasons_against(duplicates_possible: tuple[Match, ...]) -> Mapping[Match, str]:
    """Why leads cannot be compared by something."""
    words = {
        Match.ID: "No field is the lead's id.",
        Match.EMAIL: "No field is the e-mail.",
        Match.NAME: "No field is the name, or none is the company or the e-mail.",
    }
    return {match: why for match, why in words.items() if match not in duplicates_possible}
