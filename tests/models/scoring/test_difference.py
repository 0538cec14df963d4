from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given

from models.leads.derived import EmailDomain, LookUp
from models.leads.fields import Input, Kind
from models.scoring.conditions import FieldTest, Test
from models.scoring.difference import differences
from models.scoring.model import (
    Axis,
    Band,
    ByRange,
    ByValue,
    Group,
    Move,
    Override,
    Points,
    RangePoints,
    Rule,
    Scale,
    ScoringModel,
    ValuePoints,
)
from models.scoring.model_json import content_hash
from tests.models.scoring.random_models import models

TITLE = Rule("r1", "Job title", Points(11), FieldTest("Job title", Test.CONTAINS, ("VP",)))
PHONE = Rule("r2", "Phone", Points(-3), FieldTest("Phone", Test.IS_BLANK))
SIZE = Rule(
    "r3",
    "Size",
    ByRange("Employees", (RangePoints(None, 10, 1), RangePoints(10, 50, 5))),
)
COUNTRY = Rule(
    "r4", "Country", ByValue("Country", (ValuePoints("Germany", 5), ValuePoints(None, -1)))
)
FIT = Group("g1", "Fit", (TITLE, PHONE, SIZE, COUNTRY), least=0, most=50)
DOING = Group("g2", "Engagement")
DEMO = Override("o1", "Demo", FieldTest("Demo", Test.IS_YES), Move.AT_LEAST, "MQL")
BEFORE = ScoringModel(
    "m1",
    "B2B",
    (FIT, DOING),
    (Band("Cold", 0), Band("MQL", 50, mql=True)),
    (DEMO,),
    inputs=(Input("Employees", Kind.TEXT),),
)


def rule(changed: Rule) -> ScoringModel:
    return BEFORE.with_rule(changed)


def groups(*changed: Group) -> ScoringModel:
    return replace(BEFORE, groups=changed)


VISIT = Rule("r9", "Webinar attended", Points(8))
CHANGES: list[tuple[ScoringModel, tuple[str, ...]]] = [
    (rule(replace(TITLE, award=Points(15))), ("Job title: 11 \u2192 15 points",)),
    (rule(replace(PHONE, award=Points(4))), ("Phone: \u22123 \u2192 4 points",)),
    (
        groups(FIT, replace(DOING, rules=(VISIT,))),
        ("Added Webinar attended (+8) to Engagement",),
    ),
    (
        groups(replace(FIT, rules=FIT.rules[1:]), DOING),
        ("Removed Job title (+11) from Fit",),
    ),
    (rule(replace(PHONE, muted=True)), ("Muted Phone",)),
    (rule(replace(PHONE, name="No phone")), ("Renamed Phone to No phone",)),
    (rule(replace(PHONE, note="why")), ("Added the note on Phone",)),
    (
        rule(replace(TITLE, when=FieldTest("Job title", Test.IS, ("VP",)))),
        ("Job title: if Job title contains VP \u2192 if Job title is VP",),
    ),
    (
        rule(replace(SIZE, award=ByRange("Employees", (RangePoints(None, 10, 2),)))),
        ("Size: removed 10\u201349 (+5)", "Size, under 10: 1 \u2192 2 points"),
    ),
    (
        rule(
            replace(
                COUNTRY,
                award=ByValue("Country", (ValuePoints(None, -1), ValuePoints("Germany", 5))),
            )
        ),
        ("Changed the order of entries of Country",),
    ),
    (
        rule(replace(COUNTRY, award=Points(3))),
        ("Country: points by Country (\u22121 to +5) \u2192 points (+3)",),
    ),
    (groups(replace(FIT, most=60), DOING), ("Limit of Fit: 0 to 50 \u2192 0 to 60",)),
    (groups(replace(FIT, least=None), DOING), ("Limit of Fit: 0 to 50 \u2192 at most 50",)),
    (groups(replace(FIT, axis=Axis.FIT), DOING), ("Axis of Fit: none \u2192 fit",)),
    (groups(DOING, FIT), ("Changed the order of groups",)),
    (groups(FIT), ("Removed group Engagement",)),
    (
        groups(replace(FIT, rules=FIT.rules[:3]), replace(DOING, rules=(COUNTRY,))),
        ("Moved Country from Fit to Engagement",),
    ),
    (
        groups(replace(FIT, rules=(PHONE, TITLE, SIZE, COUNTRY)), DOING),
        ("Changed the order of rules of Fit",),
    ),
    (
        replace(BEFORE, bands=(Band("Cold", 0), Band("MQL", 55, mql=True))),
        ("MQL threshold 50 \u2192 55",),
    ),
    (
        replace(BEFORE, bands=(Band("Cold", 0), Band("SQL", 55, mql=True))),
        ("Renamed band MQL to SQL", "SQL threshold 50 \u2192 55"),
    ),
    (
        replace(BEFORE, bands=(Band("Cold", 0), Band("Warm", 30), Band("MQL", 50, mql=True))),
        ("Added band Warm from 30",),
    ),
    (
        replace(BEFORE, bands=(Band("Cold", 0, mql=True), Band("MQL", 50))),
        ("MQL band: MQL \u2192 Cold",),
    ),
    (replace(BEFORE, overrides=()), ("Removed override Demo",)),
    (
        replace(BEFORE, overrides=(replace(DEMO, move=Move.EXACTLY),)),
        ("Override Demo: at least MQL \u2192 exactly MQL",),
    ),
    (replace(BEFORE, scale=Scale(-10, 100)), ("Scale: 0 to 100 \u2192 \u221210 to 100",)),
    (replace(BEFORE, base=5), ("Base: 0 \u2192 +5",)),
    (
        replace(BEFORE, as_of=date(2024, 2, 29)),
        ("As-of day: follows the data \u2192 2024-02-29",),
    ),
    (
        replace(BEFORE, inputs=(Input("Employees", Kind.NUMBER),)),
        ("Employees is read as: text \u2192 number",),
    ),
    (
        rule(replace(PHONE, extra=(("colour", "red"),))),
        ("Changed keys of Phone that this version does not know",),
    ),
    (replace(BEFORE, inputs=(Input("Employees", blank=("-",)),)), ("Employees is read otherwise",)),
]


@pytest.mark.parametrize(("after", "lines"), CHANGES)
def test_that_a_change_is_told_in_words(after: ScoringModel, lines: tuple[str, ...]) -> None:
    assert differences(BEFORE, after) == lines


@given(models())
def test_that_a_model_does_not_differ_from_itself(model: ScoringModel) -> None:
    assert differences(model, model) == ()


@given(models(), models())
def test_that_models_with_another_content_differ_in_words(
    one: ScoringModel, other: ScoringModel
) -> None:
    assume(content_hash(one) != content_hash(other))
    assert differences(one, other)


def test_that_changes_of_derived_fields_are_told() -> None:
    before = replace(ScoringModel("m", "M"), derived=(EmailDomain("A", "E"), LookUp("B", "F")))
    after = replace(
        before, derived=(LookUp("B", "F", (("a", "b"),)), LookUp("C", "B"), EmailDomain("A", "X"))
    )
    assert differences(before, after) == (
        "Added derived field C",
        "Derived field B has another table",
        "Derived field A: domain of E \u2192 domain of X",
        "Changed the order of derived fields",
    )
    assert differences(after, before)[0] == "Removed derived field C"
    turned = replace(before, derived=before.derived[::-1])
    assert differences(before, turned) == ("Changed the order of derived fields",)
