"""Activities while they are edited: gaps said in words, and the way to a condition and back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.leads.fields import Kind
from models.scoring.awards import ByCount, CountPoints, PerOccurrence, Points
from models.scoring.conditions import (
    NEVER_BLANK,
    ActivityTest,
    AllOf,
    AnyOf,
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
from models.scoring.model import Rule
from models.scoring.own_names import own_name
from models.scoring.patterns import pattern_fault
from widgets.editors.award_draft import (
    AwardDraft,
    Entry,
    Way,
    award_built,
    award_drawn,
    award_fault,
    turned,
)
from widgets.editors.draft import built, drawn, fault, is_whole
from widgets.editors.draft_changes import measure_tests, part_of, with_measure, with_other_test
from widgets.editors.draft_nodes import (
    ANY,
    ActivityLeaf,
    Branch,
    Chosen,
    InactiveLeaf,
    Joint,
    Leaf,
    SequenceLeaf,
)

TOPIC = FieldTest("Topic", Test.IS, ("Pricing",))
SELECTIONS = st.builds(
    Selection,
    st.lists(st.sampled_from("abc"), max_size=2, unique=True).map(tuple),
    st.sampled_from([None, TOPIC, AnyOf((TOPIC, Not(TOPIC)))]),
    st.sampled_from([None, 0, 30]),
)
LEAVES: st.SearchStrategy[Condition] = st.one_of(
    st.builds(FollowedBy, SELECTIONS, SELECTIONS, st.integers(0, 9)),
    st.builds(Inactive, st.integers(0, 99), st.sampled_from([(), ("a",), ("a", "b")])),
    st.builds(
        ActivityTest,
        st.builds(
            Quantity,
            st.sampled_from([Measure.COUNT, Measure.SINCE_LAST]),
            SELECTIONS,
        ),
        st.just(Test.AT_LEAST),
        st.just((2.0,)),
    ),
    st.builds(
        ActivityTest,
        st.builds(Quantity, st.sampled_from([Measure.DISTINCT]), SELECTIONS, st.just("Topic")),
        st.just(Test.BETWEEN),
        st.just((1.0, 2.0)),
    ),
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: AllOf(tuple(parts))),
    ),
    max_leaves=5,
)


def _plain(condition: Condition) -> Condition:
    """Twice not is nothing, also where all and any are turned."""
    if isinstance(condition, Not) and isinstance(condition.part, Not):
        return _plain(condition.part.part)
    if isinstance(condition, Not):
        return Not(_plain(condition.part))
    if isinstance(condition, AllOf):
        return AllOf(tuple(map(_plain, condition.parts)))
    return condition


@given(CONDITIONS)
def test_that_a_condition_on_activities_comes_back_as_it_was(condition: Condition) -> None:
    tree = drawn(condition)
    assert is_whole(tree)
    assert built(tree) == _plain(condition)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (ActivityLeaf(), "Choose types of activity, or any activity."),
        (ActivityLeaf(ANY), ""),
        (ActivityLeaf(ANY, values=(None,)), "Type a number."),
        (ActivityLeaf(ANY, Measure.SUM), "Choose a detail."),
        (ActivityLeaf(Chosen((), windowed=True)), "Type a number of days."),
        (
            ActivityLeaf(Chosen(("a",), Branch(Joint.ALL, (Leaf(),)))),
            "Finish the condition on details.",
        ),
        (SequenceLeaf(), "Choose what comes first."),
        (SequenceLeaf(ANY), "Choose what comes then."),
        (SequenceLeaf(ANY, ANY), ""),
        (SequenceLeaf(ANY, ANY, 0), ""),
        (SequenceLeaf(ANY, ANY, None), "Type a number of days."),
        (InactiveLeaf(), ""),
        (InactiveLeaf(days=None), "Type a number of days."),
        (Leaf("Title", Test.MATCHES, (None,)), "Type a pattern."),
        (Leaf("Title", Test.MATCHES, ("^a",)), ""),
    ],
)
def test_that_what_is_missing_is_said(
    part: ActivityLeaf | SequenceLeaf | InactiveLeaf | Leaf, said: str
) -> None:
    assert fault(part) == said
    assert is_whole(part) is (not said)


def test_that_a_pattern_that_is_none_is_said_in_a_sentence() -> None:
    said = fault(Leaf("Title", Test.MATCHES, ("(a",)))
    assert said == pattern_fault("(a")
    assert said.startswith("RE2 cannot read the pattern")


@pytest.mark.parametrize("before", list(Measure))
@pytest.mark.parametrize("after", list(Measure))
def test_that_another_measure_has_a_test_that_fits_it(before: Measure, after: Measure) -> None:
    leaf = with_measure(ActivityLeaf(ANY), before)
    turned_to = with_measure(leaf, after)
    assert turned_to.test in measure_tests(after)
    assert turned_to.kind is (Kind.DATE if after in (Measure.LAST, Measure.FIRST) else Kind.NUMBER)
    if before in NEVER_BLANK and after not in NEVER_BLANK:
        assert turned_to.values == (None,), "a number of times does not come to mean days"


def test_that_nothing_is_asked_about_blanks_of_a_count() -> None:
    assert Test.IS_BLANK not in measure_tests(Measure.COUNT)
    assert Test.IS_BLANK in measure_tests(Measure.SINCE_LAST)
    assert Test.BETWEEN_DAYS in measure_tests(Measure.LAST)


def test_that_another_test_keeps_the_number() -> None:
    leaf = with_other_test(ActivityLeaf(ANY, values=(3.0,)), Test.BETWEEN)
    assert leaf.values == (3.0, None)
    assert with_other_test(leaf, Test.AT_MOST).values == (3.0,)


def test_that_another_sort_of_part_keeps_types_and_not() -> None:
    leaf = ActivityLeaf(Chosen(("a",)), negated=True)
    assert part_of("sequence", leaf) == SequenceLeaf(Chosen(("a",)), negated=True)
    assert part_of("inactivity", leaf) == InactiveLeaf(("a",), negated=True)
    assert part_of("activity", InactiveLeaf()) == ActivityLeaf()
    assert part_of("inactivity", Leaf("Title")) == InactiveLeaf()


# Points by activities


@given(SELECTIONS, st.integers(-9, 9), st.integers(1, 5))
def test_that_points_per_occurrence_come_back_as_they_were(
    of: Selection, points: int, most: int
) -> None:
    award = PerOccurrence(of, points, most)
    draft = award_drawn(award)
    assert award_fault(draft) == ""
    assert award_built(draft) == award


@given(SELECTIONS, st.sampled_from([Measure.COUNT, Measure.DISTINCT, Measure.SINCE_LAST]))
def test_that_points_by_count_come_back_as_they_were(of: Selection, measure: Measure) -> None:
    quantity = Quantity(measure, of, "Topic" if measure is Measure.DISTINCT else "")
    award = ByCount(quantity, (CountPoints(1, 5), CountPoints(3, 10)))
    draft = award_drawn(award)
    assert award_fault(draft) == ""
    assert award_built(draft) == award


def _counts(*froms: float | None) -> AwardDraft:
    lines = tuple(Entry(1, "", low) for low in froms)
    return AwardDraft(Way.BY_COUNT, lines, quantity=ActivityLeaf(ANY))


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (_counts(1.0, 3.0), ""),
        (_counts(), "Add at least one line."),
        (_counts(1.0, None), "Type from which count on in every line."),
        (_counts(1.0, 3.0, 3.0), "Line 3 must start above line 2."),
        (
            AwardDraft(Way.BY_COUNT, (Entry(1, "", 1.0),)),
            "Choose types of activity, or any activity.",
        ),
        (
            AwardDraft(Way.BY_COUNT, (Entry(1, "", 1.0),), quantity=ActivityLeaf(ANY, Measure.SUM)),
            "Choose a detail.",
        ),
        (
            AwardDraft(Way.PER_OCCURRENCE, (Entry(5),), quantity=ActivityLeaf(ANY), most=None),
            "Type how many times at most.",
        ),
        (
            AwardDraft(Way.PER_OCCURRENCE, (Entry(10_000),), quantity=ActivityLeaf(ANY), most=101),
            "Together that is more than 1,000,000 points: lower one of them.",
        ),
    ],
)
def test_that_what_points_by_activities_lack_is_said(draft: AwardDraft, said: str) -> None:
    assert award_fault(draft) == said


def test_that_points_turned_to_activities_begin_with_what_the_condition_asks() -> None:
    of = Selection(("Webinar",), days=30)
    when = AllOf((FieldTest("a", Test.IS_KNOWN), ActivityTest(Quantity(of=of), values=(2.0,))))
    once = award_drawn(Points(5))
    each = turned(once, Way.PER_OCCURRENCE, when, ())
    assert award_built(each) == PerOccurrence(of, 5, 3)
    steps = turned(each, Way.BY_COUNT, when, ())
    assert award_built(steps) == ByCount(Quantity(of=of), (CountPoints(1, 5),))
    assert award_built(turned(steps, Way.ONCE, when, ())) == Points(5)
    assert award_fault(turned(once, Way.PER_OCCURRENCE, None, ())) != ""


def test_that_a_rule_on_activities_is_called_by_their_types() -> None:
    rule = Rule("r1", "", Points(1), Inactive(30, ("Login",)))
    assert own_name(rule) == "Login"
    assert own_name(replace(rule, when=Inactive(30))) == "Inactivity"
    each = PerOccurrence(Selection(("Webinar",)), 5)
    both = Rule("r1", "", each, FieldTest("Title", Test.IS_KNOWN))
    assert own_name(both) == "Title and Webinar"
    assert own_name(Rule("r1", "", PerOccurrence(Selection(), 5))) == "Any activity"
