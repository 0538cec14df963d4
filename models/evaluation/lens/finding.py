"""What the history says of a line's points: whether they go the way that conversion goes."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from models.evaluation.lens.worth import Worth
from models.evaluation.odds import Odds
from models.evaluation.tallies import TOO_FEW

LEVEL = 0.05
APART = 1 / 3
"""How far points must lie from their worth, as a share of the larger of the two, to be told."""


class Finding(StrEnum):
    """One for each line, the gravest first."""

    WRONG_WAY = "wrong way"
    TOO_MUCH = "too much"
    TOO_LITTLE = "too little"
    AGREES = "agrees"
    CANNOT_TELL = "cannot be told"
    TOO_FEW = "too few"
    NO_HITS = "hits nobody"
    ALL_HIT = "hits everybody"
    NO_POINTS = "no points"
    MUTED = "muted"


ORDER = tuple(Finding)


def gravest(findings: Iterable[Finding]) -> Finding:
    """Of several findings the one that is named first."""
    return min(findings, key=ORDER.index)


def finding_of(
    *,
    muted: bool,
    relative: float,
    hits: int,
    others: int,
    expected: float,
    odds: Odds | None,
    worth: Worth | None,
    p_odds: float | None,
    p_worth: float | None,
) -> Finding:
    """`relative`: points of a hit less those that other leads get of the same rule, on average.
    `hits`, `others`: leads with a known outcome. `expected`: conversions of the hits, found or to
    be expected of so many leads. `p_odds`, `p_worth`: corrected for all that is looked at.
    """
    if muted:
        return Finding.MUTED
    if not relative:
        return Finding.NO_POINTS
    if not hits:
        return Finding.NO_HITS
    if not others:
        return Finding.ALL_HIT
    if odds is None or p_odds is None or expected <= TOO_FEW:
        return Finding.TOO_FEW
    clear = p_odds < LEVEL
    if clear and (odds.log > 0) != (relative > 0):
        return Finding.WRONG_WAY
    if worth is not None and p_worth is not None and p_worth < LEVEL:
        value, given = worth.points.value, worth.given
        if abs(value - given) >= max(1.0, APART * max(abs(value), abs(given))):
            return Finding.TOO_MUCH if _beyond(given, value) else Finding.TOO_LITTLE
    return Finding.AGREES if clear else Finding.CANNOT_TELL


def _beyond(given: float, worth: float) -> bool:
    """Whether points go further than they are worth, in the direction that they go."""
    return given > max(worth, 0.0) if given > 0 else given < min(worth, 0.0)
