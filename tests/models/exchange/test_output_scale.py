from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from models.exchange.scored_list import write_scored_list
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring.engine import score
from models.scoring.model import Band, ByRange, Group, RangePoints, Rule, Scale, ScoringModel


def test_that_a_list_has_the_score_of_other_systems_and_tells_who_merges(tmp_path: Path) -> None:
    sizes = ["54", "55", "56", "57", "0", "100"]
    ids = [f"L{number}" for number in range(len(sizes))]
    table = RawTable((column_of("Id", ids), column_of("Size", sizes)), len(sizes), "leads.csv")
    recipe = Recipe((Input("Id", role=Role.ID), Input("Size", Kind.NUMBER)))
    ranges = tuple(RangePoints(float(n), float(n + 1), n) for n in range(101))
    rule = Rule("r1", "Size", ByRange("Size", ranges))
    bands = (Band("Cold", 0), Band("MQL", 57, mql=True))
    model = ScoringModel("m", "M", (Group("g1", "G", (rule,)),), bands, output=Scale(0, 10))
    leads = Leads(table, recipe)
    path = tmp_path / "list.csv"
    written = write_scored_list(path, score(model, leads, date(2026, 1, 1)), leads)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["lead_id"]: row for row in csv.DictReader(stream)}
    assert {name: (row["score"], row["score_0_to_10"]) for name, row in rows.items()} == {
        "L0": ("54", "5"),
        "L1": ("55", "6"),
        "L2": ("56", "6"),
        "L3": ("57", "6"),
        "L4": ("0", "0"),
        "L5": ("100", "10"),
    }
    assert [(p.count, p.where) for p in written.problems] == [(2, "Scale 0 to 10")]
    assert "2 leads below MQL have the score there with which MQL begins." in (
        written.problems[0].what
    )
