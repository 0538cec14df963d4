from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.leads.fields import Input, Kind, Role
from models.scoring import conditions
from models.scoring.conditions import (
    SHAPES,
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    Not,
    Takes,
    Test,
)
from models.scoring.model import ByRange, ByValue, Points, RangePoints, Rule, ValuePoints
from models.scoring.own_names import followed, is_own, own_name
from widgets.editors.award_draft import (
    AwardDraft,
    Entry,
    Way,
    award_built,
    award_drawn,
    award_fault,
    next_entry,
    turned,
)
from widgets.editors.draft import built, drawn, fault, is_whole
from widgets.editors.draft_changes import leaf_for, with_field, with_test
from widgets.editors.draft_nodes import Branch, Joint, Leaf

SOME = [FieldTest(name, Test.IS_KNOWN) for name in "abc"]
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    st.sampled_from(SOME),
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
    ),
    max_leaves=8,
)
VALUES = {
    Takes.NOTHING: (),
    Takes.ONE_TEXT: ("x",),
    Takes.PATTERN: ("^x",),
    Takes.TEXTS: ("x", "y"),
    Takes.ONE_NUMBER: (1.5,),
    Takes.TWO_NUMBERS: (1.0, 2.0),
    Takes.NUMBERS: (1.0, 2.0, 3.0),
    Takes.DAYS: (30,),
    Takes.ONE_DATE: (date(2026, 1, 1),),
    Takes.TWO_DATES: (date(2026, 1, 1), date(2026, 2, 1)),
    Takes.WEEKDAYS: (1, 5),
}


def _holds(condition: Condition | None, known: dict[str, bool]) -> bool:
    match condition:
        case None:
            return True
        case FieldTest(name):
            return known[name]
        case AllOf(parts):
            return all(_holds(part, known) for part in parts)
        case AnyOf(parts):
            return any(_holds(part, known) for part in parts)
        case Not(part):
            return not _holds(part, known)


@given(CONDITIONS)
def test_that_a_condition_through_the_editor_means_the_same(condition: Condition) -> None:
    tree = drawn(condition)
    assert is_whole(tree)
    back = built(tree)
    for bits in product((False, True), repeat=3):
        known = dict(zip("abc", bits, strict=True))
        assert _holds(back, known) == _holds(condition, known)


@given(CONDITIONS)
def test_that_a_condition_the_editor_made_comes_back_as_it_was(condition: Condition) -> None:
    once = built(drawn(condition))
    assert built(drawn(once)) == once


def test_that_no_condition_is_an_empty_tree_and_back() -> None:
    assert drawn(None) == Branch(Joint.ALL)
    assert built(Branch(Joint.ALL)) is None


@pytest.mark.parametrize("test", list(Test))
def test_that_every_test_is_whole_with_its_values_and_not_without(test: Test) -> None:
    takes = SHAPES[test].takes
    leaf = Leaf("a", test, VALUES[takes])
    assert fault(leaf) == ""
    assert built(Branch(Joint.ALL, (leaf,))) == FieldTest("a", test, VALUES[takes])
    if VALUES[takes]:
        empty = replace(leaf, values=(None,) * len(VALUES[takes]))
        assert fault(empty)


@pytest.mark.parametrize("kind", list(Kind))
def test_that_any_change_of_test_leaves_a_leaf_that_fits_its_shape(kind: Kind) -> None:
    """Whatever was there, the places are those of the new test, and values of its type."""
    for before, after in product(conditions.tests_for(kind), repeat=2):
        leaf = with_test(Leaf("a", before, VALUES[SHAPES[before].takes]), after)
        wanted = VALUES[SHAPES[after].takes]
        given = [value for value in leaf.values if value is not None]
        assert {type(v) for v in given} <= {type(v) for v in wanted}
        if SHAPES[after].takes not in (Takes.TEXTS, Takes.NUMBERS, Takes.WEEKDAYS):
            assert len(leaf.values) == len(wanted)


def test_that_one_text_becomes_the_first_of_several_and_back() -> None:
    one = Leaf("a", Test.IS, ("x",))
    several = with_test(one, Test.IS_ONE_OF)
    assert several.values == ("x",)
    assert with_test(replace(several, values=("x", "y")), Test.CONTAINS).values == ("x",)


def test_that_another_field_of_the_kind_keeps_the_test_and_drops_the_values() -> None:
    leaf = Leaf("a", Test.CONTAINS, ("x",), negated=True)
    same = with_field(leaf, Input("b"))
    assert same == Leaf("b", Test.CONTAINS, (None,), negated=True)
    assert with_field(leaf, Input("n", Kind.NUMBER)) == replace(
        leaf_for(Input("n", Kind.NUMBER)), negated=True
    )
    days = Leaf("d", Test.IN_THE_LAST, (30,))
    assert with_field(days, Input("e", Kind.DATE)).values == (30,)


def test_that_ends_the_wrong_way_round_are_said() -> None:
    assert "larger" in fault(Leaf("a", Test.BETWEEN, (5.0, 1.0)))
    assert "larger" in fault(Leaf("a", Test.BETWEEN_DAYS, (date(2026, 2, 1), date(2026, 1, 1))))
    assert fault(Leaf("a", Test.BETWEEN, (1.0, 1.0))) == ""


def test_that_an_empty_group_within_is_a_gap() -> None:
    assert not is_whole(Branch(Joint.ALL, (Leaf("a"), Branch(Joint.ANY))))


AWARDS = [
    Points(-3),
    ByValue("a", (ValuePoints("x", 1), ValuePoints(None, -2)), exact=True),
    ByRange("n", (RangePoints(None, 5.0, 1), RangePoints(5.0, 9.5, 0), RangePoints(20, None, 3))),
]


@pytest.mark.parametrize("award", AWARDS)
def test_that_an_award_through_the_editor_is_the_same(award: Points | ByValue | ByRange) -> None:
    draft = award_drawn(award)
    assert award_fault(draft) == ""
    assert award_built(draft) == award


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (AwardDraft(Way.BY_VALUE, (Entry(1, "x"),)), "Choose a field."),
        (AwardDraft(Way.BY_VALUE, (), "a"), "at least one line"),
        (AwardDraft(Way.BY_VALUE, (Entry(1),), "a"), "Type a value"),
        (AwardDraft(Way.BY_VALUE, (Entry(1, "x"), Entry(2, "X")), "a"), "stands twice"),
        (AwardDraft(Way.BY_VALUE, (Entry(1, None), Entry(2, None)), "a"), "Blank stands twice"),
        (AwardDraft(Way.BY_RANGE, (Entry(1, "", 5, 5),), "a"), "holds no number"),
        (AwardDraft(Way.BY_RANGE, (Entry(1, "", 0, 9), Entry(2, "", 8, 20)), "a"), "Line 2"),
        (AwardDraft(Way.BY_RANGE, (Entry(1, "", 0, None), Entry(2, "", 8, 20)), "a"), "Line 2"),
    ],
)
def test_that_gaps_of_an_award_are_said(draft: AwardDraft, said: str) -> None:
    assert said in award_fault(draft)


def test_that_the_same_text_in_other_case_is_two_where_case_counts() -> None:
    lines = (Entry(1, "x"), Entry(2, "X"))
    assert award_fault(AwardDraft(Way.BY_VALUE, lines, "a", exact=True)) == ""


def test_that_points_by_value_begin_with_the_texts_of_the_condition() -> None:
    fields = (Input("n", Kind.NUMBER), Input("c"))
    when = AllOf((FieldTest("n", Test.IS_KNOWN), FieldTest("c", Test.IS_ONE_OF, ("x", "y"))))
    draft = turned(award_drawn(Points(7)), Way.BY_VALUE, when, fields)
    assert award_built(draft) == ByValue("c", (ValuePoints("x", 7), ValuePoints("y", 7)))
    ranges = turned(draft, Way.BY_RANGE, when, fields)
    assert award_built(ranges) == ByRange("n", (RangePoints(None, None, 7),))
    assert award_built(turned(ranges, Way.ONCE, when, fields)) == Points(7)


def test_that_the_next_range_starts_where_the_last_one_ends() -> None:
    draft = AwardDraft(Way.BY_RANGE, (Entry(1, "", 0, 9),), "a")
    assert next_entry(draft).low == 9


def test_that_a_name_nobody_gave_follows_the_fields() -> None:
    rule = Rule("r1", "a", Points(1), SOME[0])
    both = replace(rule, when=AllOf((SOME[0], SOME[1])))
    assert followed(rule, both).name == "a and b"
    named = replace(rule, name="Mine")
    assert followed(named, replace(both, name="Mine")).name == "Mine"
    assert is_own(rule)
    assert not is_own(named)


def test_that_many_fields_make_a_short_name() -> None:
    when = AllOf(tuple(FieldTest(name, Test.IS_KNOWN) for name in "abcde"))
    rule = Rule("r1", "x", Points(1), when)
    assert own_name(rule) == "a, b and 3 more"
    assert own_name(Rule("r1", "x", Points(1))) == "New rule"


def test_that_roles_do_not_change_the_first_test() -> None:
    assert leaf_for(Input("c", Kind.DATE, Role.CREATED)).test is Test.IN_THE_LAST
