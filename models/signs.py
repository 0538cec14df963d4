"""Signs and spaces of numbers as they are written everywhere."""

from __future__ import annotations

MINUS = "\u2212"
NARROW = "\u202f"
"""The narrow no-break space before a percent sign."""


def signed(points: int) -> str:
    """Points with their sign: +15, \u221210, 0."""
    if points == 0:
        return "0"
    return f"+{points:,}" if points > 0 else f"{MINUS}{-points:,}"
