"""Seeded leads of thirty fields, and a model of 50 rules in 8 groups with limits on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.leads.accounts import Accounts
from models.leads.activities import Activities
from models.leads.activity_recipe import ActivityRecipe
from models.leads.columns import BLANK_DAY, Column, DateColumn, NumberColumn, TextColumn
from models.leads.fields import Input, Kind, Role
from models.leads.raw import Texts, narrow
from models.scoring.answers import day_number
from models.scoring.conditions import AllOf, Condition, FieldTest, Not, Test
from models.scoring.model import Group, Points, Rule, ScoringModel

AS_OF = date(2024, 6, 14)
CATEGORIES = (5, 8, 12, 20, 30, 40, 60, 100, 200, 300)
WORDS = ("head", "vp", "sales", "data", "clerk", "chief", "junior", "lead", "it", "ops")
RULES = 50
GROUPS = (4, 9, 6, 7, 5, 8, 6, 5)


@dataclass
class Synthetic:
    """Columns as the engine sees them, with an outcome that follows the model a little."""

    columns: dict[str, Column]
    rows: int
    outcome: NDArray[np.uint8]
    activities: Activities | None = None
    accounts: Accounts | None = None

    def days_of(self, role: Role) -> NDArray[np.int32]:
        return np.full(self.rows, BLANK_DAY, dtype=np.int32)

    def __len__(self) -> int:
        return self.rows

    def column(self, name: str) -> Column | None:
        return self.columns.get(name)

    def input(self, name: str) -> Input | None:
        kinds = {TextColumn: Kind.TEXT, NumberColumn: Kind.NUMBER, DateColumn: Kind.DATE}
        found = self.columns.get(name)
        return None if found is None else Input(name, kinds[type(found)])


def leads(rows: int, seed: int = 7) -> Synthetic:
    """Ten fields of few values, twelve numbers (four with blanks), three texts, four dates."""
    rng = np.random.default_rng(seed)
    columns: dict[str, Column] = {}
    for i, distinct in enumerate(CATEGORIES):
        values = ["", *(f"value {j}" for j in range(distinct))]
        codes = rng.integers(0, distinct + 1, rows).astype(np.int32)
        columns[f"c{i}"] = TextColumn(narrow(codes, distinct + 1), Texts.of(values))
    for i in range(12):
        numbers = np.round(rng.gamma(2, 50, rows), 6 if i == 0 else 1)
        if i % 3 == 2:
            numbers[rng.random(rows) < 0.2] = np.nan
        columns[f"n{i}"] = NumberColumn(numbers)
    for i in range(3):
        picks = rng.integers(0, len(WORDS), (20_000, 3))
        texts = ["", *dict.fromkeys(" ".join(WORDS[k] for k in pick) + f" {j % 999}"
                                    for j, pick in enumerate(picks))]  # fmt: skip
        codes = rng.integers(0, len(texts), rows).astype(np.int32)
        columns[f"t{i}"] = TextColumn(narrow(codes, len(texts)), Texts.of(texts))
    for i in range(4):
        days = day_number(AS_OF) - rng.geometric(1 / 90, rows).astype(np.int32)
        days[rng.random(rows) < 0.1] = BLANK_DAY
        columns[f"d{i}"] = DateColumn(days.astype(np.int32))
    signal = columns["n0"].values + 40 * (columns["c0"].codes == 1)  # type: ignore[union-attr]
    chance = 0.03 + 0.2 * (signal > 150)
    return Synthetic(columns, rows, (rng.random(rows) < chance).astype(np.uint8))


def _condition(rng: np.random.Generator, position: int) -> Condition:
    shape = position % 5
    if shape == 0:
        field = int(rng.integers(0, 10))
        size = max(1, CATEGORIES[field] // 4)
        values = tuple(f"value {j}" for j in rng.choice(CATEGORIES[field], size, replace=False))
        return FieldTest(f"c{field}", Test.IS_ONE_OF, values)
    if shape == 1:
        return FieldTest(f"n{rng.integers(0, 12)}", Test.AT_LEAST, (float(rng.integers(60, 160)),))
    if shape == 2:
        return FieldTest(f"t{rng.integers(0, 3)}", Test.CONTAINS, (str(rng.choice(WORDS)),))
    if shape == 3:
        return FieldTest(f"d{rng.integers(0, 4)}", Test.IN_THE_LAST, (int(rng.integers(20, 90)),))
    return AllOf((_condition(rng, 1), Not(_condition(rng, 0))))


def model(seed: int = 3) -> ScoringModel:
    """50 rules of whole points; every group has both limits."""
    rng = np.random.default_rng(seed)
    groups, position = [], 0
    for number, size in enumerate(GROUPS):
        rules = []
        for _ in range(size):
            points = int(rng.integers(2, 16)) * (-1 if number == 7 else 1)
            when = _condition(rng, position)
            rules.append(Rule(f"r{position}", f"Rule {position}", Points(points), when))
            position += 1
        limits = (-30, 0) if number == 7 else (0, 25)
        groups.append(Group(f"g{number}", f"Group {number}", tuple(rules), least=limits[0],
                            most=limits[1]))  # fmt: skip
    assert position == RULES
    return ScoringModel("m", "Synthetic", tuple(groups), base=-10)


def other_points(was: ScoringModel, seed: int) -> ScoringModel:
    """The same conditions with other points in every rule, so that no sum was seen before."""
    rng = np.random.default_rng(seed)
    groups = tuple(
        replace(
            group,
            rules=tuple(
                replace(rule, award=Points(int(np.sign(rule.award.points)) * int(points)))
                for rule, points in zip(
                    group.rules, rng.integers(2, 16, len(group.rules)), strict=True
                )
            ),
        )
        for group in was.groups
    )
    return replace(was, groups=groups)


def with_activities(rows: int, number: int, types: int, seed: int = 5) -> Synthetic:
    """Leads without fields and their activities, over some three hundred days."""
    rng = np.random.default_rng(seed)
    owner = np.sort(rng.integers(0, rows, number).astype(np.int32))
    days = (day_number(AS_OF) - rng.geometric(1 / 60, number).clip(1, 300)).astype(np.int32)
    order = np.lexsort((days, owner))
    codes = rng.integers(1, types + 1, number).astype(np.uint8)
    names = Texts.of(["", *(f"Type {i}" for i in range(types))])
    starts = np.searchsorted(owner, np.arange(rows + 1)).astype(np.int64)
    seconds = np.full(number, -1, dtype=np.int32)
    columns = TextColumn(codes, names)
    held = Activities(
        starts,
        days[order],
        seconds,
        columns,
        {},
        np.arange(number, dtype=np.int32),
        ActivityRecipe(),
    )
    return Synthetic({}, rows, np.zeros(rows, dtype=np.uint8), held)
