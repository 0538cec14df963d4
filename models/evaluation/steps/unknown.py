"""What is not known of one lead, and what knowing it could do to its band.

A blank field would turn out to have one of the values that leads like it have: those that would
be in its band if the field were blank for all of them (see `ground`). Each value is scored by the
model itself, everything else as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.evaluation.steps.actions import TO_ASK, Action, Sort, filled
from models.evaluation.steps.ground import Ground, Seen
from models.evaluation.steps.plans import Workshop
from models.leads.columns import blank_rows
from models.scoring.answers import Scorable
from models.scoring.explanation import AccountRaise


@dataclass(frozen=True)
class Unknown:
    """A blank field. `up`, `down`: how many leads like it have a value with which it would be in
    a higher or a lower band; `best`, `worst`: the highest and lowest score that a value gives."""

    field: str
    up: Seen
    down: Seen
    best: int
    worst: int


def unknown_of(
    ground: Ground, one: Scorable, band: int, account: AccountRaise | None = None
) -> tuple[Unknown, ...]:
    """The blank fields of a lead that could change its band, most likely first."""
    scored, leads = ground.scored, ground.leads
    model, found = scored.model, []
    for name in model.fields_of_leads():
        item = leads.input(name)
        mine = None if item is None else one.column(item.name)
        if item is None or mine is None or not blank_rows(mine)[0]:
            continue
        if item.role not in TO_ASK:
            continue  # its day of creation and its outcome are no values that anybody could learn
        options = filled(ground, item, mine, band, most=None)
        if not options:
            continue
        action = Action(Sort.BLANK, item.name, options)
        workshop = Workshop(model, leads, one, scored.as_of, (action,), account)
        scores = workshop.scores(np.arange(1, len(options) + 1, dtype=np.int16)[:, None])
        bands = [model.band_of(int(score)) for score in scores]
        of = options[0].seen.of
        up = sum(o.seen.leads for o, b in zip(options, bands, strict=True) if b > band)
        down = sum(o.seen.leads for o, b in zip(options, bands, strict=True) if b < band)
        best, worst = int(scores.max()), int(scores.min())
        found.append(Unknown(item.name, Seen(up, of), Seen(down, of), best, worst))
    told = [item for item in found if item.up.leads or item.down.leads]
    return tuple(sorted(told, key=lambda item: -(item.up.leads + item.down.leads) / item.up.of))
