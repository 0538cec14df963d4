"""What stays unlikely among all that was tried: the false discovery rate.

Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995), 289-300: of all that
is called sure, at most `FALSE` is chance, on average.
"""

from __future__ import annotations

from collections.abc import Sequence

FALSE = 0.1


def sure_below(p_values: Sequence[float], tried: int) -> float:
    """The highest p that is sure, -1 where none is; `p_values` of the unlikeliest of the tried."""
    limit = -1.0
    for rank, p in enumerate(sorted(p_values), start=1):
        if p <= FALSE * rank / max(tried, 1):
            limit = p
    return limit
