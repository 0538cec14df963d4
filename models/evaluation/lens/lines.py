"""The lines that are looked at: each rule, and each entry of a rule with points by value, by range
or by count; whom a line hits, and the model without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.scoring.awards import (
    ByCount,
    ByRange,
    ByValue,
    PerOccurrence,
    Points,
    points_of,
    with_points,
)
from models.scoring.bits import Bits, packed
from models.scoring.engine import Scored
from models.scoring.model import Rule, ScoringModel
from models.scoring.words import award_words, entry_words
from models.signs import signed

MOST_ENTRIES = 40
"""Entries of one rule that are lines of their own: those that hit most leads."""


@dataclass(frozen=True)
class Line:
    """A rule, or one entry of it. `entry`: its place in the rule's award; None: the whole rule.

    `words`: what the entry asks, "" for a rule. `points`: what a hit is given, each time; None: of
    a rule whose entries give different points. `said`: the points in words. `whole`: the line can
    be judged by itself, as no entries of it are lines of their own. `rest`: entries of the rule
    that are no lines, as there are more than `MOST_ENTRIES`; `rest_leads`: leads that they hit.
    """

    rule: Rule
    entry: int | None
    words: str
    points: int | None
    said: str
    whole: bool
    rest: int = 0
    rest_leads: int = 0

    @property
    def name(self) -> str:
        """The rule with its entry."""
        return f"{self.rule.name}: {self.words}" if self.words else self.rule.name

    @property
    def muted(self) -> bool:
        """Whether the rule gives nothing at present."""
        return self.rule.muted

    def without(self, model: ScoringModel) -> ScoringModel:
        """The model without it: its rule muted, its entry at 0 points."""
        rule, award = self.rule, self.rule.award
        if self.entry is None or not isinstance(award, ByValue | ByRange | ByCount):
            return model.with_rule(replace(rule, muted=True))
        points = [0 if i == self.entry else was for i, was in enumerate(points_of(award))]
        return model.with_rule(replace(rule, award=with_points(award, points)))


def lines_of(scored: Scored) -> Iterator[tuple[Line, Bits]]:
    """The lines in the order of the model, a rule before its entries, and whom each hits."""
    masks, sight = scored.masks, scored.sight
    for rule in scored.model.rules():
        award, hit = rule.award, masks.hit(rule, sight)
        if isinstance(award, Points | PerOccurrence) or len(award.entries) < 2:
            yield Line(rule, None, "", _points(rule), award_words(rule), whole=True), packed(hit)
            continue
        reached = np.where(hit, masks.reached(award, sight), 0)
        counts = np.bincount(reached, minlength=len(award.entries) + 1)[1:]
        commonest = _commonest(counts)
        rest, there = len(award.entries) - len(commonest), int(counts.sum())
        line = Line(
            rule,
            None,
            "",
            None,
            award_words(rule),
            whole=False,
            rest=rest,
            rest_leads=there - int(counts[commonest].sum()),
        )
        yield line, packed(hit)
        for place in commonest:
            points = award.entries[place].points
            words = entry_words(award, place)
            line = Line(rule, place, words, points, signed(points), whole=True)
            yield line, packed(reached == place + 1)


def _points(rule: Rule) -> int | None:
    match rule.award:
        case Points(points) | PerOccurrence(points=points):
            return points
        case ByValue(_, entries) | ByRange(_, entries) | ByCount(_, entries):
            return entries[0].points if len(entries) == 1 else 0


def _commonest(counts: NDArray[np.integer]) -> list[int]:
    """The places of the entries that are lines of their own, ascending; `counts` (entries,)."""
    return sorted(np.argsort(-counts, kind="stable")[:MOST_ENTRIES].tolist())
