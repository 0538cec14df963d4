"""Faults of a file with their places, and the plain values that they are about."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

from models.problems import LeadbenchError, Problem, Severity

MOST_NUMBER = 1.79769313486231e308
_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_EVEN)
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass
class Faults:
    """All faults found so far. Not strict: only wrong types count, so that work in progress,
    which may break a law of models for a while, can be kept and read again."""

    strict: bool = True
    problems: list[Problem] = field(default_factory=list)

    def shape(self, place: str, what: str, remedy: str = "") -> None:
        """A value that cannot be understood at all."""
        self.problems.append(Problem(what, place, remedy, severity=Severity.ERROR))

    def law(self, place: str, what: str, remedy: str = "") -> None:
        """A value that is understood and breaks a law of scoring models."""
        if self.strict:
            self.shape(place, what, remedy)

    def refuse(self, where: str) -> None:
        """Raise a LeadbenchError that holds every fault; nothing happens where there is none."""
        if not self.problems:
            return
        first = self.problems[0]
        if len(self.problems) == 1:
            place = f"{where}, {first.where}" if where and first.where else where or first.where
            raise LeadbenchError(first.what, place, first.remedy, tuple(self.problems))
        raise LeadbenchError(
            f"There are {len(self.problems):,} faults; the first: {first.sentence()}.",
            where,
            "Mend them in the file and open it again.",
            tuple(self.problems),
        )


def shown(value: Any) -> str:
    """A value of a file within a sentence, cut where it is long."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**40:
        return "a number of more than 40 digits"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:59] + "\u2026"


def as_day(value: Any, place: str, faults: Faults) -> date | None:
    """A calendar day written year-month-day."""
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    faults.shape(place, f'must be a day such as "2024-02-29", found {shown(value)}')
    return None


def as_number(value: Any, place: str, faults: Faults) -> float:
    """A number, rounded half-even to 15 significant digits as the numbers of cells are."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        faults.shape(place, f"must be a number, found {shown(value)}")
        return 0.0
    if not abs(value) <= MOST_NUMBER:
        faults.shape(place, "is too large a number")
        return 0.0
    return float(_FIFTEEN.create_decimal(Decimal(repr(float(value))))) + 0.0


def plain_number(value: float) -> int | float:
    """A number as it is written: 5 instead of 5.0."""
    return int(value) if float(value).is_integer() and abs(value) < 1e15 else float(value)
