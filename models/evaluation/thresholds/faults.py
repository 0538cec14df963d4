"""What cannot be said of thresholds, or cannot be used of what a person said: a sentence each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.evaluation.rates import FEW
from models.evaluation.thresholds.ground import Ground
from models.evaluation.thresholds.wishes import (
    Money,
    Sales,
    check_capacity,
    check_money,
    check_share,
)
from models.leads.wording import count_of
from models.problems import LeadbenchError

NO_DAYS = (
    "No day of creation tells how many leads come in a week, so capacity cannot be looked at. Say "
    "on the page Data which field is the day of creation."
)


@dataclass(frozen=True)
class Usable:
    """What can be used of what was said; None: it was not said, or a fault is about it."""

    per_week: float | None
    money: Money | None
    faults: tuple[str, ...]


def usable_of(sales: Sales) -> Usable:
    """Look at capacity, money and wanted shares; what makes no sense becomes a sentence."""
    capacity, money = sales.capacity, sales.money
    of_capacity = "" if capacity is None else _fault(check_capacity, capacity)
    of_money = "" if money is None else _fault(check_money, money)
    shares = (("The wanted rate", sales.precision), ("The part to find", sales.recall))
    faults = [of_capacity, of_money]
    faults += [_fault(check_share, share, name) for name, share in shares if share is not None]
    return Usable(
        None if capacity is None or of_capacity else capacity.per_week,
        None if of_money else money,
        tuple(fault for fault in faults if fault),
    )


def _fault(check: Callable[..., None], *said: object) -> str:
    """What is wrong, and what to do; "" where nothing is."""
    try:
        check(*said)
    except LeadbenchError as error:
        return f"{error.problem.what} {error.problem.remedy}".strip()
    return ""


def is_share(share: float) -> bool:
    """Whether a wanted share can be used."""
    return 0 < share <= 1


def about_outcomes(ground: Ground) -> tuple[str, ...]:
    """Why no threshold can be called better than another; nothing where it can."""
    no, yes, _ = ground.curve.every
    none_better = "so no threshold is better than another."
    if not no and not yes:
        return (
            "No outcome is known, so only how many leads come can be said. Say on the page Data "
            "which field tells who converted.",
        )
    if not yes:
        leads = count_of(no, "lead")
        return (f"None of {leads} whose outcome is known converted, {none_better}",)
    if not no:
        leads = count_of(yes, "lead")
        return (
            f"All of {leads} whose outcome is known converted, {none_better} If a blank outcome "
            "means no, say so on the page Data.",
        )
    if min(no, yes) < FEW:
        what = "converted" if yes < FEW else "did not convert"
        return (
            f"Only {count_of(min(no, yes), 'lead')} {what}: with fewer than {FEW} it cannot be "
            "said which threshold is best.",
        )
    return ()
