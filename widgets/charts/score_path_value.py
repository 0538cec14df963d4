"""What the picture of one lead's score over the days shows."""

from __future__ import annotations

from dataclasses import dataclass

from models.evaluation.lead_path import LeadPath


@dataclass(frozen=True, eq=False)
class ScorePathValue:
    """A lead's path with the scale, the MQL threshold, and the day of its conversion if any."""

    path: LeadPath
    least: int
    most: int
    mql: int
    converted: int | None = None

    @property
    def shows_conversion(self) -> bool:
        """Whether the day of the conversion is among the days."""
        days = self.path.days
        if self.converted is None or not len(days):
            return False
        return bool(days[0] <= self.converted <= days[-1])

    @property
    def steps(self) -> tuple[int, ...]:
        """The first day, then every day on which something moved."""
        return (0, *self.path.changes()) if len(self.path.days) else ()
