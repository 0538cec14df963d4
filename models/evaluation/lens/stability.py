"""Whether what a rule says of conversion holds as time goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import erfc, sqrt

from models.evaluation.odds import Odds, odds_ratio
from models.evaluation.rates import rate_interval
from models.evaluation.tallies import FEWEST, Interval
from models.leads.tally import Tally

LEVEL = 0.05


class Held(StrEnum):
    """What became of a rule's evidence from the older to the newer half of the leads."""

    TOO_FEW = "too few"
    UNCLEAR = "unclear"
    HOLDS = "holds"
    LOST = "lost"
    WEAKER = "weaker"
    STRONGER = "stronger"
    TURNED = "turned"
    NEW = "new"


@dataclass(frozen=True)
class Block:
    """Successive leads: those that the rule hits and those that it does not, how they convert, and
    the odds ratio of the two; None: not enough data to say.
    """

    name: str
    hits: Tally
    others: Tally
    rate: Interval | None
    odds: Odds | None


@dataclass(frozen=True)
class Stability:
    """`older`, `newer`: the two halves; `p`: how likely odds ratios so far apart would be if
    nothing had changed. `blocks`: the same leads in more parts, the oldest first.
    """

    blocks: tuple[Block, ...]
    older: Block
    newer: Block
    p: float | None


def block_of(name: str, hits: Tally, others: Tally) -> Block:
    """A part of the leads from its counts."""
    return Block(
        name,
        hits,
        others,
        rate_interval(hits.converted, hits.known),
        odds_ratio(hits.converted, hits.not_converted, others.converted, others.not_converted),
    )


def stability_of(blocks: Sequence[Block], older: Block, newer: Block) -> Stability:
    """From the halves and the finer blocks."""
    p = None
    if told(older) and told(newer) and older.odds is not None and newer.odds is not None:
        error = sqrt(older.odds.error**2 + newer.odds.error**2)
        p = erfc(abs(newer.odds.log - older.odds.log) / error / sqrt(2))
    return Stability(tuple(blocks), older, newer, p)


def told(block: Block) -> bool:
    """Whether the block holds enough conversions among the rule's leads, found or expected."""
    return block.odds is not None and expected(block.hits, block.others) >= FEWEST


def expected(hits: Tally, others: Tally) -> float:
    """The conversions of the hits, or as many as they would have at the rate of all, if more."""
    known = hits.known + others.known
    if not known:
        return 0.0
    return max(hits.converted, hits.known * (hits.converted + others.converted) / known)


def held(found: Stability | None, corrected: float | None, *, clear: bool) -> Held:
    """The verdict. `corrected`: its p among those of all rules that are looked at together.
    `clear`: whether the rule's leads, all of them, convert otherwise than others beyond chance.
    """
    if found is None or corrected is None:
        return Held.TOO_FEW
    older, newer = _sign(found.older.odds), _sign(found.newer.odds)
    if corrected >= LEVEL:
        return Held.HOLDS if clear else Held.UNCLEAR
    if older and newer and older != newer:
        return Held.TURNED
    if not newer:
        return Held.LOST if older else Held.UNCLEAR
    if not older:
        return Held.NEW
    one, other = found.older.odds, found.newer.odds
    stronger = one is not None and other is not None and abs(other.log) > abs(one.log)
    return Held.STRONGER if stronger else Held.WEAKER


def _sign(odds: Odds | None) -> int:
    if odds is None or odds.ratio.low <= 1 <= odds.ratio.high:
        return 0
    return 1 if odds.ratio.value > 1 else -1
