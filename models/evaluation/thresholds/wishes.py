"""What a threshold is chosen by: what sales can work, what a touch costs, what a win is worth."""

from __future__ import annotations

from dataclasses import dataclass

from models.problems import LeadbenchError

WHERE = "Threshold"
MOST = 1e12


@dataclass(frozen=True)
class Capacity:
    """People, how many leads each can work on a day, and days of work in a week."""

    people: float
    touches_a_day: float
    days_a_week: float = 5.0

    @property
    def per_week(self) -> float:
        """Leads that can be worked in a week."""
        return self.people * self.touches_a_day * self.days_a_week


@dataclass(frozen=True)
class Money:
    """What it costs to work a lead, and what a conversion is worth, in one currency."""

    cost: float
    win: float


@dataclass(frozen=True)
class Sales:
    """What a person said sales can do and what it is worth; None: nothing was said.

    Kept in the project as it was typed: whether it makes sense is said where it is used.
    `people`, `touches_a_day`, `days_a_week`: see `Capacity`. `cost`, `win`: see `Money`, in
    `currency`. `precision`, `recall`: wanted shares, 0..1.
    """

    people: float | None = None
    touches_a_day: float | None = None
    days_a_week: float = 5.0
    cost: float | None = None
    win: float | None = None
    currency: str = "\u20ac"
    precision: float | None = None
    recall: float | None = None

    @property
    def capacity(self) -> Capacity | None:
        """What sales can work; None where it was not said."""
        if self.people is None or self.touches_a_day is None:
            return None
        return Capacity(self.people, self.touches_a_day, self.days_a_week)

    @property
    def money(self) -> Money | None:
        """Cost and value; None where one of them was not said."""
        return None if self.cost is None or self.win is None else Money(self.cost, self.win)


def check_capacity(capacity: Capacity) -> None:
    """LeadbenchError with a sentence where nobody could work a lead."""
    parts = (capacity.people, capacity.touches_a_day, capacity.days_a_week)
    if not all(0 < part <= MOST for part in parts):
        raise LeadbenchError(
            "Nobody can work a lead with these figures.",
            WHERE,
            "Give people, leads a day and days a week that are above zero.",
        )
    if capacity.days_a_week > 7:
        raise LeadbenchError("A week has seven days.", WHERE, "Give at most 7 days a week.")


def check_money(money: Money) -> None:
    """LeadbenchError with a sentence where cost or value make no sense."""
    if not (0 <= money.cost <= MOST and 0 <= money.win <= MOST):
        raise LeadbenchError(
            "The cost of a touch and the value of a win cannot be negative.",
            WHERE,
            "Give amounts of zero or more.",
        )
    if money.win <= money.cost:
        raise LeadbenchError(
            "A win is worth no more than one touch costs, so no lead would be worth working.",
            WHERE,
            "Look whether both amounts are in the same currency.",
        )


def check_share(share: float, name: str) -> None:
    """LeadbenchError with a sentence where a wanted share is none; `name`: what it is of."""
    if not 0 < share <= 1:
        raise LeadbenchError(
            f"{name} is a share of more than 0\u202f% and at most 100\u202f%.",
            WHERE,
            "Give a share such as 30\u202f%.",
        )
