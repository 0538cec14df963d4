"""Codes numbered densely."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.intp]


class Numbered(NamedTuple):
    """`number`: of each code, ascending; `kinds`: of codes; `one`: a place of each kind."""

    number: Places
    kinds: int
    one: Places


def numbered(code: NDArray[Any], span: int) -> Numbered:
    """`code`: whole numbers from 0 to below `span`."""
    if span <= max(4 * len(code), 1 << 16):
        there = np.zeros(span, dtype=np.bool_)
        there[code] = True
        number = (np.cumsum(there) - 1)[code]
        count = int(number.max()) + 1 if len(code) else 0
    else:
        held, number = np.unique(code, return_inverse=True)
        count = len(held)
    one = np.empty(count, dtype=np.intp)
    one[number] = np.arange(len(code))
    return Numbered(number, count, one)
