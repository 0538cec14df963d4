"""How much each lead speaks for and against converting: outcomes, and what today's points say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.tuning.lines import Ground
from models.tuning.search.fit import fitted, softplus_and_chance
from models.tuning.search.scores import counted, scores

Real = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Evidence:
    """`yes`, `no`: (leads,) weight for and against. `prior`: whether today's points have a say."""

    yes: Real
    no: Real
    prior: bool = False


def evidence(ground: Ground, prior: float) -> Evidence:
    """The outcomes, and `prior` leads more that convert as today's points would have them.

    The pseudo-leads are spread over all leads; how much a point means to them is fitted on the
    outcomes (a catalytic prior: Huang, Stein, Rubin and Kou, PNAS 117, 2020, 12004-12010).
    """
    weight = np.ones(len(ground)) if ground.worth is None else ground.worth.astype(np.float64)
    yes = np.where(ground.converted == 1, weight, 0.0)
    no = weight - yes
    if prior <= 0:
        return Evidence(yes, no)
    today = scores(ground, ground.now)
    converted, others, levels = counted(today, yes, no)
    found = fitted(converted[None], others[None], levels)
    _, chance = softplus_and_chance(found.intercept[0] + found.slope[0] * today)
    share = prior * weight / weight.sum()
    return Evidence(yes + share * chance, no + share * (1 - chance), prior=True)
