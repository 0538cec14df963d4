"""The faults of what every scoring system is made of: activities, decay, grade, account, game."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.leads.fields import Kind
from models.problems import LeadbenchError
from models.scoring.account import AccountMeasure
from models.scoring.conditions import (
    DAYS_OF_ACTIVITY,
    SHAPES,
    ActivityTest,
    FieldTest,
    Measure,
    Not,
    Quantity,
    Selection,
    Test,
    leaves_in,
)
from models.scoring.decay import Fades, Shape
from models.scoring.file.model_json import (
    content_hash,
    dump,
    model_faults,
    model_from_json,
    model_from_text,
    model_to_json,
)
from models.scoring.file.schema import schema
from models.scoring.model import Group, PerOccurrence, Points, Rule, ScoringModel
from tests.models.scoring.test_model_json_faults import (
    BEYOND,
    CHECK,
    GONE,
    assert_agreement,
    assert_told,
    planted,
)

VISIT = {"types": ["Visit"], "where": {"field": "Page", "test": "is", "values": ["/price"]}}
VALID: dict[str, Any] = {
    "semantics": 1,
    "name": "Every system",
    "own_day": 30,
    "output": {"least": 1, "most": 10},
    "inputs": [{"name": "Lead", "role": "lead id"}, {"name": "Title"}],
    "derived": [{"name": "Domain", "domain_of": "E-mail"}],
    "activities": {
        "inputs": [
            {"name": "Lead", "role": "lead id"},
            {"name": "What", "role": "activity type"},
            {"name": "When", "kind": "date", "role": "activity time"},
            {"name": "Page"},
        ],
        "without_machine_clicks": True,
        "identical_once": False,
    },
    "groups": [
        {
            "name": "Engagement",
            "rules": [
                {
                    "name": "Visits",
                    "points": 5,
                    "when": {"activity": {**VISIT, "days": 30}, "test": "at least", "values": [3]},
                },
                {
                    "name": "Pages",
                    "points": 5,
                    "when": {
                        "activity": {},
                        "measure": "distinct",
                        "detail": "Page",
                        "test": "at least",
                        "values": [3],
                    },
                },
                {
                    "name": "Seen lately",
                    "points": 5,
                    "when": {
                        "activity": {},
                        "measure": "last day",
                        "test": "in the last days",
                        "values": [3],
                    },
                },
                {
                    "name": "Demo after webinar",
                    "points": 5,
                    "when": {
                        "first": {"types": ["Webinar"]},
                        "then": {"types": ["Demo"]},
                        "within": 7,
                    },
                },
                {"name": "Silent", "points": -5, "when": {"inactive": 30, "types": ["Visit"]}},
                {
                    "name": "Title",
                    "points": 5,
                    "when": {"field": "Title", "test": "matches", "values": ["(?i)^vp "]},
                },
                {
                    "name": "By visits",
                    "by_count": {
                        "activity": VISIT,
                        "entries": [{"from": 1, "points": 5}, {"from": 4, "points": 9}],
                    },
                },
                {
                    "name": "Each webinar",
                    "per_occurrence": {
                        "activity": {"types": ["Webinar"]},
                        "points": 5,
                        "most": 3,
                    },
                },
            ],
            "decay": {
                "by": "by group",
                "steps": [{"to": 7, "percent": 100}, {"to": 30, "percent": 50}],
                "after": 10,
                "undated": 0,
                "types": ["Visit"],
                "field": "Last seen",
                "shape": "half-life",
                "days": 30,
            },
        }
    ],
    "bands": [{"name": "Cold", "threshold": 0}, {"name": "Hot", "threshold": 50, "mql": True}],
    "grade": {
        "fit": [{"name": "A", "from": 30}, {"name": "B", "from": 10}, {"name": "C"}],
        "engagement": [{"name": "1", "from": 20}, {"name": "2"}],
        "labels": [["A1", "A2"], ["B1", "B2"], ["C1", "C2"]],
    },
    "account": {
        "field": "Company",
        "email": "E-mail",
        "parts": [
            {"measure": "highest score"},
            {"measure": "sum of the top scores", "top": 3},
            {"measure": "leads in a band", "band": "Hot", "times": 5, "most": 4},
            {"measure": "distinct values", "field": "Department", "times": 2},
        ],
        "rules": [
            {
                "name": "Large",
                "points": 5,
                "when": {"field": "Employees", "test": "at least", "values": [500]},
            }
        ],
        "scale": {"least": 0, "most": 200},
        "raises": [{"low": 50, "high": 100, "points": 5}, {"low": 100, "high": None, "points": 9}],
    },
    "game": {
        "opening": 10,
        "quests": [
            {
                "name": "Webinar",
                "activity": {"types": ["Webinar"]},
                "points": 5,
                "cool_down": 7,
                "most": 3,
            },
            {"name": "Visit", "activity": VISIT, "points": 1},
        ],
        "badges": [
            {"name": "Regular", "activity": {"types": ["Visit"]}, "count": 10},
            {"name": "Pupil", "activity": {"types": ["Webinar"]}, "count": 3},
        ],
        "levels": [
            {"name": "Newcomer", "from": 0},
            {"name": "Friend", "from": 50, "reward": "A mug"},
        ],
    },
}
RULES = "groups[0].rules"
VISITS, PAGES, SEEN = (f"{RULES}[{i}].when" for i in range(3))
DEMO, SILENT, TITLE = (f"{RULES}[{i}].when" for i in range(3, 6))
COUNT, EACH = f"{RULES}[6].by_count", f"{RULES}[7].per_occurrence"
DECAY = "groups[0].decay"
NESTED = {"activity": {}, "test": "at least", "values": [1]}

PLANTED: list[tuple[str, Any, str, str]] = [
    # Conditions on activities
    (f"{VISITS}.activity", None, "must be an object, found null", ""),
    (f"{VISITS}.activity", "Visit", 'must be an object, found "Visit"', ""),
    (f"{VISITS}.activity", {}, "", "valid"),
    (f"{VISITS}.activity.types", "Visit", "must be a list of texts", ""),
    (f"{VISITS}.activity.types", [], "", "valid"),
    (f"{VISITS}.activity.types[0]", " ", "must not be blank", ""),
    (f"{VISITS}.activity.types[0]", 7, "must be a text, found 7", ""),
    (f"{VISITS}.activity.where", NESTED, "about details only, not about activities", ""),
    (
        f"{VISITS}.activity.where",
        {"not": {"any": [{"inactive": 3}]}},
        "about details only, not about activities",
        "",
    ),
    (f"{VISITS}.activity.where.activity", {}, 'found "field", "activity"', ""),
    (f"{VISITS}.activity.where", {"all": []}, "must have at least one condition", ""),
    (f"{VISITS}.activity.where", None, "", "valid"),
    (f"{VISITS}.activity.days", -1, "from 0 to 1,000,000", ""),
    (f"{VISITS}.activity.days", 0.5, "whole number", ""),
    (f"{VISITS}.activity.days", 1_000_001, "from 0 to 1,000,000", ""),
    (f"{VISITS}.activity.days", None, "", "valid"),
    (f"{VISITS}.test", GONE, "is missing", ""),
    (f"{VISITS}.test", "is", 'test of a number, since "count" is a number, found "is"', ""),
    (f"{VISITS}.test", "in the last days", "must be a test of a number", ""),
    (f"{VISITS}.test", "is known", "must be no values", ""),
    (f"{VISITS}", {"activity": {}, "measure": "last day", "test": "is blank"}, "", "valid"),
    (f"{VISITS}.values", ["many"], "must be a number", ""),
    (f"{VISITS}.values", [], "must be one number", ""),
    (f"{VISITS}.measure", "average", 'must be one of "count"', ""),
    (f"{VISITS}.measure", "last day", "must be a test of a date", ""),
    (f"{VISITS}.measure", "sum", "is missing; it must be the name of a detail", ""),
    (f"{VISITS}.measure", "days since the last", "", "valid"),
    (f"{VISITS}.detail", "Page", 'must not be there, since "count" looks at no detail', ""),
    (f"{PAGES}.detail", GONE, "is missing; it must be the name of a detail", ""),
    (f"{PAGES}.detail", " ", "must not be blank", ""),
    (f"{PAGES}.detail", None, "must be a text, found null", ""),
    (f"{PAGES}.first", {}, 'found "activity", "first"', ""),
    (f"{SEEN}.test", "at least", 'test of a date, since "last day" is a date', ""),
    (f"{SEEN}.values", [-3], "from 0 to 1,000,000", ""),
    (f"{DEMO}.then", GONE, "must be an object", ""),
    (f"{DEMO}.first.days", "7", "whole number", ""),
    (f"{DEMO}.within", GONE, "is missing", ""),
    (f"{DEMO}.within", -1, "from 0 to 1,000,000", ""),
    (f"{SILENT}.inactive", None, "must be a whole number", ""),
    (f"{SILENT}.inactive", -1, "from 0 to 1,000,000", ""),
    (f"{SILENT}.types", ["\u200b"], "must not be blank", ""),
    # Regular expressions
    (f"{TITLE}.values", ["(vp"], r'that RE2 accepts, found "\(vp": missing \): \(vp', BEYOND),
    (f"{TITLE}.values", ["(?=vp)"], "invalid perl operator", BEYOND),
    (f"{TITLE}.values", [r"(a)\1"], "invalid escape sequence", BEYOND),
    (f"{TITLE}.values", ["a{1001}"], "invalid repetition size", BEYOND),
    (f"{TITLE}.values", ["((a{100}){100}){100}"], "RE2 accepts", BEYOND),
    (f"{TITLE}.values", ["\ud800"], "half of a character", BEYOND),
    (f"{TITLE}.values", ["x" * 501], "at most 500 characters long, found 501", ""),
    (f"{TITLE}.values", ["\U0001f426" * 500], "", "valid"),
    (f"{TITLE}.values", [" "], "", "valid"),
    (f"{TITLE}.values", [""], "an empty text", ""),
    (f"{TITLE}.values", [], "must be one regular expression", ""),
    (f"{TITLE}.values", ["a", "b"], "must be one regular expression", ""),
    (f"{TITLE}.values", [5], "must be a regular expression, found 5", ""),
    # Awards
    (f"{RULES}[6].points", 5, 'found "points", "by_count"', ""),
    (f"{COUNT}.activity", GONE, "must be an object", ""),
    (f"{COUNT}.entries", [], "must have at least one entry", ""),
    (f"{COUNT}.entries", GONE, "must have at least one entry", ""),
    (f"{COUNT}.entries[1].from", 1, "must be above 1, where the entry before it begins", BEYOND),
    (f"{COUNT}.entries[1].from", GONE, "is missing", ""),
    (f"{COUNT}.entries[1].from", 10**12 + 1, "to 1,000,000,000,000", ""),
    (f"{COUNT}.entries[1].points", 10_001, "to 10,000", ""),
    (f"{COUNT}.measure", "first day", "must be a number for points by count", ""),
    (f"{COUNT}.measure", "sum", "the name of a detail", ""),
    (f"{COUNT}.detail", "Page", "must not be there", ""),
    (f"{EACH}.activity", GONE, "must be an object", ""),
    (f"{EACH}.points", GONE, "is missing", ""),
    (f"{EACH}.most", GONE, "is missing", ""),
    (f"{EACH}.most", 0, "from 1 to 10,000", ""),
    (f"{EACH}.most", 10_001, "from 1 to 10,000", ""),
    (f"{EACH}", {"activity": {}, "points": 10_000, "most": 100}, "", "valid"),
    (
        EACH,
        {"activity": {}, "points": -10_000, "most": 101},
        "more than 1,000,000 points together, found \u221210,000 points 101 times",
        BEYOND,
    ),
    # Decay
    (DECAY, [], "must be an object, found a list", ""),
    (f"{DECAY}.by", GONE, "is missing", ""),
    (f"{DECAY}.by", "week", 'must be one of "by activity", "by group"', ""),
    (f"{DECAY}.by", "by activity", "each occurrence has its own day", ""),
    (f"{DECAY}.steps", GONE, "", "valid"),
    (f"{DECAY}.steps", {}, "must be a list", ""),
    (f"{DECAY}.steps[0].to", 30, "above 30, the days of row 1, found 30 in row 2", BEYOND),
    (f"{DECAY}.steps[1].to", 2, "above 7, the days of row 1, found 2 in row 2", BEYOND),
    (f"{DECAY}.steps[0].to", -1, "from 0 to 1,000,000", ""),
    (f"{DECAY}.steps[0].to", GONE, "is missing", ""),
    (f"{DECAY}.steps[0].percent", 101, "from 0 to 100", ""),
    (f"{DECAY}.steps[0].percent", 12.5, "whole number", ""),
    (f"{DECAY}.after", -1, "from 0 to 100", ""),
    (f"{DECAY}.undated", 200, "from 0 to 100", ""),
    (f"{DECAY}.field", "", "must not be blank", ""),
    (f"{DECAY}.types", [""], "must not be blank", ""),
    (f"{DECAY}.shape", "cliff", 'must be one of "steps"', ""),
    (f"{DECAY}.days", 3_651, "from 0 to 3,650", ""),
    # The model
    ("own_day", -1, "from 0 to 3,650", ""),
    ("own_day", 3_651, "from 0 to 3,650", ""),
    ("own_day", "30", 'found "30"', ""),
    ("own_day", None, "", "valid"),
    ("output", None, "", "valid"),
    ("output.most", 1, "least below its most", BEYOND),
    ("output.least", GONE, "is missing", ""),
    ("activities", None, "", "valid"),
    ("activities", {}, "", "valid"),
    ("activities", [], "must be an object", ""),
    ("activities.inputs", {}, "must be a list", ""),
    ("activities.inputs[0].name", GONE, "is missing", ""),
    ("activities.inputs[3].name", "WHAT", r"is the name of activities.inputs\[1\] too", BEYOND),
    ("activities.inputs[3].role", "outcome", "field of leads, not of activities", ""),
    ("activities.inputs[3].role", "activity time", "is the role of", BEYOND),
    ("activities.inputs[3].kind", "page", 'must be one of "text"', ""),
    ("activities.inputs[3].decimal", "7", "must be one sign", ""),
    ("inputs[1].role", "activity type", "field of activities, not of leads", ""),
    ("activities.without_machine_clicks", "yes", "must be true or false", ""),
    ("activities.identical_once", None, "must be true or false", ""),
    ("grade", None, "", "valid"),
    ("account", None, "", "valid"),
    ("game", None, "", "valid"),
    # Grade
    ("grade", "A1", "must be an object", ""),
    ("grade.fit", GONE, "is missing; it must be a list of 2 to 6 steps", ""),
    ("grade.fit", [{"name": "A"}], "must have 2 to 6 steps, found 1", ""),
    ("grade.fit", [{"name": f"{i}", "from": -i} for i in range(7)], "found 7", ""),
    ("grade.fit[1].name", "A", r"is the name of grade.fit\[0\] too", BEYOND),
    ("grade.fit[0].name", " ", "must not be blank", ""),
    ("grade.fit[1].from", 30, "must be below 30, where the step before it begins", BEYOND),
    ("grade.fit[1].from", GONE, "is missing; only the last step has none", BEYOND),
    ("grade.fit[1].from", "10", "whole number", ""),
    ("grade.engagement[1].from", 3, "the last step takes all below", BEYOND),
    ("grade.labels", GONE, "is missing; it must be a list of rows", ""),
    ("grade.labels", "A1", "must be a list of rows", ""),
    ("grade.labels[1]", "B1", "must be a list of labels", ""),
    ("grade.labels[1][1]", "", "^the label of B and 2 is missing", ""),
    ("grade.labels[1][1]", None, "^the label of B and 2 is missing", ""),
    ("grade.labels[1][1]", 7, "must be a text, found 7", ""),
    ("grade.labels[2]", ["C1"], "^the label of C and 2 is missing", ""),
    ("grade.labels[2]", GONE, "^the label of C and 1 is missing", BEYOND),
    ("grade.labels[0]", ["A1", "A2", "A3"], "must be 2, one for each step of engag", BEYOND),
    ("grade.labels", [["a", "b"]] * 4, "must be 3, one for each step of fit, found 4", BEYOND),
    # Account
    ("account.field", GONE, "", "valid"),
    ("account.email", GONE, "", "valid"),
    ("account", {}, 'must have "field", "email" or both', ""),
    ("account.field", " ", "must not be blank", ""),
    ("account.parts", GONE, "", "valid"),
    ("account.parts", {}, "must be a list", ""),
    ("account.parts[0].measure", GONE, "is missing", ""),
    ("account.parts[0].measure", "lowest", 'must be one of "highest score"', ""),
    ("account.parts[1].top", GONE, "is missing; how many", ""),
    ("account.parts[1].top", 0, "from 1 to 10,000", ""),
    ("account.parts[2].band", GONE, "is missing; it must be a band", ""),
    ("account.parts[2].band", "Boiling", r'must be a band \("Cold", "Hot"\), found', BEYOND),
    ("account.parts[2].most", -1, "from 0 to 1,000,000", ""),
    ("account.parts[2].times", 1.5, "whole number", ""),
    ("account.parts[3].field", GONE, "must be a field of the leads", ""),
    ("account.rules[0].when", {"inactive": 3}, "an account has no activities", ""),
    ("account.rules[0].when", {"not": NESTED}, "an account has no activities", ""),
    (
        "account.rules[0]",
        {"name": "x", "per_occurrence": {"activity": {}, "points": 1, "most": 1}},
        "an account has no activities",
        "",
    ),
    ("account.rules[0].points", GONE, "exactly one of", ""),
    ("account.rules[0].name", GONE, "is missing", ""),
    ("account.scale", GONE, "", "valid"),
    ("account.scale.most", 0, "least below its most", BEYOND),
    ("account.raises[1].low", 99, "must begin where the range before", BEYOND),
    ("account.raises[1].points", GONE, "is missing", ""),
    # Game
    ("game.opening", "10", "whole number", ""),
    ("game.quests[0].name", GONE, "is missing", ""),
    ("game.quests[0].activity", GONE, "must be an object", ""),
    ("game.quests[0].activity.where", NESTED, "details only", ""),
    ("game.quests[0].points", 10_001, "to 10,000", ""),
    ("game.quests[0].cool_down", -1, "from 0 to 1,000,000", ""),
    ("game.quests[0].most", 0, "from 1 to 1,000,000", ""),
    ("game.quests[1].name", "Webinar", r"is the name of game.quests\[0\] too", BEYOND),
    ("game.quests[1].id", "", "must not be blank", ""),
    ("game.badges[0].count", 0, "from 1 to 1,000,000", ""),
    ("game.badges[0].activity", GONE, "must be an object", ""),
    ("game.badges[1].name", "Regular", r"is the name of game.badges\[0\] too", BEYOND),
    ("game.levels", GONE, "is missing; it must be a list of at least one level", ""),
    ("game.levels", [], "must have at least one level", ""),
    ("game.levels[0].from", 11, "must not be above the opening, 10, found 11", BEYOND),
    ("game.levels[1].from", 0, "must be above 0, where the level before it begins", BEYOND),
    ("game.levels[1].name", "Newcomer", r"is the name of game.levels\[0\] too", BEYOND),
    ("game.levels[1].reward", 5, "must be a text", ""),
]


def test_that_a_model_of_every_system_is_read_and_written() -> None:
    model = model_from_json(VALID)
    assert [rule.id for rule in model.rules()] == [f"r{i}" for i in range(1, 9)]
    assert model.account is not None
    assert model.game is not None
    assert [rule.id for rule in model.account.rules] == ["r9"]
    assert [quest.id for quest in model.game.quests] == ["q1", "q2"]
    assert model == model_from_text(dump(model))
    CHECK.validate(VALID)


@pytest.mark.parametrize(("place", "value", "sentence", "how"), PLANTED)
def test_that_a_planted_fault_is_told_with_its_place_and_the_schema_agrees(
    place: str, value: Any, sentence: str, how: str
) -> None:
    assert_told(VALID, place, value, sentence, how)


@settings(max_examples=400)
@given(st.data())
def test_that_reader_and_schema_agree_on_any_change_of_a_file(data: st.DataObject) -> None:
    assert_agreement(VALID, data)


def test_that_a_pattern_is_kept_as_it_was_typed() -> None:
    pattern = " u\u0308\u00a0  (?i)x "
    model = model_from_json(planted(f"{TITLE}.values", [pattern], VALID))
    assert next(model_from_text(dump(model)).rules()).id == "r1"
    asked = [rule.when for rule in model.rules() if isinstance(rule.when, FieldTest)]
    assert [test.values for test in asked] == [(pattern,)]


def test_that_types_and_details_are_cleaned_as_cells_are() -> None:
    data = planted(f"{PAGES}.detail", " Page\u00a0name ", VALID)
    data["groups"][0]["rules"][1]["when"]["activity"] = {"types": [" Web\u2003visit "]}
    when = list(model_from_json(data).rules())[1].when
    assert isinstance(when, ActivityTest)
    assert when.quantity == Quantity(Measure.DISTINCT, Selection(("Web visit",)), "Page name")


def test_that_a_fault_of_a_broken_pattern_does_not_lose_the_work_in_a_project() -> None:
    data = planted(f"{TITLE}.values", ["(vp"], VALID)
    data["grade"]["labels"][0][0] = ""
    data["groups"][0]["decay"]["steps"].reverse()
    model = model_from_json(data, strict=False)
    assert model_from_json(model_to_json(model), strict=False) == model
    assert {problem.where for problem in model_faults(model)} == {
        f"{TITLE}.values[0]",
        "grade.labels[0][0]",
        f"{DECAY}.steps[1].to",
    }


def text_nested(depth: int) -> str:
    """The text of a model whose only condition is so many nots deep."""
    deep = '{"not": ' * depth + '{"field": "A", "test": "is known"}' + "}" * depth
    rule = {"name": "Deep", "points": 1, "when": "deep"}
    model = {**VALID, "groups": [{"name": "Fit", "rules": [rule]}]}
    return json.dumps(model).replace('"deep"', deep)


def test_that_a_model_nested_a_hundred_deep_is_read_or_told_in_a_sentence() -> None:
    # The model, its groups, the group, its rules, the rule and the test are six of the hundred.
    deepest = model_from_text(text_nested(94))
    when = next(deepest.rules()).when
    assert when is not None
    assert list(leaves_in(when)) == [FieldTest("A", Test.IS_KNOWN)]
    assert model_from_text(dump(deepest)) == deepest
    assert len(content_hash(deepest)) == 64
    for depth in (95, 100, 900, 30_000):
        with pytest.raises(LeadbenchError, match="nested deeper than 100 levels"):
            model_from_text(text_nested(depth))


def test_that_a_model_in_memory_that_nests_too_deep_is_told_too() -> None:
    when: Any = FieldTest("A", Test.IS_KNOWN)
    for _ in range(120):
        when = Not(when)
    rule = Rule("r1", "Deep", PerOccurrence(Selection(where=when), 1), when)
    model = ScoringModel("m1", "Deep", (Group("g1", "Fit", (rule,)),))
    assert any("nested deeper" in problem.what for problem in model_faults(model))


def test_that_each_measure_takes_the_tests_of_its_kind_and_no_others() -> None:
    for measure in Measure:
        for test in Test:
            quantity = Quantity(measure, detail="x" if measure in ("distinct", "sum") else "")
            when = ActivityTest(quantity, test)
            rule = Rule("r1", "x", Points(1), when)
            model = ScoringModel("m1", "x", (Group("g1", "Fit", (rule,)),))
            told = [p.what for p in model_faults(model) if p.where.endswith("when.test")]
            kind = Kind.DATE if measure in DAYS_OF_ACTIVITY else Kind.NUMBER
            assert bool(told) == (SHAPES[test].kind not in (kind, None))


def test_that_the_schema_knows_every_word_of_the_code() -> None:
    defs = schema()["$defs"]
    numbers = [item.value for item in Measure if item not in DAYS_OF_ACTIVITY]
    assert defs["activity_test"]["properties"]["measure"]["enum"] == [m.value for m in Measure]
    assert defs["by_count"]["properties"]["measure"]["enum"] == numbers
    assert defs["decay"]["properties"]["by"]["enum"] == [item.value for item in Fades]
    assert defs["decay"]["properties"]["shape"]["enum"] == [item.value for item in Shape]
    part = defs["account_part"]["properties"]["measure"]["enum"]
    assert part == [item.value for item in AccountMeasure]
