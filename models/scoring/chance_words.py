"""The chance of one lead in words."""

from __future__ import annotations

import numpy as np

from models.scoring.chance_reasons import OddsReason, odds_reasons
from models.scoring.engine import Scored
from models.scoring.file.scores_hash import chances_of, fits
from models.scoring.model import ScoringModel
from models.scoring.odds import places_of
from models.scoring.probability import (
    WHOLE,
    ChanceStep,
    Probability,
    RuleChances,
    TreeChances,
    table_of,
)


def chance_words(scored: Scored) -> str:
    """Of the only lead that is scored; "" where the model keeps no chances."""
    model = scored.model
    found = model.probability
    if found is None:
        return ""
    if not fits(model):
        return f"The chances kept with the model are of other {other_of(model)}"
    row = np.zeros(1, dtype=np.intp)
    step = table_of(found).steps[int(places_of(scored, found, row)[0])]
    if not isinstance(found, Probability):
        by = "trees" if isinstance(found, TreeChances) else "the rules"
        return f"{_percent(step.chance)} of such leads convert by {by}, {_between(step)}"
    return step_words(step)


def chance_reasons(scored: Scored) -> tuple[OddsReason, ...]:
    """What changes the odds of the only lead most; none where its chance is that of the score."""
    found = chances_of(scored.model)
    if found is None or isinstance(found, Probability):
        return ()
    return odds_reasons(scored, found, np.zeros(1, dtype=np.intp))[0]


def other_of(model: ScoringModel) -> str:
    """Of what else the chances are that are not used."""
    match model.probability:
        case RuleChances():
            return "rules"
        case TreeChances():
            return "derived fields"
        case _:
            return "points"


def step_words(step: ChanceStep) -> str:
    """Of one step of the score."""
    return f"{_percent(step.chance)} of leads with this score convert, {_between(step)}"


def percent_of(step: ChanceStep) -> str:
    """The chance alone."""
    return _percent(step.chance)


def _between(step: ChanceStep) -> str:
    return f"{_percent(step.low)} to {_percent(step.high)}"


def _percent(ten_thousandths: int) -> str:
    places = 1 if ten_thousandths < WHOLE // 20 else 0
    return f"{100 * ten_thousandths / WHOLE:.{places}f}\u202f%"
