"""What of a page is printed, as values; a widget tells its own by a method `on_paper`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.exchange.shown import Listed


@dataclass(frozen=True)
class Heading:
    """The name of what follows."""

    text: str


@dataclass(frozen=True)
class Words:
    """A sentence and its second half, at a size in pixels at 100 %."""

    first: str
    second: str = ""
    size: int = 12
    weight: int = 400


@dataclass(frozen=True)
class FigureRow:
    """Key figures: name, figure, neighbour."""

    figures: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, eq=False)
class Picture:
    """A chart. `draw(width, height, density)`: its PNG with title and legend, size in pixels at
    100 %. `share`: the width that it has of its window; `tall`: its height by its width."""

    title: str
    sentence: str
    draw: Callable[[float, float, float], bytes]
    share: float
    tall: float


@dataclass(frozen=True, eq=False)
class Rows:
    """A table in full."""

    table: Listed


Part = Heading | Words | FigureRow | Picture | Rows
