"""Small pasts for the laws of the replay: leads with dates, what they did, and models of it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from models.leads.activities import match
from models.leads.activity_recipe import ActivityRecipe
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring.account import AccountMeasure, AccountPart, AccountScore
from models.scoring.awards import ByCount, CountPoints, PerOccurrence, RangePoints
from models.scoring.conditions import (
    ActivityTest,
    AllOf,
    Condition,
    FieldTest,
    FollowedBy,
    Inactive,
    Measure,
    Not,
    Quantity,
    Selection,
    Test,
)
from models.scoring.decay import Decay, DecayStep, Fades
from models.scoring.model import (
    Axis,
    Band,
    Group,
    Move,
    Override,
    Points,
    Rule,
    Scale,
    ScoringModel,
)

LAST = date(2024, 6, 14)
SPAN = 60
TYPES = ("Open", "Click", "Visit", "Form")
INPUTS = (
    Input("Id", role=Role.ID),
    Input("Created", Kind.DATE, Role.CREATED),
    Input("Won", Kind.YES_NO, Role.OUTCOME),
    Input("Won on", Kind.DATE, Role.OUTCOME_DATE),
    Input("Called", Kind.DATE, event=True),
    Input("Size", Kind.NUMBER),
    Input("Company"),
)
ACTIVITY_INPUTS = (
    Input("Lead", role=Role.ID),
    Input("Type", role=Role.ACTIVITY_TYPE),
    Input("When", Kind.DATE, Role.ACTIVITY_TIME),
    Input("Page"),
    Input("Amount", Kind.NUMBER),
)


@dataclass(frozen=True)
class Past:
    """Leads with their activities, and the same rows as they came, for the reference."""

    leads: Leads
    rows: list[dict[str, str]]
    done: list[list[dict[str, str]]]


def table(rows: list[dict[str, str]], names: tuple[str, ...]) -> RawTable:
    return RawTable(
        tuple(column_of(name, [row[name] for row in rows]) for name in names), len(rows), "t.csv"
    )


def past(seed: int, leads: int = 14, most: int = 9) -> Past:
    """Leads created over some two months, some after the last day, and up to `most` activities."""
    rng = random.Random(seed)

    def day(blank: float = 0.2) -> str:
        if rng.random() < blank:
            return ""
        return (LAST - timedelta(days=rng.randint(-5, SPAN))).isoformat()

    rows: list[dict[str, str]] = []
    done: list[list[dict[str, str]]] = []
    for number in range(leads):
        won = rng.choice(["yes", "no", "no", ""])
        rows.append(
            {
                "Id": f"L{number}",
                "Created": day(0.1),
                "Won": won,
                "Won on": day(0.3) if won == "yes" else "",
                "Called": day(0.4),
                "Size": rng.choice(["", "3", "12", "80"]),
                "Company": rng.choice(["", "Nordvik", "nordvik ", "Kessmore"]),
            }
        )
        done.append(
            [
                {
                    "Type": rng.choice(TYPES),
                    "When": day(0.0),
                    "Page": rng.choice(["", "/a", "/b", "/c"]),
                    "Amount": rng.choice(["", "1", "5", "40"]),
                }
                for _ in range(rng.randint(0, most))
            ]
        )
    raw = table(rows, tuple(item.name for item in INPUTS))
    found = Leads(raw, Recipe(INPUTS))
    listed = [
        {"Lead": row["Id"], **event}
        for row, events in zip(rows, done, strict=True)
        for event in events
    ]
    listed = listed or [{item.name: "" for item in ACTIVITY_INPUTS}]
    activities = table(listed, tuple(item.name for item in ACTIVITY_INPUTS))
    matched = match(activities, ActivityRecipe(ACTIVITY_INPUTS), found, "UTC")
    return Past(found.with_activities(matched), rows, done)


def selection(rng: random.Random) -> Selection:
    types = tuple(rng.sample(TYPES, rng.randint(0, 2)))
    where = FieldTest("Page", Test.IS, ("/a",)) if rng.random() < 0.2 else None
    return Selection(types, where, rng.choice([None, 0, 3, 7, 21]))


def condition(rng: random.Random) -> Condition:
    shape = rng.randrange(9)
    if shape == 0:
        return Inactive(rng.choice([3, 10, 30]), rng.choice([(), ("Open",)]))
    if shape == 1:
        return FollowedBy(selection(rng), selection(rng), rng.choice([0, 3, 10]))
    if shape == 2:
        return FieldTest(
            rng.choice(["Created", "Called"]), Test.IN_THE_LAST, (rng.choice([3, 14]),)
        )
    if shape == 3:
        return FieldTest("Called", rng.choice([Test.IS_KNOWN, Test.IS_BLANK]))
    if shape == 4:
        return AllOf((Not(condition(rng)), FieldTest("Size", Test.AT_LEAST, (10.0,))))
    measure = rng.choice(list(Measure))
    quantity = Quantity(measure, selection(rng), "Amount" if measure is Measure.SUM else "Page")
    if measure in (Measure.FIRST, Measure.LAST):
        return ActivityTest(quantity, Test.IN_THE_LAST, (rng.choice([3, 14]),))
    return ActivityTest(
        quantity, rng.choice([Test.AT_LEAST, Test.AT_MOST]), (rng.choice([1.0, 4.0]),)
    )


def rule(rng: random.Random, name: str) -> Rule:
    when = condition(rng) if rng.random() < 0.6 else None
    points = rng.choice([-20, -3, 2, 5, 11, 30])
    shape = rng.randrange(4)
    if shape == 0:
        steps = (CountPoints(1, points), CountPoints(3, 2 * points))
        return Rule(name, f"Rule {name}", ByCount(Quantity(of=selection(rng)), steps), when)
    if shape == 1 or when is None:
        given = PerOccurrence(selection(rng), points, rng.choice([1, 2, 50]))
        return Rule(name, f"Rule {name}", given, when)
    return Rule(name, f"Rule {name}", Points(points), when)


DECAYS = (
    None,
    None,
    Decay(Fades.BY_ACTIVITY, (DecayStep(2, 100), DecayStep(9, 60), DecayStep(20, 15)), 0),
    Decay(Fades.BY_GROUP, (DecayStep(3, 100), DecayStep(12, 40)), 10, undated=50),
    Decay(Fades.BY_GROUP, (DecayStep(5, 80),), 0, field="Called", undated=100),
)


def model(seed: int) -> ScoringModel:
    """Groups of rules that look back, with limits, decay and an override."""
    rng = random.Random(seed)
    groups = []
    for number in range(rng.randint(1, 3)):
        rules = tuple(rule(rng, f"r{number}{i}") for i in range(rng.randint(1, 4)))
        limits = rng.choice([(None, None), (None, 25), (-10, 40)])
        axis = rng.choice(list(Axis))
        decay = rng.choice(DECAYS)
        groups.append(Group(f"g{number}", f"Group {number}", rules, axis, "", *limits, decay=decay))
    overrides = (Override("o1", "Asked", condition(rng), rng.choice(list(Move)), "Hot"),)
    return ScoringModel(
        "m",
        "Looks back",
        tuple(groups),
        (Band("Cold", 0), Band("Warm", 8), Band("MQL", 20, mql=True), Band("Hot", 45)),
        overrides if rng.random() < 0.4 else (),
        Scale(0, 100),
        base=rng.choice([0, 5]),
        own_day=rng.choice([None, 10]),
        account=account(rng) if rng.random() < 0.4 else None,
    )


def account(rng: random.Random) -> AccountScore:
    """Accounts by company, which raise the scores of their leads."""
    measure = rng.choice([AccountMeasure.HIGHEST, AccountMeasure.TOP, AccountMeasure.IN_BAND])
    raises = (RangePoints(1, 20, 3), RangePoints(20, None, 12))
    return AccountScore("Company", parts=(AccountPart(measure, 2, "Warm"),), raises=raises)
