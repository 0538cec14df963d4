"""What suppositions would change: every figure before and after, how sure, on what assumption.

The figures after are expectations: a lead that counts 1.4 times is 1.4 leads, a lead whose field
is filled in is spread over the scores it might have. `docs/semantics.md` 21 has the laws.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.evaluation.by_score import ExpectedByScore, expected_by_score
from models.evaluation.comparison import drawn_figures
from models.evaluation.holm import holm
from models.evaluation.tallies import Interval
from models.evaluation.thresholds.wishes import Money
from models.evaluation.whatif.assumptions import assumptions_of, cautions_of
from models.evaluation.whatif.cells import Cells, Counts, cells_of
from models.evaluation.whatif.filling import Filling, filling_of
from models.evaluation.whatif.mix import effective, even_mix, mix_of
from models.evaluation.whatif.suppositions import (
    FieldFilled,
    LeadsStop,
    ShareBecomes,
    Supposition,
    TypesDoNotCount,
)
from models.leads.table import Leads
from models.leads.wording import listed
from models.problems import LeadbenchError
from models.scoring.engine import Scored, score
from models.scoring.masks import Masks
from models.scoring.model import ScoringModel

DRAWS = 1_000
WHERE = "What if"
MQL, FOUND, RATE, AUC, CAPTURE, VALUE = "mql", "found", "rate", "auc", "capture", "value"
BEST = 0.1
"""The share of the best leads whose conversions are counted."""

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Change:
    """A figure before, after with its 95 % interval, and after less before with its own.

    `p`: two-sided, of no difference, from the draws; corrected for all figures that are told
    together, which the intervals are not. `span`: the least and most that the figure
    could be whatever the blanks had; None where nothing is filled in.
    """

    before: float
    after: Interval
    change: Interval
    p: float
    span: tuple[float, float] | None = None


@dataclass(frozen=True, eq=False)
class Supposed:
    """`figures`: by name, those that the leads can tell. `counted`: leads after, as they count.

    `effective`: leads of equal weight that would tell as much; None where all count once.
    `now`, `then`: leads by score and outcome before and after.
    `assumptions` and `cautions` are sentences.
    """

    suppositions: tuple[Supposition, ...]
    figures: dict[str, Change]
    leads: int
    counted: float
    converted: int
    effective: float | None
    now: ExpectedByScore
    then: ExpectedByScore
    assumptions: tuple[str, ...]
    cautions: tuple[str, ...]
    leads_then: LeadsThen


@dataclass(frozen=True, eq=False)
class LeadsThen:
    """Each lead as it is supposed. `levels`, `weights`, `outcome` (rows,): its score less the
    scale's least, how much it counts, what became of it; of leads whose field is filled in
    `filling` has the scores that they might have. `least`, `size`: of the scale."""

    levels: NDArray[np.integer]
    weights: NDArray[np.float64]
    outcome: NDArray[np.uint8]
    filling: Filling | None
    least: int
    size: int

    def could_score(self, low: int, high: int) -> NDArray[np.bool_]:
        """The leads that would score so, or that could: filled in with what others have there."""
        first, last = low - self.least, high - self.least
        held = (self.levels >= first) & (self.levels <= last)
        if self.filling is not None:
            shares = self.filling.shares[self.outcome[self.filling.rows]]
            there = (self.filling.levels >= first) & (self.filling.levels <= last)
            held[self.filling.rows] = (there & (shares > 0)).any(axis=1)
        found: NDArray[np.bool_] = held & (self.weights > 0)
        return found

    def histogram(self, which: NDArray[np.bool_]) -> Counts:
        """Leads of a mask by score and outcome, as they count; shape (scores, 3)."""
        weights = np.where(which, self.weights, 0.0)
        filling, outcome = self.filling, self.outcome.astype(np.int64)
        whole = weights.copy()
        if filling is not None:
            whole[filling.rows] = 0.0
        size = 3 * self.size
        found = np.bincount(self.levels.astype(np.int64) * 3 + outcome, whole, minlength=size)
        if filling is not None and len(filling.rows):
            shares = filling.shares[outcome[filling.rows]] * weights[filling.rows][:, None]
            at = filling.levels.astype(np.int64) * 3 + outcome[filling.rows][:, None]
            found += np.bincount(at.ravel(), shares.ravel(), minlength=size)
        return found.reshape(self.size, 3).astype(np.float64)


def suppose(
    before: Scored,
    model: ScoringModel,
    leads: Leads,
    suppositions: tuple[Supposition, ...],
    money: Money | None = None,
    draws: int = DRAWS,
    seed: int = 1,
    progress: Progress = lambda _what: None,
) -> Supposed:
    """The leads as `before` scored them, against `model` on the leads as they are supposed.

    `leads`: those of `before`. LeadbenchError where something cannot be supposed of them.
    """
    progress("Scoring the leads as supposed")
    after, there = _after(before, model, leads, suppositions)
    mixed = tuple(item for item in suppositions if isinstance(item, ShareBecomes | LeadsStop))
    mix = mix_of(mixed, before.masks, before.sight) if mixed else even_mix(len(leads))
    filling = _filling(suppositions, after, there)
    cells = cells_of(before.levels, after.levels, leads.outcome, mix, filling)
    progress("Drawing the leads again")
    drawn = cells.drawn(draws, seed)
    histograms = cells.histograms(drawn)
    cuts = _cut(cells.was, before.model), _cut(cells.now, model)
    told = tuple(figures_of(item, cut, money) for item, cut in zip(histograms, cuts, strict=True))
    spans = _spans(cells, cuts[1], money) if filling is not None else {}
    figures = {
        name: change_of(told[0][name], told[1][name], spans.get(name))
        for name in told[0]
        if not np.isnan([told[0][name][0], told[1][name][0]]).any()
    }
    figures = corrected(figures)
    weights = mix.of_leads
    return Supposed(
        suppositions,
        figures,
        len(leads),
        float(weights.sum()),
        int(np.count_nonzero(leads.outcome == 1)),
        None if mix.even else effective(weights),
        expected_by_score(before.model, cells.was, histograms[0][0]),
        expected_by_score(model, cells.now, histograms[1][0]),
        assumptions_of(suppositions, filling),
        (*mix.far, *cautions_of(filling, weights)),
        LeadsThen(
            after.levels,
            weights,
            leads.outcome,
            filling,
            model.scale.least,
            model.scale.most - model.scale.least + 1,
        ),
    )


def corrected(figures: dict[str, Change]) -> dict[str, Change]:
    """The same with their p corrected for all of them (Holm): they are looked at together."""
    told = holm([change.p for change in figures.values()])
    return {
        name: replace(change, p=1.0 if p is None else p)
        for (name, change), p in zip(figures.items(), told, strict=True)
    }


def _after(
    before: Scored, model: ScoringModel, leads: Leads, suppositions: tuple[Supposition, ...]
) -> tuple[Scored, Leads]:
    """The leads without the activities that do not count, scored."""
    gone = [name for s in suppositions if isinstance(s, TypesDoNotCount) for name in s.types]
    if not gone:
        same = before if before.model == model else score(model, leads, before.as_of, before.masks)
        return same, leads
    activities = leads.activities
    if activities is None or not len(activities):
        raise LeadbenchError(
            "These leads have no activities, so none can stop counting.",
            WHERE,
            "Open their activities on the page Data.",
        )
    fewer = activities.without_types(gone)
    if len(fewer) == len(activities):
        raise LeadbenchError(
            f"No activity is of the type {listed(gone)}.", WHERE, "Choose a type that occurs."
        )
    there = leads.with_activities(fewer)
    return score(model, there, before.as_of, Masks(there)), there


def _filling(suppositions: tuple[Supposition, ...], after: Scored, leads: Leads) -> Filling | None:
    fields = [item.field for item in suppositions if isinstance(item, FieldFilled)]
    if len(fields) > 1:
        raise LeadbenchError(
            "Two fields cannot be filled at once: how they hang together is not known.",
            WHERE,
            "Fill one field at a time.",
        )
    return filling_of(fields[0], after, leads, leads.outcome) if fields else None


def _cut(levels: NDArray[np.int64], model: ScoringModel) -> int:
    """The place of the first of these levels that reaches the MQL threshold."""
    return int(np.searchsorted(levels, model.mql_threshold - model.scale.least))


def figures_of(histograms: Counts, cut: int, money: Money | None) -> dict[str, Counts]:
    """The figures of histograms, shape (draws, levels, 3), of which those from `cut` on are MQL.

    NaN where one cannot be told.
    """
    above = histograms[:, cut:].sum(axis=1)
    known = above[:, 0] + above[:, 1]
    lost, won = histograms[:, ::-1, 0], histograms[:, ::-1, 1]
    none = np.full(len(histograms), np.nan)
    all_known = (lost + won).sum(axis=1) > 0
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = np.where(known > 0, above[:, 1] / known, np.nan)
    found = {
        MQL: above.sum(axis=1),
        FOUND: np.where(all_known, above[:, 1], np.nan),
        RATE: rate,
        AUC: drawn_figures.auc(lost, won),
        CAPTURE: drawn_figures.capture(BEST, lost, won),
        VALUE: none,
    }
    if money is not None:
        worth = money.win * above[:, 1] - money.cost * known
        found[VALUE] = np.where(all_known, worth, np.nan)
    return found


def _spans(cells: Cells, cut: int, money: Money | None) -> dict[str, tuple[float, float]]:
    """The least and the most of each figure whatever values the blanks had."""
    least, most = (True, True, True), (False, False, False)
    worst, best = (False, True, False), (True, False, True)

    def told(ends: tuple[bool, bool, bool]) -> dict[str, float]:
        found = figures_of(cells.ends(ends)[None], cut, money)
        return {name: float(value[0]) for name, value in found.items()}

    low, high = told(worst), told(best)
    found = {name: (low[name], high[name]) for name in (FOUND, RATE, AUC, CAPTURE, VALUE)}
    return {MQL: (told(least)[MQL], told(most)[MQL]), **found}


def change_of(
    before: NDArray[np.float64], after: NDArray[np.float64], span: tuple[float, float] | None
) -> Change:
    """A figure's change: from the figure itself (first) and its draws, each shape (1 + draws,)."""
    value, change = float(after[0]), float(after[0] - before[0])
    drawn = after[1:] - before[1:]
    drawn = drawn[~np.isnan(drawn)]
    own = after[1:][~np.isnan(after[1:])]
    if not len(drawn):
        wide = Interval(change, float("-inf"), float("inf"))
        return Change(float(before[0]), Interval(value, value, value), wide, 1.0, span)
    below = (np.count_nonzero(drawn < 0) + np.count_nonzero(drawn == 0) / 2 + 0.5) / (
        len(drawn) + 1
    )
    return Change(
        float(before[0]),
        _interval(value, own),
        _interval(change, drawn),
        float(min(1.0, 2 * min(below, 1 - below))),
        span,
    )


def _interval(value: float, drawn: NDArray[np.float64]) -> Interval:
    low, high = np.quantile(drawn, (0.025, 0.975)).tolist()
    return Interval(value, min(low, value), max(high, value))
