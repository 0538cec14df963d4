"""Simpler models and what each step costs: a line dropped, entries merged, points rounded.

Nothing is learnt: the model at hand is changed by hand, so to speak, and both are held against each
other on all leads with a known outcome. Of points that these leads taught the cost is flattered a
little, of a person's own points it is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.evaluation.figures import decimal, interval
from models.evaluation.tallies import Interval
from models.leads.table import Leads
from models.leads.wording import count_of, quoted
from models.scoring.awards import (
    ByCount,
    ByRange,
    ByValue,
    PerOccurrence,
    Points,
    Table,
    with_points,
)
from models.scoring.engine import Scored
from models.scoring.model import Rule, ScoringModel
from models.scoring.words import entry_words
from models.signs import signed
from models.tuning.chance import chance_of
from models.tuning.fitted import Held, disruption, fitted
from models.tuning.judged import Ranked, against
from models.tuning.report import Against, Disruption, Simpler, Simplification, Tuned

KEPT = 0.95
"""The share of the lift that the smallest model is to keep."""
DRAWS = 200
BEFORE = "the model as it is"


def smallest_that_keeps(tuned: Tuned, share: float = KEPT) -> int | None:
    """The place of the smallest size whose lift in the top share is at least this share of the
    best one's, on leads that did not teach; None: no size has been tested.
    """
    lifts = [size.best.test.capture for size in tuned.sizes]
    known = [one.value for one in lifts if one is not None]
    if not known:
        return None
    wanted = share * max(known)
    return next(place for place, one in enumerate(lifts) if one is not None and one.value >= wanted)


def simpler(
    scored: Scored, leads: Leads, codes: NDArray[np.uint8], step: int
) -> tuple[Simpler, ...]:
    """Every step that makes the model simpler, what costs least first.

    `codes` (leads,): 0 not converted, 1 converted, 2 not looked at. `step`: points are rounded to
    multiples of it.
    """
    known = np.flatnonzero(codes < 2)
    before = _ranked(scored, known, codes)
    held = Held.of(scored)
    found = []
    for way, words, model in _steps(scored.model, step):
        by = fitted(scored, model, leads, held)
        cost = against([_ranked(by, known, codes)], [before], 0.1, BEFORE, DRAWS)
        change = disruption(scored, by, (), ())
        found.append(Simpler(way, words, by.model, cost, change, _sentence(words, cost, change)))
    return tuple(sorted(found, key=_dear))


def _dear(one: Simpler) -> float:
    return float("inf") if one.cost.loss is None else one.cost.loss.difference.value


def _ranked(by: Scored, known: NDArray[np.intp], codes: NDArray[np.uint8]) -> Ranked:
    scores, outcome = by.scores[known], codes[known]
    return Ranked(scores, outcome, chance_of(scores, outcome).losses(scores, outcome))


def _steps(model: ScoringModel, step: int) -> Iterator[tuple[Simplification, str, ScoringModel]]:
    for rule in model.rules():
        if not rule.muted and any(rule.reach()):
            muted = model.with_rule(replace(rule, muted=True))
            yield Simplification.DROP, f"Without {quoted(rule.name)}", muted
            if isinstance(rule.award, ByRange | ByCount):
                yield from _merged(model, rule, rule.award)
    rounded = model
    for rule in model.rules():
        rounded = rounded.with_rule(replace(rule, award=_rounded(rule, step)))
    if rounded != model:
        yield Simplification.ROUND, f"All points rounded to steps of {step}", rounded


def _merged(
    model: ScoringModel, rule: Rule, award: ByRange | ByCount
) -> Iterator[tuple[Simplification, str, ScoringModel]]:
    """Two entries next to each other become one, with the points between theirs."""
    for at in range(len(award.entries) - 1):
        one, other = award.entries[at].points, award.entries[at + 1].points
        both = round((one + other) / 2)
        made = _joined(award, at, both)
        if made is None:
            continue
        words = (
            f"{quoted(rule.name)}: {entry_words(award, at)} and {entry_words(award, at + 1)} "
            f"as one, {signed(both)}"
        )
        yield Simplification.MERGE, words, model.with_rule(replace(rule, award=made))


def _joined(award: ByRange | ByCount, at: int, points: int) -> Table | None:
    """The table with the entry and the next one as one; None where there is a gap between them."""
    match award:
        case ByRange(entries=ranges):
            low, high = ranges[at], ranges[at + 1]
            if low.high != high.low:
                return None
            joined = replace(low, high=high.high, points=points)
            return replace(award, entries=(*ranges[:at], joined, *ranges[at + 2 :]))
        case ByCount(entries=steps):
            one = replace(steps[at], points=points)
            return replace(award, entries=(*steps[:at], one, *steps[at + 2 :]))


def _rounded(rule: Rule, step: int) -> Points | PerOccurrence | ByValue | ByRange | ByCount:
    award = rule.award
    match award:
        case Points(points):
            return Points(_to_step(points, step))
        case PerOccurrence():
            return replace(award, points=_to_step(award.points, step))
        case _:
            return with_points(award, [_to_step(entry.points, step) for entry in award.entries])


def _to_step(points: int, step: int) -> int:
    """The nearest multiple, halves away from 0; what gives points goes on to give some."""
    size = max(step, (2 * abs(points) + step) // (2 * step) * step) if points else 0
    return size if points > 0 else -size


def _sentence(words: str, cost: Against, change: Disruption) -> str:
    moved = f"{count_of(change.moved, 'lead')} change their band"
    if cost.auc is None:
        return f"{words}: what it costs cannot be said; {moved}."
    gap = cost.auc.difference
    figures = f"AUC {_change(gap)}, 95\u202f% {interval(gap, 3)}"
    if not cost.auc.told:
        return f"{words}: costs nothing that these leads could show ({figures}); {moved}."
    verb = "costs" if gap.value < 0 else "gains"
    return f"{words}: {verb} ranking ({figures}); {moved}."


def _change(gap: Interval) -> str:
    text = decimal(gap.value, 3)
    return f"+{text}" if gap.value > 0 and text.strip("0.") else text
