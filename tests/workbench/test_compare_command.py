"""`leadbench compare`: what it prints, what it refuses."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sklearn.metrics import roc_auc_score

from models.leads.readers.reading import read_table
from models.project.file import ProjectFile
from models.project.start import project_of
from models.scoring.file.model_json import read_model
from sample_projects import sample
from workbench import command_line

SAMPLE = sample("b2b_software")
MODEL, OTHER = SAMPLE.model, SAMPLE.more_models[0]
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def compare(capsys: pytest.CaptureFixture[str]) -> Call:
    def run(*arguments: str | Path) -> tuple[int, str, str]:
        status = command_line.main(["compare", *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture(scope="module")
def answer() -> dict[str, Any]:
    arguments = ("--model", MODEL, "--model", OTHER, SAMPLE.leads, "--activities")
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        whole = ["compare", *map(str, (*arguments, SAMPLE.activities)), "--json"]
        assert command_line.main(whole) == 0
    found: dict[str, Any] = json.loads(said.getvalue())
    return found


def test_that_the_answer_has_the_keys_that_scripts_read(answer: dict[str, Any]) -> None:
    assert {"value", "low", "high", "p"} <= answer["auc_difference"].keys()
    assert set(answer["threshold"]) == {"a_only", "b_only", "both", "neither", "p"}
    assert set(answer["threshold"]["both"]) == {"leads", "converted"}
    assert all(set(row) == {"from", "to", "leads", "converted"} for row in answer["moved"])
    assert {"leads", "converted", "auc", "log_loss", "bands", "lift"} <= answer["a"].keys()
    assert isinstance(answer["verdict"], str)


def test_that_the_cells_of_both_tables_add_up_to_all_leads(answer: dict[str, Any]) -> None:
    leads, converted = answer["a"]["leads"], answer["a"]["converted"]
    four = [answer["threshold"][name] for name in ("a_only", "b_only", "both", "neither")]
    for cells in (four, answer["moved"]):
        assert sum(cell["leads"] for cell in cells) == leads
        assert sum(cell["converted"] for cell in cells) == converted


def test_that_each_model_has_the_figures_that_evaluate_gives_it(
    answer: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = (MODEL, SAMPLE.leads, "--json", "--activities", SAMPLE.activities)
    command_line.main(["evaluate", "--model", *map(str, arguments)])
    alone = json.loads(capsys.readouterr().out)
    for name in ("leads", "converted", "auc", "bands", "lift"):
        assert answer["a"][name] == alone[name]
    difference = answer["auc_difference"]["value"]
    assert difference == pytest.approx(answer["a"]["auc"]["value"] - answer["b"]["auc"]["value"])


def rule(name: str, field: str, value: str, points: int) -> dict[str, Any]:
    when = {"field": field, "test": "is", "values": [value]}
    return {"name": name, "when": when, "points": points}


def model(tmp_path: Path, name: str, *rules: dict[str, Any]) -> Path:
    path = tmp_path / f"{name}.json"
    bands = [{"name": "Cold", "threshold": 0}, {"name": "MQL", "threshold": 50, "mql": True}]
    groups = [{"name": "Fit", "rules": list(rules)}]
    data = {"semantics": 1, "name": name, "bands": bands, "groups": groups}
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def table(tmp_path: Path, rows: int = 60) -> Path:
    path = tmp_path / "leads.csv"
    lines = ["Id,Job,Country,Won"]
    for row in range(rows):
        job, country = ("VP", "Clerk", "Head")[row % 3], ("DE", "FR")[row % 2]
        lines.append(f"{row},{job},{country},{'Yes' if row % 3 == 0 or row % 7 == 0 else 'No'}")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_that_a_small_comparison_is_what_scikit_learn_counts(compare: Call, tmp_path: Path) -> None:
    a = model(tmp_path, "Jobs", rule("VP", "Job", "VP", 60))
    b = model(tmp_path, "Countries", rule("DE", "Country", "DE", 60))
    status, out, _ = compare("--model", a, "--model", b, table(tmp_path), "--json")
    assert status == 0
    found = json.loads(out)
    won = [row % 3 == 0 or row % 7 == 0 for row in range(60)]
    for key, scores in (
        ("a", [row % 3 == 0 for row in range(60)]),
        ("b", [row % 2 == 0 for row in range(60)]),
    ):
        assert found[key]["auc"]["value"] == pytest.approx(roc_auc_score(won, scores))
    assert found["threshold"]["a_only"]["leads"] == 10
    assert found["verdict"].startswith("“Jobs” ranks leads better than “Countries”")
    assert {row["name"] for row in found["causes"]} == {"VP", "DE"}


def test_that_words_open_with_the_verdict_and_name_who_moves(compare: Call, tmp_path: Path) -> None:
    a = model(tmp_path, "Jobs", rule("VP", "Job", "VP", 60))
    b = model(tmp_path, "More", rule("VP", "Job", "VP", 60), rule("DE", "Country", "DE", 60))
    status, out, _ = compare("--model", a, "--model", b, table(tmp_path))
    assert status == 0
    assert out.startswith("“")
    assert "Leads (converted) by band:" in out
    assert "20 leads come to sales with B, 0 go, by:" in out


def test_that_one_model_is_refused_and_equal_ones_are_told(compare: Call, tmp_path: Path) -> None:
    a, leads = model(tmp_path, "Jobs", rule("VP", "Job", "VP", 60)), table(tmp_path)
    status, _, err = compare("--model", a, leads)
    assert (status, "Say --model twice" in err) == (1, True)
    status, out, _ = compare("--model", a, "--model", a, leads)
    assert status == 0
    assert "“Jobs (A)” and “Jobs (B)” give every lead the same score." in out
    status, _, err = compare("--model", a, "--model", a, "--model-name", "Jobs", leads)
    assert (status, "name of each model" in err) == (1, True)


def test_that_few_conversions_say_nothing_and_one_class_is_refused(
    compare: Call, tmp_path: Path
) -> None:
    a = model(tmp_path, "Jobs", rule("VP", "Job", "VP", 60))
    b = model(tmp_path, "Countries", rule("DE", "Country", "DE", 60))
    status, out, _ = compare("--model", a, "--model", b, table(tmp_path, 12))
    assert status == 0
    assert out.startswith("Not enough data to say which is better: 5 conversions")
    leads = tmp_path / "all.csv"
    leads.write_text("Id,Job,Country,Won\n1,VP,DE,Yes\n2,VP,FR,Yes\n", encoding="utf-8")
    status, _, err = compare("--model", a, "--model", b, leads, "--outcome", "Won=Yes")
    assert status == 1
    assert "one value only" in err


def test_that_a_project_brings_both_models_by_name(compare: Call, tmp_path: Path) -> None:
    path = model(tmp_path, "Jobs", rule("VP", "Job", "VP", 60))
    imported = read_table(table(tmp_path))
    started = project_of(imported, "P", "2026-04-01T12:00:00+00:00")
    first = replace(read_model(path), id="m1")
    second = replace(first, id="m2", name="Second", base=7)
    whole = replace(started, models=(first, second), chosen="m1")
    ProjectFile.create(tmp_path / "p.leadbench", whole, imported.table).close()
    project = tmp_path / "p.leadbench"
    names = ("--model-name", "jobs", "--model-name", "second")
    status, out, err = compare("--model", project, *names, project, "--json")
    assert status == 0, err
    found = json.loads(out)
    assert (found["a"]["model"], found["b"]["model"]) == ("Jobs", "Second")
    assert found["auc_difference"]["value"] == 0


def test_that_more_than_two_models_are_each_held_against_the_first(
    compare: Call, tmp_path: Path
) -> None:
    a = model(tmp_path, "Countries", rule("DE", "Country", "DE", 60))
    b = model(tmp_path, "Jobs", rule("VP", "Job", "VP", 60))
    c = model(tmp_path, "Nothing")
    models = ("--model", a, "--model", b, "--model", c)
    status, out, err = compare(*models, table(tmp_path, 600), "--json")
    assert status == 0, err
    found = json.loads(out)
    assert (found["a"]["model"], found["b"]["model"]) == ("Countries", "Jobs")
    several = found["several"]
    assert several["reference"] == "Countries"
    assert [item["model"] for item in several["models"]] == ["Countries", "Jobs", "Nothing"]
    assert several["models"][1]["mql"]["leads"] == 200
    won = [row % 3 == 0 or row % 7 == 0 for row in range(600)]
    auc = roc_auc_score(won, [row % 3 == 0 for row in range(600)])
    assert several["models"][1]["auc"]["value"] == pytest.approx(auc)
    jobs = [item["figure"] for item in several["differences"] if item["model"] == "Jobs"]
    assert jobs == ["auc", "capture", "found", "rate"]
    assert several["verdict"] == found["verdict"]
    assert found["verdict"].startswith("Of 3 models only “Jobs” ranks leads better than")
    status, out, _ = compare(*models, table(tmp_path, 600))
    assert out.startswith("Of 3 models only “Jobs” ranks leads better than “Countries”")
    assert "Countries (reference)" in out
    assert "p corrected for all of them" in out


def test_that_two_models_answer_as_ever(answer: dict[str, Any]) -> None:
    assert "several" not in answer
    assert "groups" not in answer


def test_that_groups_of_a_field_tell_where_the_models_agree(compare: Call, tmp_path: Path) -> None:
    a = model(tmp_path, "Jobs", rule("VP", "Job", "VP", 60))
    b = model(tmp_path, "Countries", rule("DE", "Country", "DE", 60))
    leads = table(tmp_path, 600)
    pair = ("--model", a, "--model", b, leads)
    status, out, _ = compare(*pair, "--by", "Country", "--json")
    assert status == 0
    groups = json.loads(out)["groups"]
    assert groups["field"] == "Country"
    assert [(item["name"], item["leads"]) for item in groups["groups"]] == [
        ("DE", 300),
        ("FR", 300),
    ]
    both = [(row % 3 == 0) == (row % 2 == 0) for row in range(600)]
    assert groups["all"]["agree"]["value"] == pytest.approx(sum(both) / 600)
    status, out, _ = compare(*pair, "--by", "Country")
    assert status == 0
    assert "“Jobs” and “Countries” agree on 50.0\u202f% of the leads" in out
    status, _, err = compare(*pair, "--by", "Shoe size")
    assert status == 1
    assert "no field “Shoe size” to make groups by" in err


def test_that_older_and_newer_leads_are_told_apart_at_a_day(compare: Call) -> None:
    pair = ("--model", MODEL, "--model", OTHER, SAMPLE.leads)
    status, out, _ = compare(*pair, "--split", "2025-12-01", "--json")
    assert status == 0
    found = json.loads(out)
    older, newer = found["time"]["groups"]
    assert older["name"] == "older, before 1 Dec 2025"
    assert newer["name"] == "newer, from 1 Dec 2025"
    assert older["leads"] + newer["leads"] == found["time"]["all"]["leads"]
    assert "groups" not in found
    status, _, err = compare(*pair, "--split", "2030-01-01")
    assert status == 1
    assert "leaves all leads on one side" in err


def test_that_names_must_fit_the_models(compare: Call, tmp_path: Path) -> None:
    a = model(tmp_path, "Jobs", rule("VP", "Job", "VP", 60))
    same = ("--model", a) * 3
    status, _, err = compare(*same, "--model-name", "a", "--model-name", "b", table(tmp_path))
    assert status == 1
    assert "2 names are given for 3 models" in err
    status, out, _ = compare(*same, table(tmp_path))
    assert status == 0
    assert out.startswith("All 3 models give every lead the same score.")
    assert "Jobs (C)" in out
