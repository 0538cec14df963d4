"""The threshold lab: what each threshold would bring, by what sales can do and what it is worth."""

from __future__ import annotations

from dataclasses import dataclass

from models.evaluation.rates import FEW, rate_interval
from models.evaluation.tallies import Interval
from models.evaluation.thresholds.best import (
    DRAWS,
    BestByValue,
    by_capacity,
    by_precision,
    by_recall,
    by_value,
)
from models.evaluation.thresholds.curve import Figures, ThresholdCurve, curve_of
from models.evaluation.thresholds.faults import NO_DAYS, about_outcomes, is_share, usable_of
from models.evaluation.thresholds.ground import Ground
from models.evaluation.thresholds.net_value import NetValues, values_of
from models.evaluation.thresholds.weeks import Worked, worked_of
from models.evaluation.thresholds.wishes import Capacity, Money, Sales

HALF = 0.5
"""The share of conversions that is looked for where none is wished."""


@dataclass(frozen=True)
class Handed:
    """What one threshold hands over. `worked`: leads that sales can work of them, by expectation.

    `value`: their net value, `less`: that less the value of another threshold, and `gain` the
    same with its interval, None where the two ways to work are not the same.
    """

    score: int
    leads: int
    known: int
    converted: int
    missed: int
    rate: Interval | None
    recall: float | None
    per_week: float | None
    worked: float
    value: Interval | None = None
    less: float | None = None
    gain: Interval | None = None


@dataclass(frozen=True)
class Choice:
    """A threshold to choose from. `place`: None where there is none, `why` says so.

    `whole`: its value is that of all leads worked, whatever sales can do.
    """

    key: str
    name: str
    note: str
    place: int | None
    why: str = ""
    whole: bool = False


@dataclass(frozen=True, eq=False)
class Lab:
    """`faults`: what cannot be said or used, a sentence each. `per_week`, `money`: None where they
    were not said or cannot be.

    `shares`: the part of the leads of each standing and outcome that sales can work, `chances`
    (rows,): that of each lead, `worked` the curve of these; None: no limit. `net`: the net value
    of what sales can work, `whole` of all leads; the same where no limit is known. `best`,
    `best_whole`: the best of each.
    """

    ground: Ground
    sales: Sales
    faults: tuple[str, ...]
    per_week: float | None
    money: Money | None
    shares: Figures | None
    chances: Figures | None
    worked: ThresholdCurve
    net: NetValues | None
    whole: NetValues | None
    best: BestByValue | None
    best_whole: BestByValue | None

    @property
    def curve(self) -> ThresholdCurve:
        """Leads by threshold, all of them."""
        return self.ground.curve

    @property
    def enough(self) -> bool:
        """Whether enough leads converted, and did not, to say which threshold is best."""
        no, yes, _ = self.curve.every
        return min(no, yes) >= FEW

    @property
    def limited(self) -> bool:
        """Whether what sales can work is known and taken into account."""
        return self.shares is not None

    @property
    def pays_from(self) -> float | None:
        """The chance of a conversion from which a lead is worth its cost."""
        return None if self.money is None else self.money.cost / self.money.win

    def at(self, place: int, now: int | None = None, *, whole: bool = False) -> Handed:
        """What the threshold at a place hands over; `now`: the place its value is compared with."""
        curve = self.curve
        known, converted = int(curve.known[place]), int(curve.converted[place])
        net = self.whole if whole else self.net
        value = gain = less = None
        if net is not None and self.net is not None:
            value = net.at(place)
            if now is not None:
                less = value.value - self.net.at(now).value
                gain = net.difference(place, now) if net is self.net else None
        return Handed(
            int(curve.scores[place]),
            int(curve.leads[place]),
            known,
            converted,
            curve.all_converted - converted,
            rate_interval(converted, known),
            converted / curve.all_converted if curve.all_converted else None,
            float(curve.per_week[place]) if curve.weeks else None,
            float(self.worked.leads[place]),
            value,
            less,
            gain,
        )

    def choices(self, now: int) -> tuple[Choice, ...]:
        """Thresholds to choose from, the present one first, by its place."""
        found = [Choice("now", "Now", "as it is", now)]
        if self.money is not None:
            found += self._by_value()
        if self.per_week is not None:
            found.append(self._by_capacity(self.per_week))
        sales = self.sales
        if sales.precision is not None and is_share(sales.precision):
            place = by_precision(self.curve, sales.precision)
            why = "No threshold comes to this rate."
            found.append(
                Choice(
                    "precision", "Wanted rate", f"{_percent(sales.precision)} convert", place, why
                )
            )
        recall = sales.recall if sales.recall is not None else HALF
        if self.curve.all_converted and is_share(recall):
            words = "half" if recall == HALF else _percent(recall)
            place = by_recall(self.curve, recall)
            why = "Overrides keep so many conversions below every threshold."
            found.append(Choice("recall", f"Find {words}", "of conversions", place, why))
        return tuple(found)

    def _by_value(self) -> list[Choice]:
        best, whole = self.best, self.best_whole
        if best is None or whole is None or not self.enough:
            return []
        if not self.limited:
            return [Choice("value", "Most value", "highest net value", best.place)]
        return [
            Choice("value", "Most value", "within capacity", best.place),
            Choice("no limit", "No limit", "if all are worked", whole.place, whole=True),
        ]

    def _by_capacity(self, per_week: float) -> Choice:
        place = by_capacity(self.curve, Capacity(per_week, 1, 1))
        why = (
            "Even the highest threshold hands over more."
            if self.curve.weeks
            else "No days tell how many leads come in a week."
        )
        return Choice("capacity", "Full capacity", f"{_number(per_week)} a week", place, why)


def lab_of(ground: Ground, sales: Sales, draws: int = DRAWS) -> Lab:
    """Weigh every threshold by what sales can do. What cannot be used becomes a sentence."""
    usable = usable_of(sales)
    per_week, money = usable.per_week, usable.money
    weeks, standing = ground.weeks, ground.standing
    faults = [*about_outcomes(ground), *usable.faults]
    held: Worked | None = None
    worked = ground.curve
    if per_week is not None and weeks is None:
        faults.append(NO_DAYS)
    elif per_week is not None and weeks is not None:
        held = worked_of(weeks, standing.places, ground.codes, ground.size, per_week)
        worked = curve_of(ground.counts * held.shares, standing.scores, ground.curve.weeks)
    shares = None if held is None else held.shares
    known = ground.curve.all_known
    net = whole = None
    best = best_whole = None
    if money is not None and known:
        whole = net = values_of(ground.counts, known, money, factor=ground.factor)
        best = best_whole = by_value(whole, ground.curve, ground.counts, draws=draws)
        if shares is not None:
            net = values_of(ground.counts, known, money, shares, ground.factor)
            best = by_value(net, ground.curve, ground.counts, shares, draws)
    return Lab(
        ground,
        sales,
        tuple(faults),
        per_week,
        money,
        shares,
        None if held is None else held.chances,
        worked,
        net,
        whole,
        best,
        best_whole,
    )


def _percent(share: float) -> str:
    return f"{100 * share:g}\u202f%"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"
