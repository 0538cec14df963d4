"""Ids and the order of rows: where they tell the outcome, the export was sorted or numbered so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.evaluation.figures import decimal, interval, percent
from models.evaluation.guard.coding import Coded, by_size
from models.evaluation.guard.finding import Finding, GuardKind
from models.evaluation.guard.folds import Folds, out_of_fold
from models.evaluation.guard.stopping import Stop, never, unless
from models.evaluation.tallies import Interval
from models.leads.fields import Role
from models.leads.raw import RawColumn
from models.leads.table import Leads

TELLS, SORTED = 0.7, 0.9
"""Where the interval of the AUC begins above these, it is told, and told as grave."""
MOST_IDS = 200_000
"""Leads whose ids are taken apart; of more, every second, third ... lead's."""
PREFIX = 3
LOOK_UP = 10_000
"""Ids between two looks at whether the answer is still wanted."""

_LAST_NUMBER = re.compile(r"([0-9]{1,15})[^0-9]*$")


def order_of_rows(leads: Leads, folds: Folds) -> Iterator[Finding]:
    """Whether earlier rows of the file convert otherwise than later ones."""
    auc, found = _ranked(folds.rows.astype(np.float64), folds)
    if auc is None or auc.low < TELLS:
        return
    by_range = np.bincount(found.codes, folds.won, found.size)[1:]
    held = np.maximum(np.bincount(found.codes, minlength=found.size)[1:], 1)
    rates = by_range / held
    highest, lowest = float(rates.max()), float(rates[held >= 2].min(initial=1.0))
    grave = auc.low >= SORTED
    why = (
        "The file seems to be sorted by the outcome."
        if grave
        else "The file may be sorted by day, and conversion changed over time."
    )
    yield Finding(
        GuardKind.ORDER,
        "",
        f"The order of the rows tells the outcome (AUC {decimal(auc.value)}, {interval(auc)}): in "
        f"stretches of the file between {percent(lowest)} and {percent(highest)} converted. {why} "
        "Let no rule read a row number or a running id.",
        (("auc", auc.value), ("auc low", auc.low), ("auc high", auc.high)),
        grave=grave,
    )


def id_predicts(leads: Leads, folds: Folds, stopped: Stop = never) -> Iterator[Finding]:
    """Whether the number within the id, or how it begins, tells the outcome."""
    item = leads.recipe.with_role(Role.ID)
    raw = None if item is None else leads.raw_column(item)
    if item is None or raw is None:
        return
    if len(folds.rows) > MOST_IDS:
        folds = folds.every(-(-len(folds.rows) // MOST_IDS))
    rows = folds.rows
    numbers, starts = _parts(raw, np.unique(raw.codes[rows]), stopped)
    as_number = None if numbers is None else _ranked(numbers[raw.codes[rows]], folds)[0]
    as_start = None
    if starts is not None:
        codes = starts[raw.codes[rows]]
        as_start = out_of_fold(folds.counts(codes, int(starts.max()) + 1))
    best, what = as_number, "The number in"
    if best is None or (as_start is not None and as_start.low > best.low):
        best, what = as_start, "The beginning of"
    if best is None or best.low < TELLS:
        return
    yield Finding(
        GuardKind.ID,
        item.name,
        f"{what} the lead id ({item.name}) tells the outcome (AUC {decimal(best.value)}, "
        f"{interval(best)}): ids may be given anew, or from another range, when a lead converts. "
        "Let no rule read it.",
        (("auc", best.value), ("auc low", best.low), ("auc high", best.high)),
        grave=best.low >= SORTED,
    )


def _ranked(values: NDArray[np.float64], folds: Folds) -> tuple[Interval | None, Coded]:
    found = by_size(values, np.isnan(values))
    return out_of_fold(folds.counts(found.codes, found.size)), found


def _parts(
    raw: RawColumn, wanted: NDArray[Any], stopped: Stop
) -> tuple[NDArray[np.float64] | None, NDArray[np.int64] | None]:
    """Of these distinct cells the last number in each, and a code of its first characters.

    None where no id has a number, or where all begin alike, or hardly two.
    """
    size = len(raw.texts)
    numbers = np.full(size, np.nan)
    starts = np.zeros(size, dtype=np.int64)
    known: dict[str, int] = {}
    for number, place in enumerate(wanted.tolist()):
        if number % LOOK_UP == 0:
            unless(stopped)
        if not place:
            continue
        text = raw.texts[place]
        found = _LAST_NUMBER.search(text)
        if found:
            numbers[place] = float(found[1])
        starts[place] = known.setdefault(text[:PREFIX].lower(), len(known) + 1)
    any_number = bool((~np.isnan(numbers)).any())
    return (numbers if any_number else None), (
        starts if 1 < len(known) <= len(wanted) // 5 else None
    )
