from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring import bits, engine
from models.scoring.bands import bands_at
from models.scoring.conditions import (
    ActivityTest,
    AllOf,
    FieldTest,
    FollowedBy,
    Inactive,
    Measure,
    Not,
    Quantity,
    Selection,
    Test,
)
from models.scoring.decay import Decay, Fades
from models.scoring.engine import score
from models.scoring.fading import faded
from models.scoring.masks import Masks
from models.scoring.model import (
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
from models.scoring.sight import Sight
from tests.models.scoring import drawn

seeds = st.integers(0, 2**32 - 1)
DAY = date(2024, 6, 14)


def one_column(kind: Kind, cells: list[str], **recipe: object) -> Leads:
    return Leads(
        RawTable((column_of("F", cells),), len(cells)),
        Recipe((Input("F", kind, **recipe),)),  # type: ignore[arg-type]
    )


ANSWERS = [
    # kind, cells, test, values, where it holds
    (Kind.TEXT, ["VP", "vp ", "", "Vp of"], Test.IS, ("vp",), "1100"),
    (Kind.TEXT, ["VP", "vp ", "", "Vp of"], Test.IS_NOT, ("vp",), "0001"),
    (Kind.TEXT, ["a", "b", "", "c"], Test.IS_ONE_OF, ("A", "C"), "1001"),
    (Kind.TEXT, ["a", "b", "", "c"], Test.IS_NOT_ONE_OF, ("A", "C"), "0100"),
    (Kind.TEXT, ["Head of IT", "ahead", "", "IT"], Test.CONTAINS, ("HEAD",), "1100"),
    (Kind.TEXT, ["Head of IT", "ahead", "", "IT"], Test.DOES_NOT_CONTAIN, ("head",), "0001"),
    (Kind.TEXT, ["Head", "VP", "", "IT"], Test.CONTAINS_ANY_OF, ("ead", "vp"), "1100"),
    (Kind.TEXT, ["Head", "ahead", "", "IT"], Test.STARTS_WITH, ("he",), "1000"),
    (Kind.TEXT, ["Head", "ahead", "", "IT"], Test.ENDS_WITH, ("EAD",), "1100"),
    (Kind.TEXT, ["Straße", "STRASSE", "straßE", ""], Test.IS, ("straße",), "1010"),
    (Kind.TEXT, ["VP Sales", "vp sales", "", "SVP"], Test.MATCHES, (r"\bVP\b",), "1000"),
    (Kind.TEXT, ["VP Sales", "vp sales", "", "SVP"], Test.MATCHES, (r"(?i)^vp",), "1100"),
    (Kind.TEXT, ["a", "", "b", ""], Test.IS_BLANK, (), "0101"),
    (Kind.TEXT, ["a", "", "b", ""], Test.IS_KNOWN, (), "1010"),
    (Kind.TEXT, ["12", "", "b", "12"], Test.EQUALS, (12.0,), "0000"),
    (Kind.NUMBER, ["1", "", "2", "x"], Test.EQUALS, (1.0,), "1000"),
    (Kind.NUMBER, ["1", "", "2", "3"], Test.EQUALS_ONE_OF, (1.0, 3.0), "1001"),
    (Kind.NUMBER, ["1", "", "2", "x"], Test.DOES_NOT_EQUAL, (1.0,), "0010"),
    (Kind.NUMBER, ["1", "", "2", "3"], Test.LESS_THAN, (2.0,), "1000"),
    (Kind.NUMBER, ["1", "", "2", "3"], Test.AT_MOST, (2.0,), "1010"),
    (Kind.NUMBER, ["1", "", "2", "3"], Test.MORE_THAN, (2.0,), "0001"),
    (Kind.NUMBER, ["1", "", "2", "3"], Test.AT_LEAST, (2.0,), "0011"),
    (Kind.NUMBER, ["1", "", "2", "3.5"], Test.BETWEEN, (1.0, 2.0), "1010"),
    (Kind.NUMBER, ["1", "", "2", "3"], Test.IS, ("1",), "0000"),
    (Kind.YES_NO, ["yes", "no", "", "what"], Test.IS_YES, (), "1000"),
    (Kind.YES_NO, ["yes", "no", "", "what"], Test.IS_NO, (), "0100"),
    (Kind.YES_NO, ["yes", "no", "", "what"], Test.IS_BLANK, (), "0011"),
    (Kind.DATE, ["2024-06-14", "2024-06-07", "2024-06-06", ""], Test.IN_THE_LAST, (7,), "1100"),
    (Kind.DATE, ["2024-06-15", "2024-06-14", "", "2024-06-13"], Test.IN_THE_LAST, (0,), "0100"),
    (Kind.DATE, ["2024-06-07", "2024-06-06", "2025-01-01", ""], Test.MORE_THAN_AGO, (7,), "0100"),
    (Kind.DATE, ["2024-06-14", "2024-06-21", "2024-06-22", ""], Test.IN_THE_NEXT, (7,), "1100"),
    (Kind.DATE, ["2024-06-13", "2024-06-14", "0001-01-01", ""], Test.BEFORE, (DAY,), "1010"),
    (Kind.DATE, ["2024-06-14", "2024-06-15", "9999-12-31", ""], Test.AFTER, (DAY,), "0110"),
    (Kind.DATE, ["2024-06-14", "2024-06-20", "2024-06-21", ""], Test.WEEKDAY, (5,), "1010"),
    (Kind.DATE, ["1969-12-29", "2024-06-10", "2024-06-09", ""], Test.WEEKDAY, (1,), "1100"),
    (Kind.MULTIPLE, ["a; b", "B", "", "c"], Test.HAS_ANY_OF, ("b", "x"), "1100"),
    (Kind.MULTIPLE, ["a; b", "B", "", "b;a;c"], Test.HAS_ALL_OF, ("B", "a"), "1001"),
    (Kind.MULTIPLE, ["a; b", "B", " ; ", "c"], Test.HAS_NONE_OF, ("b",), "0001"),
    (Kind.MULTIPLE, ["a", "", " ; ", "c"], Test.IS_BLANK, (), "0110"),
]


@pytest.mark.parametrize(("kind", "cells", "test", "values", "holds"), ANSWERS)
def test_that_each_test_holds_where_the_semantics_say(
    kind: Kind, cells: list[str], test: Test, values: tuple[object, ...], holds: str
) -> None:
    found = Masks(one_column(kind, cells)).of(FieldTest("F", test, values), Sight(DAY))  # type: ignore[arg-type]
    assert "".join(map(str, found.astype(int))) == holds


def test_that_every_test_is_among_the_cases() -> None:
    untried = {Test.BETWEEN_DAYS}
    assert {case[2] for case in ANSWERS} | untried == set(Test)


def test_that_both_days_of_between_days_are_inside() -> None:
    leads = one_column(Kind.DATE, ["2024-01-01", "2024-01-31", "2023-12-31", "2024-02-01", ""])
    test = FieldTest("F", Test.BETWEEN_DAYS, (date(2024, 1, 1), date(2024, 1, 31)))
    assert Masks(leads).of(test, Sight(DAY)).tolist() == [True, True, False, False, False]


def test_that_exact_text_is_compared_as_it_is() -> None:
    leads = one_column(Kind.TEXT, ["VP", "vp", ""])
    test = FieldTest("F", Test.IS, ("VP",), exact=True)
    assert Masks(leads).of(test, Sight(DAY)).tolist() == [True, False, False]


def test_that_a_missing_field_is_blank_for_all_leads() -> None:
    masks = Masks(one_column(Kind.TEXT, ["a", ""]))
    assert masks.of(FieldTest("G", Test.IS_BLANK), Sight(DAY)).all()
    for test in (Test.IS, Test.IS_NOT, Test.IS_KNOWN, Test.LESS_THAN, Test.HAS_NONE_OF):
        assert not masks.of(FieldTest("G", test, ("a",)), Sight(DAY)).any()


def test_that_only_not_is_true_on_a_blank() -> None:
    masks = Masks(one_column(Kind.TEXT, ["a", "b", ""]))
    asked = FieldTest("F", Test.IS, ("a",))
    assert masks.of(Not(asked), Sight(DAY)).tolist() == [False, True, True]


def test_that_a_condition_under_construction_holds_nowhere() -> None:
    masks = Masks(one_column(Kind.NUMBER, ["1", ""]))
    for condition in (AllOf(()), FieldTest("F", Test.BETWEEN, (1.0,)), FieldTest("F", Test.EQUALS)):
        assert not masks.of(condition, Sight(DAY)).any()


def by(leads: Leads, award: Points | ByValue | ByRange) -> list[int]:
    model = ScoringModel("m", "M", (Group("g", "G", (Rule("r", "R", award),)),))
    return score(model, leads, DAY).sums["g"].tolist()


def test_that_the_first_entry_that_fits_gives_its_points() -> None:
    entries = (ValuePoints("b", 1), ValuePoints("A", 2), ValuePoints(None, 4), ValuePoints("a", 8))
    award = ByValue("F", entries)
    assert by(one_column(Kind.TEXT, ["a", "B", "", "c"]), award) == [2, 1, 4, 0]
    assert by(one_column(Kind.TEXT, ["a", "B", "", "c"]), replace(award, exact=True)) == [
        8,
        0,
        4,
        0,
    ]
    assert by(one_column(Kind.MULTIPLE, ["a; b", "a", "", "c"]), award) == [1, 2, 4, 0]
    assert by(one_column(Kind.NUMBER, ["1", "", "2", "3"]), award) == [0, 0, 0, 0]


def test_that_points_by_value_know_yes_and_no() -> None:
    award = ByValue("F", (ValuePoints("Yes", 3), ValuePoints("no", -2)))
    assert by(one_column(Kind.YES_NO, ["yes", "no", "", "yes"]), award) == [3, -2, 0, 3]


def test_that_a_range_holds_its_low_end_but_not_its_high_end() -> None:
    entries = (RangePoints(None, 1.0, 1), RangePoints(1.0, 5.0, 2), RangePoints(9.0, None, 3))
    leads = one_column(Kind.NUMBER, ["-7", "0.9", "1", "4.9", "5", "9", "", "x"])
    assert by(leads, ByRange("F", entries)) == [1, 1, 2, 2, 0, 3, 0, 0]


def limited(least: int | None, most: int | None, points: int) -> int:
    rule = Rule("r", "R", Points(points), FieldTest("F", Test.IS_KNOWN))
    model = ScoringModel(
        "m",
        "M",
        (Group("g", "G", (rule,), least=least, most=most),),
        scale=Scale(-20_000, 20_000),
        bands=(Band("All", -20_000, mql=True),),
    )
    return int(score(model, one_column(Kind.TEXT, ["a"]), DAY).scores[0])


@given(
    st.none() | st.integers(-20_000, 20_000),
    st.none() | st.integers(-20_000, 20_000),
    st.integers(-10_000, 10_000),
)
def test_that_limits_are_those_of_the_group(
    least: int | None, most: int | None, points: int
) -> None:
    assert limited(least, most, points) == Group("g", "G", least=least, most=most).clamp(points)


def overridden(move: Move, band: str, total: int) -> int:
    bands = (Band("Cold", 0), Band("Warm", 40), Band("MQL", 55, mql=True), Band("Hot", 75))
    hit = FieldTest("F", Test.IS_KNOWN)
    override = Override("o", "O", hit, move, band)
    model = ScoringModel("m", "M", (), bands, (override,), base=total)
    return int(score(model, one_column(Kind.TEXT, ["a"]), DAY).scores[0])


@pytest.mark.parametrize(
    ("move", "band", "total", "after"),
    [
        (Move.AT_LEAST, "MQL", 10, 55),
        (Move.AT_LEAST, "MQL", 80, 80),
        (Move.AT_MOST, "Cold", 80, 39),
        (Move.AT_MOST, "Cold", 12, 12),
        (Move.AT_MOST, "Hot", 130, 100),
        (Move.EXACTLY, "Warm", 10, 40),
        (Move.EXACTLY, "Warm", 50, 50),
        (Move.EXACTLY, "Warm", 99, 54),
        (Move.EXACTLY, "Hot", 300, 100),
        (Move.AT_LEAST, "No such band", 10, 10),
    ],
)
def test_that_an_override_moves_the_score_into_its_band(
    move: Move, band: str, total: int, after: int
) -> None:
    assert overridden(move, band, total) == after


def test_that_the_first_override_that_holds_decides() -> None:
    leads = one_column(Kind.TEXT, ["a", "b", ""])
    up = Override("o1", "Up", FieldTest("F", Test.IS, ("a",)), Move.AT_LEAST, "MQL")
    down = Override("o2", "Down", FieldTest("F", Test.IS_KNOWN), Move.AT_MOST, "Cold")
    model = ScoringModel("m", "M", overrides=(up, down), base=50)
    scored = score(model, leads, DAY)
    assert scored.scores.tolist() == [55, 39, 50]
    assert scored.override is not None
    assert scored.override.tolist() == [0, 1, -1]


@given(seeds, seeds)
def test_that_a_score_is_base_and_clamped_groups_within_the_scale(a: int, b: int) -> None:
    model, leads = drawn.model(a), drawn.leads(b, 40)
    scored = score(model, leads, DAY)
    for row in range(len(leads)):
        total = model.base
        for group in model.groups:
            rules = [int(scored.contribution(rule)[row]) for rule in group.rules]
            assert sum(rules) == scored.sums[group.id][row]
            assert group.clamp(sum(rules)) == scored.given[group.id][row]
            total += group.clamp(sum(rules))
        assert total == scored.points[row]
        assert model.scale.clamp(total) == scored.totals[row]
        if scored.override is None or scored.override[row] < 0:
            assert scored.scores[row] == scored.totals[row]
        assert model.scale.least <= scored.scores[row] <= model.scale.most
        assert model.band_of(int(scored.scores[row])) == scored.bands[row]


@given(seeds, seeds, seeds)
def test_that_what_is_kept_of_other_models_changes_nothing(a: int, b: int, c: int) -> None:
    leads = drawn.leads(c, 30)
    masks = Masks(leads, room=3000)  # so small that things are dropped and made again
    for seed in (a, b, a):
        model = drawn.model(seed)
        kept, fresh = score(model, leads, DAY, masks), score(model, leads, DAY)
        assert kept.scores.tolist() == fresh.scores.tolist()
    assert masks.used < 6000


@given(seeds, seeds, st.integers(1, 60))
def test_that_more_points_never_lower_a_lead(a: int, b: int, more: int) -> None:
    model, leads = drawn.model(a), drawn.leads(b, 40)
    before = score(model, leads, DAY)
    for rule in model.rules():
        if isinstance(rule.award, Points):
            raised = model.with_rule(replace(rule, award=Points(rule.award.points + more)))
            after = score(raised, leads, DAY)
            assert (after.scores >= before.scores).all()
            missed = ~before.masks.of(rule.when, Sight(DAY))
            assert (after.scores == before.scores)[missed].all()


@given(seeds, seeds)
def test_that_a_muted_rule_gives_what_no_rule_gives(a: int, b: int) -> None:
    model, leads = drawn.model(a), drawn.leads(b, 30)
    for rule in list(model.rules()):
        muted = model.with_rule(replace(rule, muted=True))
        group = model.group_of(rule.id)
        assert group is not None
        without = replace(group, rules=tuple(r for r in group.rules if r.id != rule.id))
        gone = replace(model, groups=tuple(without if g is group else g for g in model.groups))
        assert (score(muted, leads, DAY).scores == score(gone, leads, DAY).scores).all()


@given(seeds, seeds, st.sampled_from([8, 16, 24]))
def test_that_summing_in_pieces_changes_nothing(a: int, b: int, piece: int) -> None:
    model, leads = drawn.model(a, size=10_000), drawn.leads(b, 45)
    whole = score(model, leads, DAY)
    was = engine.PIECE
    try:
        engine.PIECE = piece
        pieces = score(model, leads, DAY)
        assert (pieces.scores == whole.scores).all()
        assert pieces.ends == whole.ends
    finally:
        engine.PIECE = was


def test_that_sums_beyond_a_byte_are_right() -> None:
    leads = one_column(Kind.TEXT, ["a", ""])
    hit = FieldTest("F", Test.IS_KNOWN)
    rules = tuple(Rule(f"r{i}", "R", Points(10_000), hit) for i in range(40))
    model = ScoringModel(
        "m",
        "M",
        (Group("g", "G", rules),),
        bands=(Band("All", 0, mql=True),),
        scale=Scale(0, 500_000),
        base=3,
    )
    assert score(model, leads, DAY).scores.tolist() == [400_003, 3]


def test_that_a_scale_below_zero_keeps_its_numbers() -> None:
    leads = one_column(Kind.TEXT, ["a", ""])
    rule = Rule("r", "R", Points(-70), FieldTest("F", Test.IS_KNOWN))
    model = ScoringModel(
        "m",
        "M",
        (Group("g", "G", (rule,)),),
        bands=(Band("All", -100, mql=True),),
        scale=Scale(-100, 100),
    )
    assert score(model, leads, DAY).scores.tolist() == [-70, 0]
    assert score(replace(model, base=-90), leads, DAY).scores.tolist() == [-100, -90]


def test_that_a_kept_sum_serves_limits_of_any_width() -> None:
    leads = one_column(Kind.TEXT, ["a", ""])
    masks = Masks(leads)
    rule = Rule("r", "R", Points(5), FieldTest("F", Test.IS_KNOWN))
    scale, bands = Scale(0, 5000), (Band("All", 0, mql=True),)
    for least in (None, 3, 4000, None):
        group = Group("g", "G", (rule,), least=least)
        model = ScoringModel("m", "M", (group,), bands, scale=scale)
        wanted = [group.clamp(5), group.clamp(0)]
        assert score(model, leads, DAY, masks).scores.tolist() == wanted


@given(st.lists(st.integers(-5, 35), min_size=1, max_size=5))
def test_that_bands_in_any_order_are_those_of_the_model(thresholds: list[int]) -> None:
    bands = tuple(Band(f"B{i}", threshold) for i, threshold in enumerate(thresholds))
    model = ScoringModel("m", "M", bands=bands, scale=Scale(0, 30))
    levels = np.arange(31, dtype=np.uint8)
    assert bands_at(model, levels).tolist() == [model.band_of(level) for level in range(31)]


def test_that_fading_has_room_for_every_sum() -> None:
    points = np.array([30_000_000, -30_000_000, 15], dtype=np.int32)
    percents = np.array([100, 50, 50], dtype=np.uint8)
    assert faded(points, percents).tolist() == [30_000_000, -15_000_000, 8]


def test_that_leads_without_a_table_of_activities_have_done_nothing() -> None:
    leads = one_column(Kind.DATE, ["2024-06-13", "2024-06-14", ""], role=Role.CREATED)
    none = ActivityTest(Quantity(), Test.AT_MOST, (0.0,))
    last = ActivityTest(Quantity(Measure.SINCE_LAST), Test.AT_LEAST, (0.0,))
    asked = [none, last, Not(last), FollowedBy(Selection(), Selection(), 9), Inactive(0)]
    found = [Masks(leads).of(condition, Sight(DAY)).tolist() for condition in asked]
    assert found == [[True] * 3, [False] * 3, [True] * 3, [False] * 3, [True, False, False]]
    award = PerOccurrence(Selection(), 5, 3)
    steps = ByCount(Quantity(), (CountPoints(0, 2), CountPoints(1, 9)))
    rules = (Rule("r1", "Each", award), Rule("r2", "Count", steps))
    decay = Decay(Fades.BY_GROUP, (), 100, 50)
    model = ScoringModel("m", "M", (Group("g", "G", rules, decay=decay),))
    assert score(model, leads, DAY).scores.tolist() == [1, 1, 1]


def test_that_no_leads_have_no_scores() -> None:
    for seed in range(20):
        assert len(score(drawn.model(seed), drawn.leads(0, 0), DAY).scores) == 0


def test_that_masks_cannot_be_changed_by_whoever_asked() -> None:
    masks, asked = Masks(one_column(Kind.TEXT, ["a"])), FieldTest("F", Test.IS_KNOWN)
    masks.of(asked, Sight(DAY))[0] = False
    assert masks.of(asked, Sight(DAY)).tolist() == [True]
    with pytest.raises(ValueError, match="read-only"):
        masks.bits(asked, Sight(DAY))[0] = 0


@given(st.lists(st.booleans(), max_size=40))
def test_that_bits_hold_a_mask(mask: list[bool]) -> None:
    array = np.array(mask, dtype=bool)
    packed, rows = bits.packed(array), np.arange(len(mask))[::-1]
    assert bits.unpacked(packed, 0, len(mask)).astype(bool).tolist() == mask
    assert bits.at(packed, rows).astype(bool).tolist() == mask[::-1]
    assert bits.number(packed) == sum(mask)
    other = bits.inverted(packed, len(mask))
    assert bits.unpacked(other, 0, len(mask)).astype(bool).tolist() == [not bit for bit in mask]
    assert bits.number(other) == len(mask) - sum(mask)


def test_that_a_condition_by_age_is_asked_again_on_another_day() -> None:
    masks = Masks(one_column(Kind.DATE, ["2024-06-10"]))
    test = FieldTest("F", Test.IN_THE_LAST, (7,))
    assert masks.of(test, Sight(DAY)).tolist() == [True]
    assert masks.of(test, Sight(date(2024, 7, 1))).tolist() == [False]


def test_that_an_event_is_not_known_before_its_day() -> None:
    masks = Masks(one_column(Kind.DATE, ["2024-06-14", "2024-06-20", ""], event=True))
    known = FieldTest("F", Test.IS_KNOWN)
    assert masks.of(known, Sight(DAY)).tolist() == [True, False, False]
    assert masks.of(known, Sight(date(2024, 6, 20))).tolist() == [True, True, False]
    assert masks.of(FieldTest("F", Test.IN_THE_NEXT, (9,)), Sight(DAY)).tolist() == [
        True,
        False,
        False,
    ]


def test_that_drawn_conditions_hold_for_some_leads_and_not_for_all() -> None:
    """The laws above would be empty if the random conditions said nothing."""
    rng, leads = random.Random(1), drawn.leads(1, 60)
    masks = Masks(leads)
    shares = [
        float(np.mean(masks.of(drawn.condition(rng), Sight(drawn.AS_OF)))) for _ in range(300)
    ]
    assert sum(0 < share < 1 for share in shares) > 200
