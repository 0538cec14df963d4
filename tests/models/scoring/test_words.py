"""Conditions and points as sentences: what cards, lists and explanations say."""

from datetime import date

import pytest

from models.scoring.awards import (
    ByCount,
    ByRange,
    CountPoints,
    PerOccurrence,
    Points,
    RangePoints,
)
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
from models.scoring.rules import Rule
from models.scoring.words import (
    Part,
    award_sentence,
    award_words,
    plain,
    rule_sentence,
    sentence,
)

PRICES = Selection(("Pricing page visited",), days=30)
WEBINAR = Selection(("Webinar attended",))
ON_PRICES = FieldTest("Topic", Test.IS, ("Pricing",))


def counted(measure: Measure, of: Selection, test: Test, *values: object, detail: str = "") -> str:
    condition = ActivityTest(Quantity(measure, of, detail), test, values)  # type: ignore[arg-type]
    return plain(sentence(condition))


@pytest.mark.parametrize(
    ("test", "values", "words"),
    [
        (Test.AT_LEAST, (3.0,), "at least 3 times"),
        (Test.MORE_THAN, (1.0,), "more than once"),
        (Test.AT_MOST, (2.0,), "at most 2 times"),
        (Test.AT_MOST, (0.0,), "not once"),
        (Test.EQUALS, (0.0,), "not once"),
        (Test.EQUALS, (2.0,), "exactly 2 times"),
        (Test.LESS_THAN, (5.0,), "fewer than 5 times"),
        (Test.MORE_THAN, (1000.0,), "more than 1,000 times"),
        (Test.BETWEEN, (2.0, 4.0), "between 2 and 4 times"),
        (Test.EQUALS_ONE_OF, (1.0, 3.0), "exactly one of 1 3 times"),
    ],
)
def test_that_a_count_reads_as_how_often(test: Test, values: tuple[float, ...], words: str) -> None:
    told = counted(Measure.COUNT, PRICES, test, *values)
    assert told == f"Pricing page visited {words} in the last 30 days"


@pytest.mark.parametrize(
    ("measure", "of", "test", "values", "detail", "words"),
    [
        (
            Measure.DISTINCT,
            Selection(("Page visited",), days=1),
            Test.AT_LEAST,
            (3.0,),
            "Page",
            "Page visited with at least 3 different Page in the last 1 day",
        ),
        (
            Measure.SUM,
            Selection(),
            Test.MORE_THAN,
            (1500.0,),
            "Seconds",
            "any activity with Seconds of more than 1,500 in total",
        ),
        (
            Measure.SINCE_LAST,
            WEBINAR,
            Test.AT_MOST,
            (7.0,),
            "",
            "last Webinar attended at most 7 days ago",
        ),
        (
            Measure.SINCE_FIRST,
            WEBINAR,
            Test.MORE_THAN,
            (1.0,),
            "",
            "first Webinar attended more than 1 day ago",
        ),
        (
            Measure.SINCE_LAST,
            WEBINAR,
            Test.IS_KNOWN,
            (),
            "",
            "last Webinar attended is known",
        ),
        (
            Measure.FIRST,
            Selection(("A", "B")),
            Test.BEFORE,
            (date(2026, 3, 1),),
            "",
            "first A or B before 2026-03-01",
        ),
        (Measure.LAST, WEBINAR, Test.WEEKDAY, (6,), "", "last Webinar attended falls on Saturday"),
    ],
)
def test_that_every_measure_has_its_sentence(
    measure: Measure,
    of: Selection,
    test: Test,
    values: tuple[object, ...],
    detail: str,
    words: str,
) -> None:
    assert counted(measure, of, test, *values, detail=detail) == words


def test_that_every_measure_and_test_can_be_told() -> None:
    for measure in Measure:
        for test in Test:
            values = () if test in (Test.IS_KNOWN, Test.IS_BLANK) else (1, 2)
            assert counted(measure, WEBINAR, test, *values, detail="Page")


def test_that_once_is_said_where_no_window_says_it() -> None:
    assert counted(Measure.COUNT, WEBINAR, Test.AT_LEAST, 1.0) == "Webinar attended at least once"
    within = counted(Measure.COUNT, PRICES, Test.AT_LEAST, 1.0)
    assert within == "Pricing page visited in the last 30 days"


def test_that_details_stand_behind_where() -> None:
    of = Selection(("Webinar attended",), ON_PRICES, 60)
    condition = ActivityTest(Quantity(of=of), Test.AT_LEAST, (1.0,))
    told = "Webinar attended in the last 60 days where Topic is Pricing"
    assert plain(sentence(condition)) == told
    country = FieldTest("Country", Test.IS, ("Spain",))
    both = plain(sentence(AllOf((condition, country))))
    assert both == f"({told}) and Country is Spain", "the country is no detail of the webinar"
    either = ActivityTest(Quantity(of=Selection(("A", "B"))), Test.AT_LEAST, (2.0,))
    assert plain(sentence(Not(either))) == "not (A or B at least 2 times)"


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (
            FollowedBy(WEBINAR, Selection(("Demo requested",)), 7),
            "If Webinar attended is followed by Demo requested within 7 days",
        ),
        (Inactive(60), "If no activity for more than 60 days"),
        (
            Inactive(1, ("Login", "Page visited")),
            "If no Login or Page visited for more than 1 day",
        ),
        (Not(Inactive(60)), "If not (no activity for more than 60 days)"),
        (
            Not(ActivityTest(Quantity(of=WEBINAR), Test.AT_LEAST, (2.0,))),
            "If not Webinar attended at least 2 times",
        ),
        (
            Not(ActivityTest(Quantity(Measure.SINCE_LAST, WEBINAR), Test.AT_MOST, (7.0,))),
            "If not last Webinar attended at most 7 days ago or is blank",
        ),
        (
            Not(FieldTest("Country", Test.MATCHES, ("^A",))),
            "If not Country matches ^A or is blank",
        ),
    ],
)
def test_that_rules_on_activities_read_as_sentences(condition: Condition, words: str) -> None:
    assert plain(rule_sentence(Rule("r1", "R", Points(5), condition))) == words


def test_that_points_per_occurrence_say_each_and_the_most() -> None:
    award = PerOccurrence(Selection(("Webinar attended",), days=90), 5, 3)
    rule = Rule("r1", "Webinars", award)
    said = "+5 each for Webinar attended, at most 3 times in the last 90 days"
    assert award_sentence(rule) == said
    assert award_words(rule) == "+5 each, at most +15"
    card = "For each Webinar attended in the last 90 days at most 3 times"
    assert plain(rule_sentence(rule)) == card
    known = Rule("r1", "Webinars", award, FieldTest("Phone", Test.IS_KNOWN))
    assert plain(rule_sentence(known)).startswith("If Phone is known for each Webinar attended")
    once = Rule("r1", "Unsubscribed", PerOccurrence(WEBINAR, -5, 1))
    assert award_words(once) == "\u22125"
    assert award_sentence(once) == "\u22125 each for Webinar attended, at most once"


def test_that_points_by_count_say_what_is_counted() -> None:
    steps = (CountPoints(1, 5), CountPoints(3, 10))
    visits = Rule("r1", "Visits", ByCount(Quantity(of=PRICES), steps))
    said = "By the number of Pricing page visited in the last 30 days"
    assert plain(rule_sentence(visits)) == said
    assert award_words(visits) == "+5 to +10"
    pages = Quantity(Measure.DISTINCT, Selection(), "Page")
    asked = Rule("r1", "Pages", ByCount(pages, steps), FieldTest("Phone", Test.IS_KNOWN))
    told = "If Phone is known by the number of different Page of any activity"
    assert plain(rule_sentence(asked)) == told


def test_that_types_are_chips_and_numbers_are_values() -> None:
    pieces = rule_sentence(Rule("r1", "R", Points(5), Inactive(60, ("Login",))))
    assert [(piece.part, piece.text) for piece in pieces] == [
        (Part.WORD, "If"),
        (Part.WORD, "no"),
        (Part.FIELD, "Login"),
        (Part.WORD, "for more than"),
        (Part.VALUE, "60 days"),
    ]


def test_that_rules_on_fields_read_as_before() -> None:
    ranges = ByRange("Employees", (RangePoints(50, 200, 8),))
    assert plain(rule_sentence(Rule("r1", "R", ranges))) == "If Employees is in a range"
