"""Which fields know the outcome, asked once of each field and kept with the masks of its leads."""

from __future__ import annotations

from models.leads.fields import Input
from models.leads.guessing.leaks import KnownOutcome, leak, outcome_known
from models.leads.table import Leads
from models.problems import Problem
from models.scoring.masks import Masks


def leaks_of(leads: Leads, masks: Masks, item: Input) -> tuple[Problem, ...]:
    """Why the field seems to know the outcome; none where it does not, or nobody can say."""
    return masks.kept(("leak", item), lambda: _asked(leads, masks, item))


def _asked(leads: Leads, masks: Masks, item: Input) -> tuple[Problem, ...]:
    raw = leads.raw_column(item)
    # None is not kept, so what is kept stands in a row of one.
    (outcome,) = masks.kept(("known outcome",), lambda: _outcome(leads))
    if raw is None or outcome is None:
        return ()
    return leak(raw, item, leads.column(item.name), outcome)


def _outcome(leads: Leads) -> tuple[KnownOutcome | None]:
    return (outcome_known(leads),)
