"""From an export to a proof and a scored list, by the command line; every figure worked out anew.

The bank data is not in the repository: the journey runs on a file of the same shape, and on the
data itself where it is there (beside the repository, or where LEADBENCH_DATA says).
"""

from __future__ import annotations

import json
import math
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sklearn.metrics import roc_auc_score

from models.leads.readers import read_table
from models.leads.table import Leads
from models.project.file import ProjectFile
from models.project.start import project_of, with_activities
from models.scoring.file.model_json import read_model
from models.scoring.reference.score import reference_score
from sample_projects import sample
from tests.journeys.plain_scores import (
    BANK,
    HEADER,
    MODEL,
    NUMBERS,
    bank_shaped,
    plain_score,
    rows_of,
)
from workbench import command_line


def plain_lift(scores: list[int], won: list[bool], share: float) -> tuple[int, float, float]:
    """Leads, expected conversions among them and lift, the tie at the cut by its share."""
    leads = math.floor(share * len(scores) + 0.5)
    missing, found = leads, 0.0
    for score in sorted(set(scores), reverse=True):
        here = [w for s, w in zip(scores, won, strict=True) if s == score]
        taken = min(missing, len(here))
        found += sum(here) * taken / len(here)
        missing -= taken
        if not missing:
            break
    return leads, found, found / leads / (sum(won) / len(won))


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    status = command_line.main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    assert status == 0, said.err
    return said.out


def prove(path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Inspect, evaluate, score; all figures equal those worked out here."""
    model = json.loads(MODEL.read_text("utf-8"))
    assert sum(len(group["rules"]) for group in model["groups"]) >= 12
    rows = list(rows_of(path))
    scores = [plain_score(model, row) for row in rows]
    won = [row["y"] == "yes" for row in rows]

    seen = json.loads(run(capsys, "inspect", path, "--json"))
    kinds = {field["name"]: field["kind"] for field in seen["fields"]}
    assert (seen["rows"], seen["delimiter"], tuple(kinds)) == (len(rows), ";", HEADER)
    assert {name for name, kind in kinds.items() if kind == "number"} == NUMBERS
    assert [f["converted"] for f in seen["fields"] if f["role"] == "outcome"] == [["yes"]]

    found: dict[str, Any] = json.loads(
        run(capsys, "evaluate", "--model", MODEL, path, "--outcome", "y=yes", "--json")
    )
    assert (found["leads"], found["converted"], found["unknown"]) == (len(rows), sum(won), 0)
    assert found["auc"]["value"] == pytest.approx(roc_auc_score(won, scores), abs=1e-12)
    for row in found["lift"]:
        leads, converted, lift = plain_lift(scores, won, row["share"])
        assert row["leads"] == leads
        assert row["converted"] == pytest.approx(converted, abs=1e-6)
        assert row["lift"] == pytest.approx(lift, abs=1e-9)
    thresholds = [band["threshold"] for band in found["bands"]] + [10_000]
    for band, low, high in zip(found["bands"], thresholds, thresholds[1:], strict=False):
        inside = [w for s, w in zip(scores, won, strict=True) if low <= s < high]
        assert (band["leads"], band["converted"]) == (len(inside), sum(inside))

    run(capsys, "score", "--model", MODEL, path, "-o", folder / "list.csv")
    listed = list(rows_of(folder / "list.csv", ","))
    expected = sorted(range(len(rows)), key=lambda at: (-scores[at], at))
    assert [int(row["lead_id"]) - 1 for row in listed] == expected
    assert [int(row["score"]) for row in listed] == [scores[at] for at in expected]
    return found


def test_that_a_file_of_the_banks_shape_goes_the_whole_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bank_shaped(tmp_path / "bank.csv", 4000)
    found = prove(tmp_path / "bank.csv", tmp_path, capsys)
    assert found["auc"]["value"] > 0.65


@pytest.mark.slow
@pytest.mark.skipif(not BANK.is_file(), reason="the bank data is not here")
def test_that_the_bank_data_goes_the_whole_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = prove(BANK, tmp_path, capsys)
    assert (found["leads"], found["converted"]) == (41_188, 4_640)
    story = (MODEL.parent / "README.md").read_text("utf-8")
    mql = [band for band in found["bands"] if band["threshold"] >= 50]
    leads, converted = (sum(band[name] for band in mql) for name in ("leads", "converted"))
    assert f"hands {leads:,} people (7 %) to sales, of whom {converted / leads:.0%}"[:-1] in story
    assert f"ranking (AUC) is {found['auc']['value']:.2f}" in story


def test_that_the_samples_list_is_what_the_reference_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    item = sample("b2b_software")
    run(capsys, "score", "--model", item.model, item.leads, "-o", tmp_path / "list.csv")
    listed = {row["lead_id"]: row for row in rows_of(tmp_path / "list.csv", ",")}
    model = read_model(item.model)
    assert len(listed) == 5000
    for row in list(rows_of(item.leads, ","))[::25]:
        found = reference_score(model, row, model.inputs, date(2026, 3, 31))
        line = listed[row["Record ID"]]
        assert (int(line["score"]), line["band"]) == (found.score, found.band)
        rules = {rule.name for rule in model.rules()}
        reasons = [r for r in line["reasons"].split("; ") if r.rpartition(" (")[0] in rules]
        assert tuple(reasons) == found.reasons


def test_that_the_samples_figures_are_those_of_its_readme(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    item = sample("b2b_software")
    found = json.loads(run(capsys, "evaluate", "--model", item.model, item.leads, "--json"))
    run(capsys, "score", "--model", item.model, item.leads, "-o", tmp_path / "list.csv")
    scores = {row["lead_id"]: int(row["score"]) for row in rows_of(tmp_path / "list.csv", ",")}
    known = [row for row in rows_of(item.leads, ",") if row["Converted"]]
    won = [row["Converted"] == "Yes" for row in known]
    auc = roc_auc_score(won, [scores[row["Record ID"]] for row in known])
    assert found["auc"]["value"] == pytest.approx(auc, abs=1e-12)
    above = [w for row, w in zip(known, won, strict=True) if scores[row["Record ID"]] >= 55]
    story = item.story.read_text("utf-8")
    mql = sum(score >= 55 for score in scores.values())
    assert f"hands {mql} leads (11 %)" in story
    assert f"{sum(above) / len(above):.0%}".replace("%", " %") + " of those" in story
    assert f"{sum(won) - sum(above)} of the {sum(won)} customers stay below" in story
    assert f"ranking (AUC) is {auc:.2f}" in story
    assert f"{found['converted']} of {found['leads']:,} leads with a known outcome" in story


LOG = """Record ID,What,When,Campaign
00104-88,Visit,2026-03-01 08:00:00,Spring
00104-88,Visit,13.13.2026,Spring
nobody,Visit,2026-03-03 09:00:00,
"""


def test_that_a_log_is_matched_told_and_brought_by_a_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    item = sample("b2b_software")
    log, out = tmp_path / "log.csv", tmp_path / "list.csv"
    log.write_text(LOG, encoding="utf-8")
    asked = ["inspect", str(item.leads), "--activities", str(log)]
    assert command_line.main(asked) == 0
    said = capsys.readouterr().out
    for words in (
        "log.csv: 1 of 3 activities belongs to 1 of 5,000 leads.",
        "What       text, activity type",
        "Types: Visit 1.",
        "such as “nobody”; left out.",
        "such as “13.13.2026”",
    ):
        assert words in said
    assert "outcome date" in said
    assert "log.csv: No field looks like the outcome" not in said
    assert command_line.main([*asked, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["activities"]
    figures = [found[name] for name in ("rows", "matched", "unknown_leads", "no_time")]
    assert figures == [3, 1, 1, 1]
    score = ["score", "--model", str(item.model), str(item.leads), "-o", str(out), "--json"]
    assert command_line.main([*score, "--activities", str(log)]) == 0
    assert json.loads(capsys.readouterr().out)["activities"]["leads"] == 1
    assert command_line.main([*score, "--activities", str(log), "--activities-sheet", "x"]) == 1
    assert "Leave --activities-sheet out." in capsys.readouterr().err
    assert command_line.main([*score[:5], str(log), "--activities", str(log)]) == 1
    assert "replace the file" in capsys.readouterr().err
    assert log.read_text("utf-8") == LOG


def test_that_a_project_brings_its_activities_and_a_workbook_its_sheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    item = sample("b2b_software")
    imported, log = read_table(item.leads), read_table(item.activities)
    project = project_of(imported, "P", "")
    leads = Leads(imported.table, imported.recipe)
    project = with_activities(project, log, leads, "")
    path = tmp_path / "p.leadbench"
    ProjectFile.create(path, project, imported.table, activities=log.table).close()
    assert command_line.main(["inspect", str(path), "--json"]) == 0
    matched = json.loads(capsys.readouterr().out)["activities"]["matched"]
    assert matched == log.table.rows > 50_000

    book = Workbook()
    notes = book.active
    assert notes is not None
    notes.append(["Note", "Day"])
    notes.append(["x", "2026-01-01"])
    sheet = book.create_sheet("Log")
    for line in LOG.splitlines():
        sheet.append(line.split(","))
    book.save(tmp_path / "book.xlsx")
    asked = ["inspect", str(item.leads), "--activities", str(tmp_path / "book.xlsx"), "--json"]
    assert command_line.main(asked) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["activities"]["sheet"] == "Log"
    assert any("was taken as the activities" in problem["what"] for problem in answer["problems"])
    assert command_line.main([*asked, "--activities-sheet", "Sheet"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["activities"]["matched"] == 0
