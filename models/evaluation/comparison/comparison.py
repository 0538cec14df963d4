"""The comparison of two models on the same leads, in one value, with its verdict in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from models.evaluation.comparison import drawn_figures
from models.evaluation.comparison.bootstrap import DRAWS, Differences, Figure, differences
from models.evaluation.comparison.delong import AucDifference, auc_difference
from models.evaluation.comparison.discordant import Discordant, discordant
from models.evaluation.comparison.paired import Paired
from models.evaluation.metrics import NORMAL_95

SHARES = (0.05, 0.1, 0.2)
"""Shares of the best leads whose conversions are compared."""
POWER_80 = 0.8416212335729143
"""The 80 % point of the normal distribution."""
FEWEST = 10
"""Conversions with fewer of which nothing is said of which model is better."""
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
    smallest = None if auc is None or not auc.error else (NORMAL_95 + POWER_80) * auc.error
    enough = no > 0 and yes > 0
    figures = differences(pairs, _figures(pairs), draws, seed) if enough else {}
    return Comparison(yes, no + yes, unknown, pairs.same, auc, figures, discordant(pairs), smallest)


def _figures(pairs: Paired) -> dict[str, tuple[Figure, Figure]]:
    known = pairs.counts[:, :2].sum(axis=1) > 0
    above_a = len(np.unique(pairs.a[known & (pairs.a >= pairs.a_threshold)]))
    above_b = len(np.unique(pairs.b[known & (pairs.b >= pairs.b_threshold)]))
    found: dict[str, tuple[Figure, Figure]] = {
        "average precision": (drawn_figures.average_precision,) * 2,
    }
    for share in SHARES:
        figure = partial(drawn_figures.capture, share)
        found[f"capture {round(100 * share)} %"] = (figure, figure)
    for name, figure_of in (
        ("precision", drawn_figures.precision_of_first),
        ("recall", drawn_figures.recall_of_first),
    ):
        found[name] = partial(figure_of, above_a), partial(figure_of, above_b)
    return found
