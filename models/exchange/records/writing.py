"""A program that scores one record, written out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files

from models.exchange.embedded import embedded
from models.exchange.portable.columns import Column
from models.exchange.portable.program import (
    FirstOf,
    Hundredths,
    Line,
    PortableGroup,
    PortableRule,
    Times,
)
from models.exchange.portable.vocabulary import ALWAYS, Asked
from models.exchange.records.preparing import COLUMNS, preparation
from models.exchange.records.saying import Saying
from models.exchange.records.tongue import PYTHON, Tongue, quoted
from models.exchange.targets.target import Order, Proof, level_words
from models.leads.activity_recipe import ActivityRecipe
from models.leads.derived_fields import SEPARATORS
from models.leads.text import clean
from models.scoring.answers import day_number
from models.scoring.grade import GradeStep
from models.scoring.rules import Axis
from models.scoring.scale import Scale


def program_text(order: Order, tongue: Tongue, activities: ActivityRecipe) -> str:
    """The file. `activities`: how the details of activities are read."""
    return _Writing(order, tongue, activities).text()


class _Writing:
    def __init__(self, order: Order, tongue: Tongue, activities: ActivityRecipe) -> None:
        self.order, self.program, self.t = order, order.program, tongue
        today = day_number(order.program.as_of)
        self.saying = Saying(tongue, activities.details, today)
        self.python = tongue is PYTHON

    def text(self) -> str:
        frame = files("models.exchange.records")
        name = "py" if self.python else "js"
        runtime = frame.joinpath(f"runtime.{name}.txt").read_text("utf-8")
        ending = frame.joinpath(f"ending.{name}.txt").read_text("utf-8")
        return "\n".join((*self._head(), runtime, *self._prepare(), *self._score(), ending))

    # The head

    def _head(self) -> list[str]:
        program = self.program
        said = [
            f"{program.name}: a lead-scoring model of Leadbench {self.order.version} as a program.",
            f"Model {program.hash}, semantics {program.semantics}, "
            f"as of {program.as_of.isoformat()} unless another day is given.",
            level_words(Proof.VERIFIED),
            "",
            "score(lead) gives score, band and points by rule. A lead has these fields:",
            *(f"  {line}" for line in self._fields()),
        ]
        if any(column.of_activities for column in program.columns):
            said += [
                '  "activities": a list of {"type", "time", and the details that rules ask for};',
                "    time is YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS in the time zone "
                f"{self.order.model.zone}",
            ]
        if program.raised is not None:
            said.append('  "account_points": what the account of the lead gives it, 0 without')
        said += ["What a lead lacks is blank. Text is cleaned here; it never becomes a number."]
        if program.muted:
            said.append(f"Muted rules are left out: {'; '.join(program.muted)}.")
        said += [f"Left out: {m.name}: {m.why}" for m in self.order.adapted.misfits if m.left_out]
        said.append(embedded(self.order.model))
        comment = [
            f"{self._mark()} {clean(line)}".rstrip() if line else self._mark() for line in said
        ]
        start = ["import datetime", "import json", "import re", "import sys", "import unicodedata"]
        let, end = ("", "") if self.python else ("const ", ";")
        constants = [
            f"{let}MODEL = {quoted(program.name)}{end}",
            f"{let}MODEL_HASH = {quoted(program.hash)}{end}",
            f"{let}AS_OF = {quoted(program.as_of.isoformat())}{end}",
            f"{let}SEPARATORS = {quoted(SEPARATORS)}{end}",
        ]
        return [*comment, "", *(start if self.python else []), "", *constants]

    def _mark(self) -> str:
        return "#" if self.python else "//"

    def _fields(self) -> list[str]:
        kinds: dict[str, str] = {}
        for name in self.order.model.fields_of_leads():
            item = next((i for i in self.order.inputs if i.name == name), None)
            if item is not None:
                kinds[item.name] = item.kind.value
        dates = {"date": "date, YYYY-MM-DD", "multiple values": "a list of texts"}
        return [f"{quoted(name)}: {dates.get(kind, kind)}" for name, kind in kinds.items()]

    # What rules read

    def _prepare(self) -> list[str]:
        model = self.order.model
        lines = preparation(self.program, self.order.inputs, model.derived, self.saying)
        words = "What the rules read of a lead: fields, derived fields, columns."
        if self.python:
            body = [f"    {_subscripted(line)}" for line in lines]
            return [
                "",
                "def prepared(lead, as_of):",
                f'    """{words}"""',
                '    done = happened(lead.get("activities"), as_of)',
                "    f, d, c = {}, {}, {}",
                *body,
                "    return c",
                "",
            ]
        return [
            f"/** {words} */",
            "function prepared(lead, asOf) {",
            "  const done = happened(lead.activities, asOf);",
            "  const f = {};",
            "  const d = {};",
            "  const c = {};",
            *(f"  {line}" for line in lines),
            "  return c;",
            "}",
            "",
        ]

    def _value(self, column: Column) -> str:
        return f'{COLUMNS}["{column.name}"]' if self.python else f"{COLUMNS}.{column.name}"

    def _asked(self, asked: Asked) -> str:
        return self.saying.question(asked, self._value)

    # The score

    def _score(self) -> list[str]:
        program, t = self.program, self.t
        pad = "    " if self.python else "  "
        lines = self._groups()
        axes = {
            axis: [group for group in program.groups if group.axis is axis]
            for axis in (Axis.FIT, Axis.ENGAGEMENT)
        }
        sums = [f'groups["{place}"]' for place in range(len(program.groups))]
        raised = [] if program.raised is None else [self._value(program.raised)]
        total = " + ".join((str(program.base), *sums, *raised))
        scale = f"{program.scale.least}, {program.scale.most}"
        lines.append(self._let("total", f"clamp({total}, {scale})"))
        lines += self._overrides()
        bands = [(band.threshold, quoted(band.name)) for band in program.bands[1:]]
        first = quoted(program.bands[0].name)
        lines.append(self._let("band", self._steps(bands, first)))
        if program.grade is not None:
            fit, engagement = (self._axis(axes[axis]) for axis in (Axis.FIT, Axis.ENGAGEMENT))
            labels = json.dumps([list(row) for row in program.grade.labels])
            lines.append(self._let("row", self._place(program.grade.fit, fit)))
            lines.append(self._let("column", self._place(program.grade.engagement, engagement)))
            lines.append(self._let("grade", f"{labels}[row][column]"))
        output = "points" if program.output is None else self._rescaled(program.output)
        chance = t.none
        if program.probability is not None:
            steps = [(s.start, str(s.chance)) for s in program.probability.steps[1:]]
            found = self._steps(steps, str(program.probability.steps[0].chance))
            chance = f"({found}) / 10000"
        result = {
            "score": "points",
            "band": "band",
            "grade": t.none if program.grade is None else "grade",
            "total": "total",
            "output": output,
            "probability": chance,
            "rules": "rules",
            "groups": "groups",
        }
        if self.python:
            inner = ", ".join(f'"{key}": {value}' for key, value in result.items())
            head = [
                "",
                "def score(lead, as_of=AS_OF):",
                '    """The score of a lead: band, grade, and the points of each rule."""',
                "    as_of = day(as_of)",
                "    c = prepared(lead, as_of)",
                "    rules, groups = {}, {}",
            ]
            return [*head, *(pad + line for line in lines), f"{pad}return {{{inner}}}", ""]
        inner = ", ".join(f"{key}: {value}" for key, value in result.items())
        head = [
            "/** The score of a lead with its band, its grade and the points of each rule. */",
            "export function score(lead, asOfDay = AS_OF) {",
            "  const asOf = day(asOfDay);",
            "  const c = prepared(lead, asOf);",
            "  const rules = {};",
            "  const groups = {};",
        ]
        return [*head, *(pad + line for line in lines), f"{pad}return {{ {inner} }};", "}", ""]

    def _groups(self) -> list[str]:
        lines: list[str] = []
        for place, group in enumerate(self.program.groups):
            lines += ["", self._comment(group.name)]
            lines += [line for rule in group.rules for line in self._rule(rule)]
            lines.append(f'groups["{place}"] = {self._group(group)}{self.t.end}')
        return ["", *lines[1:], ""] if lines else []

    def _comment(self, text: str) -> str:
        return f"{self._mark()} {clean(text)}"

    def _rule(self, rule: PortableRule) -> list[str]:
        said = f"{rule.name}: {rule.note}" if rule.note else rule.name
        into = f"rules[{quoted(rule.id)}]"
        return [self._comment(said), f"{into} = {self._gives(rule)}{self.t.end}"]

    def _gives(self, rule: PortableRule) -> str:
        match rule.gives:
            case FirstOf(lines):
                given = self._first(lines, 0)
            case Times(column, points, most):
                least = "min" if self.python else "Math.min"
                given = f"{points} * {least}({self._value(column)}, {most})"
            case Hundredths(column, points):
                given = f"hundredths({points}, {self._value(column)})"
        if rule.when == ALWAYS:
            return given
        return self._if(self._asked(rule.when), f"({given})", "0")

    def _if(self, asked: str, then: str, otherwise: str) -> str:
        if self.python:
            return f"{then} if {asked} else {otherwise}"
        return f"({asked}) ? {then} : {otherwise}"

    def _first(self, lines: Sequence[Line], otherwise: int) -> str:
        said = str(otherwise)
        for line in reversed(lines):
            said = self._if(self._asked(line.when), str(line.points), said)
        return said

    def _group(self, group: PortableGroup) -> str:
        rules = [f"rules[{quoted(rule.id)}]" for rule in group.rules]
        total = " + ".join(rules) or "0"
        if group.least is not None or group.most is not None:
            total = f"clamp({total}, {self.t.maybe(group.least)}, {self.t.maybe(group.most)})"
        if group.fading is None:
            return total
        return f"hundredths({total}, {self._first(group.fading.lines, group.fading.after)})"

    def _overrides(self) -> list[str]:
        """The score: the total, moved by the first override that holds."""
        said = "total"
        for item in reversed(self.program.overrides):
            moved = f"clamp(total, {item.low}, {item.high})"
            said = self._if(self._asked(item.when), moved, said)
        names = [self._comment(f"Override: {item.name}") for item in self.program.overrides]
        return [*names, self._let("points", said)]

    def _let(self, name: str, said: str) -> str:
        return f"{'' if self.python else 'const '}{name} = {said}{self.t.end}"

    def _steps(self, steps: Sequence[tuple[int, str]], first: str) -> str:
        """The value of the highest step that is reached."""
        said = first
        for start, value in steps:
            said = self._if(f"points >= {start}", value, said)
        return said

    def _axis(self, groups: Sequence[PortableGroup]) -> str:
        places = [self.program.groups.index(group) for group in groups]
        return " + ".join(f'groups["{place}"]' for place in places) or "0"

    def _place(self, steps: Sequence[GradeStep], points: str) -> str:
        """The position of the best step that points reach; the best comes first."""
        said = str(len(steps) - 1)
        for place in reversed(range(len(steps) - 1)):
            said = self._if(f"{points} >= {steps[place].threshold}", str(place), said)
        return said

    def _rescaled(self, output: Scale) -> str:
        scale = self.program.scale
        span = scale.most - scale.least
        wide = f"2 * (points - {scale.least}) * {output.most - output.least} + {span}"
        if self.python:
            return f"{output.least} + ({wide}) // {2 * span}"
        return f"{output.least} + Math.floor(({wide}) / {2 * span})"


def _subscripted(line: str) -> str:
    """A column of a Python dictionary."""
    name, said = line.split(" = ", 1)
    return f'{COLUMNS}["{name[2:]}"] = {said}' if name.startswith(f"{COLUMNS}.") else line
