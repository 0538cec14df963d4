"""What the chart of shares then and now shows."""

from __future__ import annotations

from dataclasses import dataclass

from models.evaluation.figures import percent

ROW, LEAST_ROW, ENDS = 24, 15, 8
"""Heights of a row, and what is free at both ends together."""


@dataclass(frozen=True)
class PairRow:
    """Shares of the older and of the newer leads, 0..1, with their numbers; `rest`: pale words.

    `old_chosen`, `new_chosen`: how many of them somebody chose; None: nobody did, or of that side
    none can be chosen.
    """

    label: str
    old: float
    new: float
    old_leads: int
    new_leads: int
    rest: bool = False
    old_chosen: int | None = None
    new_chosen: int | None = None

    @property
    def figures(self) -> str:
        """Both shares as they stand at the end of the bar."""
        return f"{percent(self.new)}, was {percent(self.old)}"

    @property
    def chosen(self) -> int:
        """How many of both were chosen."""
        return (self.old_chosen or 0) + (self.new_chosen or 0)

    @property
    def told(self) -> bool:
        """Whether any were chosen at all."""
        return self.old_chosen is not None or self.new_chosen is not None


@dataclass(frozen=True)
class SharePairsValue:
    """Rows in their order; `chosen`: the place of the one that is marked, -1 none."""

    rows: tuple[PairRow, ...]
    chosen: int = -1
