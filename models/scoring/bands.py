"""From points to bands: which band each score is in, and what overrides move (semantics 11)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.scoring.masks import Masks
from models.scoring.model import Move, Override, ScoringModel
from models.scoring.sight import Sight

Decided = NDArray[Any]
"""Positions of overrides, int8 or int16; -1 is none."""


def bands_at(model: ScoringModel, levels: NDArray[Any]) -> NDArray[np.uint8]:
    """The position of the band of each level (score less the scale's least); same shape."""
    bands = np.zeros(len(levels), dtype=np.uint8)
    top = model.scale.most - model.scale.least
    for cut in cuts(model)[1:]:
        if cut <= top:
            bands += levels >= max(cut, 0)
    return bands


def cuts(model: ScoringModel) -> list[int]:
    """The level (score less the scale's least) from which each band holds; never descending.

    A band whose threshold lies above a later band's holds no score.
    """
    found = [band.threshold - model.scale.least for band in model.bands]
    for position in range(len(found) - 2, -1, -1):
        found[position] = min(found[position], found[position + 1])
    return found


def reach_of_move(model: ScoringModel, override: Override) -> tuple[int, int] | None:
    """The least and the most score that an override leaves; None if it names no band."""
    names = [band.name for band in model.bands]
    if override.band not in names:
        return None
    position = names.index(override.band)
    scale = model.scale
    low = scale.clamp(model.bands[position].threshold)
    last = position + 1 == len(model.bands)
    high = scale.most if last else scale.clamp(model.bands[position + 1].threshold - 1)
    match override.move:
        case Move.AT_LEAST:
            return low, scale.most
        case Move.AT_MOST:
            return scale.least, high
        case Move.EXACTLY:
            return low, high


def decided(model: ScoringModel, masks: Masks, sight: Sight) -> Decided | None:
    """The position of the override that decides for each lead, -1 none; None without overrides."""
    if not model.overrides:
        return None
    kind: Any = np.int8 if len(model.overrides) < 128 else np.int16
    first: Decided = np.full(len(masks.leads), -1, dtype=kind)
    for position in range(len(model.overrides) - 1, -1, -1):
        override = model.overrides[position]
        if reach_of_move(model, override) is not None:
            first[masks.of(override.when, sight)] = position
    return first
