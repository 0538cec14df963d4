"""Which missing field would move most leads across the MQL line, were it filled for everybody.

Each field by itself: a lead that is blank there gets a value as it occurs among the filled leads of
its outcome, as `docs/semantics.md` 21 fills a field. How many leads cross is then a count that can
only be expected; its interval has both doubts: which of these values each lead gets, and how well
the filled leads tell how common the values are (they are drawn again).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from models.evaluation.steps.told_apart import readers
from models.evaluation.tallies import Interval
from models.evaluation.whatif.filling import (
    MOST_CLASSES,
    NEVER_FILLED,
    Filling,
    filling_of,
    shares_of,
)
from models.leads.columns import blank_rows
from models.leads.table import Leads
from models.problems import LeadbenchError
from models.scoring.engine import Scored
from models.scoring.model import ScoringModel

DRAWS = 1_000
MOST_VALUES = 1_000
"""Of a date that is counted from another the model may tell every day apart."""
MOST_NUMBERS = 1 << 24
"""Levels and draws that are held at once."""
FEWEST_DRAWS = 100

Rows = NDArray[np.intp]
Step = Callable[[str, int, int], None]
"""What is looked at, which of how many; it may raise to stop."""


@dataclass(frozen=True)
class Crossing:
    """Leads that cross the MQL line one way: as expected with the 95 % interval, how many of the
    expected have converted, and the `least` and `most` whatever values the blanks had."""

    leads: Interval
    converted: float
    least: int
    most: int


NOBODY = Crossing(Interval(0.0, 0.0, 0.0), 0.0, 0, 0)


@dataclass(frozen=True, eq=False)
class MissingField:
    """A field that some leads lack. `rows`: these leads; `open_rows`: those of them that some
    value takes to the other side of the line. `filled`: leads that have a value.

    `up`: leads that become MQL; `down`: MQL that are none any more; `both`: leads that cross;
    `change`: of the number of MQL. `fault`: why nothing of this is known; "" where it is.
    """

    field: str
    rows: Rows
    open_rows: Rows
    filled: int
    up: Crossing = NOBODY
    down: Crossing = NOBODY
    both: Interval = NOBODY.leads
    change: Interval = NOBODY.leads
    fault: str = ""

    @property
    def span(self) -> tuple[int, int]:
        """The least and the most that the number of MQL changes by, whatever the blanks had."""
        return self.up.least - self.down.most, self.up.most - self.down.least


@dataclass(frozen=True, eq=False)
class Missing:
    """`fields`: those that rules read and some leads lack, what moves most leads first; those of
    which nothing is known come last. `mql`: leads at or above the line now; `known`: whether any
    outcome is known."""

    fields: tuple[MissingField, ...]
    leads: int
    mql: int
    known: bool


def fields_with_blanks(leads: Leads, model: ScoringModel) -> dict[str, int]:
    """Fields that rules, overrides or decays read and some leads lack, with how many lack it, in
    the order of the model. What only muted rules read is none, nor what nobody could fill in."""
    found: dict[str, int] = {}
    for name in model.fields_of_leads():
        item = leads.input(name)
        column = None if item is None else leads.column(item.name)
        if item is None or column is None or item.role in NEVER_FILLED:
            continue
        blanks = int(np.count_nonzero(blank_rows(column)))
        if blanks and any(True for _ in readers(model, leads, item)):
            found[item.name] = blanks
    return found


def missing_of(
    scored: Scored,
    leads: Leads,
    step: Step = lambda _what, _at, _of: None,
    draws: int = DRAWS,
    seed: int = 1,
) -> Missing:
    """Every field with blanks, filled by itself. `leads`: those of `scored`."""
    names = fields_with_blanks(leads, scored.model)
    found = []
    for place, name in enumerate(names):
        trying = partial(step, f"Filling {name}", place, len(names))
        found.append(_missing(name, scored, leads, trying, draws, seed))
    found.sort(key=lambda item: (bool(item.fault), -item.both.value, -len(item.rows)))
    cut = scored.model.mql_threshold - scored.model.scale.least
    mql = int(np.count_nonzero(scored.levels >= cut))
    return Missing(tuple(found), len(leads), mql, bool((leads.outcome < 2).any()))


def _missing(
    name: str, scored: Scored, leads: Leads, trying: Callable[[], None], draws: int, seed: int
) -> MissingField:
    outcome, column = leads.outcome, leads.column(name)
    assert column is not None
    rows = np.flatnonzero(blank_rows(column))
    most = max(MOST_CLASSES, min(MOST_VALUES, MOST_NUMBERS // len(rows)))
    try:
        filling = filling_of(name, scored, leads, outcome, most, trying)
    except LeadbenchError as error:
        filled = len(leads) - len(rows)
        return MissingField(name, rows, rows[:0], filled, fault=error.problem.what)
    assert filling is not None  # some leads are blank
    alike = _alike(filling, scored, outcome)
    crossing = np.where(alike.now[:, None], ~alike.above, alike.above)
    shares = filling.shares[alike.outcome]
    chance = (crossing * shares).sum(axis=1)
    drawn = _drawn(filling, alike, crossing, np.random.default_rng(seed), draws)
    ways = [_crossing(alike, crossing, chance, drawn, alike.now == now) for now in (False, True)]
    up, down = ways
    each = drawn[:, ~alike.now].sum(axis=1), drawn[:, alike.now].sum(axis=1)
    return MissingField(
        name,
        filling.rows,
        filling.rows[np.any(crossing, axis=1)[alike.which]],
        filling.filled,
        up,
        down,
        _interval(up.leads.value + down.leads.value, each[0] + each[1]),
        _interval(up.leads.value - down.leads.value, each[0] - each[1]),
    )


@dataclass(frozen=True, eq=False)
class _Alike:
    """Blank leads that are alike in all that counts here. `which` (blank,): of which kind each is;
    of each kind `above` (kinds, classes): whether it is MQL with a value of the class; `now`:
    whether it is now; its `outcome`; `counts`: how many leads; shape (kinds,)."""

    which: NDArray[np.intp]
    above: NDArray[np.bool_]
    now: NDArray[np.bool_]
    outcome: NDArray[np.uint8]
    counts: NDArray[np.int64]


def _alike(filling: Filling, scored: Scored, outcome: NDArray[np.uint8]) -> _Alike:
    cut = scored.model.mql_threshold - scored.model.scale.least
    above, now = filling.levels >= cut, scored.levels[filling.rows] >= cut
    key = outcome[filling.rows].astype(np.int64) * 2 + now
    for bits in np.packbits(above, axis=1).T:
        key = np.unique(key * 256 + bits, return_inverse=True)[1].ravel()
    _, first, which, counts = np.unique(
        key, return_index=True, return_inverse=True, return_counts=True
    )
    own = outcome[filling.rows[first]]
    return _Alike(which.ravel(), above[first], now[first], own, counts)


def _drawn(
    filling: Filling,
    alike: _Alike,
    crossing: NDArray[np.bool_],
    dice: np.random.Generator,
    draws: int,
) -> NDArray[np.int64]:
    """How many leads of each kind cross in each draw; shape (draws, kinds)."""
    draws = min(draws, max(FEWEST_DRAWS, 8 * MOST_NUMBERS // max(crossing.size, 1)))
    donors = filling.counts.sum(axis=1)
    common = filling.counts / np.maximum(donors, 1)[:, None]
    shares = shares_of(dice.multinomial(donors, common, size=(draws, 3)))
    chance = np.empty((draws, len(alike.counts)))
    for code in range(3):
        own = alike.outcome == code
        chance[:, own] = shares[:, code] @ crossing[own].T.astype(np.float64)
    return dice.binomial(alike.counts, np.clip(chance, 0.0, 1.0))


def _crossing(
    alike: _Alike,
    crossing: NDArray[np.bool_],
    chance: NDArray[np.float64],
    drawn: NDArray[np.int64],
    own: NDArray[np.bool_],
) -> Crossing:
    """What the leads of some kinds do."""
    lot = alike.counts[own] * chance[own]
    return Crossing(
        _interval(float(lot.sum()), drawn[:, own].sum(axis=1)),
        float(lot[alike.outcome[own] == 1].sum()),
        int(alike.counts[own][crossing[own].all(axis=1)].sum()),
        int(alike.counts[own][crossing[own].any(axis=1)].sum()),
    )


def _interval(value: float, drawn: NDArray[np.int64]) -> Interval:
    """Whole numbers that hold 95 of 100 draws."""
    low = float(np.quantile(drawn, 0.025, method="lower"))
    high = float(np.quantile(drawn, 0.975, method="higher"))
    return Interval(value, min(low, value), max(high, value))
