"""The model on each part of the leads that a field makes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.history.groups import groups_of
from models.evaluation.history.part import Part, histograms_of, part_of
from models.leads.columns import Column
from models.leads.wording import count_of


@dataclass(frozen=True)
class Segments:
    """The parts by a field. `several`: a lead can be in more than one of them."""

    field: str
    parts: tuple[Part, ...]
    several: bool = False


def segments_of(
    field: str,
    column: Column,
    levels: NDArray[np.integer],
    codes: NDArray[np.uint8],
    size: int,
    threshold: int,
) -> Segments:
    """Parts that hold a lead with a known outcome (`codes` 0 or 1); arrays of shape (rows,)."""
    groups = groups_of(column, codes < 2)
    rows = groups.rows
    if rows is not None:
        levels, codes = levels[rows], codes[rows]
    counts = histograms_of(groups.codes, len(groups.names), levels, codes, size)
    parts = tuple(
        part_of(name, histogram, threshold)
        for name, histogram in zip(groups.names, counts, strict=True)
        if histogram.any()
    )
    return Segments(field, parts, rows is not None)


def sentence(segments: Segments) -> str:
    """Where the score ranks, where it does not, and where nothing can be said."""
    able = [part for part in segments.parts if not part.small and part.auc is not None]
    small = len(segments.parts) - len(able)
    if not able:
        return f"By {segments.field} no group is large enough to say how well the score ranks it."
    ranked = [part for part in able if part.auc is not None and part.auc.low > 0.5]
    if len(ranked) == len(able):
        first = "it" if len(able) == 1 else f"each of the {len(able)} groups"
        said = f"By {segments.field} the score ranks {first} better than chance"
    else:
        others = [part.name for part in able if part not in ranked]
        named = ", ".join(others[:3]) + (f" and {len(others) - 3} more" if len(others) > 3 else "")
        said = f"By {segments.field} the score cannot be told from chance in {named}"
    if small:
        said += f"; {count_of(small, 'group')} {'is' if small == 1 else 'are'} too small to say"
    return said + "."
