"""A tuned model made fit for use: on its scale, with thresholds that hand over as many leads.

Other points make other sums. Thresholds that stayed would hand sales twice the leads or none, and
nobody could see what the points alone change; so each band keeps about as many leads as it has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.evaluation.thresholds.standing import settable, standing_of, with_threshold
from models.leads.table import Leads
from models.scoring.engine import Scored, score
from models.scoring.model import Band, Scale, ScoringModel
from models.tuning.lines import Line
from models.tuning.report import Disruption

FRESH = (0.4, 0.1, 0.03)
"""Shares of the leads at or above the second, third ... band of a model made from nothing."""


@dataclass(frozen=True)
class Held:
    """How many leads are to be at or above each band but the first.

    `some`: rather too many than nobody, as where today's model says nothing about how many.
    """

    above: tuple[int, ...]
    some: bool = False

    @classmethod
    def of(cls, scored: Scored) -> Held:
        """As many as today; where today's model parts nobody, the usual shares."""
        bands, leads = len(scored.model.bands), len(scored)
        counts = np.bincount(scored.bands, minlength=bands)
        above = np.cumsum(counts[::-1])[::-1][1:].tolist()
        if bands > 1 and not 0 < above[max(0, scored.model.mql_band - 1)] < leads:
            shares = [*FRESH, *(FRESH[-1] / 2**n for n in range(1, bands))]
            return cls(tuple(round(share * leads) for share in shares[: bands - 1]), some=True)
        return cls(tuple(above))


def fitted(scored: Scored, model: ScoringModel, leads: Leads, held: Held) -> Scored:
    """The leads scored by a tuned model on the scale and with the bands that fit its points.

    `scored`: by today's model, of the same leads. Where points leave the scale and there is room
    on its other side, the base moves; else what goes beyond is cut off as ever.
    """
    day, masks = scored.as_of, scored.masks
    found = score(model, leads, day, masks)
    if not len(leads):
        return found
    low, high = int(found.points.min()), int(found.points.max())
    if not any(any(rule.reach()) for rule in scored.model.rules()):
        # Nobody has chosen a scale yet: it takes all points, from 0 up to a round figure.
        most = max(model.scale.most, -(-(high - low) // 10) * 10)
        model = replace(model, scale=Scale(model.scale.least, most))
    scale = model.scale
    move = 0
    if low < scale.least:
        move = max(0, min(scale.least - low, scale.most - high))
    elif high > scale.most:
        move = -max(0, min(high - scale.most, low - scale.least))
    if move or scale != found.model.scale:
        model = replace(model, base=model.base + move)
        found = score(model, leads, day, masks)
    bands = _bands(found, held)
    if bands == model.bands:
        return found
    return score(replace(model, bands=bands), leads, day, masks)


def _bands(scored: Scored, held: Held) -> tuple[Band, ...]:
    """Bands whose thresholds leave about as many leads at or above them."""
    model = scored.model
    order = [model.mql_band, *(i for i in range(1, len(model.bands)) if i != model.mql_band)]
    for band in order:
        if not band:
            continue
        standing = standing_of(scored, band)
        size = len(standing.scores)
        counts = np.bincount(standing.places + 1, minlength=size + 1)[1:]
        above = np.cumsum(counts[::-1])[::-1]
        low, high = settable(model, band)
        wanted = held.above[band - 1]
        gap = np.abs(above - wanted)
        parting = (above > 0) & (above < len(scored))
        if held.some and band == model.mql_band and parting.any():
            gap = np.where(parting, gap, len(scored))
        # Of thresholds that hand over equally many: today's, else the one in the middle.
        same = standing.scores[above == above[int(np.argmin(gap))]]
        now = model.bands[band].threshold
        threshold = now if now in same else int(same[len(same) // 2])
        model = replace(model, bands=_placed(model, band, max(low, min(high, threshold))))
    return model.bands


def _placed(model: ScoringModel, band: int, threshold: int) -> tuple[Band, ...]:
    """The threshold of a band other than the MQL's keeps off the MQL's."""
    mql = model.mql_band
    if band > mql:
        threshold = max(threshold, model.bands[mql].threshold + band - mql)
    if band < mql:
        threshold = min(threshold, model.bands[mql].threshold - (mql - band))
    return with_threshold(model, band, threshold)


def disruption(
    now: Scored, card: Scored, lines: Sequence[Line], points: Sequence[int]
) -> Disruption:
    """What the card changes for people, of all scored leads."""
    pairs = [(line.now, given) for line, given in zip(lines, points, strict=True)]
    before, after = (by.bands >= by.model.mql_band for by in (now, card))
    return Disruption(
        changed=sum(1 for was, given in pairs if was and given and was != given),
        added=sum(1 for was, given in pairs if given and not was),
        dropped=sum(1 for was, given in pairs if was and not given),
        leads=len(now),
        moved=int(np.count_nonzero(now.bands != card.bands)),
        mqls_now=int(np.count_nonzero(before)),
        mqls=int(np.count_nonzero(after)),
        joined=int(np.count_nonzero(after & ~before)),
        left=int(np.count_nonzero(before & ~after)),
    )
