"""The rules of a model under the lens: what the history says of each, in one value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

from models.evaluation.history.few import auc_of
from models.evaluation.history.in_time import Order
from models.evaluation.holm import holm
from models.evaluation.lens.finding import LEVEL, Finding, finding_of, gravest
from models.evaluation.lens.information import information_value
from models.evaluation.lens.lines import Line, lines_of
from models.evaluation.lens.overlap import Overlap, overlaps_of
from models.evaluation.lens.seen import Seen
from models.evaluation.lens.stability import Held, Stability, expected, held
from models.evaluation.lens.without import Known, Without, without
from models.evaluation.lens.worth import Worth
from models.evaluation.metrics import NORMAL_95
from models.evaluation.odds import HALF, Odds, odds_ratio
from models.evaluation.rates import rate_interval, wilson
from models.evaluation.tallies import TOO_FEW, Interval
from models.leads.tally import Tally
from models.scoring.bits import Bits, number, unpacked
from models.scoring.engine import Scored

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, eq=False)
class Counted:
    """A line, whom it hits, and what can be said of it without looking at the other lines.

    `hits`, `others`: leads that it hits, and that it does not; of the hits also those of which no
    outcome is known. `rate`, `other_rate`: their conversion; `lift`: that of the hits against that
    of all. `relative`: points of a hit less those that other leads get of the rule, on average.
    `without`: None where the rule is muted; `worth`: None of a rule whose entries are lines, too.
    """

    line: Line
    bits: Bits
    hits: Tally
    others: Tally
    rate: Interval | None
    other_rate: Interval | None
    lift: Interval | None
    odds: Odds | None
    relative: float
    without: Without | None
    worth: Worth | None
    stability: Stability | None

    @property
    def expected(self) -> float:
        """Conversions of the hits, found or to be expected of so many leads."""
        return expected(self.hits, self.others)


@dataclass(frozen=True, eq=False)
class Evidence(Counted):
    """The same beside the other lines.

    `p_odds`, `p_worth`, `p_time`: the p of the odds ratio, of the worth and of the change over
    time, corrected for all lines that are looked at (Holm). `information`: of a rule with entries
    it is over all of them. `overlaps`: other rules by their place in `Lens.rules`, the closest
    first; none of an entry.
    """

    information: float | None
    overlaps: tuple[Overlap, ...]
    p_odds: float | None
    p_worth: float | None
    p_time: float | None
    finding: Finding
    held: Held


@dataclass(frozen=True, eq=False)
class Lens:
    """All lines, in the order of the model. `rules`: the places of the lines that are whole rules.

    `all`: the leads with a known outcome; `mql`: those at or above the MQL threshold. `order`: what
    says which leads are older; None: too few. `leads`: how many leads have a bit. `seen`: the leads
    that all of it rests on.
    """

    lines: tuple[Evidence, ...]
    rules: tuple[int, ...]
    all: Tally
    mql: Tally
    auc: Interval | None
    order: Order | None
    leads: int
    seen: Seen

    def rows(self, place: int) -> NDArray[np.intp]:
        """The leads that a line hits."""
        return np.flatnonzero(unpacked(self.lines[place].bits, 0, self.leads))

    def rows_in_block(self, place: int, block: int) -> NDArray[np.intp]:
        """The leads with a known outcome that a line hits in a block of its stability."""
        _, part = self.seen.parts[2 + block]
        return self._known(self.lines[place].bits & part)

    def rows_shared(self, one: int, other: int) -> NDArray[np.intp]:
        """The leads with a known outcome that two lines hit."""
        return self._known(self.lines[one].bits & self.lines[other].bits)

    def _known(self, bits: Bits) -> NDArray[np.intp]:
        return np.flatnonzero(unpacked(bits & self.seen.known, 0, self.leads))

    def entries(self, place: int) -> tuple[int, ...]:
        """The places of the lines that are entries of the rule in that place."""
        return _entries([found.line for found in self.lines], place)


def lens_of(
    scored: Scored,
    codes: NDArray[np.uint8],
    created: NDArray[np.int32],
    progress: Progress = lambda _what, _at, _of: None,
) -> Lens:
    """What the leads say of each rule; `codes` 0 not converted, 1 converted, 2 not looked at.

    Arrays of shape (rows,); `created`: the day of creation.
    """
    seen, known = Seen.of(codes, created), Known.of(scored, codes)
    found = list(lines_of(scored))
    counted = []
    for at, (line, bits) in enumerate(found):
        progress(f"Looking at {line.rule.name}", at, len(found))
        counted.append(_counted(line, bits, scored, seen, known))
    rules = tuple(at for at, item in enumerate(counted) if item.line.entry is None)
    along = overlaps_of([counted[at].bits & seen.known for at in rules], seen.every.known)
    overlaps = dict(zip(rules, along, strict=True))
    above = known.scores >= scored.model.mql_threshold
    won = int(np.count_nonzero(above & known.converted))
    mql = Tally(int(np.count_nonzero(above)), won, int(np.count_nonzero(above)) - won)
    return Lens(
        _beside(counted, overlaps),
        rules,
        seen.every,
        mql,
        auc_of(_histogram(known)),
        seen.order,
        len(codes),
        seen,
    )


def _counted(line: Line, bits: Bits, scored: Scored, seen: Seen, known: Known) -> Counted:
    hits = seen.tally(bits)
    others = seen.others(hits)
    lost, worth = (None, None) if line.muted else without(line, bits, scored, known)
    return Counted(
        line,
        bits,
        Tally(number(bits), hits.converted, hits.not_converted),
        others,
        rate_interval(hits.converted, hits.known),
        rate_interval(others.converted, others.known),
        lift_of(hits, others),
        odds_ratio(hits.converted, hits.not_converted, others.converted, others.not_converted),
        _relative(line, hits, others, scored, known),
        lost,
        worth if line.whole else None,
        seen.stability(bits),
    )


def _relative(line: Line, hits: Tally, others: Tally, scored: Scored, known: Known) -> float:
    """Points of a hit less what the other leads get of the same rule, on average."""
    if line.points is None or line.entry is None:
        return float(line.points or 0)
    if not others.known or line.muted:
        return 0.0
    given = int(scored.contribution(line.rule, known.rows).sum(dtype=np.int64))
    return line.points - (given - line.points * hits.known) / others.known


def _beside(
    counted: Sequence[Counted], overlaps: dict[int, tuple[Overlap, ...]]
) -> tuple[Evidence, ...]:
    """The lines together: chance finds something among many, so their p are corrected."""
    judged = [not item.line.muted for item in counted]
    p_odds = holm(
        [i.odds.p if ok and i.odds else None for ok, i in zip(judged, counted, strict=True)]
    )
    p_worth = holm(
        [i.worth.p if ok and i.worth else None for ok, i in zip(judged, counted, strict=True)]
    )
    p_time = holm([None if item.stability is None else item.stability.p for item in counted])
    lines = [item.line for item in counted]
    own = [
        finding_of(
            muted=item.line.muted,
            relative=item.relative,
            hits=item.hits.known,
            others=item.others.known,
            expected=item.expected,
            odds=item.odds,
            worth=item.worth,
            p_odds=p_odds[at],
            p_worth=p_worth[at],
        )
        for at, item in enumerate(counted)
    ]
    found = []
    for at, item in enumerate(counted):
        entries = () if item.line.whole else _entries(lines, at)
        finding = own[at] if not entries else gravest([own[entry] for entry in entries])
        found.append(
            Evidence(
                **vars(item),
                information=_information(item, [counted[entry] for entry in entries]),
                overlaps=overlaps.get(at, ()),
                p_odds=p_odds[at],
                p_worth=p_worth[at],
                p_time=p_time[at],
                finding=finding,
                held=_held(item, p_odds[at], p_time[at]),
            )
        )
    return tuple(found)


def _held(item: Counted, p_odds: float | None, p_time: float | None) -> Held:
    if item.expected <= TOO_FEW:
        return Held.TOO_FEW
    return held(item.stability, p_time, clear=p_odds is not None and p_odds < LEVEL)


def _entries(lines: Sequence[Line], place: int) -> tuple[int, ...]:
    rule = lines[place].rule.id
    return tuple(
        at for at, line in enumerate(lines) if line.rule.id == rule and line.entry is not None
    )


def _information(item: Counted, entries: Sequence[Counted]) -> float | None:
    """Over hit or not, or over the entries and none of them."""
    parts = [(entry.hits.not_converted, entry.hits.converted) for entry in entries or [item]]
    lost, won = (sum(column) for column in zip(*parts, strict=True))
    all_lost = item.hits.not_converted + item.others.not_converted
    all_won = item.hits.converted + item.others.converted
    return information_value(np.array([*parts, (all_lost - lost, all_won - won)], dtype=np.int64))


def lift_of(hits: Tally, others: Tally) -> Interval | None:
    """The conversion of the hits against that of all: 2 is twice as often.

    The interval is laid on its logarithm (the delta method on four counts of one sample), with half
    a lead more in each where one is zero. With `TOO_FEW` conversions or fewer it reaches out to
    Wilson's of the share of the conversions that are hits. None where nobody is hit or converted.
    """
    known, won = hits.known + others.known, hits.converted + others.converted
    captured = wilson(hits.converted, won)
    if not hits.known or captured is None:
        return None
    cells = (hits.converted, hits.not_converted, others.converted, others.not_converted)
    a, b, c, d = (cell + (HALF if 0 in cells else 0.0) for cell in cells)
    every, share = a + b + c + d, hits.known / known
    of_hits, of_won = 1 / every - 1 / (a + b), 1 / every - 1 / (a + c)
    slopes = (1 / a + of_hits + of_won - 1 / every, of_hits, of_won, 1 / every)
    error = sqrt(sum(n * slope * slope for n, slope in zip((a, b, c, d), slopes, strict=True)))
    middle = log(a * every / ((a + b) * (a + c)))
    half = NORMAL_95 * error
    value = captured.value / share
    low, high = min(value, exp(middle - half)), max(value, exp(middle + half))
    if won <= TOO_FEW:
        low, high = min(low, captured.low / share), max(high, captured.high / share)
    return Interval(value, low, high)


def _histogram(known: Known) -> NDArray[np.int64]:
    if not len(known.rows):
        return np.zeros((1, 3), dtype=np.int64)
    levels = known.scores.astype(np.int64) - int(known.scores.min())
    counts = np.bincount(levels * 3 + known.converted, minlength=3 * (int(levels.max()) + 1))
    return counts.reshape(-1, 3).astype(np.int64)
