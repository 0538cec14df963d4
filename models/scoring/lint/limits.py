"""Limits that swallow the points of rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.leads.wording import count_of, percent
from models.scoring.lint.finding import Finding, FindingKind, Fix, at_group, at_rule
from models.scoring.lint.fixes import names_of, with_group
from models.scoring.lint.ground import Ground, Sample
from models.scoring.model import Group, Points, Rule
from models.signs import signed

MOST = 0.5
"""Above this share of its leads a rule that changes nothing for them is swallowed."""


def rules_above_limits(ground: Ground) -> Iterator[Finding]:
    """Rules that alone give more than their group may."""
    for group, rule in ground.rules():
        low, high = rule.reach()
        # Points down within a group whose least is 0 still work against those up.
        over = group.most is not None and high > group.most > 0
        under = group.least is not None and low < group.least < 0
        if not over and not under:
            continue
        limit = group.most if over else group.least
        points = high if over else low
        fix = None
        if isinstance(rule.award, Points) and limit:
            after = ground.model.with_rule(replace(rule, award=Points(limit)))
            fix = Fix(f"Change it to {signed(limit)}", after)
        yield Finding(
            FindingKind.ABOVE_LIMIT,
            f"{rule.name} alone goes beyond the limit of {group.name}.",
            f"It gives {'up to' if over else 'down to'} {signed(points)}, the group "
            f"{'at most' if over else 'at least'} {signed(limit or 0)}.",
            "Lower its points, or widen the limit.",
            at_rule(rule),
            fix=fix,
        )


def swallowed_rules(ground: Ground) -> Iterator[Finding]:
    """Groups whose limit leaves nothing of some rules for most of the leads that they hit."""
    sample = ground.sample
    if sample is None or not len(sample):
        return
    for group in ground.model.groups:
        if group.least is None and group.most is None:
            continue
        found = [(rule, *idle) for rule in group.rules if (idle := _idle(group, rule, sample))]
        if not found:
            continue
        found.sort(key=lambda item: item[1] / item[2], reverse=True)
        evidence = "; ".join(
            f"{rule.name} changes nothing for {idle:,} of its {count_of(hits, 'lead')} "
            f"({percent(idle / hits)})"
            for rule, idle, hits in found[:4]
        )
        more = f"; and {len(found) - 4} more rules" if len(found) > 4 else ""
        yield Finding(
            FindingKind.SWALLOWED,
            f"The limits of {group.name} swallow {names_of((rule.name for rule, *_ in found))}.",
            f"{evidence}{more}.",
            "Widen the limits, or lower the points so that they fit within.",
            at_group(group),
            fix=_wider(ground, group, sample),
        )


def _idle(group: Group, rule: Rule, sample: Sample) -> tuple[int, int] | None:
    """Leads for which the rule changes nothing, of those that it gives points to."""
    if rule.muted or sample.lacks(rule):
        return None
    given = sample.scored.contribution(rule).astype(np.int64)
    rows = np.flatnonzero(given)
    if not len(rows):
        return None
    sums = sample.scored.sums[group.id][rows].astype(np.int64)
    idle = int(np.count_nonzero(_clamped(group, sums) == _clamped(group, sums - given[rows])))
    return (idle, len(rows)) if idle > MOST * len(rows) else None


def _clamped(group: Group, points: NDArray[np.int64]) -> NDArray[np.int64]:
    limited: NDArray[np.int64] = np.clip(points, group.least, group.most)
    return limited


def _wider(ground: Ground, group: Group, sample: Sample) -> Fix | None:
    """Limits as wide as what any lead reaches."""
    low, high = sample.scored.ends[group.id]
    least = None if group.least is None else min(group.least, low)
    most = None if group.most is None else max(group.most, high)
    if (least, most) == (group.least, group.most):
        return None
    limits = " to ".join(signed(end) for end in (least, most) if end is not None)
    wide = replace(group, least=least, most=most)
    return Fix(f"Widen the limits to {limits}", with_group(ground.model, wide))
