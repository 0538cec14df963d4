"""The evaluation of one model on its history: all figures, in one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.history.asked import (
    Asked,
    Looked,
    field_named,
    looked_at,
    outcomes_of,
    require_both_sides,
)
from models.evaluation.history.drawn import DRAWS
from models.evaluation.history.few import auc_of
from models.evaluation.history.periods import Periods, periods_of
from models.evaluation.history.reliability import Reliability, reliability_of
from models.evaluation.history.resting import Resting, resting_on_draws
from models.evaluation.history.rows import Row, bands_of, scores_of
from models.evaluation.history.segments import Segments, segments_of
from models.evaluation.history.together import point_biserial, rank_biserial
from models.evaluation.history.worth import Worth, worth_of
from models.evaluation.metrics import Histogram, tally_of
from models.evaluation.part import known_of
from models.evaluation.rates import rate_interval
from models.evaluation.tallies import Interval
from models.leads.fields import Role
from models.leads.stages import Stage, reached
from models.leads.table import UNKNOWN, Leads
from models.leads.tally import Tally
from models.scoring.bands import cuts
from models.scoring.engine import Scored
from models.scoring.file.scores_hash import chances_of
from models.scoring.odds import chances_given
from models.scoring.probability import Chances

MOST_LEVELS = 1 << 12
"""Of a wider scale only the scores that leads have are told apart, where parts are counted."""

Progress = Callable[[str], None]

EVERYTHING = Asked()
"""All leads, the last outcome, no segments."""


@dataclass(frozen=True)
class StageRow:
    """A stage of the funnel: all leads that came to it, the MQLs that did, and their rate."""

    name: str
    all: Tally
    mql: Tally
    rate: Interval | None
    mql_rate: Interval | None


@dataclass(frozen=True, eq=False)
class History:
    """`every`: all leads that are scored. `all`: those that the figures rest on; `mql`: those of
    them at or above the MQL threshold. `mql_rate`: their conversion; `mql_capture`: the share of
    conversions that they hold. `touched`: leads that any rule gives points to or takes from.
    `reliability`: of the chances that are kept with the model, `taught`; None: it has none.
    None: not enough data to say.
    """

    model: str
    asked: Asked
    looked: Looked
    outcomes: tuple[str, ...]
    every: int
    histogram: Histogram
    least: int
    all: Tally
    rate: Interval | None
    mql: Tally
    mql_rate: Interval | None
    mql_capture: Interval | None
    auc: Interval | None
    correlation: Interval | None
    rank_correlation: Interval | None
    drawn: Resting
    bands: tuple[Row, ...]
    scores: tuple[Row, ...]
    stages: tuple[StageRow, ...]
    worth: Worth | None
    periods: Periods | None
    segments: Segments | None
    touched: Tally
    reliability: Reliability | None = None
    taught: Chances | None = None


def history_of(
    scored: Scored,
    leads: Leads,
    stages: tuple[Stage, ...] = (),
    asked: Asked = EVERYTHING,
    draws: int = DRAWS,
    progress: Progress = lambda _what: None,
) -> History:
    """All figures of scored leads. LeadbenchError where the outcome or the field is not there."""
    model = scored.model
    field = field_named(leads, asked.by) if asked.by else None
    progress("Finding out who is old enough")
    looked = looked_at(leads, stages, asked)
    codes, levels = looked.codes, scored.levels
    if asked.split is not None:
        require_both_sides(leads, codes, asked.split)
    size = model.scale.most - model.scale.least + 1
    known = known_of(scored, codes)
    threshold = max(0, cuts(model)[model.mql_band])
    every, mql = tally_of(known.sum(axis=0)), tally_of(known[threshold:].sum(axis=0))
    progress("Drawing the leads again")
    drawn = resting_on_draws(known, draws=draws)
    progress("Looking at parts of the leads")
    chances = chances_of(model)
    low, few, cut = _few_levels(levels, size, threshold)
    return History(
        model.name,
        asked,
        looked,
        outcomes_of(leads, stages),
        len(leads),
        known,
        model.scale.least,
        every,
        rate_interval(every.converted, every.known),
        mql,
        rate_interval(mql.converted, mql.known),
        rate_interval(mql.converted, every.converted),
        auc_of(known),
        point_biserial(known),
        rank_biserial(known),
        drawn,
        bands_of(known, model),
        scores_of(known, model.scale.least),
        _stages(leads, stages, looked, levels >= threshold),
        worth_of(leads.value, codes == 1, levels >= threshold) if _priced(leads) else None,
        periods_of(leads.created, low, codes, few, cut, asked.split),
        None
        if field is None
        else segments_of(field.name, leads.prepared(field)[0], low, codes, few, cut),
        _touched(scored, codes),
        _reliability(chances, scored, codes),
        chances,
    )


def _reliability(
    chances: Chances | None, scored: Scored, codes: NDArray[np.uint8]
) -> Reliability | None:
    known = np.flatnonzero(codes < UNKNOWN)
    if chances is None or not len(known):
        return None
    return reliability_of(chances_given(scored, chances, known), codes[known])


def _priced(leads: Leads) -> bool:
    """Whether anything tells what a lead was worth."""
    told = leads.deals is not None and leads.deals.tells
    return told or leads.recipe.with_role(Role.VALUE) is not None


def _few_levels(
    levels: NDArray[np.integer], size: int, threshold: int
) -> tuple[NDArray[np.integer], int, int]:
    """Levels, how many there are and the threshold's; the same order on a scale not too wide."""
    if size <= MOST_LEVELS:
        return levels, size, threshold
    held, places = np.unique(levels, return_inverse=True)
    return places, max(1, len(held)), int(np.searchsorted(held, threshold))


def _stages(
    leads: Leads,
    stages: tuple[Stage, ...],
    looked: Looked,
    above: NDArray[np.bool_],
) -> tuple[StageRow, ...]:
    """How far the leads come; of the leads that the figures rest on."""
    rows = []
    here = looked.codes < 2
    for stage in reached(leads, stages) if stages else ():
        codes = np.where(here, stage.codes, 2)
        every, mql = _tally(codes), _tally(codes[above])
        rows.append(
            StageRow(
                stage.name,
                every,
                mql,
                rate_interval(every.converted, every.known),
                rate_interval(mql.converted, mql.known),
            )
        )
    return tuple(rows)


def _tally(codes: NDArray[np.integer]) -> Tally:
    return tally_of(np.bincount(codes, minlength=3)[:3] * np.array([1, 1, 0]))


def _touched(scored: Scored, codes: NDArray[np.uint8]) -> Tally:
    """The leads with a known outcome that any rule says something of."""
    hit = np.zeros(len(codes), dtype=bool)
    for rule in scored.model.rules():
        if not rule.muted:
            hit |= scored.masks.hit(rule, scored.sight)
    lost, won = (int(np.count_nonzero(hit & (codes == code))) for code in (0, 1))
    return Tally(lost + won, won, lost)
