from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.evaluation.bands_drag import BandsDrag
from models.evaluation.drag import BaseDrag, PointsDrag, ThresholdDrag
from models.evaluation.evaluate import evaluate
from models.evaluation.evaluation import Evaluation
from models.scoring import cube, preimages, threshold_index
from models.scoring.conditions import AllOf, AnyOf, Condition, FieldTest, Not, Test
from models.scoring.engine import score
from models.scoring.masks import Masks
from models.scoring.model import (
    MOST_POINTS,
    ByRange,
    Group,
    Points,
    RangePoints,
    Rule,
    ScoringModel,
)
from tests.models.scoring import drawn
from tests.models.scoring.drawn import AS_OF

seeds = st.integers(0, 2**32 - 1)
points_drawn = st.integers(-60, 60) | st.sampled_from([-MOST_POINTS, MOST_POINTS])


def assert_same(found: Evaluation, wanted: Evaluation) -> None:
    assert found.histogram.tolist() == wanted.histogram.tolist()
    assert found.gains.tolist() == wanted.gains.tolist()
    assert found.reaches == wanted.reaches
    for name in ("least", "bands", "mql", "all", "auc", "lift", "overridden"):
        assert getattr(found, name) == getattr(wanted, name), name
    assert (found.movement is None) == (wanted.movement is None)
    if found.movement is not None and wanted.movement is not None:
        assert found.movement.counts.tolist() == wanted.movement.counts.tolist()
        for name in ("changed", "entered", "left"):
            assert getattr(found.movement, name) == getattr(wanted.movement, name), name
    assert found.rules.keys() == wanted.rules.keys()
    for rule_id, figures in wanted.rules.items():
        assert found.rules[rule_id].hits == figures.hits
        if found.rules[rule_id].mql_added is not None:
            assert found.rules[rule_id].mql_added == figures.mql_added


def dragged(model: ScoringModel, rule: Rule, entry: int | None, points: int) -> ScoringModel:
    if isinstance(rule.award, Points):
        return model.with_rule(replace(rule, award=Points(points)))
    assert entry is not None
    entries = list(rule.award.entries)
    entries[entry] = replace(entries[entry], points=points)  # type: ignore[type-var]
    return model.with_rule(replace(rule, award=replace(rule.award, entries=tuple(entries))))  # type: ignore[arg-type]


@given(seeds, seeds, seeds, st.booleans(), st.lists(points_drawn, min_size=1, max_size=4))
def test_that_a_drag_of_points_equals_a_full_evaluation(
    a: int, b: int, c: int, near: bool, numbers: list[int]
) -> None:
    """For every rule; against a saved version that is near or another model altogether."""
    leads = drawn.leads(a, 50)
    model = drawn.model(b)
    masks = Masks(leads)
    scored = score(model, leads, AS_OF, masks)
    before = replace(model, base=model.base + 3) if near else drawn.model(c)
    saved = score(before, leads, AS_OF, masks) if c % 3 else None
    for rule in model.rules():
        entry = None if isinstance(rule.award, Points) else c % len(rule.award.entries)
        drag = PointsDrag(scored, leads, rule.id, saved, entry)
        assert len(drag) <= len(leads)
        for number in numbers:
            there = dragged(model, rule, entry, number)
            wanted = evaluate(there, leads, masks=masks, as_of=AS_OF, saved=saved, effects=True)
            assert_same(drag.at(number), wanted)


@given(seeds, seeds)
def test_that_too_many_cells_fall_back_to_the_touched_leads(a: int, b: int) -> None:
    leads, model = drawn.leads(a, 40), drawn.model(b)
    scored = score(model, leads, AS_OF)
    saved = score(drawn.model(b + 1), leads, AS_OF)
    rules = [rule for rule in model.rules() if isinstance(rule.award, Points)]
    for rule in rules:
        plain = PointsDrag(scored, leads, rule.id, saved)
        was = cube.MOST_CELLS
        try:
            cube.MOST_CELLS = 0
            fallen = PointsDrag(scored, leads, rule.id, saved)
        finally:
            cube.MOST_CELLS = was
        assert_same(fallen.at(17), plain.at(17))


@given(seeds, seeds, seeds, st.integers(-60, 120))
def test_that_a_drag_of_the_base_equals_a_full_evaluation(
    a: int, b: int, c: int, base: int
) -> None:
    leads, model = drawn.leads(a, 50), drawn.model(b)
    scored = score(model, leads, AS_OF)
    saved = score(drawn.model(c), leads, AS_OF)
    drag = BaseDrag(scored, leads, saved)
    wanted = evaluate(replace(model, base=base), leads, as_of=AS_OF, saved=saved)
    assert_same(drag.at(base), wanted)


@given(seeds, seeds, seeds, st.booleans())
def test_that_a_drag_of_thresholds_equals_a_full_evaluation(
    a: int, b: int, c: int, compared: bool
) -> None:
    leads, model = drawn.leads(a, 50), drawn.model(b)
    scored = score(model, leads, AS_OF)
    saved = score(drawn.model(c), leads, AS_OF) if compared else None
    drag = BandsDrag(scored, leads, saved)
    rng = random.Random(c)
    for _ in range(4):
        inner = range(model.scale.least + 1, model.scale.most + 1)
        cuts = sorted(rng.sample(inner, k=len(model.bands) - 1))
        bands = (
            model.bands[0],
            *(
                replace(band, threshold=cut)
                for band, cut in zip(model.bands[1:], cuts, strict=True)
            ),
        )
        there = replace(model, bands=bands)
        assert_same(drag.at(bands), evaluate(there, leads, as_of=AS_OF, saved=saved))


NUMBER_TESTS = [Test.LESS_THAN, Test.AT_MOST, Test.AT_LEAST, Test.MORE_THAN]


@given(seeds, seeds, seeds, st.sampled_from(NUMBER_TESTS), st.booleans())
def test_that_a_drag_of_a_number_in_a_condition_equals_a_full_evaluation(
    a: int, b: int, c: int, test: Test, nested: bool
) -> None:
    rng = random.Random(c)
    leads, model = drawn.leads(a, 60), drawn.model(b)
    rules = [rule for rule in model.rules() if not rule.muted]
    if not rules:
        return
    rule = rng.choice(rules)

    def asking(number: float) -> ScoringModel:
        own = FieldTest("Size", test, (number,))
        when = AllOf((drawn.condition(random.Random(c)), own)) if nested else own
        return model.with_rule(replace(rule, when=when))

    start = asking(10.25)
    scored = score(start, leads, AS_OF)
    saved = score(drawn.model(c), leads, AS_OF) if c % 4 else None
    drag = ThresholdDrag(scored, leads, rule.id, FieldTest("Size", test, (10.25,)), saved)
    for number in rng.sample([-100.0, -5.0, 0.0, 10.0, 10.2, 99.0, 1000.0, 5000.0], k=3):
        there = asking(number)
        wanted = evaluate(there, leads, as_of=AS_OF, saved=saved, effects=True)
        assert_same(drag.at(number), wanted)


@pytest.mark.parametrize("places", [1, 3, 7, 1000])
def test_that_places_of_the_index_change_nothing(
    places: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threshold_index, "PLACES", places)
    asked = FieldTest("Size", Test.AT_LEAST, (1.0,))
    rule = Rule("r", "R", Points(30), asked)
    model = ScoringModel("m", "M", (Group("g", "G", (rule,)),), base=30)
    for rows in (0, 1, 2, 21, 64):
        leads = drawn.leads(rows, rows)
        scored = score(model, leads, AS_OF)
        drag = ThresholdDrag(scored, leads, "r", asked, scored)
        for number in (-9.0, 0.0, 10.1, 9e9):
            there = model.with_rule(replace(rule, when=replace(asked, values=(number,))))
            wanted = evaluate(there, leads, as_of=AS_OF, saved=scored, effects=True)
            assert_same(drag.at(number), wanted)


def test_that_only_one_number_of_the_outer_part_can_be_dragged() -> None:
    asked = FieldTest("Size", Test.AT_LEAST, (1.0,))
    other = FieldTest("Title", Test.IS_KNOWN)

    def can(when: Condition, test: FieldTest = asked, muted: bool = False) -> bool:
        return threshold_index.can_index(Rule("r", "R", Points(1), when, muted=muted), test)

    assert can(asked)
    assert can(AllOf((other, asked)))
    assert not can(AnyOf((other, asked)))
    assert not can(AllOf((Not(asked), other)))
    assert not can(AllOf((asked, asked)))
    assert not can(other, other)
    assert not can(asked, muted=True)


def test_that_points_out_of_bounds_are_refused() -> None:
    leads, model = drawn.leads(1, 20), drawn.model(4)
    rule = next(r for r in model.rules() if isinstance(r.award, Points))
    drag = PointsDrag(score(model, leads, AS_OF), leads, rule.id)
    with pytest.raises(ValueError, match="points"):
        drag.at(MOST_POINTS + 1)


def test_that_the_laws_above_move_leads() -> None:
    """A law over models in which nothing moves would hold for any engine."""
    moved = entered = overridden = 0
    for seed in range(60):
        leads, model = drawn.leads(seed, 50), drawn.model(seed)
        saved = score(model, leads, AS_OF)
        for rule in model.rules():
            if isinstance(rule.award, Points) and not rule.muted:
                found = PointsDrag(saved, leads, rule.id, saved).at(rule.award.points + 25)
                assert found.movement is not None
                moved += found.movement.changed > 0
                entered += found.movement.entered.leads > 0
                overridden += found.overridden > 0
                assert np.all(found.movement.counts >= 0)
    assert min(moved, entered, overridden) > 10


@given(st.integers(-9, 9), st.integers(-9, 9), st.integers(-12, 12), st.integers(-12, 12))
def test_that_a_preimage_holds_what_the_clamp_takes_into_the_range(
    least: int, most: int, one: int, other: int
) -> None:
    low, high = min(one, other), max(one, other)
    ends = np.array([low], dtype=np.int32), np.array([high], dtype=np.int32)
    (first,), (last,) = preimages.through_clamp(ends, least, most)
    for number in range(-30, 31):
        clamped = int(np.clip(number, least, most))
        assert (first <= number <= last) == (low <= clamped <= high)


def test_that_limits_that_cross_are_dragged_as_they_are_scored() -> None:
    rule = Rule("r", "R", Points(5), FieldTest("Title", Test.IS_KNOWN))
    rest = Rule("s", "S", ByRange("Size", (RangePoints(0, 50, 60), RangePoints(50, None, 120))))
    crossed = Group("g", "G", (rule,), least=30, most=-30)
    model = ScoringModel("m", "M", (crossed, Group("h", "H", (rest,))))
    leads = drawn.leads(5, 80)
    scored = score(model, leads, AS_OF)
    saved = score(replace(model, base=2), leads, AS_OF)
    drag = PointsDrag(scored, leads, "r", saved)
    for number in (-100, 0, 5, 100):
        there = dragged(model, rule, None, number)
        wanted = evaluate(there, leads, as_of=AS_OF, saved=saved, effects=True)
        assert_same(drag.at(number), wanted)
