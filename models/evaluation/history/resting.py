"""Figures that rest on draws: average precision, KS, and what the best share of leads holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.evaluation.evaluation import SHARES
from models.evaluation.history.drawn import DRAWS, Draws, draws_of, found_of
from models.evaluation.history.few import t_95
from models.evaluation.metrics import Histogram
from models.evaluation.tallies import FEWEST, TOO_FEW, Interval

_PARTS = 10**6
"""Shares are taken to the millionth."""

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Share:
    """The best `share` of the leads, `leads` of them (rounded half up), ties by expectation.

    `capture`: the share of all conversions among them; `lift`: how many times the conversion of
    all; `rate`: their conversion. Each with its interval; None: not enough data to say.
    """

    share: float
    leads: int
    converted: float
    capture: Interval | None
    lift: Interval | None
    rate: Interval | None


@dataclass(frozen=True)
class Estimate:
    """A figure. `interval` None: too few leads of one outcome to draw them again."""

    value: float
    interval: Interval | None = None


@dataclass(frozen=True)
class Resting:
    """Average precision and KS (None where one outcome is missing), and the shares."""

    average_precision: Estimate | None
    ks: Estimate | None
    shares: tuple[Share, ...]


def resting_on_draws(
    histogram: Histogram,
    shares: tuple[float, ...] = SHARES,
    draws: int = DRAWS,
    seed: int = 1,
) -> Resting:
    """All of them from the same draws."""
    no, yes = (int(number) for number in histogram[:, :2].sum(axis=0))
    if not no + yes:
        return Resting(None, None, ())
    found = found_of(histogram)
    drawn = draws_of(histogram, draws, seed) if min(no, yes) >= FEWEST else None
    few = t_95(max(1, min(no, yes) - 1))
    precision = ks = None
    if no and yes:
        precision = Estimate(float(average_precision(found)[0]))
        ks = Estimate(float(_ks(found)[0]))
    if drawn is not None and precision is not None and ks is not None:
        around = _around(precision.value, average_precision(drawn), few)
        precision, ks = (
            replace(precision, interval=around),
            replace(ks, interval=_unbiased(ks.value, _ks(drawn), few, min(no, yes) <= TOO_FEW)),
        )
    return Resting(
        precision, ks, tuple(_share(found, drawn, share, no + yes, yes) for share in shares)
    )


def average_precision(draws: Draws) -> Values:
    """The mean, over conversions, of the conversion down to their score; shape (draws,)."""
    with np.errstate(invalid="ignore", divide="ignore"):
        precision = np.where(draws.leads > 0, draws.converted / draws.leads, np.float32(0))
        own = np.diff(draws.converted, axis=1, prepend=np.float32(0))
        total = np.einsum("ij,ij->i", own, precision, dtype=np.float64)
        return np.asarray(total / draws.converted[:, -1])


def _ks(draws: Draws) -> Values:
    """The greatest gap between the shares of conversions and of others from the best score down."""
    lost = draws.lost
    with np.errstate(invalid="ignore", divide="ignore"):
        gaps = draws.converted / draws.converted[:, -1:] - lost / lost[:, -1:]
    return np.asarray(np.abs(gaps).max(axis=1), dtype=np.float64)


def captured(draws: Draws, share: float) -> Values:
    """The share of all conversions among the best `share`, ties by expectation; shape (draws,)."""
    wanted = share * draws.leads[:, -1].astype(np.float64)
    rows = np.arange(len(wanted))
    # A hair below, so that a share that is a whole score is not cut by rounding.
    edge = (wanted * (1 - 1e-9))[:, None].astype(draws.leads.dtype)
    at = np.minimum((draws.leads < edge).sum(axis=1), draws.leads.shape[1] - 1)
    before = np.maximum(at - 1, 0)
    leads = np.where(at > 0, draws.leads[rows, before], 0)
    won = np.where(at > 0, draws.converted[rows, before], 0)
    tied, of_tied = draws.leads[rows, at] - leads, draws.converted[rows, at] - won
    with np.errstate(invalid="ignore", divide="ignore"):
        part = np.where(tied > 0, np.clip((wanted - leads) / tied, 0, 1), 0.0)
        return np.asarray((won + of_tied * part) / draws.converted[:, -1], dtype=np.float64)


def _share(found: Draws, drawn: Draws | None, share: float, known: int, yes: int) -> Share:
    leads = leads_of_share(share, known)
    if not yes or not leads:
        return Share(share, leads, 0.0, None, None, None)
    exact = leads / known
    value = float(captured(found, exact)[0])
    if drawn is None:
        return Share(share, leads, value * yes, None, None, None)
    capture = _between(value, captured(drawn, exact))
    rate = yes / known / exact
    return Share(
        share,
        leads,
        value * yes,
        capture,
        _times(capture, 1 / exact, 1 / exact),
        _times(capture, rate, 1.0),
    )


def leads_of_share(share: float, known: int) -> int:
    """Shares are rounded half up to whole leads, as everywhere."""
    return (2 * round(_PARTS * share) * known + _PARTS) // (2 * _PARTS)


def _times(interval: Interval, factor: float, most: float) -> Interval:
    value = interval.value * factor
    return Interval(value, interval.low * factor, max(value, min(most, interval.high * factor)))


def _between(value: float, drawn: Values) -> Interval:
    """From the 2.5 % to the 97.5 % point of the draws (Efron and Tibshirani 1993, ch. 13)."""
    low, high = np.quantile(drawn[~np.isnan(drawn)], (0.025, 0.975)).tolist()
    return Interval(value, min(value, low), max(value, high))


def _around(value: float, drawn: Values, few: float) -> Interval:
    """What was found, with so many standard deviations of the draws on either side, in 0..1."""
    half = few * float(np.nanstd(drawn))
    return Interval(value, max(0.0, value - half), min(1.0, value + half))


def _unbiased(value: float, drawn: Values, few: float, rare: bool) -> Interval:
    """The same for a figure that chance alone makes larger, as it makes every greatest gap.

    Drawing again adds about as much as there is too much in what was found; the interval is
    moved down by it, its lower end by it once more, since drawing underrates it, and with very
    few leads of one outcome (`rare`) twice more, and its upper end not at all.
    """
    more = max(0.0, float(np.nanmean(drawn)) - value)
    half = few * float(np.nanstd(drawn))
    high = min(1.0, value - (0 if rare else more) + half)
    return Interval(value, max(0.0, value - (3 if rare else 2) * more - half), max(value, high))
