"""Questions of the portable form in SQL.

SQL has a third answer, unknown, wherever a blank is asked. Where nothing is negated it ends as no
in the CASE that asks; so only what is negated is guarded, and negations stand at single questions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlglot import exp

from models.exchange.portable.columns import Column
from models.exchange.portable.vocabulary import (
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
    Matches,
    Not,
    NumberIs,
    NumberWithin,
    OnWeekday,
    Question,
    StartsWith,
    pushed_in,
)
from models.exchange.sql.expressions import Writer
from models.exchange.sql.values import number_text, value_within
from models.scoring.patterns import pattern_fault

MOST_JOINED = 100
"""So many parts stand in one row; more are put in brackets, since parsers count the depth."""
_EPOCH = date(1970, 1, 1)
_MONDAY = date(1, 1, 1)
"""The first day that can be written; no day lies before it, so no remainder is negative."""


@dataclass(frozen=True)
class Wording:
    """How columns are called in a writer. `ages`: columns of days from a day to the as-of day."""

    writer: Writer
    ages: Mapping[Column, str]

    def condition(self, asked: Asked) -> str:
        """The question for a CASE: true where it holds, false or unknown elsewhere."""
        return self._asked(pushed_in(asked), frozenset())

    def _asked(self, asked: Asked, known: frozenset[Column]) -> str:
        match asked:
            case All(parts):
                seen = known | {part.column for part in parts if isinstance(part, Known)}
                return joined([self._part(part, seen) for part in parts], "AND") or "1 = 1"
            case Any(parts):
                return joined([self._part(part, known) for part in parts], "OR") or "1 = 0"
            case Not(part):
                return self._not(part, known)
            case _:
                return self._question(asked)

    def _part(self, asked: Asked, known: frozenset[Column]) -> str:
        text = self._asked(asked, known)
        return text if _stands_alone(asked, known) else f"({text})"

    def _not(self, part: Asked, known: frozenset[Column]) -> str:
        assert not isinstance(part, All | Any | Not), "negations stand at single questions"
        column = part.column
        text = self._negated(part)
        if _never_unknown(part, known):
            return text
        return f"{self.writer.named(column.name)} IS NULL OR {text}"

    def _negated(self, question: Question) -> str:
        text = self._question(question)
        match question:
            case IsOneOf(_, (_,)) | NumberIs(_, (_,)):
                return text.replace(" = ", " <> ", 1)
            case IsOneOf() | NumberIs():
                return text.replace(" IN (", " NOT IN (", 1)
            case _:
                return f"NOT ({text})"

    def _question(self, question: Question) -> str:
        writer = self.writer
        name = writer.named(question.column.name)
        match question:
            case Known():
                return f"{name} IS NOT NULL"
            case Blank():
                return f"{name} IS NULL"
            case IsOneOf(_, texts):
                return _one_of(name, [writer.quoted(text) for text in texts])
            case NumberIs(_, numbers):
                return _one_of(name, [number_text(number) for number in numbers])
            case IsYes(_, yes):
                return f"{name} = {int(yes)}"
            case NumberWithin(_, low, high, with_low, with_high):
                return _within(name, low, high, with_low, with_high)
            case DayWithin(column, low, high):
                return self._days(column, low, high)
            case _:
                return self._by_function(question, writer.column(question.column.name))

    def _by_function(self, question: Question, column: exp.Expression) -> str:
        writer = self.writer
        match question:
            case ContainsAny(_, texts):
                return self._any(
                    [exp.GT(this=self._place(t, column), expression=_ZERO) for t in texts]
                )
            case HasAny(_, texts):
                return self._within([value_within(text) for text in texts], column)
            case StartsWith(_, texts):
                return self._any(
                    [exp.EQ(this=self._place(t, column), expression=_ONE) for t in texts]
                )
            case EndsWith(_, texts):
                ends = [(writer.ending(column, text), writer.text(text)) for text in texts]
                return self._any([exp.EQ(this=end, expression=text) for end, text in ends])
            case Matches(_, pattern) if pattern_fault(pattern):
                return "1 = 0"  # a pattern under construction is found nowhere
            case Matches(_, pattern):
                return writer.sql(exp.RegexpLike(this=column, expression=writer.text(pattern)))
            case OnWeekday(_, weekdays):
                days = writer.sql(writer.days_from(writer.day(_MONDAY), column))
                weekday = f"{writer.remainder(days, 7)} + 1"
                return _one_of(weekday, [str(day) for day in weekdays])
            case _:
                raise AssertionError(question)

    def _within(self, texts: Sequence[str], column: exp.Expression) -> str:
        places = [self._place(text, column) for text in texts]
        return self._any([exp.GT(this=place, expression=_ZERO) for place in places])

    def _place(self, text: str, column: exp.Expression) -> exp.Expression:
        return exp.StrPosition(this=column, substr=self.writer.text(text))

    def _any(self, tests: Sequence[exp.Expression]) -> str:
        return joined([self.writer.sql(test) for test in tests], "OR")

    def _days(self, column: Column, low: Day | None, high: Day | None) -> str:
        """A day on or after another one is an age of at most, and the other way round."""
        name, age = self.writer.named(column.name), self.ages.get(column, "")
        if low and high and low.from_as_of and high.from_as_of:
            return f"{age} BETWEEN {-high.days} AND {-low.days}"
        tests = []
        if low is not None:
            tests.append(
                f"{age} <= {-low.days}" if low.from_as_of else f"{name} >= {self._day(low.days)}"
            )
        if high is not None:
            tests.append(
                f"{age} >= {-high.days}" if high.from_as_of else f"{name} <= {self._day(high.days)}"
            )
        return " AND ".join(tests) or f"{name} IS NOT NULL"

    def _day(self, days: int) -> str:
        return self.writer.sql(self.writer.day(_EPOCH + timedelta(days=days)))


_ZERO, _ONE = exp.Literal.number(0), exp.Literal.number(1)


def joined(parts: Sequence[str], word: str) -> str:
    """Parts with a word between them, in brackets of a hundred where there are many."""
    parts = list(parts)
    while len(parts) > MOST_JOINED:
        cut = range(0, len(parts), MOST_JOINED)
        parts = [f"({f' {word} '.join(parts[at : at + MOST_JOINED])})" for at in cut]
    return f" {word} ".join(parts)


def _never_unknown(question: Question, known: frozenset[Column]) -> bool:
    plain = isinstance(question, Known | Blank)
    return plain or question.column.never_blank or question.column in known


def _stands_alone(asked: Asked, known: frozenset[Column]) -> bool:
    """Whether it needs no brackets within a row of AND or OR."""
    match asked:
        case All() | Any():
            return False
        case Not(part):
            assert not isinstance(part, All | Any | Not)
            return _never_unknown(part, known)
        case ContainsAny(_, texts) | HasAny(_, texts) | StartsWith(_, texts) | EndsWith(_, texts):
            return len(texts) == 1
        case NumberWithin() | DayWithin():
            return False
        case _:
            return True


def _one_of(name: str, texts: Sequence[str]) -> str:
    if len(texts) == 1:
        return f"{name} = {texts[0]}"
    return f"{name} IN ({', '.join(texts)})"


def _within(
    name: str, low: float | None, high: float | None, with_low: bool, with_high: bool
) -> str:
    if low is not None and high is not None and with_low and with_high:
        return f"{name} BETWEEN {number_text(low)} AND {number_text(high)}"
    tests = []
    if low is not None:
        tests.append(f"{name} {'>=' if with_low else '>'} {number_text(low)}")
    if high is not None:
        tests.append(f"{name} {'<=' if with_high else '<'} {number_text(high)}")
    return " AND ".join(tests) or f"{name} IS NOT NULL"
