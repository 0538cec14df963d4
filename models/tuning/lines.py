"""What is tuned: lines, each one number of points, over the leads of a history. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from models.scoring.bits import Bits


@dataclass(frozen=True)
class Line:
    """One number of points that may be chosen: of a rule, an entry of its table, or a candidate.

    `key`: names it among all lines: "r3" the rule of that id, "r3/2" its entry 2, "c7" another.
    `rule`: the rule's id in the model, "" for a candidate; `entry`: its place in the rule's award.
    `name`: in words. `group`: the id of its group. `fields`: what it asks. `now`: today's points,
    0 where it is muted or a candidate. `times`: the most times that one lead is given the points.
    `together`: lines that share it are parts of one table, of which a lead meets one at most.
    """

    key: str
    name: str
    group: str
    rule: str = ""
    entry: int | None = None
    fields: tuple[str, ...] = ()
    now: int = 0
    times: int = 1
    together: str = ""


@dataclass(frozen=True, eq=False)
class Pot:
    """A group as the search sees it. Its part of the score is what fades of its limited sum.

    `least`, `most`: its limits, None: open. `fixed`: points that each lead has of rules that are
    not tuned, (leads,). `percents`: what is left of the sum, 0 to 100, (leads,); None: all of it.
    The part: floor((clip(fixed + lines, least, most) x percent + 50) / 100).
    """

    id: str
    name: str
    least: int | None = None
    most: int | None = None
    fixed: NDArray[np.int32] | None = field(default=None, repr=False)
    percents: NDArray[np.uint8] | None = field(default=None, repr=False)


@dataclass(frozen=True, eq=False)
class Ground:
    """Lines over the leads that teach.

    `bits`: for each line whom it gives points, once for each of its `times`: element [i][t] are
    the leads that it gives points more than t times. `converted`: (leads,) 0 or 1. `pots`: the
    groups in the order of the model. `base`: what every lead starts with.
    `worth`: (leads,) the weight of each lead, None: all weigh 1. `mql`: the points that make an
    MQL today, None: nothing does.
    The points of a lead: base + the parts of all pots; before the scale's ends and overrides.
    """

    lines: tuple[Line, ...]
    bits: tuple[tuple[Bits, ...], ...] = field(repr=False)
    pots: tuple[Pot, ...]
    converted: NDArray[np.uint8] = field(repr=False)
    base: int = 0
    worth: NDArray[np.float64] | None = field(default=None, repr=False)
    mql: int | None = None

    def __len__(self) -> int:
        return len(self.converted)

    @property
    def now(self) -> tuple[int, ...]:
        """Today's points of each line."""
        return tuple(line.now for line in self.lines)
