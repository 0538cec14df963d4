"""The scale of a score. Values only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """The least and the most a score can be."""

    least: int = 0
    most: int = 100

    def clamp(self, points: int) -> int:
        """Points within the scale."""
        return max(self.least, min(self.most, points))
