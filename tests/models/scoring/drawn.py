"""Random leads and models for the laws of the engine, from a seed."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring.conditions import (
    SHAPES,
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    Not,
    Takes,
    Test,
    Value,
)
from models.scoring.model import (
    Award,
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

AS_OF = date(2024, 6, 14)
TITLES = ("", "VP Sales", "vp sales", "Head of IT", "Straße", "ΣΊΣΥΦΟΣ", "Clerk", "n/a")
TAGS = ("", "web", "web; fair", "Fair", "call; web; fair", "web;web")
FIELDS = {
    "Title": Kind.TEXT,
    "Size": Kind.NUMBER,
    "Phone": Kind.YES_NO,
    "Seen": Kind.DATE,
    "Tags": Kind.MULTIPLE,
}


def leads(seed: int, rows: int, outcome: bool = True) -> Leads:
    """Leads with every kind of field, blanks in all of them, and an outcome."""
    rng = random.Random(seed)
    days = ["", *((AS_OF + timedelta(d)).isoformat() for d in (-400, -31, -30, -7, -1, 0, 1, 9))]
    cells = {
        "Title": rng.choices(TITLES, k=rows),
        "Size": rng.choices(["", "0", "-5", "10", "10.5", "99", "1000", "x"], k=rows),
        "Phone": rng.choices(["", "yes", "no", "maybe"], k=rows),
        "Seen": rng.choices(days, k=rows),
        "Tags": rng.choices(TAGS, k=rows),
        "Won": rng.choices(["", "yes", "no", "no"], k=rows),
    }
    inputs = [Input(name, kind) for name, kind in FIELDS.items()]
    role = Role.OUTCOME if outcome else Role.IGNORED
    inputs.append(Input("Won", Kind.YES_NO, role))
    columns = tuple(column_of(name, cell) for name, cell in cells.items())
    return Leads(RawTable(columns, rows), Recipe(tuple(inputs)))


def _value(rng: random.Random, takes: Takes) -> Value:
    match takes:
        case Takes.DAYS:
            return rng.choice([0, 1, 7, 30, 400])
        case Takes.WEEKDAYS:
            return rng.randint(1, 7)
        case Takes.ONE_NUMBER | Takes.TWO_NUMBERS | Takes.NUMBERS:
            return rng.choice([-5.0, 0.0, 10.0, 10.5, 99.0, 1000.0])
        case Takes.ONE_DATE | Takes.TWO_DATES:
            return AS_OF + timedelta(rng.choice([-400, -30, -1, 0, 1]))
        case _:
            return rng.choice(["vp sales", "VP", "head", "straße", "σίσυφοσ", "web", "fair", "e"])


def field_test(rng: random.Random, test: Test | None = None) -> FieldTest:
    """A test, mostly of a field of its kind."""
    test = test or rng.choice(list(SHAPES))
    shape = SHAPES[test]
    fitting = [name for name, kind in FIELDS.items() if shape.kind in (None, kind)]
    field = rng.choice(fitting) if rng.random() < 0.9 else rng.choice([*FIELDS, "Missing"])
    many = shape.takes in (Takes.TEXTS, Takes.NUMBERS, Takes.WEEKDAYS)
    two = shape.takes in (Takes.TWO_NUMBERS, Takes.TWO_DATES)
    count = 0 if shape.takes is Takes.NOTHING else 2 if two else rng.randint(1, 3) if many else 1
    values = [_value(rng, shape.takes) for _ in range(count)]
    if two:
        values.sort(key=str)
    return FieldTest(field, test, tuple(values), exact=rng.random() < 0.2)


def condition(rng: random.Random, depth: int = 2) -> Condition:
    """A condition, nested at most so deep."""
    shape = rng.random()
    if depth and shape < 0.15:
        return AllOf(tuple(condition(rng, depth - 1) for _ in range(rng.randint(1, 3))))
    if depth and shape < 0.3:
        return AnyOf(tuple(condition(rng, depth - 1) for _ in range(rng.randint(1, 3))))
    if depth and shape < 0.4:
        return Not(condition(rng, depth - 1))
    return field_test(rng)


def award(rng: random.Random, size: int = 40) -> Award:
    """Points of any kind."""

    def points() -> int:
        return rng.randint(-size, size)

    shape = rng.random()
    if shape < 0.6:
        return Points(points())
    if shape < 0.8:
        values = rng.sample(["vp sales", "head of it", "yes", "no", "web", "fair", None], k=3)
        field = rng.choice(["Title", "Phone", "Tags", "Size", "Missing"])
        return ByValue(field, tuple(ValuePoints(v, points()) for v in values), rng.random() < 0.2)
    return ByRange(
        rng.choice(["Size", "Size", "Title"]),
        (
            RangePoints(None, 0.0, points()),
            RangePoints(0.0, 10.5, points()),
            RangePoints(99.0, None, points()),
        ),
    )


def rule(rng: random.Random, name: str, size: int = 40) -> Rule:
    """A rule; some are muted, some by value or range have no condition."""
    given = award(rng, size)
    free = not isinstance(given, Points) and rng.random() < 0.5
    when = None if free else condition(rng)
    return Rule(name, f"Rule {name}", given, when, muted=rng.random() < 0.1)


def model(seed: int, size: int = 40) -> ScoringModel:
    """A model with groups, limits, bands and overrides; points up to `size`."""
    rng = random.Random(seed)
    groups = []
    for number in range(rng.randint(1, 4)):
        rules = tuple(rule(rng, f"r{number}.{i}", size) for i in range(rng.randint(0, 4)))
        least, most = rng.randint(-size, size), rng.randint(-size, 2 * size)
        if rng.random() < 0.9:  # limits that cross are a fault that must not crash anything
            least, most = min(least, most), max(least, most)
        groups.append(
            Group(
                f"g{number}",
                f"Group {number}",
                rules,
                least=least if rng.random() < 0.5 else None,
                most=most if rng.random() < 0.5 else None,
            )
        )
    least = rng.choice([0, 0, 0, -50, 10])
    most = least + rng.choice([100, 100, 30, 300])
    width = rng.choice([3, most - least])  # narrow bands, too
    first = rng.randint(least + 1, most + 1 - width)
    cuts = sorted(rng.sample(range(first, first + width), k=rng.randint(1, 3)))
    names = ("Warm", "MQL", "Hot")
    bands = [Band("Cold", least), *(Band(n, c) for n, c in zip(names, cuts, strict=False))]
    mql = rng.randrange(len(bands))
    bands[mql] = replace(bands[mql], mql=True)
    overrides = tuple(
        Override(
            f"o{i}",
            f"Override {i}",
            condition(rng),
            rng.choice(list(Move)),
            rng.choice([band.name for band in bands]),
        )
        for i in range(rng.choice([0, 1, 2]))
    )
    return ScoringModel(
        "m",
        "Model",
        tuple(groups),
        tuple(bands),
        overrides,
        Scale(least, most),
        base=rng.randint(-20, 40),
    )
