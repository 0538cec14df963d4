"""How sure a difference is, from its standard error: the interval and the two-sided p.

By Student's t with as many degrees of freedom as there are leads of the rarer outcome, less one:
with 10 conversions the normal's interval would be too short (`tests/.../simulations`).
"""

from __future__ import annotations

from models.evaluation.history.few import t_95, t_p
from models.evaluation.tallies import Interval

_THREE = 3.0
"""Of n leads none does what three in n would do in one case of twenty (the rule of three; Hanley
and Lippman-Hand, JAMA 249 (1983), 1743-1745)."""


def around(value: float, error: float, rarer: int) -> tuple[Interval, float]:
    """The 95 % interval of a difference of two figures of 0..1, and its p; `rarer` at least 2.

    Where the leads at hand show no spread at all the interval has the length that so few of them
    leave open, and only a difference of nothing could be chance.
    """
    if error > 0:
        half, p = t_95(rarer - 1) * error, t_p(value / error, rarer - 1)
    else:
        half, p = _THREE / rarer, 1.0 if value == 0 else 0.0
    return Interval(value, max(-1.0, value - half), min(1.0, value + half)), p
