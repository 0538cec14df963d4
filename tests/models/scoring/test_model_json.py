from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.leads.activity_recipe import ActivityRecipe
from models.leads.derived import (
    DaysBetween,
    EmailDomain,
    FreeMail,
    FromTitle,
    LookUp,
    TitleWord,
)
from models.leads.fields import Input, Kind
from models.leads.free_mail import FREE_MAIL
from models.scoring.account import AccountMeasure, AccountPart, AccountScore
from models.scoring.conditions import (
    ActivityTest,
    AllOf,
    AnyOf,
    FieldTest,
    FollowedBy,
    Inactive,
    Measure,
    Quantity,
    Selection,
    Test,
)
from models.scoring.decay import Decay, DecayStep, Fades, Shape
from models.scoring.file.group_json import rule_from_json, rule_to_json
from models.scoring.file.model_json import (
    content_hash,
    dump,
    model_faults,
    model_from_json,
    model_from_text,
    model_to_json,
    read_model,
)
from models.scoring.game import Badge, Game, Level, Quest
from models.scoring.grade import Grade, GradeStep, plain_labels
from models.scoring.model import (
    Band,
    ByCount,
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
)
from models.scoring.probability import ChanceStep, Probability
from tests.models.scoring.random_models import models, unknown_values


@given(models())
def test_that_a_model_read_from_its_own_text_is_the_same_model(model: ScoringModel) -> None:
    assert model_from_text(dump(model)) == model
    assert model_faults(model) == ()


@given(models())
def test_that_the_same_model_is_always_the_same_text(model: ScoringModel) -> None:
    assert dump(model_from_text(dump(model))) == dump(model)


def _objects(data: Any) -> list[dict[str, Any]]:
    if isinstance(data, dict):
        return [data, *(found for item in data.values() for found in _objects(item))]
    if isinstance(data, list):
        return [found for item in data for found in _objects(item)]
    return []


@given(models(), unknown_values, st.data())
def test_that_an_unknown_key_at_any_level_is_written_back_where_it_was(
    model: ScoringModel, value: Any, data: st.DataObject
) -> None:
    document = model_to_json(model)
    places = data.draw(
        st.lists(st.sampled_from(range(len(_objects(document)))), min_size=1, unique=True)
    )
    found = _objects(document)
    for place in places:
        found[place]["x-colour"] = value
    text = json.dumps(document)
    again = model_from_text(text)
    hash(again)
    assert json.dumps(model_to_json(again), sort_keys=True) == json.dumps(
        json.loads(text), sort_keys=True
    )
    # What is compared here has no unknown keys of its own; rules of accounts do.
    assert replace(again, extra=(), groups=(), overrides=(), account=None) == replace(
        model, extra=(), groups=(), overrides=(), account=None
    )


def test_that_an_unknown_key_of_a_condition_goes_when_the_condition_does() -> None:
    data = {
        "id": "r1",
        "name": "x",
        "points": 5,
        "when": {
            "all": [
                {"field": "A", "test": "is known", "x": [1]},
                {"field": "B", "test": "is known", "y": {"z": None}},
            ]
        },
    }
    rule = rule_from_json(data)
    assert rule_to_json(rule) == data
    dragged = rule_to_json(replace(rule, award=Points(6)))
    assert dragged == {**data, "points": 6}
    other = AllOf((FieldTest("A", Test.IS_KNOWN), FieldTest("C", Test.IS_KNOWN)))
    changed = rule_to_json(replace(rule, when=other))
    assert changed["when"]["all"] == [
        {"field": "A", "test": "is known", "x": [1]},
        {"field": "C", "test": "is known"},
    ]


def test_that_an_unknown_key_of_a_band_follows_the_band() -> None:
    model = ScoringModel("m1", "x")
    data = model_to_json(model)
    data["bands"][2]["colour"] = "red"
    read = model_from_json(data)
    bands = (Band("Cold", 0), Band("MQL", 60, mql=True))
    moved = model_to_json(replace(read, bands=bands))
    assert moved["bands"][1] == {"name": "MQL", "threshold": 60, "mql": True, "colour": "red"}
    assert moved["bands"][0] == {"name": "Cold", "threshold": 0}


def test_that_the_hash_is_of_the_content_alone() -> None:
    rule = Rule("r1", "x", Points(5))
    model = ScoringModel("m1", "x", (Group("g1", "Fit", (rule,)),))
    renumbered = replace(model, id="m7", groups=(Group("g9", "Fit", (replace(rule, id="r3"),)),))
    assert content_hash(model) == content_hash(renumbered)
    heavier = model.with_rule(replace(rule, award=Points(6)))
    assert content_hash(model) != content_hash(heavier)
    assert len(content_hash(model)) == 64


def test_that_an_unknown_key_of_a_grade_stays_when_a_threshold_is_dragged() -> None:
    steps = (GradeStep("A", 30), GradeStep("B"))
    model = ScoringModel("m1", "x", grade=Grade(steps, steps, plain_labels(steps, steps)))
    data = model_to_json(model)
    data["grade"]["colour"] = "red"
    data["grade"]["fit"][0]["icon"] = "star"
    read = model_from_json(data)
    assert read.grade is not None
    dragged = replace(read.grade, fit=(GradeStep("A", 31), GradeStep("B")))
    written = model_to_json(replace(read, grade=dragged))["grade"]
    assert written["colour"] == "red"
    assert written["fit"] == [{"name": "A", "from": 31, "icon": "star"}, {"name": "B"}]
    assert "colour" not in model_to_json(replace(read, grade=None))


def test_that_ids_of_quests_and_account_rules_do_not_count_in_the_hash() -> None:
    def model(quest: str, rule: str) -> ScoringModel:
        account = AccountScore("Company", rules=(Rule(rule, "Large", Points(5)),))
        game = Game(quests=(Quest(quest, "Webinar", Selection(("Webinar",)), 5),))
        return ScoringModel("m1", "x", account=account, game=game)

    assert content_hash(model("q1", "r1")) == content_hash(model("q7", "r9"))
    assert model("r1", "r2").fresh_id("r") == "r3"


def test_that_the_file_of_a_model_is_written_for_people() -> None:
    rule = Rule("r1", "Größe", Points(5), FieldTest("Größe", Test.AT_LEAST, (50.0,)))
    model = ScoringModel(
        "m1",
        "B2B",
        (Group("g1", "Fit", (rule,), least=0),),
        as_of=date(2024, 2, 29),
        inputs=(Input("Größe", Kind.NUMBER, decimal=","),),
    )
    lines = dump(model).splitlines()
    assert '  "as_of": "2024-02-29",' in lines
    assert (
        '    {"name": "Größe", "kind": "number", "role": "field", "decimal": ",", "thousands": ""}'
        in lines
    )
    assert '          "when": {"field": "Größe", "test": "at least", "values": [50]},' in lines
    assert max(map(len, lines)) <= 100
    assert dump(model).endswith("}\n")


def test_that_a_file_on_disk_is_read(tmp_path: Path) -> None:
    model = ScoringModel("m1", "x \ud800 \u2028")
    path = tmp_path / "model.json"
    path.write_text(dump(model), encoding="utf-8")
    assert read_model(path) == model


def other_value(value: Any, position: int) -> Any:
    """A value of the same type that is no default."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int) or value is None:
        return 7 + position
    if isinstance(value, Enum):
        return next(item for item in type(value) if item is not value)
    return ("a", "b") if isinstance(value, tuple) else f"x{position}"


def changed(value: Any, **given: Any) -> Any:
    """A value in which no field is as it was."""
    defaults = {field.name: getattr(value, field.name) for field in fields(value)}
    new = {
        name: given.get(name, other_value(was, position))
        for position, (name, was) in enumerate(defaults.items())
        if name != "extra"
    }
    assert all(new[name] != defaults[name] for name in new)
    return type(value)(**new)


def test_that_every_field_of_every_value_is_written_and_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(FREE_MAIL, "another list", ())
    test = FieldTest("A", Test.IS, ("b",), True)
    of = changed(Selection(), where=test)
    sum_of = changed(Quantity(), measure=Measure.SUM, of=of)
    when = AnyOf(
        (
            test,
            changed(ActivityTest(Quantity()), quantity=sum_of, test=Test.EQUALS, values=(2.0,)),
            changed(FollowedBy(Selection(), Selection(), 0), first=of, then=of),
            changed(Inactive(0)),
        )
    )
    item = changed(Input(""), decimal=",", thousands=" ", spellings=(("b", "c"), ("d", "")))
    rule = changed(Rule("", "", Points(0)), award=Points(5), when=when)
    entries = (changed(CountPoints(0, 0)),)
    count = Rule("c", "C", changed(ByCount(Quantity(), ()), quantity=sum_of, entries=entries))
    each = Rule("p", "P", changed(PerOccurrence(Selection(), 0), of=of))
    steps = (changed(DecayStep(0, 0)),)
    decay = changed(Decay(Fades.BY_ACTIVITY), way=Fades.BY_GROUP, steps=steps, shape=Shape.WINDOW)
    group = changed(Group("", ""), id="g", rules=(rule, count, each), least=1, most=9, decay=decay)
    override = changed(Override("", "", AllOf(()), Move.AT_LEAST, ""), id="o", when=when, band="B")
    bands = (Band("A", 1), changed(Band("", 0), name="B", threshold=50))
    sides = (changed(GradeStep("")), GradeStep("Z"))
    grade = changed(
        Grade((), (), ()), fit=sides, engagement=sides, labels=plain_labels(sides, sides)
    )
    part = changed(AccountPart(AccountMeasure.HIGHEST), band="B")
    account = changed(
        AccountScore(),
        parts=(part,),
        rules=(Rule("a", "A", Points(1), test),),
        scale=Scale(1, 9),
        raises=(changed(RangePoints(None, None, 0), low=1.0, high=2.0),),
        free_mail="another list",
    )
    levels = (changed(Level("", 0), threshold=-1),)
    game = changed(
        Game(),
        quests=(changed(Quest("", "", Selection(), 0), id="q", of=of),),
        badges=(changed(Badge("", Selection(), 0), of=of),),
        levels=levels,
    )
    derived = (
        changed(EmailDomain("", ""), name="D"),
        FreeMail("F", "E", also=("h",)),
        changed(FromTitle("", ""), name="T", what="department", table=(TitleWord(("w",), "v"),)),
        changed(LookUp("", ""), name="L", table=(("a", "b"),)),
        changed(DaysBetween("", "", ""), name="Days"),
    )
    model = changed(
        ScoringModel("", ""),
        groups=(group,),
        bands=bands,
        overrides=(override,),
        scale=changed(Scale(), least=1, most=99),
        as_of=date(2024, 2, 29),
        zone="Asia/Tokyo",
        inputs=(item,),
        output=Scale(1, 10),
        derived=derived,
        probability=changed(
            Probability(()), steps=(ChanceStep(5, 10, 7, 20),), leads=9, converted=2
        ),
        activities=changed(ActivityRecipe(), inputs=(Input("Page"),)),
        grade=grade,
        account=account,
        game=game,
    )
    assert model_from_text(dump(model)) == model
