"""What the charts and the form of the page Thresholds show of a lab, as plain values."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from models.evaluation.thresholds.curve import Figures, ThresholdCurve
from models.evaluation.thresholds.lab import Choice, Lab
from models.evaluation.thresholds.part import GroundPart, value_of
from models.evaluation.thresholds.sentence import keep_in_mind, pays
from models.evaluation.thresholds.words import a_week, amount, name_of
from models.leads.fields import Kind
from models.leads.guessing.currencies import CURRENCIES
from models.leads.table import Leads
from models.leads.wording import count_of
from models.scoring.model import ScoringModel
from widgets.charts.by_threshold_value import Ends, NetValue, Volume, WeekLoads, ends_of
from widgets.charts.flags import Threshold
from widgets.sales_form import SalesWords
from workbench.evaluate_choices import segment_fields
from workbench.pages.thresholds.before import Before

FEWEST_PRICED = 5
"""Conversions with a value from which the middle one is offered."""
MOST_VALUES = 60
"""A text with more different values makes no segments."""
MARKS = {"value": "most value", "no limit": "no limit", "capacity": "capacity"}


def sales_words(lab: Lab, now: int) -> SalesWords:
    """What follows from the figures of sales, beside them."""
    capacity = ""
    if lab.per_week is not None:
        capacity = (
            f"Sales can work {a_week(lab.per_week)} leads a week. Best first, when more come."
        )
    offered, offer = 0.0, ""
    priced = lab.ground.priced
    if len(priced) >= FEWEST_PRICED:
        offered = round(float(np.median(priced)), 2)
        if offered != lab.sales.win:
            worth = amount(offered, lab.sales.currency)
            offer = f"Take {worth}, the middle of {count_of(len(priced), 'win')}"
    return SalesWords(
        capacity,
        pays(lab),
        offer,
        offered,
        lab.faults if lab.enough else lab.faults[1:],  # the first one is in the verdict
        keep_in_mind(lab, now) if lab.curve.all_known else "",
        ("", *(marks[0] for marks in CURRENCIES)),
    )


def marks_of(lab: Lab, choices: tuple[Choice, ...]) -> tuple[Threshold, ...]:
    """The thresholds that were found, each score once."""
    found: dict[int, str] = {}
    for one in choices:
        if one.key in MARKS and one.place is not None:
            found.setdefault(int(lab.curve.scores[one.place]), MARKS[one.key])
    return tuple(Threshold(-1, name, score, False) for score, name in found.items())


def net_value_of(
    lab: Lab,
    model: ScoringModel,
    band: int,
    saved: ScoringModel | None,
    ends: Ends | None,
    choices: tuple[Choice, ...],
    part: GroundPart | None = None,
    ghost: Before | None = None,
) -> NetValue | None:
    """The net value of each threshold; None where no money is said or no outcome known.

    `ends`: where the axis ended in the middle of a drag; it grows only then. `part`: the chosen
    leads. `ghost`: the pinned version.
    """
    net, best = lab.net, lab.best
    if net is None:
        return None
    value, low, high = net.all
    marks = marks_of(lab, choices)
    now = _now(model, band)
    before = _saved(model, band, saved)
    scores = lab.curve.scores
    seen = [now.value, *(mark.value for mark in marks)]
    seen += [] if before is None else [before]
    of = value if lab.whole is None else lab.whole.values
    shown = ends_of(of, scores, tuple(seen))
    if ends is not None:
        shown = min(ends[0], now.value), max(ends[1], now.value)
    doubt = None
    if best is not None and lab.enough:
        doubt = int(scores[best.low]), int(scores[best.high])
    return NetValue(
        scores,
        value,
        low,
        high,
        lab.whole.values if lab.limited and lab.whole is not None else None,
        now,
        limits_of(model, band),
        shown,
        before,
        marks,
        tuple(mark.value for mark in marks if mark.name == MARKS["no limit"]),
        doubt,
        lab.sales.currency,
        "a year" if lab.ground.yearly else "",
        None if ghost is None else ghost.values,
        "" if ghost is None else ghost.name,
        None if part is None else _worth(part, lab),
    )


def volume_of(
    lab: Lab,
    model: ScoringModel,
    band: int,
    saved: ScoringModel | None,
    value: NetValue | None,
    choices: tuple[Choice, ...],
    part: GroundPart | None = None,
    ghost: Before | None = None,
) -> Volume:
    """Leads by threshold, on the axis of the net value where that is shown."""
    curve = lab.curve
    won, others = _bars(curve)
    scores = curve.scores
    ends = int(scores[0]), int(scores[-1])
    return Volume(
        scores,
        won,
        others,
        ends if value is None else value.ends,
        _now(model, band),
        bool(curve.weeks),
        lab.per_week if curve.weeks else None,
        _saved(model, band, saved),
        marks_of(lab, choices),
        None if part is None else _chosen(part, curve.weeks or 1.0),
        None if ghost is None else ghost.volume,
        "" if ghost is None else ghost.name,
    )


@lru_cache(maxsize=2)
def _bars(curve: ThresholdCurve) -> tuple[Figures, Figures]:
    """Who converts and the others, a week; the same arrays while a threshold is dragged, so that
    the chart sees that its bars stay."""
    weeks = curve.weeks or 1.0
    won = curve.converted / weeks
    return won, curve.leads / weeks - won


@lru_cache(maxsize=2)
def _chosen(part: GroundPart, weeks: float) -> tuple[Figures, Figures]:
    won = part.counts[:, 1] / weeks
    return won, part.counts.sum(axis=1) / weeks - won


@lru_cache(maxsize=2)
def _worth(part: GroundPart, lab: Lab) -> tuple[NDArray[np.int64], Figures] | None:
    worth = value_of(part, lab)
    return None if worth is None else (part.counts.sum(axis=1), worth)


def weeks_at(
    lab: Lab, place: int, part: GroundPart | None = None, ghost: Before | None = None
) -> WeekLoads | None:
    """The weeks at a threshold; None where no days are known. `part`: the chosen leads."""
    ground = lab.ground
    if ground.loads is None or ground.weeks is None:
        return None
    counts = ground.loads.at(place)
    some = None if part is None or part.loads is None else part.loads.at(place)
    score = int(lab.curve.scores[place])
    before = None if ghost is None else ghost.weeks
    if before is not None and len(before) != len(counts):
        before = None
    name = "" if ghost is None else ghost.name
    return WeekLoads(counts, ground.weeks.first, score, lab.per_week, some, before, name)


def limits_of(model: ScoringModel, band: int) -> Ends:
    """Between which scores the threshold can be dragged: bands stay in order."""
    bands = model.bands
    most = bands[band + 1].threshold - 1 if band + 1 < len(bands) else model.scale.most
    return bands[band - 1].threshold + 1, most


def _now(model: ScoringModel, band: int) -> Threshold:
    return Threshold(band, name_of(model, band), model.bands[band].threshold, True)


def _saved(model: ScoringModel, band: int, saved: ScoringModel | None) -> int | None:
    if saved is None or len(saved.bands) != len(model.bands):
        return None
    return saved.bands[band].threshold


def fields_for_thresholds(found: Leads) -> tuple[str, ...]:
    """Fields whose groups next month's leads are in, too, each lead in one, and not too many."""
    able = []
    for name in segment_fields(found):
        item = found.input(name)
        raw = None if item is None else found.raw_column(item)
        if item is None or raw is None or item.kind in (Kind.DATE, Kind.MULTIPLE):
            continue
        if item.kind is not Kind.TEXT or len(raw.texts) <= MOST_VALUES:
            able.append(name)
    return tuple(able)
