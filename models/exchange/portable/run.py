"""The portable form run on one prepared lead, slowly and plainly: what every target must give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.exchange.portable.prepared import Value
from models.exchange.portable.program import (
    Fading,
    FirstOf,
    Hundredths,
    PortableGroup,
    PortableRule,
    Program,
    Times,
)
from models.exchange.portable.vocabulary import (
    All,
    Any,
    Asked,
    Blank,
    ContainsAny,
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
)
from models.scoring.output import rescaled
from models.scoring.patterns import searcher
from models.scoring.rules import Axis

Record = Mapping[str, Value]


@dataclass(frozen=True)
class Result:
    """What the portable form gives a lead. `rules` and `groups` by id; `total` before overrides.

    `output`: the score on the output scale, the score itself where there is none. `chance`: in
    ten-thousandths, None where the model has no table.
    """

    score: int
    band: str
    grade: str | None
    total: int
    output: int
    chance: int | None
    rules: dict[str, int]
    groups: dict[str, int]
    override: str | None


def run(program: Program, lead: Record, as_of: int) -> Result:
    """The score of a prepared lead and its way. `as_of`: the lead's day, since 1970-01-01."""
    rules: dict[str, int] = {}
    groups: dict[str, int] = {}
    axes = dict.fromkeys(Axis, 0)
    total = program.base
    for group in program.groups:
        for rule in group.rules:
            rules[rule.id] = _rule(rule, lead, as_of)
        given = _group(group, sum(rules[rule.id] for rule in group.rules), lead, as_of)
        groups[group.id] = given
        axes[group.axis] += given
        total += given
    if program.raised is not None:
        raised = lead[program.raised.name]
        assert isinstance(raised, int)
        total += raised
    total = program.scale.clamp(total)
    score, decided = total, None
    for override in program.overrides:
        if holds(override.when, lead, as_of):
            score, decided = max(override.low, min(override.high, total)), override.id
            break
    band = program.bands[0].name
    for candidate in program.bands:
        if candidate.threshold <= score:
            band = candidate.name
    grade = program.grade
    output = program.output
    table = program.probability
    return Result(
        score,
        band,
        None if grade is None else grade.label(axes[Axis.FIT], axes[Axis.ENGAGEMENT]),
        total,
        score if output is None else rescaled(score, program.scale, output),
        None if table is None else table.at(score).chance,
        rules,
        groups,
        decided,
    )


def _rule(rule: PortableRule, lead: Record, as_of: int) -> int:
    if not holds(rule.when, lead, as_of):
        return 0
    match rule.gives:
        case FirstOf(lines):
            return next((line.points for line in lines if holds(line.when, lead, as_of)), 0)
        case Times(column, points, most):
            return points * min(_whole(lead[column.name]), most)
        case Hundredths(column, points):
            return (points * _whole(lead[column.name]) + 50) // 100


def _whole(value: Value) -> int:
    assert isinstance(value, int | float)
    return int(value)


def _group(group: PortableGroup, points: int, lead: Record, as_of: int) -> int:
    if group.least is not None:
        points = max(points, group.least)
    if group.most is not None:
        points = min(points, group.most)
    if group.fading is None:
        return points
    return (points * _percent(group.fading, lead, as_of) + 50) // 100


def _percent(fading: Fading, lead: Record, as_of: int) -> int:
    held = (line.points for line in fading.lines if holds(line.when, lead, as_of))
    return next(held, fading.after)


def holds(asked: Asked, lead: Record, as_of: int) -> bool:
    """Whether it holds for a prepared lead."""
    match asked:
        case All(parts):
            return all(holds(part, lead, as_of) for part in parts)
        case Any(parts):
            return any(holds(part, lead, as_of) for part in parts)
        case Not(part):
            return not holds(part, lead, as_of)
        case _:
            return _holds(asked, lead[asked.column.name], as_of)


def _holds(question: Question, value: Value, as_of: int) -> bool:
    if value is None:
        return isinstance(question, Blank)
    match question:
        case Known():
            return True
        case Blank():
            return False
        case IsYes(_, yes):
            return value is yes
        case IsOneOf(_, texts):
            return value in texts
    match question, value:
        case ContainsAny(_, texts), str():
            return any(text in value for text in texts)
        case StartsWith(_, texts), str():
            return value.startswith(texts)
        case EndsWith(_, texts), str():
            return value.endswith(texts)
        case Matches(_, pattern), str():
            found = searcher(pattern)
            return found is not None and found(value)
        case HasAny(_, texts), tuple():
            return any(text in value for text in texts)
        case _ if isinstance(value, int | float):
            return _of_number(question, value, as_of)
    return False


def _of_number(question: Question, value: float, as_of: int) -> bool:
    match question:
        case NumberIs(_, numbers):
            return value in numbers
        case NumberWithin(_, low, high, with_low, with_high):
            above = low is None or value > low or (with_low and value == low)
            below = high is None or value < high or (with_high and value == high)
            return above and below
        case DayWithin(_, first, last):
            after = first is None or value >= first.on(as_of)
            before = last is None or value <= last.on(as_of)
            return after and before
        case OnWeekday(_, weekdays):
            return (int(value) + 3) % 7 + 1 in weekdays
        case _:
            return False
