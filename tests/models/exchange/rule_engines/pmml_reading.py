"""A slow reader of PMML 4.4, written from its specification alone: what a document gives a lead.

It knows the elements that our documents hold and refuses all others. Three answers, as the
specification has them: True, False and None for unknown. That nothing is ever unknown is a law of
our documents, so an unknown attribute or node is an error here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

Value = str | float | None
Fields = dict[str, Value]

PREDICATES = "SimplePredicate|CompoundPredicate|True|False"
EXPRESSIONS = "Constant|FieldRef|Apply"
CONTENT = {
    "PMML": "Header DataDictionary MiningModel",
    "Header": "Extension* Application Annotation*",
    "DataDictionary": "DataField+",
    "MiningModel": "MiningSchema Output Segmentation",
    "MiningSchema": "MiningField+",
    "Output": "OutputField+",
    "OutputField": f"({EXPRESSIONS})?",
    "Segmentation": "Segment+",
    "Segment": f"({PREDICATES}) (Scorecard|TreeModel)",
    "Scorecard": "MiningSchema Output LocalTransformations? Characteristics",
    "TreeModel": "MiningSchema Output LocalTransformations? Node",
    "LocalTransformations": "DerivedField+",
    "DerivedField": f"({EXPRESSIONS})",
    "Characteristics": "Characteristic+",
    "Characteristic": "Attribute+",
    "Attribute": f"({PREDICATES}) ComplexPartialScore?",
    "ComplexPartialScore": f"({EXPRESSIONS})",
    "Node": f"({PREDICATES}) Node*",
    "Apply": f"({EXPRESSIONS})+",
    "CompoundPredicate": f"({PREDICATES}) ({PREDICATES})+",
}
"""The children of each element in their order, of what the schema of PMML 4.4 allows."""
NEEDED = {
    "PMML": {"version"},
    "DataField": {"name", "optype", "dataType"},
    "MiningField": {"name"},
    "MiningModel": {"functionName"},
    "Scorecard": {"functionName"},
    "TreeModel": {"functionName"},
    "Segmentation": {"multipleModelMethod"},
    "OutputField": {"name", "dataType"},
    "DerivedField": {"optype", "dataType"},
    "Apply": {"function"},
    "FieldRef": {"field"},
    "SimplePredicate": {"field", "operator"},
    "CompoundPredicate": {"booleanOperator"},
}


def read(content: bytes) -> Element:
    """The document, its names without their space; AssertionError where it breaks the schema."""
    root = ElementTree.fromstring(content)
    for element in root.iter():
        space, _, element.tag = element.tag.partition("}")
        assert space == "{http://www.dmg.org/PMML-4_4"
    for element in root.iter():
        allowed = re.sub(r"(\w+)", r"(?:<\1>)", CONTENT.get(element.tag, "")).replace(" ", "")
        inside = "".join(f"<{child.tag}>" for child in element)
        assert re.fullmatch(allowed, inside), (element.tag, inside)
        assert NEEDED.get(element.tag, set()) <= set(element.attrib), element.attrib
    return root


_BEYOND = re.compile(r"\\x\{([0-9a-f]+)\}")


def _python_sign(found: re.Match[str]) -> str:
    """A sign by its number as Python's expressions have it; PMML's are those of Perl."""
    return f"\\U{int(found[1], 16):08x}"


class Reader:
    """Runs one document."""

    def __init__(self, content: bytes) -> None:
        self.root = read(content)
        self.numbers: set[str] = set()
        for tag in ("DataField", "DerivedField", "OutputField"):
            found = self.root.iter(tag)
            self.numbers |= {e.attrib["name"] for e in found if e.get("dataType") != "string"}

    def result(self, lead: Mapping[str, Value]) -> Fields:
        """The output fields of the document for a lead."""
        model = self.root.find("MiningModel")
        assert model is not None
        names = {field.attrib["name"] for field in self.root.iter("DataField")}
        assert names >= set(lead)
        fields: Fields = {name: lead.get(name) for name in names}
        for segment in model.iter("Segment"):
            assert self.holds(segment[0], fields)
            found = self._model(segment[1], fields)
            assert not set(found) & set(fields)
            fields |= found
        outputs = model.find("Output")
        assert outputs is not None
        return {
            field.attrib["name"]: self._value(field[0], fields)
            for field in outputs.iter("OutputField")
        }

    def _model(self, model: Element, chain: Fields) -> Fields:
        """The output of a model, which sees only the fields of its schema."""
        schema, output = model[0], model[1]
        fields = {field.attrib["name"]: chain[field.attrib["name"]] for field in schema}
        derived = model.find("LocalTransformations")
        for made in () if derived is None else derived:
            assert made.attrib["name"] not in chain
            fields[made.attrib["name"]] = self._value(made[0], fields)
        if model.tag == "Scorecard":
            given: Value = float(model.attrib["initialScore"]) + sum(
                self._characteristic(one, fields) for one in model[-1]
            )
        else:
            given = self._node(model[-1], fields)
        return {output[0].attrib["name"]: given}

    def _characteristic(self, characteristic: Element, fields: Fields) -> float:
        for attribute in characteristic:
            if self.holds(attribute[0], fields):
                if len(attribute) == 1:
                    return float(attribute.attrib["partialScore"])
                value = self._value(attribute[1][0], fields)
                assert isinstance(value, float)
                return value
        raise AssertionError("no attribute holds")

    def _node(self, node: Element, fields: Fields) -> str:
        for inner in node[1:]:
            if self.holds(inner[0], fields):
                return self._node(inner, fields)
        return node.attrib["score"]

    def holds(self, predicate: Element, fields: Fields) -> bool:
        """Whether a predicate that decides something holds; it is never unknown."""
        answer = self._predicate(predicate, fields)
        assert answer is not None, ElementTree.tostring(predicate)
        return answer

    def _predicate(self, predicate: Element, fields: Fields) -> bool | None:
        match predicate.tag:
            case "True":
                return True
            case "False":
                return False
            case "CompoundPredicate":
                answers = [self._predicate(part, fields) for part in predicate]
                decided = predicate.attrib["booleanOperator"] == "or"
                if decided in answers:
                    return decided
                return None if None in answers else not decided
        return self._simple(predicate.attrib, fields)

    def _simple(self, said: Mapping[str, str], fields: Fields) -> bool | None:
        value, operator = fields[said["field"]], said["operator"]
        if operator in ("isMissing", "isNotMissing"):
            return (value is None) == (operator == "isMissing")
        if value is None:
            return None
        to: str | float = float(said["value"]) if said["field"] in self.numbers else said["value"]
        if operator in ("equal", "notEqual"):
            return (value == to) == (operator == "equal")
        assert isinstance(value, float)
        assert isinstance(to, float)
        return {
            "lessThan": value < to,
            "lessOrEqual": value <= to,
            "greaterThan": value > to,
            "greaterOrEqual": value >= to,
        }[operator]

    def _value(self, expression: Element, fields: Fields) -> Value:
        match expression.tag:
            case "Constant":
                text = expression.text or ""
                return text if expression.attrib["dataType"] == "string" else float(text)
            case "FieldRef":
                return fields[expression.attrib["field"]]
        return self._applied(expression, fields)

    def _applied(self, expression: Element, fields: Fields) -> Value:
        function, parts = expression.attrib["function"], list(expression)
        if function == "if":
            return self._value(parts[1 if self._truth(parts[0], fields) else 2], fields)
        numbers = [self._value(part, fields) for part in parts]
        assert all(isinstance(number, float) for number in numbers), "none is missing"
        a, *others = (number for number in numbers if isinstance(number, float))
        match function, others:
            case ("sum", _):
                return a + sum(others)
            case ("min", [b]):
                return min(a, b)
            case ("max", [b]):
                return max(a, b)
            case ("+", [b]):
                return a + b
            case ("*", [b]):
                return a * b
            case ("/", [b]):
                return a / b
            case ("floor", []):
                return float(math.floor(a))
        raise AssertionError(function)

    def _truth(self, asked: Element, fields: Fields) -> bool:
        values = [self._value(part, fields) for part in asked]
        match asked.attrib["function"], values:
            case ("isNotMissing", [value]):
                return value is not None
            case ("matches", [str(text), str(pattern)]):
                return re.search(_BEYOND.sub(_python_sign, pattern), text) is not None
        raise AssertionError(asked.attrib)
