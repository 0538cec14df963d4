"""Whatever target a model was exported for, bringing the export in gives the model that it has."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.exchange.all_targets import TARGETS
from models.exchange.moving_in.bringing import bring_in
from models.exchange.targets.ordering import order_for, written
from models.exchange.targets.saving import save
from models.exchange.targets.target import Target
from models.leads.fields import Input, Kind, Recipe
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.file.model_json import content_hash
from models.scoring.model import Band, Group, Points, Rule, Scale, ScoringModel

DAY = date(2026, 3, 31)
INPUTS = (Input("Title"), Input("Size", Kind.NUMBER))
MODEL = ScoringModel(
    "m1",
    "Inbound",
    (
        Group(
            "g1",
            "Fit",
            (
                Rule("r1", "VP", Points(5), FieldTest("Title", Test.CONTAINS, ("VP",))),
                Rule("r2", "Large", Points(9), FieldTest("Size", Test.AT_LEAST, (50.0,))),
            ),
        ),
    ),
    (Band("Cold", 0), Band("MQL", 10, mql=True)),
    scale=Scale(0, 100),
    inputs=INPUTS,
)
LEADS = Leads(
    RawTable((column_of("Title", ["VP", "Clerk"]), column_of("Size", ["60", "5"])), 2),
    Recipe(INPUTS),
)
OF_LEADS = ("prepared",)
"""Targets that hold leads and no model."""
CARRYING = [item for item in TARGETS if item.key not in OF_LEADS]


@pytest.mark.parametrize("target", CARRYING, ids=lambda target: target.key)
def test_that_every_export_gives_its_model_back(target: Target, tmp_path: Path) -> None:
    order = order_for(target, MODEL, DAY, INPUTS, "1.0", score(MODEL, LEADS, DAY))
    export = written(target, order)
    first = save(export, tmp_path / export.files[0].name)[0]
    brought = bring_in(first)
    assert not brought.missed
    if target.key == "zoho":  # its API takes no foreign key: the rules themselves are read
        asked = [(rule.when, rule.award) for rule in brought.model.rules()]
        assert asked == [(rule.when, rule.award) for rule in order.model.rules()]
    else:
        assert content_hash(brought.model) == content_hash(order.model)
