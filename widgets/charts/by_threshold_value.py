"""What the charts by threshold show, in words and as tables too; plain values, no drawing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.figures import count, decimal, leads
from models.evaluation.thresholds.curve import Figures
from models.evaluation.thresholds.words import a_week, amount
from widgets.charts.flags import Threshold
from widgets.charts.labels import LegendEntry, Table

CHOSEN = (LegendEntry("hatched", "accent", "chosen"),)
Ends = tuple[int, int]
"""The first and the last threshold on the axis."""


@dataclass(frozen=True, eq=False)
class NetValue:
    """The net value of each threshold. Arrays (n,): `scores` ascending, `value` with the ends of
    its interval, `whole` if all leads were worked (None: the same).

    `now`: the threshold that is moved, between `limits`; `saved`: where the saved version has it.
    `marks`: other thresholds, by name; `of_whole`: those of them, by score, that were found by the
    value if all were worked. `doubt`: from where to where it could be as good as the
    best. `time`: what the values are of, such as "a year". `before` (n,): the net value of the
    pinned version `before_name`; None: the same, or nothing is pinned. `chosen` (n,): of the
    leads that somebody chose those at or above each threshold, and what they bring of its value.
    """

    scores: NDArray[np.int64]
    value: Figures
    low: Figures
    high: Figures
    whole: Figures | None
    now: Threshold
    limits: Ends
    ends: Ends
    saved: int | None = None
    marks: tuple[Threshold, ...] = ()
    of_whole: tuple[int, ...] = ()
    doubt: Ends | None = None
    currency: str = ""
    time: str = ""
    before: Figures | None = None
    before_name: str = ""
    chosen: tuple[NDArray[np.int64], Figures] | None = None

    def place(self, score: float) -> int:
        """The place of a threshold, else of the next below it."""
        found = int(np.searchsorted(self.scores, score, side="right")) - 1
        return min(max(found, 0), len(self.scores) - 1)

    def worth(self, threshold: Threshold) -> float:
        """The value that a threshold stands at."""
        found = self.value
        if threshold.band < 0 and threshold.value in self.of_whole and self.whole is not None:
            found = self.whole
        return float(found[self.place(threshold.value)])

    @property
    def same_curve(self) -> tuple[object, ...]:
        """Equal where the curve stays, whatever threshold is moved."""
        arrays = (self.scores, self.value, self.low, self.high, self.whole, self.before)
        arrays = (*arrays, *(self.chosen or ()))
        return (*(id(array) for array in arrays), self.ends, self.doubt, self.currency)


@dataclass(frozen=True, eq=False)
class Volume:
    """Leads by threshold, in a week where that is known. Arrays (n,): `scores`, `converted`,
    `others`. `per_week`: what sales can work; None: not said. `marks`: thresholds that are marked.
    `chosen`: of the leads that somebody chose the same as `converted` and `others`. `before` (n,):
    all leads by the pinned version `before_name`; None: the same, or nothing is pinned.
    """

    scores: NDArray[np.int64]
    converted: Figures
    others: Figures
    ends: Ends
    now: Threshold
    weekly: bool = True
    per_week: float | None = None
    saved: int | None = None
    marks: tuple[Threshold, ...] = ()
    chosen: tuple[Figures, Figures] | None = None
    before: Figures | None = None
    before_name: str = ""

    def place(self, score: float) -> int:
        """The place of a threshold, else of the next below it."""
        found = int(np.searchsorted(self.scores, score, side="right")) - 1
        return min(max(found, 0), len(self.scores) - 1)

    @property
    def same_bars(self) -> tuple[object, ...]:
        """Equal where the bars stay, whatever threshold is moved."""
        arrays = (self.scores, self.converted, self.others, self.before, *(self.chosen or ()))
        return (*(id(array) for array in arrays), self.ends, self.per_week)


@dataclass(frozen=True, eq=False)
class WeekLoads:
    """Leads that a threshold hands over, by week and outcome; (weeks, 3).

    `first`: the day number of the first Monday. `per_week`: what sales can work; None: not said.
    `chosen`: of the leads that somebody chose the same as `counts`. `before` (weeks,): leads that
    the pinned version `before_name` hands over; None: the same, or nothing is pinned.
    """

    counts: NDArray[np.int64]
    first: int
    threshold: int
    per_week: float | None = None
    chosen: NDArray[np.int64] | None = None
    before: NDArray[np.int64] | None = None
    before_name: str = ""


def ends_of(values: Figures, scores: NDArray[np.int64], seen: tuple[int, ...]) -> Ends:
    """The part of the scale that is worth looking at: near the best value, and what must be seen.

    Thresholds far too low cost so much that they would flatten everything else.
    """
    inside = [int(np.searchsorted(scores, one, side="right")) - 1 for one in seen]
    inside = [min(max(place, 0), len(scores) - 1) for place in inside]
    most = float(values.max())
    least = min(0.0, *(float(values[place]) for place in inside))
    floor = most - 1.4 * max(most - least, 1e-9)
    good = np.flatnonzero(values >= floor)
    first, last = min(int(good[0]), *inside), max(int(good[-1]), *inside)
    air = max(2, (last - first) // 20)
    first, last = max(first - air, 0), min(last + air, len(scores) - 1)
    return int(scores[first]), int(scores[last])


def net_value_table(value: NetValue) -> Table:
    """Each threshold with its net value and the ends of the interval."""
    header = ["Threshold", "Net value", "95\u202f% from", "95\u202f% to"]
    rows: Table = [[*header, *(["If all were worked"] if value.whole is not None else [])]]
    rows[0] += [] if value.before is None else [f"Net value, {value.before_name}"]
    for place, score in enumerate(value.scores.tolist()):
        columns = [value.value, value.low, value.high]
        columns += [more for more in (value.whole, value.before) if more is not None]
        rows.append([score, *(round(float(column[place]), 2) for column in columns)])
    if value.chosen is not None:
        rows[0] += ["Chosen", "Net value of the chosen"]
        held, brought = (part.tolist() for part in value.chosen)
        for row, some, worth in zip(rows[1:], held, brought, strict=True):
            row += [some, round(worth, 2)]
    return rows


def net_value_sentence(value: NetValue) -> str:
    """The best threshold, the present one, and what both are worth."""
    best = int(np.argmax(value.value))
    now = value.place(value.now.value)

    def said(place: int) -> str:
        worth = amount(float(value.value[place]), value.currency)
        return f"{worth} at {count(int(value.scores[place]))}"

    doubt = ""
    if value.doubt is not None:
        doubt = f" From {count(value.doubt[0])} to {count(value.doubt[1])} it could be as good."
    words = f"{value.now.text} is worth {said(now)}; the most is {said(best)}.{doubt}"
    if value.chosen is not None:
        held = int(value.chosen[0][0])  # the lowest threshold hands over all
        words += f" {leads(held)} of them are chosen; at {count(int(value.scores[now]))} they bring"
        words += f" {amount(float(value.chosen[1][now]), value.currency)} of it."
    return words


def net_value_words(value: NetValue, score: float) -> str:
    """What one threshold is worth."""
    place = value.place(round(score))
    worth = amount(float(value.value[place]), value.currency)
    ends = [amount(float(part[place]), value.currency) for part in (value.low, value.high)]
    time = f" {value.time}" if value.time else ""
    words = f"{count(int(value.scores[place]))}: {worth}{time} (95\u202f%: {ends[0]} to {ends[1]})"
    if value.before is not None:
        words += f"; {value.before_name}: {amount(float(value.before[place]), value.currency)}"
    if value.chosen is not None:
        worth = amount(float(value.chosen[1][place]), value.currency)
        words += f"; {leads(int(value.chosen[0][place]))} of them chosen, with {worth} of it"
    return words


def net_value_legend(value: NetValue | None) -> tuple[LegendEntry, ...]:
    """The marks that are there."""
    if value is None:
        return ()
    if value.whole is None:
        found = [LegendEntry("line", "accent", "net value, 95\u202f% interval")]
    else:
        found = [
            LegendEntry("line", "accent", "capacity, 95\u202f%"),
            LegendEntry("dotted", "text2", "no limit"),
        ]
    ghost = ghost_legend(value.before, value.before_name)
    return (*found, *ghost, *CHOSEN[: value.chosen is not None])


def ghost_legend(before: object, name: str) -> tuple[LegendEntry, ...]:
    """The pinned version, where it is shown."""
    return () if before is None else (LegendEntry("dashed", "ghost", name),)


def volume_table(value: Volume) -> Table:
    """Each threshold with its leads that convert and that do not."""
    unit = "a week" if value.weekly else "in all"
    rows: Table = [["Threshold", f"Leads {unit}", f"Converted {unit}"]]
    for score, won, others in zip(
        value.scores.tolist(), value.converted.tolist(), value.others.tolist(), strict=True
    ):
        rows.append([score, round(won + others, 2), round(won, 2)])
    if value.before is not None:
        rows[0].append(f"Leads {unit}, {value.before_name}")
        for row, number in zip(rows[1:], value.before.tolist(), strict=True):
            row.append(round(number, 2))
    if value.chosen is not None:
        rows[0].append(f"Chosen {unit}")
        some = value.chosen[0] + value.chosen[1]
        for row, number in zip(rows[1:], some.tolist(), strict=True):
            row.append(round(number, 2))
    return rows


def volume_words(value: Volume, score: float) -> str:
    """What one threshold hands over."""
    place = int(np.searchsorted(value.scores, round(score), side="right")) - 1
    place = min(max(place, 0), len(value.scores) - 1)
    every = float(value.converted[place] + value.others[place])
    unit = "leads a week" if value.weekly else "leads"
    won = decimal(float(value.converted[place]), 1 if value.weekly else 0)
    words = f"{count(int(value.scores[place]))}: {a_week(every)} {unit}, {won} convert"
    if value.before is not None:
        words += f"; {value.before_name}: {a_week(float(value.before[place]))}"
    if value.chosen is not None:
        some = sum(float(part[place]) for part in value.chosen)
        words += f"; {a_week(some) if value.weekly else count(round(some))} of them chosen"
    return words


def volume_legend(value: Volume | None) -> tuple[LegendEntry, ...]:
    """The marks that are there."""
    if value is None:
        return ()
    return (
        LegendEntry("solid", "converted", "convert"),
        LegendEntry("outlined", "notconverted", "do not, or open"),
        *ghost_legend(value.before, value.before_name),
        *CHOSEN[: value.chosen is not None],
    )
