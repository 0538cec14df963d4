"""`leadbench export`: a model for another system, for a terminal and for scripts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from models.exchange.all_engines import engine
from models.exchange.all_targets import TARGETS
from models.exchange.proof.engine import Engine
from models.exchange.targets.target import Proof
from workbench import command_line

MODEL = {
    "semantics": 1,
    "name": 'Jobs "2026"',
    "as_of": "2026-03-31",
    "inputs": [{"name": "Id", "role": "lead id"}, {"name": "Job", "kind": "text"}],
    "bands": [{"name": "Cold", "threshold": 0}, {"name": "MQL", "threshold": 50, "mql": True}],
    "groups": [
        {
            "name": "Fit",
            "rules": [
                {
                    "name": "VP",
                    "when": {"field": "Job", "test": "is", "values": ["VP"]},
                    "points": 60,
                },
                {
                    "name": "Chief",
                    "when": {"field": "Job", "test": "is", "values": ["Chief"]},
                    "points": 70,
                    "muted": True,
                },
            ],
        }
    ],
}


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model.json").write_text(json.dumps(MODEL), encoding="utf-8")
    rows = [f"{row},{('VP', 'Clerk', '')[row % 3]}" for row in range(30)]
    (tmp_path / "leads.csv").write_text("\n".join(["Id,Job", *rows]), encoding="utf-8")
    return tmp_path


ASKED = ["export", "--model", "model.json"]


def test_that_the_targets_are_listed_with_their_proof(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["export", "--to", "list"]) == 0
    told = capsys.readouterr().out
    assert command_line.main(["export", "--to", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["targets"]
    assert [item["key"] for item in listed] == [target.key for target in TARGETS]
    for target in TARGETS:
        assert target.key in told
        assert target.gives in told
        assert target.proof.value in told


def test_that_json_brings_model_schema_and_leads_to_check(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main([*ASKED, "leads.csv", "--to", "json", "-o", "out", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["target"], answer["leads"], answer["other_score"]) == ("json", 30, 0)
    model, schema, vectors = (json.loads(Path(name).read_text("utf-8")) for name in answer["files"])
    jsonschema.validate(model, schema)
    assert vectors["model_hash"] == answer["model_hash"]
    found = {(lead["lead"]["job_key"], lead["score"], lead["band"]) for lead in vectors["leads"]}
    assert found == {("vp", 60, "MQL"), ("clerk", 0, "Cold"), (None, 0, "Cold")}


def test_that_a_person_reads_what_fits_what_is_muted_and_where_it_is(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main([*ASKED, "leads.csv", "--to", "json", "-o", "out"]) == 0
    told = capsys.readouterr().out
    for words in ("All of the model fits.", "1 muted rule left out: “Chief”.", "as of 2026-03-31"):
        assert words in told
    assert "All 30 leads keep their score and band" in told


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--to", "fax", "-o", "x"], "There is no target"),
        (["--to", "json"], "-o OUT"),
        (["--to", "json", "-o", "x", "--option", "colour=red"], "has no option"),
        (["--to", "sqlite", "-o", "x", "--option", "table"], "Write it as table=VALUE."),
        (["--to", "python", "-o", "x", "--verify"], "A proof needs leads."),
        (
            ["--to", "hubspot", "-o", "x", "leads.csv", "--verify"],
            "No engine here runs exports for “HubSpot”",
        ),
        (["--to", "json", "-o", "model.json", "leads.csv"], "there is a file of that name"),
    ],
)
def test_that_what_is_wrong_is_one_sentence(
    files: Path, capsys: pytest.CaptureFixture[str], asked: list[str], said: str
) -> None:
    assert command_line.main([*ASKED, *asked]) == 1
    assert said in capsys.readouterr().err


def test_that_raw_leads_are_proved_as_they_are(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [*ASKED, "leads.csv", "--to", "duckdb-raw", "-o", "scores.sql", "--verify"]
    assert command_line.main(asked) == 0
    told = capsys.readouterr().out
    assert "gave all 30 leads the same score and band." in told
    assert "FROM leads AS who" in (files / "scores.sql").read_text("utf-8")
    assert (files / "scores_check.sql").exists()


@pytest.mark.parametrize("key", ["duckdb-raw", "postgresql-raw", "pmml"])
def test_that_a_missing_engine_says_how_to_install_it_and_nothing_is_written(
    files: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    key: str,
) -> None:
    def missing(name: str) -> Engine | None:
        found = engine(name)
        return None if found is None else replace(found, version=lambda: "")

    monkeypatch.setattr("workbench.commands.export.engine", missing)
    assert command_line.main([*ASKED, "leads.csv", "--to", key, "-o", "x", "--verify"]) == 1
    (wanted,) = (target for target in TARGETS if target.key == key)
    told = " ".join(capsys.readouterr().err.split())
    for name in wanted.engines:
        found = engine(name)
        assert found is not None
        assert " ".join(found.install.split()) in told
    assert not (files / "x").exists()


def test_that_every_target_that_is_said_to_be_run_has_an_engine() -> None:
    run = [t for t in TARGETS if t.proof in (Proof.VERIFIED, Proof.CHECKED)]
    for target in run:
        for name in target.engines:
            found = engine(name)
            assert found is not None
            assert found.install
