from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

import pytest
from hypothesis import assume, given

from models.leads.activity_recipe import ActivityRecipe
from models.leads.derived import EmailDomain, LookUp
from models.leads.fields import Input, Kind
from models.scoring.account import AccountMeasure, AccountPart, AccountScore
from models.scoring.conditions import (
    SHAPES,
    ActivityTest,
    FieldTest,
    Quantity,
    Selection,
    Test,
)
from models.scoring.decay import Decay, DecayStep, Fades, half_life
from models.scoring.difference import differences
from models.scoring.difference_lines import ARROW
from models.scoring.file.model_json import content_hash, model_from_json
from models.scoring.game import Game, Level, Quest
from models.scoring.grade import Grade, GradeStep
from models.scoring.model import (
    Axis,
    Band,
    ByCount,
    ByRange,
    ByValue,
    CountPoints,
    Group,
    Move,
    Override,
    PerOccurrence,
    Points,
    RangePoints,
    Rule,
    Scale,
    ScoringModel,
    ValuePoints,
)
from tests.models.scoring.random_models import models
from tests.models.scoring.test_model_json_systems import VALID as EVERY_SYSTEM

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
BY_VISITS = ByCount(Quantity(of=Selection(("Visit",))), (CountPoints(1, 5), CountPoints(4, 9)))
OFTEN = ActivityTest(Quantity(of=Selection(("Visit",), days=30)), Test.AT_LEAST, (3.0,))
VISITS = Rule("r5", "Visits", BY_VISITS, OFTEN)
WEBINARS = Rule("r6", "Webinars", PerOccurrence(Selection(("Webinar",)), 5, 3))
STEPS = Decay(Fades.BY_GROUP, (DecayStep(7, 100), DecayStep(30, 50)))
FASTER = replace(
    STEPS, steps=(DecayStep(7, 100), DecayStep(14, 80), DecayStep(30, 40)), field="Last seen"
)
GRADE = Grade(
    (GradeStep("A", 30), GradeStep("B")),
    (GradeStep("1", 20), GradeStep("2")),
    (("A1", "A2"), ("B1", "B2")),
)
LARGE = Rule("a1", "Large", Points(5), FieldTest("Employees", Test.AT_LEAST, (500.0,)))
ACCOUNT = AccountScore(
    "Company",
    parts=(AccountPart(AccountMeasure.IN_BAND, band="MQL", times=5, most=4),),
    rules=(LARGE,),
    raises=(RangePoints(50, None, 5),),
)
QUEST = Quest("q1", "Webinar", Selection(("Webinar",)), 5)
GAME = Game(quests=(QUEST,), levels=(Level("New", 0), Level("Friend", 50, "A mug")))


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
    (
        replace(BEFORE, output=Scale(1, 10)),
        ("Scale for other systems: none \u2192 1 to 10",),
    ),
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
    (
        replace(BEFORE, own_day=30),
        ("As-of day of each lead: the model's \u2192 30 days after its creation",),
    ),
    (
        groups(replace(FIT, decay=Decay(Fades.BY_GROUP, *half_life(30), 0, "", ("Visit",))), DOING),
        ("Decay of Fit: none \u2192 by group, fades in 80 steps",),
    ),
    (replace(BEFORE, derived=(EmailDomain("Domain", "E-mail"),)), ("Added derived field Domain",)),
    (
        replace(BEFORE, activities=ActivityRecipe((Input("Page"),), True)),
        (
            "Suspected machine clicks: counted \u2192 left out",
            "Added field of activities Page",
        ),
    ),
    (replace(BEFORE, grade=GRADE), ("Added the matrix of grades",)),
    (replace(BEFORE, account=ACCOUNT), ("Added the account score",)),
    (replace(BEFORE, game=GAME), ("Added the programme",)),
    (replace(BEFORE, inputs=(Input("Employees", blank=("-",)),)), ("Employees is read otherwise",)),
]


@pytest.mark.parametrize(("after", "lines"), CHANGES)
def test_that_a_change_is_told_in_words(after: ScoringModel, lines: tuple[str, ...]) -> None:
    assert differences(BEFORE, after) == lines


@given(models())
def test_that_a_model_does_not_differ_from_itself(model: ScoringModel) -> None:
    assert differences(model, model) == ()


def variants(value: Any) -> Iterator[Any]:
    """The value with one thing in it changed, for everything in it; unknown keys apart."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if field.name != "extra":
                for other in variants(getattr(value, field.name)):
                    yield replace(value, **{field.name: other})
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield (*value[:place], *value[place + 1 :])
            yield from ((*value[:place], one, *value[place + 1 :]) for one in variants(item))
    else:
        yield from others(value)


def others(value: Any) -> list[Any]:
    """Other plain values in place of one."""
    if isinstance(value, Test):  # those that take the same
        return [t for t in Test if SHAPES[t].takes is SHAPES[value].takes and t is not value]
    if isinstance(value, Enum):
        return [item for item in type(value) if item is not value]
    if isinstance(value, str):
        return [f"{value}x"]
    return [type(value)(value + 1)] if isinstance(value, int | float) else []


def test_that_whatever_changes_in_a_model_of_every_system_is_told_in_words() -> None:
    model = model_from_json(EVERY_SYSTEM)
    tried = 0
    for other in variants(model):
        if content_hash(other) != content_hash(model):
            tried += 1
            told = differences(model, other)
            assert told, other
            pairs = [line.rpartition(": ")[2].split(f" {ARROW} ") for line in told]
            assert not [pair for pair in pairs if len(pair) == 2 and pair[0] == pair[1]]
    assert tried > 250
    for gone in ("grade", "account", "game", "own_day"):
        assert differences(model, replace(model, **{gone: None}))  # type: ignore[arg-type]
        assert differences(replace(model, **{gone: None}), model)  # type: ignore[arg-type]


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


FIRST = replace(
    BEFORE,
    groups=(Group("g1", "Doing", (VISITS, WEBINARS), decay=STEPS),),
    grade=GRADE,
    account=ACCOUNT,
    game=GAME,
)
FEWER = ActivityTest(Quantity(of=Selection(("Visit",), days=30)), Test.AT_LEAST, (2.0,))
STEP = GradeStep("B")
LATER: list[tuple[ScoringModel, tuple[str, ...]]] = [
    (
        FIRST.with_rule(replace(VISITS, when=FEWER)),
        (
            "Visits: if Visit at least 3 times in the last 30 days \u2192 "
            "if Visit at least 2 times in the last 30 days",
        ),
    ),
    (
        FIRST.with_rule(replace(VISITS, award=replace(BY_VISITS, entries=(CountPoints(1, 7),)))),
        ("Visits: removed from 4 (+9)", "Visits, from 1: 5 \u2192 7 points"),
    ),
    (
        FIRST.with_rule(replace(WEBINARS, award=PerOccurrence(Selection(("Webinar",)), 6, 4))),
        ("Webinars: 5 \u2192 6 points each", "Webinars: at most 3 times \u2192 at most 4 times"),
    ),
    (
        replace(FIRST, groups=(replace(FIRST.groups[0], decay=FASTER),)),
        (
            "Decay of Doing: added up to 14 days (80\u202f%)",
            "Decay of Doing, up to 30 days: 50\u202f% \u2192 40\u202f%",
            "Decay of Doing, age of: the last activity \u2192 Last seen",
        ),
    ),
    (
        replace(FIRST, grade=replace(GRADE, fit=(GradeStep("A", 35), STEP))),
        ("Fit A threshold 30 \u2192 35",),
    ),
    (
        replace(FIRST, grade=replace(GRADE, labels=(("Hot", "A2"), ("B1", "B2")))),
        ("Label of A and 1: A1 \u2192 Hot",),
    ),
    (
        replace(FIRST, grade=replace(GRADE, fit=(GradeStep("Top", 30), STEP))),
        ("Renamed fit step A to Top",),
    ),
    (
        replace(FIRST, account=replace(ACCOUNT, parts=(replace(ACCOUNT.parts[0], most=6),))),
        (
            "The account score counts: 5 \u00d7 leads in MQL or above, at most 4 \u2192 "
            "5 \u00d7 leads in MQL or above, at most 6",
        ),
    ),
    (
        replace(FIRST, account=replace(ACCOUNT, rules=(replace(LARGE, award=Points(9)),))),
        ("Large: 5 \u2192 9 points",),
    ),
    (
        replace(FIRST, account=replace(ACCOUNT, raises=(RangePoints(50, None, 8),))),
        ("Raise by the account score, 50 up: 5 \u2192 8 points",),
    ),
    (
        replace(FIRST, game=replace(GAME, quests=(replace(QUEST, points=6, most=2),))),
        (
            "Quest Webinar: 5 \u2192 6 points",
            "Quest Webinar, how often: always \u2192 at most 2 times",
        ),
    ),
    (
        replace(FIRST, game=replace(GAME, levels=(Level("New", 0), Level("Friend", 60)))),
        ("Level Friend threshold 50 \u2192 60", "Reward of Friend: A mug \u2192 none"),
    ),
]


@pytest.mark.parametrize(("after", "lines"), LATER)
def test_that_a_change_of_any_scoring_system_is_told_in_words(
    after: ScoringModel, lines: tuple[str, ...]
) -> None:
    assert differences(FIRST, after) == lines
