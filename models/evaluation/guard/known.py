"""The fields that the guard calls leaks, asked once of leads and kept with their masks."""

from __future__ import annotations

from collections.abc import Mapping

from models.evaluation.guard.finding import Finding
from models.evaluation.guard.guard import leaks_in
from models.leads.table import Leads
from models.scoring.masks import Masks


def known_leaks(leads: Leads, masks: Masks) -> Mapping[str, Finding]:
    """The grave ones by the name of their field."""
    return masks.kept(("guard",), lambda: {one.field: one for one in leaks_in(leads)})
