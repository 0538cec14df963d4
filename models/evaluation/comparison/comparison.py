"""The comparison of two models on the same leads, in one value, with its verdict in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from models.evaluation.comparison.bootstrap import DRAWS, Differences, Figure, differences
from models.evaluation.comparison.delong import AucDifference, auc_difference
from models.evaluation.comparison.discordant import Discordant, discordant
from models.evaluation.comparison.drawn_figures import precision_of_first, recall_of_first
from models.evaluation.comparison.paired import Paired
from models.evaluation.history.few import t_95
from models.evaluation.history.resting import average_precision, captured, leads_of_share

SHARES = (0.05, 0.1, 0.2)
"""Shares of the best leads whose conversions are compared."""
POWER_80 = 0.8416212335729143
"""The 80 % point of the normal distribution."""
LEVEL = 0.05


@dataclass(frozen=True)
class Comparison:
    """A against B. Figures by name: "average precision", "capture 10 %", "precision", "recall".

    `smallest`: the difference in AUC that this history would show in four of five cases, were it
    there (80 % power at the 5 % level, from the standard error of the difference).
    """

    converted: int
    known: int
    unknown: int
    same: bool
    auc: AucDifference | None
    figures: dict[str, Differences]
    threshold: Discordant
    smallest: float | None


def compare(pairs: Paired, draws: int = DRAWS, seed: int = 1) -> Comparison:
    """All paired figures of two models from the pairs of their scores."""
    no, yes, unknown = pairs.totals
    auc = auc_difference(pairs)
    smallest = None if auc is None or not auc.error else smallest_shown(auc.error, min(no, yes))
    figures = differences(pairs, _figures(pairs), draws, seed)
    return Comparison(yes, no + yes, unknown, pairs.same, auc, figures, discordant(pairs), smallest)


def smallest_shown(error: float, rarer: int) -> float:
    """The true difference that would be told from nothing in four of five histories like this one.

    `error`: the standard error of the difference; `rarer`: leads of the rarer outcome.
    """
    return (t_95(rarer - 1) + POWER_80) * error


def _figures(pairs: Paired) -> dict[str, tuple[Figure, Figure]]:
    held = pairs.counts[:, :2].any(axis=1)
    known = int(pairs.counts[:, :2].sum())
    above_a = len(np.unique(pairs.a[held & (pairs.a >= pairs.a_threshold)]))
    above_b = len(np.unique(pairs.b[held & (pairs.b >= pairs.b_threshold)]))
    found: dict[str, tuple[Figure, Figure]] = {"average precision": (average_precision,) * 2}
    for share in SHARES:
        leads = leads_of_share(share, known)
        if leads:
            figure = partial(captured, share=leads / known)
            found[f"capture {round(100 * share)} %"] = (figure, figure)
    for name, figure_of in (("precision", precision_of_first), ("recall", recall_of_first)):
        found[name] = partial(figure_of, above_a), partial(figure_of, above_b)
    return found
