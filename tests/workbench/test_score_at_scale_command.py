"""`leadbench score --engine duckdb`: the same bands as without it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.workbench.test_export_command import MODEL
from workbench import command_line


def test_that_prepared_leads_get_the_bands_that_leads_get(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("model.json").write_text(json.dumps(MODEL), encoding="utf-8")
    rows = [f"{row},{('VP', 'Clerk', '')[row % 3]}" for row in range(30)]
    Path("leads.csv").write_text("\n".join(["Id,Job", *rows]), encoding="utf-8")
    asked = ["--model", "model.json", "leads.csv"]
    assert command_line.main(["export", "--to", "prepared", "-o", "made", *asked]) == 0
    (prepared,) = Path("made").glob("*.csv")
    capsys.readouterr()
    large = ["score", "--engine", "duckdb", "--memory", "200MB", "--model", "model.json"]
    assert command_line.main([*large, str(prepared), "-o", "scores.csv", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["bands"] == [{"name": "MQL", "leads": 10}, {"name": "Cold", "leads": 20}]
    assert Path("scores.csv").read_text("utf-8").startswith("lead_id,as_of,score,band\n0,")
    assert command_line.main([*large, str(prepared), "-o", str(prepared)]) == 1
    assert "replace" in capsys.readouterr().err
