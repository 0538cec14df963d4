"""`leadbench missing`: which missing field would move most, for a terminal and for scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench import command_line

MODEL = {
    "semantics": 1,
    "name": "Jobs",
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
                    "name": "Phone",
                    "when": {"field": "Phone", "test": "is known"},
                    "points": 5,
                },
            ],
        }
    ],
}
ROWS = [
    (row, ("VP", "Clerk", "", "VP")[row % 4], "", ("yes", "no")[row % 8 > 2]) for row in range(200)
]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model.json").write_text(json.dumps(MODEL), encoding="utf-8")
    lines = [f"{row},{job},{phone},{won}" for row, job, phone, won in ROWS]
    (tmp_path / "leads.csv").write_text("\n".join(["Id,Job,Phone,Won", *lines]), encoding="utf-8")
    return tmp_path


ASKED = ["missing", "--model", "model.json", "leads.csv", "--outcome", "Won=yes"]


def test_that_scripts_get_every_figure(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main([*ASKED, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    job, phone = answer["fields"]
    assert (answer["leads"], answer["mql"]) == (200, 100)
    assert (job["field"], job["blank"], job["filled"], job["problem"]) == ("Job", 50, 150, None)
    then = job["then"]
    won = [row for row in ROWS if row[3] == "yes"]
    lost = [row for row in ROWS if row[3] == "no"]
    expected = 0.0
    for part in (won, lost):
        filled = [row for row in part if row[1]]
        expected += (len(part) - len(filled)) * sum(r[1] == "VP" for r in filled) / len(filled)
    assert then["cross"]["value"] == pytest.approx(expected)
    assert then["become_mql"]["value"] == pytest.approx(expected)
    assert (then["could_cross"], then["become_mql"]["most"]) == (50, 50)
    assert (then["mql_least"], then["mql_most"]) == (100, 150)
    assert then["mql"] == pytest.approx(100 + expected)
    assert (phone["field"], phone["filled"], phone["then"]) == ("Phone", 0, None)
    assert "No lead has Phone" in phone["problem"]


def test_that_a_person_gets_a_table_and_what_is_taken_for_granted(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main(ASKED) == 0
    shown = capsys.readouterr().out
    assert "Job is the missing field that moves most" in shown
    assert "Phone: No lead has Phone, so nothing tells what others would have." in shown
    assert "Takes for granted" in shown


def test_that_it_needs_no_outcome(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "leads.csv").write_text("Id,Job\n1,VP\n2,\n3,Clerk\n", encoding="utf-8")
    assert command_line.main([*ASKED[:4], "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    then = answer["fields"][0]["then"]
    assert then["become_mql"]["value"] == pytest.approx(0.5)
    assert then["become_mql"]["converted"] is None
    assert answer["fields"][0]["enough"] is False


def test_that_a_missing_file_is_said(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["missing", "--model", "none.json", "leads.csv"]) == 1
    assert "none.json" in capsys.readouterr().err
