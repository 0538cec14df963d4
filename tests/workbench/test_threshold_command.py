from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.evaluation.thresholds.wishes import Sales
from sample_projects import SAMPLES
from tests.models.evaluation.thresholds import labs
from workbench.command_line import main


def answer(capsys: pytest.CaptureFixture[str], *more: str) -> str:
    sample = SAMPLES[0]
    code = main(["evaluate", "--model", str(sample.model), str(sample.leads), *more])
    assert code == 0
    return capsys.readouterr().out


def test_that_evaluate_weighs_thresholds_by_what_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = ("--capacity", "15", "--cost", "190", "--win", "1500")
    found = json.loads(answer(capsys, *said, "--json"))["thresholds"]
    names = [one["name"] for one in found["choices"]]
    assert names == ["now", "value", "no limit", "capacity", "recall"]
    capacity = found["choices"][3]
    assert capacity["per_week"] <= 15
    assert found["weeks"]["over_capacity"] > 0
    assert found["verdict"].startswith("With 15 leads a week, ")
    text = answer(capsys, *said)
    assert f"{capacity['threshold']}, " in text.split("Thresholds")[-1]
    assert found["verdict"] in text


def test_that_evaluate_says_nothing_of_thresholds_unasked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "thresholds" not in json.loads(answer(capsys, "--json"))


def test_that_a_cost_that_cannot_be_is_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert labs.lab(labs.year(100), Sales(cost=-1.0, win=2.0)).money is None
    found = json.loads(answer(capsys, "--cost", "-1", "--win", "5", "--json"))["thresholds"]
    assert any("cannot be negative" in one for one in found["problems"])
