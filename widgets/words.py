"""Figures on charts and in small tables: 5,000, 46 %, −1.2 points."""

from __future__ import annotations

NARROW = "\u202f"
MINUS = "\u2212"


def count(number: int) -> str:
    """A count or score in full: 5,000, −40."""
    return f"{number:,}".replace("-", MINUS)


def percent(share: float | None, digits: int = 1) -> str:
    """A rate with a fixed number of decimals, so that rates under each other line up."""
    return "" if share is None else f"{100 * share:.{digits}f}{NARROW}%"


def change(number: int) -> str:
    """A change of a count with its sign; zero has none."""
    return f"+{number:,}" if number > 0 else count(number)


def points_change(now: float, before: float) -> str:
    """The change of a rate, in points of percent: −1.2 points."""
    moved = round(100 * (now - before), 1)
    if moved == 0:
        return "0 points"
    return f"{'+' if moved > 0 else MINUS}{abs(moved):.1f} points"


def plural(number: int, noun: str, many: str = "") -> str:
    """A number of things: 1 lead, 5,000 leads."""
    return f"{count(number)} {noun if number == 1 else many or noun + 's'}"
