"""Fields of stages of the funnel: a lead reaches them only after it was scored."""

from __future__ import annotations

from collections.abc import Iterator

from models.evaluation.guard.finding import Finding, GuardKind, LeaveOutField
from models.leads.fields import FOR_RULES, Role
from models.leads.stages import Stage
from models.leads.table import Leads
from models.leads.wording import quoted


def stage_fields(leads: Leads, stages: tuple[Stage, ...]) -> Iterator[Finding]:
    """A finding for each field that a rule could read and that tells a stage, or its day."""
    told: set[str] = set()
    for stage in stages:
        for name, what in ((stage.field, "tells"), (stage.date, "is the day of")):
            item = leads.input(name) if name else None
            if item is None or item.name in told or item.role not in (*FOR_RULES, Role.IGNORED):
                continue
            told.add(item.name)
            yield Finding(
                GuardKind.STAGE,
                item.name,
                f"{item.name} {what} the stage {quoted(stage.name)}, which a lead reaches only "
                "after it was scored: no rule should read it.",
                grave=True,
                remedy=LeaveOutField(item.name),
                switched=item.role is Role.IGNORED,
            )
