"""The ids of the leads in another system: which leads have one that can be used, and which not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.exchange.reimport.ids import IdForm
from models.exchange.reimport.systems import ID
from models.exchange.reimport.wishes import ListWishes
from models.leads.fields import Input, Role
from models.leads.guessing.deals import e_mail_fields
from models.leads.raw import Cell, RawColumn
from models.leads.table import Leads
from models.problems import LeadbenchError

EXAMPLES = 3
_ENDS = "".join(
    chr(code)
    for code in (
        *range(0x21),
        *range(0x7F, 0xA1),
        0x1680,
        *range(0x2000, 0x200C),
        *(0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF),
    )
)
"""What cleaning takes away at both ends (semantics 1); the inside of an id stays as it is."""


@dataclass(frozen=True)
class Wrong:
    """Ids with one fault: on how many leads, and a few of them. `fault` "" for blank ones."""

    fault: str
    leads: int
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class RecordIds:
    """The usable ids. `rows`: of leads that have one, in the order asked for, each record once.

    `ids` and `same` are theirs: the id as it is written, and what is equal for the same record.
    `repeated`: leads whose record an earlier row is already about. `trimmed`: ids that had blanks
    at their ends.
    """

    field: str
    rows: NDArray[np.intp]
    ids: list[str]
    same: list[str]
    wrong: tuple[Wrong, ...]
    repeated: int
    repeated_examples: tuple[str, ...]
    trimmed: int


def trimmed(id_text: str) -> str:
    """The id without blanks at its ends."""
    return id_text.strip(_ENDS)


def id_input(leads: Leads, wishes: ListWishes) -> Input:
    """The field that holds the ids: the one that is named, else one that is called as the column
    will be, else the lead's id or e-mail. LeadbenchError where there is none.
    """
    system, name = wishes.chosen(), wishes.id_field
    found = leads.input(name or wishes.header(ID))
    if found is None and not name:
        mails = e_mail_fields(leads) if system.role is Role.EMAIL else iter(())
        found = next(mails, None) or leads.recipe.with_role(system.role)
    if found is not None and leads.raw_column(found) is not None:
        return found
    fields = ", ".join(column.name for column in leads.raw.columns)
    if name:
        raise LeadbenchError(
            "The leads have no such field.", f"Field {name}", f"Choose one of: {fields}."
        )
    what = "the e-mail address" if system.role is Role.EMAIL else f"the id of {system.name}"
    raise LeadbenchError(
        f"No field of the leads is known to hold {what}.",
        leads.raw.source,
        f"Say which one does; there are {fields}.",
    )


def record_ids(leads: Leads, field: Input, form: IdForm, order: NDArray[np.intp]) -> RecordIds:
    """The usable ids of the rows `order`, shape (rows,), in that order.

    Of several leads with one record the first is kept: a record holds one score only.
    """
    column = leads.raw_column(field)
    if column is None:
        raise KeyError(field.name)
    texts = [trimmed(text) for text in column.texts]
    codes = column.codes[order]
    faults = _faults(column, texts, form)
    good = np.array([fault is None for fault in faults], dtype=np.bool_)[codes]
    rows, kept = order[good], codes[good].tolist()
    same = {code: form.same(texts[code]) for code in set(kept)}
    number: dict[str, int] = {}
    record = np.array([number.setdefault(same[code], len(number)) for code in kept], dtype=np.int64)
    first = np.sort(np.unique(record, return_index=True)[1])
    again = np.ones(len(kept), dtype=np.bool_)
    again[first] = False
    moved = [text != whole for text, whole in zip(texts, column.texts, strict=True)]
    once = [kept[place] for place in first.tolist()]
    return RecordIds(
        field.name,
        rows[first],
        [texts[code] for code in once],
        [same[code] for code in once],
        _wrong(faults, texts, codes),
        int(again.sum()),
        _few(texts[kept[place]] for place in np.flatnonzero(again).tolist()),
        sum(moved[code] for code in once),
    )


def _faults(column: RawColumn, texts: list[str], form: IdForm) -> list[str | None]:
    """Of each distinct cell: None for a usable id, "" for a blank, else what is wrong."""
    kinds = column.cells.tolist()
    found: list[str | None] = []
    for text, kind in zip(texts, kinds, strict=True):
        if not text:
            found.append("")
        elif kind == Cell.ERROR:
            found.append("is an error of a formula")
        else:
            found.append(form.fault(text) or None)
    return found


def _wrong(
    faults: list[str | None], texts: list[str], codes: NDArray[np.integer]
) -> tuple[Wrong, ...]:
    counts = np.bincount(codes, minlength=len(texts)).tolist()
    leads: dict[str, int] = {}
    examples: dict[str, list[str]] = {}
    for code, fault in enumerate(faults):
        if fault is not None and counts[code]:
            leads[fault] = leads.get(fault, 0) + counts[code]
            examples.setdefault(fault, []).append(texts[code])
    return tuple(
        Wrong(fault, number, tuple(examples[fault][:EXAMPLES]) if fault else ())
        for fault, number in sorted(leads.items(), key=lambda item: -item[1])
    )


def _few(ids: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in ids:
        found[text] = None
        if len(found) == EXAMPLES:
            break
    return tuple(found)
