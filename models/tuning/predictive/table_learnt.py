"""The chances of scores that some leads teach, where a division tells who of them is newest."""

from __future__ import annotations

from models.scoring.engine import Scored
from models.tuning.division import Divided, Rows
from models.tuning.predictive.newest import newest_of
from models.tuning.predictive.score_chances import ScoreChances, score_chances

FEWEST = 10
"""Leads of either outcome with fewer of which no chance is learnt."""


def learnt_on(scored: Scored, parted: Divided, teach: Rows) -> ScoreChances:
    """Moved to the newest of these leads where time is known."""
    return score_chances(scored.scores[teach], parted.codes[teach], newest_of(parted, teach))
