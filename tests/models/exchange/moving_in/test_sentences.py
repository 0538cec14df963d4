from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.exchange.moving_in.sentences import Said, of_field, said, suggestion
from models.exchange.moving_in.telling import told
from models.exchange.moving_in.unclear import Unclear
from models.exchange.moving_in.world import NOTHING_KNOWN, World, known
from models.leads.fields import Input, Kind
from models.scoring.conditions import (
    SHAPES,
    ActivityTest,
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    FollowedBy,
    Inactive,
    Quantity,
    Selection,
    Takes,
    Test,
)
from models.scoring.conditions import (
    tests_for as offered,
)
from models.scoring.model import PerOccurrence, Points, Rule
from models.scoring.words import rule_sentence, sentence

NAMES = {
    Kind.TEXT: ("Job title", "Country", "In charge of"),
    Kind.NUMBER: ("Employees", "Revenue per head"),
    Kind.YES_NO: ("Is customer",),
    Kind.DATE: ("Created", "Last contact"),
    Kind.MULTIPLE: ("Interests",),
}
TYPES = ("Pricing page visited", "Webinar attended", "Demo requested")
KNOWN = World(
    fields=known(Input(name, kind) for kind, names in NAMES.items() for name in names),
    types=TYPES,
)
texts = st.sampled_from(
    ["VP", "Software house", "R&D", "50", "M\u00fcller", "B2B-SaaS", "yes", "+5"]
)
numbers = st.integers(-9_999, 2_000_000).map(float) | st.integers(1, 999).map(lambda n: n / 8)
days = st.dates(date(2001, 1, 1), date(2030, 12, 31))
ages = st.integers(1, 400)
counts = st.integers(1, 20).map(float)


@st.composite
def field_tests(draw: st.DrawFn) -> FieldTest:
    kind = draw(st.sampled_from(Kind))
    test = draw(st.sampled_from(offered(kind)))
    field = draw(st.sampled_from(NAMES[kind]))
    many = st.lists(texts, min_size=1, max_size=3, unique=True)
    match SHAPES[test].takes:
        case Takes.NOTHING:
            values: tuple = ()
        case Takes.ONE_TEXT | Takes.PATTERN:
            values = (draw(texts),)
        case Takes.TEXTS:
            values = tuple(draw(many))
        case Takes.ONE_NUMBER:
            values = (draw(numbers),)
        case Takes.NUMBERS:
            values = tuple(draw(st.lists(numbers, min_size=1, max_size=3, unique=True)))
        case Takes.TWO_NUMBERS:
            values = tuple(sorted((draw(numbers), draw(numbers))))
        case Takes.DAYS:
            values = (draw(ages),)
        case Takes.ONE_DATE:
            values = (draw(days),)
        case Takes.TWO_DATES:
            values = tuple(sorted((draw(days), draw(days))))
        case Takes.WEEKDAYS:
            values = tuple(sorted(draw(st.sets(st.integers(1, 7), min_size=1))))
    exact = kind is Kind.TEXT and bool(values) and draw(st.booleans())
    return FieldTest(field, test, values, exact)


@st.composite
def selections(draw: st.DrawFn, most: int = 2) -> Selection:
    types = draw(st.lists(st.sampled_from(TYPES), min_size=1, max_size=most, unique=True))
    return Selection(tuple(types), None, draw(st.none() | ages))


@st.composite
def activity_tests(draw: st.DrawFn, most: int = 2) -> ActivityTest:
    of = Quantity(of=draw(selections(most)))
    test = draw(
        st.sampled_from(
            [
                *(Test.AT_LEAST, Test.AT_MOST, Test.MORE_THAN, Test.LESS_THAN),
                *(Test.EQUALS, Test.DOES_NOT_EQUAL, Test.BETWEEN),
            ]
        )
    )
    if test is Test.BETWEEN:
        return ActivityTest(of, test, tuple(sorted((draw(counts), draw(counts)))))
    return ActivityTest(of, test, (draw(counts),))


leaves = field_tests() | activity_tests(1)
conditions = (
    field_tests()
    | activity_tests()
    | st.builds(Inactive, ages, st.just(()) | st.just(TYPES[:1]) | st.just(TYPES[1:]))
    | st.builds(FollowedBy, selections(), selections(), ages)
    | st.lists(leaves, min_size=2, max_size=3).map(lambda parts: AllOf(tuple(parts)))
    | st.lists(leaves, min_size=2, max_size=3).map(lambda parts: AnyOf(tuple(parts)))
)


@settings(max_examples=120, deadline=None)
@given(conditions)
def test_that_our_own_words_are_read_back_to_the_same_condition(condition: Condition) -> None:
    rule = Rule("r1", "x", Points(5), condition)
    assert said(told(rule_sentence(rule)), KNOWN).when == condition


@settings(max_examples=30, deadline=None)
@given(selections(), st.integers(1, 50), st.integers(-20, 20))
def test_that_points_for_each_are_read_back(of: Selection, most: int, points: int) -> None:
    rule = Rule("r1", "x", PerOccurrence(of, points, most))
    assert said(told(rule_sentence(rule)), KNOWN).each == (of, most)


def words(text: str, world: World = NOTHING_KNOWN) -> str:
    found = said(text, world)
    assert found.when is not None
    return told(sentence(found.when))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Job title contains VP", "Job title contains VP"),
        ("Employees between 50 and 200", "Employees is between 50 and 200"),
        ("Industry is one of Software; SaaS", "Industry is one of Software; SaaS"),
        ("Industry is Software or SaaS.", "Industry is one of Software; SaaS"),
        ("Employees >= 1,200", "Employees is at least 1,200"),
        ("Budget over $10k", "Budget is more than 10,000"),
        ("Title contains R and D", "Title contains R and D"),
        ("Employees > 50 and Country is Chad", "Employees is more than 50 and Country is Chad"),
        ("Country isn't Germany", "Country is not Germany"),
        ("Phone is empty", "Phone is blank"),
        ("Phone is not empty", "Phone is known"),
        ("Newsletter = yes", "Newsletter is yes"),
        ("Last contact more than 30 days ago", "Last contact more than 30 days ago"),
        ("Requested demo", "Requested demo at least once"),
        (
            "Visited pricing page 3 times in 30 days",
            "Visited pricing page at least 3 times in the last 30 days",
        ),
        ("Email opened 3+ times", "Email opened at least 3 times"),
        ("Email clicked twice in the past 2 weeks", "Email clicked at least 2 times in the last"),
        ("no activity for 60 days", "no activity for more than 60 days"),
    ],
)
def test_that_words_of_others_are_understood(text: str, meant: str) -> None:
    assert words(text).startswith(meant)


@pytest.mark.parametrize(
    ("field", "text", "meant"),
    [
        ("Employees", "50-200", "Employees is between 50 and 200"),
        ("Employees", "50\u2013200", "Employees is between 50 and 200"),
        ("Employees", "50 to 200", "Employees is between 50 and 200"),
        ("Employees", ">= 50", "Employees is at least 50"),
        ("Employees", "1,000+", "Employees is at least 1,000"),
        ("Employees", "200 or more", "Employees is at least 200"),
        ("Employees", "under 50", "Employees is less than 50"),
        ("Employees", "at least 50 employees", "Employees is at least 50"),
        ("Country", "Germany, France", "Country is one of Germany; France"),
        ("Title", "VP / Director", "Title is one of VP; Director"),
        ("Title", "\u201cVP\u201d", "Title is VP"),
        ("Budget", "blank", "Budget is blank"),
        ("Status", "In progress", "Status is In progress"),
        ("Source", "From Google", "Source is From Google"),
        ("Email opens", "at least 3 times", "Email opens at least 3 times"),
    ],
)
def test_that_a_value_in_a_column_of_its_own_is_understood(
    field: str, text: str, meant: str
) -> None:
    found = of_field(field, text, NOTHING_KNOWN).when
    assert found is not None
    assert told(sentence(found)) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nice company",
        "Employees is at least many",
        "Employees is between 200 and 50",
        "Created after Easter",
        "Created is in the last 3 months",
        "A contains x and B is y or C is z",
        "not Country is Germany",
        "For each Webinar attended",
        "Budget under 1 apple tree",
    ],
)
def test_that_what_is_no_test_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(Unclear) as caught:
        said(text, NOTHING_KNOWN)
    assert str(caught.value).endswith(".")
    assert suggestion(text, NOTHING_KNOWN)


def test_that_fields_and_activities_of_the_project_decide_what_words_alone_leave_open() -> None:
    assert said("In charge of is Sales", KNOWN).when == FieldTest(
        "In charge of", Test.IS, ("Sales",)
    )
    assert said("job title is 50", KNOWN).when == FieldTest("Job title", Test.IS, ("50",))
    assert said("Employees is 50", NOTHING_KNOWN).when == FieldTest(
        "Employees", Test.EQUALS, (50.0,)
    )
    visited = said("visited pricing page", KNOWN).when
    assert isinstance(visited, ActivityTest)
    assert visited.quantity.of.types == ("Pricing page visited",)
    assert said("Country: Chad", KNOWN).when == FieldTest("Country", Test.IS, ("Chad",))
    assert said("Employees 50-200", KNOWN).when == FieldTest(
        "Employees", Test.BETWEEN, (50.0, 200.0)
    )
    with pytest.raises(Unclear, match="No test"):
        said("Country looks nice", KNOWN)
    with pytest.raises(Unclear, match="is text"):
        said("Job title is more than 5", KNOWN)


def test_that_a_plain_count_tells_that_it_was_read_as_at_least() -> None:
    assert said("Email opened 3 times", NOTHING_KNOWN).note == "Read as at least 3 times."
    assert said("Email opened at least 3 times", NOTHING_KNOWN).note == ""


def test_that_a_suggestion_names_the_field_that_was_meant() -> None:
    assert "Employees" in suggestion("Employes many", KNOWN)
    assert "Job title" in suggestion("Nice job title", KNOWN)
    assert isinstance(said("Country is Chad", KNOWN), Said)
