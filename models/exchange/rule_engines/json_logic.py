"""JSONLogic: the score as one expression of JSON.

Guards and `===` everywhere, since a blank compares with anything in JavaScript; texts by `in`
alone, since lengths differ between languages (a sign beyond the first plane counts as two in some).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any as Json

from models.exchange.embedded import JSON_KEY
from models.exchange.portable.program import (
    FirstOf,
    Hundredths,
    Line,
    PortableGroup,
    PortableRule,
    Program,
    Times,
)
from models.exchange.portable.vocabulary import (
    ALWAYS,
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
from models.exchange.rule_engines.about import about, leads_to_check, model_of
from models.exchange.rule_engines.flat import Cell, Of, end_cell, known_cell
from models.exchange.targets.target import Export, ExportFile, Order
from models.scoring.grade import GradeStep
from models.scoring.probability import WHOLE
from models.scoring.rules import Axis
from models.scoring.scale import Scale

HIGH = 10**12
"""Added before a remainder is taken, so that it is never that of a negative number."""
EDGE = "\u0002"
"""Stands before or after a text, where it starts or ends; no cleaned text holds it."""


def _var(cell: Cell) -> Json:
    return {"var": cell.name}


def _all(parts: list[Json]) -> Json:
    return parts[0] if len(parts) == 1 else {"and": parts}


def _any(parts: list[Json]) -> Json:
    return parts[0] if len(parts) == 1 else {"or": parts}


def question(asked: Asked) -> Json:
    """Whether it holds, as true or false."""
    match asked:
        case All(()):
            return True
        case Any(()):
            return False
        case All(parts):
            return _all([question(part) for part in parts])
        case Any(parts):
            return _any([question(part) for part in parts])
        case Not(part):
            return {"!": [question(part)]}
        case _:
            return _question(asked)


def _guarded(cell: Cell, parts: list[Json]) -> Json:
    return {"and": [{"!==": [_var(cell), None]}, *parts]}


def _question(asked: Question) -> Json:
    var = _var(Cell(asked.column))
    match asked:
        case Known(column):
            return {"!==": [_var(known_cell(column)), None]}
        case Blank(column):
            return {"===": [_var(known_cell(column)), None]}
        case IsYes(_, yes):
            return {"===": [var, yes]}
        case NumberIs() | NumberWithin() | DayWithin() | OnWeekday():
            return _of_numbers(asked)
        case IsOneOf(column, texts):
            return _guarded(Cell(column), [{"in": [var, list(texts)]}])
        case HasAny(column, texts) | ContainsAny(column, texts):
            held = [{"in": [text, var]} for text in texts]
            return _guarded(Cell(column), [_any(held)])
        case StartsWith(column, texts):
            edged: Json = {"cat": [EDGE, var]}
            held = [{"in": [EDGE + text, edged]} for text in texts]
            return _guarded(Cell(column), [_any(held)])
        case EndsWith(column, texts):
            edged = {"cat": [var, EDGE]}
            held = [{"in": [text + EDGE, edged]} for text in texts]
            return _guarded(Cell(column), [_any(held)])
        case Matches():
            raise ValueError("regular expressions are left out before")


def _of_numbers(asked: NumberIs | NumberWithin | DayWithin | OnWeekday) -> Json:
    match asked:
        case NumberIs(column, numbers):
            # Equal by order: 3 and 3.0 are of two types in some languages.
            cell = Cell(column)
            same = [{"and": [{"<=": [n, _var(cell)]}, {"<=": [_var(cell), n]}]} for n in numbers]
            return _guarded(cell, [_any(same)])
        case NumberWithin(column, low, high, with_low, with_high):
            cell, ends = Cell(column), []
            if low is not None:
                ends.append({"<=" if with_low else "<": [low, _var(cell)]})
            if high is not None:
                ends.append({"<=" if with_high else "<": [_var(cell), high]})
            return _guarded(cell, ends)
        case DayWithin(column, first, last):
            ends = []
            for day, above in ((first, True), (last, False)):
                if day is not None:
                    cell, number = end_cell(column, day)
                    later = above != day.from_as_of  # a greater age is an earlier day
                    ends.append({">=" if later else "<=": [_var(cell), number]})
            return _guarded(_dated(asked), ends)
        case OnWeekday(column, weekdays):
            cell = Cell(column, Of.WEEKDAY)
            same = [{"and": [{"<=": [d, _var(cell)]}, {"<=": [_var(cell), d]}]} for d in weekdays]
            return _guarded(cell, [_any(same)])


def _dated(asked: DayWithin) -> Cell:
    day = asked.low if asked.low is not None else asked.high
    assert day is not None, "one end is given"
    return end_cell(asked.column, day)[0]


def _first(lines: Sequence[Line], otherwise: int) -> Json:
    if not lines:
        return otherwise
    parts: list[Json] = []
    for line in lines:
        parts += [question(line.when), line.points]
    return {"if": [*parts, otherwise]}


def _rule(rule: PortableRule) -> Json:
    match rule.gives:
        case FirstOf(lines):
            given = _first(lines, 0)
        case Times(column, points, most):
            given = {"*": [points, {"min": [_var(Cell(column)), most]}]}
        case Hundredths(column, points):
            given = hundredths({"*": [points, _var(Cell(column))]})
    return given if rule.when == ALWAYS else {"if": [question(rule.when), given, 0]}


def hundredths(product: Json) -> Json:
    """floor((product + 50) / 100): a remainder is taken off, there is no floor."""
    high: Json = {"+": [product, HIGH + 50]}
    return {"-": [{"/": [{"-": [high, {"%": [high, 100]}]}, 100]}, HIGH // 100]}


def _group(group: PortableGroup) -> Json:
    total: Json = {"+": [0, *(_rule(rule) for rule in group.rules)]}
    if group.least is not None:
        total = {"max": [total, group.least]}
    if group.most is not None:
        total = {"min": [total, group.most]}
    if group.fading is None:
        return total
    return hundredths({"*": [total, _first(group.fading.lines, group.fading.after)]})


def score_logic(order: Order) -> Json:
    """The score as an expression."""
    program = order.program
    parts: list[Json] = [program.base, *map(_group, program.groups)]
    if program.raised is not None:
        parts.append(_var(Cell(program.raised)))
    scale = program.scale
    total: Json = {"min": [{"max": [{"+": parts}, scale.least]}, scale.most]}
    if not program.overrides:
        return total
    low: list[Json] = []
    high: list[Json] = []
    for item in program.overrides:
        low += [question(item.when), item.low]
        high += [question(item.when), item.high]
    # The total is written once: it is moved between two ends that overrides decide.
    floor = {"if": [*low, scale.least]}
    return {"min": [{"max": [total, floor]}, {"if": [*high, scale.most]}]}


def _axis(program: Program, axis: Axis) -> Json:
    return {"+": [0, *(_group(group) for group in program.groups if group.axis is axis)]}


def of_lead(order: Order) -> dict[str, Json]:
    """What is asked of a lead: the score, and for a grade the points of both axes."""
    found = {"score": score_logic(order)}
    if order.program.grade is not None:
        found["fit"] = _axis(order.program, Axis.FIT)
        found["engagement"] = _axis(order.program, Axis.ENGAGEMENT)
    return found


def of_score(program: Program) -> dict[str, Json]:
    """What is asked of these results: band, grade, output scale, chance."""
    score: Json = {"var": "score"}
    first, *bands = program.bands
    found = {"band": _reached(score, [(b.threshold, b.name) for b in bands], first.name)}
    grade = program.grade
    if grade is not None:
        rows = [_stepped("engagement", grade.engagement, labels) for labels in grade.labels]
        found["grade"] = _stepped("fit", grade.fit, rows)
    if program.output is not None:
        found["output"] = _scaled(score, program.scale, program.output)
    if program.probability is not None:
        lowest, *steps = program.probability.steps
        chances = [(step.start, step.chance / WHOLE) for step in steps]
        found["probability"] = _reached(score, chances, lowest.chance / WHOLE)
    return found


def _reached(score: Json, steps: Sequence[tuple[int, Json]], otherwise: Json) -> Json:
    """The value of the highest step that the score reaches."""
    parts = [part for start, value in reversed(steps) for part in ({">=": [score, start]}, value)]
    return {"if": [*parts, otherwise]} if parts else otherwise


def _stepped(name: str, steps: Sequence[GradeStep], values: Sequence[Json]) -> Json:
    """The value of the first step whose threshold the points reach; the last has none."""
    parts: list[Json] = []
    for step, value in zip(steps[:-1], values[:-1], strict=True):
        parts += [{">=": [{"var": name}, step.threshold]}, value]
    return {"if": [*parts, values[-1]]}


def _scaled(score: Json, scale: Scale, output: Scale) -> Json:
    """Half up: a remainder is taken off, there is no floor."""
    span = scale.most - scale.least
    product: Json = {"*": [{"-": [score, scale.least]}, 2 * (output.most - output.least)]}
    wide: Json = {"+": [product, span]}
    return {"+": [output.least, {"/": [{"-": [wide, {"%": [wide, 2 * span]}]}, 2 * span]}]}


_HOW = (
    "Apply each expression of of_lead to a lead, then each of of_score to what they give, such as "
    '{"score": 55}.'
)


def write(order: Order) -> Export:
    """One file of JSON: what it is, the expressions, the model; and leads to check."""
    said = {
        "about": {**about(order), "how": _HOW},
        "of_lead": of_lead(order),
        "of_score": of_score(order.program),
        JSON_KEY: model_of(order),
    }
    text = json.dumps(said, indent=1, allow_nan=False)
    file = ExportFile(f"{order.stem}.jsonlogic.json", f"{text}\n".encode("ascii"), "json")
    return Export((file, *leads_to_check(order)))
