"""Words, legends and tables of charts: what is told beside the marks, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from models.exchange import shown

Cell = shown.Cell
Table = shown.Table


@dataclass(frozen=True)
class Label:
    """Words in a figure, painted by Qt on the screen and by Matplotlib on paper.

    `x`, `y` in pixels at 100 % from the top left; `across` 0, 0.5 or 1: the text begins, centres
    or ends at `x`; `y` is the middle of the line. `halo`: a casing in the colour of the ground.
    """

    x: float
    y: float
    text: str
    token: str = "text2"
    size: float = 11
    weight: int = 400
    across: float = 0.0
    halo: bool = False


@dataclass(frozen=True)
class LegendEntry:
    """A mark and its meaning.

    `mark`: "solid", "outlined", "hollow", "dashed", "dotted", "line", "hatched" or "ring".
    """

    mark: str
    token: str
    text: str
