"""Laws of every target: an export gives its model back, carries its level, and holds test leads."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from models.exchange.all_targets import TARGETS
from models.exchange.moving_in.bringing import bring_in
from models.exchange.targets.ordering import order_for, written
from models.exchange.targets.saving import save
from models.exchange.targets.target import Export, ExportFile, Target
from models.exchange.targets.vectors import vectors
from models.leads.fields import Input, Kind, Recipe
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.file.model_json import content_hash
from models.scoring.grade import Grade, GradeStep
from models.scoring.model import Band, Group, Points, Rule, Scale, ScoringModel
from models.scoring.rules import Axis

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
    paths = save(export, tmp_path / export.files[0].name)
    # HubSpot's API takes no foreign key either: its build sheet carries the model.
    carries = next(path for path in paths if target.key != "hubspot-api" or path.suffix == ".html")
    brought = bring_in(carries)
    assert not brought.missed
    if target.key == "zoho":  # its API takes no foreign key: the rules themselves are read
        asked = [(rule.when, rule.award) for rule in brought.model.rules()]
        assert asked == [(rule.when, rule.award) for rule in order.model.rules()]
    else:
        assert content_hash(brought.model) == content_hash(order.model)


def told(content: bytes, ending: str) -> str:
    """All that a file says, as one text."""
    if ending != ".xlsx":
        return content.decode()
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    cells = [cell for sheet in book for row in sheet.values for cell in row if cell is not None]
    return "\n".join(map(str, cells))


def expected_by(export: Export) -> list[tuple[int, str, str]]:
    """Score, band and grade ("" without) of each test lead, wherever the export tells them."""
    for file in export.files:
        text = told(file.content, Path(file.name).suffix)
        if file.name.endswith(".vectors.json"):
            leads = json.loads(text)["leads"]
            return [(lead["score"], lead["band"], lead["grade"] or "") for lead in leads]
        if file.name.endswith("_check.sql"):
            own = re.findall(r"^expected AS .*?^\),$", text, re.MULTILINE | re.DOTALL)[0]
            rows = [re.findall(r"'([^']*)'", line) for line in own.splitlines() if "'" in line]
            return [(int(row[1]), row[2], (*row, "")[3]) for row in rows]
        if file.name.endswith(".html"):
            rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', text)
            found = {name: re.findall(r"<td>(.*?)</td>", cells) for name, cells in rows}
            bands, scores = found["Band"], list(map(int, found["Score"]))
            grades = found.get("Expected grade", [""] * len(bands))
            return list(zip(scores, bands, grades, strict=True))
    (file,) = export.files
    sheet = openpyxl.load_workbook(io.BytesIO(file.content), data_only=True)["Scores"]
    heads, *rows = sheet.values
    grade = heads.index("Grade")
    return [(int(str(row[1])), str(row[2]), str(row[grade])) for row in rows]


NO_GRADE = ("hubspot", "hubspot-api", "marketo", "dynamics", "account-engagement", "zoho")
"""Systems that have none; a misfit says so."""


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.key)
def test_that_every_export_carries_its_level_and_test_leads(target: Target) -> None:
    both = (GradeStep("high", 5), GradeStep("low", None))
    grade = Grade(both, both, (("A1", "A2"), ("B1", "B2")))
    model = replace(MODEL, grade=grade, groups=(replace(MODEL.groups[0], axis=Axis.FIT),))
    order = order_for(target, model, DAY, INPUTS, "1.0", score(model, LEADS, DAY))
    export = written(target, order)
    level = re.compile(rf"Proof\W+{target.proof.value}\b", re.IGNORECASE)
    assert any(level.search(told(f.content, Path(f.name).suffix)) for f in export.files)
    if target.key in OF_LEADS:
        return
    results = [vector.result for vector in vectors(order)]
    wants = [(result.score, result.band, result.grade or "") for result in results]
    assert expected_by(export) == wants
    assert len({score for score, _, _ in wants}) == 2
    graded = {result.grade for result in results}
    assert graded == ({None} if target.key in NO_GRADE else {"A2", "B2"})


def test_that_a_file_and_its_fellow_go_side_by_side(tmp_path: Path) -> None:
    first, second = ExportFile("model_duckdb.sql", b"1"), ExportFile("model_duckdb_check.sql", b"2")
    beside = save(Export((first, second)), tmp_path / "scores.sql")
    assert beside == (tmp_path / "scores.sql", tmp_path / "scores_check.sql")
    assert [path.read_bytes() for path in beside] == [b"1", b"2"]
    logic, leads = ExportFile("model.jsonlogic.json", b"3"), ExportFile("model.vectors.json", b"4")
    paths = save(Export((logic, leads)), tmp_path / "rules.json")
    assert paths == (tmp_path / "rules.json", tmp_path / "rules.vectors.json")
    folder = save(Export((first, second)), tmp_path / "scores")
    assert folder == (tmp_path / "scores" / first.name, tmp_path / "scores" / second.name)
    three = save(Export((first, second, ExportFile("model.xml", b"3"))), tmp_path / "other.sql")
    assert {path.parent for path in three} == {tmp_path / "other.sql"}
