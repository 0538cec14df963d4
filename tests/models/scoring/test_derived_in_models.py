"""Rules that read derived fields: the engine is held to the reference, the day included."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from models.leads.derived import (
    DaysBetween,
    Derived,
    EmailDomain,
    FreeMail,
    FromTitle,
    LookUp,
    TitleWord,
    fields_of_leads,
    kind_of,
)
from models.leads.fields import Input, Kind, Recipe
from models.leads.table import Leads
from models.scoring.checks import problems_of
from models.scoring.conditions import AllOf, AnyOf, FieldTest, Not, Test
from models.scoring.engine import score
from models.scoring.explanation import explain
from models.scoring.masks import Masks
from models.scoring.model import (
    ByRange,
    ByValue,
    Group,
    Points,
    RangePoints,
    Rule,
    ScoringModel,
    ValuePoints,
)
from tests.models.scoring.nasty_leads import (
    AS_OF,
    BOOKED,
    COUNTRIES,
    COUNTRY,
    CREATED,
    INPUTS,
    SEEN,
    TEXTS,
    TITLE,
    nasty_leads,
)
from tests.models.scoring.runners import by_engine, by_reference, table
from tests.models.scoring.scorable_models import random_models

EMAIL = "Second mail"
EMAILS = ("a@GMail.com", "b@acme.example", "c@ACME.example", "none", "", "x@", "y@mail.de")
LINES = (TitleWord(("vp sales", "x"), "VP Sales"), TitleWord(("s",), "S"))
DERIVED: tuple[Derived, ...] = (
    FromTitle("Rank", TITLE, table=LINES),
    LookUp("Region", COUNTRY, (*((name, "a") for name in COUNTRIES[:3]), ("", "none")), "e"),
    LookUp("Second", "RANK", (("vp sales", "istanbul"),), "C++"),
    DaysBetween("Days", CREATED, BOOKED),
    DaysBetween("Seen after", CREATED, SEEN),
    EmailDomain("Host", EMAIL),
    FreeMail("Free", EMAIL, also=("Acme.example",)),
    LookUp("Company", "Host", (("acme.example", "VP Sales"),)),
)


def reading(value: Any, dice: random.Random) -> Any:
    """A rule, a condition or points, with derived fields of the same kind in place of others."""
    kinds = {item.name: item.kind for item in INPUTS}
    names = {
        kind: [item.name for item in DERIVED if kind_of(item) is kind]
        for kind in (Kind.TEXT, Kind.NUMBER, Kind.YES_NO)
    }

    def other(name: str) -> str:
        return dice.choice(names.get(kinds.get(name, Kind.TEXT)) or [name])

    match value:
        case AllOf(parts) | AnyOf(parts):
            return replace(value, parts=tuple(reading(part, dice) for part in parts))
        case Not(part):
            return Not(reading(part, dice))
        case FieldTest() | ByValue() | ByRange():
            return replace(value, field=other(value.field)) if dice.random() < 0.8 else value
        case Rule():
            when = None if value.when is None else reading(value.when, dice)
            return replace(value, when=when, award=reading(value.award, dice))
    return value


def derived_models(seed: int, count: int) -> list[ScoringModel]:
    dice = random.Random(seed)
    found = []
    for model in random_models(seed, count):
        groups = tuple(
            replace(group, rules=tuple(reading(rule, dice) for rule in group.rules))
            for group in model.groups
        )
        found.append(replace(model, groups=groups, derived=DERIVED, own_day=None))
    return found


def leads_with_mail(seed: int, count: int) -> tuple[list[dict[str, str]], list[dict[str, Any]]]:
    dice = random.Random(seed)
    rows, kinds = nasty_leads(seed, count)
    for row in rows:
        row[EMAIL] = dice.choice(EMAILS)
        if dice.random() < 0.3:
            row[TITLE] = f"{dice.choice(TEXTS)}/VP-Sales"
    return rows, kinds


def test_that_engine_and_reference_agree_on_rules_that_read_derived_fields() -> None:
    inputs = (*INPUTS, Input(EMAIL))
    met: set[str] = set()
    for seed, model in enumerate(derived_models(77, 120)):
        rows, kinds = leads_with_mail(seed, 20)
        engine = by_engine(model, rows, inputs, AS_OF, kinds)
        reference = by_reference(model, rows, inputs, AS_OF, kinds)
        for row, found, expected in zip(rows, engine, reference, strict=True):
            assert found == expected, (seed, ascii(row))
        for rule in model.rules():
            if any(given is not None and given.rules[rule.id] for given in engine):
                met.update(rule.fields())
    assert {item.name for item in DERIVED} <= met


def small() -> tuple[ScoringModel, Leads]:
    derived = (
        FromTitle("Rank", "Title"),
        DaysBetween("Days", "Created", "Demo"),
        LookUp("Level", "Rank", (("VP", "high"),), "low"),
    )
    rules = (
        Rule("r", "Rank", Points(5), FieldTest("rank", Test.IS, ("vp",))),
        Rule("d", "Days", ByRange("Days", (RangePoints(0.0, 8.0, 7),))),
        Rule("l", "Level", ByValue("Level", (ValuePoints("HIGH", 3), ValuePoints(None, 1)))),
    )
    inputs = (
        Input("Title"),
        Input("Created", Kind.DATE),
        Input("Demo", Kind.DATE, event=True),
    )
    model = ScoringModel("m", "M", (Group("g", "G", rules),), derived=derived, inputs=inputs)
    rows = [
        {"Title": "VP Sales", "Created": "2024-03-01", "Demo": "2024-03-05"},
        {"Title": "", "Created": "2024-03-01", "Demo": "2024-03-20"},
    ]
    return model, Leads(table(rows), Recipe(inputs))


def test_that_a_derived_field_of_an_event_knows_no_later_day_and_masks_are_kept_apart() -> None:
    model, leads = small()
    masks = Masks(leads)
    for day, expected in (
        (date(2024, 3, 4), [8, 1]),
        (date(2024, 3, 10), [15, 1]),
        (date(2024, 3, 4), [8, 1]),
    ):
        assert score(model, leads, day, masks).scores.tolist() == expected
    other = replace(model, derived=(*model.derived[:2], LookUp("Level", "Rank", (("", "high"),))))
    assert score(other, leads, date(2024, 3, 10), masks).scores.tolist() == [13, 3]
    assert score(model, leads, date(2024, 3, 10), masks).scores.tolist() == [15, 1]


def test_that_an_explanation_says_what_a_derived_value_was_made_of() -> None:
    model, leads = small()
    steps = explain(model, leads, 0, date(2024, 3, 10)).steps
    assert [(step.name, step.value) for step in steps if step.rule] == [
        ("Rank", "VP (from VP Sales)"),
        ("Days", "4 (from 2024-03-01 and 2024-03-05)"),
        ("Level", "high (from VP Sales)"),
    ]


def test_that_problems_follow_derived_fields_to_what_they_are_made_of() -> None:
    model, leads = small()
    assert fields_of_leads(["Level", "Title", "Days"], model.derived) == (
        "Title",
        "Created",
        "Demo",
    )
    assert model.fields_of_leads() == ("Title", "Created", "Demo")
    assert problems_of(model, leads, Masks(leads), AS_OF + timedelta(1)) == ()
    lacking = replace(model, derived=(FromTitle("Rank", "Position"), *model.derived[1:]))
    told = [problem.sentence() for problem in problems_of(lacking, leads, Masks(leads), AS_OF)]
    assert any("Position: These leads do not have it" in line for line in told), told
    wrong = Rule("w", "Wrong", Points(1), FieldTest("Days", Test.IS, ("4",)))
    asking = replace(model, groups=(Group("g", "G", (wrong,)),))
    told = [problem.sentence() for problem in problems_of(asking, leads)]
    assert told == ["Days: It gives a number, which Wrong cannot ask: 0 points. Change the rule."]
