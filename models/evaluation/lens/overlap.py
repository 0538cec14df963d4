"""Which rules hit the same leads: rules that say the same thing give its points twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from models.scoring.bits import Bits, number


@dataclass(frozen=True)
class Overlap:
    """Another rule, by its place among the rules. `both`: leads that the two hit; `share`: of
    those that the first hits. `jaccard`: of the leads that either hits. `phi`: the correlation of
    the two, -1..1; None: one of them hits nobody or everybody.
    """

    other: int
    both: int
    share: float
    jaccard: float
    phi: float | None


def overlaps_of(hits: Sequence[Bits], every: int) -> tuple[tuple[Overlap, ...], ...]:
    """For each rule the others with which it shares a lead, those that go along most first.

    `hits`: the leads of each rule as bits, `every` leads in all.
    """
    counts = [number(bits) for bits in hits]
    found: list[list[Overlap]] = [[] for _ in hits]
    for one in range(len(hits)):
        for other in range(one + 1, len(hits)):
            both = number(hits[one] & hits[other])
            if not both:
                continue
            a, b = counts[one], counts[other]
            jaccard, along = both / (a + b - both), phi(both, a, b, every)
            found[one].append(Overlap(other, both, both / a, jaccard, along))
            found[other].append(Overlap(one, both, both / b, jaccard, along))
    return tuple(
        tuple(sorted(row, key=lambda item: (-(item.phi or 0.0), -item.share, item.other)))
        for row in found
    )


def phi(both: int, one: int, other: int, every: int) -> float | None:
    """Pearson's correlation of being hit by one and by the other of two rules."""
    spread = one * (every - one) * other * (every - other)
    return (both * every - one * other) / sqrt(spread) if spread else None
