"""The engine: whole-number scores of all leads, from masks, group by group.

Sums are made in the smallest type that holds them and piece by piece, so that a piece stays in
the processor's cache; sums of groups are kept, so that an edit sums only the group it touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.leads.raw import Codes
from models.scoring.answers import Columns
from models.scoring.bands import Decided, bands_at, decided, moved
from models.scoring.masks import Masks
from models.scoring.model import Group, Points, Rule, Scale, ScoringModel

PIECE = 1 << 17
"""Leads summed at a time."""

Whole = NDArray[Any]
"""Signed whole numbers in the smallest type that holds them: int8, int16 or int32."""

Levels = NDArray[Any]
"""uint8, uint16 or int32."""


@dataclass(frozen=True, eq=False)
class Scored:
    """All leads scored by a model as of a day. Arrays have shape (rows,) and are not to be changed.

    `sums` and `given`: each group's points before and after its limits, by group id. `points`:
    base + `given`, before the scale. `override`: the position in the model's overrides of the
    one that decided, -1 none; None where the model has none. `levels`: score less the scale's
    least, in the smallest type.
    """

    model: ScoringModel
    as_of: date
    masks: Masks = field(repr=False)
    sums: dict[str, Whole] = field(repr=False)
    given: dict[str, Whole] = field(repr=False)
    points: Whole = field(repr=False)
    override: Decided | None = field(repr=False)
    levels: Levels = field(repr=False)

    def __len__(self) -> int:
        return len(self.levels)

    @cached_property
    def scores(self) -> Whole:
        """The score of each lead; int16 where the scale fits it, else int32."""
        scale = self.model.scale
        kind: Any = np.int16 if scale.least >= -(1 << 15) and scale.most < 1 << 15 else np.int32
        scores: Whole = self.levels.astype(kind)
        scores += kind(scale.least)
        return scores

    @cached_property
    def totals(self) -> Whole:
        """The score of each lead before overrides: the points within the scale."""
        scale = self.model.scale
        return np.clip(self.points, scale.least, scale.most)

    @cached_property
    def bands(self) -> NDArray[np.uint8]:
        """The position in the model's bands of each lead."""
        return bands_at(self.model, self.levels)

    def contribution(self, rule: Rule, rows: NDArray[np.intp] | None = None) -> Whole:
        """The points that the rule gives each lead, before limits; 0 if muted.

        `rows`: those leads only, which costs no more than they are many.
        """
        kind = _kind(*rule.reach())
        if rule.muted:
            return np.zeros(len(self) if rows is None else len(rows), dtype=kind)
        if rows is None:
            return summed([rule], self.masks, self.as_of, kind)
        mask, codes, points = _term(rule, self.masks, self.as_of, kind)
        given: Whole = mask[rows] * (points if codes is None else points[codes[rows]])
        return given


def score(model: ScoringModel, leads: Columns, as_of: date, masks: Masks | None = None) -> Scored:
    """Score all leads. `masks` of the same leads keep what other scorings have derived."""
    masks = Masks(leads) if masks is None else masks
    sums = {group.id: _sum(group, masks, as_of) for group in model.groups}
    given = {group.id: limited(group, sums[group.id]) for group in model.groups}
    points = _points(model, given, len(leads))
    override = decided(model, masks, as_of)
    scale = model.scale
    if override is None:
        levels = levels_of(points, scale)
    else:
        totals = np.clip(points, scale.least, scale.most)
        levels = levels_of(moved(model, totals, override), scale)
    return Scored(model, as_of, masks, sums, given, points, override, levels)


def _kind(low: int, high: int) -> type[np.int8 | np.int16 | np.int32]:
    """The smallest type that holds all whole numbers from low to high."""
    for kind in (np.int8, np.int16):
        if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
            return kind
    return np.int32


def reach(group: Group) -> tuple[int, int]:
    """The least and the most that the group's rules can add up to, before its limits."""
    reaches = [rule.reach() for rule in group.rules]
    return sum(low for low, _ in reaches), sum(high for _, high in reaches)


def _sum(group: Group, masks: Masks, as_of: date) -> Whole:
    rules = [rule for rule in group.rules if not rule.muted]
    key = tuple((rule.when, rule.award, masks.day(rule.when, as_of)) for rule in rules)
    return masks.sum(key, lambda: summed(rules, masks, as_of, _kind(*reach(group))))


def summed(rules: Sequence[Rule], masks: Masks, as_of: date, kind: type[np.integer]) -> Whole:
    """The sum of what the rules give each lead; `kind` must hold every partial sum."""
    rows = len(masks.leads)
    terms = [_term(rule, masks, as_of, kind) for rule in rules]
    out: Whole = np.zeros(rows, dtype=kind) if not terms else np.empty(rows, dtype=kind)
    room = np.empty(min(PIECE, rows), dtype=kind)
    for start in range(0, rows, PIECE):
        piece = slice(start, start + PIECE)
        total = out[piece]
        into = total
        for mask, codes, points in terms:
            if codes is None:
                np.multiply(mask[piece], points, out=into)
            else:
                np.take(points, codes[piece], out=into, mode="clip")
                np.multiply(into, mask[piece], out=into)
            if into is not total:
                np.add(total, into, out=total)
            into = room[: len(total)]
    return out


def _term(
    rule: Rule, masks: Masks, as_of: date, kind: type[np.integer]
) -> tuple[NDArray[np.int8], Codes | None, Any]:
    """Mask, entries reached and points (of each entry, 0 first) of a rule."""
    mask = masks.of(rule.when, as_of).view(np.int8)
    if isinstance(rule.award, Points):
        return mask, None, kind(rule.award.points)
    table = [0, *(entry.points for entry in rule.award.entries)]
    return mask, masks.reached(rule.award), np.array(table, dtype=kind)


def limited(group: Group, points: Whole) -> Whole:
    """Points within the group's limits; the same array where no limit can bite."""
    low, high = reach(group)
    least = low if group.least is None else max(low, group.least)
    most = max(high, least) if group.most is None else min(max(high, least), group.most)
    if (least, most) == (low, high):
        return points
    kind = _kind(min(low, least, most), max(high, least, most))
    out: Whole = np.clip(points.astype(kind, copy=False), least, most)
    return out


def _points(model: ScoringModel, given: dict[str, Whole], rows: int) -> Whole:
    """Base and groups together, before the scale."""
    reaches = [group.reach() for group in model.groups]
    low = model.base + sum(min(0, group_low) for group_low, _ in reaches)
    high = model.base + sum(max(0, group_high) for _, group_high in reaches)
    kind = _kind(min(low, model.scale.least), max(high, model.scale.most))
    out: Whole = np.full(rows, model.base, dtype=kind)
    for start in range(0, rows, PIECE):
        total = out[start : start + PIECE]
        for points in given.values():
            np.add(total, points[start : start + PIECE], out=total)
    return out


def levels_of(totals: Whole, scale: Scale) -> Levels:
    """Totals within the scale, counted from its least, in the smallest type."""
    span = scale.most - scale.least
    kind: Any = np.uint8 if span < 1 << 8 else np.uint16 if span < 1 << 16 else np.int32
    levels: Levels = np.clip(totals, scale.least, scale.most).astype(kind)
    # The difference is right whatever the least, since unsigned numbers wrap around.
    bits = 8 * levels.itemsize
    levels -= kind(scale.least if kind is np.int32 else scale.least % (1 << bits))
    return levels
