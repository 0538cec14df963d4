"""Which threshold a tuned model is taken with: as many MQLs as today, or what sales can work."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from models.evaluation.figures import count, percent
from models.evaluation.history.asked import Asked as Outcome
from models.evaluation.history.asked import looked_at
from models.evaluation.thresholds.ground import ground_of
from models.evaluation.thresholds.lab import lab_of
from models.evaluation.thresholds.standing import with_threshold
from models.leads.table import Leads
from models.leads.wording import count_of
from models.scoring.engine import Scored, score
from models.scoring.model import ScoringModel
from models.scoring.probability import Probability
from models.tuning.changes import taken
from models.tuning.fitted import Held, disruption, fitted
from models.tuning.predictive.tuned_chances import tuned_chances
from models.tuning.report import Disruption, Tried, Tuned
from workbench.pages.tune.facts import Asked, taken_of


class Cut(StrEnum):
    """How the threshold is chosen; beside the first the keys are those of the page Thresholds."""

    AS_MANY = "as many"
    CAPACITY = "capacity"
    VALUE = "value"
    RATE = "precision"


CUTS = (
    (Cut.AS_MANY, "as many MQLs as today"),
    (Cut.CAPACITY, "by capacity"),
    (Cut.VALUE, "by net value"),
    (Cut.RATE, "by share that converts"),
)
NEEDED = {
    Cut.CAPACITY: "Say on the page Thresholds how many leads sales can work.",
    Cut.VALUE: "Say on the page Thresholds what a touch costs and a win is worth.",
    Cut.RATE: "Say on the page Thresholds which share of MQLs is to convert.",
}


@dataclass(frozen=True, eq=False)
class Taken:
    """The model as it would be taken, what it changes for people, and its threshold in words.

    `missing`: what must be said before the threshold can be chosen in this way, "" nothing;
    `coarse`: that the scores are too few for as many MQLs as today, "" they are not.
    """

    model: ScoringModel
    disruption: Disruption
    words: str
    missing: str = ""
    coarse: str = ""


OFF = 0.05
"""By so much of today's MQLs the number may be another one before that is warned of."""


def taken_by(asked: Asked, tuned: Tuned, tried: Tried, refused: Collection[str], cut: Cut) -> Taken:
    """The model without the changes that were refused, with a threshold chosen in this way.

    Where that cannot be, it hands over as many leads as today, and says what is missing.
    """
    today, leads = asked.scored()
    model = taken_of(asked.model, tuned, tried, refused)
    held = fitted(today, model, leads, Held.of(today))
    lines = tuned.ground.lines
    given = taken(tuned.ground, tried.points, refused)
    missing = ""
    card = held
    if cut is not Cut.AS_MANY:
        threshold, missing = _threshold(held, leads, asked, cut)
        if threshold is not None:
            bands = with_threshold(held.model, max(1, held.model.mql_band), threshold)
            card = score(replace(held.model, bands=bands), leads, asked.day, today.masks)
    change = disruption(today, card, lines, given)
    coarse = coarse_words(card, change) if cut is Cut.AS_MANY else ""
    model = _with_chances(asked, tuned, card, leads)
    return Taken(model, change, _words(model, change), missing, coarse)


def _with_chances(asked: Asked, tuned: Tuned, card: Scored, leads: Leads) -> ScoringModel:
    """With chances of the new scores where today's model keeps some of its own."""
    if not isinstance(asked.model.probability, Probability):
        return card.model
    looked = looked_at(leads, asked.stages, Outcome())
    return replace(card.model, probability=tuned_chances(card, leads, looked, tuned.proof))


def coarse_words(card: Scored, change: Disruption) -> str:
    """That no threshold hands over as many leads as today, where the card has too few scores."""
    off = abs(change.mqls - change.mqls_now)
    if off <= OFF * change.mqls_now or len(card.model.bands) < 2:
        return ""
    scores = len(set(card.scores.tolist()))
    return (
        f"{count_of(change.mqls, 'MQL')} instead of {count(change.mqls_now)}: these points give "
        f"only {count(scores)} different scores."
    )


def _threshold(held: Scored, leads: Leads, asked: Asked, cut: Cut) -> tuple[int | None, str]:
    """The threshold, or why there is none."""
    model, sales = held.model, asked.sales
    if len(model.bands) < 2:
        return None, "The model has one band only, so there is no threshold to choose."
    said = {
        Cut.CAPACITY: sales.capacity,
        Cut.VALUE: sales.money,
        Cut.RATE: sales.precision,
    }
    if said.get(cut) is None:
        return None, NEEDED[cut]
    lab = lab_of(ground_of(held, leads, asked.stages, max(1, model.mql_band)), sales)
    for choice in lab.choices(lab.curve.at(model.mql_threshold)):
        if choice.key == cut.value:
            if choice.place is None:
                return None, choice.why
            return int(lab.curve.scores[choice.place]), ""
    return None, lab.faults[0] if lab.faults else NEEDED[cut]


def _words(model: ScoringModel, change: Disruption) -> str:
    return (
        f"MQL from {model.mql_threshold} points on: {count(change.mqls_now)} \u2192 "
        f"{count(change.mqls)} MQLs, {count(change.joined)} come, {count(change.left)} go."
    )


def moved_words(change: Disruption) -> str:
    """Who changes the band, in a sentence."""
    share = percent(change.moved_share)
    return f"{count_of(change.moved, 'lead')} ({share}) would be in another band."
