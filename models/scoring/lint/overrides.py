"""Overrides that decide nothing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.leads.wording import count_of
from models.problems import Severity
from models.scoring.bands import reach_of_move
from models.scoring.conditions import tests_in
from models.scoring.engine import score
from models.scoring.lint.finding import Finding, FindingKind, Fix, at_override
from models.scoring.lint.fixes import without_override
from models.scoring.lint.ground import Ground, Sample
from models.scoring.lint.impossible import conflict
from models.scoring.model import Override
from models.scoring.words import plain, sentence


def unused_overrides(ground: Ground) -> Iterator[Finding]:
    """Overrides that never decide, or whose leads are where they would be anyway."""
    model = ground.model
    for place, item in enumerate(model.overrides):
        earlier = model.overrides[:place]
        parts = conflict(item.when)
        if parts is not None:
            what = f"No lead can ever meet {item.name}: its condition contradicts itself."
            evidence = " and ".join(plain(sentence(part)) for part in parts) + "."
            yield _unused(ground, item, what, evidence, Severity.WARNING)
            continue
        same = next((other for other in earlier if other.when == item.when), None)
        if same is not None:
            what = f"{item.name} never decides: {same.name} asks the same before it."
            yield _unused(
                ground, item, what, "The first override that holds decides.", Severity.WARNING
            )
        elif ground.sample is not None and len(ground.sample):
            yield from _by_leads(ground, ground.sample, place, item)


def _by_leads(ground: Ground, sample: Sample, place: int, item: Override) -> Iterator[Finding]:
    scored, model = sample.scored, ground.model
    missing = not sample.has(test.field for test in tests_in(item.when))
    if missing or scored.override is None or reach_of_move(model, item) is None:
        return  # the checks tell of these
    of_all = count_of(len(sample), "lead")
    mine = scored.override == place
    decides = int(np.count_nonzero(mine))
    if not decides:
        holds = int(np.count_nonzero(scored.masks.of(item.when, scored.sight)))
        if holds:
            what = f"{item.name} never decides: earlier overrides take all its leads."
            evidence = f"Its condition holds for {holds:,} of {of_all}; it decides for 0."
            yield _unused(ground, item, what, evidence, Severity.WARNING)
        else:
            what = f"{item.name} holds for no lead."
            yield _unused(ground, item, what, f"0 of {of_all}.", Severity.NOTE)
    elif np.array_equal(scored.scores[mine], scored.totals[mine]) and not _shields(
        ground, sample, item
    ):
        what = f"{item.name} moves no score: its leads are where it would put them."
        evidence = f"It decides for {decides:,} of {of_all} and changes 0 scores."
        yield _unused(ground, item, what, evidence, Severity.NOTE)


def _shields(ground: Ground, sample: Sample, item: Override) -> bool:
    """Whether it keeps its leads from a later override, so that without it scores would change."""
    scored = sample.scored
    without = without_override(ground.model, item.id)
    other = score(without, scored.masks.leads, scored.as_of, scored.masks)
    return not np.array_equal(other.scores, scored.scores)


def _unused(
    ground: Ground, item: Override, what: str, evidence: str, severity: Severity
) -> Finding:
    return Finding(
        FindingKind.UNUSED_OVERRIDE,
        what,
        evidence,
        "Take it out, change its condition, or move it up.",
        at_override(item),
        severity,
        Fix(f"Take out {item.name}", without_override(ground.model, item.id)),
    )
