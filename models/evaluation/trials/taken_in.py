"""The leads that a test took in: who is in which arm, and what is known of them at a look."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.evaluation.trials.alike import ArmCounts, arm_counts
from models.evaluation.trials.looks import Look
from models.evaluation.trials.segments import Segment, segments_of
from models.leads.columns import BLANK_DAY
from models.leads.fields import Role
from models.leads.table import CONVERTED, UNKNOWN, Leads
from models.scoring.answers import day_number
from models.scoring.bits import Bits, packed


@dataclass(frozen=True)
class ArmLeads:
    """The leads of an arm: all that were dealt into it, too young to have converted, and those
    without an outcome for another reason. `units`: accounts, where whole ones were dealt.
    """

    name: str
    leads: int
    young: int = 0
    unknown: int = 0
    units: int = 0


@dataclass(frozen=True, eq=False)
class TakenIn:
    """The leads of a test: `codes` of their outcome, `young` of them, masks of the `arms`, their
    accounts as numbers (`units`) where whole ones were dealt; arrays (rows,). `dated`: the day of
    the outcome tells when it came, so that a look can be of its own day.
    """

    leads: Leads
    codes: NDArray[np.uint8]
    young: NDArray[np.bool_]
    names: tuple[str, ...]
    arms: tuple[NDArray[np.bool_], ...]
    units: NDArray[np.int64] | None
    dated: bool = False

    def up_to(self, look: Look) -> TakenIn:
        """The same test with the leads that count at a look."""
        return replace(self, arms=tuple(arm & self._before(look) for arm in self.arms))

    def _before(self, look: Look) -> NDArray[np.bool_]:
        created = self.leads.created
        before: NDArray[np.bool_] = (created <= day_number(look.closed)) | (created == BLANK_DAY)
        return before

    def codes_at(self, look: Look) -> NDArray[np.uint8]:
        """Outcomes as they were on the day of a look of several: what came later was not there."""
        if not self.dated:
            return self.codes
        days = self.leads.days_of(Role.OUTCOME_DATE)
        later = (self.codes == CONVERTED) & (days != BLANK_DAY) & (days > day_number(look.day))
        return np.where(later, np.uint8(0), self.codes)

    def counts(self, codes: NDArray[np.uint8]) -> tuple[ArmCounts, ...]:
        """Leads with a known outcome, and conversions, of each arm."""
        counts = []
        for mask in self.arms:
            rows = np.flatnonzero(mask & (codes < UNKNOWN))
            units = None if self.units is None else self.units[rows]
            counts.append(arm_counts(codes[rows] == CONVERTED, units))
        return tuple(counts)

    def counts_at(self, look: Look) -> tuple[ArmCounts, ...]:
        """The same at a look."""
        return self.up_to(look).counts(self.codes_at(look))

    def held(self) -> tuple[ArmLeads, ...]:
        """Who is in each arm."""
        return tuple(
            ArmLeads(
                name,
                int(mask.sum()),
                int((mask & self.young).sum()),
                int((mask & ~self.young & (self.codes == UNKNOWN)).sum()),
                0 if self.units is None else len(np.unique(self.units[mask])),
            )
            for name, mask in zip(self.names, self.arms, strict=True)
        )

    def bits(self) -> tuple[Bits, ...]:
        """Who is in each arm, one bit a lead."""
        return tuple(packed(mask) for mask in self.arms)

    def bits_at(self, look: Look) -> Bits:
        """The leads of all arms with a known outcome at a look, one bit a lead."""
        known = self.codes_at(look) < UNKNOWN
        return packed(np.logical_or.reduce(self.up_to(look).arms) & known)

    def in_both(self) -> int:
        """Accounts with leads in more than one arm."""
        if self.units is None:
            return 0
        each = [np.unique(self.units[mask]) for mask in self.arms]
        _, arms = np.unique(np.concatenate(each), return_counts=True)
        return int((arms > 1).sum())

    def segments(
        self, field: str, codes: NDArray[np.uint8], level: float, effect: float
    ) -> tuple[Segment, ...]:
        """The second arm less the first in each group of a field."""
        known = codes < UNKNOWN
        a, b = self.arms[0] & known, self.arms[1] & known
        return segments_of(self.leads, field, codes, a, b, level, effect)
