"""Scorecards of PMML: what rules, limits and fadings of a group give, and the score.

A rule is a characteristic and each of its lines an attribute: the first that holds gives its
points. Names of our own begin with a capital, which no column does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from models.exchange.portable.program import (
    FirstOf,
    Hundredths,
    PortableGroup,
    PortableRule,
    Program,
    Times,
)
from models.exchange.portable.vocabulary import ALWAYS
from models.exchange.rule_engines.flat import Cell
from models.exchange.rule_engines.pmml_predicates import Predicates
from models.exchange.rule_engines.pmml_words import (
    apply,
    computed,
    constant,
    element,
    hundredths,
    reference,
    within,
)
from models.scoring.probability import Probability, written
from models.scoring.scale import Scale

SCORE, OUTPUT, CHANCE = "ScoreOfTotal", "OutputOfScore", "ChanceOfScore"


def group_name(place: int) -> str:
    """The field that holds what a group gives."""
    return f"Group{place + 1}"


def schema(parts: Sequence[Element], otherwise: str) -> Element:
    """What a model reads: the fields that its parts refer to and do not work out themselves.

    `otherwise`: the field that is named where none is read, since there must be one.
    """
    own = {e.get("name") for part in parts for e in part.iter("DerivedField")}
    read = [e.get("field", "") for part in parts for e in part.iter() if e.get("field")]
    names = [name for name in dict.fromkeys(read) if name not in own] or [otherwise]
    return element("MiningSchema", [element("MiningField", name=name) for name in names])


def output(name: str, optype: str, kind: str) -> Element:
    """A model's result, under the name by which the models after it refer to it."""
    field = element(
        "OutputField", name=name, optype=optype, dataType=kind, feature="predictedValue"
    )
    return element("Output", [field])


def cards(program: Program, otherwise: str) -> Iterator[tuple[str, Element]]:
    """The scorecards in the order of their chain, each with the name of what it gives."""
    for place, group in enumerate(program.groups):
        name = group_name(place)
        if group.least is None and group.most is None and group.fading is None:
            yield name, _rules(name, group, otherwise)
        else:
            before = f"Points{place + 1}"
            yield before, _rules(before, group, otherwise)
            yield name, _limited(name, before, group, otherwise)
    yield SCORE, _score(program, otherwise)
    if program.output is not None:
        yield OUTPUT, _scaled(program.scale, program.output, otherwise)
    if program.probability is not None:
        yield CHANCE, _chance(program.probability, otherwise)


def _card(
    name: str,
    titles: str,
    characteristics: Sequence[Element],
    worked_out: Sequence[Element],
    otherwise: str,
) -> Element:
    inner = [element("Characteristics", characteristics)]
    if worked_out:
        inner.insert(0, element("LocalTransformations", worked_out))
    inner = [schema(inner, otherwise), output(name, "continuous", "double"), *inner]
    return element(
        "Scorecard",
        inner,
        modelName=titles,
        functionName="regression",
        initialScore=0,
        useReasonCodes="false",
    )


def _attribute(predicate: Element, given: int | str | Element) -> Element:
    """What is given where a predicate holds: a number as it is written, or worked out."""
    if not isinstance(given, Element):
        return element("Attribute", [predicate], partialScore=given)
    return element("Attribute", [predicate, element("ComplexPartialScore", [given])])


def _characteristic(name: str, attributes: Sequence[Element]) -> Element:
    return element("Characteristic", attributes, name=name)


def _rules(name: str, group: PortableGroup, otherwise: str) -> Element:
    predicates = Predicates(name)
    made: dict[str, Element] = {}
    for rule in group.rules:
        title = _distinct(rule.name, made)
        made[title] = _characteristic(title, _rule(rule, predicates))
    nothing = [_characteristic("Nothing", [_attribute(element("True"), 0)])]
    found = list(made.values()) or nothing
    return _card(name, group.name, found, predicates.computed(), otherwise)


def _distinct(name: str, taken: dict[str, Element]) -> str:
    found, count = name, 1
    while found in taken:
        count += 1
        found = f"{name} ({count})"
    return found


def _rule(rule: PortableRule, predicates: Predicates) -> list[Element]:
    attributes = []
    if rule.when != ALWAYS:  # what follows is for those of whom the rule holds
        attributes.append(_attribute(predicates.opposite(rule.when), 0))
    match rule.gives:
        case FirstOf(lines):
            attributes += [_attribute(predicates.of(line.when), line.points) for line in lines]
            attributes.append(_attribute(element("True"), 0))
        case Times(column, points, most):
            times = apply("min", reference(Cell(column).name), constant(most))
            given = apply("*", constant(points), times)
            attributes.append(_attribute(element("True"), given))
        case Hundredths(column, points):
            product = apply("*", constant(points), reference(Cell(column).name))
            attributes.append(_attribute(element("True"), hundredths(product)))
    return attributes


def _limited(name: str, before: str, group: PortableGroup, otherwise: str) -> Element:
    predicates = Predicates(name)

    def limited() -> Element:
        return within(reference(before), group.least, group.most)

    def left(percent: int) -> Element:
        return hundredths(apply("*", limited(), constant(percent)))

    if group.fading is None:
        attributes = [_attribute(element("True"), limited())]
    else:
        attributes = [
            _attribute(predicates.of(line.when), left(line.points)) for line in group.fading.lines
        ]
        attributes.append(_attribute(element("True"), left(group.fading.after)))
    title = "Within limits" if group.fading is None else "Within limits, what fading leaves"
    found = [_characteristic(title, attributes)]
    return _card(name, f"{group.name}: limits", found, predicates.computed(), otherwise)


def _score(program: Program, otherwise: str) -> Element:
    predicates = Predicates(SCORE)
    scale = program.scale
    parts = [constant(program.base)]
    parts += [reference(group_name(place)) for place in range(len(program.groups))]
    if program.raised is not None:
        parts.append(reference(Cell(program.raised).name))
    total = parts[0] if len(parts) == 1 else apply("sum", *parts)
    attributes = [
        _attribute(predicates.of(item.when), within(reference("Total"), item.low, item.high))
        for item in program.overrides
    ]
    attributes.append(_attribute(element("True"), reference("Total")))
    worked_out = [
        *predicates.computed(),
        computed("Total", within(total, scale.least, scale.most)),
    ]
    found = [_characteristic("Total, unless an override holds", attributes)]
    return _card(SCORE, "Score", found, worked_out, otherwise)


def at_least(field: str, points: int) -> Element:
    """Whether a field reaches so many points."""
    return element("SimplePredicate", field=field, operator="greaterOrEqual", value=points)


def _scaled(scale: Scale, output: Scale, otherwise: str) -> Element:
    span = scale.most - scale.least
    above = apply("+", reference(SCORE), constant(-scale.least))
    wide = apply("+", apply("*", above, constant(2 * (output.most - output.least))), constant(span))
    steps = apply("floor", apply("/", wide, constant(2 * span)))
    given = apply("+", constant(output.least), steps)
    title = f"On the scale {output.least} to {output.most}"
    found = [_characteristic(title, [_attribute(element("True"), given)])]
    return _card(OUTPUT, "Output scale", found, (), otherwise)


def _chance(table: Probability, otherwise: str) -> Element:
    first, *others = table.steps
    attributes = [
        _attribute(at_least(SCORE, step.start), written(step.chance)) for step in reversed(others)
    ]
    attributes.append(_attribute(element("True"), written(first.chance)))
    return _card(CHANCE, "Chance", [_characteristic("By score", attributes)], (), otherwise)
