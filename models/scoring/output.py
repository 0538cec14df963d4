"""The score on the scale of another system: a rescaling that never turns an order around."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.scoring.model import ScoringModel
from models.scoring.scale import Scale


def rescaled(score: int, scale: Scale, output: Scale) -> int:
    """low + floor((2 (score - least)(high - low) + span) / (2 span)): half up (semantics 15)."""
    span = scale.most - scale.least
    wide = 2 * (score - scale.least) * (output.most - output.least) + span
    return output.least + wide // (2 * span)


@dataclass(frozen=True)
class Merged:
    """What a narrower scale can no longer tell apart.

    `levels`: scores of the model beyond the first that share an output score. `below`: for each
    band but the first that shares its first output score with scores below it, how many leads
    are there.
    """

    levels: int
    below: tuple[tuple[str, int], ...]


def merged(model: ScoringModel, output: Scale, counts: NDArray[np.int64]) -> Merged:
    """What the output scale merges; `counts`: leads by level, shape (levels,)."""
    scale = model.scale
    given = [rescaled(score, scale, output) for score in range(scale.least, scale.most + 1)]
    below = []
    for band in model.bands[1:]:
        at = rescaled(band.threshold, scale, output)
        first = given.index(at)
        leads = int(counts[first : band.threshold - scale.least].sum())
        if leads:
            below.append((band.name, leads))
    return Merged(len(given) - len(set(given)), tuple(below))
