"""`leadbench import-model`: a model that was designed elsewhere."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from models.scoring.conditions import FieldTest, Test
from models.scoring.file.model_json import read_model
from workbench import command_line
from workbench.commands.import_model import Holds
from workbench.options import import_model

CARD = """Field,Condition,Value,Points
Title,contains,VP,+10
Size,,50-200,5
Nice company,,,3
MQL,,,60
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "card.csv").write_text(CARD, encoding="utf-8")
    return tmp_path


def test_that_a_scorecard_becomes_a_models_file_with_a_report_of_every_row(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["import-model", "card.csv", "-o", "m.json", "--report", "r.csv", "--name", "Old"]
    assert command_line.main(arguments) == 0
    said = capsys.readouterr().out
    assert said.startswith("\u201cOld\u201d (scorecard): 2 rules. Of 5 rows 4 are understood")
    assert "Row 4 is not understood: Nice company | 3" in said
    assert "Row 2: If Title contains VP: +10" in said
    model = read_model(folder / "m.json")
    assert model.name == "Old"
    assert model.mql_threshold == 60
    with (folder / "r.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert [row[0] for row in rows[1:]] == ["Row 4", "Row 1", "Row 2", "Row 3", "Row 5"]


def test_that_scripts_get_one_json_object(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["import-model", "card.csv", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["rules"], answer["rows"]) == (2, 5)
    assert [item["where"] for item in answer["not_understood"]] == ["Row 4"]
    assert not (folder / "m.json").exists()


def test_that_leads_settle_of_which_kind_a_field_is(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "leads.csv").write_text(
        "Id,Zip code\n" + "".join(f"L{n},0{n}127\n" for n in range(10)), encoding="utf-8"
    )
    (folder / "zip.csv").write_text("Field,Value,Points\nzip CODE,5,10\n", encoding="utf-8")
    arguments = ["import-model", "zip.csv", "--leads", "leads.csv", "-o", "m.json"]
    assert command_line.main(arguments) == 0
    model = read_model(folder / "m.json")
    assert [rule.when for rule in model.rules()] == [FieldTest("Zip code", Test.IS, ("5",))]
    assert [item.name for item in model.inputs if item.name == "Zip code"] == ["Zip code"]


def test_that_columns_and_the_decimal_mark_can_be_said(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "odd.csv").write_text("X;Y;Z\nQuote;>= 1.000;5\n", encoding="utf-8")
    said = ["--column", "field=X", "--column", "value=B", "--column", "points=Z"]
    assert command_line.main(["import-model", "odd.csv", *said, "--decimal", ",", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["understood"][1]["words"] == "If Quote is at least 1,000: +5"
    assert command_line.main(["import-model", "odd.csv", *said, "--decimal", ".", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["understood"][1]["words"] == "If Quote is at least 1: +5"


def test_that_a_file_of_which_nothing_is_understood_writes_no_model(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "no.csv").write_text("Rule,Points\nNice company,5\n", encoding="utf-8")
    assert command_line.main(["import-model", "no.csv", "-o", "m.json"]) == 1
    said = capsys.readouterr()
    assert "No rule was understood" in said.err
    assert "Row 2 is not understood" in said.out
    assert not (folder / "m.json").exists()


@pytest.mark.parametrize("wrong", ["points", "size=A", "points="])
def test_that_a_column_that_is_not_said_well_is_wrong_usage(
    wrong: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main(["import-model", "card.csv", "--column", wrong]) == 2
    assert "names no column" in capsys.readouterr().err


def test_that_the_model_never_replaces_the_file_that_it_is_read_from(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "rules.json").write_text("{}", encoding="utf-8")
    assert command_line.main(["import-model", "rules.json", "-o", "rules.json"]) == 1
    assert (folder / "rules.json").read_text(encoding="utf-8") == "{}"


def test_that_the_options_name_every_column_that_there_is() -> None:
    assert tuple(Holds) == import_model.COLUMNS
