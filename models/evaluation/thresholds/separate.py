"""A threshold for each segment against one for all: what it brings, on leads it was not chosen by.

Many thresholds that are chosen on the same leads always look better than one. So they are chosen
on the older half of the history and judged on the newer one; where no dates tell the order, on
either half and judged on the other. Segments with few leads of one outcome are held together.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import hypot

import numpy as np
from numpy.typing import NDArray

from models.evaluation.history.groups import groups_of
from models.evaluation.tallies import Interval
from models.evaluation.thresholds.curve import Counts, Figures
from models.evaluation.thresholds.ground import Ground
from models.evaluation.thresholds.net_value import net_values
from models.evaluation.thresholds.weeks import weeks_of
from models.evaluation.thresholds.wishes import Money
from models.leads.columns import BLANK_DAY, Column

FEWEST_OWN = 20
"""Leads of either outcome that a segment needs for a threshold of its own: ten in each half."""
OTHERS = "(all others)"
_HALVINGS = 50


class Judged(StrEnum):
    """On which leads the gain is judged."""

    NEWER = "newer"
    HALVES = "halves"


@dataclass(frozen=True)
class OwnThreshold:
    """The threshold of a segment, None: nobody is handed over; chosen on all leads.

    `leads`, `known`, `converted`: at or above it; `every` known leads of the segment.
    """

    name: str
    score: int | None
    leads: int
    known: int
    converted: int
    every: int


@dataclass(frozen=True)
class Separate:
    """`common`: the best threshold for all, None: nobody. `apparent`: what the separate ones bring
    on the leads that they were chosen by; `gain`: on others. `why`: a sentence where there are no
    two segments to tell apart; then the rest is empty. `judged`: leads the gain was judged on.
    `room`: leads in a week of which both must do.
    """

    field: str
    why: str = ""
    common: int | None = None
    rows: tuple[OwnThreshold, ...] = ()
    apparent: float = 0.0
    gain: Interval | None = None
    how: Judged = Judged.HALVES
    judged: int = 0
    held: int = 0
    room: float | None = None


def rows_of_segment(ground: Ground, column: Column, segment: OwnThreshold) -> NDArray[np.intp]:
    """The leads of a segment at or above its own threshold."""
    groups = groups_of(column, ground.codes < 2)
    names, codes, _ = _together(groups.names, groups.codes, ground.codes)
    if segment.score is None or segment.name not in names:
        return np.empty(0, dtype=np.intp)
    place = int(np.searchsorted(ground.standing.scores, segment.score))
    mine = codes == names.index(segment.name)
    return np.flatnonzero(mine & (ground.standing.places >= place))


def separate_of(
    ground: Ground,
    field: str,
    column: Column,
    created: NDArray[np.integer],
    money: Money,
    per_week: float | None = None,
) -> Separate:
    """Separate thresholds by a field of the leads. `per_week`: leads that sales can work."""
    groups = groups_of(column, ground.codes < 2)
    if groups.rows is not None:
        return Separate(
            field,
            f"A lead can be in several groups of {field}, so none has a threshold of its own.",
        )
    names, codes, held = _together(groups.names, groups.codes, ground.codes)
    if len(names) < 2:
        return Separate(
            field,
            f"By {field} there are no two groups in which at least {FEWEST_OWN} leads converted "
            f"and {FEWEST_OWN} did not, so one threshold is all that these leads can tell.",
        )
    places, size = ground.standing.places, ground.size
    shape = (len(names), size + 1, 3)
    room = None if per_week is None or ground.weeks is None else per_week * ground.weeks.length
    if per_week is not None and ground.weeks is None:
        per_week = None

    def counted(rows: NDArray[np.bool_]) -> Counts:
        cell = (codes[rows] * (size + 1) + places[rows] + 1) * 3 + ground.codes[rows]
        return np.bincount(cell, minlength=int(np.prod(shape))).reshape(shape)

    whole = counted(np.ones(len(codes), dtype=np.bool_))
    own, common = chosen(whole, money, room)
    apparent = _gain(whole, own, common, money, room)
    halves, how = _halves(ground, created)
    judged: list[tuple[Interval, int]] = []
    for learn, judge in halves if how is Judged.HALVES else halves[:1]:
        there = _room(per_week, created, learn), _room(per_week, created, judge)
        if how is Judged.HALVES and room is not None:
            there = room / 2, room / 2
        learning, counts = counted(learn), counted(judge)
        learnt, one = chosen(learning, money, there[0])
        # A segment that was hardly there has learnt nothing of its own.
        there_before = learning[:, :, :2].sum(axis=1).min(axis=1) >= FEWEST_OWN // 2
        learnt = np.where(there_before, learnt, one)
        known = int(counts[:, :, :2].sum())
        judged.append((judged_gain(counts, learnt, one, money, there[1], known), known))
    known = sum(number for _, number in judged)
    # From the leads that were judged to all, and from there to the time that is spoken of.
    scale = ground.factor * ground.curve.all_known / known if known else 0.0
    value = sum(gain.value for gain, _ in judged)
    low = value - hypot(*(gain.value - gain.low for gain, _ in judged))
    high = value + hypot(*(gain.high - gain.value for gain, _ in judged))
    scores = ground.standing.scores
    return Separate(
        field,
        "",
        None if common == size else int(scores[common]),
        tuple(
            _row(name, counts, int(place), scores)
            for name, counts, place in zip(names, whole, own, strict=True)
        ),
        apparent * ground.factor,
        Interval(scale * value, scale * low, scale * high),
        how,
        known,
        held,
        per_week,
    )


def _together(
    names: tuple[str, ...], codes: NDArray[np.int64], outcomes: NDArray[np.uint8]
) -> tuple[tuple[str, ...], NDArray[np.int64], int]:
    """The groups, those with few leads of one outcome as one; and how many these are."""
    cells = np.bincount(np.maximum(codes, 0) * 3 + outcomes, minlength=3 * len(names))
    rest = np.array([name.endswith("other values)") for name in names])
    few = (cells.reshape(-1, 3)[:, :2].min(axis=1) < FEWEST_OWN) | rest
    large = np.flatnonzero(~few)
    held = int(np.count_nonzero(few & (cells.reshape(-1, 3).sum(axis=1) > 0)))
    place_of = np.full(len(names), len(large), dtype=np.int64)
    place_of[large] = np.arange(len(large))
    merged = np.where(codes < 0, len(large), place_of[np.maximum(codes, 0)])
    kept = tuple(names[place] for place in large.tolist())
    if (merged == len(large)).any():
        last = names[int(np.flatnonzero(few)[0])] if held == 1 else OTHERS
        kept = (*kept, last)
    return kept, merged, held


def chosen(counts: Counts, money: Money, room: float | None = None) -> tuple[NDArray[np.intp], int]:
    """The best place of each segment, and the best for all; the number of thresholds is nobody.

    `counts` (segments, n + 1, 3). `room`: leads that may be handed over in all. Within it the
    separate thresholds are those of one price of a lead's place, the lowest at which they fit
    (Everett, Operations Research 11 (1963), 399-417: the best of all that take no more leads than
    they); then the room that is left is filled by the steps that bring most for a lead.
    """
    value, leads = _above(counts, money)
    total_value, total_leads = value.sum(axis=0), leads.sum(axis=0)
    fits = np.ones(len(total_leads), dtype=np.bool_) if room is None else total_leads <= room
    common = _last_best(np.where(fits, total_value, -np.inf)[None])[0]
    own = _last_best(value)
    every = np.arange(len(counts))
    if room is None or leads[every, own].sum() <= room:
        return own, int(common)
    low, high = 0.0, max(money.win, 1e-9)
    for _ in range(_HALVINGS):
        price = (low + high) / 2
        fit = leads[every, _last_best(value - price * leads)].sum() <= room
        low, high = (low, price) if fit else (price, high)
    own = _last_best(value - high * leads)
    return _filled(own, value, leads, room), int(common)


def _filled(own: NDArray[np.intp], value: Figures, leads: Figures, room: float) -> NDArray[np.intp]:
    """Thresholds lowered while there is room, each time by the step that brings most for a lead."""
    own = own.copy()
    every = np.arange(len(own))
    while True:
        more = value - value[every, own][:, None]
        asks = leads - leads[every, own][:, None]
        left = room - leads[every, own].sum()
        able = (more > 1e-9) & (asks <= left)
        if not able.any():
            return own
        rate = np.where(able, more / np.maximum(asks, 1e-9), -np.inf)
        segment, place = np.unravel_index(int(np.argmax(rate)), rate.shape)
        own[segment] = place


def _above(counts: Counts, money: Money) -> tuple[Figures, Figures]:
    """Net value and leads of each segment from each threshold on, nobody last; (segments, n+1)."""
    earned = counts[:, :, 1] * (money.win - money.cost) - counts[:, :, 0] * money.cost
    found = []
    for cells in (earned, counts.sum(axis=2)):
        above = np.zeros(cells.shape)
        above[:, :-1] = np.cumsum(cells[:, ::-1], axis=1)[:, ::-1][:, 1:]
        found.append(above)
    return found[0], found[1]


def _last_best(values: Figures) -> NDArray[np.intp]:
    """The highest threshold of those that earn most, which costs less work."""
    places: NDArray[np.intp] = values.shape[1] - 1 - np.argmax(values[:, ::-1], axis=1)
    return places


def _halves(
    ground: Ground, created: NDArray[np.integer]
) -> tuple[list[tuple[NDArray[np.bool_], NDArray[np.bool_]]], Judged]:
    """Leads to choose by and leads to judge on: older and newer, else each half once."""
    days = created.astype(np.int64)
    dated = (days != BLANK_DAY) & (ground.weeks is not None)
    told = np.sort(days[dated & (ground.codes < 2)])
    if len(told):
        middle = told[len(told) // 2]
        older, newer = dated & (days < middle), dated & (days >= middle)
        if all(_both(ground.codes[part]) for part in (older, newer)):
            return [(older, newer)], Judged.NEWER
    first = np.zeros(len(days), dtype=np.bool_)
    for outcome in range(3):
        rows = np.random.default_rng(1).permutation(np.flatnonzero(ground.codes == outcome))
        first[rows[: len(rows) // 2]] = True
    return [(first, ~first), (~first, first)], Judged.HALVES


def _both(codes: NDArray[np.uint8]) -> bool:
    counts = np.bincount(codes, minlength=3)
    return bool(min(counts[:2]) >= FEWEST_OWN // 2)


def _room(
    per_week: float | None, created: NDArray[np.integer], rows: NDArray[np.bool_]
) -> float | None:
    if per_week is None:
        return None
    weeks = weeks_of(created[rows])
    return per_week * (1.0 if weeks is None else weeks.length)


def _gain(
    counts: Counts, own: NDArray[np.intp], common: int, money: Money, room: float | None
) -> float:
    return judged_gain(counts, own, common, money, room, 0).value


def judged_gain(
    counts: Counts,
    own: NDArray[np.intp],
    common: int,
    money: Money,
    room: float | None,
    known: int,
) -> Interval:
    """What separate thresholds bring more than the common one on these leads, with its interval.

    Where more leads come than there is room for, both ways work the best first: those furthest
    above their threshold, so that neither gains by handing over fewer. `counts` (segments, n + 1,
    3); `known`: leads whose outcome is known.
    """
    alike = np.full(len(own), common)
    more = worked(counts, own, room) - worked(counts, alike, room)
    gained = lost = (0.0, 0.0, 0.0)
    for sign in (1, -1):
        part = np.maximum(sign * more, 0.0)[:, :, None]
        cells = (part * counts[:, :, :2]).sum(axis=(0, 1))[None]
        squares = (part**2 * counts[:, :, :2]).sum(axis=(0, 1))[None]
        value, low, high = (float(one[0]) for one in net_values(cells, known, money, squares))
        if sign > 0:
            gained = value, low, high
        else:
            lost = value, low, high
    value = gained[0] - lost[0]
    low = value - hypot(gained[0] - gained[1], lost[2] - lost[0])
    return Interval(value, low, value + hypot(gained[2] - gained[0], lost[0] - lost[1]))


def worked(counts: Counts, places: NDArray[np.integer], room: float | None) -> Figures:
    """The part of the leads of each segment and standing that is worked; (segments, n + 1).

    Those at or above their threshold, the furthest above first while there is room; of equal ones
    each by its part.
    """
    size = counts.shape[1] - 1
    above = np.arange(size + 1)[None, :] - 1 - np.asarray(places)[:, None]
    handed = (above >= 0) & (np.asarray(places)[:, None] < size)
    if room is None:
        whole: Figures = handed.astype(np.float64)
        return whole
    leads = np.where(handed, counts.sum(axis=2), 0)
    level = np.where(handed, above, 0)
    of_level = np.bincount(level.ravel(), leads.ravel(), minlength=size + 1)
    before = np.cumsum(of_level[::-1])[::-1] - of_level
    part = np.clip((room - before) / np.maximum(of_level, 1e-9), 0.0, 1.0)
    found: Figures = np.where(handed, part[level], 0.0)
    return found


def _row(name: str, counts: Counts, place: int, scores: NDArray[np.int64]) -> OwnThreshold:
    no, yes, unknown = counts[place + 1 :].sum(axis=0).tolist()
    every = int(counts[:, :2].sum())
    score = int(scores[place]) if place < len(scores) else None
    return OwnThreshold(name, score, no + yes + unknown, no + yes, yes, every)
