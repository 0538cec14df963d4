"""What a tuning aims at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Goal(StrEnum):
    """What is made best on the leads that teach."""

    LOSS = "log-loss"
    AUC = "AUC"
    CAPTURE = "conversions caught in the top share"
    VALUE = "net value at the best threshold"


@dataclass(frozen=True)
class Aim:
    """A goal with what it needs. `share`: the top share for `CAPTURE`, 0 to 1. `win`, `cost`: the
    value of a conversion and the cost of a touch for `VALUE`.
    """

    goal: Goal = Goal.LOSS
    share: float = 0.1
    win: float = 0.0
    cost: float = 0.0
