"""Figures of points on leads that did not teach them, and the difference to other points on them.

A cross-validation has several parts, each ranked by points of its own: ranks are compared within a
part only, and the parts are put together by how much each can say. As the same leads teach in
several parts, what the parts say hangs together, and errors are made wider for it (Nadeau and
Bengio, Machine Learning 52 (2003), 239-281).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from models.evaluation.comparison.comparison import smallest_shown
from models.evaluation.comparison.delong import auc_difference
from models.evaluation.comparison.doubt import around
from models.evaluation.comparison.drawing import paired_draws, paired_found
from models.evaluation.comparison.paired import Paired, pairs_of
from models.evaluation.history.drawn import DRAWS, Draws, draws_of, found_of
from models.evaluation.history.few import auc_of, error_of, t_95
from models.evaluation.history.resting import captured, leads_of_share
from models.evaluation.tallies import Interval
from models.tuning.aims import Goal
from models.tuning.judged_words import against_words
from models.tuning.ranks import Ranked
from models.tuning.report import Against, Figures, Gap

FEWEST = 10
"""Leads of either outcome with fewer of which drawing them again tells nothing."""
ENOUGH = 2
"""Leads of either outcome with fewer of which nothing is ranked."""
CHOOSING_DRAWS = 200
"""Draws where many cards are only to be put in order."""

Floats = NDArray[np.float64]


def figures_of(parts: Sequence[Ranked], share: float, draws: int = DRAWS) -> Figures:
    """All figures over the parts together."""
    rarer = rarer_of(parts)
    if rarer < ENOUGH:
        return Figures(share=share)
    counts = [_histogram(part) for part in parts]
    earned = [part.earned for part in parts if part.earned is not None]
    return Figures(
        _auc(counts, rarer),
        _mean([part.losses for part in parts], rarer, least=0.0),
        _capture(counts, share, draws) if rarer >= FEWEST else None,
        _mean(earned, rarer) if len(earned) == len(parts) else None,
        share,
    )


def ranking_of(parts: Sequence[Ranked]) -> Interval | None:
    """The AUC over the parts together; None: too few leads of one outcome."""
    rarer = rarer_of(parts)
    return (
        None if not parts or rarer < ENOUGH else _auc([_histogram(part) for part in parts], rarer)
    )


def against(
    ones: Sequence[Ranked], others: Sequence[Ranked], share: float, name: str, draws: int = DRAWS
) -> Against:
    """The figures of `ones` less those of `others`, of the same leads in the same parts.

    `name`: what the others are called in the sentence. `draws`: of the leads for the capture; 0:
    it is not compared.
    """
    rarer = rarer_of(ones)
    if rarer < ENOUGH:
        return Against(sentence=against_words(Against(), rarer, name))
    pairs = [
        pairs_of(one.scores, other.scores, one.codes, 0, 0)
        for one, other in zip(ones, others, strict=True)
    ]
    auc = _auc_gap(pairs, rarer)
    found = Against(
        auc,
        _mean_gap([a.losses - b.losses for a, b in zip(ones, others, strict=True)], rarer),
        _capture_gap(pairs, share, rarer, draws) if draws and rarer >= FEWEST else None,
        _earned_gap(ones, others, rarer),
        None if auc is None or not auc.error else smallest_shown(auc.error, rarer),
    )
    return Against(*_gaps(found), sentence=against_words(found, rarer, name))


def rarer_of(parts: Sequence[Ranked]) -> int:
    """Leads of the rarer outcome."""
    won = sum(int(np.count_nonzero(part.codes)) for part in parts)
    return min(won, sum(len(part.codes) for part in parts) - won)


def _gaps(
    found: Against,
) -> tuple[Gap | None, Gap | None, Gap | None, Gap | None, float | None]:
    return found.auc, found.loss, found.capture, found.value, found.smallest


def wider(parts: int) -> float:
    """By how much the errors of so many parts together are too small: sqrt(1 + parts x tested /
    taught), where each tests one of them and the others teach.
    """
    return sqrt(1 + parts / (parts - 1)) if parts > 1 else 1.0


def _histogram(part: Ranked) -> NDArray[np.int64]:
    """Leads by score, ascending, and outcome; shape (scores, 3)."""
    distinct, place = np.unique(part.scores, return_inverse=True)
    counts = np.bincount(place * 3 + part.codes, minlength=3 * len(distinct))
    return counts.reshape(-1, 3).astype(np.int64)


def _auc(counts: Sequence[NDArray[np.int64]], rarer: int) -> Interval | None:
    if len(counts) == 1:
        return auc_of(counts[0])
    value, error = _weighed([(*error_of(one), _pairs(one)) for one in counts])
    half = t_95(rarer - 1) * error * wider(len(counts))
    return Interval(value, max(0.0, value - half), min(1.0, value + half))


def _pairs(counts: NDArray[np.int64]) -> float:
    no, yes = counts[:, :2].sum(axis=0).tolist()
    return float(no * yes)


def _weighed(parts: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    """The mean of values by weight, and its standard error; of (value, error, weight)."""
    every = sum(weight for _, _, weight in parts)
    value = sum(value * weight for value, _, weight in parts) / every
    return value, sqrt(sum((error * weight) ** 2 for _, error, weight in parts)) / every


def _mean(parts: Sequence[Floats], rarer: int, least: float = float("-inf")) -> Interval:
    values = np.concatenate(parts)
    value = float(values.mean())
    half = t_95(rarer - 1) * _error(values) * wider(len(parts))
    return Interval(value, max(least, value - half), value + half)


def _error(values: Floats) -> float:
    return float(values.std(ddof=1)) / sqrt(len(values)) if len(values) > 1 else 0.0


def _mean_gap(parts: Sequence[Floats], rarer: int) -> Gap:
    values = np.concatenate(parts)
    value, error = float(values.mean()), _error(values) * wider(len(parts))
    if error == 0:
        return Gap(Interval(value, value, value), 1.0 if value == 0 else 0.0)
    half = t_95(rarer - 1) * error
    _, p = around(value, error, rarer)
    return Gap(Interval(value, value - half, value + half), p, error)


def _auc_gap(pairs: Sequence[Paired], rarer: int) -> Gap | None:
    found = [(auc_difference(one), one.totals) for one in pairs]
    told = [
        (one.difference.value, one.error, float(no * yes))
        for one, (no, yes, _) in found
        if one is not None
    ]
    if len(told) < len(pairs):
        return None
    value, error = _weighed(told)
    error *= wider(len(pairs))
    if all(one.same for one in pairs):
        return Gap(Interval(0.0, 0.0, 0.0), 1.0)
    return Gap(*around(value, error, rarer), error)


def _earned_gap(ones: Sequence[Ranked], others: Sequence[Ranked], rarer: int) -> Gap | None:
    gaps = [
        a.earned - b.earned
        for a, b in zip(ones, others, strict=True)
        if a.earned is not None and b.earned is not None
    ]
    return _mean_gap(gaps, rarer) if len(gaps) == len(ones) else None


def _capture(counts: Sequence[NDArray[np.int64]], share: float, draws: int) -> Interval | None:
    found = [found_of(one) for one in counts]
    value = _caught(found, share)
    drawn = _even([draws_of(one, draws, seed) for seed, one in enumerate(counts, 1)])
    spread = _caught(drawn, share)
    spread = spread[~np.isnan(spread)]
    if not len(spread) or np.isnan(value[0]):
        return None
    middle, wide = float(value[0]), wider(len(counts))
    ends = middle + wide * (np.quantile(spread, (0.025, 0.975)) - middle)
    low, high = np.clip(ends, 0.0, 1.0).tolist()
    return Interval(middle, min(middle, low), max(middle, high))


def _capture_gap(pairs: Sequence[Paired], share: float, rarer: int, draws: int) -> Gap | None:
    found = [paired_found(one) for one in pairs]
    value = _caught([one.a for one in found], share) - _caught([one.b for one in found], share)
    if np.isnan(value[0]):
        return None
    if all(one.same for one in pairs):
        return Gap(Interval(0.0, 0.0, 0.0), 1.0)
    drawn = [paired_draws(one, draws, seed) for seed, one in enumerate(pairs, 1)]
    spread = _caught(_even([one.a for one in drawn]), share)
    spread = spread - _caught(_even([one.b for one in drawn]), share)
    error = float(np.nanstd(spread)) * wider(len(pairs))
    return Gap(*around(float(value[0]), error, rarer), error)


def _even(parts: Sequence[Draws]) -> list[Draws]:
    """As many draws of each part as the part with the fewest has."""
    fewest = min(len(part.leads) for part in parts)
    return [Draws(part.leads[:fewest], part.converted[:fewest]) for part in parts]


def _caught(parts: Sequence[Draws], share: float) -> Floats:
    """The share of all conversions in the top share of each part; shape (draws,)."""
    won: Floats = np.zeros(len(parts[0].leads))
    every: Floats = np.zeros(len(parts[0].leads))
    for part in parts:
        known = round(float(part.leads[0, -1]))
        exact = leads_of_share(share, known) / max(known, 1)
        converted = part.converted[:, -1].astype(np.float64)
        won += np.nan_to_num(captured(part, exact)) * converted
        every += converted
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(won / every)


def better_by(
    goal: Goal, ones: Sequence[Ranked], others: Sequence[Ranked], share: float
) -> tuple[float, float]:
    """By how much `ones` do better for the goal, and the standard error of that.

    Not made wider for parts that taught each other: it orders cards, and proves nothing.
    """
    rarer = rarer_of(ones)
    pairs = [
        pairs_of(one.scores, other.scores, one.codes, 0, 0)
        for one, other in zip(ones, others, strict=True)
    ]
    gap: Gap | None
    match goal:
        case Goal.AUC:
            gap = _auc_gap(pairs, rarer)
        case Goal.CAPTURE:
            gap = _capture_gap(pairs, share, rarer, CHOOSING_DRAWS)
        case Goal.VALUE:
            gap = _earned_gap(ones, others, rarer)
        case Goal.LOSS:
            gap = _mean_gap([b.losses - a.losses for a, b in zip(ones, others, strict=True)], rarer)
    if gap is None:
        return 0.0, float("inf")
    return gap.difference.value, gap.error / wider(len(ones))
