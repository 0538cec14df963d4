"""Decay that removes nothing or everything, and grades that nobody gets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from models.leads.wording import count_of
from models.problems import Severity
from models.scoring.engine import score
from models.scoring.grade import GradeStep, reached
from models.scoring.lint.finding import Finding, FindingKind, Fix, Part, Where, at_group
from models.scoring.lint.fixes import names_of, with_group
from models.scoring.lint.ground import Ground, Sample
from models.scoring.model import Axis, Group


def idle_decay(ground: Ground) -> Iterator[Finding]:
    """Groups whose decay removes nothing, or all there is."""
    for group in ground.model.groups:
        if group.decay is None or all(rule.muted for rule in group.rules):
            continue
        decay = group.decay
        percents = {step.percent for step in decay.steps} | {decay.after, decay.undated}
        if percents == {100}:
            evidence = "At every age 100 % of the points are left."
            yield _nothing(ground, group, evidence)
        elif percents == {0}:
            yield _everything(ground, group, "At every age 0 % of the points are left.")
        elif ground.sample is not None and len(ground.sample):
            yield from _by_leads(ground, ground.sample, group)


def _by_leads(ground: Ground, sample: Sample, group: Group) -> Iterator[Finding]:
    fresh = with_group(ground.model, replace(group, decay=None))
    scored = sample.scored
    undecayed = score(fresh, scored.masks.leads, scored.as_of, scored.masks).given[group.id]
    left = scored.given[group.id]
    had = np.flatnonzero(undecayed)
    if not len(had):
        return
    leads = count_of(len(had), "lead")
    if np.array_equal(undecayed[had], left[had]):
        yield _nothing(ground, group, f"All {leads} with points keep every one of them.")
    elif not left[had].any():
        yield _everything(ground, group, f"All {leads} with points end with 0.")


def _nothing(ground: Ground, group: Group, evidence: str) -> Finding:
    return Finding(
        FindingKind.DECAY_NOTHING,
        f"The decay of {group.name} removes nothing.",
        evidence,
        "Let points fade sooner, or do without decay.",
        at_group(group),
        Severity.NOTE,
        _without(ground, group),
    )


def _everything(ground: Ground, group: Group, evidence: str) -> Finding:
    return Finding(
        FindingKind.DECAY_EVERYTHING,
        f"The decay of {group.name} removes all its points.",
        evidence,
        "Let points fade later, or look at the as-of day: these leads may be long past it.",
        at_group(group),
        fix=_without(ground, group),
    )


def _without(ground: Ground, group: Group) -> Fix:
    after = with_group(ground.model, replace(group, decay=None))
    return Fix(f"Take the decay off {group.name}", after)


def idle_grades(ground: Ground) -> Iterator[Finding]:
    """Rows and columns of the matrix that no sum or no lead reaches."""
    grade = ground.model.grade
    if grade is None:
        return
    for axis, steps in ((Axis.FIT, grade.fit), (Axis.ENGAGEMENT, grade.engagement)):
        groups = [group for group in ground.model.groups if group.axis is axis]
        high = sum(group.reach()[1] for group in groups)
        far = [step.name for step in steps if step.threshold is not None and step.threshold > high]
        where = Where(Part.GRADE, axis.value, f"Grade by {axis.value}")
        if far:
            yield Finding(
                FindingKind.OUT_OF_REACH,
                f"No points for {axis.value} can add up to the grade {names_of(far)}.",
                f"The groups of {axis.value} give {high} at most.",
                "Lower the threshold in the matrix, or give more points.",
                where,
            )
        if ground.sample is not None and len(ground.sample):
            yield from _grades_by_leads(ground.sample, groups, steps, far, where)


def _grades_by_leads(
    sample: Sample,
    groups: Sequence[Group],
    steps: Sequence[GradeStep],
    far: Sequence[str],
    where: Where,
) -> Iterator[Finding]:
    points = np.zeros(len(sample), dtype=np.int64)
    for group in groups:
        points += sample.scored.given[group.id]
    values, counts = np.unique(points, return_counts=True)
    leads = [0] * len(steps)
    for value, number in zip(values.tolist(), counts.tolist(), strict=True):
        leads[reached(steps, value)] += number
    idle = [
        step.name
        for step, number in zip(steps, leads, strict=True)
        if not number and step.name not in far
    ]
    if idle:
        yield Finding(
            FindingKind.NOBODY_REACHES,
            f"No lead gets the grade {names_of(idle)} by {where.id}.",
            f"The points for {where.id} of {count_of(len(sample), 'lead')} run from "
            f"{int(values[0])} to {int(values[-1])}.",
            "Move its threshold in the matrix.",
            where,
            Severity.NOTE,
        )
