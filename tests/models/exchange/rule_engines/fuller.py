"""Models with all that a target may give: an output scale and chances by score."""

from __future__ import annotations

from dataclasses import replace

from models.scoring.model import ScoringModel
from models.scoring.probability import ChanceStep, Probability
from models.scoring.scale import Scale

SCALES = (Scale(0, 10), Scale(-7, 1000), Scale(-100, -97))


def fuller(model: ScoringModel, seed: int) -> ScoringModel:
    """The model with a scale and chances of its own, but for each fourth."""
    if seed % 4 == 3:
        return model
    least, most = model.scale.least, model.scale.most
    starts = sorted({least, least + 1, (least + most) // 2, most - 1})
    steps = (ChanceStep(start, 7 + 901 * n, 0, 9_999) for n, start in enumerate(starts))
    return replace(model, output=SCALES[seed % 3], probability=Probability(tuple(steps)))
