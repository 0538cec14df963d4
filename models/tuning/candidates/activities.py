"""All types of activity of a history looked at for candidates, and what is left out of it."""

from __future__ import annotations

import numpy as np

from models.evaluation.figures import count, percent
from models.evaluation.figures import leads as leads_of
from models.evaluation.guard.leaks import nearly_always
from models.evaluation.guard.stopping import Stop, unless
from models.evaluation.profile.fields import Known
from models.evaluation.profile.profile import LeftOut
from models.leads.columns import BLANK_DAY
from models.leads.fields import Role
from models.leads.table import Leads
from models.scoring.engine import Scored
from models.tuning.candidates.days import of_activity
from models.tuning.candidates.found import Found, Looked, together

MOST_TYPES = 30
"""Types of activity that are looked at, the commonest first."""
AFTER = 0.05
"""Share of what converted leads did after they had converted from which nothing is learnt of it."""


def look_at_activities(
    scored: Scored, leads: Leads, known: Known, stopped: Stop
) -> tuple[Looked, list[LeftOut]]:
    """What all types of activity show, and any activity at all."""
    activities = leads.activities
    if activities is None or not len(activities):
        return Looked(), []
    after = share_after(scored, leads, known)
    if after is not None and after >= AFTER:
        return Looked(), [LeftOut("Activities", _TOO_LATE.format(percent(after)))]
    base = known.all.rate or 0.0
    looked: list[Looked] = []
    left: list[LeftOut] = []
    types = [name for name, _ in activities.type_counts if name]
    for name in ["", *types[:MOST_TYPES]]:
        unless(stopped)
        shown = of_activity(name, scored.masks, scored.sight, known)
        knows = next((f for f in shown.found if nearly_always(f.evidence.rate, base)), None)
        if knows is not None and name:
            left.append(LeftOut(name, _knows(knows, base)))
        else:
            looked.append(shown)
            if not shown.tried and name:
                left.append(LeftOut(name, "Too few leads did it."))
    rarer = [LeftOut(name, _RARE) for name in types[MOST_TYPES:]]
    return together(looked), left + rarer


def share_after(scored: Scored, leads: Leads, known: Known) -> float | None:
    """The share of what converted leads had done by the day of the scores that they did after they
    had converted; None: nobody can say. Where each lead has its own day it is before that.
    """
    if scored.sight.own is not None:
        return 0.0
    activities, outcome = leads.activities, leads.days_of(Role.OUTCOME_DATE)
    if activities is None:
        return 0.0
    dated = np.zeros(len(leads), dtype=np.bool_)
    dated[known.rows[known.converted]] = True
    dated &= outcome != BLANK_DAY
    done = dated[activities.leads] & (activities.days <= scored.masks.today(scored.sight))
    if not dated.any():
        return None
    later = done & (activities.days > outcome[activities.leads])
    return int(np.count_nonzero(later)) / max(1, int(np.count_nonzero(done)))


_TOO_LATE = (
    "{} of what converted leads did was after they had converted, and would be taken for a reason. "
    "Score each lead as of its own day to learn from what they did before."
)
_RARE = f"It is not among the {MOST_TYPES} commonest types of activity."


def _knows(found: Found, base: float) -> str:
    having = found.evidence.having
    return (
        f"{count(having.converted)} of {leads_of(having.known)} that did it converted, of all "
        f"{percent(base)}: it seems to happen only when the outcome is known."
    )
