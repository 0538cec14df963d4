"""Why a lead's chance by the rules is what it is: the rules that change its odds most.

Against the average lead that taught: a rule that multiplies the odds by 2.2 makes 1 in 10 about 2
in 10. Rules that a lead does not meet count, too, where others meet them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from models.scoring.awards import PerOccurrence, Points
from models.scoring.engine import Scored
from models.scoring.model import ScoringModel
from models.scoring.odds import parts_of
from models.scoring.probability import WHOLE, RuleChances
from models.scoring.rules import Rule
from models.scoring.words import entry_words

MOST_RULES = 5
"""Rules that are told."""
LEAST = 500
"""Ten-thousandths of log-odds with fewer of which a rule is not told: less than 1.05 times."""


@dataclass(frozen=True)
class OddsReason:
    """A rule and by how much it moves the log-odds against the average lead, in ten-thousandths."""

    name: str
    odds: int

    @property
    def times(self) -> float:
        """By what the odds are multiplied."""
        return exp(self.odds / WHOLE)

    def text(self) -> str:
        """As it is written: "Pricing page (×2.2)"."""
        return f"{self.name} (×{times_words(self.times)})"


def times_words(times: float) -> str:
    """Two digits that count: 2.2, 0.45, 12, 0.031."""
    if times >= 10:
        return f"{times:,.0f}"
    places = 1 if times >= 0.995 else 2 if times >= 0.0995 else 3
    return f"{times:.{places}f}"


@dataclass(frozen=True)
class OddsLine:
    """A rule, or an entry of its table, and by what it multiplies the odds of a lead."""

    name: str
    times: float


def odds_lines(model: ScoringModel, found: RuleChances) -> list[OddsLine]:
    """All that moves odds, the strongest first; what moves none is left out."""
    kept = {item.rule: item.odds for item in found.rules}
    lines = []
    for rule in model.rules():
        for entry, odds in enumerate(kept.get(rule.id, ())):
            award, name = rule.award, rule.name
            if not isinstance(award, Points | PerOccurrence):
                name = f"{name}: {entry_words(award, entry)}"
            if odds:
                lines.append((abs(odds), OddsLine(name, exp(odds / WHOLE))))
    return [line for _, line in sorted(lines, key=lambda item: -item[0])]


def odds_reasons(
    scored: Scored, found: RuleChances, rows: NDArray[np.intp]
) -> list[tuple[OddsReason, ...]]:
    """The main reasons of each row: at most five rules, by size, then in the order of the model."""
    rules: list[Rule] = []
    columns: list[NDArray[np.int64]] = []
    for rule, added, average in parts_of(scored, found, rows):
        rules.append(rule)
        columns.append(np.stack([added - average, added]))
    if not rules:
        return [()] * len(rows)
    table = np.ascontiguousarray(np.stack(columns, axis=2).transpose(1, 0, 2))
    known: dict[bytes, tuple[OddsReason, ...]] = {}
    reasons = []
    for moved, added in table:
        mark = moved.tobytes()
        if mark not in known:
            known[mark] = _main(rules, moved.tolist(), added.tolist())
        reasons.append(known[mark])
    return reasons


def _main(rules: Sequence[Rule], moved: list[int], added: list[int]) -> tuple[OddsReason, ...]:
    places = [place for place, by in enumerate(moved) if abs(by) >= LEAST]
    places = sorted(places, key=lambda place: -abs(moved[place]))[:MOST_RULES]
    return tuple(OddsReason(_name(rules[at], added[at]), moved[at]) for at in places)


def _name(rule: Rule, added: int) -> str:
    """The rule, or that the lead lacks it; a table always has something to say of a lead."""
    once = isinstance(rule.award, Points | PerOccurrence)
    return f"without {rule.name}" if once and not added else rule.name


def odds_text(reasons: Sequence[OddsReason]) -> str:
    """Reasons as one cell of a list: "Pricing page (×2.2); without Demo (×0.82)"."""
    return "; ".join(reason.text() for reason in reasons)
