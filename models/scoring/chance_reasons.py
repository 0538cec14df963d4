"""Why a lead's chance by rules or trees is what it is: what changes its odds most.

Against the average lead that taught: a rule that multiplies the odds by 2.2 makes 1 in 10 about 2
in 10. Rules that a lead does not meet count, too, where others meet them. Of trees the fields are
told: how far each moves the lead along its paths (`moved_by_trees`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from models.scoring.awards import PerOccurrence, Points
from models.scoring.engine import Scored
from models.scoring.model import ScoringModel
from models.scoring.odds import parts_of
from models.scoring.probability import WHOLE, AddedChances, RuleChances, TreeChances
from models.scoring.rules import Rule
from models.scoring.trees import moved_by_trees
from models.scoring.words import entry_words

MOST_RULES = 5
"""Rules or fields that are told."""
LEAST = 500
"""Ten-thousandths of log-odds with fewer of which a rule is not told: less than 1.05 times."""


@dataclass(frozen=True)
class OddsReason:
    """A rule or a field and by how much it moves the log-odds against the average lead, in
    ten-thousandths.
    """

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


def usual_moves(scored: Scored, found: TreeChances, rows: NDArray[np.intp]) -> list[OddsLine]:
    """The fields that trees ask, and by what each multiplies or divides the odds of these leads
    on average (e to the power of the mean size of its moves), the strongest first.
    """
    _, moved = moved_by_trees(scored, found, rows)
    sizes = {name: float(np.abs(by).mean()) / WHOLE for name, by in moved.items() if len(by)}
    ordered = sorted(sizes.items(), key=lambda item: -item[1])
    return [OddsLine(name, exp(size)) for name, size in ordered if size > 0]


def odds_reasons(
    scored: Scored, found: AddedChances, rows: NDArray[np.intp]
) -> list[tuple[OddsReason, ...]]:
    """The main reasons of each row: at most five, by size, then in the order of the model or, of
    fields, of the trees.
    """
    if isinstance(found, TreeChances):
        return _of_trees(scored, found, rows)
    rules: list[Rule] = []
    columns: list[NDArray[np.int64]] = []
    for rule, added, average in parts_of(scored, found, rows):
        rules.append(rule)
        columns.append(np.stack([added - average, added]))
    if not rules:
        return [()] * len(rows)
    table = np.ascontiguousarray(np.stack(columns, axis=2).transpose(1, 0, 2))
    return _each_once(
        table,
        lambda row: _main(row[0].tolist(), lambda at: _name(rules[at], int(row[1, at]))),
    )


def _of_trees(
    scored: Scored, found: TreeChances, rows: NDArray[np.intp]
) -> list[tuple[OddsReason, ...]]:
    _, moved = moved_by_trees(scored, found, rows)
    if not moved:
        return [()] * len(rows)
    names = list(moved)
    table = np.column_stack(list(moved.values()))
    return _each_once(table, lambda row: _main(row.tolist(), names.__getitem__))


def _each_once(
    table: NDArray[np.int64], tell: Callable[[NDArray[np.int64]], tuple[OddsReason, ...]]
) -> list[tuple[OddsReason, ...]]:
    """Leads with the same numbers share one tuple of reasons."""
    known: dict[bytes, tuple[OddsReason, ...]] = {}
    reasons = []
    for row in table:
        mark = row.tobytes()
        if mark not in known:
            known[mark] = tell(row)
        reasons.append(known[mark])
    return reasons


def _main(moved: list[int], name: Callable[[int], str]) -> tuple[OddsReason, ...]:
    places = [place for place, by in enumerate(moved) if abs(by) >= LEAST]
    places = sorted(places, key=lambda place: -abs(moved[place]))[:MOST_RULES]
    return tuple(OddsReason(name(at), moved[at]) for at in places)


def _name(rule: Rule, added: int) -> str:
    """The rule, or that the lead lacks it; a table always has something to say of a lead."""
    once = isinstance(rule.award, Points | PerOccurrence)
    return f"without {rule.name}" if once and not added else rule.name


def odds_text(reasons: Sequence[OddsReason]) -> str:
    """Reasons as one cell of a list: "Pricing page (×2.2); without Demo (×0.82)"."""
    return "; ".join(reason.text() for reason in reasons)
