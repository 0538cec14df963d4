"""Amounts and names as the threshold lab writes them."""

from __future__ import annotations

from models.evaluation.figures import count, decimal
from models.evaluation.tallies import Interval
from models.scoring.model import ScoringModel
from models.signs import MINUS, NARROW

SMALL = 10
LARGE = 100
JOINER = "\u2060"


def amount(value: float, currency: str) -> str:
    """Money: "\u20ac 9,640"; below ten with cents, if there are any."""
    size = abs(value)
    whole = size >= SMALL or abs(size - round(size)) < 0.005
    text = count(round(size)) if whole else f"{size:,.2f}"
    mark = f"{currency}{NARROW}" if currency else ""
    sign = MINUS if value < 0 and text.strip("0.,") else ""
    # A line may break between a minus and the sign of a currency; the joiner forbids it.
    return f"{sign}{JOINER if sign and mark else ''}{mark}{text}"


def change(value: float, currency: str) -> str:
    """Money more or less, with its sign."""
    text = amount(value, currency)
    return text if text.startswith(MINUS) or not round(value, 2) else f"+{text}"


def between(estimate: Interval, currency: str) -> str:
    """The ends of an interval of money: "\u20ac 1,900 to \u20ac 17,600"."""
    return f"{amount(estimate.low, currency)} to {amount(estimate.high, currency)}"


def a_week(number: float) -> str:
    """Leads in a week: "10.8", and a whole number as one."""
    return decimal(number, 0 if number == round(number) or number >= LARGE else 1)


def name_of(model: ScoringModel, band: int) -> str:
    """What leads from a band's threshold on are called: "MQL", or the band's name."""
    return "MQL" if band == model.mql_band else model.bands[band].name
