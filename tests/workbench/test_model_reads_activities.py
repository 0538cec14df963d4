"""A model's file says how activities are read: a command follows it, never a new guess."""

from __future__ import annotations

import csv
from pathlib import Path

from models.exchange.model_file import write_model
from models.leads.activity_recipe import ActivityRecipe
from models.leads.fields import DateOrder, Input, Kind, Recipe, Role
from models.scoring.awards import PerOccurrence
from models.scoring.conditions import Selection
from models.scoring.model import Group, Rule, ScoringModel
from workbench.command_line import main

LEADS = "Id,Created\nL1,2026-01-01\nL2,2026-01-02\n"
# By a guess "Art" is nothing and the day of 01/02 is in January.
ACTIVITIES = "Id,Channel,Art,When\nL1,Web,Visit,01/02/2026\nL1,Web,Click,01/02/2026\n"


def test_that_a_command_reads_activities_as_the_model_says(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text(LEADS, encoding="utf-8")
    (tmp_path / "done.csv").write_text(ACTIVITIES, encoding="utf-8")
    rule = Rule("r1", "Visits", PerOccurrence(Selection(("Visit",), days=30), 7, 3))
    model = ScoringModel("m1", "M", (Group("g1", "G", (rule,)),))
    inputs = (
        Input("Id", role=Role.ID),
        Input("Art", role=Role.ACTIVITY_TYPE),
        Input("When", Kind.DATE, Role.ACTIVITY_TIME, date_order=DateOrder.DMY),
    )
    path = tmp_path / "model.json"
    recipe = Recipe((Input("Id", role=Role.ID), Input("Created", Kind.DATE, Role.CREATED)))
    write_model(path, model, recipe, ActivityRecipe(inputs))

    def scores(day: str) -> dict[str, str]:
        out = tmp_path / "out.csv"
        leads, done = str(tmp_path / "leads.csv"), str(tmp_path / "done.csv")
        which = ["--model", str(path), leads, "--activities", done, "--as-of", day]
        assert main(["score", *which, "-o", str(out)]) == 0
        with out.open(encoding="utf-8-sig", newline="") as stream:
            return {row["lead_id"]: row["score"] for row in csv.DictReader(stream)}

    assert scores("2026-02-10") == {"L1": "7", "L2": "0"}
    assert scores("2026-01-20") == {"L1": "0", "L2": "0"}
