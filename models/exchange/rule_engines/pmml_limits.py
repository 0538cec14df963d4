"""What PMML cannot express: regular expressions, and texts that XML cannot hold."""

from __future__ import annotations

from dataclasses import replace

from models.exchange.rule_engines.pmml_words import fits_xml, in_xml
from models.exchange.targets.adapting import adapted, chances_told, half_value_reason, text_reason
from models.exchange.targets.misfit import Adapted, Misfit, Part
from models.leads.fields import Input
from models.scoring.awards import ByValue
from models.scoring.conditions import Condition, FieldTest, leaves_in
from models.scoring.model import ScoringModel
from models.scoring.rules import Rule

_NOT_XML = "It compares with a text that XML cannot hold: a control character."


def _reason(condition: Condition) -> str:
    tests = (leaf for leaf in leaves_in(condition) if isinstance(leaf, FieldTest))
    texts = [value for test in tests for value in test.values if isinstance(value, str)]
    return text_reason(condition) or ("" if all(map(fits_xml, texts)) else _NOT_XML)


def _rule_reason(rule: Rule) -> str:
    entries = rule.award.entries if isinstance(rule.award, ByValue) else ()
    return half_value_reason(rule) or (
        "" if all(fits_xml(entry.value or "") for entry in entries) else _NOT_XML
    )


def adapted_to_pmml(model: ScoringModel, _inputs: tuple[Input, ...]) -> Adapted:
    """The model as PMML has it: without what does not fit, with names that XML can hold."""
    found = adapted(model, _rule_reason, _reason)
    bands = tuple(replace(band, name=in_xml(band.name)) for band in model.bands)
    grade = model.grade
    if grade is not None:
        labels = tuple(tuple(map(in_xml, row)) for row in grade.labels)
        grade = replace(grade, labels=labels)
    if bands == model.bands and grade == model.grade:
        return chances_told(model, found)
    misfit = Misfit(
        Part.MODEL,
        "",
        "",
        "A band or grade has a sign in its name that XML cannot hold.",
        "A replacement character stands for it.",
        left_out=False,
    )
    named = replace(found.model, bands=bands, grade=grade)
    return chances_told(model, Adapted(named, (*found.misfits, misfit)))
