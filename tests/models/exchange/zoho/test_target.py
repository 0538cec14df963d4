"""The target zoho: what is written means the same when it is read again as Zoho would give it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from models.exchange.all_targets import target
from models.exchange.moving_in.world import World
from models.exchange.moving_in.zoho import read_zoho
from models.exchange.moving_in.zoho_words import api_name, field_of_api
from models.exchange.targets.ordering import order_for, written
from models.exchange.targets.target import Proof
from models.exchange.zoho.fitting import adapted
from models.exchange.zoho.rules import EDITION, MODULE, body
from models.leads.fields import Input, Kind
from models.leads.text import cleaned_key
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.file.model_json import model_faults
from models.scoring.model import ByValue, Group, Points, Rule, ScoringModel, ValuePoints
from tests.models.scoring.nasty_leads import INPUTS, nasty_leads
from tests.models.scoring.runners import Asked
from tests.models.scoring.scorable_models import random_models

DAY = date(2024, 6, 14)


def world() -> World:
    """As if the API names of all fields had been looked up."""
    return World(
        fields={
            cleaned_key(field_of_api(api_name(item.name))): (item.name, item.kind)
            for item in INPUTS
        }
    )


def test_that_rules_read_again_give_every_nasty_lead_the_score_of_the_fitted_model() -> None:
    rows, kinds = nasty_leads(11, 150)
    leads = Asked(rows, INPUTS, DAY, kinds, None).leads("UTC")
    compared = points = 0
    for model in random_models(12, 80):
        fitted = adapted(replace(model, zone="UTC"), INPUTS).model
        assert not model_faults(replace(fitted, inputs=()))
        text, _ = body(fitted, EDITION, MODULE, INPUTS)
        found = read_zoho(json.loads(text), "x", world())
        assert not found.missed
        again = replace(fitted, groups=found.model.groups)
        own = score(fitted, leads, DAY).scores.tolist()
        assert score(again, leads, DAY).scores.tolist() == own
        compared += bool(list(found.model.rules()))
        points += len(set(own)) > 1
    assert compared > 20
    assert points > 10


def test_that_the_target_writes_one_rule_and_says_what_it_could_not_write() -> None:
    zoho = target("zoho")
    assert zoho is not None
    assert zoho.proof is Proof.GENERATED
    rules = (
        Rule("r1", "VP", Points(5), FieldTest("Title", Test.IS, ("VP",))),
        Rule("r2", "Often", Points(500), FieldTest("Title", Test.IS, ("CEO",))),
        Rule("r3", "Pattern", Points(5), FieldTest("Title", Test.MATCHES, ("v.*",))),
        Rule("r4", "Two", ByValue("Likes", (ValuePoints("a", 1), ValuePoints("b", 2)))),
        Rule("r5", "Wrong", Points(5), FieldTest("Likes", Test.IS, ("a",))),
    )
    model = ScoringModel("m1", "Inbound", (Group("g1", "Fit", rules),))
    inputs = (Input("Title"), Input("Likes", Kind.MULTIPLE))
    order = order_for(zoho, model, DAY, inputs, "1.0", options=(("module", "Contacts"),))
    assert [(item.name, item.left_out) for item in order.adapted.misfits] == [
        *(("Often", True), ("Pattern", True), ("Two", True), ("Wrong", True), ("Scale", False))
    ]
    export = written(zoho, order)
    (file,) = export.files
    (rule,) = json.loads(file.content)["scoring_rules"]
    assert rule["module"] == {"api_name": "Contacts"}
    assert [item["score"] for item in rule["field_rules"]] == [5]
    assert not rule["active"]
    assert {"Scoring rule", "Fields", "Bands"} <= {note.where for note in export.problems}
