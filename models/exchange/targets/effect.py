"""What a target's limits cost on the user's leads: who would get another score or band, and why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.exchange.targets.misfit import Adapted, Misfit, Part
from models.scoring.engine import Scored, score


@dataclass(frozen=True, eq=False)
class Effect:
    """Scores by the user's model beside those that the target will give; arrays (rows,).

    `rows`: leads with another score, those that change their band first, then by how far.
    """

    own: Scored
    theirs: Scored
    rows: NDArray[np.intp]
    other_score: int
    other_band: int
    in_or_out: int
    """Leads that reach sales by one and not by the other."""


def effect_of(scored: Scored, adapted: Adapted) -> Effect:
    """The same leads scored by the model as the target has it."""
    theirs = score(adapted.model, scored.masks.leads, scored.as_of, scored.masks)
    far = np.abs(scored.scores.astype(np.int64) - theirs.scores.astype(np.int64))
    names = _names(scored), _names(theirs)
    moved = names[0] != names[1]
    other = np.flatnonzero((far > 0) | moved)
    order = np.lexsort((other, -far[other], ~moved[other]))
    mql = _mql(scored) != _mql(theirs)
    return Effect(
        scored,
        theirs,
        other[order],
        int(np.count_nonzero(far)),
        int(np.count_nonzero(moved)),
        int(np.count_nonzero(mql)),
    )


def because_of(effect: Effect, misfits: tuple[Misfit, ...], row: int) -> str:
    """The parts that do not fit and had a say in a lead's score, or differ there, by name.

    `row`: of the scored leads. A rule had one if it gave points by one model and others by the
    other; a group likewise; an override if it decided.
    """
    own, theirs = effect.own, effect.theirs
    at = np.array([row])
    found = []
    for misfit in misfits:
        match misfit.part:
            case Part.RULE:
                given = [_given(scored, misfit.id, at) for scored in (own, theirs)]
                said = given[0] != given[1]
            case Part.OVERRIDE:
                said = misfit.id in (_decided(own, row), _decided(theirs, row))
            case Part.GROUP:
                sums = (
                    int(s.given[misfit.id][row]) if misfit.id in s.given else 0
                    for s in (own, theirs)
                )
                said = next(sums) != next(sums)
            case Part.MODEL:
                said = False
        if said:
            found.append(misfit.name)
    return ", ".join(dict.fromkeys(found)) or "what is written otherwise"


def _given(scored: Scored, rule_id: str, at: NDArray[np.intp]) -> int:
    rule = scored.model.rule(rule_id)
    return 0 if rule is None else int(scored.contribution(rule, at)[0])


def _decided(scored: Scored, row: int) -> str:
    if scored.override is None or scored.override[row] < 0:
        return ""
    return scored.model.overrides[int(scored.override[row])].id


def _names(scored: Scored) -> NDArray[np.str_]:
    return np.array([band.name for band in scored.model.bands])[scored.bands]


def _mql(scored: Scored) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = scored.bands >= scored.model.mql_band
    return found
