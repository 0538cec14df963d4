from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.exchange.moving_in.brought import Brought
from models.exchange.moving_in.zoho import is_zoho, read_zoho
from models.exchange.moving_in.zoho_words import CRITERIA_OF_EDITION
from models.exchange.zoho.rules import zoho_rules
from models.leads.fields import Input, Kind, Recipe
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.problems import LeadbenchError, Severity
from models.scoring.conditions import (
    ActivityTest,
    AllOf,
    AnyOf,
    FieldTest,
    Not,
    Quantity,
    Selection,
    Test,
)
from models.scoring.engine import score
from models.scoring.model import (
    Band,
    ByRange,
    ByValue,
    Group,
    Points,
    RangePoints,
    Rule,
    Scale,
    ScoringModel,
    ValuePoints,
)


def model(*rules: Rule, **more: object) -> ScoringModel:
    whole = ScoringModel(
        "m1",
        "Inbound",
        (Group("g1", "Fit", rules),),
        (Band("All", -500, mql=True),),
        scale=Scale(-500, 500),
    )
    return replace(whole, **more)  # type: ignore[arg-type]


def back(written: str) -> Brought:
    data = json.loads(written)
    assert is_zoho(data)
    return read_zoho(data, "rules.json")


def scores(whole: ScoringModel, leads: Leads) -> list[int]:
    return score(whole, leads, date(2026, 1, 1)).scores.tolist()


texts = st.sampled_from(["VP", "Software house", "R&D", "M\u00fcller", "B2B"])
many = st.lists(texts, min_size=2, max_size=3, unique=True).map(tuple)
numbers = st.integers(-999, 99_999).map(float) | st.integers(1, 99).map(lambda n: n / 8)
days = st.dates(date(2001, 1, 1), date(2030, 12, 31))
ones = st.sampled_from(
    [Test.IS, Test.IS_NOT, Test.CONTAINS, Test.DOES_NOT_CONTAIN, Test.STARTS_WITH, Test.ENDS_WITH]
)
orders = st.sampled_from(
    [
        *(Test.EQUALS, Test.DOES_NOT_EQUAL, Test.LESS_THAN),
        *(Test.AT_MOST, Test.MORE_THAN, Test.AT_LEAST),
    ]
)
tests = (
    st.builds(lambda test, text: FieldTest("Job title", test, (text,)), ones, texts)
    | st.builds(
        lambda test, found: FieldTest("Job title", test, found),
        st.sampled_from([Test.IS_ONE_OF, Test.CONTAINS_ANY_OF]),
        many,
    )
    | st.builds(lambda test, number: FieldTest("Employees", test, (number,)), orders, numbers)
    | st.builds(
        lambda a, b: FieldTest("Employees", Test.BETWEEN, (min(a, b), max(a, b))), numbers, numbers
    )
    | st.builds(
        lambda a, b: FieldTest("Created", Test.BETWEEN_DAYS, (min(a, b), max(a, b))), days, days
    )
    | st.builds(
        lambda test, day: FieldTest("Created", test, (day,)),
        st.sampled_from([Test.BEFORE, Test.AFTER]),
        days,
    )
    | st.sampled_from([Test.IS_YES, Test.IS_NO]).map(lambda test: FieldTest("Customer", test))
    | st.sampled_from([Test.IS_BLANK, Test.IS_KNOWN]).map(lambda test: FieldTest("Phone", test))
)
conditions = tests | st.lists(tests, min_size=2, max_size=3).map(lambda p: AllOf(tuple(p)))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(conditions, st.integers(-100, 100)), min_size=1, max_size=4))
def test_that_rules_that_fit_come_back_from_zoho_as_they_were(
    asked: list[tuple[FieldTest | AllOf, int]],
) -> None:
    rules = [Rule(f"r{n}", "x", Points(p), when) for n, (when, p) in enumerate(asked, start=1)]
    written = zoho_rules(model(*rules))
    assert not [item for item in written.problems if item.severity is Severity.ERROR]
    found = back(written.text)
    assert not found.missed
    assert [(rule.when, rule.award) for rule in found.model.rules()] == [
        (when, Points(points)) for when, points in asked
    ]


def test_that_tables_of_points_give_every_lead_the_same_score_there_and_back() -> None:
    whole = model(
        Rule(
            "r1",
            "Size",
            ByRange(
                "Employees",
                (
                    RangePoints(None, 10.0, -5),
                    RangePoints(10.0, 50.0, 3),
                    RangePoints(50.0, None, 9),
                ),
            ),
        ),
        Rule(
            "r2",
            "Land",
            ByValue(
                "Land", (ValuePoints("Chad", 4), ValuePoints("Mali", 6), ValuePoints(None, -7))
            ),
            FieldTest("Employees", Test.AT_LEAST, (1.0,)),
        ),
    )
    rng = np.random.default_rng(7)
    sizes = [str(n) if n else "" for n in rng.integers(0, 80, 200)]
    lands = rng.choice(["", "chad", "Mali", "Peru"], 200).tolist()
    table = RawTable((column_of("Employees", sizes), column_of("Land", lands)), 200)
    leads = Leads(table, Recipe((Input("Employees", Kind.NUMBER), Input("Land", Kind.TEXT))))
    found = back(zoho_rules(whole).text).model
    again = replace(found, bands=whole.bands, scale=whole.scale)
    assert scores(again, leads) == scores(whole, leads)
    assert len(set(scores(whole, leads))) > 8


def test_that_a_signal_is_an_activity_that_happened_and_comes_back() -> None:
    opened = ActivityTest(Quantity(of=Selection(("Email opened",))), Test.AT_LEAST, (1.0,))
    written = zoho_rules(model(Rule("r1", "Opened", Points(10), opened)))
    (body,) = json.loads(written.text)["scoring_rules"]
    assert body["signal_rules"] == [{"score": 10, "signal": {"namespace": "EmailInsight_Open__s"}}]
    assert [rule.when for rule in back(written.text).model.rules()] == [opened]


LEFT_OUT = [
    Rule("r1", "x", Points(101), FieldTest("A", Test.IS, ("b",))),
    Rule("r1", "x", Points(5), FieldTest("A", Test.IS, ("b",), exact=True)),
    Rule("r1", "x", Points(5), FieldTest("A", Test.MATCHES, ("b",))),
    Rule("r1", "x", Points(5), FieldTest("A", Test.IN_THE_LAST, (7,))),
    Rule("r1", "x", Points(5), Not(FieldTest("A", Test.IS, ("b",)))),
    Rule("r1", "x", Points(5), FieldTest("\u4f1a\u793e", Test.IS, ("b",))),
    Rule("r1", "x", Points(5)),
    Rule(
        "r1",
        "x",
        Points(5),
        ActivityTest(Quantity(of=Selection(("Email opened",), None, 30)), Test.AT_LEAST, (1.0,)),
    ),
]


@pytest.mark.parametrize("rule", LEFT_OUT)
def test_that_a_rule_that_zoho_cannot_say_is_left_out_and_told(rule: Rule) -> None:
    written = zoho_rules(model(rule))
    (problem,) = [item for item in written.problems if item.severity is Severity.ERROR]
    assert problem.where == "Rule x"
    assert problem.what.startswith("Rule \u201cx\u201d is left out. ")
    assert json.loads(written.text)["scoring_rules"][0]["field_rules"] == []


def test_that_what_the_model_loses_beside_its_rules_is_told() -> None:
    rules = [Rule(f"r{n}", "x", Points(9), FieldTest("A", Test.IS, (f"{n}",))) for n in range(11)]
    whole = model(*rules, base=5, scale=Scale(0, 50), name="A name of more than 25 letters")
    group = replace(whole.groups[0], most=20)
    written = zoho_rules(
        replace(whole, groups=(group,), bands=(Band("Cold", 0), Band("MQL", 30, mql=True))),
        edition="Standard",
    )
    told = {item.where: item for item in written.problems}
    assert {"Name", "Base points", "Bands", "Scale", "Fit"} <= told.keys()
    assert told["Number of criteria"].severity is Severity.ERROR
    assert (
        "11 criteria; a scoring rule of Zoho Standard takes 10" in told["Number of criteria"].what
    )
    assert json.loads(written.text)["scoring_rules"][0]["name"] == "A name of more than 25 le"
    assert CRITERIA_OF_EDITION["Ultimate"] == 50


PUBLISHED = {
    "scoring_rules": [
        {
            "name": "Rule 2",
            "module": {"api_name": "Leads", "id": "1"},
            "active": True,
            "field_rules": [
                {
                    "score": 10,
                    "criteria": {
                        "group_operator": "OR",
                        "group": [
                            {
                                "field": {"api_name": "Position"},
                                "comparator": "equal",
                                "value": "Regional Manager",
                            },
                            {
                                "field": {"api_name": "Position"},
                                "comparator": "equal",
                                "value": "Decision Maker",
                            },
                        ],
                    },
                },
                {
                    "score": 5,
                    "criteria": {
                        "field": {"api_name": "Created_Time"},
                        "comparator": "equal",
                        "value": "${TODAY}",
                    },
                },
            ],
            "signal_rules": [
                {"score": -5, "signal": {"namespace": "EmailInsight_Bounce__s", "id": "2"}},
                {"score": 7, "signal": {"namespace": "SalesIQ_ChatAttended__s", "id": "3"}},
            ],
        },
        {
            "name": "New form",
            "active": False,
            "scoring_type": "manual_scoring",
            "manual_scoring_rule": {
                "field_rules": [
                    {
                        "score": 3,
                        "criteria": {
                            "field": {"api_name": "No_of_Employees"},
                            "comparator": "not_between",
                            "value": [10, 50],
                        },
                    }
                ],
                "touch_point_rules": [
                    {
                        "group": {"name": "Email"},
                        "rules": [
                            {"score": 4, "factors": [{"name": "clicked", "unit": 30}]},
                            {"score": 4, "factors": [{"name": "x", "comparator": "between"}]},
                        ],
                    }
                ],
            },
            "zia_scoring_rule": None,
        },
    ]
}


def test_that_the_published_forms_of_the_rules_are_read() -> None:
    found = read_zoho(PUBLISHED, "zoho.json")
    first, second = found.model.groups
    assert [rule.when for rule in first.rules] == [
        FieldTest("Position", Test.IS_ONE_OF, ("Regional Manager", "Decision Maker")),
        ActivityTest(Quantity(of=Selection(("Email bounced",))), Test.AT_LEAST, (1.0,)),
        ActivityTest(Quantity(of=Selection(("Sales IQ Chat Attended",))), Test.AT_LEAST, (1.0,)),
    ]
    assert [rule.when for rule in second.rules] == [
        AnyOf(
            (
                FieldTest("No of Employees", Test.LESS_THAN, (10.0,)),
                FieldTest("No of Employees", Test.MORE_THAN, (50.0,)),
            )
        ),
        ActivityTest(Quantity(of=Selection(("Email clicked",), None, 30)), Test.AT_LEAST, (1.0,)),
    ]
    assert all(rule.muted for rule in second.rules)
    assert [item.place for item in found.missed] == [
        "Rule 2, field rule 2",
        "New form, touch point 2 of Email",
    ]
    assert found.rows == 7


@pytest.mark.parametrize(
    "criteria",
    [
        None,
        [],
        {},
        {"group": [], "group_operator": "OR"},
        {"group": [{}], "group_operator": "XOR"},
        {"field": {"api_name": "A"}, "comparator": "is_like", "value": "x"},
        {"field": {"api_name": "A"}, "comparator": "greater_than", "value": "many"},
        {"field": {"api_name": ""}, "comparator": "equal", "value": "x"},
        {"field": {"api_name": "A"}, "comparator": "contains", "value": ["a", 5]},
    ],
)
def test_that_criteria_that_are_none_are_counted_and_told(criteria: object) -> None:
    data = {"scoring_rules": [{"name": "x", "field_rules": [{"score": 5, "criteria": criteria}]}]}
    found = read_zoho(data)
    assert len(found.missed) == 1
    assert not found.understood


def test_that_no_rules_at_all_are_refused() -> None:
    with pytest.raises(LeadbenchError, match="no scoring rules"):
        read_zoho({"scoring_rules": []})
