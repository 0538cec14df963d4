"""The decay of a group while it is edited: rows that may have gaps, and the way to whole ones."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.leads.wording import figure
from models.scoring.decay import (
    MOST_AGE,
    Decay,
    DecayStep,
    Fades,
    Shape,
    half_life,
    linear,
    window,
)

WRITERS = {Shape.HALF_LIFE: half_life, Shape.LINEAR: linear, Shape.WINDOW: window}
FIRST_DAYS = 30
MOST_DAYS = 100_000
_FIRST = Shape.HALF_LIFE


@dataclass(frozen=True)
class Row:
    """One row: up to this age so many percent are left; None is not given yet."""

    to: int | None = None
    percent: int | None = None


@dataclass(frozen=True)
class DecayDraft:
    """What the editor shows; `way` None: the group does not fade."""

    way: Fades | None = None
    shape: Shape = _FIRST
    days: int | None = FIRST_DAYS
    rows: tuple[Row, ...] = ()
    after: int | None = 0
    undated: int | None = 0
    field: str = ""
    types: tuple[str, ...] = ()


def decay_drawn(decay: Decay | None) -> DecayDraft:
    """A decay as the editor shows it."""
    if decay is None:
        return DecayDraft()
    rows = tuple(Row(step.to, step.percent) for step in decay.steps)
    return DecayDraft(
        decay.way,
        decay.shape,
        decay.days if decay.shape is not Shape.STEPS else None,
        rows,
        decay.after,
        decay.undated,
        decay.field,
        decay.types,
    )


def decay_built(draft: DecayDraft) -> Decay | None:
    """The decay of a draft without faults."""
    if draft.way is None:
        return None
    together = draft.way is Fades.BY_GROUP
    return Decay(
        draft.way,
        tuple(DecayStep(row.to or 0, row.percent or 0) for row in draft.rows),
        draft.after or 0,
        draft.undated or 0,
        draft.field if together else "",
        draft.types if together and not draft.field else (),
        draft.shape,
        0 if draft.shape is Shape.STEPS else draft.days or 0,
    )


def decay_fault(draft: DecayDraft) -> str:
    """What a draft still lacks, in words; "" where it is whole."""
    if draft.way is None:
        return ""
    if draft.shape is not Shape.STEPS and not _writable(draft.days):
        return f"Type a number of days from 1 to {MOST_AGE:,}."
    for place, row in enumerate(draft.rows, start=1):
        if row.to is None or row.percent is None:
            return f"Row {place} needs an age and a percent."
        if not 0 <= row.to <= MOST_DAYS:
            return f"Row {place}: the age is a number of days from 0 to {MOST_DAYS:,}."
        if not 0 <= row.percent <= 100:
            return f"Row {place}: what is left is a percent from 0 to 100."
        before = draft.rows[place - 2].to if place > 1 else None
        if before is not None and row.to <= before:
            return f"Row {place} must end later than row {place - 1}, after {figure(before)} days."
    for percent, where in ((draft.after, "after the last row"), (draft.undated, "without a date")):
        if percent is None or not 0 <= percent <= 100:
            return f"Type the percent that is left {where}, from 0 to 100."
    return ""


def _writable(days: int | None) -> bool:
    return days is not None and 1 <= days <= MOST_AGE


def with_way(draft: DecayDraft, way: Fades | None) -> DecayDraft:
    """The draft fading in another way; one that did not fade begins with a half-life."""
    after = replace(draft, way=way)
    if way is not None and not draft.rows and draft.shape is not Shape.STEPS:
        return with_days(after, draft.days or FIRST_DAYS)
    return after


def with_shape(draft: DecayDraft, shape: Shape) -> DecayDraft:
    """The draft with another shape; one that writes its rows writes them, steps keep them."""
    if shape is Shape.STEPS:
        return replace(draft, shape=shape, days=None)
    return with_days(replace(draft, shape=shape), draft.days or _span(draft) or FIRST_DAYS)


def _span(draft: DecayDraft) -> int:
    """The last age of the rows, so that another shape covers about what these did."""
    last = draft.rows[-1].to if draft.rows else None
    return min(last or 0, MOST_AGE)


def with_days(draft: DecayDraft, days: int | None) -> DecayDraft:
    """The draft with its rows written for so many days; a number that is none leaves them."""
    writer = WRITERS.get(draft.shape)
    after = replace(draft, days=days)
    if writer is None or days is None or not _writable(days):
        return after
    steps, last = writer(days)
    return replace(after, rows=tuple(Row(step.to, step.percent) for step in steps), after=last)


def with_row(draft: DecayDraft, place: int, row: Row | None) -> DecayDraft:
    """The draft with one row changed or taken out: what was written is steps from now on."""
    own = () if row is None else (row,)
    rows = (*draft.rows[:place], *own, *draft.rows[place + 1 :])
    return replace(draft, rows=rows, shape=Shape.STEPS, days=None)


def with_next_row(draft: DecayDraft) -> DecayDraft:
    """One row more: as long again as the last, with half of what it leaves."""
    ends = [row.to for row in draft.rows if row.to is not None]
    last = ends[-1] if ends else 0
    step = last - (ends[-2] if len(ends) > 1 else 0) if ends else FIRST_DAYS
    left = next((row.percent for row in reversed(draft.rows) if row.percent is not None), 100)
    fresh = Row(last + max(1, step), left // 2 if draft.rows else 100)
    return replace(draft, rows=(*draft.rows, fresh), shape=Shape.STEPS, days=None)
