"""What a person allows the tuning to do: bounds, signs, locks, sizes and a budget of change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

STEP, LEAST, MOST = 5, -50, 50


class Hold(StrEnum):
    """What may happen to a line."""

    FREE = "free"
    KEEP = "keep"
    """It must give points; how many is free."""
    LOCK = "lock"
    """It keeps today's points."""
    FORBID = "forbid"
    """It gives nothing."""


class Sign(StrEnum):
    """Which points a line may give."""

    ANY = "any"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True)
class Rein:
    """What may happen to one line. `least`, `most`: None: those of all lines."""

    hold: Hold = Hold.FREE
    sign: Sign = Sign.ANY
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True)
class Reins:
    """All that is allowed. Points are multiples of `step` between `least` and `most`, or a locked
    line's points of today. A line that need not be kept may always give nothing: bounds and signs
    bind lines with points.

    `lines`: reins of single lines by key; others are free. `most_lines`: lines with points, in all;
    `per_field`, `per_group`: of one field (a line of several fields counts for each), of one group.
    `one_of`: of each set at most one line gives points. `rising`: along each sequence points do not
    fall. `most_changed`: lines whose points may differ from today's, `most_moved`: the share of
    today's MQLs, 0 to 1, that may leave them, or of as many others that may join (the ground says
    what makes an MQL: `mql`; each lead counts once, whatever its worth); None: no limit.
    """

    step: int = STEP
    least: int = LEAST
    most: int = MOST
    lines: tuple[tuple[str, Rein], ...] = ()
    most_lines: int | None = None
    per_field: int | None = None
    per_group: int | None = None
    one_of: tuple[tuple[str, ...], ...] = ()
    rising: tuple[tuple[str, ...], ...] = ()
    most_changed: int | None = None
    most_moved: float | None = None

    def rein(self, key: str) -> Rein:
        """What may happen to the line of that key."""
        return dict(self.lines).get(key, _FREE)


_FREE = Rein()
