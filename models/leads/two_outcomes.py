"""Leads whose deals and whose own field both tell who converted: the deals count, which is said."""

from __future__ import annotations

import numpy as np

from models.leads.fields import Role
from models.leads.table import UNKNOWN, Leads
from models.leads.wording import count_of, quoted
from models.problems import Problem, Severity


def two_outcomes(leads: Leads) -> Problem | None:
    """How the field of the outcome and the deals differ; None where only one of them tells."""
    item = leads.recipe.with_role(Role.OUTCOME)
    if item is None or leads.deals is None or not leads.deals.tells:
        return None
    own = leads.with_deals(None).outcome
    known = own != UNKNOWN
    if not known.any():
        return None
    theirs = leads.deals.outcome
    other = int(np.count_nonzero(known & (theirs != UNKNOWN) & (own != theirs)))
    lost = int(np.count_nonzero(known & (theirs == UNKNOWN)))
    says = f"says otherwise of {count_of(other, 'lead')}" if other else "says the same"
    more = f", and of {count_of(lost, 'lead')} whose deals say nothing yet" if lost else ""
    return Problem(
        f"The deals tell who converted; the leads' own field {quoted(item.name)} {says}{more}.",
        leads.deals.report.source,
        "If the field is right, let it tell who converted instead of the deals.",
        other + lost,
        severity=Severity.WARNING if other else Severity.NOTE,
    )
