"""The words of the portable form: what is asked of prepared columns. Values only.

Every question has two answers: on a blank it is false, save `Blank` and `Not` (semantics 2). A
target that has a third answer guards each question by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from models.exchange.portable.columns import Column

FIRST_DAY, LAST_DAY = -719_162, 2_932_896
"""0001-01-01 and 9999-12-31 as whole days since 1970-01-01: the days that targets can write."""


@dataclass(frozen=True)
class Known:
    """The column is not blank."""

    column: Column


@dataclass(frozen=True)
class Blank:
    """The column is blank."""

    column: Column


@dataclass(frozen=True)
class IsOneOf:
    """The text (or key) is one of these, literally."""

    column: Column
    texts: tuple[str, ...]


@dataclass(frozen=True)
class ContainsAny:
    """One of these stands within the text (or key), literally: no wildcards."""

    column: Column
    texts: tuple[str, ...]


@dataclass(frozen=True)
class StartsWith:
    """The text (or key) starts with one of these."""

    column: Column
    texts: tuple[str, ...]


@dataclass(frozen=True)
class EndsWith:
    """The text (or key) ends with one of these."""

    column: Column
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Matches:
    """A regular expression of RE2 is found in the text."""

    column: Column
    pattern: str


@dataclass(frozen=True)
class NumberIs:
    """The number is one of these."""

    column: Column
    numbers: tuple[float, ...]


@dataclass(frozen=True)
class NumberWithin:
    """The number lies between two ends; None is an open end, `with_low`: the end is included."""

    column: Column
    low: float | None
    high: float | None
    with_low: bool = True
    with_high: bool = True


@dataclass(frozen=True)
class Day:
    """A calendar day: so many days since 1970-01-01, or since the as-of day (negative: before)."""

    days: int
    from_as_of: bool = False

    def on(self, as_of: int) -> int:
        """The days since 1970-01-01, for that as-of day."""
        return self.days + as_of if self.from_as_of else self.days


@dataclass(frozen=True)
class DayWithin:
    """The day lies between two days, both included; None is an open end."""

    column: Column
    low: Day | None
    high: Day | None


@dataclass(frozen=True)
class OnWeekday:
    """The day is one of these weekdays, 1 = Monday."""

    column: Column
    weekdays: tuple[int, ...]


@dataclass(frozen=True)
class IsYes:
    """The field is yes; `yes` false: it is no."""

    column: Column
    yes: bool


@dataclass(frozen=True)
class HasAny:
    """One of the values (or keys) of the field is one of these."""

    column: Column
    texts: tuple[str, ...]


@dataclass(frozen=True)
class All:
    """Every part holds; without parts it always holds."""

    parts: tuple[Asked, ...]


@dataclass(frozen=True)
class Any:
    """Some part holds; without parts it never holds."""

    parts: tuple[Asked, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold: also where it asks of a blank."""

    part: Asked


Question = (
    Known
    | Blank
    | IsOneOf
    | ContainsAny
    | StartsWith
    | EndsWith
    | Matches
    | NumberIs
    | NumberWithin
    | DayWithin
    | OnWeekday
    | IsYes
    | HasAny
)
"""What is asked of one column."""
Asked = Question | All | Any | Not
"""A question, or several joined."""

ALWAYS, NEVER = All(()), Any(())


def all_of(parts: tuple[Asked, ...]) -> Asked:
    """Every part, with what is always so left out."""
    parts = tuple(part for part in parts if part != ALWAYS)
    if NEVER in parts:
        return NEVER
    return parts[0] if len(parts) == 1 else All(parts)


def any_of(parts: tuple[Asked, ...]) -> Asked:
    """Some part, with what is never so left out."""
    parts = tuple(part for part in parts if part != NEVER)
    if ALWAYS in parts:
        return ALWAYS
    return parts[0] if len(parts) == 1 else Any(parts)


def not_(part: Asked) -> Asked:
    """The opposite."""
    match part:
        case Not(inner):
            return inner
        case Known(column):
            return Blank(column)
        case Blank(column):
            return Known(column)
        case All(()):
            return NEVER
        case Any(()):
            return ALWAYS
        case _:
            return Not(part)


def questions_in(asked: Asked) -> Iterator[Question]:
    """Every question within, in reading order."""
    match asked:
        case All(parts) | Any(parts):
            for part in parts:
                yield from questions_in(part)
        case Not(part):
            yield from questions_in(part)
        case _:
            yield asked


def pushed_in(asked: Asked, *, negative: bool = False) -> Asked:
    """The same without a `Not` over joined questions: for targets whose negation knows only one
    question (De Morgan's laws, which hold since every question has two answers)."""
    match asked:
        case All(parts) | Any(parts):
            inner = tuple(pushed_in(part, negative=negative) for part in parts)
            every = isinstance(asked, All) != negative
            return all_of(inner) if every else any_of(inner)
        case Not(part):
            return pushed_in(part, negative=not negative)
        case _:
            return not_(asked) if negative else asked


def depth_of(asked: Asked) -> int:
    """How deep questions are nested; one alone is 1."""
    match asked:
        case All(parts) | Any(parts):
            return 1 + max(map(depth_of, parts), default=0)
        case Not(part):
            return 1 + depth_of(part)
        case _:
            return 1


def map_questions(asked: Asked, change: Callable[[Question], Asked]) -> Asked:
    """The same with each question replaced."""
    match asked:
        case All(parts):
            return all_of(tuple(map_questions(part, change) for part in parts))
        case Any(parts):
            return any_of(tuple(map_questions(part, change) for part in parts))
        case Not(part):
            return not_(map_questions(part, change))
        case _:
            return change(asked)
