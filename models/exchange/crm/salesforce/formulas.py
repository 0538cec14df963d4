"""A model as formula fields, each after those that it reads, each short enough for Salesforce."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.exchange.crm.salesforce.expressions import Expressions, clamped, text_literal
from models.exchange.crm.salesforce.fading import faded_by
from models.exchange.crm.salesforce.length import fits, named, parts_of
from models.exchange.crm.salesforce.reads import (
    BAND,
    ENGAGEMENT,
    FIT,
    GRADE,
    OUTPUT,
    OWN,
    SCORE,
    TOTAL,
    Field,
    Reads,
    api_name,
)
from models.exchange.portable.program import PortableGroup, Program
from models.scoring.grade import GradeStep
from models.scoring.rules import Axis

WARN_COMPILED, MOST_COMPILED = 5_000, 15_000
"""Of a formula with all that it reads written out: older pages name the first, newer the second."""
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*__c")


@dataclass(frozen=True)
class Formulas:
    """`fields` in the order in which they can be made; `compiled`: the length of each with all
    that it reads written out."""

    fields: tuple[Field, ...]
    compiled: dict[str, int]


def formulas(program: Program, reads: Reads, as_of: str, *, stored: bool = False) -> Formulas:
    """The formula fields of a model. `stored`: groups are number fields that a flow fills."""
    said = Expressions({name: field.name for name, field in reads.of.items()}, as_of)
    made = list(reads.helpers)
    totals: dict[Axis, list[str]] = {axis: [] for axis in Axis}
    for group in program.groups:
        made += _group(group, said, reads.taken, stored)
        totals[group.axis].append(made[-1].name)
    parts = [name for names in totals.values() for name in names]
    if program.raised is not None:
        parts.append(f"BLANKVALUE({said.name(program.raised)},0)")
    total = "+".join([str(program.base), *parts])
    total = clamped(total, program.scale.least, program.scale.most)
    if program.overrides:
        made.append(Field(TOTAL, "Number", "the score before overrides", total))
        made += _overridden(program, said, reads.taken)
    else:
        made.append(Field(SCORE, "Number", "the score", total))
    made.append(Field(BAND, "Text", "the band", _band(program)))
    made += _graded(program, totals)
    if program.output is not None:
        made.append(Field(OUTPUT, "Number", "the score on the output scale", _output(program)))
    return Formulas(tuple(made), _compiled(made))


def _group(
    group: PortableGroup, said: Expressions, taken: set[str], stored: bool
) -> Iterable[Field]:
    """The fields of a group; the last is what it gives."""
    name = group.name
    points = [(said.gives(rule), rule.name) for rule in group.rules]
    parts = parts_of([formula for formula, _ in points])
    made: list[Field] = []
    rules = "; ".join(rule for _, rule in points)
    total = "+".join(parts) or "0"
    percent = "" if group.fading is None else faded_by(group, group.fading, said, taken, made)
    given = _faded(clamped(total, group.least, group.most), percent)
    if not fits(given):
        names = [
            named(made, f"{name} part {n}", f"part of {name}", part, taken)
            for n, part in enumerate(parts, start=1)
        ]
        given = _faded(clamped("+".join(names), group.least, group.most), percent)
    field = api_name(name, taken, OWN)
    made.append(Field(field, "Number", f"points of {name}: {rules}", given, stored=stored))
    return made


def _faded(points: str, percent: str) -> str:
    return f"MFLOOR((({points})*{percent}+50)/100)" if percent else points


def _overridden(program: Program, said: Expressions, taken: set[str]) -> list[Field]:
    """The score after overrides: in one formula, or each condition in a field of its own."""

    def score(conditions: Sequence[str]) -> str:
        """The total once, between the ends that the first override that holds puts."""
        low = _first(conditions, [item.low for item in program.overrides], program.scale.least)
        high = _first(conditions, [item.high for item in program.overrides], program.scale.most)
        return f"MIN({high},MAX({low},{TOTAL}))"

    conditions = [said.holds(item.when) for item in program.overrides]
    made: list[Field] = []
    if not fits(score(conditions)):
        for number, (item, when) in enumerate(zip(program.overrides, conditions, strict=True), 1):
            about = f"whether the override {item.name} holds"
            name = api_name(f"Override {number}", taken, OWN)
            made.append(Field(name, "Checkbox", about, when))
        conditions = [field.name for field in made]
    names = "; ".join(item.name for item in program.overrides)
    return [*made, Field(SCORE, "Number", f"the score after overrides: {names}", score(conditions))]


def _first(conditions: Sequence[str], values: Sequence[int], otherwise: int) -> str:
    """The value of the first condition that holds."""
    said = str(otherwise)
    for when, value in zip(reversed(conditions), reversed(values), strict=True):
        if said != str(value) or value != otherwise:
            said = f"IF({when},{value},{said})"
    return said


def _band(program: Program) -> str:
    formula = text_literal(program.bands[0].name)
    for band in program.bands[1:]:
        formula = f"IF({SCORE}>={band.threshold},{text_literal(band.name)},{formula})"
    return formula


def _graded(program: Program, totals: dict[Axis, list[str]]) -> Iterable[Field]:
    grade = program.grade
    if grade is None:
        return
    yield Field(FIT, "Number", "the sum for fit", "+".join(totals[Axis.FIT]) or "0")
    other = "+".join(totals[Axis.ENGAGEMENT]) or "0"
    yield Field(ENGAGEMENT, "Number", "the sum for engagement", other)
    row, column = _step(grade.fit, FIT), _step(grade.engagement, ENGAGEMENT)
    labels = [label for line in grade.labels for label in line]
    cases = ",".join(f"{n},{text_literal(label)}" for n, label in enumerate(labels[:-1]))
    if not cases:
        yield Field(GRADE, "Text", "the grade", text_literal(labels[0]))
        return
    cell = f"({row})*{len(grade.engagement)}+({column})"
    yield Field(GRADE, "Text", "the grade", f"CASE({cell},{cases},{text_literal(labels[-1])})")


def _step(steps: Sequence[GradeStep], points: str) -> str:
    said = str(len(steps) - 1)
    for place, step in reversed(list(enumerate(steps))):
        if step.threshold is not None:
            said = f"IF({points}>={step.threshold},{place},{said})"
    return said


def _output(program: Program) -> str:
    """low + floor((2 (score - least)(high - low) + (most - least)) / (2 (most - least)))"""
    output, scale = program.output, program.scale
    assert output is not None
    wide = scale.most - scale.least
    up = f"2*({SCORE}-({scale.least}))*{output.most - output.least}+{wide}"
    return f"{output.least}+MFLOOR(({up})/{2 * wide})"


def _compiled(made: Sequence[Field]) -> dict[str, int]:
    """The length of each formula with the formulas that it reads written out."""
    found: dict[str, int] = {}
    stored = {field.name for field in made if field.stored}
    for field in made:
        more = sum(
            found[name] - len(name)
            for name in _NAME.findall(field.formula)
            if name in found and name not in stored
        )
        found[field.name] = len(field.formula) + more
    return found
