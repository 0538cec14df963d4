"""Chances by trees of one lead, straight from semantics 17.3."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from models.leads.fields import Input
from models.leads.raw import Cell
from models.scoring.model import ScoringModel
from models.scoring.probability import TreeChances
from models.scoring.reference.activities import ActivityRows
from models.scoring.reference.conditions import holds
from models.scoring.reference.score import lead_of

_NO_ACTIVITIES = ActivityRows()


def reference_tree_odds(
    model: ScoringModel,
    chances: TreeChances,
    raw_row: Mapping[str, str],
    inputs: Sequence[Input],
    as_of: date,
    cells: Mapping[str, Cell] | None = None,
    activities: ActivityRows = _NO_ACTIVITIES,
) -> int | None:
    """The log-odds in ten-thousandths; None where the lead has no day of its own."""
    seeing = replace(model, derived=(*model.derived, *chances.derived))
    lead = lead_of(seeing, raw_row, inputs, as_of, cells or {}, activities)
    if lead is None:
        return None
    total = chances.intercept
    for tree in chances.trees:
        branch = tree
        while not isinstance(branch, int):
            branch = branch.yes if holds(branch.when, lead) else branch.no
        total += branch
    return total
