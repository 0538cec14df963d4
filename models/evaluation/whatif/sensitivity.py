"""What the result hangs on: each rule's points and each threshold moved alone, the others as is.

Every number is that of a full evaluation of the changed model. Plain points run on the drag cube,
which is exact; all else is scored by the engine, which sums again only the group that changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from models.evaluation.evaluate import outcomes_of
from models.evaluation.metrics import Histogram, from_threshold, ranking
from models.evaluation.thresholds.wishes import Money
from models.leads.table import Leads
from models.scoring.accounts import raises_scores
from models.scoring.awards import MOST_POINTS, MOST_TOGETHER, CountPoints, RangePoints, ValuePoints
from models.scoring.counting import count
from models.scoring.cube import points_cube
from models.scoring.engine import Scored, score
from models.scoring.model import (
    Band,
    ByCount,
    ByRange,
    ByValue,
    PerOccurrence,
    Points,
    Rule,
    ScoringModel,
)
from models.scoring.words import award_words

STEP = 5
"""Points by which a rule's points, or a threshold, go up and down."""
MUTED, HALVED, DOUBLED, LESS, MORE = "muted", "halved", "doubled", "less", "more"
CHANGES = (MUTED, HALVED, DOUBLED, LESS, MORE)


Entry = TypeVar("Entry", ValuePoints, RangePoints, CountPoints)


@dataclass(frozen=True)
class Result:
    """What a change leads to. None: the leads do not tell it."""

    mql: int
    found: int
    auc: float | None
    value: float | None


@dataclass(frozen=True)
class Variant:
    """One change of a rule or a threshold, what it becomes (points or threshold), and to what."""

    change: str
    becomes: str
    result: Result


@dataclass(frozen=True)
class Moved:
    """A rule (`rule` its id) or a threshold (`band` its name) with everything tried on it."""

    name: str
    variants: tuple[Variant, ...]
    rule: str = ""
    band: str = ""


@dataclass(frozen=True)
class Sensitivity:
    """The result as it is, and all that was moved, in the order of the model."""

    now: Result
    moved: tuple[Moved, ...]


class Stopped(Exception):
    """Somebody asked to stop."""


def sensitivity_of(
    scored: Scored,
    leads: Leads,
    money: Money | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Sensitivity:
    """Everything tried, one after the other; `Stopped` where `cancelled` says so."""
    trial = _Trial(scored, leads, money)
    model = scored.model
    rules = [rule for rule in model.rules() if not rule.muted]
    todo = len(rules) + len(model.bands) - 1
    moved = []
    for rule in rules:
        if cancelled():
            raise Stopped
        moved.append(Moved(rule.name, tuple(trial.of_rule(rule)), rule=rule.id))
        progress(len(moved), todo)
    for place in range(1, len(model.bands)):
        if cancelled():
            raise Stopped
        band = model.bands[place]
        moved.append(Moved(band.name, tuple(trial.of_band(place)), band=band.name))
        progress(len(moved), todo)
    return Sensitivity(trial.result(trial.histogram(scored), model), tuple(moved))


class _Trial:
    def __init__(self, scored: Scored, leads: Leads, money: Money | None) -> None:
        self._scored, self._leads, self._money = scored, leads, money
        self._outcomes = outcomes_of(scored.masks, leads)
        scale = scored.model.scale
        self._size = scale.most - scale.least + 1
        # Accounts that raise scores carry a change to leads that it does not touch.
        self._cube = not raises_scores(scored.model)

    def histogram(self, scored: Scored) -> Histogram:
        return count(scored.levels, self._size, self._outcomes)[:, 0]

    def result(self, histogram: Histogram, model: ScoringModel) -> Result:
        mql = from_threshold(histogram, model)
        auc = ranking(histogram)
        value = None
        if self._money is not None and histogram[:, :2].any():
            value = self._money.win * mql.converted - self._money.cost * mql.known
        return Result(mql.leads, mql.converted, None if auc is None else auc.value, value)

    def _of(self, model: ScoringModel) -> Result:
        there = score(model, self._leads, self._scored.as_of, self._scored.masks)
        return self.result(self.histogram(there), model)

    def of_rule(self, rule: Rule) -> Iterator[Variant]:
        model = self._scored.model
        group = model.group_of(rule.id)
        single = self._cube and isinstance(rule.award, Points | PerOccurrence)
        cube = points_cube(self._scored, rule, self._outcomes) if single else None
        for change in CHANGES:
            there = changed(rule, change)
            # A group may fade by the activities of its rules, and a muted rule has none.
            by_engine = there.muted and group is not None and group.decay is not None
            award = there.award
            if cube is not None and isinstance(award, Points | PerOccurrence) and not by_engine:
                counts = cube.at(0 if there.muted else award.points).counts.sum(axis=1)
                yield Variant(change, points_words(there), self.result(counts, model))
            else:
                result = self._of(model.with_rule(there))
                yield Variant(change, points_words(there), result)

    def of_band(self, place: int) -> Iterator[Variant]:
        for change in (LESS, MORE):
            bands = with_threshold_moved(self._scored.model, place, change)
            result = self._of(replace(self._scored.model, bands=bands))
            yield Variant(change, f"{bands[place].threshold:,}", result)


def held_by(moved: Moved, scored: Scored) -> NDArray[np.bool_]:
    """The leads that it is about: those that the rule gives points to, or that reach the threshold.

    Shape (rows,). ValueError where the model of `scored` has no such rule or band.
    """
    model = scored.model
    if not moved.rule:
        place = [band.name for band in model.bands].index(moved.band)
        return np.asarray(scored.bands) >= place
    rule = model.rule(moved.rule)
    if rule is None:
        raise ValueError(f"the model has no rule {moved.rule}")
    return scored.masks.hit(rule, scored.sight)


def changed(rule: Rule, change: str) -> Rule:
    """The rule muted, or with its points halved (away from zero), doubled, five less or more.

    Of a rule with entries all that give points change, each likewise; within what points can be.
    """
    if change == MUTED:
        return replace(rule, muted=True)
    award = rule.award
    match award:
        case Points(points):
            return replace(rule, award=Points(_points(points, change, MOST_POINTS)))
        case PerOccurrence(_, points, most):
            highest = min(MOST_POINTS, MOST_TOGETHER // max(1, most))
            return replace(rule, award=replace(award, points=_points(points, change, highest)))
        case ByValue(_, by_value):
            return replace(rule, award=replace(award, entries=_entries(by_value, change)))
        case ByRange(_, by_range):
            return replace(rule, award=replace(award, entries=_entries(by_range, change)))
        case ByCount(_, by_count):
            return replace(rule, award=replace(award, entries=_entries(by_count, change)))


def _entries(entries: tuple[Entry, ...], change: str) -> tuple[Entry, ...]:
    return tuple(
        replace(entry, points=_points(entry.points, change, MOST_POINTS)) if entry.points else entry
        for entry in entries
    )


def _points(points: int, change: str, most: int) -> int:
    match change:
        case _ if change == HALVED:
            half = (abs(points) + 1) // 2
            there = half if points > 0 else -half
        case _ if change == DOUBLED:
            there = 2 * points
        case _ if change == LESS:
            there = points - STEP
        case _:
            there = points + STEP
    return max(-most, min(most, there))


def points_words(rule: Rule) -> str:
    """What a rule gives in words; "muted" for nothing."""
    return "muted" if rule.muted else award_words(rule)


def with_threshold_moved(model: ScoringModel, place: int, change: str) -> tuple[Band, ...]:
    """The bands with one threshold five lower or higher, between its neighbours on the scale."""
    bands = list(model.bands)
    low = bands[place - 1].threshold + 1
    last = place == len(bands) - 1
    high = model.scale.most if last else bands[place + 1].threshold - 1
    wanted = bands[place].threshold + (-STEP if change == LESS else STEP)
    there = max(min(wanted, high), low) if low <= high else bands[place].threshold
    bands[place] = replace(bands[place], threshold=there)
    return tuple(bands)


RESULTS = ("mql", "found", "auc", "value")
"""The names of what a result tells."""


def told(result: Result, name: str) -> float | None:
    """One of `RESULTS`."""
    found: float | None = getattr(result, name)
    return found


def ends(moved: Moved, now: Result, name: str) -> tuple[float, float] | None:
    """The least and the most that one of `RESULTS` becomes, or stays; None: it is not told."""
    values = [told(result, name) for result in (now, *(v.result for v in moved.variants))]
    known = [value for value in values if value is not None]
    return (min(known), max(known)) if told(now, name) is not None else None


def widest_first(found: Sensitivity, name: str) -> tuple[Moved, ...]:
    """What moves the result most comes first; what moves it alike in the order of the model."""

    def width(moved: Moved) -> float:
        span = ends(moved, found.now, name)
        return 0.0 if span is None else span[1] - span[0]

    return tuple(sorted(found.moved, key=lambda moved: -width(moved)))
