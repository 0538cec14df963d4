"""What a cell of a table of records can show, as values, and in words."""

from __future__ import annotations

from dataclasses import dataclass

from models.evaluation.figures import decimal, percent
from models.leads.tally import Tally
from models.leads.wording import figure


@dataclass(frozen=True)
class ScoreCell:
    """A score on its track."""

    score: int
    least: int
    most: int


@dataclass(frozen=True)
class BandCell:
    """The chip of a band; `rank` 0 is the highest of `count`."""

    name: str
    rank: int
    count: int


@dataclass(frozen=True)
class Named:
    """A name with its details below."""

    name: str
    details: str = ""


@dataclass(frozen=True)
class Neighboured:
    """A figure with its neighbour below, such as what it changes by."""

    figure: str
    neighbour: str = ""
    tone: str = "text"


@dataclass(frozen=True)
class Toned:
    """A text in a tone and weight of its own."""

    text: str
    tone: str = "text"
    weight: int = 400


@dataclass(frozen=True)
class SpanCell:
    """A difference with its interval as a bar around zero; the cell reaches from -most to most.

    `words`: what is copied and read out, where that is not the interval itself.
    """

    low: float
    value: float
    high: float
    most: float
    words: str = ""


@dataclass(frozen=True)
class TickCell:
    """A box to tick; `on` None: there is nothing to tick."""

    on: bool | None


@dataclass(frozen=True)
class RateCell:
    """A rate as a bar with a tick at the base, dashed where few; the bar's end is `full`."""

    tally: Tally
    base: float | None
    full: float


BLANK = "blank"
"""What an empty cell shows."""

Cell = str | ScoreCell | BandCell | Named | Neighboured | Toned | SpanCell | TickCell | RateCell


def text_of(cell: Cell) -> str:
    """A cell in words, as it is copied and read out."""
    match cell:
        case ScoreCell(score):
            return figure(score)
        case BandCell(name):
            return name
        case Named(name, details):
            return ", ".join(part for part in (name, details) if part)
        case Neighboured(shown, neighbour):
            return f"{shown} ({neighbour})" if neighbour else shown
        case Toned(text):
            return text
        case SpanCell(words=words) if words:
            return words
        case SpanCell(low, _, high):
            return f"{decimal(low, 3)} to {decimal(high, 3)}"
        case RateCell(tally):
            return percent(tally.rate)
        case TickCell(on):
            return "\u2013" if on is None else "yes" if on else "no"
        case str():
            return cell
