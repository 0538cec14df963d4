"""Questions and points as formulas of Salesforce.

A blank makes a question false: each is guarded by IF(ISBLANK(field),FALSE,...), since a formula
works out every part of AND. Days are compared as days, age from the as-of day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import combinations

from models.exchange.crm.exclusive import apart, exclusive
from models.exchange.portable.columns import Column, Holds
from models.exchange.portable.program import FirstOf, Hundredths, Line, PortableRule, Times
from models.exchange.portable.vocabulary import (
    ALWAYS,
    All,
    Any,
    Asked,
    Blank,
    ContainsAny,
    Day,
    DayWithin,
    EndsWith,
    HasAny,
    IsOneOf,
    IsYes,
    Known,
    Not,
    NumberIs,
    NumberWithin,
    OnWeekday,
    Question,
    StartsWith,
)

_EPOCH = date(1970, 1, 1).toordinal()


def text_literal(text: str) -> str:
    """A text between double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def number_literal(number: float) -> str:
    """A number with all its digits and without an exponent."""
    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


class Expressions:
    """Writes formulas. `names`: the field of each prepared column; `as_of`: the day."""

    def __init__(self, names: Mapping[str, str], as_of: str) -> None:
        self._names, self._as_of = names, as_of

    def name(self, column: Column) -> str:
        """How a formula reads a column."""
        return self._names[column.name]

    def holds(self, asked: Asked) -> str:
        """Whether it holds."""
        match asked:
            case All(()):
                return "TRUE"
            case Any(()):
                return "FALSE"
            case All(parts):
                return _call("AND", map(self.holds, parts))
            case Any(parts):
                return _call("OR", map(self.holds, parts))
            case Not(part):
                return f"NOT({self.holds(part)})"
            case Known(column):
                return f"NOT(ISBLANK({self.name(column)}))"
            case Blank(column):
                return f"ISBLANK({self.name(column)})"
            case _:
                found = self._question(asked, self.name(asked.column))
                if asked.column.never_blank and asked.column.holds is not Holds.YES_NO:
                    return found
                return f"IF(ISBLANK({self.name(asked.column)}),FALSE,{found})"

    def _question(self, question: Question, name: str) -> str:
        column = question.column
        if column.never_blank and column.holds is not Holds.YES_NO:
            name = f"BLANKVALUE({name},0)"  # a count that nobody has filled yet
        match question:
            case IsYes(_, yes):
                return f'{name}="{"yes" if yes else "no"}"'
            case IsOneOf(_, texts):
                return _is_one_of(name, texts)
            case ContainsAny(_, texts):
                return _any(f"CONTAINS({name},{text_literal(text)})" for text in texts)
            case StartsWith(_, texts):
                return _any(f"BEGINS({name},{text_literal(text)})" for text in texts)
            case EndsWith(_, texts):
                return _any(_ends(name, text_literal(text)) for text in texts)
            case HasAny(_, texts):
                return _any(f"CONTAINS({name},{text_literal(f';{text};')})" for text in texts)
            case NumberIs(_, numbers):
                return _any(f"{name}={number_literal(number)}" for number in numbers)
            case NumberWithin():
                return self._within(question, name)
            case DayWithin(_, low, high):
                ends = [f"{name}>={self.day(low)}"] if low is not None else []
                ends += [f"{name}<={self.day(high)}"] if high is not None else []
                return _call("AND", ends)
            case OnWeekday(_, weekdays):
                cases = ",".join(f"{day % 7 + 1},1" for day in weekdays)
                return f"CASE(WEEKDAY({name}),{cases},0)=1"
            case _:
                raise ValueError("regular expressions are left out before")

    def _within(self, question: NumberWithin, name: str) -> str:
        ends = []
        if question.low is not None:
            ends.append(f"{name}{'>=' if question.with_low else '>'}{number_literal(question.low)}")
        if question.high is not None:
            sign = "<=" if question.with_high else "<"
            ends.append(f"{name}{sign}{number_literal(question.high)}")
        return _call("AND", ends) if ends else "TRUE"

    def gives(self, rule: PortableRule) -> str:
        """The points of a rule; it stands alone in a sum."""
        match rule.gives:
            case FirstOf():
                points = self._first_of(rule.gives)
            case Times(column, points_each, most):
                count = f"BLANKVALUE({self.name(column)},0)"
                points = f"({points_each})*MIN({count},{most})"
            case Hundredths(column, points_each):
                left = f"BLANKVALUE({self.name(column)},0)"
                points = f"MFLOOR((({points_each})*{left}+50)/100)"
        return points if rule.when == ALWAYS else f"IF({self.holds(rule.when)},{points},0)"

    def _first_of(self, gives: FirstOf) -> str:
        """By value of one text CASE, which reads the field once; else IF within IF."""
        columns = {line.when.column for line in gives.lines if isinstance(line.when, IsOneOf)}
        plain = all(isinstance(line.when, IsOneOf | Blank) for line in gives.lines)
        if len(gives.lines) > 1 and plain and len(columns) == 1:
            (column,) = columns
            if all(_column(line.when) == column for line in gives.lines):
                return self._by_value(gives, column)
        lines = _separate(gives)
        if lines is not None:  # engines read a sum more easily than IF within IF
            said = "+".join(f"IF({self.holds(line.when)},{line.points},0)" for line in lines)
            return f"({said})" if lines else "0"
        said = "0"
        for line in reversed(gives.lines):
            said = f"IF({self.holds(line.when)},{line.points},{said})"
        return said

    def _by_value(self, gives: FirstOf, column: Column) -> str:
        cases: dict[str, int] = {}
        blank: int | None = None
        for line in gives.lines:
            if isinstance(line.when, IsOneOf):
                for text in line.when.texts:
                    cases.setdefault(text, line.points)
            elif blank is None:
                blank = line.points
        said = ",".join(f"{text_literal(text)},{points}" for text, points in cases.items())
        name = self.name(column)
        return f"IF(ISBLANK({name}),{blank or 0},CASE({name},{said},0))"

    def day(self, day: Day) -> str:
        """A day as an expression."""
        if day.from_as_of:
            return f"{self._as_of}{day.days:+d}" if day.days else self._as_of
        found = date.fromordinal(day.days + _EPOCH)
        return f"DATE({found.year},{found.month},{found.day})"


def _separate(gives: FirstOf) -> tuple[Line, ...] | None:
    """The lines as such of which at most one holds; None where that is not plain."""
    lines = gives.lines
    if all(apart(a.when, b.when) for a, b in combinations(lines, 2)):
        return tuple(line for line in lines if line.points)
    if all(isinstance(line.when, NumberWithin) and line.when.high is None for line in lines):
        return exclusive(PortableRule("", "", "", gives))
    return None


def _is_one_of(name: str, texts: tuple[str, ...]) -> str:
    """Several by CASE, which reads the field once and so stays small."""
    if len(texts) == 1:
        return f"{name}={text_literal(texts[0])}"
    cases = ",".join(f"{text_literal(text)},1" for text in dict.fromkeys(texts))
    return f"CASE({name},{cases},0)=1"


def _ends(name: str, text: str) -> str:
    return f"RIGHT({name},LEN({text}))={text}"


def _column(asked: Asked) -> Column | None:
    return asked.column if isinstance(asked, IsOneOf | Blank) else None


def _call(name: str, parts: Iterable[str]) -> str:
    said = list(parts)
    return said[0] if len(said) == 1 else f"{name}({','.join(said)})"


def _any(parts: Iterable[str]) -> str:
    return _call("OR", parts)


def clamped(points: str, low: int | None, high: int | None) -> str:
    """Points within limits: not below `low`, then not above `high`."""
    said = points if low is None else f"MAX({low},{points})"
    return said if high is None else f"MIN({high},{said})"
