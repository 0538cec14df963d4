"""The fields that the guard calls leaks, asked once of leads and kept with their masks."""

from __future__ import annotations

from collections.abc import Mapping

from models.evaluation.guard.finding import Finding
from models.evaluation.guard.guard import leaks_in
from models.evaluation.guard.stages import stage_fields
from models.leads.fields import FOR_RULES
from models.leads.stages import Stage
from models.leads.table import Leads
from models.scoring.lint.known_leaks import leaks_of
from models.scoring.masks import Masks


def known_leaks(leads: Leads, masks: Masks) -> Mapping[str, Finding]:
    """The grave ones by the name of their field."""
    return masks.kept(("guard",), lambda: {one.field: one for one in leaks_in(leads)})


def fields_that_know(leads: Leads, masks: Masks, stages: tuple[Stage, ...] = ()) -> dict[str, str]:
    """The fields for rules that seem to know the outcome, or a stage on the way: why, by name."""
    guarded = known_leaks(leads, masks)
    found = {one.field: one.sentence for one in stage_fields(leads, stages)}
    for item in leads.recipe:
        if item.role not in FOR_RULES or leads.input(item.name) is None:
            continue
        problems = leaks_of(leads, masks, item)
        if problems:
            found[item.name] = problems[0].what
        elif item.name in guarded:
            found[item.name] = guarded[item.name].sentence
    return found
