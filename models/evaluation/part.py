"""A part of the leads in the same figures as all of them: what a chart draws over its bars."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.leads.table import Leads
from models.scoring.engine import Scored


def histogram_of(scored: Scored, leads: Leads, which: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Leads of a mask by score and outcome, as `Evaluation.histogram` has them for all leads.

    `which`: shape (leads,). The answer: shape (scores, 3), not converted, converted, not known.
    """
    scale = scored.model.scale
    size = scale.most - scale.least + 1
    keys = scored.levels[which].astype(np.int64) * 3 + leads.outcome[which]
    return np.bincount(keys, minlength=3 * size).reshape(size, 3)
