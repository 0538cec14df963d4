"""How far the shares of two groups of leads are apart: PSI, less what chance alone would show.

The population stability index of old shares p and new shares q is the sum of (q - p) ln(q / p) over
the bins. Without any change it is about (bins - 1)(1/n + 1/m) for n old and m new leads, so small
files look as if they had moved; Yurdakul and Naranjo (Journal of Risk Model Validation 14 (2020),
No. 4) show that divided by (1/n + 1/m) it is chi-squared. Here that much is taken off, and whether
the rest is chance is told by Pearson's chi-squared of two samples.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.history.periods import chi_squared

MODERATE, LARGE = 0.1, 0.25
"""The usual marks of credit scoring: a convention, no law."""
FEWEST_EXPECTED = 5
"""Leads that a bin must be expected to have on the smaller side; smaller bins are put together."""
_HALF = 0.5
"""Leads added to each bin of both sides, so that one which is empty on one side has a logarithm."""

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Shift:
    """`raw`: the PSI as it is; `noise`: what it would be by chance; `value`: the rest, 0 or more.

    `p`: how likely counts at least so far apart would be if nothing had changed. `bins`: how many
    were told apart.
    """

    raw: float
    noise: float
    value: float
    p: float
    bins: int


def shift_of(old: Counts, new: Counts) -> Shift | None:
    """How far `new` is from `old`: leads by bin, both of shape (bins,).

    Each lead is in one bin. None: too few leads for two bins, so nothing can be said.
    """
    old, new = together(old, new)
    if len(old) < 2:
        return None
    n, m = int(old.sum()), int(new.sum())
    noise = (len(old) - 1) * (1 / n + 1 / m)
    raw = psi(old, new)
    return Shift(raw, noise, max(0.0, raw - noise), chance(old, new), len(old))


def psi(old: Counts, new: Counts) -> float:
    """The population stability index; half a lead is added to each bin of both sides."""
    p = (old + _HALF) / (old + _HALF).sum()
    q = (new + _HALF) / (new + _HALF).sum()
    return float(((q - p) * np.log(q / p)).sum())


def chance(old: Counts, new: Counts) -> float:
    """The p of Pearson's chi-squared of two samples; no bin may be empty on both sides."""
    both = old + new
    n, m = int(old.sum()), int(new.sum())
    expected = both * (m / (n + m))
    # The old side is as far off as the new one: both parts in one.
    apart = float(((new - expected) ** 2 / expected).sum()) * (n + m) / n
    return chi_squared(apart, len(both) - 1)


def together(old: Counts, new: Counts) -> tuple[Counts, Counts]:
    """The same leads with the bins put together that are too small to be tested.

    Which they are is told by both sides at once, so that looking does not favour a difference.
    """
    n, m = int(old.sum()), int(new.sum())
    both = old + new
    if not n or not m:
        return old[:0], new[:0]
    least = FEWEST_EXPECTED * (n + m) / min(n, m)
    small = both < least
    kept = np.flatnonzero(~small)
    if not small.any() or not both[small].any():
        return old[kept], new[kept]
    rest = int(both[small].sum())
    if rest >= least or not len(kept):
        return np.append(old[kept], old[small].sum()), np.append(new[kept], new[small].sum())
    smallest = kept[np.argmin(both[kept])]
    old, new = old.copy(), new.copy()
    old[smallest] += old[small].sum()
    new[smallest] += new[small].sum()
    return old[kept], new[kept]
