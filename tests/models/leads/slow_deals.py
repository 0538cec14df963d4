"""Joining deals written straight from the page of meanings, deal by deal; slow."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

WON_STAGES = ("closed won", "gewonnen")
LOST_STAGES = ("closed lost",)
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Deal:
    """A row of a table of deals, as it is in the file."""

    name: str
    stage: str
    closed: str
    amount: str


@dataclass(frozen=True)
class Told:
    """What the deals say of one lead."""

    outcome: int
    day: int | None
    value: float | None
    count: int


def tidy(text: str) -> str:
    """Cleaned; spaces are the only controls that these tests write."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def compared(text: str) -> str:
    """What a name is compared by."""
    text = tidy(text)
    return text.lower() if "@" in text else text


def state_of(deal: Deal, staged: bool) -> str:
    """Won, lost or open."""
    stage = tidy(deal.stage).lower()
    if not staged or stage in WON_STAGES:
        return "won"
    return "lost" if stage in LOST_STAGES else "open"


def day_of(text: str) -> int | None:
    """Days since 1970-01-01."""
    try:
        return (date.fromisoformat(text.strip()) - EPOCH).days
    except ValueError:
        return None


def amount_of(text: str) -> float | None:
    """The number of an amount."""
    try:
        return float(text.strip().removeprefix("$"))
    except ValueError:
        return None


def told(lead: str, deals: list[Deal], staged: bool, without_is_no: bool) -> Told:
    """What these deals say of the lead of that name."""
    name = compared(lead)
    own = [deal for deal in deals if name and compared(deal.name) == name]
    if not own:
        return Told(0 if without_is_no else 2, None, None, 0)
    won = [deal for deal in own if state_of(deal, staged) == "won"]
    if won:
        days = [day for deal in won if (day := day_of(deal.closed)) is not None]
        amounts = [found for deal in won if (found := amount_of(deal.amount)) is not None]
        value = sum(amounts) if amounts else None
        return Told(1, min(days, default=None), value, len(own))
    if any(state_of(deal, staged) == "open" for deal in own):
        return Told(2, None, None, len(own))
    days = [day for deal in own if (day := day_of(deal.closed)) is not None]
    return Told(0, max(days, default=None), None, len(own))
