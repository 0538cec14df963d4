"""What can be supposed of these leads: fields with their values, fields with blanks, types."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from models.evaluation.whatif.missing import fields_with_blanks
from models.leads.columns import (
    MultipleColumn,
    TextColumn,
    YesNoColumn,
)
from models.leads.fields import Kind, Role
from models.leads.table import Leads
from models.leads.text import key
from models.leads.wording import percent
from models.scoring.model import ScoringModel
from workbench.evaluate_choices import segment_fields

COMMON = 0.05
"""A field whose commonest value has fewer of the leads than this share has no mix to change."""
MOST_VALUES = 200
"""Values of a field that can be chosen, the commonest."""

_KINDS = (Kind.TEXT, Kind.YES_NO, Kind.MULTIPLE)


def mixed_fields(leads: Leads, model: ScoringModel) -> tuple[str, ...]:
    """Fields whose values can be commoner or rarer: source, then what the model reads, then others.

    A field of which even the commonest value is rare, such as a name, is none.
    """
    read = model.fields_of_leads()
    found = []
    for name in segment_fields(leads):
        item = leads.input(name)
        if item is None or item.kind not in _KINDS or _commonest(leads, name) < COMMON:
            continue
        found.append((item.role is not Role.SOURCE, name not in read, name))
    return tuple(name for _, _, name in sorted(found, key=lambda item: item[:2]))


def _commonest(leads: Leads, name: str) -> float:
    """The share of the leads that have the field's commonest value, blank or not."""
    counts = counts_of(leads, name)
    return max(counts.values(), default=0) / max(1, len(leads))


def blank_fields(leads: Leads, model: ScoringModel) -> tuple[tuple[str, int], ...]:
    """Fields that the model reads and some leads lack, with how many; the most blanks first."""
    every = fields_with_blanks(leads, model).items()
    found = [(name, blanks) for name, blanks in every if blanks < len(leads)]
    return tuple(sorted(found, key=lambda pair: -pair[1]))


def values_of(leads: Leads, field: str) -> tuple[tuple[str, str], ...]:
    """The values of a field with their share in words, the commonest first; "" is blank."""
    counts = counts_of(leads, field)
    order = sorted(counts, key=lambda value: (-counts[value], value))[:MOST_VALUES]
    every = max(1, len(leads))
    return tuple(
        (value, f"{value or 'blank'}, {percent(counts[value] / every)}") for value in order
    )


def counts_of(leads: Leads, field: str) -> dict[str, int]:
    """How many leads have each value, values that are one for rules counted together."""
    column = leads.column(field)
    pairs: Iterable[tuple[str, int]] = ()
    match column:
        case TextColumn(codes, values):
            pairs = zip(values, np.bincount(codes, minlength=len(values)).tolist(), strict=True)
        case MultipleColumn(codes, sets):
            each = np.bincount(codes, minlength=len(sets)).tolist()
            pairs = (
                (value, number)
                for several, number in zip(sets, each, strict=True)
                for value in dict.fromkeys(several) or ("",)
            )
        case YesNoColumn(answers):
            told = (("yes", 1), ("no", 0), ("", -1))
            pairs = ((value, int(np.count_nonzero(answers == code))) for value, code in told)
        case _:
            pass
    counts: dict[str, int] = {}
    written: dict[str, str] = {}
    for value, number in pairs:
        if number:
            name = written.setdefault(key(value), value)
            counts[name] = counts.get(name, 0) + number
    return counts


def types_of(leads: Leads) -> tuple[tuple[str, str], ...]:
    """The types of activity, the commonest first."""
    if leads.activities is None:
        return ()
    return tuple(
        (name, f"{name or 'no type'}, {number:,}")
        for name, number in leads.activities.type_counts[:MOST_VALUES]
    )
