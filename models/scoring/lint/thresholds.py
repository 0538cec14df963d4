"""Thresholds that no sum and no lead reaches, and rules that reach them alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from models.leads.wording import count_of
from models.problems import Severity
from models.scoring.bands import reach_of_move
from models.scoring.lint.finding import Finding, FindingKind, Fix, at_band, at_rule
from models.scoring.lint.fixes import with_threshold
from models.scoring.lint.ground import Ground
from models.scoring.model import Points, Rule
from models.signs import signed


def thresholds_out_of_reach(ground: Ground) -> Iterator[Finding]:
    """Bands that begin above all that the rules can add up to."""
    model = ground.model
    if not any(True for _ in ground.rules()):
        return
    most = model.scale.clamp(ground.reach[1])
    for place, band in enumerate(model.bands[1:], start=1):
        if band.threshold <= most or _moved_into(ground, place):
            continue
        fix = None
        if most > model.bands[place - 1].threshold:
            verb = f"Let {band.name} begin at {most}"
            fix = Fix(verb, with_threshold(model, place, most))
        yield Finding(
            FindingKind.OUT_OF_REACH,
            f"No points can add up to {band.name}.",
            f"It begins at {band.threshold}; base and rules give {most} at most.",
            "Lower its threshold, or give more points.",
            at_band(band.name),
            fix=fix,
        )


def _moved_into(ground: Ground, place: int) -> bool:
    """Whether an override can move leads into the band."""
    model = ground.model
    ends = [reach_of_move(model, item) for item in model.overrides if item.move != "at most"]
    return any(found is not None and found[0] >= model.bands[place].threshold for found in ends)


def thresholds_by_leads(ground: Ground) -> Iterator[Finding]:
    """Bands that none, or all, of the leads reach."""
    sample, model = ground.sample, ground.model
    if sample is None or not len(sample) or not any(True for _ in ground.rules()):
        return
    counts = np.bincount(sample.scored.bands, minlength=len(model.bands)).tolist()
    highest, lowest = int(sample.scored.scores.max()), int(sample.scored.scores.min())
    reach = model.scale.clamp(ground.reach[1])
    for place, band in enumerate(model.bands[1:], start=1):
        if counts[place] or band.threshold > reach:
            continue
        above = sum(counts[place:])
        before = model.bands[place - 1].threshold
        fix = None
        if not above and before < highest:
            verb = f"Let {band.name} begin at {highest}"
            fix = Fix(verb, with_threshold(model, place, highest))
        yield Finding(
            FindingKind.NOBODY_REACHES,
            f"No lead falls into {band.name}.",
            f"It begins at {band.threshold}; the highest score of "
            f"{count_of(len(sample), 'lead')} is {highest}."
            if not above
            else f"Of {count_of(len(sample), 'lead')} {above:,} lie above it, none within.",
            "Move its threshold, or take the band out.",
            at_band(band.name),
            fix=fix,
        )
    mql = model.bands[model.mql_band]
    if model.mql_band and lowest >= mql.threshold:
        yield Finding(
            FindingKind.EVERYBODY_REACHES,
            f"Every lead is {mql.name}, so the threshold chooses nobody.",
            f"It begins at {mql.threshold}; the lowest score of "
            f"{count_of(len(sample), 'lead')} is {lowest}.",
            "Raise its threshold, or lower the base.",
            at_band(mql.name),
        )


def rules_that_qualify_alone(ground: Ground) -> Iterator[Finding]:
    """Rules that with the base alone reach the MQL threshold."""
    model = ground.model
    needed = model.mql_threshold - model.base
    if needed <= 0 or not model.mql_band:
        return
    for group, rule in ground.rules():
        points = group.clamp(rule.reach()[1])
        if points < needed:
            continue
        fix = None
        if isinstance(rule.award, Points):
            after = model.with_rule(replace(rule, award=Points(needed - 1)))
            fix = Fix(f"Lower it to {signed(needed - 1)}", after)
        base = f"The base {model.base} and " if model.base else ""
        yield Finding(
            FindingKind.MQL_ALONE,
            f"{rule.name} alone makes a lead an MQL.",
            f"{base}{'its' if base else 'Its'} {signed(points)} reach {model.mql_threshold}."
            + _with_leads(ground, rule, needed),
            "Lower its points; where it is meant to qualify whatever the rest, say so with an "
            "override.",
            at_rule(rule),
            Severity.WARNING,
            fix,
        )


def _with_leads(ground: Ground, rule: Rule, needed: int) -> str:
    sample = ground.sample
    if sample is None or not len(sample):
        return ""
    given = sample.scored.contribution(rule)
    leads = int(np.count_nonzero(given >= needed))
    reached = given >= needed
    others = sample.scored.totals[reached].astype(np.int64) - given[reached]
    bare = int(np.count_nonzero(others <= ground.model.base))
    return (
        f" {sample.of_all(leads)} get that much from it; {bare:,} of them have nothing else."
        if leads
        else " No lead gets that much from it today."
    )
