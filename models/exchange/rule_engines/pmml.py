"""PMML 4.4: a chain of scorecards, then trees that give the grade and the band of their points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any as Json
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from models.exchange.embedded import MARK, embedded
from models.exchange.portable.columns import Holds
from models.exchange.portable.prepared import PreparedLeads
from models.exchange.portable.program import Program
from models.exchange.rule_engines.about import about, leads_to_check
from models.exchange.rule_engines.flat import Cell, cells_of, flat_records
from models.exchange.rule_engines.pmml_cards import (
    CHANCE,
    OUTPUT,
    SCORE,
    at_least,
    cards,
    group_name,
    output,
    schema,
)
from models.exchange.rule_engines.pmml_words import (
    BETWEEN,
    apply,
    computed,
    constant,
    element,
    reference,
)
from models.exchange.targets.target import Export, ExportFile, Order
from models.scoring.grade import Grade, GradeStep
from models.scoring.rules import Axis

SPACE = "http://www.dmg.org/PMML-4_4"
BAND, GRADE = "BandOfScore", "GradeOfPoints"
RESULTS = {"Score": SCORE, "Band": BAND, "Grade": GRADE, "Output": OUTPUT, "Probability": CHANCE}
"""What the document gives, by name, and the model of the chain that finds it."""
UNREAD = "Unread"
"""The field of a model that reads nothing of a lead, since a PMML has one at least."""

_KINDS = {"Score": "integer", "Output": "integer", "Probability": "double"}
_NUMBERS = (Holds.NUMBER, Holds.WHOLE, Holds.DAY)
"""Doubles, all of them: an engine takes a blank whole number for 0."""
_SEVERAL = "texts, a line feed before, between and after them"
_AS_TEXTS = {
    Holds.YES_NO: "true or false, as texts",
    Holds.VALUES: _SEVERAL,
    Holds.KEYS: _SEVERAL,
}
"""PMML has no lists; false counts as blank in an engine that has yes and no."""


def pmml_records(leads: PreparedLeads, program: Program) -> Iterator[dict[str, Json]]:
    """The prepared leads as a PMML reads them: several texts are one, yes and no are texts."""
    return map(_record, flat_records(leads, cells_of(program)))


def _record(flat: dict[str, Json]) -> dict[str, Json]:
    return {name: _value(value) for name, value in flat.items()} or {UNREAD: None}


def _value(value: Json) -> Json:
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return BETWEEN + BETWEEN.join(value) + BETWEEN
        case int() | float():
            return float(value) + 0  # there is one zero
        case _:
            return value


def _tree(
    name: str, node: Element, worked_out: Sequence[Element], otherwise: str
) -> tuple[str, Element]:
    inner = [node]
    if worked_out:
        inner.insert(0, element("LocalTransformations", worked_out))
    inner = [schema(inner, otherwise), output(name, "categorical", "string"), *inner]
    tree = element(
        "TreeModel",
        inner,
        modelName=name,
        functionName="classification",
        splitCharacteristic="multiSplit",
        noTrueChildStrategy="returnLastPrediction",
    )
    return name, tree


def _band_tree(program: Program, otherwise: str) -> tuple[str, Element]:
    lowest, *others = program.bands
    nodes = [
        element("Node", [at_least(SCORE, band.threshold)], score=band.name)
        for band in reversed(others)
    ]
    root = element("Node", [element("True"), *nodes], score=lowest.name)
    return _tree(BAND, root, (), otherwise)


def _grade_tree(program: Program, grade: Grade, otherwise: str) -> tuple[str, Element]:
    rows = []
    for row, step in enumerate(grade.fit):
        cells = [
            element("Node", [_reaches("Engagement", column)], score=label)
            for column, label in zip(grade.engagement, grade.labels[row], strict=True)
        ]
        worst = grade.labels[row][-1]
        rows.append(element("Node", [_reaches("Fit", step), *cells], score=worst))
    root = element("Node", [element("True"), *rows], score=grade.labels[-1][-1])
    sums = [
        computed("Fit", _sum(program, Axis.FIT)),
        computed("Engagement", _sum(program, Axis.ENGAGEMENT)),
    ]
    return _tree(GRADE, root, sums, otherwise)


def _reaches(field: str, step: GradeStep) -> Element:
    return element("True") if step.threshold is None else at_least(field, step.threshold)


def _sum(program: Program, axis: Axis) -> Element:
    names = [group_name(n) for n, group in enumerate(program.groups) if group.axis is axis]
    return apply("sum", constant(0), *map(reference, names)) if names else constant(0)


def _chain(program: Program, otherwise: str) -> Iterator[tuple[str, Element]]:
    yield from cards(program, otherwise)
    if program.grade is not None:
        yield _grade_tree(program, program.grade, otherwise)
    yield _band_tree(program, otherwise)


def _result(name: str) -> Element:
    kind = _KINDS.get(name, "string")
    return element(
        "OutputField",
        [reference(RESULTS[name])],
        name=name,
        optype="categorical" if kind == "string" else "continuous",
        dataType=kind,
        feature="transformedValue",
        segmentId=RESULTS[name],
        value=RESULTS[name],
    )


def _model(program: Program, names: Sequence[str]) -> Element:
    chain = dict(_chain(program, names[0]))
    segments = [
        element("Segment", [element("True"), model], id=name) for name, model in chain.items()
    ]
    results = [_result(name) for name, found in RESULTS.items() if found in chain]
    return element(
        "MiningModel",
        [
            element("MiningSchema", [element("MiningField", name=name) for name in names]),
            element("Output", results),
            element("Segmentation", segments, multipleModelMethod="modelChain"),
        ],
        modelName=program.name,
        functionName="classification",
    )


def _field(cell: Cell) -> Element:
    of_number = cell.column.holds in _NUMBERS
    optype, kind = ("continuous", "double") if of_number else ("categorical", "string")
    what = _AS_TEXTS.get(cell.column.holds, cell.holds)
    label = f"{cell.column.label}: {what}"
    return element("DataField", name=cell.name, displayName=label, optype=optype, dataType=kind)


def _header(order: Order) -> Element:
    said = about(order)
    lines = [
        f"Model: {said['model']}",
        f"Content hash: {said['model_hash']}",
        f"Semantics: {said['semantics']}",
        f"As of: {said['as_of']}",
        said["proof"],
        *(f"Muted, not written: {name}" for name in said["muted"]),
        *(f"Left out: {told}" for told in said["left_out"]),
    ]
    carried = element("Extension", text=embedded(order.model), extender="Leadbench", name=MARK)
    program = element("Application", name="Leadbench", version=order.version)
    notes = [element("Annotation", text=line) for line in lines]
    return element("Header", [carried, program, *notes], description="A lead score")


def document(order: Order) -> Element:
    """The whole document: what it is, what it reads, the chain of models."""
    program = order.program
    fields = [_field(cell) for cell in cells_of(program)] or [
        element("DataField", name=UNREAD, optype="categorical", dataType="string")
    ]
    names = [field.get("name", "") for field in fields]
    inner = [
        _header(order),
        element("DataDictionary", fields, numberOfFields=len(fields)),
        _model(program, names),
    ]
    return element("PMML", inner, xmlns=SPACE, version="4.4")


def write(order: Order) -> Export:
    """The document as one file, and leads to check."""
    root = document(order)
    ElementTree.indent(root, " ")
    text = ElementTree.tostring(root, "unicode")
    content = f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
    file = ExportFile(f"{order.stem}.pmml", content, "xml")
    return Export((file, *leads_to_check(order, _record)))
