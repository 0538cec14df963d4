"""The generator of random models and nasty leads is held to what it is for: whatever a model can
say is said, is met, and moves the score in at least one of twenty of its cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, partial
from typing import Any

import numpy as np
import pytest

from models.leads.fields import Kind
from models.leads.table import Leads
from models.scoring.conditions import (
    ActivityTest,
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    FollowedBy,
    Measure,
    Not,
    Selection,
    Test,
    leaves_in,
)
from models.scoring.conditions import tests_in as every_test_in
from models.scoring.decay import Decay, Fades
from models.scoring.engine import score
from models.scoring.masks import Masks
from models.scoring.model import (
    ByCount,
    ByRange,
    ByValue,
    Group,
    PerOccurrence,
    Points,
    Rule,
    ScoringModel,
)
from models.scoring.sight import Sight, scored_by, sight_of
from tests.models.scoring.nasty_activities import done_by
from tests.models.scoring.nasty_leads import AS_OF, HEADERS, INPUTS, nasty_leads
from tests.models.scoring.runners import Asked
from tests.models.scoring.scorable_models import DERIVED, ZONES, kinds_of_test, random_models

MODELS, LEADS = 400, 60
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


@dataclass(frozen=True)
class Scored:
    """The leads that a model scores, which they are, and their masks."""

    leads: Leads
    rows: np.ndarray
    masks: Masks


@cache
def scored_in(zone: str, own_day: int | None) -> Scored:
    rows, kinds = nasty_leads(11, LEADS)
    leads = Asked(rows, INPUTS, AS_OF, kinds, done_by(11, rows)).leads(zone)
    some = scored_by(ScoringModel("m", "M", own_day=own_day), leads, AS_OF)
    places = np.arange(LEADS) if some.rows is None else some.rows
    return Scored(some.leads, places, Masks(some.leads))


def in_model(model: ScoringModel) -> Scored:
    return scored_in(model.zone, model.own_day)


def scores(model: ScoringModel) -> np.ndarray:
    """The scores of the leads that the model scores."""
    found = in_model(model)
    return score(model, found.leads, AS_OF, found.masks).scores


def turned(condition: Condition, leaf: Condition, other: Condition | None = None) -> Condition:
    """The condition with one leaf's answer turned round, or with another leaf in its place."""
    match condition:
        case AllOf(parts):
            return AllOf(tuple(turned(part, leaf, other) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(turned(part, leaf, other) for part in parts))
        case Not(part):
            return Not(turned(part, leaf, other))
        case _:
            if condition is not leaf:
                return condition
            return Not(condition) if other is None else other


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


def selections(model: ScoringModel) -> Iterator[tuple[Selection, Callable[[Selection], Any]]]:
    """Every selection of the model, and the model with another in its place."""
    for when, changed in conditions(model):
        for leaf in leaves_in(when):
            put = partial(_with_leaf, changed, when, leaf)
            match leaf:
                case ActivityTest(asked):
                    yield (
                        asked.of,
                        lambda of, put=put, leaf=leaf: put(
                            replace(leaf, quantity=replace(leaf.quantity, of=of))
                        ),
                    )
                case FollowedBy(first, then):
                    yield first, lambda of, put=put, leaf=leaf: put(replace(leaf, first=of))
                    yield then, lambda of, put=put, leaf=leaf: put(replace(leaf, then=of))
    for rule in model.rules():
        match rule.award:
            case ByCount(asked) as award if not rule.muted:
                yield (
                    asked.of,
                    lambda of, rule=rule, award=award: _with_award(
                        model, rule, replace(award, quantity=replace(award.quantity, of=of))
                    ),
                )
            case PerOccurrence(of) as award if not rule.muted:
                yield (
                    of,
                    lambda of, rule=rule, award=award: _with_award(
                        model, rule, replace(award, of=of)
                    ),
                )


def _with_leaf(
    changed: Callable[[Condition], ScoringModel], when: Condition, leaf: Any, other: Any
) -> ScoringModel:
    return changed(turned(when, leaf, other))


def _with_award(model: ScoringModel, rule: Rule, award: Any) -> ScoringModel:
    return model.with_rule(replace(rule, award=award))


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
        if group.decay is not None:
            yield from without_decay(model, group, group.decay)
    for item in model.overrides:
        rest = tuple(other for other in model.overrides if other is not item)
        yield f"override {item.move}", replace(model, overrides=rest)
    yield from without_a_rule(model)
    yield from without_a_choice(model)
    if model.base:
        yield "base", replace(model, base=0)
    far = 100_000
    wide = replace(model.scale, least=model.scale.least - far, most=model.scale.most + far)
    yield "scale", replace(model, scale=wide)


def without_a_rule(model: ScoringModel) -> Iterator[Change]:
    for rule in model.rules():
        names = {Points: "points", ByValue: "by value", ByRange: "by range"}
        names |= {ByCount: "by count", PerOccurrence: "per occurrence"}
        name = "muted" if rule.muted else names[type(rule.award)]
        changed = replace(rule, muted=False) if rule.muted else replace(rule, award=Points(0))
        yield name, model.with_rule(changed)
        if isinstance(rule.award, PerOccurrence) and not rule.muted:
            yield "most occurrences", _with_award(model, rule, replace(rule.award, most=99))


def without_a_choice(model: ScoringModel) -> Iterator[Change]:
    """The model with a selection of activities that chooses less strictly."""
    for of, changed_to in selections(model):
        if of.days is not None:
            yield "window", changed_to(replace(of, days=None))
        if of.where is not None:
            yield "filter", changed_to(replace(of, where=None))
        if of.types:
            yield "types", changed_to(replace(of, types=()))


def without_decay(model: ScoringModel, group: Group, decay: Decay) -> Iterator[Change]:
    how = "of a field" if decay.field else "of types" if decay.types else "of its types"
    name = "decay by activity" if decay.way is Fades.BY_ACTIVITY else f"decay {how}"
    yield name, with_group(model, replace(group, decay=None))
    if decay.way is Fades.BY_GROUP:
        other = replace(decay, undated=100 if decay.undated < 50 else 0)
        yield "percent without a date", with_group(model, replace(group, decay=other))
    other = replace(decay, after=100 if decay.after < 50 else 0)
    yield "percent after the last", with_group(model, replace(group, decay=other))


def name_of(leaf: Condition, derived: bool) -> str:
    match leaf:
        case FieldTest():
            return "derived field" if derived else leaf.test.value
        case ActivityTest(asked):
            return asked.measure.value
        case FollowedBy():
            return "followed by"
        case _:
            return "inactive"


@cache
def counted() -> dict[str, Counted]:
    found: dict[str, Counted] = defaultdict(Counted)
    made = {item.name for item in DERIVED}
    for model in random_models(99, MODELS):
        some = in_model(model)
        number = len(some.rows)
        before = scores(model)
        for when, changed in conditions(model):
            for leaf in leaves_in(when):
                met = int(some.masks.of(leaf, sight_of(model, AS_OF)).sum())
                moved = int((scores(changed(turned(when, leaf))) != before).sum())
                derived = bool(model.derived) and isinstance(leaf, FieldTest) and leaf.field in made
                found[name_of(leaf, derived)].add(number, met, moved)
        for name, other in without_a_part(model):
            moved = int((scores(other) != before).sum())
            found[name].add(number, number, moved)
        if model.own_day is not None:
            all_leads = scores(replace(model, own_day=None))[some.rows]
            found["own day"].add(number, number, int((all_leads != before).sum()))
            found["not scored"].add(LEADS, LEADS - number, LEADS - number)
    return found


PARTS = (
    *(test.value for test in Test), *(measure.value for measure in Measure),
    "followed by", "inactive", "window", "filter", "types", "derived field",
    "least", "most", "override at least", "override at most", "override exactly",
    "points", "by value", "by range", "by count", "per occurrence", "most occurrences", "muted",
    "decay by activity", "decay of a field", "decay of types", "decay of its types",
    "percent without a date", "percent after the last",
    "base", "scale", "own day", "not scored",
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
    done = done_by(11, rows)
    for model in [m for m in random_models(99, 100) if m.own_day is None]:
        leads = in_model(model).leads
        before = scores(model)
        for when, _ in conditions(model):
            for test in every_test_in(when):
                item = leads.recipe.find(test.field)
                if test.test not in (*AGES, *DAYS) or item is None or item.kind is not Kind.DATE:
                    continue
                days = leads.column(test.field).days  # type: ignore[union-attr]
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
                    same = replace(done, rows=[done.rows[row]] * 2, cells=[done.cells[row]] * 2)
                    asked = Asked(beside, INPUTS, AS_OF, [kinds[row]] * 2, same)
                    other = score(model, asked.leads(model.zone), AS_OF)
                    moved += bool((other.scores != before[row]).any())
    assert standing >= max(FEWEST, SHARE * read)
    assert moved >= SHARE * standing


def iso(day: date, by: int) -> str:
    return (day + timedelta(days=by)).isoformat()


def test_that_blanks_are_met_and_filling_one_moves_the_score() -> None:
    blank = cells = moved = 0
    rows, kinds = nasty_leads(11, LEADS)
    others, other_kinds = nasty_leads(12, LEADS)
    done = done_by(11, rows)
    for model in [m for m in random_models(99, 80) if m.own_day is None]:
        some = in_model(model)
        before = scores(model)
        for name in model.fields():
            item = some.leads.recipe.find(name)
            if item is None:
                continue
            header = HEADERS.get(item.name, item.name)
            filled = [{**row, header: other[header]} for row, other in pairs(rows, others)]
            told = [{**kind, header: other[header]} for kind, other in pairs(kinds, other_kinds)]
            full = Asked(filled, INPUTS, AS_OF, told, done).leads(model.zone)
            empty = some.masks.of(FieldTest(name, Test.IS_BLANK), Sight(AS_OF))
            cells += LEADS
            blank += int(empty.sum())
            moved += int((score(model, full, AS_OF).scores != before)[empty].sum())
    assert blank >= SHARE * cells
    assert moved >= SHARE * blank


def test_that_every_zone_is_used() -> None:
    assert {model.zone for model in random_models(99, MODELS)} == set(ZONES)
