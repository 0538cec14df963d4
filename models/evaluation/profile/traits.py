"""A trait: leads with one thing in common, how they convert, what that is worth. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import log, log2

from models.evaluation.rates import rate_interval
from models.evaluation.tallies import TOO_FEW, Interval
from models.leads.tally import Tally
from models.scoring.conditions import Condition

STEP = 5
"""Points for each doubling of the odds."""
MOST = 30
"""The most points that are proposed, up or down."""
WORTH = 0.25
"""Doublings of the odds below which a difference, however sure, is worth no points."""


class Standing(StrEnum):
    """How leads with a trait convert beside all leads."""

    ABOVE = "more often"
    BELOW = "less often"
    ALIKE = "alike"
    TOO_FEW = "too few to say"


def points_for(log_odds: float) -> int:
    """5 points for each doubling of the odds, up or down; at least 5."""
    doublings = log_odds / log(2)
    points = min(MOST, STEP * max(1, round(abs(doublings))))
    return points if doublings > 0 else -points


class Rates:
    """How some leads convert beside all of them, from `having` and `all`."""

    having: Tally
    all: Tally

    @property
    def rate(self) -> Interval:
        """How they convert, with Wilson's 95 % interval."""
        found = rate_interval(self.having.converted, self.having.known)
        return Interval(0.0, 0.0, 1.0) if found is None else found

    @property
    def lift(self) -> Interval:
        """Their rate against the rate of all leads."""
        base = self.all.rate or 1.0
        rate = self.rate
        return Interval(rate.value / base, rate.low / base, rate.high / base)

    @property
    def share(self) -> float:
        """The part of all conversions that have it."""
        return self.having.converted / self.all.converted if self.all.converted else 0.0

    @property
    def log_odds(self) -> float:
        """The natural logarithm of the odds ratio against all other leads.

        Where a cell is empty, a half is added to each (Haldane 1956, Anscombe 1956).
        """
        won, lost = self.having.converted, self.having.not_converted
        other_won = self.all.converted - won
        other_lost = self.all.not_converted - lost
        more = 0.0 if min(won, lost, other_won, other_lost) else 0.5
        return log((won + more) * (other_lost + more)) - log((lost + more) * (other_won + more))

    @property
    def standing(self) -> Standing:
        """Whether the interval of the rate leaves the rate of all out, with enough to say it.

        Alike, too, where the odds differ by less than a fifth: sure, but worth no points.
        """
        base = self.all.rate
        if base is None or max(self.having.converted, self.having.known * base) <= TOO_FEW:
            return Standing.TOO_FEW
        rate = self.rate
        if abs(self.log_odds) < WORTH * log(2):
            return Standing.ALIKE
        if rate.low > base:
            return Standing.ABOVE
        return Standing.BELOW if rate.high < base else Standing.ALIKE

    @property
    def stands_out(self) -> bool:
        """Whether it converts more or less often than all, beyond chance."""
        return self.standing in (Standing.ABOVE, Standing.BELOW)

    @property
    def points(self) -> int:
        """A proposal: 5 points for each doubling of the odds, at least 5; 0 if it is alike."""
        return points_for(self.log_odds) if self.stands_out else 0

    @property
    def information(self) -> float:
        """What the trait tells of the outcome, in bits a lead (mutual information)."""
        total = self.all.known
        cells = (
            (self.having.converted, self.having.known, self.all.converted),
            (self.having.not_converted, self.having.known, self.all.not_converted),
        )
        found = 0.0
        for both, having, outcome in cells:
            for part, side in ((both, having), (outcome - both, total - having)):
                if part:
                    found += part / total * log2(part * total / (side * outcome))
        return max(found, 0.0)


@dataclass(frozen=True)
class Evidence(Rates):
    """How the leads that meet something convert, `having`, of all that were looked at, `all`; all
    of known outcome."""

    having: Tally
    all: Tally


@dataclass(frozen=True)
class Trait(Rates):
    """What some leads have in common within a field.

    `having`: the leads that have it and `all` those that were looked at, all of known outcome.
    `when`: the condition that holds for the former. `value`: of a text, yes/no or multiple-value
    field (None: blank). `low` and `high`: of a range of numbers [low, high).
    """

    label: str
    having: Tally
    all: Tally
    when: Condition
    value: str | None = None
    low: float | None = None
    high: float | None = None
    blank: bool = False


class Sort(StrEnum):
    """What the traits of a field are."""

    VALUES = "values"
    WORDS = "words"
    RANGES = "ranges"
    ACTIVITY = "activity"


@dataclass(frozen=True)
class FieldTraits:
    """A field, or a type of activity, with its traits in their order.

    `together`: of words, all leads that have a word that stands out upwards.
    """

    name: str
    sort: Sort
    traits: tuple[Trait, ...]
    together: Trait | None = None

    @property
    def title(self) -> str:
        """Its name, told apart from a field of the same name."""
        return f"{self.name} (activity)" if self.sort is Sort.ACTIVITY else self.name

    @property
    def outstanding(self) -> tuple[Trait, ...]:
        """The traits that stand out, the strongest first."""
        found = [trait for trait in self.traits if trait.stands_out]
        return tuple(sorted(found, key=lambda trait: -trait.information))

    @property
    def information(self) -> float:
        """That of its strongest trait that stands out."""
        return max((trait.information for trait in self.outstanding), default=0.0)
