"""Chances from end to end: learnt, kept, written in lists, judged; by shell and by hand."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sklearn.metrics import log_loss

from models.evaluation.thresholds.wishes import Sales
from models.project.document import Project
from models.project.history import History
from models.scoring.file.scores_hash import chances_of
from models.scoring.model import Group, ScoringModel
from models.scoring.probability import ChanceStep, Probability, RuleChances, TreeChances
from models.tuning.predictive.judging import By
from models.tuning.tune import tune
from models.tuning.wishes import Wishes
from tests.workbench.signs import Signs
from workbench import command_line
from workbench.dialogs.chances_dialog import LEARNING, NOTHING, ChancesDialog
from workbench.pages.tune.facts import Asked, task_of
from workbench.pages.tune.thresholds import Cut, taken_by
from workbench.session import Session

HISTORY = Signs({"Demo": 2.0, "Large": 0.8}, 9, start=-2.0, often=0.5)
ROWS, ON, WON, FIELDS = HISTORY.rows, HISTORY.on, HISTORY.won, HISTORY.fields
RULES = HISTORY.rules(60, 25)
MODEL = {
    "semantics": 1,
    "name": "Signs",
    "bands": [{"name": "Cold", "threshold": 0}, {"name": "MQL", "threshold": 50, "mql": True}],
    "groups": [
        {
            "name": "Signs",
            "rules": [
                {"name": name, "when": {"field": name, "test": "is yes"}, "points": points}
                for name, points in zip(FIELDS, (60, 25), strict=True)
            ],
        }
    ],
}
Call = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    monkeypatch.chdir(tmp_path)
    Path("model.json").write_text(json.dumps(MODEL), encoding="utf-8")
    lines = ["Id,Demo,Large,Won"]
    for row, (signs, won) in enumerate(zip(ON.tolist(), WON.tolist(), strict=True)):
        cells = ["yes" if one else "no" for one in (*signs, won)]
        lines.append(",".join([str(row), *cells]))
    Path("leads.csv").write_text("\n".join(lines), encoding="utf-8")

    def run(command: str, *more: str, model: str = "model.json") -> tuple[int, dict[str, Any]]:
        told = ("--outcome", "Won=yes", "--json")
        status = command_line.main([command, "--model", model, "leads.csv", *more, *told])
        out = capsys.readouterr().out
        return status, json.loads(out) if out else {}

    return run


def written(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_that_kept_chances_are_in_the_list_and_judged_by_evaluate(call: Call) -> None:
    status, found = call("chances", "-o", "kept.json")
    assert status == 0
    assert found["method"] == "Platt"
    assert found["probability"]["leads"] == ROWS
    assert found["calibration"]["error"] < 0.06
    kept = json.loads(Path("kept.json").read_text(encoding="utf-8"))["probability"]
    assert kept == found["probability"]
    assert call("score", "-o", "list.csv", model="kept.json")[0] == 0
    rows = written("list.csv")
    assert list(rows[0])[:6] == ["lead_id", "score", "band", "grade", "reasons", "probability"]
    chances = {row["score"]: float(row["probability"]) for row in rows}
    assert chances["0"] < chances["25"] < chances["60"] < chances["85"]
    assert all(len(row["probability"]) == 6 for row in rows)
    for score, mask in (("0", ~ON.any(axis=1)), ("85", ON.all(axis=1))):
        assert chances[score] == pytest.approx(WON[mask].mean(), abs=0.06)
    by_id = {int(row["lead_id"]): float(row["probability"]) for row in rows}
    expected = log_loss(WON, [by_id[row] for row in range(ROWS)])
    evaluated = call("evaluate", model="kept.json")[1]
    assert evaluated["log_loss"] == pytest.approx(expected)
    assert evaluated["history"]["log_loss"]["value"] == pytest.approx(expected)
    assert evaluated["history"]["calibration"]["error"] < 0.06
    assert evaluated["history"]["no_probability"] is None


def test_that_chances_by_the_rules_are_in_the_list_with_reasons(call: Call) -> None:
    status, found = call("chances", "--by", "rules", "-o", "kept.json")
    assert status == 0
    assert found["by"] == "rules"
    assert found["compared"]["sentence"]
    assert found["compared"]["rules"]["calibration_error"] < 0.06
    kept = json.loads(Path("kept.json").read_text(encoding="utf-8"))
    assert kept["predictive"] == found["predictive"]
    assert "probability" not in kept
    for name in ("list.csv", "list.parquet"):
        assert call("score", "-o", name, model="kept.json")[0] == 0
    rows = written("list.csv")
    assert list(rows[0])[5:7] == ["probability", "probability_reasons"]
    by_id = {int(row["lead_id"]): row for row in rows}
    both, none = int(np.flatnonzero(ON.all(axis=1))[0]), int(np.flatnonzero(~ON.any(axis=1))[0])
    assert "Demo (×" in by_id[both]["probability_reasons"]
    assert "without Demo (×0." in by_id[none]["probability_reasons"]
    assert float(by_id[both]["probability"]) > float(by_id[none]["probability"])
    expected = log_loss(WON, [float(by_id[row]["probability"]) for row in range(ROWS)])
    evaluated = call("evaluate", model="kept.json")[1]
    assert evaluated["log_loss"] == pytest.approx(expected)
    assert evaluated["history"]["log_loss"]["value"] == pytest.approx(expected)
    parquet = pytest.importorskip("pyarrow.parquet")
    told = parquet.read_table("list.parquet").column("probability_reasons").to_pylist()
    assert told == [row["probability_reasons"] for row in rows]


def test_that_workbooks_and_parquet_have_the_chance_as_a_number(call: Call) -> None:
    openpyxl, parquet = pytest.importorskip("openpyxl"), pytest.importorskip("pyarrow.parquet")
    call("chances", "-o", "kept.json")
    for name in ("list.csv", "list.xlsx", "list.parquet"):
        assert call("score", "-o", name, model="kept.json")[0] == 0
    expected = [float(row["probability"]) for row in written("list.csv")]
    sheet = openpyxl.load_workbook("list.xlsx").worksheets[0]
    column = [cell.value for cell in sheet[1]].index("probability")
    assert [row[column] for row in sheet.iter_rows(2, values_only=True)] == expected
    assert parquet.read_table("list.parquet").column("probability").to_pylist() == expected


def test_that_chances_by_trees_are_in_the_list_with_reasons(call: Call) -> None:
    status, found = call("chances", "--by", "trees", "-o", "kept.json")
    assert status == 0
    assert found["by"] == "trees"
    assert found["compared"]["sentence_trees"]
    assert found["compared"]["trees"]["calibration_error"] < 0.06
    kept = json.loads(Path("kept.json").read_text(encoding="utf-8"))
    assert kept["predictive"] == found["predictive"]
    assert {item["name"] for item in kept["inputs"]} >= {"Demo", "Large"}
    assert call("score", "-o", "list.csv", model="kept.json")[0] == 0
    rows = written("list.csv")
    by_id = {int(row["lead_id"]): row for row in rows}
    chances = np.array([float(by_id[row]["probability"]) for row in range(ROWS)])
    for mask in (ON.all(axis=1), ~ON.any(axis=1)):
        assert chances[mask].mean() == pytest.approx(WON[mask].mean(), abs=0.06)
    told = by_id[int(np.flatnonzero(ON.all(axis=1))[0])]["probability_reasons"]
    assert told.startswith("Demo (×")
    evaluated = call("evaluate", model="kept.json")[1]
    assert evaluated["log_loss"] == pytest.approx(log_loss(WON, chances))
    # Leads that lack what trees ask for are told so, not scored in silence.
    kept["predictive"]["trees"].append(
        {"when": {"field": "Gone", "test": "is known"}, "yes": 1, "no": 0}
    )
    Path("kept.json").write_text(json.dumps(kept), encoding="utf-8")
    problems = call("score", "-o", "again.csv", model="kept.json")[1]["problems"]
    assert any("have no “Gone”" in json.dumps(one, ensure_ascii=False) for one in problems)


def test_that_chances_of_other_points_leave_the_list_with_a_warning(call: Call) -> None:
    call("chances", "-o", "kept.json")
    kept = json.loads(Path("kept.json").read_text(encoding="utf-8"))
    kept["groups"][0]["rules"][0]["points"] = 40
    Path("moved.json").write_text(json.dumps(kept), encoding="utf-8")
    status, found = call("score", "-o", "list.csv", model="moved.json")
    assert status == 0
    assert "probability" not in written("list.csv")[0]
    assert any("learnt with other points" in problem["what"] for problem in found["problems"])
    assert call("evaluate", model="moved.json")[1]["log_loss"] is None


def test_that_a_model_without_chances_has_no_such_column(call: Call) -> None:
    assert call("score", "-o", "list.csv")[0] == 0
    assert "probability" not in written("list.csv")[0]
    assert call("evaluate")[1]["log_loss"] is None


def test_that_the_leads_are_never_overwritten(call: Call) -> None:
    assert call("chances", "-o", "leads.csv")[0] == 1
    assert call("chances", "-o", "list.txt")[0] == 1


def test_that_a_tuning_is_told_what_the_data_allow_if_asked(call: Call) -> None:
    told = call("tune", "--ceiling", "--rules", "2")[1]["ceiling"]
    assert told["best"] in [one["name"] for one in told["methods"]]
    assert told["reach"]["low"] <= told["reach"]["value"] <= told["reach"]["high"]
    assert "AUC" in told["sentences"][0]


def test_that_a_tuned_model_is_written_with_chances_of_its_own_scores(call: Call) -> None:
    small = ("--rules", "2", "-o", "tuned.json")
    assert call("tune", *small)[0] == 0
    assert "probability" not in json.loads(Path("tuned.json").read_text(encoding="utf-8"))
    assert call("tune", "--chances", *small)[0] == 0
    tuned = json.loads(Path("tuned.json").read_text(encoding="utf-8"))
    assert tuned["probability"]["leads"] == ROWS
    assert call("score", "-o", "list.csv", model="tuned.json")[0] == 0
    assert "probability" in written("list.csv")[0]


def test_that_what_is_taken_has_chances_where_todays_model_keeps_some() -> None:
    leads = HISTORY.leads
    model = ScoringModel("m1", "Signs", (Group("g1", "Signs", RULES),))
    steps = Probability((ChanceStep(0, 500, 400, 600),))
    for kept, told in ((None, None), (steps, Probability)):
        asked = Asked(
            replace(model, probability=kept), leads, Wishes(), (), Sales(), date(2026, 3, 12)
        )
        tuned = tune(replace(task_of(asked)[0], sizes=(2,), kicks=0))
        taken = taken_by(asked, tuned, tuned.sizes[-1].best, (), Cut.AS_MANY)
        assert taken.model.rule("r1") != model.rule("r1")
        assert type(taken.model.probability) is (type(None) if told is None else told)
        assert chances_of(taken.model) == taken.model.probability


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    session = Session("Ada")
    HISTORY.open(session, ScoringModel("m1", "Signs", (Group("g1", "Signs", RULES),)))
    return session


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    return parent


def shown(parent: QWidget, session: Session) -> ChancesDialog:
    dialog = ChancesDialog(parent, session)
    dialog.open()
    return dialog


def test_that_chances_are_kept_by_one_click_and_undone(
    session: Session, parent: QWidget, qtbot: QtBot
) -> None:
    dialog = shown(parent, session)
    assert not dialog.forget.isVisible()
    qtbot.waitUntil(lambda: dialog.found is not None, timeout=30_000)
    assert dialog.chart.value is not None
    assert "Learnt from 900 leads" in dialog.said.text()
    dialog.main.click()
    assert session.model is not None
    assert isinstance(session.model.probability, Probability)
    session.undo()
    assert session.model.probability is None
    session.redo()
    again = shown(parent, session)
    assert again.forget.isVisible()
    again.forget.click()
    assert session.model.probability is None


def test_that_chances_by_the_rules_are_looked_at_and_kept(
    session: Session, parent: QWidget, qtbot: QtBot
) -> None:
    dialog = shown(parent, session)
    qtbot.waitUntil(lambda: dialog.found is not None, timeout=30_000)
    assert dialog.found is not None
    assert dialog.better.text() == dialog.found.sentence
    dialog.ways.buttons[By.RULES].click()
    assert dialog.odds.isVisible()
    assert not dialog.card.isVisible()
    assert "Demo, \u00d7" in dialog.odds.item(0).text()
    dialog.main.click()
    assert session.model is not None
    assert isinstance(session.model.probability, RuleChances)
    again = shown(parent, session)
    assert again.ways.way is By.RULES
    again.reject()
    session.undo()
    assert session.model.probability is None


def test_that_chances_by_trees_are_learnt_when_asked_for_and_kept(
    session: Session, parent: QWidget, qtbot: QtBot
) -> None:
    dialog = shown(parent, session)
    qtbot.waitUntil(lambda: dialog.found is not None, timeout=30_000)
    assert dialog.found is not None
    assert dialog.found.by_trees is None
    dialog.ways.buttons[By.TREES].click()
    assert not dialog.main.isEnabled()
    assert dialog.said.text() == LEARNING
    dialog.progress.cancelled.emit()
    assert dialog.ways.way is By.SCORE
    assert dialog.main.isEnabled()
    dialog.ways.buttons[By.TREES].click()
    qtbot.waitUntil(dialog.main.isEnabled, timeout=30_000)
    told = dialog.found.by_trees
    assert told is not None
    assert dialog.better.text() == told.sentence
    assert "Demo, \u00d7" in dialog.moves.item(0).text()
    assert not dialog.card.isVisible()
    dialog.main.click()
    assert session.model is not None
    assert isinstance(session.model.probability, TreeChances)
    again = shown(parent, session)
    assert again.ways.way is By.TREES
    qtbot.waitUntil(again.main.isEnabled, timeout=30_000)
    assert again.moves.isVisible()
    again.reject()


def test_that_where_nothing_can_be_learnt_the_reason_is_all_that_is_shown(
    parent: QWidget, qtbot: QtBot
) -> None:
    session = Session("Ada")
    few = Signs(dict.fromkeys(FIELDS, 0.0), 2, rows=12, start=-0.5)
    few.open(session, ScoringModel("m1", "One", (Group("g1", "Signs", few.rules(60, 25)),)))
    dialog = shown(parent, session)
    qtbot.waitUntil(lambda: not dialog.asking.busy, timeout=30_000)
    assert "10 of either outcome" in dialog.said.text()
    assert not dialog.ways.isVisible()
    assert not dialog.main.isEnabled()
    wanted = dialog.said.heightForWidth(dialog.said.width())
    assert dialog.said.height() >= wanted


def test_that_without_leads_the_dialog_says_what_it_needs(parent: QWidget) -> None:
    session = Session("Ada")
    project = Project("P", models=(ScoringModel("m1", "Bare"),), chosen="m1")
    session.open(History.of(project), None, None)
    dialog = shown(parent, session)
    assert dialog.said.text() == NOTHING
    assert not dialog.main.isEnabled()
    dialog.reject()
