"""The generator of random models and nasty leads is held to what it is for: whatever a model can
say is said, is met, and moves the score in at least one of twenty of its cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, partial

import numpy as np
import pytest

from models.leads.fields import Kind, Recipe
from models.leads.table import Leads
from models.scoring.conditions import (
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    Not,
    Test,
)
from models.scoring.conditions import tests_in as every_test_in
from models.scoring.engine import score
from models.scoring.masks import Masks
from models.scoring.model import ByRange, ByValue, Group, Points, ScoringModel
from models.scoring.sight import Sight
from tests.models.scoring.nasty_leads import AS_OF, HEADERS, INPUTS, nasty_leads
from tests.models.scoring.runners import table
from tests.models.scoring.scorable_models import ZONES, kinds_of_test, random_models

MODELS, LEADS = 300, 60
SHARE = 0.05
FEWEST = 200
"""Cases below which a share says little."""

AGES = (Test.IN_THE_LAST, Test.MORE_THAN_AGO, Test.IN_THE_NEXT)
DAYS = (Test.BEFORE, Test.AFTER, Test.BETWEEN_DAYS)
Change = tuple[str, ScoringModel]
pairs = partial(zip, strict=True)


class Counted:
    """Of how many cases; how many were met; in how many the score hung on it."""

    def __init__(self) -> None:
        self.cases = self.met = self.moved = 0

    def add(self, cases: int, met: int, moved: int) -> None:
        self.cases += cases
        self.met += met
        self.moved += moved


@cache
def leads_in(zone: str) -> tuple[Leads, Masks]:
    rows, kinds = nasty_leads(11, LEADS)
    leads = Leads(table(rows, kinds), Recipe(INPUTS), zone=zone)
    return leads, Masks(leads)


def scores(model: ScoringModel) -> np.ndarray:
    leads, masks = leads_in(model.zone)
    return score(model, leads, AS_OF, masks).scores


def turned(condition: Condition, test: FieldTest) -> Condition:
    """The condition with one test's answer turned round."""
    match condition:
        case AllOf(parts):
            return AllOf(tuple(turned(part, test) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(turned(part, test) for part in parts))
        case Not(part):
            return Not(turned(part, test))
        case FieldTest():
            return Not(condition) if condition is test else condition


def conditions(
    model: ScoringModel,
) -> Iterator[tuple[Condition, Callable[[Condition], ScoringModel]]]:
    """Every condition of the model, and the model with another in its place."""
    for rule in model.rules():
        if rule.when is not None and not rule.muted:
            yield rule.when, lambda when, rule=rule: model.with_rule(replace(rule, when=when))
    for position, item in enumerate(model.overrides):

        def changed(when: Condition, position: int = position) -> ScoringModel:
            found = list(model.overrides)
            found[position] = replace(found[position], when=when)
            return replace(model, overrides=tuple(found))

        yield item.when, changed


def with_group(model: ScoringModel, group: Group) -> ScoringModel:
    groups = tuple(group if other.id == group.id else other for other in model.groups)
    return replace(model, groups=groups)


def without_a_part(model: ScoringModel) -> Iterator[Change]:
    """The model without a limit, an override, a rule's points, the scale: what hangs on each."""
    for group in model.groups:
        if group.least is not None:
            yield "least", with_group(model, replace(group, least=None))
        if group.most is not None:
            yield "most", with_group(model, replace(group, most=None))
    for item in model.overrides:
        rest = tuple(other for other in model.overrides if other is not item)
        yield f"override {item.move}", replace(model, overrides=rest)
    for rule in model.rules():
        names = {Points: "points", ByValue: "by value", ByRange: "by range"}
        name = "muted" if rule.muted else names[type(rule.award)]
        changed = replace(rule, muted=False) if rule.muted else replace(rule, award=Points(0))
        yield name, model.with_rule(changed)
    if model.base:
        yield "base", replace(model, base=0)
    far = 100_000
    wide = replace(model.scale, least=model.scale.least - far, most=model.scale.most + far)
    yield "scale", replace(model, scale=wide)


@cache
def counted() -> dict[str, Counted]:
    found: dict[str, Counted] = defaultdict(Counted)
    for model in random_models(103, MODELS):
        _, masks = leads_in(model.zone)
        before = scores(model)
        for when, changed in conditions(model):
            for test in every_test_in(when):
                met = int(masks.of(test, Sight(AS_OF)).sum())
                moved = int((scores(changed(turned(when, test))) != before).sum())
                found[test.test.value].add(LEADS, met, moved)
        for name, other in without_a_part(model):
            moved = int((scores(other) != before).sum())
            found[name].add(LEADS, LEADS, moved)
    return found


PARTS = (
    *(test.value for test in Test),
    "least", "most", "override at least", "override at most", "override exactly",
    "points", "by value", "by range", "muted", "base", "scale",
)  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_that_each_part_of_a_model_moves_one_score_of_twenty(part: str) -> None:
    found = counted()[part]
    assert found.cases >= FEWEST
    assert found.met >= SHARE * found.cases
    assert found.moved >= SHARE * found.cases


def test_that_every_kind_of_test_occurs() -> None:
    assert set(kinds_of_test()) == set(Test)


def ends(test: FieldTest) -> set[int]:
    """The ages at which the answer of a test of a date changes: the last on either side."""
    found: set[int] = set()
    for value in test.values:
        if isinstance(value, date):
            age = (AS_OF - value).days
            found |= {age - 1, age, age + 1}
        elif isinstance(value, int) and test.test in AGES:
            sign = -1 if test.test is Test.IN_THE_NEXT else 1
            found |= {sign * value, sign * (value + 1), 0, -sign}
    return found


def test_that_leads_stand_on_boundary_days_and_a_day_more_moves_their_score() -> None:
    """Of all days that a rule reads at least one of twenty is an end of a span, and at least one
    of twenty of these leads has another score when it is a day older or younger."""
    read = standing = moved = 0
    rows, kinds = nasty_leads(11, LEADS)
    for model in random_models(99, 60):
        leads, _ = leads_in(model.zone)
        for when, _ in conditions(model):
            for test in every_test_in(when):
                item = leads.recipe.find(test.field)
                if test.test not in (*AGES, *DAYS) or item is None or item.kind is not Kind.DATE:
                    continue
                days = leads.column(test.field).days  # type: ignore[union-attr]
                before = scores(model)
                for row in range(LEADS):
                    age = AS_OF.toordinal() - date(1970, 1, 1).toordinal() - int(days[row])
                    read += 1
                    if age not in ends(test):
                        continue
                    standing += 1
                    day = AS_OF - timedelta(days=age)
                    beside = [
                        {**rows[row], HEADERS.get(item.name, item.name): iso(day, by)}
                        for by in (-1, 1)
                    ]
                    other = Leads(table(beside, [kinds[row]] * 2), Recipe(INPUTS), zone=model.zone)
                    moved += bool((score(model, other, AS_OF).scores != before[row]).any())
    assert standing >= max(FEWEST, SHARE * read)
    assert moved >= SHARE * standing


def iso(day: date, by: int) -> str:
    return (day + timedelta(days=by)).isoformat()


def test_that_blanks_are_met_and_filling_one_moves_the_score() -> None:
    blank = cells = moved = 0
    rows, kinds = nasty_leads(11, LEADS)
    others, other_kinds = nasty_leads(12, LEADS)
    for model in random_models(99, 60):
        leads, masks = leads_in(model.zone)
        before = scores(model)
        for name in model.fields():
            item = leads.recipe.find(name)
            if item is None:
                continue
            header = HEADERS.get(item.name, item.name)
            filled = [{**row, header: other[header]} for row, other in pairs(rows, others)]
            told = [{**kind, header: other[header]} for kind, other in pairs(kinds, other_kinds)]
            full = Leads(table(filled, told), Recipe(INPUTS), zone=model.zone)
            empty = masks.of(FieldTest(name, Test.IS_BLANK), Sight(AS_OF))
            cells += LEADS
            blank += int(empty.sum())
            moved += int((score(model, full, AS_OF).scores != before)[empty].sum())
    assert blank >= SHARE * cells
    assert moved >= SHARE * blank


def test_that_every_zone_is_used() -> None:
    assert {model.zone for model in random_models(103, MODELS)} == set(ZONES)
