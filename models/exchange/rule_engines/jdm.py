"""GoRules JDM: a decision graph whose nodes are the groups, for the ZEN engine and its editor.

ZEN's texts have no escapes, so a text with both kinds of quotes is put together of parts; null in a
comparison is an error there, so each question guards itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import pairwise
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
from models.scoring.probability import written
from models.scoring.rules import Axis
from models.scoring.scale import Scale

WIDE, HIGH = 320, 140
"""How far nodes of the editor stand apart."""


def text(value: str) -> str:
    """A text of ZEN: in the quotes that it does not hold; with both, in parts."""
    if "'" not in value:
        return f"'{value}'"
    if '"' not in value:
        return f'"{value}"'
    parts = [part for part in re.split("(')", value) if part]
    return "(" + " + ".join('"\'"' if part == "'" else f"'{part}'" for part in parts) + ")"


def number(value: float) -> str:
    """A number in plain digits, without an exponent."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.400f}".rstrip("0") if "e" in repr(value) else repr(value)


def question(asked: Asked) -> str:
    """Whether it holds, as an expression."""
    match asked:
        case All(()):
            return "true"
        case Any(()):
            return "false"
        case All(parts):
            return "(" + " and ".join(question(part) for part in parts) + ")"
        case Any(parts):
            return "(" + " or ".join(question(part) for part in parts) + ")"
        case Not(part):
            return f"not ({question(part)})"
        case _:
            return _question(asked)


def _guarded(cell: Cell, said: str) -> str:
    return f"({cell.name} != null and {said})"


def _either(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({' or '.join(parts)})"


def _question(asked: Question) -> str:
    cell = Cell(asked.column)
    name = cell.name
    match asked:
        case Known(column):
            return f"{known_cell(column).name} != null"
        case Blank(column):
            return f"{known_cell(column).name} == null"
        case IsYes(_, yes):
            return _guarded(cell, f"{name} == {'true' if yes else 'false'}")
        case NumberIs() | NumberWithin() | DayWithin() | OnWeekday():
            return _of_numbers(asked)
        case IsOneOf(_, texts):
            return _guarded(cell, _either([f"{name} == {text(one)}" for one in texts]))
        case HasAny(_, texts):
            return _guarded(cell, _either([f"some({name}, # == {text(one)})" for one in texts]))
        case ContainsAny(_, texts):
            return _guarded(cell, _either([f"contains({name}, {text(one)})" for one in texts]))
        case StartsWith(_, texts):
            return _guarded(cell, _either([f"startsWith({name}, {text(one)})" for one in texts]))
        case EndsWith(_, texts):
            return _guarded(cell, _either([f"endsWith({name}, {text(one)})" for one in texts]))
        case Matches():
            raise ValueError("regular expressions are left out before")


def _of_numbers(asked: NumberIs | NumberWithin | DayWithin | OnWeekday) -> str:
    match asked:
        case NumberIs(column, numbers):
            cell = Cell(column)
            return _guarded(cell, _either([f"{cell.name} == {number(n)}" for n in numbers]))
        case NumberWithin(column, low, high, with_low, with_high):
            cell, ends = Cell(column), []
            if low is not None:
                ends.append(f"{cell.name} {'>=' if with_low else '>'} {number(low)}")
            if high is not None:
                ends.append(f"{cell.name} {'<=' if with_high else '<'} {number(high)}")
            return _guarded(cell, " and ".join(ends))
        case DayWithin(column, first, last):
            ends = []
            for day, above in ((first, True), (last, False)):
                if day is not None:
                    cell, days = end_cell(column, day)
                    later = above != day.from_as_of  # a greater age is an earlier day
                    ends.append(_guarded(cell, f"{cell.name} {'>=' if later else '<='} {days}"))
            return ends[0] if len(ends) == 1 else f"({' and '.join(ends)})"
        case OnWeekday(column, weekdays):
            cell = Cell(column, Of.WEEKDAY)
            return _guarded(cell, _either([f"{cell.name} == {day}" for day in weekdays]))


def _first(lines: Sequence[Line], otherwise: int) -> str:
    said = str(otherwise)
    for line in reversed(lines):
        said = f"({question(line.when)} ? {line.points} : {said})"
    return said


def _hundredths(product: str) -> str:
    return f"floor(({product} + 50) / 100)"


def _rule(rule: PortableRule) -> str:
    match rule.gives:
        case FirstOf(lines):
            given = _first(lines, 0)
        case Times(column, points, most):
            given = f"({points} * min([{Cell(column).name}, {most}]))"
        case Hundredths(column, points):
            given = _hundredths(f"{points} * {Cell(column).name}")
    return given if rule.when == ALWAYS else f"({question(rule.when)} ? {given} : 0)"


def _group(group: PortableGroup, keys: Sequence[str]) -> str:
    total = " + ".join(f"$.{key}" for key in keys) or "0"
    if group.least is not None:
        total = f"max([{total}, {group.least}])"
    if group.most is not None:
        total = f"min([{total}, {group.most}])"
    if group.fading is None:
        return total
    return _hundredths(f"({total}) * {_first(group.fading.lines, group.fading.after)}")


def _expression(node: str, place: int, key: str, value: str) -> dict[str, str]:
    return {"id": f"{node}-{place}", "key": key, "value": value}


def _node(key: str, name: str, place: int, said: list[tuple[str, str]]) -> dict[str, Json]:
    return {
        "id": key,
        "name": name,
        "type": "expressionNode",
        "position": {"x": WIDE * (place + 1), "y": HIGH},
        "content": {
            "expressions": [
                _expression(key, i, name, value) for i, (name, value) in enumerate(said)
            ],
            "passThrough": True,
            "inputField": None,
            "outputPath": None,
            "executionMode": "single",
        },
    }


def _rule_key(group: int, rule: int) -> str:
    return f"Rule{group + 1}_{rule + 1}"  # no column has a capital


def _group_nodes(program: Program) -> list[dict[str, Json]]:
    nodes = []
    for place, group in enumerate(program.groups):
        keys = [_rule_key(place, number) for number in range(len(group.rules))]
        said = [(key, _rule(rule)) for key, rule in zip(keys, group.rules, strict=True)]
        said.append((f"Group{place + 1}", _group(group, keys)))
        nodes.append(_node(f"group-{place + 1}", group.name, place, said))
    return nodes


def _result(program: Program) -> list[tuple[str, str]]:
    sums = [f"Group{place + 1}" for place in range(len(program.groups))]
    raised = [] if program.raised is None else [program.raised.name]
    total = " + ".join((str(program.base), *sums, *raised))
    scale = program.scale
    said = [("total", f"min([max([{total}, {scale.least}]), {scale.most}])")]
    moved = "$.total"
    for item in reversed(program.overrides):
        within = f"min([max([$.total, {item.low}]), {item.high}])"
        moved = f"({question(item.when)} ? {within} : {moved})"
    said.append(("score", moved))
    band = text(program.bands[0].name)
    for one in program.bands[1:]:
        band = f"($.score >= {one.threshold} ? {text(one.name)} : {band})"
    said.append(("band", band))
    grade = program.grade
    if grade is not None:
        said.append(("fitRow", _place(grade.fit, _axis(program, Axis.FIT))))
        said.append(("engagementColumn", _place(grade.engagement, _axis(program, Axis.ENGAGEMENT))))
        label = "''"
        for row, labels in enumerate(grade.labels):
            for column, name in enumerate(labels):
                here = f"$.fitRow == {row} and $.engagementColumn == {column}"
                label = f"({here} ? {text(name)} : {label})"
        said.append(("grade", label))
    if program.output is not None:
        said.append(("output", _scaled(program.scale, program.output)))
    if program.probability is not None:
        first, *others = program.probability.steps
        chance = written(first.chance)
        for step in others:
            chance = f"($.score >= {step.start} ? {written(step.chance)} : {chance})"
        said.append(("probability", chance))
    return said


def _scaled(scale: Scale, output: Scale) -> str:
    span = scale.most - scale.least
    wide = f"2 * ($.score - ({scale.least})) * {output.most - output.least} + {span}"
    return f"{output.least} + floor(({wide}) / {2 * span})"


def _axis(program: Program, axis: Axis) -> str:
    places = [place for place, group in enumerate(program.groups) if group.axis is axis]
    return "(" + (" + ".join(f"Group{place + 1}" for place in places) or "0") + ")"


def _place(steps: Sequence[GradeStep], points: str) -> str:
    said = str(len(steps) - 1)
    for place in reversed(range(len(steps) - 1)):
        said = f"({points} >= {steps[place].threshold} ? {place} : {said})"
    return said


def decision(order: Order) -> dict[str, Json]:
    """The decision graph: input, a node for each group, the score, output."""
    nodes = _group_nodes(order.program)
    nodes.append(_node("score", "Score", len(nodes), _result(order.program)))
    ends: list[dict[str, Json]] = [
        {"id": "input", "name": "Lead", "type": "inputNode", "position": {"x": 0, "y": HIGH}},
        *nodes,
        {
            "id": "output",
            "name": "Result",
            "type": "outputNode",
            "position": {"x": WIDE * (len(nodes) + 1), "y": HIGH},
        },
    ]
    edges = [
        {"id": f"edge-{place}", "type": "edge", "sourceId": a["id"], "targetId": b["id"]}
        for place, (a, b) in enumerate(pairwise(ends))
    ]
    return {
        "contentType": "application/vnd.gorules.decision",
        "nodes": ends,
        "edges": edges,
        "about": {
            **about(order),
            "rules": {
                _rule_key(place, number): rule.name
                for place, group in enumerate(order.program.groups)
                for number, rule in enumerate(group.rules)
            },
        },
        JSON_KEY: model_of(order),
    }


def write(order: Order) -> Export:
    """The decision as one file of JSON, and leads to check."""
    said = json.dumps(decision(order), indent=1, allow_nan=False)
    file = ExportFile(f"{order.stem}.jdm.json", f"{said}\n".encode("ascii"), "json")
    return Export((file, *leads_to_check(order)))
