"""The reference: one lead's score written straight from the semantics, slow and plain.

It shares no code with the engine or the preparation of leads; both are held against it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.leads.fields import Input, Kind
from models.leads.raw import Cell
from models.scoring.model import ByRange, ByValue, Move, Points, Rule, ScoringModel
from models.scoring.reference_conditions import Lead, holds, same


@dataclass(frozen=True)
class ReferenceScore:
    """A lead's score and its way. `rules`: points by rule id, before limits; `groups`: by group
    id, after limits; `total`: within the scale, before overrides; `override`: the id of the one
    that decided; `reasons`: the rules of semantics 18, as "name (+15)"."""

    score: int
    band: str
    total: int
    groups: dict[str, int]
    rules: dict[str, int]
    override: str | None
    reasons: tuple[str, ...]


def reference_score(
    model: ScoringModel,
    raw_row: Mapping[str, str],
    inputs: Sequence[Input],
    as_of: date,
    cells: Mapping[str, Cell] | None = None,
) -> ReferenceScore:
    """Score one lead. `raw_row`: the cells as they came, by header; `cells`: what the file said
    each was, where it said something. The model must break no law of its file."""
    lead = Lead(raw_row, inputs, as_of, model.zone, cells or {})
    rules: dict[str, int] = {}
    groups: dict[str, int] = {}
    told: list[tuple[str, int]] = []
    total = model.base
    for group in model.groups:
        points = 0
        for rule in group.rules:
            given = _rule(rule, lead)
            rules[rule.id] = given
            points += given
            if given != 0:
                told.append((rule.name, given))
        if group.least is not None and points < group.least:
            points = group.least
        if group.most is not None and points > group.most:
            points = group.most
        groups[group.id] = points
        total += points
    if total < model.scale.least:
        total = model.scale.least
    if total > model.scale.most:
        total = model.scale.most
    score, override = _overridden(model, total, lead)
    band = ""
    for item in model.bands:
        if item.threshold <= score:
            band = item.name
    return ReferenceScore(score, band, total, groups, rules, override, _reasons(told))


def _reasons(told: list[tuple[str, int]]) -> tuple[str, ...]:
    ordered = sorted(enumerate(told), key=lambda item: (-abs(item[1][1]), item[0]))
    return tuple(
        f"{name} (+{points})" if points > 0 else f"{name} (\u2212{-points})"
        for _, (name, points) in ordered[:5]
    )


def reference_order(leads: Sequence[tuple[int, str]]) -> list[int]:
    """Rows of (score, id) in the order of semantics 14."""
    return sorted(
        range(len(leads)),
        key=lambda row: (-leads[row][0], [ord(sign) for sign in leads[row][1]], row),
    )


def _overridden(model: ScoringModel, total: int, lead: Lead) -> tuple[int, str | None]:
    for override in model.overrides:
        if not holds(override.when, lead):
            continue
        place = [band.name for band in model.bands].index(override.band)
        low = model.bands[place].threshold
        high = model.scale.most
        if place + 1 < len(model.bands):
            high = model.bands[place + 1].threshold - 1
        score = total
        if override.move in (Move.AT_LEAST, Move.EXACTLY) and score < low:
            score = low
        if override.move in (Move.AT_MOST, Move.EXACTLY) and score > high:
            score = high
        return score, override.id
    return total, None


def _rule(rule: Rule, lead: Lead) -> int:
    if rule.muted or (rule.when is not None and not holds(rule.when, lead)):
        return 0
    match rule.award:
        case Points(points):
            return points
        case ByValue():
            return _by_value(rule.award, lead)
        case ByRange(name, entries):
            field = lead.field(name)
            if field is None or field.kind is not Kind.NUMBER or field.value is None:
                return 0
            for entry in entries:
                above = entry.low is None or entry.low <= field.value  # type: ignore[operator]
                below = entry.high is None or field.value < entry.high  # type: ignore[operator]
                if above and below:
                    return entry.points
            return 0


def _by_value(award: ByValue, lead: Lead) -> int:
    field = lead.field(award.field)
    if field is not None and field.kind in (Kind.NUMBER, Kind.DATE):
        return 0
    value = None if field is None else field.value
    if isinstance(value, bool):
        has: Sequence[str] = ("yes",) if value else ("no",)
        exact = False
    else:
        has = value if isinstance(value, tuple) else () if value is None else (str(value),)
        exact = award.exact
    for entry in award.entries:
        if entry.value is None:
            if value is None:
                return entry.points
        elif any(same(entry.value, item, exact) for item in has):
            return entry.points
    return 0
