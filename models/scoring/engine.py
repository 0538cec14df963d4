"""The engine: whole-number scores of all leads, from masks, group by group.

Leads are taken piece by piece, so that a piece stays in the processor's cache from the masks to
the score; sums of groups are kept, so that an edit sums only the group it touched.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.scoring.accounts import OwnScores, ScoredAccounts, raises_scores, score_accounts
from models.scoring.answers import Scorable
from models.scoring.bands import Decided, bands_at, decided, reach_of_move
from models.scoring.fading import Percents, by_activity, faded, percents_of
from models.scoring.masks import Masks
from models.scoring.model import Group, Rule, Scale, ScoringModel
from models.scoring.sight import Sight, sight_of
from models.scoring.sums import Term, Whole, add_up, kind_for, kind_of, limited, limits, terms_of

PIECE = 1 << 17
"""Leads scored at a time; a multiple of 8."""

Levels = NDArray[Any]
"""uint8, uint16 or int32."""

_NONE: Whole = np.zeros(0, dtype=np.int8)


@dataclass(frozen=True, eq=False)
class Scored:
    """All leads scored by a model as of a day. Arrays have shape (rows,) and are not to be changed.

    `sums`: each group's points before its limits, by group id; `ends`: the least and the most of
    them. `points`: base and groups, before the scale. `override`: the position in the model's
    overrides of the one that decided, -1 none; None where the model has none. `levels`: score
    less the scale's least, in the smallest type. `accounts`: the accounts that raised the scores;
    None where the model raises none. `raised`: what each lead got of its account.
    """

    model: ScoringModel
    sight: Sight
    masks: Masks = field(repr=False)
    sums: dict[str, Whole] = field(repr=False)
    ends: dict[str, tuple[int, int]] = field(repr=False)
    points: Whole = field(repr=False)
    override: Decided | None = field(repr=False)
    levels: Levels = field(repr=False)
    accounts: ScoredAccounts | None = field(default=None, repr=False)
    raised: Whole | None = field(default=None, repr=False)

    def __len__(self) -> int:
        return len(self.levels)

    @property
    def as_of(self) -> date:
        """The project's as-of day."""
        return self.sight.day

    @cached_property
    def given(self) -> dict[str, Whole]:
        """Each group's points after its limits and its decay, by group id."""
        return {group.id: self.given_of(group, self.sums[group.id]) for group in self.model.groups}

    def given_of(self, group: Group, sums: Whole) -> Whole:
        """What the group gives for these sums of its rules: after its limits and its decay."""
        return faded(limited(group, sums), percents_of(group, self.masks, self.sight))

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
        """The points that the rule gives each lead, faded by activity, before limits; 0 if muted.

        `rows`: those leads only, which costs no more than they are many.
        """
        kind = kind_for(*rule.reach())
        group = self.model.group_of(rule.id)
        decay = None if group is None else by_activity(group)
        terms = terms_of([rule], self.masks, self.sight, kind, decay)
        if rows is not None:
            return terms[0].at(rows) if terms else np.zeros(len(rows), dtype=kind)
        out: Whole = np.empty(len(self), dtype=kind)
        add_up(terms, 0, out, out)
        return out


def score(
    model: ScoringModel,
    leads: Scorable,
    as_of: date,
    masks: Masks | None = None,
    raised: Whole | None = None,
) -> Scored:
    """Score all leads. `masks` of the same leads keep what other scorings have derived.

    `raised`: what their accounts give these leads where they are some of all leads only; shape
    (rows,). Without it accounts are scored here, if the model raises scores by them.
    """
    masks = Masks(leads) if masks is None else masks
    scale, rows = model.scale, len(leads)
    sight = sight_of(model, as_of)
    parts = [_part(group, masks, sight) for group in model.groups]
    missing = [part for part in parts if part.terms is not None]
    for part, room in zip(missing, _carved(rows, [p.kind for p in missing]), strict=True):
        part.sums = room
    # Sums are kept longer than the rest, so they have a block of their own.
    points, levels = _carved(rows, [_kind_of_points(model), _kind_of_levels(scale)])
    _fill(model, parts, points, levels)
    for part in missing:
        masks.keep_sum(part.key, (part.sums, part.ends))
    sums = {part.group.id: part.sums for part in parts}
    ends = {part.group.id: part.ends for part in parts}
    override = decided(model, masks, sight)
    if override is not None:
        _move(model, override, points, levels)
    own = Scored(model, sight, masks, sums, ends, points, override, levels)
    if raised is not None:
        return _raised(own, None, raised)
    account = model.account
    if account is None or not raises_scores(model):
        return own
    accounts = score_accounts(model, account, masks, sight, OwnScores(own.scores, own.bands))
    return _raised(own, accounts, accounts.of_leads)


def scored_accounts(scored: Scored) -> ScoredAccounts | None:
    """The accounts of the scored leads, by their own scores; None: the model scores none."""
    model = scored.model
    if model.account is None or scored.accounts is not None:
        return scored.accounts
    own = OwnScores(scored.scores, scored.bands)  # nothing raised them
    return score_accounts(model, model.account, scored.masks, scored.sight, own)


def _raised(own: Scored, accounts: ScoredAccounts | None, raised: Whole) -> Scored:
    """The leads with what their accounts give them: a last group before the scale."""
    points: Whole = own.points.astype(np.int32) + raised
    scale = own.model.scale
    levels = np.empty_like(own.levels)
    _to_levels(np.clip(points, scale.least, scale.most), scale, levels)
    if own.override is not None:
        _move(own.model, own.override, points, levels)
    return replace(own, points=points, levels=levels, accounts=accounts, raised=raised)


@dataclass(eq=False)
class _Part:
    """A group on its way into the score. `terms`: what is to be added up; None: sums were kept."""

    group: Group
    key: Hashable
    kind: type[np.integer]
    sums: Whole
    ends: tuple[int, int]
    terms: Sequence[Term] | None
    percents: Percents | None


def _part(group: Group, masks: Masks, sight: Sight) -> _Part:
    rules = [rule for rule in group.rules if not rule.muted]
    decay = by_activity(group)
    percents = percents_of(group, masks, sight)
    table = None if decay is None else (decay.steps, decay.after)
    key = table, tuple((rule.when, rule.award, masks.seen_by(rule, sight)) for rule in rules)
    kind = kind_of(group)
    kept = masks.kept_sum(key)
    if kept is None:
        terms = terms_of(rules, masks, sight, kind, decay)
        return _Part(group, key, kind, _NONE, (0, 0), terms, percents)
    # Wider limits may ask for a wider type than the sums were made in.
    wide = np.promote_types(kept[0].dtype, kind)
    return _Part(group, key, kind, kept[0].astype(wide, copy=False), kept[1], None, percents)


def _carved(rows: int, kinds: Sequence[Any]) -> list[NDArray[Any]]:
    """Arrays of these types in one block: large blocks come in large pages, which cost far less."""
    sizes = [-(-rows * np.dtype(kind).itemsize // 64) * 64 for kind in kinds]
    block = np.empty(sum(sizes), dtype=np.uint8)
    ends = np.cumsum(sizes).tolist()
    return [
        block[end - size : end].view(kind)[:rows]
        for kind, size, end in zip(kinds, sizes, ends, strict=True)
    ]


def _kind_of_points(model: ScoringModel) -> type[np.integer]:
    """The type that holds the base with any part of the groups, and the scale."""
    reaches = [group.reach() for group in model.groups]
    low = model.base + sum(min(0, group_low) for group_low, _ in reaches)
    high = model.base + sum(max(0, group_high) for _, group_high in reaches)
    return kind_for(min(low, model.scale.least), max(high, model.scale.most))


def _kind_of_levels(scale: Scale) -> Any:
    span = scale.most - scale.least
    return np.uint8 if span < 1 << 8 else np.uint16 if span < 1 << 16 else np.int32


def _fill(model: ScoringModel, parts: Sequence[_Part], points: Whole, levels: Levels) -> None:
    """Add up the groups that were not kept, then all groups, then put them on the scale."""
    rows = len(points)
    room = {
        np.dtype(kind): np.empty(min(PIECE, rows), dtype=kind)
        for kind in {points.dtype, *(part.sums.dtype for part in parts)}
    }
    bites = [_typed(limits(part.group), part.sums.dtype) for part in parts]
    low, high = points.dtype.type(model.scale.least), points.dtype.type(model.scale.most)
    for start in range(0, rows, PIECE):
        piece = slice(start, start + PIECE)
        total = points[piece]
        total[:] = model.base
        for part, bite in zip(parts, bites, strict=True):
            given = part.sums[piece]
            work = room[given.dtype][: len(given)]
            if part.terms is not None:
                add_up(part.terms, start, given, work)
                part.ends = _widened(part.ends, given, first=start == 0)
            if bite is not None:
                given = np.clip(given, *bite, out=work)
            if part.percents is not None:
                given = faded(given, part.percents[piece])
            np.add(total, given, out=total, casting="unsafe")  # the type holds every total
        work = room[points.dtype][: len(total)]
        np.clip(total, low, high, out=work)
        _to_levels(work, model.scale, levels[piece])


def _typed(bite: tuple[int, int] | None, kind: np.dtype[Any]) -> tuple[Any, Any] | None:
    """Limits as numbers of the array's own type, with which clamping is much faster."""
    return None if bite is None else (kind.type(bite[0]), kind.type(bite[1]))


def _widened(ends: tuple[int, int], sums: Whole, *, first: bool) -> tuple[int, int]:
    low, high = int(sums.min()), int(sums.max())
    return (low, high) if first else (min(ends[0], low), max(ends[1], high))


def _to_levels(totals: Whole, scale: Scale, out: Levels) -> None:
    """Totals within the scale, counted from its least."""
    np.copyto(out, totals, casting="unsafe")
    # The difference is right whatever the least, since unsigned numbers wrap around.
    least = scale.least if out.dtype == np.int32 else scale.least % (1 << 8 * out.itemsize)
    np.subtract(out, out.dtype.type(least), out=out)


def _move(model: ScoringModel, override: Decided, points: Whole, levels: Levels) -> None:
    """Let overrides move the scores of the leads that they decide."""
    scale = model.scale
    for position, item in enumerate(model.overrides):
        ends = reach_of_move(model, item)
        rows = np.flatnonzero(override == position)
        if ends is not None and len(rows):
            totals = np.clip(points[rows], scale.least, scale.most)
            moved = np.empty(len(rows), dtype=levels.dtype)
            _to_levels(np.clip(totals, *ends), scale, moved)
            levels[rows] = moved
