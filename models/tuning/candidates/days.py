"""Days as candidates: how long ago a date is, or the last activity of a type, and how often."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from models.evaluation.profile.fields import LEAST_LEADS, Known, tally_of
from models.leads.columns import NumberColumn
from models.leads.wording import count_of
from models.scoring.conditions import (
    ActivityTest,
    Condition,
    FieldTest,
    Measure,
    Quantity,
    Selection,
    Test,
)
from models.scoring.masks import Masks
from models.scoring.sight import Sight
from models.tuning.candidate import Sort
from models.tuning.candidates.found import Found, Looked, looked_at, together
from models.tuning.candidates.numbers import borders_of

WINDOWS = (7, 30, 90)
"""Days within which a date or an activity is looked for."""
TIMES = (2, 3, 5, 10)
"""How often an activity is looked for, beside once."""
ANY = "Any activity"


def of_ages(name: str, ages: NDArray[np.float64], known: Known) -> Looked:
    """How long ago the date of a field is; `ages` (all leads,), NaN is blank."""

    def when(days: int | None) -> Condition:
        if days is None:
            return FieldTest(name, Test.IS_KNOWN)
        return FieldTest(name, Test.IN_THE_LAST, (days,))

    held = ages[known.rows]
    held = np.where(held < 0, np.nan, held)  # a day to come is not in the last days
    return _nested(f"{name}: {{}}", (name,), held, known, when, Sort.DAYS, whole=False)


def of_activity(name: str, masks: Masks, sight: Sight, known: Known) -> Looked:
    """How long ago leads did a type of activity last ("" is any), and how often."""
    types = (name,) if name else ()
    title = name or ANY

    def since(days: int | None) -> Condition:
        return ActivityTest(Quantity(Measure.COUNT, Selection(types, days=days)), values=(1.0,))

    ages = _measured(Quantity(Measure.SINCE_LAST, Selection(types)), masks, sight, known)
    often = _nested(f"{title}: {{}}", types or (ANY,), ages, known, since, Sort.ACTIVITY)
    best = max(often.found, key=lambda one: one.evidence.information, default=None)
    within = best.when.quantity.of.days if best and isinstance(best.when, ActivityTest) else None
    of = Selection(types, days=within)
    counts = _measured(Quantity(Measure.COUNT, of), masks, sight, known)
    more = _counted(title, types or (ANY,), of, counts, known)
    return together([often, more])


def _measured(quantity: Quantity, masks: Masks, sight: Sight, known: Known) -> NDArray[np.float64]:
    column = masks.activities(sight).quantity(quantity)
    assert isinstance(column, NumberColumn)
    return column.values[known.rows]


def _nested(
    title: str,
    of: tuple[str, ...],
    ages: NDArray[np.float64],
    known: Known,
    when: Callable[[int | None], Condition],
    sort: Sort,
    whole: bool = True,
) -> Looked:
    """The windows that begin where leads convert otherwise; the last is "ever" (`whole`)."""
    spans: list[int | None] = [*WINDOWS, None]
    places = np.searchsorted(np.array(WINDOWS) + 1, ages, side="right")
    places[np.isnan(ages)] = len(spans)
    counts = _counts(places, known, len(spans) + 1)
    if counts[:-1].sum() < LEAST_LEADS:
        return Looked()
    found = []
    for border in borders_of(counts, LEAST_LEADS):
        days = spans[border]
        if days is None and not whole:
            continue  # that it is known is looked at with what is blank
        lost, won = counts[: border + 1].sum(axis=0).tolist()
        said = "ever" if days is None else f"in the last {count_of(days, 'day')}"
        evidence = known.evidence(tally_of((lost, won)))
        found.append(Found(title.format(said), of, when(days), sort, evidence, _engaged(sort)))
    return looked_at(found, len(spans))


def _counted(
    title: str,
    of: tuple[str, ...],
    selection: Selection,
    counts: NDArray[np.float64],
    known: Known,
) -> Looked:
    """From how many times on leads convert otherwise than those that did it less often."""
    steps = (1, *TIMES)
    places = np.searchsorted(steps, counts, side="right")
    tallies = _counts(places, known, len(steps) + 1)
    found = []
    for border in borders_of(tallies, LEAST_LEADS):
        if not border:
            continue  # once is looked at with the windows
        lost, won = tallies[border + 1 :].sum(axis=0).tolist()
        times = steps[border]
        when = ActivityTest(Quantity(Measure.COUNT, selection), values=(float(times),))
        within = "" if selection.days is None else f" in the last {count_of(selection.days, 'day')}"
        name = f"{title}: {times} times or more{within}"
        evidence = known.evidence(tally_of((lost, won)))
        found.append(Found(name, of, when, Sort.ACTIVITY, evidence, engagement=True))
    return looked_at(found, len(TIMES))


def _counts(places: NDArray[np.intp], known: Known, size: int) -> NDArray[np.int64]:
    return np.bincount(places * 2 + known.converted, minlength=2 * size).reshape(-1, 2)


def _engaged(sort: Sort) -> bool:
    return sort is Sort.ACTIVITY
