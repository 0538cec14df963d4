"""A new test of a field has to be added in several places: one that is forgotten fails here."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.leads.fields import Kind
from models.scoring import conditions
from models.scoring.conditions import SHAPES, FieldTest, Takes, Test, Value
from models.scoring.file.group_json import rule_from_json, rule_to_json
from models.scoring.model import Points, Rule
from models.scoring.words import plain, sentence
from tests.models.scoring.test_conformance import CASES
from widgets.editors.value_inputs import ValueInput, make_input

EXAMPLES: dict[Takes, tuple[Value, ...]] = {
    Takes.NOTHING: (),
    Takes.ONE_TEXT: ("north",),
    Takes.TEXTS: ("north", "south"),
    Takes.ONE_NUMBER: (17.0,),
    Takes.TWO_NUMBERS: (17.0, 23.0),
    Takes.NUMBERS: (17.0, 23.0),
    Takes.DAYS: (17,),
    Takes.ONE_DATE: (date(2024, 3, 17),),
    Takes.TWO_DATES: (date(2024, 3, 17), date(2024, 3, 23)),
    Takes.WEEKDAYS: (1, 3),
    Takes.PATTERN: ("nor+th",),
}
EVERY = pytest.mark.parametrize("test", Test)


def example(test: Test) -> FieldTest:
    return FieldTest("Region", test, EXAMPLES[SHAPES[test].takes])


@EVERY
def test_that_every_test_has_a_case_that_holds_and_one_that_does_not(test: Test) -> None:
    """The engine's masks and the slow reference are both held to the cases."""
    expected = set()
    for case in CASES:
        asked = [rule.when for rule in case.model.rules()]
        if len(asked) == 1 and isinstance(asked[0], FieldTest) and asked[0].test is test:
            expected |= {bool(lead["points"]["R"]) for lead in case.expected if "points" in lead}
    assert expected == {True, False}


@EVERY
def test_that_every_test_is_offered_for_the_fields_it_is_for(test: Test) -> None:
    kind = SHAPES[test].kind
    offered = [each for each in Kind if test in conditions.tests_for(each)]
    assert offered == (list(Kind) if kind is None else [kind])


@EVERY
def test_that_every_test_is_written_read_and_in_the_schema(test: Test) -> None:
    rule = Rule("r", "R", Points(1), example(test))
    assert rule_from_json(rule_to_json(rule)) == rule
    schema = files("models.scoring.file").joinpath("model.schema.json").read_text("utf-8")
    assert f'"{test.value}"' in schema


@EVERY
def test_that_every_test_reads_otherwise_than_the_others_of_its_field(test: Test) -> None:
    said = plain(sentence(example(test)))
    others = {
        other
        for kind in Kind
        if test in conditions.tests_for(kind)
        for other in conditions.tests_for(kind)
    }
    assert said not in {plain(sentence(example(other))) for other in others - {test}}


@EVERY
def test_that_every_test_that_takes_something_has_an_input_of_its_own(
    test: Test, qtbot: QtBot
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = make_input(SHAPES[test].takes, parent)
    assert (type(made) is ValueInput) == (SHAPES[test].takes is Takes.NOTHING)
