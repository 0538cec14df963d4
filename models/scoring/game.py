"""A gamified programme with a ledger of its own, kept apart from the score. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from models.scoring.conditions import Selection


@dataclass(frozen=True)
class Quest:
    """Points for an activity: at least `cool_down` days apart, at most `most` times (None: any)."""

    id: str
    name: str
    of: Selection
    points: int
    cool_down: int = 0
    most: int | None = None


@dataclass(frozen=True)
class Badge:
    """Given once, when so many activities of the selection have happened."""

    name: str
    of: Selection
    count: int


@dataclass(frozen=True)
class Level:
    """Held from this balance on, with what it brings."""

    name: str
    threshold: int
    reward: str = ""


@dataclass(frozen=True)
class Game:
    """The programme (semantics 16). `levels` ascend, the first begins at or below the opening."""

    opening: int = 0
    quests: tuple[Quest, ...] = ()
    badges: tuple[Badge, ...] = ()
    levels: tuple[Level, ...] = (Level("Newcomer", 0),)
