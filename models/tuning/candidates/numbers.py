"""A number as candidates: "from t on" where its leads begin to convert otherwise, and ranges that
stand out of both their neighbours. Cut on the leads that teach only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from models.evaluation.profile.fields import LEAST_LEADS, Known, tally_of
from models.evaluation.profile.ranges import edges_of, merged
from models.leads.wording import figure
from models.scoring.conditions import AllOf, Condition, FieldTest, Test
from models.scoring.words import range_text
from models.tuning.candidate import Sort
from models.tuning.candidates.found import Found, Looked, looked_at

PARTS = 20
"""Ranges that are begun with."""
LEAST_SHARE = 0.01
"""A range with fewer of the filled leads is merged into its neighbour."""
LOOKED_AT = 50_000
"""Leads from which the ends of ranges are taken."""


def of_numbers(name: str, values: NDArray[np.float64], known: Known) -> Looked:
    """What a number shows; `values` (all leads,), NaN is blank."""
    held = values[known.rows]
    filled = ~np.isnan(held)
    some, won = held[filled], known.converted[filled]
    if len(some) < 2 * LEAST_LEADS:
        return Looked()
    edges = edges_around(some[:: max(1, len(some) // LOOKED_AT)])
    places = np.searchsorted(edges, some, side="right")
    counts = np.bincount(places * 2 + won, minlength=2 * (len(edges) + 1)).reshape(-1, 2)
    kept = borders_of(counts, max(LEAST_LEADS, LEAST_SHARE * len(some)))
    cuts = [edges[at] for at in kept]
    parts = np.add.reduceat(counts, [0, *(at + 1 for at in kept)], axis=0)
    whole = bool(np.all(some % 1 == 0))
    found = list(_from(name, cuts, parts, known))
    found += _ranges(name, cuts, parts, known, whole, len(edges))
    return looked_at(found, len(edges))


def edges_around(values: NDArray[np.float64]) -> list[float]:
    """Where ranges may begin: round figures, and both sides of numbers that many leads have.

    So the zeros of a count, or a 999 that stands for never, do not use up the ranges of the rest.
    """
    distinct, leads = np.unique(values, return_counts=True)
    often = np.flatnonzero(leads * PARTS >= len(values))
    if len(distinct) <= PARTS or not len(often):
        return edges_of(values, PARTS)
    sides = {*often.tolist(), *(often + 1).tolist()} - {0, len(distinct)}
    rest = values[~np.isin(values, distinct[often])]
    between = edges_of(rest, PARTS) if len(rest) else []
    return sorted({*between, *(float(distinct[at]) for at in sides)})


def borders_of(counts: NDArray[np.int64], least: float) -> list[int]:
    """The borders at which parts in a row convert otherwise; `counts` (parts, 2)."""
    lost, won = counts[:, 0].tolist(), counts[:, 1].tolist()
    return merged([a + b for a, b in zip(lost, won, strict=True)], won, least)


def _from(
    name: str, cuts: Sequence[float], parts: NDArray[np.int64], known: Known
) -> Iterator[Found]:
    for at, cut in enumerate(cuts):
        pair = parts[at + 1 :].sum(axis=0).tolist()
        when = FieldTest(name, Test.AT_LEAST, (cut,))
        title = f"{name}: {range_text(cut, None)}"
        yield Found(title, (name,), when, Sort.FROM, known.evidence(tally_of(pair)))


def _ranges(
    name: str,
    cuts: Sequence[float],
    parts: NDArray[np.int64],
    known: Known,
    whole: bool,
    edges: int,
) -> Iterator[Found]:
    """The ranges between two cuts that convert more, or less, than both beside them.

    Each was chosen out of many, so its chance is that of as many as there were edges (Bonferroni).
    """
    rates = (parts[:, 1] / np.maximum(parts.sum(axis=1), 1)).tolist()
    for at in range(1, len(rates) - 1):
        low, high = cuts[at - 1], cuts[at]
        if (rates[at] > rates[at - 1]) == (rates[at] > rates[at + 1]):
            when: Condition = AllOf(
                (FieldTest(name, Test.AT_LEAST, (low,)), FieldTest(name, Test.LESS_THAN, (high,)))
            )
            title = range_text(low, high)
            if whole and high - low == 1:
                when, title = FieldTest(name, Test.EQUALS, (low,)), figure(low)
            evidence = known.evidence(tally_of(parts[at].tolist()))
            title = f"{name}: {title}"
            yield Found(title, (name,), when, Sort.RANGE, evidence, among=edges)
