"""Who comes in when a threshold falls: what these leads have more often than those above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.figures import leads, percent
from models.evaluation.history.groups import BLANK, groups_of
from models.leads.columns import Column

LEAST_SHARE = 0.2
"""What fewer of the leads have is no trait of them."""
MORE = 0.05
"""By how much more often they have it than the leads above."""
FEWEST_ADDED = 20
MOST = 3


@dataclass(frozen=True)
class Shared:
    """A value that leads have more often: their share, and the share of the others."""

    field: str
    value: str
    share: float
    others: float


@dataclass(frozen=True)
class Added:
    """Leads from the threshold `low` up to `high`, and what they share most."""

    low: int
    high: int
    leads: int
    shared: tuple[Shared, ...] = ()


def shared_of(
    added: NDArray[np.bool_], above: NDArray[np.bool_], fields: Sequence[tuple[str, Column]]
) -> tuple[Shared, ...]:
    """The values that the added leads have more often than those above; masks (rows,).

    One of each field, at most three, the largest difference first; with few leads none.
    """
    if min(int(added.sum()), int(above.sum())) < FEWEST_ADDED:
        return ()
    found = []
    for name, column in fields:
        groups = groups_of(column, added | above)
        rows = slice(None) if groups.rows is None else groups.rows
        size = len(groups.names)
        codes = groups.codes
        told = codes >= 0
        shares = [
            np.bincount(codes[told & mask[rows]], minlength=size) / mask.sum()
            for mask in (added, above)
        ]
        difference = shares[0] - shares[1]
        for place, group in enumerate(groups.names):
            if group == BLANK or group.startswith("("):
                difference[place] = 0
        best = int(np.argmax(difference)) if size else 0
        if size and shares[0][best] >= LEAST_SHARE and difference[best] >= MORE:
            share, others = float(shares[0][best]), float(shares[1][best])
            found.append(Shared(name, groups.names[best], share, others))
    return tuple(sorted(found, key=lambda one: one.others - one.share)[:MOST])


def sentence(added: Added) -> str:
    """Who they are, in words."""
    if not added.leads:
        return "Nobody: no lead has a score in between."
    said = leads(added.leads)
    if not added.shared:
        return f"{said}; nothing sets them apart from those above."
    parts = [
        f"{percent(one.share, 0)} have {one.field} {one.value} "
        f"({percent(one.others, 0)} of those above)"
        for one in added.shared
    ]
    return f"{said}: {', '.join(parts)}."


Columns = Callable[[str], Column | None]
"""The column of a field by its name."""


def fields_for(names: Sequence[str], column: Columns) -> list[tuple[str, Column]]:
    """The fields that the leads have, with their columns."""
    pairs = ((name, column(name)) for name in names)
    return [(name, found) for name, found in pairs if found is not None]
