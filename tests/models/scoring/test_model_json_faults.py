from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.leads.fields import ACTIVITY_ROLES, LEAD_ROLES, DateOrder, Kind
from models.problems import LeadbenchError
from models.scoring.conditions import SHAPES, Takes, Test
from models.scoring.file.group_json import rule_from_json
from models.scoring.file.model_json import (
    dump,
    model_faults,
    model_from_json,
    model_from_text,
    model_to_json,
    read_model,
)
from models.scoring.file.schema import schema, schema_text
from models.scoring.model import Axis, Move, ScoringModel
from tests.models.scoring.random_models import models, unknown_values

VALID: dict[str, Any] = {
    "semantics": 1,
    "name": "B2B",
    "as_of": "2024-02-29",
    "zone": "Europe/Berlin",
    "scale": {"least": 0, "most": 100},
    "inputs": [
        {"name": "Job title"},
        {"name": "Employees", "kind": "number", "role": "lead id"},
    ],
    "derived": [
        {"name": "Domain", "domain_of": "Email"},
        {"name": "Company", "look_up": "Domain", "table": [["acme.example", "Acme"]]},
        {
            "name": "Rank",
            "seniority_of": "Job title",
            "table": [{"words": ["vp", "vice president"], "value": "VP"}],
        },
        {"name": "Free", "free_mail_of": "Email", "version": "2026-11", "also": ["x.example"]},
        {"name": "Days", "days_between": ["Seen", "Demo day"]},
    ],
    "groups": [
        {
            "name": "Fit",
            "axis": "fit",
            "least": 0,
            "most": 60,
            "rules": [
                {
                    "name": "Title",
                    "points": 15,
                    "when": {"field": "Job title", "test": "contains", "values": ["VP"]},
                },
                {
                    "name": "Size",
                    "by_range": {
                        "field": "Employees",
                        "entries": [
                            {"low": None, "high": 10, "points": 1},
                            {"low": 10, "high": 50.5, "points": 2},
                        ],
                    },
                },
                {
                    "name": "Country",
                    "by_value": {
                        "field": "Country",
                        "entries": [
                            {"value": "Germany", "points": 5},
                            {"value": None, "points": -5},
                        ],
                    },
                },
                {
                    "name": "Late",
                    "points": -3,
                    "when": {
                        "all": [
                            {"field": "Seen", "test": "more than days ago", "values": [90]},
                            {"not": {"field": "Seen", "test": "is blank"}},
                            {"field": "Seen", "test": "weekday", "values": [6, 7]},
                            {"field": "Seen", "test": "before", "values": ["2024-01-01"]},
                            {"field": "Employees", "test": "between", "values": [1, 5]},
                        ]
                    },
                },
            ],
        }
    ],
    "bands": [
        {"name": "Cold", "threshold": 0},
        {"name": "Warm", "threshold": 40},
        {"name": "Hot", "threshold": 70, "mql": True},
    ],
    "overrides": [
        {
            "name": "Demo",
            "when": {"field": "Demo", "test": "is yes"},
            "move": "at least",
            "band": "Hot",
        }
    ],
}
CHECK = jsonschema.Draft202012Validator(
    schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)
RULE = "groups[0].rules[0]"
LATE = "groups[0].rules[3].when.all"
BEYOND = "beyond the schema"
GONE = object()

ODDS = {"rule": "r1", "odds": [800, -3], "average": 7}
PREDICTIVE = {
    "way": "rules",
    "intercept": -300,
    "rules": [ODDS],
    "chances": {"steps": [{"from": 0, "chance": 5}]},
}
VP = {"field": "Title", "test": "is", "values": ["VP"]}
SPLIT = {"when": VP, "average": -3, "yes": 900, "no": -20}
TREES = {
    "way": "trees",
    "intercept": -300,
    "trees": [{**SPLIT, "no": SPLIT}, 7],
    "chances": {"steps": [{"from": 0, "chance": 5}]},
}


def deep(splits: int) -> Any:
    """A tree of so many splits below each other."""
    return {**SPLIT, "yes": deep(splits - 1)} if splits > 1 else SPLIT


# Where, what is put there, what the sentence says; BEYOND where a JSON Schema cannot say it.
PLANTED: list[tuple[str, Any, str, str]] = [
    ("semantics", GONE, "is missing; it must be 1", ""),
    ("semantics", "1", 'must be 1.*found "1"', ""),
    ("semantics", 2, "made by a newer Leadbench: it has semantics 2", ""),
    ("semantics", True, "must be 1", ""),
    ("name", GONE, "is missing", ""),
    ("name", " \u00a0", "must not be blank", ""),
    ("name", 5, "must be a text, found 5", ""),
    ("id", "", "must not be blank", ""),
    ("notes", None, "must be a text, found null", ""),
    ("unicode", 15, "must be a text", ""),
    ("as_of", "2023-02-29", 'must be a day such as "2024-02-29", found "2023-02-29"', ""),
    ("as_of", "2024-W01-1", "must be a day", ""),
    ("as_of", 20240229, "must be a day", ""),
    ("zone", "Mars/Olympus", "must be a time zone", BEYOND),
    ("zone", "../UTC", "must be a time zone", BEYOND),
    ("scale", [0, 100], "must be an object, found a list", ""),
    ("scale.most", GONE, "is missing", ""),
    ("scale.most", 0, "least below its most", BEYOND),
    ("scale.most", 2_000_000, "from \u22121,000,000 to 1,000,000", ""),
    ("base", 1.5, "must be a whole number", ""),
    ("base", None, "must be a whole number", ""),
    ("inputs", {}, "must be a list, found an object", ""),
    ("inputs[0].name", GONE, "is missing", ""),
    ("inputs[1].name", "job TITLE", r"is the name of inputs\[0\] too", BEYOND),
    ("inputs[0].role", "lead id", "is the role of", BEYOND),
    ("inputs[0].kind", "money", 'must be one of "text"', ""),
    ("inputs[0].decimal", "..", "must be one sign", ""),
    ("inputs[0].decimal", "5", "must be one sign", ""),
    ("inputs[0].thousands", ".", "must differ from the decimal mark", BEYOND),
    ("inputs[0].separator", "", "must not be empty", ""),
    ("inputs[0].aliases", ["a", 1], "must be a list of texts", ""),
    ("inputs[0].event", "yes", "must be true or false", ""),
    ("groups", GONE, "", "valid"),
    ("groups[0]", "Fit", 'must be an object, found "Fit"', ""),
    ("groups[0].name", GONE, "is missing", ""),
    ("groups[0].axis", "Fit", 'must be one of "fit", "engagement", "none"', ""),
    ("groups[0].least", 61, "must not be above most, found 61 and 60", BEYOND),
    ("groups[0].most", "60", "must be a whole number", ""),
    ("groups[0].most", None, "", "valid"),
    ("groups[0].rules", None, "must be a list, found null", ""),
    ("groups[0].decay", None, "", "valid"),
    ("probability", None, "", "valid"),
    ("probability", [], "must be an object", ""),
    ("probability", {}, "is missing; it must be a list of steps", ""),
    ("predictive", None, "", "valid"),
    ("predictive", [], "must be an object", ""),
    ("predictive", {**PREDICTIVE, "way": "net"}, 'must be "rules" or "trees".*found "net"', ""),
    ("predictive", {**PREDICTIVE, "way": "trees"}, "is missing; it must be a list of trees", ""),
    ("predictive", TREES, "", "valid"),
    ("predictive", {**TREES, "trees": [0.5]}, "must be a whole number", ""),
    ("predictive", {**TREES, "trees": [10**7]}, "to 1,000,0", ""),
    ("predictive", {**TREES, "trees": [{**SPLIT, "when": None}]}, "the condition that the", ""),
    ("predictive", {**TREES, "trees": [{**SPLIT, "no": None}]}, "must be a whole number", ""),
    ("predictive", {**TREES, "trees": [{**SPLIT, "yes": {}}]}, "is missing", ""),
    ("predictive", {**TREES, "trees": [deep(12)]}, "", "valid"),
    ("predictive", {**TREES, "trees": [deep(13)]}, "is deeper than 12 splits", BEYOND),
    ("predictive", {**TREES, "trees": [0] * 1_001}, "must have at most 1,000 trees", ""),
    ("predictive", {**TREES, "derived": [7]}, "must be an object, found 7", ""),
    ("predictive", {"way": "rules"}, "is missing; it must be a list of rules", ""),
    ("predictive", {**PREDICTIVE, "chances": {}}, "must be a list of steps", ""),
    ("predictive", {**PREDICTIVE, "intercept": 0.5}, "must be a whole number", ""),
    ("predictive", {**PREDICTIVE, "rules": [{"rule": "r1"}]}, "must be a list of whole", ""),
    ("predictive", {**PREDICTIVE, "rules": [{"rule": "r1", "odds": [10**7]}]}, "to 1,000,0", ""),
    ("predictive", {**PREDICTIVE, "rules": [ODDS, ODDS]}, "stands here twice", BEYOND),
    ("predictive", PREDICTIVE, "", "valid"),
    ("derived", [], "", "valid"),
    ("derived", [7], "must be an object, found 7", ""),
    ("derived", {}, "must be a list", ""),
    ("derived[0].name", "EMPLOYEES ", "is the name of inputs.1. too", BEYOND),
    ("derived[1].name", "domain", "is the name of derived.0. too", BEYOND),
    ("derived[0].domain_of", "Company", "found .Company., a later one", BEYOND),
    ("derived[0].domain_of", GONE, "must have exactly one of", ""),
    ("derived[1].table[0]", ["a"], "must be two texts", ""),
    ("derived[3].version", "2001", "must be a list of free-mail hosts", ""),
    (f"{RULE}.points", 12.5, "must be a whole number from \u221210,000 to 10,000, found 12.5", ""),
    (f"{RULE}.points", 15.0, "", "valid"),
    (f"{RULE}.points", 10_001, "to 10,000, found 10001", ""),
    (f"{RULE}.points", "15", 'found "15"', ""),
    (f"{RULE}.points", True, "found true", ""),
    (f"{RULE}.points", GONE, "must have exactly one of .*found none of them", ""),
    (f"{RULE}.by_range", {"field": "x"}, 'found "points", "by_range"', ""),
    (f"{RULE}.by_count", [], 'found "points", "by_count"', ""),
    (f"{RULE}.per_occurrence", {}, 'found "points", "per_occurrence"', ""),
    (f"{RULE}.muted", 1, "must be true or false, found 1", ""),
    (f"{RULE}.when", "Job title is VP", "must be an object", ""),
    (f"{RULE}.when", None, "", "valid"),
    (f"{RULE}.when", {}, "exactly one of .*found none of them", ""),
    (f"{RULE}.when.all", [], 'found "field", "all"', ""),
    (f"{RULE}.when.field", " ", "must not be blank", ""),
    (f"{RULE}.when.test", "is like", 'must be one of "is", "is not"', ""),
    (f"{RULE}.when.test", "does not match", 'must be one of "is"', ""),
    (f"{RULE}.when", {"derived": "x", "test": "is known"}, "found none of them", ""),
    (f"{RULE}.when.test", None, "must be one of", ""),
    (f"{RULE}.when.activity", "visit", 'found "field", "activity"', ""),
    (f"{RULE}.when.values", [], 'must be one text for "contains", found 0 values', ""),
    (f"{RULE}.when.values", ["a", "b"], "found 2 values", ""),
    (f"{RULE}.when.values", "VP", "must be a list, here one text", ""),
    (f"{RULE}.when.values", ["\u200b "], "must not be blank", ""),
    (f"{RULE}.when.values", [7], "must be a text, found 7", ""),
    (f"{RULE}.when.exact", "no", "must be true or false", ""),
    (f"{LATE}", [], "must have at least one condition", ""),
    (f"{LATE}", {}, "must be a list", ""),
    (f"{LATE}[0].values", [-1], "from 0 to 1,000,000", ""),
    (f"{LATE}[0].values", [1.5], "whole number", ""),
    (f"{LATE}[1].not.values", ["x"], "must be no values", ""),
    (f"{LATE}[1].not.values", [], "", "valid"),
    (f"{LATE}[2].values", [0], "from 1 to 7", ""),
    (f"{LATE}[2].values", [], "at least one weekday", ""),
    (f"{LATE}[3].values", ["soon"], "must be a day", ""),
    (f"{LATE}[4].values", [1], "must be two numbers", ""),
    (f"{LATE}[4].values", [1, "5"], 'must be a number, found "5"', ""),
    (f"{LATE}[4].values", [1, True], "must be a number, found true", ""),
    ("groups[0].rules[1].by_range.entries", [], "must have at least one entry", ""),
    ("groups[0].rules[1].by_range.field", GONE, "is missing", ""),
    ("groups[0].rules[1].by_range.entries[1].low", 9, "must begin where the range before", BEYOND),
    ("groups[0].rules[1].by_range.entries[1].low", None, "must begin where the range", BEYOND),
    ("groups[0].rules[1].by_range.entries[0].high", None, "must begin where the range", BEYOND),
    ("groups[0].rules[1].by_range.entries[1].high", 10, "must begin below its end", BEYOND),
    ("groups[0].rules[1].by_range.entries[1].points", GONE, "is missing", ""),
    ("groups[0].rules[2].by_value.entries[0].value", GONE, "is missing", ""),
    ("groups[0].rules[2].by_value.entries[0].value", "", "must not be blank", ""),
    ("groups[0].rules[2].by_value.entries[0].value", 7, "must be a text", ""),
    ("bands", GONE, "is missing", ""),
    ("bands", [], "must have at least one band", ""),
    ("bands[0].threshold", 5, "must be the scale's least, 0, found 5", BEYOND),
    ("bands[1].threshold", 70, "must be above 70, the threshold of the band before", BEYOND),
    ("bands[2].threshold", 101, "must not be above the scale's most, 100", BEYOND),
    ("bands[1].name", "Hot", r"is the name of bands\[1\] too", BEYOND),
    ("bands[1].mql", True, 'exactly one band must have "mql": true, found "Warm", "Hot"', BEYOND),
    ("bands[2].mql", GONE, 'exactly one band must have "mql": true, found none', BEYOND),
    ("overrides[0].when", None, "must be a condition, found null", ""),
    ("overrides[0].move", GONE, "is missing", ""),
    ("overrides[0].move", "up", 'must be one of "at least"', ""),
    ("overrides[0].band", "Boiling", 'must be a band .*found "Boiling"', BEYOND),
    ("overrides[0].id", "r1", "", "valid"),
]


def _steps(place: str) -> list[str | int]:
    found = re.findall(r"([^.\[\]]+)|\[(\d+)\]", place)
    return [name or int(number) for name, number in found]


def planted(place: str, value: Any, valid: dict[str, Any] = VALID) -> dict[str, Any]:
    data: dict[str, Any] = copy.deepcopy(valid)
    node: Any = data
    *inner, last = _steps(place)
    for step in inner:
        node = node[step]
    if value is GONE:
        del node[last]
    else:
        node[last] = value
    return data


def test_that_the_model_without_a_fault_is_read() -> None:
    model = model_from_json(VALID)
    assert [rule.id for rule in model.rules()] == ["r1", "r2", "r3", "r4"]
    assert model == model_from_json(model_to_json(model))
    CHECK.validate(VALID)


@pytest.mark.parametrize(("place", "value", "sentence", "how"), PLANTED)
def test_that_a_planted_fault_is_told_with_its_place_and_the_schema_agrees(
    place: str, value: Any, sentence: str, how: str
) -> None:
    assert_told(VALID, place, value, sentence, how)


def assert_told(valid: dict[str, Any], place: str, value: Any, sentence: str, how: str) -> None:
    """A value put at a place is told there with that sentence, and the schema agrees."""
    data = planted(place, value, valid)
    if how == "valid":
        model_from_json(data)
        assert CHECK.is_valid(data)
        return
    with pytest.raises(LeadbenchError) as caught:
        model_from_json(data, "model.json")
    told = [problem for problem in caught.value.problems if re.search(sentence, problem.what)]
    assert told, [problem.sentence() for problem in caught.value.problems]
    nearby = {told[0].where, re.sub(r"\[\d+\]$", "", told[0].where)}
    assert any(place.startswith(where) or where.startswith(place) for where in nearby) or (
        place.split("[")[0] == told[0].where.split("[")[0]
    )
    assert CHECK.is_valid(data) == (how == BEYOND)
    assert "model.json" in str(caught.value)


def test_that_every_fault_is_told_at_once() -> None:
    data = planted(f"{RULE}.points", 12.5)
    data["bands"][2]["threshold"] = 1
    data["groups"][0]["rules"][3]["when"]["all"][0]["values"] = ["x"]
    data["overrides"][0]["band"] = "Nowhere"
    data["zone"] = 5
    with pytest.raises(LeadbenchError) as caught:
        model_from_json(data, "model.json")
    assert {problem.where for problem in caught.value.problems} == {
        f"{RULE}.points",
        "bands[2].threshold",
        f"{LATE}[0].values[0]",
        "overrides[0].band",
        "zone",
    }
    assert str(caught.value).startswith("model.json: There are 5 faults; the first: ")


def test_that_one_id_for_two_things_is_a_fault() -> None:
    data = planted(f"{RULE}.id", "x")
    data["overrides"][0]["id"] = "x"
    with pytest.raises(LeadbenchError, match=r"overrides\[0\].id: is the id of groups\[0\]"):
        model_from_json(data)


def test_that_ids_given_anew_avoid_those_that_are_there() -> None:
    data = planted("groups[0].rules[2].id", "r1")
    assert [rule.id for rule in model_from_json(data).rules()] == ["r2", "r3", "r1", "r4"]
    assert model_from_json(data) == model_from_json(copy.deepcopy(data))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "line 1, column 1"),
        ('{\n "name": "x"\n "bands": []}', "line 3, column 2: expecting ',' delimiter"),
        ("[" * 100_000, "nested deeper"),
        ("[" * 150 + "]" * 150, "nested deeper than 100 levels"),
        ('{"name": ' + "9" * 5000 + "}", "thousands of digits"),
        ("null", "must be an object, found null"),
        ("[]", "must be an object, found a list"),
        ('"model"', "must be an object"),
    ],
)
def test_that_a_text_that_is_no_model_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(LeadbenchError, match=sentence):
        model_from_text(text, "model.json")


@pytest.mark.parametrize(
    ("old", "new", "place", "sentence"),
    [
        ('"points": 15', '"points": 15, "points": 16', f"{RULE}.points", "stands twice"),
        ('"points": 15', '"points": NaN', f"{RULE}.points", "infinite or not a number"),
        ('"points": 15', '"points": 1e999', f"{RULE}.points", "infinite or not a number"),
        ('"points": 15', '"points": 1' + "0" * 400, f"{RULE}.points", "more than 40 digits"),
        ('"points": 15', '"points": 1, "x": [-Infinity]', f"{RULE}.x[0]", "infinite"),
        ("50.5", "1" + "0" * 309, "groups[0].rules[1].by_range.entries[1].high", "too large"),
    ],
)
def test_that_what_json_libraries_let_pass_is_told(
    old: str, new: str, place: str, sentence: str
) -> None:
    text = json.dumps(VALID)
    assert text.count(old) >= 1
    with pytest.raises(LeadbenchError) as caught:
        model_from_text(text.replace(old, new, 1), "model.json")
    assert any(p.where == place and sentence in p.what for p in caught.value.problems), [
        problem.sentence() for problem in caught.value.problems
    ]


def test_that_files_which_cannot_be_read_are_told_in_a_sentence(tmp_path: Path) -> None:
    binary = tmp_path / "binary.json"
    binary.write_bytes(b'{\n"name": "\xff\xfe"}')
    with pytest.raises(LeadbenchError, match=r"binary.json: This is not a text in UTF-8 \(line 2"):
        read_model(binary)
    with pytest.raises(LeadbenchError, match=r"missing.json: The file cannot be read"):
        read_model(tmp_path / "missing.json")
    with pytest.raises(LeadbenchError, match="cannot be read"):
        read_model(tmp_path)
    large = tmp_path / "large.json"
    with large.open("wb") as file:
        file.truncate(16_000_001)
    with pytest.raises(LeadbenchError, match="16,000,001 bytes, too many"):
        read_model(large)


def test_that_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text(json.dumps(VALID), encoding="utf-8-sig")
    assert read_model(path) == model_from_json(VALID)


def test_that_texts_are_cleaned_and_numbers_rounded_as_cells_are() -> None:
    data = planted(f"{RULE}.when.values", [" u\u0308ber\u00a0 Alles "])
    data["groups"][0]["rules"][3]["when"]["all"][4]["values"] = [0.1 + 0.2, 29 / 100 - 1e-17]
    rules = list(model_from_json(data).rules())
    assert rules[0].when is not None
    assert rules[0].when.values == ("\u00fcber Alles",)  # type: ignore[union-attr]
    assert rules[3].when.parts[4].values == (0.3, 0.29)  # type: ignore[union-attr]


def test_that_a_model_in_memory_is_held_to_the_laws_of_its_file() -> None:
    model = ScoringModel("m1", "x", bands=())
    assert [(p.where, p.what) for p in model_faults(model)] == [
        ("bands", "must have at least one band")
    ]


def test_that_a_rule_alone_is_refused_with_its_place() -> None:
    with pytest.raises(LeadbenchError, match=r"clipboard, points: must be a whole number"):
        rule_from_json({"name": "x", "points": "5"}, "clipboard")


def test_that_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(schema_text()) == schema()


@given(models())
def test_that_every_model_that_is_written_fits_the_schema(model: ScoringModel) -> None:
    CHECK.validate(json.loads(json.dumps(model_to_json(model))))


def _places(data: Any, place: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data)
    found = [place] if place else []
    for step, item in inner:
        here = (*place, step)
        found += _places(item, here) if isinstance(item, dict | list) else [here]
    return found


def _at(data: Any, place: tuple[str | int, ...]) -> Any:
    for step in place:
        data = data[step]
    return data


@settings(max_examples=400)
@given(st.data())
def test_that_reader_and_schema_agree_on_any_change_of_a_file(data: st.DataObject) -> None:
    assert_agreement(VALID, data)


def assert_agreement(valid: dict[str, Any], data: st.DataObject) -> None:
    """The reader and the schema accept and refuse the same changes of a file."""
    document = copy.deepcopy(valid)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from(_places(document)))
        other = st.sampled_from(_places(valid)).map(lambda found: copy.deepcopy(_at(valid, found)))
        numbers = st.sampled_from([0, -1, 7, 0.5, 15.0, 10**6, 10**7, 10**400, 1e300, True])
        value = data.draw(st.one_of(unknown_values, other, numbers, st.just(GONE)))
        holder, step = _at(document, place[:-1]), place[-1]
        if value is GONE:
            del holder[step]
        elif data.draw(st.booleans()) or isinstance(holder, list):
            holder[step] = value
        else:
            holder[data.draw(st.sampled_from(["when", "decay", "id", "exact", "all", "x"]))] = value
    try:
        model = model_from_json(document)
    except LeadbenchError as error:
        if CHECK.is_valid(document):
            for problem in error.problems:
                assert re.search("|".join(BEYOND_SAYS), problem.what), problem.sentence()
    else:
        CHECK.validate(document)
        assert model_faults(model) == ()
        assert model_from_text(dump(model)) == model


BEYOND_SAYS = (
    "must be a time zone",
    "is deeper than",
    "must read fields before it",
    "least below its most",
    "is the (name|role|id) of",
    "must differ from the decimal mark",
    "must not be above",
    "must begin",
    "must be the scale's least",
    "must be above",
    "exactly one band",
    "must be a band",
    "must be below",
    "must not be there: the last step",
    "is missing; only the last step",
    "the label of",
    "one for each step",
    "RE2 accepts",
    "points together",
)


def test_that_the_schema_knows_every_word_of_the_code() -> None:
    defs = schema()["$defs"]
    named = [
        defs[form["$ref"].split("/")[-1]] if "$ref" in form else form
        for form in defs["test"]["anyOf"]
    ]
    forms = [form for given in named for form in given.get("anyOf", [given])]
    words = {word: form for form in forms for word in form["properties"]["test"]["enum"]}
    assert words.keys() == {test.value for test in Test}
    for test, shape in SHAPES.items():
        assert ("values" in words[test]["required"]) == (shape.takes is not Takes.NOTHING)
    for kind, found in (
        (Kind, defs["read_field"]["properties"]["kind"]),
        (LEAD_ROLES, defs["input"]["properties"]["role"]),
        (
            ACTIVITY_ROLES,
            defs["activities"]["properties"]["inputs"]["items"]["properties"]["role"],
        ),
        (DateOrder, defs["read_field"]["properties"]["date_order"]),
        (Axis, defs["group"]["properties"]["axis"]),
        (Move, defs["override"]["properties"]["move"]),
    ):
        assert found["enum"] == [item.value for item in kind]


def test_that_a_threshold_of_hundreds_of_digits_is_a_fault_like_any_other() -> None:
    bands = [{"name": "All", "threshold": int("9" * 400), "mql": True}]
    with pytest.raises(LeadbenchError) as caught:
        model_from_json({"semantics": 1, "name": "Long", "bands": bands})
    assert any("bands[0].threshold" in problem.where for problem in caught.value.problems)
