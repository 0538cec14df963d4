"""From an export to a proof and a scored list, by the command line; every figure worked out anew.

The bank data is not in the repository: the journey runs on a file of the same shape, and on the
data itself where it is there (beside the repository, or where LEADBENCH_DATA says).
"""

from __future__ import annotations

import csv
import json
import math
import os
import random
from collections.abc import Iterator
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
from workbench import command_line

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "sample_projects" / "bank_marketing" / "model.json"
DATA = Path(os.environ.get("LEADBENCH_DATA", ROOT.parent / "shared" / "data"))
BANK = DATA / "bank-marketing" / "bank-additional-full.csv"

HEADER = (
    "age", "job", "marital", "education", "default", "housing", "loan", "contact", "month",
    "day_of_week", "duration", "campaign", "pdays", "previous", "poutcome", "emp.var.rate",
    "cons.price.idx", "cons.conf.idx", "euribor3m", "nr.employed", "y",
)  # fmt: skip
NUMBERS = {
    "age", "duration", "campaign", "pdays", "previous", "emp.var.rate", "cons.price.idx",
    "cons.conf.idx", "euribor3m", "nr.employed",
}  # fmt: skip
JOBS = (
    "admin.", "blue-collar", "entrepreneur", "housemaid", "management", "retired",
    "self-employed", "services", "student", "technician", "unemployed", "unknown",
)  # fmt: skip
SCHOOLS = (
    "basic.4y", "basic.6y", "basic.9y", "high.school", "illiterate", "professional.course",
    "university.degree", "unknown",
)  # fmt: skip
# Variation of employment, prices, confidence, Euribor, people employed: the months of the bank.
MARKETS = (
    (1.1, 93.994, -36.4, 4.857, 5191.0),
    (1.4, 93.918, -42.7, 4.962, 5228.1),
    (-0.1, 93.2, -42.0, 4.021, 5195.8),
    (-1.8, 92.893, -46.2, 1.313, 5099.1),
    (-2.9, 92.201, -31.4, 0.869, 5076.2),
    (-1.1, 94.767, -50.8, 1.028, 4963.6),
)


def bank_shaped(path: Path, rows: int, seed: int = 7) -> None:
    """A file of the bank data's shape: semicolons, quoted text, a leak, 999 for never."""
    dice = random.Random(seed)
    with path.open("w", encoding="ascii", newline="") as stream:
        writer = csv.writer(
            stream, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n"
        )
        writer.writerow(HEADER)
        for _ in range(rows):
            market = dice.choices(MARKETS, (20, 40, 10, 20, 6, 4))[0]
            job, month = dice.choice(JOBS), dice.choice(("may", "jul", "nov", "apr", "mar", "oct"))
            contact = dice.choice(("cellular", "cellular", "telephone"))
            past = dice.choices(("nonexistent", "failure", "success"), (86, 10, 4))[0]
            chance = -3.2 + 2.2 * (past == "success") + 1.2 * (market[3] < 2)
            chance += 0.7 * (contact == "cellular") + 0.9 * (month in ("mar", "oct"))
            chance += 0.6 * (job in ("student", "retired"))
            yes = dice.random() < 1 / (1 + math.exp(-chance))
            writer.writerow(
                (
                    dice.randint(18, 90), job, dice.choice(("married", "single", "divorced")),
                    dice.choice(SCHOOLS), dice.choices(("no", "unknown", "yes"), (78, 21, 1))[0],
                    dice.choice(("no", "yes", "unknown")), dice.choice(("no", "yes")), contact,
                    month, dice.choice(("mon", "tue", "wed", "thu", "fri")),
                    dice.randint(300, 1800) if yes else dice.randint(0, 700),
                    dice.choices((1, 2, 3, 4, 7, 12), (43, 26, 13, 8, 6, 4))[0],
                    dice.choice((3, 6, 10)) if past == "success" else 999,
                    0 if past == "nonexistent" else dice.randint(1, 4), past, *market,
                    "yes" if yes else "no",
                )
            )  # fmt: skip


def rows_of(path: Path, delimiter: str = ";") -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream, delimiter=delimiter)


# The model's file, read by a few lines of plain Python that know nothing of Leadbench


def holds(when: dict[str, Any], row: dict[str, str]) -> bool:
    cell, values = row[when["field"]], when.get("values", [])
    if when["field"] in NUMBERS:
        number = float(cell)
        return bool(
            {
                "less than": lambda: number < values[0],
                "at least": lambda: number >= values[0],
                "between": lambda: values[0] <= number <= values[1],
            }[when["test"]]()
        )
    return {"is": cell == values[0], "is one of": cell in values}[when["test"]]


def points(rule: dict[str, Any], row: dict[str, str]) -> int:
    if rule.get("muted") or ("when" in rule and not holds(rule["when"], row)):
        return 0
    if "points" in rule:
        return int(rule["points"])
    if "by_value" in rule:
        table = {entry["value"]: entry["points"] for entry in rule["by_value"]["entries"]}
        return int(table.get(row[rule["by_value"]["field"]], 0))
    number = float(row[rule["by_range"]["field"]])
    for entry in rule["by_range"]["entries"]:
        low, high = entry["low"], entry["high"]
        if (low is None or number >= low) and (high is None or number < high):
            return int(entry["points"])
    return 0


def plain_score(model: dict[str, Any], row: dict[str, str]) -> int:
    total = int(model["base"])
    for group in model["groups"]:
        given = sum(points(rule, row) for rule in group["rules"])
        total += max(group["least"], min(group["most"], given))
    return max(model["scale"]["least"], min(model["scale"]["most"], total))


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
