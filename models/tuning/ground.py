"""From a scored model to what is tuned: its lines over the leads that teach, and what stays fixed.

What accounts add to scores and what overrides do to them is decided after the points. Leads that an
override holds down, or in one band, teach nothing about points; those that it only lifts do: their
points still put them above each other, and they are who the rules of the override are about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.leads.wording import count_of
from models.scoring.awards import PerOccurrence
from models.scoring.bits import Bits
from models.scoring.engine import Scored
from models.scoring.fading import percents_of
from models.scoring.model import Move
from models.scoring.rules import Group
from models.tuning.candidate import Candidate
from models.tuning.fading import why_fixed
from models.tuning.lined import MOST_TIMES, Owner, lines_of, names_of
from models.tuning.lines import Ground, Line, Pot

CONVERTED, UNKNOWN = 1, 2

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Fixed:
    """What is not tuned, and why. `key`: the id of the rule, or the key of the candidate."""

    key: str
    name: str
    why: str


@dataclass(frozen=True, eq=False)
class Laid:
    """`ground`: what is tuned. `rows`: the scored leads that teach, in the order of its bits.

    `fixed`: rules that keep their points, and candidates that cannot join. `overridden`: leads of
    known outcome that an override holds, left out. `raised`: those that teach and whose account
    adds points, which the ground does not count.
    """

    ground: Ground
    rows: Rows
    fixed: tuple[Fixed, ...] = ()
    overridden: int = 0
    raised: int = 0


def ground_of(
    scored: Scored,
    codes: NDArray[np.uint8],
    candidates: Sequence[Candidate] = (),
    rows: Rows | None = None,
    worth: NDArray[np.float64] | None = None,
) -> Laid:
    """The lines of the model and of candidates over the leads that teach.

    `codes` (scored leads,): 0 not converted, 1 converted, 2 teaches nothing (`Looked.codes`).
    `rows`: only these leads, None: all. `worth` (scored leads,): the weight of each.
    """
    teach, overridden = that_teach(scored, codes, rows)
    every = None if len(teach) == len(scored) and rows is None else teach
    lines: list[Line] = []
    bits: list[tuple[Bits, ...]] = []
    fixed: list[Fixed] = []
    pots: list[Pot] = []
    for group, owners in _groups(scored, candidates):
        points = np.zeros(len(teach), dtype=np.int32)
        for owner in owners:
            why = _why_fixed(owner, group, scored)
            if not why:
                for line, planes in lines_of(owner, scored, every):
                    lines.append(line)
                    bits.append(planes)
                continue
            fixed.append(Fixed(owner.key, owner.rule.name, why))
            if not owner.candidate and not owner.rule.muted:
                points += scored.contribution(owner.rule, teach)
        percents = percents_of(group, scored.masks, scored.sight)
        pots.append(
            Pot(
                group.id,
                group.name,
                group.least,
                group.most,
                points if points.any() else None,
                None if percents is None else percents[teach],
            )
        )
    ground = Ground(
        tuple(lines),
        tuple(bits),
        tuple(pots),
        (codes[teach] == CONVERTED).astype(np.uint8),
        scored.model.base,
        None if worth is None else worth[teach],
        scored.model.mql_threshold,
    )
    raised = 0 if scored.raised is None else int(np.count_nonzero(scored.raised[teach]))
    return Laid(ground, teach, tuple(fixed), overridden, raised)


def named_lines(scored: Scored) -> tuple[Line, ...]:
    """The lines of the model, as `ground_of` has them, without their leads.

    How often one gives points is not said: it is 1 for all.
    """
    return tuple(
        line
        for group, owners in _groups(scored, ())
        for owner in owners
        if not _why_fixed(owner, group, scored)
        for line in names_of(owner)
    )


def that_teach(
    scored: Scored, codes: NDArray[np.uint8], rows: Rows | None = None
) -> tuple[Rows, int]:
    """The leads of known outcome that no override holds, and how many one does hold."""
    asked = np.arange(len(scored), dtype=np.intp) if rows is None else rows
    known = asked[codes[asked] < UNKNOWN]
    if scored.override is None:
        return known, 0
    holds = np.array([item.move is not Move.AT_LEAST for item in scored.model.overrides] + [False])
    teach = known[~holds[scored.override[known]]]  # -1, no override, is the last of them
    return teach, len(known) - len(teach)


def _groups(scored: Scored, candidates: Sequence[Candidate]) -> Iterator[tuple[Group, list[Owner]]]:
    """The groups of the model, then those that candidates bring; each with whose lines it has."""
    groups = {group.id: group for group in scored.model.groups}
    for candidate in candidates:
        new = replace(candidate.group, rules=(), decay=None)
        groups.setdefault(new.id, new)
    owners = {
        group.id: [Owner(rule, group.id, rule.id) for rule in group.rules]
        for group in groups.values()
    }
    for candidate in candidates:
        home = candidate.group.id
        owners[home].append(Owner(candidate.rule, home, candidate.key, candidate=True))
    for group in groups.values():
        yield group, owners[group.id]


def _why_fixed(owner: Owner, group: Group, scored: Scored) -> str:
    """Why a rule keeps its points, as a sentence; "": it is tuned."""
    rule = owner.rule
    award = rule.award
    why = why_fixed(group, rule, comes=owner.candidate or rule.muted)
    if why or not isinstance(award, PerOccurrence) or award.most <= MOST_TIMES:
        return why
    most = int(scored.masks.reached(award, scored.sight).max(initial=0))
    if most <= MOST_TIMES:
        return ""
    return (
        f"It gives one lead points {count_of(most, 'time')}; up to {MOST_TIMES} can be "
        "tuned. Let it count fewer times."
    )
