"""`leadbench drift`: what it prints, what it refuses."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.scoring.file.model_json import dump
from sample_projects import sample
from tests.models.evaluation.drift.exports import MODEL, people
from workbench import command_line

SAMPLE = sample("b2b_software")
Call = Callable[..., tuple[int, str, str]]
ROWS = people()


@pytest.fixture
def drift(capsys: pytest.CaptureFixture[str]) -> Call:
    def run(*arguments: str | Path) -> tuple[int, str, str]:
        status = command_line.main(["drift", *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def written(path: Path, day: date, source: str = "") -> Path:
    """An export of a day; those of the last month have another source, if one is named."""
    shown = [row for row in ROWS if row["Created"] <= day.isoformat()]
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, ROWS[0])
        writer.writeheader()
        for row in shown:
            late = row["Closed"] > day.isoformat()
            row = {**row, "Won": "", "Closed": ""} if late else dict(row)
            if source and row["Created"] > "2025-09-01":
                row["Source"] = source
            writer.writerow({**row, "Won": row["Won"] or "no"})
    return path


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.json"
    path.write_text(dump(MODEL))
    return path


def test_that_one_export_is_cut_at_a_day_and_its_parts_are_compared(drift: Call) -> None:
    status, out, _ = drift("--model", SAMPLE.model, SAMPLE.leads, "--split", "2026-02-01")
    assert status == 0
    assert "leads created from 1 Feb 2026 on are compared with" in out
    assert "Pricing page views 30d *" in out
    assert "Webinar attended" in out


def test_that_two_exports_are_compared_and_a_planted_change_is_found(
    drift: Call, model: Path, tmp_path: Path
) -> None:
    old = written(tmp_path / "august.csv", date(2025, 9, 1))
    new = written(tmp_path / "september.csv", date(2025, 10, 1), "Podcast")
    asked = ("--model", model, old, new, "--json", "--outcome", "Won=yes")
    status, out, err = drift(*asked)
    assert status == 0, err
    found = json.loads(out)
    assert found["older"]["name"] == "august.csv"
    assert found["compared"] == "new leads, and those that were as young"
    source = next(one for one in found["fields"] if one["name"] == "Source")
    assert source["psi"]["value"] > 0.25
    assert source["new_values"][0]["value"] == "Podcast"
    assert found["call"] in ("watch", "re-tune")
    status, out, _ = drift(*asked, "--everybody")
    assert json.loads(out)["compared"] == "all leads of both"


def test_that_an_older_project_and_a_newer_file_need_no_more_to_be_said(
    drift: Call, tmp_path: Path
) -> None:
    status, out, err = drift("--model", SAMPLE.model, SAMPLE.leads, SAMPLE.leads)
    assert status == 0, err
    assert "All 5,000 leads of the newer export are compared with 5,000 leads" in out


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((SAMPLE.leads, "--split", "2026-01-01"), "a day parts the leads of one"),
        ((SAMPLE.leads, SAMPLE.leads), "two are compared at a time"),
        (("--split", "1999-01-01"), "all leads on one side"),
    ],
)
def test_that_what_cannot_be_compared_is_a_sentence(
    drift: Call, more: tuple[str | Path, ...], said: str
) -> None:
    status, out, err = drift("--model", SAMPLE.model, SAMPLE.leads, *more)
    assert status == 1
    assert not out
    assert said in err


def test_that_a_day_which_is_none_is_wrong_usage(drift: Call) -> None:
    status, _, err = drift("--model", SAMPLE.model, SAMPLE.leads, "--split", "soon")
    assert status == 2
    assert "--split" in err
