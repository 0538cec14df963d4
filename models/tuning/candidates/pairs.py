"""Pairs that matter: two conditions that together say more than each of them by itself.

All conditions are fitted at once (logistic regression, which is what points are). Where the leads
that meet both convert otherwise than that leads one to expect, the pair adds something: the score
test (Rao 1948) of the pair as one more condition, with Bonferroni's correction for all pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np
from numpy.typing import NDArray

from models.evaluation.profile.fields import LEAST_LEADS
from models.scoring.conditions import AllOf, Condition
from models.tuning.candidate import Beyond, Sort
from models.tuning.candidates.found import UNLIKELY, Found, Looked
from models.tuning.candidates.teaching import Sample
from models.tuning.product import along, times

MOST_PARTS = 80
"""Conditions of which pairs are made: those that tell most."""
MOST_OF_ONE = 8
"""Of them of one field."""
MOST_QUIET_OF_ONE = 3
MOST_OF_TWO = 3
"""Pairs of the same two fields."""
MOST = 12
LOOKED_AT = 60
"""Pairs of which it is worked out exactly what they add."""
LEAST_TOLD = 5.0
"""Leads that could as well convert as not, times a quarter, by which a pair must differ from its
parts and all else: with fewer the test is none."""
_STEPS, _RIDGE, _FIRM = 25, 1e-6, 1e-8
_PLACES = 4
"""Decimals of what is told and compared: the same on every machine, however it adds up."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Part:
    """A condition that pairs are made of, and whether it holds for each lead of the sample."""

    found: Found
    holds: NDArray[np.uint8]


def parts_of(found: Sequence[Found], quiet: Sequence[Found]) -> list[Found]:
    """Those of which pairs are made, the most telling first; then common ones, as there is room."""
    telling = sorted(found, key=lambda one: (-round(one.evidence.information, 12), one.name))
    common = sorted(quiet, key=lambda one: (-one.evidence.having.leads, one.name))
    chosen: list[Found] = []
    for several, most in ((telling, MOST_OF_ONE), (common, MOST_QUIET_OF_ONE)):
        number: dict[tuple[str, ...], int] = {}
        for one in several:
            number[one.of] = number.get(one.of, 0) + 1
            if number[one.of] <= most:
                chosen.append(one)
    return chosen[:MOST_PARTS]


def pairs_of(parts: Sequence[Part], sample: Sample) -> Looked:
    """The pairs that add most to their parts, at most `MOST`."""
    pairs = [
        (a, b)
        for a in range(len(parts))
        for b in range(a + 1, len(parts))
        if not set(parts[a].found.of) & set(parts[b].found.of)
    ]
    if not pairs:
        return Looked()
    x = np.ones((len(sample.rows), len(parts) + 1))
    for place, part in enumerate(parts):
        x[:, place + 1] = part.holds
    fit = _fitted(x, sample.converted)
    first, second = (np.array(side) + 1 for side in zip(*pairs, strict=True))
    rough = _rough(x, fit, first, second)
    found: list[Found] = []
    taken: Counter[frozenset[str]] = Counter()
    exact = []
    for at in np.argsort(-rough.round(_PLACES), kind="stable")[:LOOKED_AT].tolist():
        a, b = int(first[at]), int(second[at])
        both = x[:, a] * x[:, b]
        z = _added(both, x, fit)
        z = round(abs(z), _PLACES)
        p = erfc(z / sqrt(2)) * len(pairs)
        if p <= UNLIKELY:
            exact.append((z, p, a, b, both))
    for _, p, a, b, both in sorted(exact, key=lambda one: -one[0]):
        one, other = parts[a - 1].found, parts[b - 1].found
        of = tuple(dict.fromkeys((*one.of, *other.of)))
        mask = both > 0
        if taken[frozenset(of)] == MOST_OF_TWO or np.count_nonzero(mask) < LEAST_LEADS:
            continue
        taken[frozenset(of)] += 1
        beyond = Beyond((one.name, other.name), _expected(mask, fit, sample), p)
        when = AllOf((*_within(one.when), *_within(other.when)))
        engaged = one.engagement or other.engagement
        name = f"{one.name} and {other.name}"
        found.append(Found(name, of, when, Sort.PAIR, sample.evidence(mask), engaged, beyond))
    return Looked(tuple(found[:MOST]), len(pairs))


def _within(when: Condition) -> tuple[Condition, ...]:
    return when.parts if isinstance(when, AllOf) else (when,)


@dataclass(frozen=True)
class _Fit:
    logits: Matrix
    over: Matrix
    """Outcome less what was expected."""
    weights: Matrix
    covariance: Matrix


def _fitted(x: Matrix, converted: NDArray[np.bool_]) -> _Fit:
    """Logistic regression by Newton's method, halving steps that make it worse."""
    beta = np.zeros(x.shape[1])
    y = converted.astype(np.float64)
    ridge = _RIDGE * len(x) * np.eye(x.shape[1])
    ridge[0, 0] = 0.0

    def loss(at: Matrix) -> float:
        logits = along(x, at)
        return float(np.logaddexp(0, logits).sum() - along(logits, y) + 0.5 * at @ ridge @ at)

    lowest = loss(beta)
    for _ in range(_STEPS):
        expected = 1 / (1 + np.exp(-along(x, beta)))
        hessian = _weighed(x, expected * (1 - expected)) + ridge
        step = np.linalg.lstsq(hessian, along(y - expected, x) - ridge @ beta, rcond=None)[0]
        size = 1.0
        while (after := loss(beta + size * step)) > lowest and size > 1e-4:
            size /= 2
        if after >= lowest - 1e-9 * abs(lowest):
            break
        beta, lowest = beta + size * step, after
    logits = along(x, beta)
    expected = 1 / (1 + np.exp(-logits))
    weights = expected * (1 - expected)
    bend = _weighed(x, weights)
    # Conditions that follow from others say nothing new: what is added keeps them from mattering.
    covariance = np.linalg.inv(bend + _FIRM * np.trace(bend) / len(bend) * np.eye(len(bend)))
    return _Fit(logits, y - expected, weights, covariance)


def _weighed(x: Matrix, weights: Matrix) -> Matrix:
    """The products of all columns with each other, each lead times its weight."""
    return times((x * weights[:, None]).T, x)


def _rough(x: Matrix, fit: _Fit, first: NDArray[np.intp], second: NDArray[np.intp]) -> Matrix:
    """About how far each pair is from what is expected, in standard errors.

    The spread is that beside the two parts alone: no more than two products of matrices.
    """
    over = _weighed(x, fit.over)[first, second]
    w = _weighed(x, fit.weights)
    both, every = w[first, second], w[0, 0]
    a, b = w[0, first], w[0, second]
    # What is left of the pair beside a constant and its parts: of four cells, as of rates, one
    # over the sum of one over each. Where one of them is empty nothing is.
    cells = np.array([both, a - both, b - both, every - a - b + both])
    left = 1 / (1 / np.maximum(cells, _RIDGE)).sum(axis=0)
    usable = left >= LEAST_TOLD
    found: Matrix = np.where(usable, np.abs(over) / np.sqrt(np.where(usable, left, 1.0)), 0.0)
    return found


def _added(both: Matrix, x: Matrix, fit: _Fit) -> float:
    """The score test of the pair beside all conditions, in standard errors; 0: too few to say."""
    held = np.flatnonzero(both)
    weights = fit.weights[held]
    known = along(weights, x[held])
    left = float(weights.sum()) - float(known @ fit.covariance @ known)
    return float(fit.over[held].sum()) / sqrt(left) if left >= LEAST_TOLD else 0.0


def _expected(mask: NDArray[np.bool_], fit: _Fit, sample: Sample) -> float:
    """The share of these leads, of all that teach, that the parts alone lead one to expect."""
    sides = [sample.weights[sample.converted == won] for won in (True, False)]
    rarer = [float(side.mean()) if len(side) else 1.0 for side in sides]
    logits = fit.logits[mask] + np.log(rarer[0] / rarer[1])
    expected = np.average(1 / (1 + np.exp(-logits)), weights=sample.weights[mask])
    least = 10.0**-_PLACES
    return min(max(round(float(expected), _PLACES), least), 1 - least)
