"""Weights and rows of a matrix summed by code: what the search stands on."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

FEW = 10_000
"""Fewer cells are summed one by one: making the product ready takes longer."""


def totalled(code: NDArray[Any], weight: NDArray[Any], codes: int) -> NDArray[np.float64]:
    """(codes,): the weights of each code, added in their order."""
    return np.bincount(code, weight, codes).astype(np.float64, copy=False)


def summed(
    code: NDArray[np.intp], codes: int, rows: NDArray[Any], weight: NDArray[Any] | None = None
) -> NDArray[Any]:
    """(codes, columns): the rows of each code, times their weight, added in their order.

    `code`: (rows,), or (times, rows) where each row is added to several.
    """
    count, columns = rows.shape
    if code.size * columns < FEW:
        place = (code[..., None] * columns + np.arange(columns)).ravel()
        given = rows if weight is None else rows * weight[:, None]
        given = np.broadcast_to(given, (*code.shape, columns))
        return np.bincount(place, given.ravel(), codes * columns).reshape(codes, columns)
    from scipy.sparse import csc_array  # lazy: heavy, and only a tuning needs it

    every = code.size // count
    given = np.ones(count, dtype=rows.dtype) if weight is None else weight
    places = np.arange(count + 1, dtype=np.int32) * every
    chosen = csc_array(
        (np.repeat(given, every), code.astype(np.int32).ravel("F"), places), shape=(codes, count)
    )
    return np.asarray(chosen @ rows)
