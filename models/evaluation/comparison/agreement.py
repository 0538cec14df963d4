"""Where two models agree: which leads both hand to sales, in all leads and by groups of a field.

Cohen, Educational and Psychological Measurement 20 (1960), 37-46: kappa is the agreement beyond
what chance would give two models that each hand over as many leads. Its interval is by the
variance of Fleiss, Cohen and Everitt, Psychological Bulletin 72 (1969), 323-327.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from models.evaluation.comparison.comparison import LEVEL
from models.evaluation.comparison.delong import AucDifference, auc_difference
from models.evaluation.comparison.paired import Paired, pairs_of
from models.evaluation.figures import percent
from models.evaluation.history.few import t_95
from models.evaluation.history.groups import Groups, groups_of
from models.evaluation.holm import holm
from models.evaluation.rates import rate_interval, wilson
from models.evaluation.tallies import FEWEST, Interval
from models.leads.columns import Column
from models.leads.tally import Tally
from models.leads.wording import count_of, listed, quoted
from models.scoring.engine import Scored

FEWEST_LEADS = 30
"""Leads without a known outcome with fewer of which a group is held together with others."""


@dataclass(frozen=True)
class Agreement:
    """Two models on a part of the leads.

    `tally`: its leads. `alike`: the share of them that both models hand to sales or that neither
    does. `kappa` None: each model puts all of them on one side. `auc` None: not enough data to say.
    `p`: of the difference in ranking, corrected for all groups that are shown.
    """

    name: str
    tally: Tally
    a_only: Tally
    b_only: Tally
    alike: Interval | None
    kappa: Interval | None
    auc: AucDifference | None
    p: float | None = None

    @property
    def small(self) -> bool:
        """Whether fewer than `FEWEST` converted or did not."""
        return min(self.tally.converted, self.tally.not_converted) < FEWEST


@dataclass(frozen=True, eq=False)
class Dealt:
    """Who is in which group. `names`: of the groups; `places` (entries,): which of them, -1 none;
    `rows` (entries,): which lead, None: each lead is one entry."""

    names: tuple[str, ...]
    places: NDArray[np.int64]
    rows: NDArray[np.intp] | None

    def rows_of(self, name: str) -> NDArray[np.intp]:
        """The leads of a group, ascending; none where there is none so called."""
        if name not in self.names:
            return np.empty(0, dtype=np.intp)
        held = np.flatnonzero(self.places == self.names.index(name))
        return held if self.rows is None else np.unique(self.rows[held])


@dataclass(frozen=True)
class Agreements:
    """All leads, and the groups of a field. `several`: a lead can be in more than one of them;
    `dealt`: who is in which."""

    field: str
    all: Agreement
    groups: tuple[Agreement, ...]
    several: bool
    dealt: Dealt = dataclass_field(compare=False, repr=False)


def agreement_of(name: str, pairs: Paired) -> Agreement:
    """How far two models agree on the leads of these pairs."""
    above_a, above_b = pairs.a >= pairs.a_threshold, pairs.b >= pairs.b_threshold
    every = pairs.counts.sum(axis=1)
    sides = np.bincount(2 * above_a + above_b, every, 4).astype(np.int64).reshape(2, 2)

    def tally(rows: NDArray[np.bool_]) -> Tally:
        no, yes, unknown = pairs.counts[rows].sum(axis=0).tolist()
        return Tally(no + yes + unknown, yes, no)

    whole = tally(np.ones(len(every), dtype=bool))
    same = int(sides[0, 0] + sides[1, 1])
    return Agreement(
        name,
        whole,
        tally(above_a & ~above_b),
        tally(above_b & ~above_a),
        rate_interval(same, whole.leads),
        kappa(sides),
        auc_difference(pairs),
    )


def kappa(sides: NDArray[np.int64]) -> Interval | None:
    """Cohen's kappa from leads by side of A and of B, shape (2, 2), with its 95 % interval.

    Student's t, by the leads on which the models differ (or agree, if those are fewer); with fewer
    than `FEWEST` of them the interval reaches out to what Wilson's of the agreement leaves open, so
    that it has a length where they agree on all. None: by chance alone they would agree on all.
    """
    leads = int(sides.sum())
    if not leads:
        return None
    share = sides / leads
    rows, columns = share.sum(axis=1), share.sum(axis=0)
    agreed, by_chance = float(np.trace(share)), float(rows @ columns)
    if by_chance >= 1:
        return None
    value = (agreed - by_chance) / (1 - by_chance)
    # Cells on the diagonal, off it, and what both share.
    own = rows + columns
    on = float(np.diag(share) @ (1 - own * (1 - value)) ** 2)
    crossed = (columns[:, None] + rows[None, :]) ** 2
    np.fill_diagonal(crossed, 0)
    off = (1 - value) ** 2 * float((share * crossed).sum())
    both = (value - by_chance * (1 - value)) ** 2
    error = sqrt(max(0.0, on + off - both) / leads) / (1 - by_chance)
    same = int(np.trace(sides))
    rarer = min(same, leads - same)
    half = t_95(max(1, rarer - 1)) * error
    low, high = value - half, value + half
    held = wilson(same, leads)
    if held is not None and rarer < FEWEST:
        low = min(low, (held.low - by_chance) / (1 - by_chance))
        high = max(high, (held.high - by_chance) / (1 - by_chance))
    return Interval(value, max(-1.0, min(value, low)), min(1.0, max(value, high)))


def agreements_by(
    field: str, column: Column, a: Scored, b: Scored, outcome: NDArray[np.uint8]
) -> Agreements:
    """All leads and the groups of a field; groups that are too small to say are one together."""
    return agreements_in(field, groups_of(column, np.ones(len(outcome), dtype=bool)), a, b, outcome)


def agreements_in(
    field: str, groups: Groups, a: Scored, b: Scored, outcome: NDArray[np.uint8]
) -> Agreements:
    """The same of groups that are made already; `field`: what they are told by."""
    thresholds = a.model.mql_threshold, b.model.mql_threshold
    whole = agreement_of("All leads", pairs_of(a.scores, b.scores, outcome, *thresholds))
    rows = groups.rows
    codes = outcome if rows is None else outcome[rows]
    names, place = _held_together(groups, codes)
    order = np.argsort(place, kind="stable")
    ends = np.searchsorted(place[order], np.arange(len(names) + 1))
    found = []
    for group, name in enumerate(names):
        held = order[ends[group] : ends[group + 1]]
        leads = held if rows is None else rows[held]
        if len(leads):
            pairs = pairs_of(a.scores[leads], b.scores[leads], outcome[leads], *thresholds)
            found.append(agreement_of(name, pairs))
    dealt = Dealt(tuple(names), place, rows)
    return Agreements(field, whole, _corrected(found), rows is not None, dealt)


def said(found: Agreements, a: str, b: str) -> str:
    """Where the models hand over the same leads, and where one of them ranks better."""
    if found.all.alike is None:
        return "There are no leads to compare the models on."
    share = percent(found.all.alike.value)
    first = f"{quoted(a)} and {quoted(b)} agree on {share} of the leads whether they go to sales"
    told = [item for item in found.groups if item.alike is not None]
    least = min(told, key=lambda item: item.alike.value if item.alike else 1.0, default=None)
    if least is not None and len(told) > 1 and least.alike is not None:
        first += f", fewest in {least.name}: {percent(least.alike.value)}"
    return f"{first}. {_by_ranking(found, a, b)}"


def _by_ranking(found: Agreements, a: str, b: str) -> str:
    able = [item for item in found.groups if item.p is not None]
    if not able:
        return f"By {found.field} no group is large enough to say which of them ranks better."
    parts = []
    for name, sign in ((a, 1), (b, -1)):
        better = [
            item.name
            for item in able
            if item.auc and item.p is not None and item.p < LEVEL
            if item.auc.difference.value * sign > 0
        ]
        if better:
            parts.append(f"{quoted(name)} ranks better in {listed(better)}")
    rest = len(able) - sum(item.p is not None and item.p < LEVEL for item in able)
    if not parts:
        together = f", all {len(able)} looked at together" if len(able) > 1 else ""
        return f"By {found.field} they cannot be told apart by ranking in any group{together}."
    if rest:
        parts.append(f"in {count_of(rest, 'other group')} they cannot be told apart")
    return f"By {found.field} {'; '.join(parts)}."


def _corrected(found: list[Agreement]) -> tuple[Agreement, ...]:
    """With the p of each group that is large enough, corrected for all of them."""
    told = [None if item.auc is None or item.small else item.auc.p for item in found]
    return tuple(replace(item, p=p) for item, p in zip(found, holm(told), strict=True))


def _held_together(groups: Groups, codes: NDArray[np.uint8]) -> tuple[list[str], NDArray[np.int64]]:
    """The names of the groups that are shown, and the place of each entry among them (-1 none)."""
    inside = groups.codes >= 0
    keys = groups.codes[inside] * 3 + codes[inside]
    held = np.bincount(keys, minlength=3 * len(groups.names)).reshape(-1, 3)
    every = held.sum(axis=1)
    if held[:, :2].any():
        small = held[:, :2].min(axis=1) < FEWEST
    else:
        small = every < FEWEST_LEADS
    small &= every > 0
    names = list(groups.names)
    place = np.arange(len(names) + 1)
    place[-1] = -1  # where the code -1 looks
    if np.count_nonzero(small) > 1:
        names.append(f"({count_of(int(np.count_nonzero(small)), 'small group')} together)")
        place[:-1][small] = len(names) - 1
    return names, place[groups.codes]
