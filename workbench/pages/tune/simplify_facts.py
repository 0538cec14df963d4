"""What the side Simplify of the page Tune asks of the models, and what it says of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from models.evaluation.figures import count, percent
from models.evaluation.history.asked import Asked as Outcome
from models.evaluation.history.asked import looked_at
from models.leads.readers.contract import Cancelled, Progress
from models.leads.stages import Stage
from models.leads.table import Leads
from models.leads.wording import count_of
from models.scoring.as_of import as_of_day
from models.scoring.engine import score
from models.scoring.model import ScoringModel
from models.tuning.report import Simpler
from models.tuning.simplify import Offer, Scale, cost_words, simpler
from models.tuning.smallest import Smallest, smallest
from models.tuning.steps import Step
from workbench.background import Cancel
from workbench.looked_at import LookedAt
from workbench.session import Session, today


@dataclass(frozen=True)
class Simplify:
    """What is to be made simpler: compared by what it rests on. `share`: of the lift, is kept;
    `looked` keeps what is derived of the leads.
    """

    model: ScoringModel
    leads: Leads
    stages: tuple[Stage, ...]
    day: date
    share: float
    looked: LookedAt = field(default_factory=LookedAt, compare=False, repr=False)


@dataclass(frozen=True, eq=False)
class Weighed:
    """All steps with their costs, and the smallest model that keeps the share of the lift."""

    asked: Simplify
    scale: Scale
    offer: Offer
    smallest: Smallest


def simplify_of(session: Session, share: float, looked: LookedAt) -> Simplify | None:
    """What would be made simpler now; None where there is nothing."""
    project, model, leads = session.project, session.model, session.leads
    if project is None or model is None or leads is None or not len(leads):
        return None
    day = as_of_day(model, leads, today())
    return Simplify(model, leads, project.stages, day, share, looked)


def weighed_by(asked: Simplify, cancelled: Cancel, progress: Progress) -> Weighed:
    """Weigh every step. Cancelled where it was stopped: half of the steps would mislead."""
    by, masks = asked.looked.of(asked.model, asked.leads, asked.day)
    scored = score(asked.model, by.leads, asked.day, masks)
    looked = looked_at(by.leads, asked.stages, Outcome())
    scale = Scale.of(scored, by.leads, looked.codes)
    offer = simpler(scale, progress, cancelled)
    least = smallest(scale, asked.share, progress, cancelled)
    if cancelled():
        raise Cancelled
    return Weighed(asked, scale, offer, least)


def free_steps(offer: Offer) -> tuple[Step, ...]:
    """The steps of which nothing can be seen that they cost, each by itself."""
    return tuple(
        one.steps[0]
        for one in offer.steps
        if one.cost.auc is not None and (not one.cost.auc.told or one.cost.auc.difference.value > 0)
    )


def together_words(found: Simpler, before: ScoringModel) -> str:
    """What all chosen steps make of the model, and what that costs."""
    was, now = (sum(any(rule.reach()) for rule in one.rules()) for one in (before, found.model))
    size = f"{count_of(now, 'rule')} instead of {count(was)}" if was != now else "As many rules"
    kept = "" if found.lift_kept is None else f" {percent(found.lift_kept)} of the lift stays."
    moved = found.disruption
    said = cost_words(found.cost.auc)
    return (
        f"{size}. {said[0].upper()}{said[1:]}.{kept} "
        f"MQLs {count(moved.mqls_now)} \u2192 {count(moved.mqls)}, "
        f"{count_of(moved.moved, 'lead')} of {count(moved.leads)} in another band."
    )


def left_words(offer: Offer) -> str:
    """What was not weighed; "" where all was."""
    if not offer.left:
        return ""
    return (
        f"{count_of(offer.left, 'more pair')} of entries could be merged and would move more "
        "leads; they were not weighed."
    )


def told(found: Sequence[Simpler]) -> float:
    """The widest interval of the costs, for the bars of all."""
    gaps = [one.cost.auc.difference for one in found if one.cost.auc is not None]
    return max((max(abs(gap.low), abs(gap.high)) for gap in gaps), default=0.0)
