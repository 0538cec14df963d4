"""`leadbench lint`: what it says of a model, with leads and without."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sample_projects import sample
from workbench import command_line

BANK = Path(__file__).parents[2] / "sample_projects" / "bank_marketing" / "model.json"
SAMPLE = sample("b2b_software")
DOUBTFUL = {
    "semantics": 1,
    "name": "Doubtful",
    "bands": [{"name": "Cold", "threshold": 0}, {"name": "MQL", "threshold": 55, "mql": True}],
    "groups": [
        {
            "name": "Fit",
            "rules": [
                {
                    "name": "Both",
                    "when": {
                        "all": [
                            {"field": "Country", "test": "is", "values": ["DE"]},
                            {"field": "Country", "test": "is", "values": ["FR"]},
                        ]
                    },
                    "points": 60,
                }
            ],
        }
    ],
}


@pytest.fixture
def doubtful(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model.json").write_text(json.dumps(DOUBTFUL), encoding="utf-8")
    (tmp_path / "leads.csv").write_text("Id,Country\n1,DE\n2,FR\n", encoding="utf-8")
    return tmp_path


def test_that_a_model_is_judged_without_leads(
    doubtful: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main(["lint", "--model", "model.json", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["leads"] is None
    assert answer["model"] == "Doubtful"
    found = {finding["kind"]: finding for finding in answer["findings"]}
    assert set(found) == {"contradicts itself", "MQL by one rule", "no negative rules"}
    both = found["contradicts itself"]
    assert set(both) == {"kind", "what", "evidence", "remedy", "severity", "where", "fix"}
    assert both["where"]["name"] == "Both"
    assert both["fix"] == "Mute Both"
    assert "Country is DE" in both["evidence"]


def test_that_findings_are_no_fault_and_read_as_sentences(
    doubtful: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main(["lint", "--model", "model.json", "leads.csv"]) == 0
    said = capsys.readouterr()
    assert "on 2 leads: " in said.out
    assert "warning: No lead can ever meet Both" in said.out


def test_that_the_bank_model_is_told_of_age_and_family(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["lint", "--model", str(BANK), "--json"]) == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    protected = [item["what"] for item in findings if item["kind"] == "protected attribute"]
    assert len(protected) == 2
    assert any("how old" in what for what in protected)
    assert any("family" in what for what in protected)


def test_that_the_samples_model_has_nothing_grave_against_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = ["lint", "--model", str(SAMPLE.model), str(SAMPLE.leads), "--json"]
    assert command_line.main(arguments) == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert [item["kind"] for item in findings if item["severity"] == "warning"] == []


def test_that_a_model_that_is_not_there_is_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main(["lint", "--model", str(tmp_path / "none.json")]) == 1
    assert "none.json" in capsys.readouterr().err
    assert command_line.main(["lint"]) == 2
