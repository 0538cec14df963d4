"""Drift: everything that is compared of older and newer leads, in one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.evaluation.drift.fields import FieldDrift, fields_of
from models.evaluation.drift.horizon import Horizon, horizon_of, newly_told, within
from models.evaluation.drift.over_time import OverTime, over_time
from models.evaluation.drift.rules import RuleDrift, rule_drift, with_state
from models.evaluation.drift.same_age import OfAge, days_of_age, scored_at
from models.evaluation.drift.scores import ScoreDrift, score_drift, with_p
from models.evaluation.drift.sides import Sides
from models.evaluation.evaluate import MOST_LEVELS
from models.evaluation.guard.stopping import Stop, never, unless
from models.evaluation.holm import holm
from models.leads.text import cleaned_key
from models.problems import LeadbenchError
from models.scoring.model import ScoringModel

Progress = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Drift:
    """`age`: leads are scored so many days after their creation; None: as of their export.

    `horizon`: conversions count within so many days; None: as they are known. `unscored`: leads of
    either side that are too young for the age, or undated. `young`: leads of either side that had
    not the time to convert. `outcome`: what tells who converted, "" nothing. `of_age`: the scored
    leads of either side's table, `looked` those of each side among them. `told`: the rows of either
    table that `over_time` is of, one after the other.
    """

    model: ScoringModel
    sides: Sides
    age: int | None
    horizon: Horizon | None
    unscored: tuple[int, int]
    young: tuple[int, int]
    outcome: str
    fields: tuple[FieldDrift, ...]
    scores: ScoreDrift
    rules: tuple[RuleDrift, ...]
    over_time: OverTime | None
    of_age: tuple[OfAge, OfAge]
    looked: tuple[NDArray[np.intp], NDArray[np.intp]]
    told: tuple[NDArray[np.intp], NDArray[np.intp]]

    def rows_of_period(
        self, place: int, band: int | None = None
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The rows of either table that a period counts, of all bands or of one."""
        old, new = self.told
        if self.over_time is None:
            return old[:0], new[:0]
        held = self.over_time.by_lead.held(place, band)
        return old[held[: len(old)]], new[held[len(old) :]]


def drift_of(
    model: ScoringModel,
    sides: Sides,
    today: date,
    stopped: Stop = never,
    progress: Progress = lambda _what: None,
) -> Drift:
    """All that moved from the older leads to the newer. LeadbenchError where a side is empty.

    `Stopped` where the answer is not wanted any more.
    """

    def step(what: str) -> None:
        unless(stopped)
        progress(what)

    _require(model, sides)
    step("Comparing fields")
    used = frozenset(map(cleaned_key, model.fields_of_leads()))
    fields = fields_of(sides, used, step)
    step("Scoring the older leads")
    old, new = sides.old.leads, sides.new.leads
    age = days_of_age(model, new, sides.new.rows, today)
    first = scored_at(model, old, age, today)
    step("Scoring the newer leads")
    second = first if new is old else scored_at(model, new, age, today)
    looked = first.places(sides.old.rows), second.places(sides.new.rows)
    step("Finding out who is old enough")
    horizon = horizon_of(new) if new is old else horizon_of(new, old)
    one, other, young = _judged(sides, (first, second), looked, horizon)
    step("Comparing scores")
    levels = first.scored.levels, second.scored.levels
    scores = score_drift(
        model,
        levels[0][looked[0]],
        levels[1][looked[1]],
        (levels[0][one.places], one.codes),
        (levels[1][other.places], other.codes),
    )
    rules = []
    for rule in model.rules():
        if not rule.muted:
            step("Comparing rules")
            hits = first.hit(rule), second.hit(rule)
            told = rule_drift(
                rule,
                hits[0][looked[0]],
                hits[1][looked[1]],
                (hits[0][one.places], one.codes),
                (hits[1][other.places], other.codes),
            )
            rules.append(told)
    step("Looking at conversion over time")
    both = ((first, one), (second, other))
    times = over_time(
        np.concatenate([side.leads.created[judged.places] for side, judged in both]),
        np.concatenate([side.scored.bands[judged.places] for side, judged in both]),
        np.concatenate([judged.codes for _, judged in both]),
        [band.name for band in model.bands],
    )
    return Drift(
        model,
        sides,
        age,
        horizon,
        (len(sides.old) - len(looked[0]), len(sides.new) - len(looked[1])),
        young,
        new.outcome_name or old.outcome_name,
        *_corrected(fields, scores, tuple(rules)),
        times,
        (first, second),
        looked,
        (first.rows[one.places], second.rows[other.places]),
    )


@dataclass(frozen=True, eq=False)
class _Judged:
    """Leads whose conversion is compared: `places` among those that are scored, and outcomes."""

    places: NDArray[np.intp]
    codes: NDArray[np.uint8]


def _judged(
    sides: Sides,
    scored: tuple[OfAge, OfAge],
    looked: tuple[NDArray[np.intp], NDArray[np.intp]],
    horizon: Horizon | None,
) -> tuple[_Judged, _Judged, tuple[int, int]]:
    """Whose conversion is compared of either side, and how many had not the time.

    Of one table those of either side. Of two tables all of the older one, and of the newer one
    those of whom the older could not tell: nobody is on both sides.
    """
    old, new = sides.old.leads, sides.new.leads
    outcomes = [within(old, horizon)]
    outcomes.append(outcomes[0] if new is old else within(new, horizon))
    if sides.one_table:
        rows = [sides.old.rows, sides.new.rows]
        places = list(looked)
    else:
        told = newly_told(new, old, horizon, sides.seen)
        rows = [np.arange(len(old), dtype=np.intp), np.flatnonzero(told)]
        places = [side.places(held) for side, held in zip(scored, rows, strict=True)]
    one, other = (
        _Judged(at, codes[side.rows[at]])
        for at, (codes, _), side in zip(places, outcomes, scored, strict=True)
    )
    young = [
        int(np.count_nonzero(late[held])) for (_, late), held in zip(outcomes, rows, strict=True)
    ]
    return one, other, (young[0], young[1])


def _require(model: ScoringModel, sides: Sides) -> None:
    size = model.scale.most - model.scale.least + 1
    if size > MOST_LEVELS:
        raise LeadbenchError(
            f"The scale has {size:,} steps; at most {MOST_LEVELS:,} can be compared.",
            model.name,
            "Choose a narrower scale and smaller points.",
        )
    for side in (sides.old, sides.new):
        if not len(side):
            raise LeadbenchError(
                "There is no lead to compare.",
                side.name,
                "Choose another day, or another export.",
            )


def _corrected(
    fields: tuple[FieldDrift, ...], scores: ScoreDrift, rules: tuple[RuleDrift, ...]
) -> tuple[tuple[FieldDrift, ...], ScoreDrift, tuple[RuleDrift, ...]]:
    """All p corrected by Holm's method in two families: what asks for new points, what changed.

    The first: the ranking, the shares of the bands, the lift of every rule. The second: every
    field, whom every rule hits, the share of MQLs, the conversion of every band, and the shares of
    the bands once more, so that what is only watched is alarmed by chance in one of twenty, too.
    """
    shift_p = None if scores.bands_shift is None else scores.bands_shift.p
    harm = holm((scores.ranking_p, shift_p, *(rule.raw_p for rule in rules)))
    change = holm(
        (
            shift_p,
            scores.mql_p,
            *(band.raw_p for band in scores.bands),
            *(field.p for field in fields),
            *(None if rule.shift is None else rule.shift.p for rule in rules),
        )
    )
    at = 2 + len(scores.bands)
    hits = change[at + len(fields) :]
    return (
        tuple(
            replace(field, p=p)
            for field, p in zip(fields, change[at : at + len(fields)], strict=True)
        ),
        with_p(scores, harm[0], harm[1], change[0], change[1], change[2:at]),
        tuple(
            with_state(rule, p, hits_p)
            for rule, p, hits_p in zip(rules, harm[2:], hits, strict=True)
        ),
    )
