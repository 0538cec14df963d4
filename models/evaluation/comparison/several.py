"""Any number of models on the same leads: each with its figures, and against one of them.

Whoever looks at many differences finds one that is chance, so the p of all that are shown are
corrected together, by Holm's method.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.evaluation.comparison.bootstrap import DRAWS
from models.evaluation.comparison.comparison import LEVEL, Comparison, compare
from models.evaluation.comparison.paired import paired_of
from models.evaluation.figures import count
from models.evaluation.history.few import auc_of
from models.evaluation.history.resting import Share, resting_on_draws
from models.evaluation.holm import holm
from models.evaluation.metrics import Histogram, from_threshold
from models.evaluation.rates import rate_interval
from models.evaluation.tallies import FEWEST, Interval
from models.leads.tally import Tally
from models.leads.wording import count_of, listed, quoted
from models.scoring.engine import Scored

SHARE = 0.1
"""The share of the best leads whose conversions are told."""
RANKING, CAPTURE, FOUND, RATE = (
    *("Ranking (AUC)", "Found in best 10\u202f%", "Found by MQLs", "Conversion of MQLs"),
)

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Standing:
    """One model: its ranking, what its best tenth holds, its MQLs, what share of all conversions
    they hold and at what rate they convert. None: not enough data to say."""

    name: str
    auc: Interval | None
    best: Share | None
    mql: Tally
    found: Interval | None
    rate: Interval | None


@dataclass(frozen=True)
class Against:
    """A figure of a model (its place) and of the reference, model less reference, with its
    interval. `p`: two-sided, corrected for all that are shown; None: nothing could be said."""

    model: int
    figure: str
    value: float
    reference: float
    difference: Interval
    p: float | None


@dataclass(frozen=True)
class Several:
    """`reference`: the place of the model that the others are held against. `same`: of each model,
    whether it gives every lead the reference's score. `converted`, `known`, `unknown`: leads;
    `left_out`: those that not all of the models score."""

    models: tuple[Standing, ...]
    reference: int
    against: tuple[Against, ...]
    same: tuple[bool, ...]
    converted: int
    known: int
    unknown: int
    left_out: int = 0

    @property
    def few(self) -> bool:
        """Whether too few converted, or did not, for anything to be said."""
        return min(self.converted, self.known - self.converted) < FEWEST

    def differences(self, figure: str) -> tuple[Against, ...]:
        """One figure of all models but the reference."""
        return tuple(item for item in self.against if item.figure == figure)


def several_of(
    names: Sequence[str],
    scored: Sequence[Scored],
    outcome: NDArray[np.uint8],
    reference: int = 0,
    draws: int = DRAWS,
    progress: Progress = lambda _done, _of: None,
) -> Several:
    """Compare the scores that models gave the same leads; `outcome` 0, 1, 2 (unknown)."""
    standings = []
    for name, one in zip(names, scored, strict=True):
        standings.append(_standing(name, one, outcome, draws))
        progress(len(standings), 2 * len(scored))
    against: list[Against] = []
    same = []
    for place, one in enumerate(scored):
        if place == reference:
            same.append(True)
            continue
        found = compare(paired_of(one, scored[reference], outcome), draws)
        same.append(found.same)
        against += _against(place, found)
        progress(len(scored) + len(same), 2 * len(scored))
    no, yes, unknown = np.bincount(outcome, minlength=3)[:3].tolist()
    corrected = holm([item.p for item in against])
    lines = tuple(replace(item, p=p) for item, p in zip(against, corrected, strict=True))
    return Several(tuple(standings), reference, lines, tuple(same), yes, no + yes, unknown)


def _standing(name: str, scored: Scored, outcome: NDArray[np.uint8], draws: int) -> Standing:
    model = scored.model
    size = model.scale.most - model.scale.least + 1
    keys = scored.levels.astype(np.int64) * 3 + outcome
    histogram: Histogram = np.bincount(keys, minlength=3 * size).reshape(size, 3)
    known = histogram.copy()
    known[:, 2] = 0
    mql = from_threshold(histogram, model)
    converted = int(known[:, 1].sum())
    resting = resting_on_draws(known, (SHARE,), draws)
    return Standing(
        name,
        auc_of(known),
        next(iter(resting.shares), None),
        mql,
        rate_interval(mql.converted, converted),
        rate_interval(mql.converted, mql.known),
    )


def _against(place: int, found: Comparison) -> Iterator[Against]:
    """What differs between a model and the reference, in the order in which it is shown.

    Where two give the same scores, or too few converted, nothing is tested.
    """
    tested = not found.same and min(found.converted, found.known - found.converted) >= FEWEST
    auc = found.auc
    if auc is not None:
        yield Against(
            place,
            RANKING,
            auc.a.value,
            auc.b.value,
            auc.difference,
            auc.p if tested else None,
        )
    for figure, name in ((CAPTURE, "capture 10 %"), (FOUND, "recall"), (RATE, "precision")):
        item = found.figures.get(name)
        if item is not None:
            p = found.threshold.p if figure == FOUND else item.p
            yield Against(place, figure, item.a, item.b, item.difference, p if tested else None)


def verdict(found: Several) -> str:
    """Which models rank better than the reference, in one sentence."""
    names = [item.name for item in found.models]
    own = quoted(names[found.reference])
    number = len(names)
    if all(found.same):
        return f"All {count_of(number, 'model')} give every lead the same score."
    if found.few:
        return (
            f"Not enough data to say which of {count_of(number, 'model')} is better: "
            f"{count_of(found.converted, 'conversion')} in {count_of(found.known, 'lead')} with a "
            f"known outcome, and fewer than {FEWEST} of either tell nothing."
        )
    told = {item.model: item for item in found.differences(RANKING)}
    better, worse = (
        [
            names[place]
            for place, item in told.items()
            if item.p is not None and item.p < LEVEL and item.difference.value * sign > 0
        ]
        for sign in (1, -1)
    )
    rest = number - 1 - len(better) - len(worse)
    if not better and not worse:
        other = quoted(names[1 - found.reference]) if number == 2 else ""
        subject = f"{other} cannot" if other else "None of the others can"
        return (
            f"{subject} be told apart from {own} by ranking, with this history of "
            f"{count_of(found.converted, 'conversion')}."
        )
    parts = []
    if better:
        only = "only " if len(better) == 1 and number > 2 else ""
        parts.append(f"{only}{_named(better)} {_ranks(better)} leads better than {own}")
    else:
        parts.append(f"none is shown to rank leads better than {own}")
    if worse:
        parts.append(f"{_named(worse)} {_ranks(worse)} them worse")
    if rest:
        others = "the other" if rest == 1 else f"the other {count(rest)}"
        parts.append(f"{others} cannot be told apart from it")
    return f"Of {count_of(number, 'model')} {'; '.join(parts)}."


def _ranks(names: Sequence[str]) -> str:
    return "ranks" if len(names) == 1 else "rank"


def _named(names: Sequence[str]) -> str:
    if len(names) == 1:
        return quoted(names[0])
    if len(names) > 3:
        return f"{listed(names[:3])} and {count(len(names) - 3)} more"
    return f"{listed(names[:-1])} and {quoted(names[-1])}"
