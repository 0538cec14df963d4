"""What a gamified programme comes to: leads by level, quests and badges won, and the score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.evaluation.correlation import CLEAR, STRONG, WEAK, spearman
from models.evaluation.figures import count, decimal, percent
from models.evaluation.metrics import tally_of
from models.leads.tally import Tally
from models.scoring.game import Level
from models.scoring.ledger import Balances

_OTHER = "something else"


@dataclass(frozen=True)
class LevelFigures:
    """The leads that hold a level."""

    level: Level
    tally: Tally


@dataclass(frozen=True)
class GameFigures:
    """`quests`: by id, the leads that were awarded and how often in all; `badges`: in order, the
    leads that have each. `correlation`: of balance and score; None: one is the same for all."""

    leads: int
    levels: tuple[LevelFigures, ...]
    quests: dict[str, tuple[int, int]]
    badges: tuple[int, ...]
    correlation: float | None


def evaluate_game(
    balances: Balances, scores: NDArray[np.integer], outcome: NDArray[np.uint8]
) -> GameFigures:
    """The figures of a programme; `scores` and `outcome` of the same leads, shape (leads,)."""
    game = balances.game
    size = max(len(game.levels), 1)
    cells = balances.level * 3 + outcome
    counts = np.bincount(cells, minlength=size * 3).reshape(size, 3)
    return GameFigures(
        leads=len(balances),
        levels=tuple(
            LevelFigures(level, tally_of(row))
            for level, row in zip(game.levels, counts, strict=False)
        ),
        quests={
            quest: (int(np.count_nonzero(awards)), int(awards.sum()))
            for quest, awards in balances.awards.items()
        },
        badges=tuple(int(np.count_nonzero(has)) for has in balances.badges),
        correlation=spearman(balances.balance, scores),
    )


def game_verdict(figures: GameFigures) -> tuple[str, str]:
    """What the programme comes to, and whether it measures what the score does."""
    if not figures.leads:
        return "There are no leads in the programme.", ""
    active = max((leads for leads, _ in figures.quests.values()), default=0)
    if not active:
        return "No lead has won a quest yet.", correlation_sentence(figures.correlation)
    top = figures.levels[-1] if figures.levels else None
    first = f"{count(_above_first(figures))} of {count(figures.leads)} leads rose above "
    first += f"{figures.levels[0].level.name}" if figures.levels else "the opening"
    if top is not None and len(figures.levels) > 1:
        hold = "holds" if top.tally.leads == 1 else "hold"
        first += f"; {count(top.tally.leads)} {hold} {top.level.name}"
        if top.tally.rate is not None:
            subject = "it converts" if top.tally.leads == 1 else "they convert"
            first += f", and {subject} at {percent(top.tally.rate)}"
    return f"{first}.", correlation_sentence(figures.correlation)


def _above_first(figures: GameFigures) -> int:
    return sum(item.tally.leads for item in figures.levels[1:])


def correlation_sentence(value: float | None) -> str:
    """Whether balance and score go together, and what that means."""
    if value is None:
        return "Whether balance and score go together cannot be said: one is the same for all."
    told = decimal(value, 2)
    size = abs(value)
    if value < 0 and size >= WEAK:
        return f"Balance and score run against each other ({told}): more play, less to buy."
    if size < WEAK:
        return (
            f"Balance and score do not go together ({told}): the programme measures another thing."
        )
    if size < CLEAR:
        return (
            f"Balance and score go together only weakly ({told}): the programme measures something "
            "else."
        )
    if size < STRONG:
        return f"Balance and score go together in part ({told})."
    return f"Balance and score go together closely ({told}): the programme measures much the same."
