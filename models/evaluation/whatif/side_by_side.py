"""Scenarios side by side: the figures of each, and whether it can be told from the baseline.

A scenario without suppositions is another model on the same leads: its ranking is compared by
DeLong's test, its conversions found by McNemar's, shares by the paired bootstrap. With
suppositions the leads are others than the baseline's, and the draws of `supposed` tell. All
p values of one table are corrected together by Holm's method.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from models.evaluation.comparison import drawn_figures
from models.evaluation.comparison.comparison import LEVEL, compare
from models.evaluation.comparison.paired import paired_of
from models.evaluation.evaluate import evaluate
from models.evaluation.history.resting import leads_of_share
from models.evaluation.holm import holm
from models.evaluation.metrics import tally_of
from models.evaluation.tallies import FEWEST, Interval
from models.evaluation.thresholds.wishes import Money
from models.evaluation.whatif.supposed import (
    AUC,
    BEST,
    CAPTURE,
    FOUND,
    MQL,
    RATE,
    VALUE,
    suppose,
)
from models.evaluation.whatif.suppositions import Supposition
from models.leads.table import Leads
from models.leads.tally import Tally
from models.scoring.engine import Scored, score
from models.scoring.model import ScoringModel

DRAWS = 500


@dataclass(frozen=True)
class Figure:
    """A figure and how far it is from the baseline's; `change` None on the baseline itself.

    `interval`: of the change; None where it is a plain count of these very leads. `own`: of the
    figure. `p`: of no change, uncorrected; None where nothing tests it.
    """

    value: float
    own: Interval | None = None
    change: float | None = None
    interval: Interval | None = None
    p: float | None = None


@dataclass(frozen=True)
class Line:
    """One row of the table. `figures` by name, as in `supposed`; what is not told is not there.

    `entered`, `left`: leads that come to the MQLs and go, against the baseline; None with
    suppositions, under which leads are not the same ones. `come`, `go`: the rows of these leads,
    `above`: which of all are MQLs. `corrected`: p by name after Holm.
    `fault`: why the scenario has no figures on these leads.
    """

    key: str
    figures: dict[str, Figure]
    converted: int
    not_converted: int
    entered: Tally | None = None
    left: Tally | None = None
    same: bool = False
    cautions: tuple[str, ...] = ()
    corrected: dict[str, float] | None = None
    fault: str = ""
    above: NDArray[np.bool_] | None = field(default=None, compare=False, repr=False)
    come: NDArray[np.intp] | None = field(default=None, compare=False, repr=False)
    go: NDArray[np.intp] | None = field(default=None, compare=False, repr=False)

    @property
    def few(self) -> bool:
        """Whether too few converted, or did not, to tell anything apart."""
        return min(self.converted, self.not_converted) < FEWEST


TESTED = (FOUND, AUC)
"""Figures of which it is said whether they can be told apart."""


def baseline_line(key: str, scored: Scored, leads: Leads, money: Money | None) -> Line:
    """The figures of what all others are compared with."""
    found = evaluate(scored.model, leads, scored=scored)
    counts = found.histogram[::-1].astype(np.float64)[None]
    figures = {MQL: Figure(found.mql.leads)}
    if found.all.known:
        figures[FOUND] = Figure(found.mql.converted)
        if money is not None:
            figures[VALUE] = Figure(_worth(found.mql, money))
    if found.mql.rate is not None:
        figures[RATE] = Figure(found.mql.rate)
    if found.auc is not None:
        figures[AUC] = Figure(found.auc.value, found.auc)
    if found.all.converted:
        best = leads_of_share(BEST, found.all.known) / found.all.known
        share = drawn_figures.capture(best, counts[:, :, 0], counts[:, :, 1])
        figures[CAPTURE] = Figure(float(share[0]))
    above = scored.scores >= scored.model.mql_threshold
    return Line(key, figures, found.all.converted, found.all.not_converted, above=above)


def line_of(
    key: str,
    before: Scored,
    model: ScoringModel,
    leads: Leads,
    suppositions: tuple[Supposition, ...] = (),
    money: Money | None = None,
    draws: int = DRAWS,
) -> Line:
    """A scenario's figures and their distance from the baseline's, `before`.

    LeadbenchError where what it supposes cannot be supposed of these leads.
    """
    if suppositions:
        return _supposed_line(key, before, model, leads, suppositions, money, draws)
    scored = score(model, leads, before.as_of, before.masks)
    own = baseline_line(key, scored, leads, money)
    was = baseline_line("", before, leads, money)
    above_now = scored.scores >= model.mql_threshold
    tested = compare(paired_of(scored, before, leads.outcome), draws)
    intervals: dict[str, tuple[Interval | None, float | None]] = {FOUND: (None, tested.threshold.p)}
    if tested.auc is not None:
        intervals[AUC] = tested.auc.difference, tested.auc.p
    for name, called in ((CAPTURE, f"capture {round(100 * BEST)} %"), (RATE, "precision")):
        drawn = tested.figures.get(called)
        if drawn is not None:
            intervals[name] = drawn.difference, drawn.p
    figures = {
        name: replace(
            figure,
            change=figure.value - was.figures[name].value if name in was.figures else None,
            interval=intervals.get(name, (None, None))[0],
            p=intervals.get(name, (None, None))[1],
        )
        for name, figure in own.figures.items()
    }
    above_before = before.scores >= before.model.mql_threshold
    come, go = above_now & ~above_before, above_before & ~above_now
    return replace(
        own,
        figures=figures,
        entered=_tally(leads, come),
        left=_tally(leads, go),
        come=np.flatnonzero(come),
        go=np.flatnonzero(go),
        same=tested.same and model.mql_threshold == before.model.mql_threshold,
    )


def _supposed_line(
    key: str,
    before: Scored,
    model: ScoringModel,
    leads: Leads,
    suppositions: tuple[Supposition, ...],
    money: Money | None,
    draws: int,
) -> Line:
    found = suppose(before, model, leads, suppositions, money, draws)
    figures = {
        name: Figure(item.after.value, item.after, item.change.value, item.change, item.p)
        for name, item in found.figures.items()
    }
    no, yes, _ = leads.outcome_counts
    return Line(key, figures, yes, no, cautions=found.cautions)


def corrected(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with their p values corrected by Holm, all of the table together."""
    asked = [
        (place, name)
        for place, line in enumerate(lines)
        for name in TESTED
        if name in line.figures and line.figures[name].p is not None and not line.few
    ]
    found = holm([lines[place].figures[name].p for place, name in asked])
    held: dict[int, dict[str, float]] = {}
    for (place, name), p in zip(asked, found, strict=True):
        if p is not None:
            held.setdefault(place, {})[name] = p
    return tuple(replace(line, corrected=held.get(i, {})) for i, line in enumerate(lines))


def apart(line: Line) -> str:
    """Whether the line can be told from the baseline, in a few words."""
    if line.fault:
        return "cannot be supposed of these leads"
    if all(figure.change is None for figure in line.figures.values()):
        return ""
    if line.same:
        return "the same scores"
    if not line.converted and not line.not_converted:
        return "no outcome known"
    if all(not figure.change for figure in line.figures.values()):
        return "changes nothing"
    if line.few:
        return "too few to say"
    words = {FOUND: ("finds more", "finds fewer"), AUC: ("ranks better", "ranks worse")}
    told = [
        words[name][0 if (line.figures[name].change or 0) > 0 else 1]
        for name in TESTED
        if (line.corrected or {}).get(name, 1.0) < LEVEL
    ]
    return ", ".join(told) or "could be chance"


def _tally(leads: Leads, rows: NDArray[np.bool_]) -> Tally:
    return tally_of(np.bincount(leads.outcome[rows], minlength=3)[:3])


def _worth(mql: Tally, money: Money) -> float:
    return money.win * mql.converted - money.cost * mql.known
