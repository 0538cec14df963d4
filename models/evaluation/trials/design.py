"""What a live test is to find, and how many leads and weeks that takes."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from models.evaluation.figures import count, percent
from models.evaluation.power import MOST, size_for, smallest_difference, split
from models.evaluation.trials.spending import MOST_LOOKS, inflation
from models.leads.wording import figure
from models.problems import LeadbenchError

LONGEST = 520
"""Weeks beyond which no test is planned."""
POINTS = 24
"""Lengths at which the curve of what a test could show is worked out, at most."""


@dataclass(frozen=True)
class Design:
    """`rate` 0..1: what converts today; `difference`: how much more is worth having, as a share
    (0.02: 2 points). `per_week`: leads that come into the test. `share`: of them in arm B.

    `account_size`: leads of the account of a lead, on average; `correlation`: how alike leads of
    an account are in their outcome; both count where whole accounts are dealt (`by_account`).
    `wait`: days that a lead is given to convert. `looks`: how often it is looked at, evenly spread
    over its leads, the last time at its end.
    """

    rate: float
    difference: float
    per_week: float
    power: float = 0.8
    level: float = 0.05
    share: float = 0.5
    by_account: bool = False
    account_size: float = 1.0
    correlation: float = 0.0
    wait: int = 0
    looks: int = 1

    @property
    def effect(self) -> float:
        """How many times as many leads it takes because leads of an account are alike.

        1 + (m - 1) rho (Kish; Donner and Klar, Design and Analysis of Cluster Randomization Trials
        (2000), 5.2), with m the size weighted by leads where accounts differ in size (Eldridge,
        Ashby and Kerry, International Journal of Epidemiology 35 (2006), 1292-1300).
        """
        if not self.by_account:
            return 1.0
        return 1 + (self.account_size - 1) * self.correlation

    @property
    def more(self) -> float:
        """How many times as many leads it takes: for accounts, and for looks on the way."""
        return self.effect * inflation(self.looks, self.level, self.power)


@dataclass(frozen=True)
class Sizes:
    """Leads of arm A and arm B that a design needs, and the weeks until they have come in.

    `weeks` None: longer than `LONGEST`.
    """

    a: int
    b: int
    weeks: int | None

    @property
    def all(self) -> int:
        """The leads of both."""
        return self.a + self.b


@dataclass(frozen=True)
class Shown:
    """What a test of so many weeks could show: the least difference; None: none at all."""

    weeks: int
    leads: int
    difference: float | None


def sizes_of(design: Design) -> Sizes:
    """The leads and weeks. LeadbenchError where the design asks for what no test can do."""
    require(design)
    other = design.rate + design.difference
    leads = size_for(design.rate, other, design.level, design.power, design.share)
    leads = min(MOST, ceil(leads * design.more))
    weeks = ceil(leads / design.per_week)
    if design.share == 0.5:
        leads += leads % 2
    return Sizes(*split(leads, design.share), weeks if weeks <= LONGEST else None)


def shown_by(design: Design, weeks: int) -> Shown:
    """The smallest difference that a test of so many weeks could show."""
    leads = int(design.per_week * weeks)
    found = smallest_difference(
        leads / design.more, design.rate, design.level, design.power, design.share
    )
    return Shown(weeks, leads, found)


def curve_of(design: Design) -> tuple[Shown, ...]:
    """What tests of more and more weeks could show, up to twice what the design needs."""
    sizes = sizes_of(design)
    most = min(LONGEST, max(12, 2 * (LONGEST if sizes.weeks is None else sizes.weeks)))
    step = max(1, ceil(most / POINTS))
    weeks = {*range(step, most + 1, step), *((sizes.weeks,) if sizes.weeks else ())}
    return tuple(shown_by(design, at) for at in sorted(weeks))


def require(design: Design) -> None:
    """LeadbenchError that says what of a design no test can do, and what to say instead."""
    rate, more = design.rate, design.difference
    if not 0 < rate < 1:
        raise LeadbenchError(
            f"A test cannot be planned for a conversion of {percent(rate)} today: "
            + (
                "where nobody converts, nothing tells how many will."
                if rate <= 0
                else "more than all cannot convert."
            ),
            "Conversion today",
            f"Say a rate between 0 and {percent(1, 0)}.",
        )
    if more <= 0:
        raise LeadbenchError(
            "A difference of zero is found by no test, however long."
            if more == 0
            else "The difference worth having is below zero.",
            "Difference worth having",
            "Say how many points more would be worth it; less is found as well as more.",
        )
    if rate + more >= 1:
        raise LeadbenchError(
            f"{percent(rate)} and {figure(round(100 * more, 1))} points more are not below "
            f"{percent(1, 0)}.",
            "Difference worth having",
            "Say a smaller difference.",
        )
    if not 0 < design.per_week <= MOST:
        raise LeadbenchError(
            f"With {figure(design.per_week)} leads a week the test would never end."
            if design.per_week <= 0
            else f"More than {count(MOST)} leads a week are too many to plan with.",
            "Leads a week",
            "Say how many leads come into the test each week.",
        )
    for value, least, most, where in (
        (design.share, 0.01, 0.99, "Share of B"),
        (design.power, 0.5, 0.99, "Power"),
        (design.level, 0.001, 0.2, "Level"),
    ):
        if not least <= value <= most:
            raise LeadbenchError(
                f"{percent(value)} is not between {percent(least)} and {percent(most)}.",
                where,
                "Say a share in between.",
            )
    if design.by_account and (design.account_size < 1 or not 0 <= design.correlation <= 1):
        raise LeadbenchError(
            "An account has 1 lead or more, and leads of one are alike by 0 to 1.",
            "Accounts",
            "Say other numbers, or take those of the history.",
        )
    require_looks(design.looks)
    if not 0 <= design.wait <= 3650:
        raise LeadbenchError(
            f"{count(design.wait)} days is no time that a lead can be given to convert.",
            "Days to convert",
            "Say a number of days from 0 to 3,650.",
        )


def require_looks(looks: int) -> None:
    """LeadbenchError for more looks than are planned, or none."""
    if not 1 <= looks <= MOST_LOOKS:
        raise LeadbenchError(
            f"A test is looked at 1 to {MOST_LOOKS} times; {count(looks)} cannot be planned.",
            "Looks",
            "Say how often it is looked at, its end included.",
        )
