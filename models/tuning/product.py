"""Products of matrices in pieces so small that the library works on them in one thread.

Threads that wait for each other cost more than they save here, and a sum's order, and with it its
last digit, must not hang on how many there are.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

PIECE = 250_000
"""Multiplications that OpenBLAS does not share out (its limit is 4 x 65536)."""


def times(left: NDArray[Any], right: NDArray[Any]) -> NDArray[Any]:
    """left @ right, (rows, inner) @ (inner, columns)."""
    rows, inner = left.shape
    columns = right.shape[1]
    if rows * inner * columns <= PIECE:
        return np.asarray(left @ right)
    if inner >= columns:
        step = max(1, PIECE // (rows * columns))
        found = left[:, :step] @ right[:step]
        for start in range(step, inner, step):
            found += left[:, start : start + step] @ right[start : start + step]
        return np.asarray(found)
    step = max(1, PIECE // (rows * inner))
    found = np.empty((rows, columns), dtype=np.result_type(left, right))
    for start in range(0, columns, step):
        found[:, start : start + step] = left @ right[:, start : start + step]
    return found


def along(left: NDArray[Any], right: NDArray[Any]) -> NDArray[np.float64]:
    """left @ right where one of them is a vector."""
    how = {(1, 2): "k,kn->n", (2, 1): "mk,k->m", (1, 1): "k,k->"}[left.ndim, right.ndim]
    return np.asarray(np.einsum(how, left, right), dtype=np.float64)
