"""How many of today's MQLs a card moves."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from models.problems import LeadbenchError
from models.tuning.lines import Ground
from models.tuning.reins import Reins
from models.tuning.search.scores import scores
from models.tuning.search.stand import Whole


def excess(ground: Ground, reins: Reins) -> Callable[[Whole], int] | None:
    """How many leads more than may leave today's MQLs or join them; None: any number may."""
    if reins.most_moved is None:
        return None
    mql = ground.mql
    if mql is None:
        raise LeadbenchError(
            "How many MQLs may move is limited, but no threshold says what an MQL is.",
            remedy="Mark a band as handed over to sales, or take the limit away.",
        )
    today = scores(ground, ground.now) >= mql
    # What is typed as 10 % of 30 leads is 3 leads, whatever binary fractions make of it.
    most = int(np.floor(reins.most_moved * int(today.sum()) + 1e-9))
    known: dict[tuple[int, ...], int] = {}

    def beyond(points: Whole) -> int:
        key = tuple(points.tolist())
        if key not in known:
            after = scores(ground, key) >= mql
            left = int((today & ~after).sum())
            joined = int((after & ~today).sum())
            known[key] = max(left - most, 0) + max(joined - most, 0)
        return known[key]

    return beyond
