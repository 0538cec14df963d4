"""`leadbench tune --simplify`: what it prints, what it writes, what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from models.scoring.file.model_json import read_model
from sample_projects import sample
from workbench import command_line

SAMPLE = sample("b2b_software")
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def simplify(capsys: pytest.CaptureFixture[str]) -> Call:
    def run(*arguments: str | Path) -> tuple[int, str, str]:
        status = command_line.main(["tune", "--simplify", *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_that_the_smallest_model_is_told_with_its_cost_and_written(
    simplify: Call, tmp_path: Path
) -> None:
    out_file = tmp_path / "smaller.json"
    status, out, err = simplify("--model", SAMPLE.model, SAMPLE.leads, "--json", "-o", out_file)
    assert status == 0, err
    found = json.loads(out)
    written = {rule.id for rule in read_model(out_file).rules()}
    before = {rule.id for rule in read_model(SAMPLE.model).rules()}
    assert before - written == set(found["smallest"]["dropped"])
    assert found["smallest"]["lift_kept"] >= 0.95
    assert found["smallest"]["auc"]["low"] <= found["smallest"]["auc"]["difference"]
    costs = [one["auc"]["difference"] for one in found["steps"]]
    assert costs == sorted(costs, reverse=True)
    assert {one["way"] for one in found["steps"]} >= {"drop a rule", "merge entries"}


def test_that_the_text_says_the_same_for_a_person(simplify: Call) -> None:
    status, out, err = simplify("--model", SAMPLE.model, SAMPLE.leads, "--keep-lift", "80")
    assert status == 0, err
    assert "of the lift in the best tenth" in out.splitlines()[0]
    assert "Each by itself" in out
    assert "As rule after rule goes:" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Only a model can be made simpler."),
        (("--model", SAMPLE.model, "--keep-lift", "0"), "0 is no share of the lift."),
        (("--model", SAMPLE.model, "-o", "models"), "A model is written as .json."),
    ],
)
def test_that_what_makes_no_sense_is_refused_with_a_remedy(
    simplify: Call, arguments: tuple[str | Path, ...], said: str
) -> None:
    status, _, err = simplify(SAMPLE.leads, *arguments)
    assert status != 0
    assert said in err
