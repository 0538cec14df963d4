"""Small questions to the search whose answer can be certified, and what the search made of them."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from itertools import count

from models.problems import LeadbenchError
from models.tuning.aims import Aim, Goal
from models.tuning.card import Card
from models.tuning.lawful import violations
from models.tuning.lines import Ground
from models.tuning.reins import Reins
from models.tuning.search.search import search
from tests.models.tuning.exhaustion import certified, losses_of
from tests.models.tuning.grounds import drawn_ground, drawn_reins

AIMS = (
    Aim(),
    Aim(Goal.AUC),
    Aim(Goal.CAPTURE, share=0.2),
    Aim(Goal.VALUE, win=10.0, cost=4.0),
)


LOOSE = 2e-7
"""Losses are fitted no further."""


@dataclass(frozen=True)
class Case:
    """At most `size` lines."""

    ground: Ground
    reins: Reins
    aim: Aim
    size: int


def drawn_case(
    dice: random.Random, aim: Aim, *, tight: float, most_lines: int = 12, leads: int = 0
) -> Case:
    """`tight`: how many reins, 0: none but the bounds."""
    step, least, most = dice.choice(((1, -2, 2), (5, -10, 10), (1, 0, 3), (2, -4, 2)))
    ground = drawn_ground(
        dice, dice.randint(4, most_lines), leads or dice.choice((60, 120, 250)), step
    )
    reins = Reins(step, least, most)
    if tight:
        reins = drawn_reins(dice, ground.lines, step, least, most, tight)
    return Case(ground, reins, aim, dice.randint(1, 3))


@dataclass(frozen=True)
class Answer:
    """The card that the search gives for a case, None: it says that there is none. `wrong`: what is
    wrong with the card.
    """

    card: Card | None
    wrong: tuple[str, ...] = ()


def answer(case: Case, patience: int | None = None) -> Answer:
    """Ask the search, and hold its cards to the reins and to their losses.

    `patience`: after how many looks at whether somebody cancels somebody does; None: nobody.
    """
    looks = count()

    def cancelled() -> bool:
        return patience is not None and next(looks) >= patience

    try:
        path = search(case.ground, case.reins, case.aim, (case.size,), 5, cancelled=cancelled)
    except LeadbenchError:
        return Answer(None)
    if not path.rungs:
        return Answer(None)
    rung = path.rungs[-1]
    wrong = [f"The rung is of size {rung.size}."] if rung.size != case.size else []
    reins = sized(case)
    exact = losses_of(case.ground, [card.points for card in rung.cards], case.aim)
    for card, loss in zip(rung.cards, exact.tolist(), strict=True):
        wrong += violations(case.ground, reins, card.points)
        if abs(card.loss - loss) > LOOSE:
            wrong.append(f"{card.points} has a loss of {loss}, not {card.loss}.")
    if [card.loss for card in rung.cards] != sorted(card.loss for card in rung.cards):
        wrong.append("The cards of a rung are not in order.")
    return Answer(rung.best, tuple(wrong))


def sized(case: Case) -> Reins:
    """The reins with the size."""
    most = case.reins.most_lines
    return replace(case.reins, most_lines=case.size if most is None else min(most, case.size))


def gap(case: Case, card: Card) -> float:
    """How much worse a card is than the certified best, 0 or more."""
    best = certified(case.ground, case.reins, case.aim, case.size)
    assert best is not None
    return card.loss - best.loss
