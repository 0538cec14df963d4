"""Figures as they are written: percents, counts, changes, intervals. One formatter for all."""

from __future__ import annotations

from models.evaluation.tallies import TOO_FEW, Interval
from models.leads.tally import Tally
from models.signs import MINUS, NARROW, signed

NONE = "\u2013"
"""Stands where there is no figure."""


def decimal(value: float, places: int = 2) -> str:
    """A number with that many places; zero has no sign."""
    text = f"{abs(value):,.{places}f}"
    return text if value >= 0 or not text.strip("0.,") else MINUS + text


def percent(rate: float | None, places: int = 1) -> str:
    """A share 0..1 as "33.3 %"."""
    return NONE if rate is None else f"{decimal(100 * rate, places)}{NARROW}%"


def count(number: int) -> str:
    """A count in full, grouped."""
    return signed(number).lstrip("+")


def expected(number: float) -> str:
    """A count that may be a fraction, since ties are counted by expectation."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,.1f}"


def change(number: int) -> str:
    """A change of a count: +37, a minus sign and 5, or 0."""
    return signed(number)


def rate_change(now: float | None, before: float | None) -> str:
    """A change of a rate, in points: "-1.2 points" with a true minus sign."""
    if now is None or before is None:
        return NONE
    text = decimal(100 * (now - before), 1)
    sign = "+" if not text.startswith(MINUS) and text.strip("0.,") else ""
    return f"{sign}{text} point{'' if text in ('1.0', MINUS + '1.0') else 's'}"


def interval(estimate: Interval | None, places: int = 2) -> str:
    """The interval of an estimate: "0.78 to 0.84"."""
    if estimate is None:
        return NONE
    return f"{decimal(estimate.low, places)} to {decimal(estimate.high, places)}"


def percents(estimate: Interval | None) -> str:
    """The interval of a rate: "4.1 to 5.0 %"."""
    if estimate is None:
        return NONE
    return f"{decimal(100 * estimate.low, 1)} to {percent(estimate.high)}"


def rate_of(tally: Tally) -> str:
    """A rate with its count: "186 of 559, 33.3 %"."""
    if tally.rate is None:
        return "no outcome known"
    return f"{count(tally.converted)} of {count(tally.known)}, {percent(tally.rate)}"


def too_few(tally: Tally) -> bool:
    """Whether so few converted that a rate is not to be trusted."""
    return tally.converted <= TOO_FEW


def leads(number: int) -> str:
    """So many leads: "1 lead", "37 leads"."""
    return f"{count(number)} lead{'' if number == 1 else 's'}"
