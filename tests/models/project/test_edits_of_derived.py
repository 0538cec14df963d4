"""A derived field called otherwise is one step, wherever the project names the field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.leads.derived_fields import EmailDomain, LookUp
from models.leads.fields import Input, Recipe
from models.project.document import Project, Scenario, Version
from models.project.edits import ChangeDerived, EditError, RenameDerived
from models.project.edits.derived import fault_of_name
from models.project.history import History
from models.scoring.awards import Points
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Group, Rule, ScoringModel
from models.tuning.wishes import Wishes

RULE = Rule("r1", "Known host", Points(5), FieldTest("Host", Test.IS_KNOWN))
MODEL = ScoringModel(
    "m1",
    "Model",
    (Group("g1", "Fit", (RULE,)),),
    derived=(EmailDomain("Host", "Email"), LookUp("Region", "Host")),
)
OTHER = replace(MODEL, id="m2")
MADE_OTHERWISE = replace(MODEL, derived=(EmailDomain("Host", "Second mail"),))
PROJECT = Project(
    recipe=Recipe((Input("Email", aliases=("Mail",)), Input("Second mail"))),
    models=(MODEL, OTHER),
    chosen="m1",
    versions=(Version("v1", "First", "2026-01-01T00:00:00Z", "Ada", MODEL),),
    scenarios=(
        Scenario("s1", "More for hosts", replace(MODEL, base=5)),
        Scenario("s2", "Other field", MADE_OTHERWISE),
        Scenario("s3", "Other model", OTHER),
    ),
    wishes=(
        ("m1", Wishes(refused=("Host is acme.com", "Size is 5"))),
        ("m2", Wishes(refused=("Host is acme.com",))),
    ),
)


def asked(model: ScoringModel | None) -> str:
    assert model is not None
    return model.fields()[0]


def test_that_a_new_name_follows_in_the_model_its_scenarios_and_what_was_refused() -> None:
    after = RenameDerived("m1", 0, "Domain").apply(PROJECT)
    assert [asked(model) for model in after.models] == ["Domain", "Host"]
    assert [asked(item.model) for item in after.scenarios] == ["Domain", "Host", "Host"]
    assert [item.model.derived[0].name for item in after.scenarios] == ["Domain", "Host", "Host"]
    assert after.wishes_of("m1").refused == ("Domain is acme.com", "Size is 5")
    assert after.wishes_of("m2") == PROJECT.wishes_of("m2")
    assert after.versions == PROJECT.versions  # what a model was stays what it was


def test_that_a_new_name_is_one_step_that_can_be_undone() -> None:
    edit = RenameDerived("m1", 0, "Domain")
    history = History.of(PROJECT).apply(edit)
    assert history.undo_label == "Rename derived field Host to Domain"
    assert history.undo().project == PROJECT


@pytest.mark.parametrize("name", ["", " Domain", "Region", "email", "MAIL"])
def test_that_a_name_that_is_not_free_says_why_and_changes_nothing(name: str) -> None:
    assert fault_of_name(PROJECT, MODEL, 0, name)
    assert RenameDerived("m1", 0, name).apply(PROJECT) is PROJECT


def test_that_a_name_that_a_rule_reads_though_no_field_has_it_is_not_free() -> None:
    lacking = replace(RULE, id="r2", when=FieldTest("Industry", Test.IS_KNOWN))
    project = PROJECT.with_model(replace(MODEL, groups=(Group("g1", "Fit", (RULE, lacking)),)))
    assert RenameDerived("m1", 0, "industry").apply(project) == project


def test_that_a_derived_field_which_is_not_there_is_a_bug() -> None:
    with pytest.raises(EditError):
        RenameDerived("m1", 2, "Domain").apply(PROJECT)
    assert ChangeDerived("m1", ()).label(PROJECT) == "Remove derived field Host"
