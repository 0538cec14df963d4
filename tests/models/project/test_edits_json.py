from __future__ import annotations

import importlib
import json
import pkgutil
from dataclasses import fields, is_dataclass, replace
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.evaluation.thresholds.wishes import Sales
from models.evaluation.trials.design import Design
from models.evaluation.trials.trial import Trial
from models.evaluation.whatif.suppositions import Supposition
from models.exchange.reimport.wishes import ListWishes, Renamed
from models.leads.duplicates.rule import DuplicateRule, Keep, Match
from models.leads.fields import Input, Recipe
from models.problems import LeadbenchError, Problem
from models.project import edits
from models.project.document import LeftOut, Project, Scenario, Source, Version
from models.project.edits import AnyEdit, ChangeRule, SetPoints
from models.project.edits_json import (
    KINDS,
    edit_from_json,
    edit_to_json,
    project_from_json,
    project_to_json,
)
from models.scoring.account import AccountScore
from models.scoring.conditions import AnyOf, FieldTest, Test
from models.scoring.game import Game
from models.scoring.grade import Grade
from models.scoring.model import Band, Group, Override, Points, Rule, ScoringModel
from models.scoring.probability import Probability, RuleChances, TreeChances
from models.tuning.aims import Aim, Goal
from models.tuning.reins import Hold, Rein, Sign
from models.tuning.wishes import Wishes
from tests.models.scoring.derived_models import cleaned, each_derived
from tests.models.scoring.random_models import (
    accounts,
    conditions,
    games,
    grades,
    groups,
    input_lists,
    inputs,
    models,
    probabilities,
    rule_chances,
    rules,
    tree_chances,
    unknown_values,
)

texts = st.text(max_size=6)
st.register_type_strategy(Rule, rules())
st.register_type_strategy(Group, groups())
st.register_type_strategy(ScoringModel, models())
st.register_type_strategy(Grade, grades())
st.register_type_strategy(Probability, probabilities())
st.register_type_strategy(RuleChances, rule_chances())
st.register_type_strategy(TreeChances, tree_chances())
st.register_type_strategy(AccountScore, accounts())
st.register_type_strategy(Game, games())
st.register_type_strategy(Input, inputs())
duplicate_rules = st.builds(
    DuplicateRule,
    st.lists(st.sampled_from(Match)).map(tuple),
    st.sampled_from(Keep),
    st.booleans(),
    st.floats(0, 1),
    st.lists(texts).map(tuple),
)
st.register_type_strategy(DuplicateRule, duplicate_rules)
amounts = st.none() | st.floats(-1e6, 1e6)
st.register_type_strategy(
    Sales,
    st.builds(Sales, amounts, amounts, st.floats(0, 9), amounts, amounts, texts, amounts, amounts),
)
shares = st.floats(0, 1)
st.register_type_strategy(
    Trial,
    st.builds(
        Trial,
        texts,
        texts,
        st.builds(
            Design,
            shares,
            shares,
            st.floats(0, 1e6),
            shares,
            shares,
            shares,
            st.booleans(),
            st.floats(1, 99),
            shares,
            st.integers(0, 99),
        ),
        st.dates(),
        st.dates(),
        st.integers(),
        st.integers(),
        texts,
        texts,
        texts,
        texts,
        texts,
    ),
)
wholes = st.integers()
some = st.none() | wholes
reins = st.builds(Rein, st.sampled_from(Hold), st.sampled_from(Sign), some, some)
aims = st.builds(Aim, st.sampled_from(Goal), shares, shares, shares)
st.register_type_strategy(
    Wishes,
    st.builds(
        Wishes,
        aims,
        *(wholes,) * 4,
        *(st.booleans(),) * 3,
        some,
        st.none() | shares,
        some,
        some,
        st.lists(st.tuples(texts, reins), max_size=2).map(tuple),
    ),
)
pairs = st.lists(st.tuples(texts, texts), max_size=2).map(tuple)
st.register_type_strategy(
    ListWishes,
    st.builds(
        ListWishes,
        texts,
        st.lists(st.builds(Renamed, texts, texts, texts), max_size=2).map(tuple),
        pairs,
        pairs,
        st.booleans(),
        st.booleans(),
    ),
)
st.register_type_strategy(LeftOut, st.builds(LeftOut, texts, conditions, st.booleans()))
for made, strategy in each_derived(cleaned, cleaned).items():
    st.register_type_strategy(made, strategy)
st.register_type_strategy(Recipe, st.builds(Recipe, input_lists()))
st.register_type_strategy(Band, st.builds(Band, texts, st.integers(), st.booleans()))
st.register_type_strategy(
    Override, st.builds(Override, texts, texts, conditions, band=texts, note=texts)
)
problems = st.builds(Problem, texts, texts, texts, st.integers(), st.just(("a", "b")))
sources = st.builds(Source, texts, texts, st.integers(), problems=st.lists(problems).map(tuple))
st.register_type_strategy(Source, sources)
versions = st.builds(Version, texts, texts, texts, texts, models())
st.register_type_strategy(Version, versions)
suppositions = st.one_of([st.from_type(kind) for kind in get_args(Supposition)])
scenarios = st.builds(Scenario, texts, texts, models(), texts, texts, texts)
scenarios = st.builds(
    replace, scenarios, suppositions=st.lists(suppositions, max_size=2).map(tuple)
)
st.register_type_strategy(Scenario, scenarios)


def through_text(data: dict[str, Any]) -> Any:
    return json.loads(json.dumps(data, allow_nan=False))


def defined_edits() -> set[type]:
    """Every value of the package that can be applied, whether or not anybody lists it."""
    found: set[type] = set()
    for module in pkgutil.iter_modules(edits.__path__, f"{edits.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            own = getattr(value, "__module__", "") == module.name
            if own and is_dataclass(value) and isinstance(value, type):
                found.add(value)
    return found


def test_that_every_kind_of_edit_has_a_name_in_the_journal() -> None:
    assert set(KINDS.values()) == set(get_args(AnyEdit)) == defined_edits()
    assert {kind.__name__ for kind in KINDS.values()} <= set(edits.__all__)


@pytest.mark.parametrize("kind", KINDS)
def test_that_every_kind_of_edit_says_what_it_did(kind: str) -> None:
    assert {"apply", "label"} <= vars(KINDS[kind]).keys()
    assert hasattr(KINDS[kind], "merge_key")


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25)
@given(data=st.data())
def test_that_an_edit_read_back_is_the_same_edit(kind: str, data: st.DataObject) -> None:
    edit = data.draw(st.from_type(KINDS[kind]))
    written = edit_to_json(edit)
    assert written["kind"] == kind
    assert edit_from_json(through_text(written)) == edit


@given(
    st.builds(
        Project,
        name=texts,
        source=st.none() | sources,
        recipe=st.builds(Recipe, input_lists()),
        models=st.lists(models(), max_size=2).map(tuple),
        chosen=texts,
        versions=st.lists(versions, max_size=1).map(tuple),
        scenarios=st.lists(scenarios, max_size=2).map(tuple),
        notes=texts,
        sales=st.from_type(Sales),
        trials=st.lists(st.from_type(Trial), max_size=2).map(tuple),
        out_of_reach=st.lists(texts).map(tuple),
        wishes=st.lists(st.tuples(texts, st.from_type(Wishes)), max_size=2).map(tuple),
        lists=st.from_type(ListWishes),
        extra=st.just(()),
    ),
    unknown_values,
)
def test_that_a_project_read_back_is_the_same_project_with_its_unknown_keys(
    project: Project, value: Any
) -> None:
    assert project_from_json(through_text(project_to_json(project))) == project
    newer = {**through_text(project_to_json(project)), "x-colour": value}
    again = project_from_json(newer)
    assert project_to_json(again) == newer
    assert project_from_json(through_text(project_to_json(again))) == again


def test_that_a_half_finished_model_comes_back_as_it_was() -> None:
    rule = Rule("r1", "", Points(99_999), AnyOf((FieldTest(" Job ", Test.IS_ONE_OF, ()),)))
    edit = ChangeRule("m1", rule)
    assert edit_from_json(through_text(edit_to_json(edit))) == edit
    model = ScoringModel("m1", "", (Group("g1", "", (rule,), least=5, most=1),), bands=())
    project = Project(models=(model,))
    assert project_from_json(through_text(project_to_json(project))) == project


def test_that_an_edit_of_a_newer_version_is_refused_with_its_name() -> None:
    with pytest.raises(LeadbenchError, match=r'journal row 7.*"raise account".*newer version'):
        edit_from_json({"kind": "raise account"}, "journal row 7")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"kind": "set points", "model": "m1", "rule": "r1"}, "points"),
        ({"kind": "set points", "model": 1, "rule": "r1", "points": 1}, "model.*must be a text"),
        ({"kind": "set points", "model": "m", "rule": "r", "points": True}, "a whole number"),
        ({"kind": "set points", "model": "m", "rule": "r", "points": 1.5}, "a whole number"),
        ({"kind": "change bands", "model": "m", "bands": {}}, "bands.*must be a list"),
        ({"kind": "change rule", "model": "m", "rule": {"id": "r"}}, "name: is missing"),
        ({"kind": "plan trial", "trial": {"start": "soon"}}, "start: must be a day"),
        ({"kind": "change sales", "sales": {"cost": "much"}}, "cost: must be a number"),
        ({"kind": "change sales", "sales": {"cost": True}}, "cost: must be a number"),
        (
            {"kind": "change wishes", "model_id": "m", "wishes": {"reins": [["r1"]]}},
            r"reins\[0\]: must be a list of 2",
        ),
        ({"kind": ["set points"]}, "not known"),
        ([], "An object was expected"),
    ],
)
def test_that_a_damaged_edit_is_refused_with_a_sentence(data: Any, sentence: str) -> None:
    with pytest.raises(LeadbenchError, match=sentence):
        edit_from_json(data, "row 3")


def test_that_a_project_of_a_newer_format_is_refused() -> None:
    with pytest.raises(LeadbenchError, match=r"format 2.*newer version"):
        project_from_json({"format": 2})


def test_that_every_field_of_an_edit_is_written() -> None:
    edit = SetPoints("m1", "r1", 5, 2)
    assert edit_to_json(edit).keys() == {"kind", *(field.name for field in fields(edit))}
