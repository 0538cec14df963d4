"""From the portable form to steps: rules, groups, total, override, band and grade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.exchange.portable.names import distinct_name, plain_name
from models.exchange.portable.program import (
    Fading,
    FirstOf,
    Hundredths,
    PortableGroup,
    PortableRule,
    Program,
    Times,
)
from models.exchange.portable.vocabulary import ALWAYS
from models.exchange.sql.expressions import Writer
from models.exchange.sql.steps import BREAK, Output, Step, case, clamped
from models.exchange.sql.words import Wording, joined
from models.scoring.probability import written
from models.scoring.rules import Axis
from models.scoring.scale import Scale

KEYS = ("lead_id", "as_of")
"""What every step hands on of a lead."""


@dataclass(frozen=True)
class Names:
    """What the columns of a statement are called, by id of the rule or group.

    r_ rules, g_ groups, p_ percents left: no word of SQL, and no column of the leads.
    """

    rules: Mapping[str, str]
    groups: Mapping[str, str]

    def percent(self, group: PortableGroup) -> str:
        """The column of the percent that is left of a group."""
        return f"p_{self.groups[group.id][2:]}"


def names_of(program: Program) -> Names:
    """Names from those of the rules and groups, all distinct."""
    rules: dict[str, str] = {}
    groups: dict[str, str] = {}
    taken: set[str] = set()

    def own(name: str) -> str:
        found = distinct_name(name[:44], taken)
        taken.add(found)
        return found

    for group in program.groups:
        groups[group.id] = own(f"g_{plain_name(group.name, 'group')}")
        for rule in group.rules:
            rules[rule.id] = own(f"r_{plain_name(rule.name, 'rule')}")
    return Names(rules, groups)


def scoring_steps(
    program: Program, wording: Wording, names: Names, source: str, contributions: bool
) -> tuple[list[Step], list[Output]]:
    """The steps after the leads, and the columns of the result. `source`: the step of leads."""
    writer = wording.writer
    steps = [_rules(program, wording, names, source)]
    carried = [*KEYS, *(["account_points"] if program.raised else [])]
    later = [names.percent(g) for g in program.groups if g.fading is not None]
    later += ["override_number"] if program.overrides else []
    shown = list(names.rules.values()) if contributions else []
    own = list(names.groups.values())

    def add(step: Step, hands: list[str]) -> None:
        steps.append(step.handing_on(hands))

    add(_sums(program, writer, names, steps[-1].name), [*carried, *later, *shown])
    if any(g.least is not None or g.most is not None for g in program.groups):
        add(_limits(program, names, steps[-1].name), [*carried, *later, *shown])
    if any(g.fading is not None for g in program.groups):
        add(_fading(program, writer, names, steps[-1].name), [*carried, *later[-1:], *shown])
    later = ["override_number"] if program.overrides else []
    shown += own if contributions else []
    axes = ["fit_points", "engagement_points"] if program.grade else []
    add(_points(program, writer, names, steps[-1].name), [*KEYS, *later, *shown])
    add(_total(program, steps[-1].name), [*KEYS, *later, *axes, *shown])
    add(_score(program, steps[-1].name), [*KEYS, *later, *axes, "total", *shown])
    outputs = [
        *(Output("", name) for name in KEYS),
        Output("", "score"),
        Output(_band(program, writer), "band"),
        *_grade(program, writer),
        *_output(program, writer),
        *_chance(program),
    ]
    if contributions:
        outputs += [Output("", name) for name in ("total", *shown)]
        outputs += _deciding(program, writer)
    return steps, outputs


def _rules(program: Program, wording: Wording, names: Names, source: str) -> Step:
    outputs = [Output("", name) for name in KEYS]
    if program.raised is not None:
        name = wording.writer.named(program.raised.name)
        outputs.append(Output("" if name == "account_points" else name, "account_points"))
    for group in program.groups:
        for rule in group.rules:
            remark = f"{group.name}: {rule.name}" + (f" ({rule.note})" if rule.note else "")
            outputs.append(Output(_rule(rule, wording), names.rules[rule.id], remark))
        if group.fading is not None:
            remark = f"{group.name}: percent left"
            outputs.append(Output(_percent(group.fading, wording), names.percent(group), remark))
    if program.overrides:
        lines = [
            (wording.condition(item.when), str(number))
            for number, item in enumerate(program.overrides, start=1)
        ]
        told = "; ".join(f"{n} {item.name}" for n, item in enumerate(program.overrides, start=1))
        remark = f"The first override that holds: {told}"
        outputs.append(Output(case(lines, "0"), "override_number", remark))
    return Step("rules", "The points of each rule", tuple(outputs), source)


def _rule(rule: PortableRule, wording: Wording) -> str:
    writer = wording.writer
    match rule.gives:
        case FirstOf(lines):
            given = case([(wording.condition(i.when), str(i.points)) for i in lines], "0")
        case Times(column, points, most):
            name = writer.named(column.name)
            count = f"CASE WHEN {name} < {most} THEN {name} ELSE {most} END"
            given = f"{writer.dialect.whole(count)} * {_factor(points)}"
        case Hundredths(column, points):
            product = f"{writer.named(column.name)} * {_factor(points)}"
            given = _hundredths(product, writer)
    if rule.when == ALWAYS:
        return given
    return case([(wording.condition(rule.when), given.replace(BREAK, f"{BREAK}    "))], "0")


def _factor(points: int) -> str:
    return f"({points})" if points < 0 else str(points)


def _hundredths(product: str, writer: Writer) -> str:
    """Half up: floor towards minus infinity, never round()."""
    return writer.dialect.whole(f"FLOOR(({product} + 50) / 100.0)")


def _percent(fading: Fading, wording: Wording) -> str:
    lines = [(wording.condition(line.when), str(line.points)) for line in fading.lines]
    return case(lines, str(fading.after))


def _sums(program: Program, writer: Writer, names: Names, source: str) -> Step:
    outputs = []
    for group in program.groups:
        parts = [names.rules[rule.id] for rule in group.rules] or ["0"]
        sql = joined([writer.dialect.whole(parts[0]), *parts[1:]], "+")
        outputs.append(Output(sql, names.groups[group.id], group.name))
    return Step("group_sums", "The sum of each group", tuple(outputs), source)


def _limits(program: Program, names: Names, source: str) -> Step:
    outputs = []
    for group in program.groups:
        name = names.groups[group.id]
        limited = group.least is not None or group.most is not None
        sql = clamped(name, group.least, group.most) if limited else ""
        outputs.append(Output(sql, name))
    return Step("group_limits", "The least and the most of each group", tuple(outputs), source)


def _fading(program: Program, writer: Writer, names: Names, source: str) -> Step:
    outputs = []
    for group in program.groups:
        name = names.groups[group.id]
        product = f"{name} * {names.percent(group)}"
        sql = "" if group.fading is None else _hundredths(product, writer)
        outputs.append(Output(sql, name))
    return Step("group_fading", "What fading leaves, rounded half up", tuple(outputs), source)


def _points(program: Program, writer: Writer, names: Names, source: str) -> Step:
    def total(groups: list[PortableGroup], *more: str) -> str:
        parts = [*more, *(names.groups[group.id] for group in groups)]
        return joined([writer.dialect.whole(parts[0] if parts else "0"), *parts[1:]], "+")

    raised = ("account_points",) if program.raised else ()
    outputs = [Output(total(list(program.groups), str(program.base), *raised), "points")]
    if program.grade is not None:
        for axis, name in ((Axis.FIT, "fit_points"), (Axis.ENGAGEMENT, "engagement_points")):
            outputs.append(Output(total([g for g in program.groups if g.axis is axis]), name))
    return Step("all_points", "The base and all groups", tuple(outputs), source)


def _total(program: Program, source: str) -> Step:
    sql = clamped("points", program.scale.least, program.scale.most)
    return Step("totals", "Within the scale", (Output(sql, "total"),), source)


def _score(program: Program, source: str) -> Step:
    lines = [
        (f"override_number = {number}", clamped("total", item.low, item.high))
        for number, item in enumerate(program.overrides, start=1)
    ]
    remark = "Moved by the first override that holds" if lines else "No override moves it"
    return Step("scores", remark, (Output(case(lines, "total"), "score"),), source)


def _band(program: Program, writer: Writer) -> str:
    first, *others = program.bands
    lines = [(f"score >= {b.threshold}", writer.quoted(b.name)) for b in reversed(others)]
    return case(lines, writer.quoted(first.name))


def _grade(program: Program, writer: Writer) -> list[Output]:
    grade = program.grade
    if grade is None:
        return []
    lines = []
    for row, fit in enumerate(grade.fit):
        for column, engagement in enumerate(grade.engagement):
            tests = []
            if fit.threshold is not None:
                tests.append(f"fit_points >= {fit.threshold}")
            if engagement.threshold is not None:
                tests.append(f"engagement_points >= {engagement.threshold}")
            label = writer.quoted(grade.labels[row][column])
            lines.append((" AND ".join(tests), label))
    return [Output(case(lines[:-1], lines[-1][1]), "grade")]


def _output(program: Program, writer: Writer) -> list[Output]:
    """On the output scale, half up: the remainder is taken off first, so nothing is rounded."""
    if program.output is None:
        return []
    sql = _rescaled(program.scale, program.output, writer)
    return [Output(sql, "output_score", f"On a scale of {_ends(program.output)}")]


def _rescaled(scale: Scale, output: Scale, writer: Writer) -> str:
    span = scale.most - scale.least
    wide = f"(score - {_factor(scale.least)}) * {2 * (output.most - output.least)} + {span}"
    rest = writer.remainder(wide, 2 * span)
    return f"{_factor(output.least)} + {writer.dialect.whole(f'({wide} - {rest}) / {2 * span}')}"


def _ends(scale: Scale) -> str:
    return f"{scale.least} to {scale.most}"


def _chance(program: Program) -> list[Output]:
    table = program.probability
    if table is None:
        return []
    first, *others = table.steps
    lines = [(f"score >= {step.start}", written(step.chance)) for step in reversed(others)]
    return [Output(case(lines, written(first.chance)), "probability")]


def _deciding(program: Program, writer: Writer) -> list[Output]:
    if not program.overrides:
        return []
    lines = [
        (f"override_number = {number}", writer.quoted(item.name))
        for number, item in enumerate(program.overrides, start=1)
    ]
    return [Output(case(lines, "NULL"), "moved_by")]
