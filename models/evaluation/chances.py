"""The log-loss of the chances that are kept with a model, from a histogram of its scores."""

from __future__ import annotations

import numpy as np

from models.evaluation.evaluation import Evaluation
from models.scoring.file.scores_hash import chances_of
from models.scoring.model import ScoringModel


def log_loss_of(model: ScoringModel, evaluation: Evaluation) -> float | None:
    """Over leads of known outcome; None: no chances are kept, or no outcome is known."""
    chances, known = chances_of(model), evaluation.all.known
    if chances is None or not known:
        return None
    no, yes = evaluation.histogram[:, 0], evaluation.histogram[:, 1]
    scores = np.arange(evaluation.least, evaluation.most + 1)
    chance = np.clip(chances.of_scores(scores), 1e-6, 1 - 1e-6)
    return -float((yes * np.log(chance) + no * np.log1p(-chance)).sum()) / known
