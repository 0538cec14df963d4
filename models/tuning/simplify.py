"""Simpler models and what each step costs: a rule dropped, entries merged, points rounded.

Nothing is learnt: the model at hand is changed by hand, so to speak, and both are held against each
other on all leads with a known outcome. Of points that these leads taught the cost is flattered a
little, of a person's own points it is not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.evaluation.figures import decimal, interval, percent
from models.evaluation.history.drawn import found_of
from models.evaluation.history.resting import captured
from models.leads.table import Leads
from models.leads.wording import count_of
from models.scoring.bits import number
from models.scoring.engine import Scored
from models.scoring.model import ScoringModel
from models.tuning.chance import chance_of
from models.tuning.fitted import Held, disruption, fitted
from models.tuning.ground import ground_of
from models.tuning.judged import against
from models.tuning.ranks import Ranked
from models.tuning.report import Against, Disruption, Gap, Simpler, Tuned
from models.tuning.steps import Hits, Step, drops, merges, roundings, simplified, step_words

KEPT = 0.95
"""The share of the lift that the smallest model is to keep."""
SHARE = 0.1
"""Lift is that of the best tenth of the leads."""
SIZES = (5, 10)
MOST_MERGES = 60
"""Merges are weighed one by one; of more those that move the fewest points."""
DRAWS = 200
BEFORE = "the model as it is"

Cancelled = Callable[[], bool]
Progress = Callable[[str, int, int], None]


def smallest_that_keeps(tuned: Tuned, share: float = KEPT) -> int | None:
    """The place of the smallest size whose lift in the top share is at least this share of the
    best one's, on leads that did not teach; None: no size has been tested.
    """
    lifts = [size.best.test.capture for size in tuned.sizes]
    known = [one.value for one in lifts if one is not None]
    if not known:
        return None
    wanted = share * max(known)
    return next(place for place, one in enumerate(lifts) if one is not None and one.value >= wanted)


@dataclass(frozen=True, eq=False)
class Scale:
    """What simpler models are held against: the leads by the model at hand.

    `known`: the leads whose outcome is known, `codes` theirs, 0 or 1.
    """

    scored: Scored
    leads: Leads
    known: NDArray[np.intp]
    codes: NDArray[np.uint8]
    now: Ranked
    held: Held

    @classmethod
    def of(cls, scored: Scored, leads: Leads, codes: NDArray[np.uint8]) -> Scale:
        """`codes` (leads,): 0 not converted, 1 converted, 2 not looked at."""
        known = np.flatnonzero(codes < 2)
        own = codes[known]
        return cls(scored, leads, known, own, _ranked(scored, known, own), Held.of(scored))

    def by(self, model: ScoringModel) -> Scored:
        """The leads by a simpler model, with thresholds that hand over as many."""
        return fitted(self.scored, model, self.leads, self.held)

    def lift_kept(self, by: Scored) -> float | None:
        """Its lift as a share of today's; None: no conversion is known, or none is at the top."""
        before = self.lift(self.scored)
        return self.lift(by) / before if before > 0 else None

    def lift(self, by: Scored) -> float:
        """How many times as many conversions are in the top share as by chance; 0: none known."""
        if not self.codes.any():
            return 0.0
        scores = by.scores[self.known]
        low = int(scores.min())
        cells = (scores.astype(np.int64) - low) * 3 + self.codes
        counts = np.bincount(cells, minlength=3 * (int(scores.max()) - low + 1)).reshape(-1, 3)
        return float(captured(found_of(counts.astype(np.int64)), SHARE)[0]) / SHARE


@dataclass(frozen=True, eq=False)
class Offer:
    """Every step that makes a model simpler, what costs least first. `left`: merges that were not
    weighed. `whole`: False where it was stopped.
    """

    steps: tuple[Simpler, ...]
    left: int = 0
    whole: bool = True


def simpler(
    scale: Scale,
    progress: Progress = lambda _what, _done, _of: None,
    cancelled: Cancelled = lambda: False,
) -> Offer:
    """Weigh every step by itself."""
    model = scale.scored.model
    joins = merges(model, hits_of(scale), SIZES[0])
    steps = (*roundings(model, SIZES), *drops(model), *joins[:MOST_MERGES])
    found = []
    for at, step in enumerate(steps):
        if cancelled():
            break
        progress("Weighing what can be simpler", at, len(steps))
        found.append(together(scale, [step], draws=0))
    left = max(0, len(joins) - MOST_MERGES)
    return Offer(tuple(sorted(found, key=_dear)), left, len(found) == len(steps))


def hits_of(scale: Scale) -> Hits:
    """How many leads of known outcome meet each rule and entry."""
    codes = np.full(len(scale.scored), 2, dtype=np.uint8)
    codes[scale.known] = scale.codes
    ground = ground_of(scale.scored, codes).ground
    pairs = zip(ground.lines, ground.bits, strict=True)
    return {line.key: number(planes[0]) for line, planes in pairs if planes}


def together(scale: Scale, steps: Sequence[Step], draws: int = DRAWS) -> Simpler:
    """The model with all of these steps and what they cost together.

    `draws`: for the interval of the capture; 0: none is drawn.
    """
    before = scale.scored
    by = scale.by(simplified(before.model, steps))
    now = _ranked(by, scale.known, scale.codes)
    cost = against([now], [scale.now], SHARE, BEFORE, draws)
    change = lines_changed(disruption(before, by, (), ()), before.model, by.model)
    kept = scale.lift_kept(by)
    words = (
        step_words(before.model, steps[0])
        if len(steps) == 1
        else (count_of(len(steps), "simplification"))
    )
    sentence = _sentence(words, cost, change, kept)
    return Simpler(tuple(steps), words, by.model, cost, change, kept, sentence)


def lines_changed(change: Disruption, before: ScoringModel, after: ScoringModel) -> Disruption:
    """The disruption with how many rules are other ones and how many are gone."""
    left = {rule.id: rule for rule in after.rules()}
    other = sum(left.get(rule.id, rule) != rule for rule in before.rules())
    gone = sum(rule.id not in left for rule in before.rules())
    return replace(change, changed=other, dropped=gone)


def _dear(one: Simpler) -> float:
    return float("inf") if one.cost.auc is None else -one.cost.auc.difference.value


def _ranked(by: Scored, known: NDArray[np.intp], codes: NDArray[np.uint8]) -> Ranked:
    scores = by.scores[known]
    if not len(known):
        return Ranked(scores, codes, np.zeros(0))
    return Ranked(scores, codes, chance_of(scores, codes).losses(scores, codes))


def _sentence(words: str, cost: Against, change: Disruption, kept: float | None) -> str:
    moved = f"{count_of(change.moved, 'lead')} {_verb(change.moved)} the band"
    lift = "" if kept is None else f"; {percent(kept)} of the lift stays"
    return f"{words}: {cost_words(cost.auc)}{lift}; {moved}."


def _verb(number: int) -> str:
    return "changes" if number == 1 else "change"


def cost_words(gap: Gap | None) -> str:
    """What is lost or won in ranking, with its interval: "costs nothing that can be seen (...)"."""
    if gap is None:
        return "what it costs cannot be said"
    figures = f"AUC {signed_decimal(gap.difference.value)}, 95\u202f% {interval(gap.difference, 3)}"
    if not gap.told:
        return f"costs nothing that these leads could show ({figures})"
    return f"{'costs' if gap.difference.value < 0 else 'gains'} ranking ({figures})"


def signed_decimal(value: float) -> str:
    """The figure to three places, with a plus where it is above zero."""
    text = decimal(value, 3)
    return f"+{text}" if value > 0 and text.strip("0.") else text
