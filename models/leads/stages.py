"""Stages: earlier outcomes on the way to the last one, such as accepted by sales, opportunity."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.leads.fields import Input
from models.leads.outcome import outcome_codes
from models.leads.table import UNKNOWN, Leads


@dataclass(frozen=True)
class Stage:
    """An outcome before the last one, in the order of the funnel.

    `field` tells whether a lead came so far: one of `values` (compared by key), or yes where it
    is yes/no and there are none. `date` names the field with its day, "" none. `blank_is_no`: a
    blank cell means not reached instead of unknown.
    """

    name: str
    field: str
    values: tuple[str, ...] = ()
    date: str = ""
    blank_is_no: bool = False

    def read_from(self, item: Input) -> Input:
        """The input of its field, read as this stage reads it."""
        return replace(item, converted=self.values, blank_is_no=self.blank_is_no)


def stage_codes(leads: Leads, stage: Stage) -> NDArray[np.uint8]:
    """0 not reached, 1 reached, 2 unknown; shape (rows,). All unknown without the field.

    What the field says, whatever later stages say; see `reached`.
    """
    item = leads.input(stage.field)
    raw = None if item is None else leads.raw_column(item)
    if item is None or raw is None:
        return np.full(len(leads), UNKNOWN, dtype=np.uint8)
    return outcome_codes(raw, stage.read_from(item))


@dataclass(frozen=True, eq=False)
class Reached:
    """How many leads came to a stage: by its own field, and counting those that came further.

    `codes` (rows,): 0, 1 or 2 with those that came further counted as reached. `skipped`: leads
    that came further although the stage's own field says that they did not come here.
    """

    name: str
    codes: NDArray[np.uint8]
    skipped: int = 0

    @property
    def counts(self) -> tuple[int, int, int]:
        """Leads that did not come here, that did, of which it is unknown."""
        found = np.bincount(self.codes, minlength=3)
        return int(found[0]), int(found[1]), int(found[2])


def reached(leads: Leads, stages: tuple[Stage, ...]) -> tuple[Reached, ...]:
    """Every stage in order and the outcome last; who came further came through all before."""
    found: list[Reached] = []
    further = leads.outcome == 1
    if leads.outcome_name:
        found.append(Reached(leads.outcome_name, leads.outcome))
    for stage in reversed(stages):
        codes = stage_codes(leads, stage)
        skipped = int(np.count_nonzero(further & (codes == 0)))
        codes = np.where(further, np.uint8(1), codes)
        further = codes == 1
        found.append(Reached(stage.name, codes, skipped))
    return tuple(reversed(found))
