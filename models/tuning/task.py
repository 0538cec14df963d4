"""What is to be tuned: leads scored by today's model, what may change, and how it is proved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.evaluation.history.asked import Looked
from models.leads.stages import Stage
from models.leads.table import Leads
from models.scoring.account_keys import account_keys
from models.scoring.account_proposal import proposed_account
from models.scoring.engine import Scored
from models.tuning.aims import Aim
from models.tuning.candidate import Candidate
from models.tuning.fitted import Held
from models.tuning.reins import Reins
from models.tuning.report import Way

Rows = NDArray[np.intp]
Propose = Callable[[Rows], Sequence[Candidate]]
"""Candidates out of these leads alone, so that no lead that tests has a say in its own rules."""
Progress = Callable[[str, int, int], None]

SIZES = (3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50)
"""Sizes that are tried, of those that there are lines for."""
KICKS = 2
BEYOND = 20
"""Greater sizes are tried only where today's model has as many lines."""


def none_proposed(_rows: Rows) -> Sequence[Candidate]:
    """The rules of the model, and no others."""
    return ()


def remembering(propose: Propose) -> Propose:
    """The same, asked once for leads that it is asked for twice in a row."""
    last: list[tuple[Rows, Sequence[Candidate]]] = []

    def asked(rows: Rows) -> Sequence[Candidate]:
        if not last or last[0][0] is not rows:
            last[:] = [(rows, propose(rows))]
        return last[0][1]

    return asked


@dataclass(frozen=True, eq=False)
class Task:
    """`scored`: the leads by today's model; `looked`: their outcomes and who is left out;
    `stages`: earlier outcomes, whose fields know the last one.

    `propose`: rules beside the model's own. `sizes`: None: those that fit. `cards`: near-equal ones
    for each size. `split`, `way`: how leads that test are told apart, None: what fits.
    `seconds`: how long it may take in all, None: as long as it takes. `kicks`: how hard each path
    is searched (see `search`); the same for what is proved and for what is offered.
    """

    scored: Scored = field(repr=False)
    leads: Leads = field(repr=False)
    looked: Looked = field(repr=False)
    reins: Reins = Reins()
    aim: Aim = Aim()
    stages: tuple[Stage, ...] = ()
    propose: Propose = none_proposed
    sizes: tuple[int, ...] | None = None
    cards: int = 4
    split: date | None = None
    way: Way | None = None
    seed: int = 1
    seconds: float | None = None
    kicks: int = KICKS

    @property
    def held(self) -> Held:
        """How many leads the bands of a tuned model are to hold."""
        return Held.of(self.scored)

    @property
    def fresh(self) -> bool:
        """Whether there is no model yet: no rule gives anything."""
        return not any(any(rule.reach()) for rule in self.scored.model.rules())


def accounts_of(task: Task) -> tuple[NDArray[np.int32] | None, str]:
    """The account of each lead, -1 none, and by which field it is told; None: nothing tells it."""
    return accounts_by(task.scored, task.leads)


def accounts_by(scored: Scored, leads: Leads) -> tuple[NDArray[np.int32] | None, str]:
    """The same of any scored leads."""
    model = scored.model
    account = model.account or proposed_account(model, leads)
    if account is None:
        return None, ""
    keys = account_keys(account, scored.masks, scored.sight)
    if not keys.by_field and not keys.by_email:
        return None, ""
    names = [name for name in (account.field, account.email) if name]
    return keys.codes, " or ".join(names)


def sizes_of(task: Task, lines: int, now: int, forced: int) -> tuple[int, ...]:
    """The sizes to try for so many lines, `now` of them with points today, `forced` of them kept.

    A model of few lines has a path from its first line on.
    """
    most = lines if task.reins.most_lines is None else min(lines, task.reins.most_lines)
    if task.sizes is not None:
        return tuple(sorted({min(size, most) for size in task.sizes if size >= max(1, forced)}))
    top = min(most, max(BEYOND, now))
    least = max(forced, 1 if top <= SIZES[0] else SIZES[0])
    found = {size for size in SIZES if least <= size <= top}
    found |= {size for size in range(1, SIZES[0]) if least <= size <= top}
    found.add(max(1, top))
    if least <= now <= top:
        found.add(now)
    if forced and forced <= top:
        found.add(forced)
    return tuple(sorted(found))
