"""The main job in the real window, by mouse and keys, from an export to the lists taken away."""

from __future__ import annotations

import csv
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.project.edits import AddRules
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import ByRange, Points, RangePoints, Rule
from sample_projects import SAMPLES
from tests.workbench.taking import is_table, press_use
from workbench.app import Workbench
from workbench.command_line import main
from workbench.desk import Desk
from workbench.dialogs.sheet import Sheet
from workbench.places import DATA, LEADS, MODEL

ROWS = 1200


def bank_shaped(path: Path) -> None:
    """An export in the shape of the bank data: semicolons, quotes, an outcome called y."""
    dice = random.Random(11)
    jobs = ("admin.", "student", "retired", "services")
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter=";", quoting=csv.QUOTE_NONNUMERIC)
        out.writerow(("age", "job", "contact", "duration", "pdays", "poutcome", "euribor3m", "y"))
        for _ in range(ROWS):
            job, rate = dice.choice(jobs), dice.choice((0.7, 1.3, 4.9))
            won = dice.random() < 0.03 + 0.1 * (job == "retired") + 0.15 * (rate < 1)
            out.writerow(
                (
                    dice.randint(18, 90),
                    job,
                    dice.choice(("cellular", "telephone")),
                    dice.randint(100, 900) if won else dice.randint(0, 300),
                    999,
                    dice.choice(("nonexistent", "failure")),
                    rate,
                    "yes" if won else "no",
                )
            )


def drop(bench: Workbench, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(400, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    bench.window.dropEvent(event)  # Qt delivers a drop only from a drag that is under way


def opened(bench: Workbench, qtbot: QtBot, path: Path) -> Desk:
    with qtbot.waitSignal(bench.desk.files.opened, timeout=30_000):
        drop(bench, path)
        if is_table(path):
            press_use(bench.desk, qtbot)
    qtbot.waitUntil(lambda: bench.desk.preview.last is not None, timeout=10_000)
    return bench.desk


def settled(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(
        lambda: (
            desk.preview.last is not None
            and desk.preview.last.settled
            and desk.preview.last.model == desk.session.model
        ),
        timeout=10_000,
    )


def choose_file(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Whatever file dialog opens next, this path is chosen in it."""

    def answer(dialog: QFileDialog) -> None:
        dialog.filesSelected.emit([str(path)])
        dialog.deleteLater()

    monkeypatch.setattr(QFileDialog, "open", answer)


def press(widget: QWidget, qtbot: QtBot, text: str) -> None:
    button = next(b for b in widget.findChildren(QPushButton) if b.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def sheet(bench: Workbench, name: str) -> Sheet:
    found = [
        s for s in bench.window.findChildren(Sheet) if s.objectName() == name and s.isVisible()
    ]
    assert found, f"no dialog {name}"
    return found[-1]


RULES: tuple[Callable[[str], Rule], ...] = (
    lambda id_: Rule(id_, "Retired", Points(20), FieldTest("job", Test.IS, ("retired",))),
    lambda id_: Rule(
        id_,
        "Interest",
        ByRange("euribor3m", (RangePoints(None, 1.0, 30), RangePoints(1.0, 2.0, 10))),
    ),
)


def test_that_an_export_becomes_a_model_a_proof_and_a_list(
    bench: Workbench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = tmp_path / "campaign.csv"
    bank_shaped(export)
    desk = opened(bench, qtbot, export)
    session, window = desk.session, bench.window
    assert window.page == DATA, "an empty model begins with its data"
    assert session.leads is not None
    assert session.leads.outcome_counts[1] > 30, "y was taken for the outcome"

    # Design: two rules, then the points of one by the keyboard.
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.page == MODEL
    for make in RULES:
        assert session.model is not None
        rule = make(session.model.fresh_id("r"))
        session.apply(AddRules(session.model.id, session.model.groups[0].id, 9, (rule,)))
    settled(desk, qtbot)
    first = session.model.groups[0].rules[0]  # type: ignore[union-attr]
    session.choose_rule(first.id)
    before = desk.preview.last
    assert before is not None
    rules = desk.pages[MODEL].editor.rules
    rules.setFocus()
    qtbot.keyClick(rules, Qt.Key.Key_2)
    qtbot.keyClicks(QApplication.focusWidget() or rules, "5")
    qtbot.keyClick(QApplication.focusWidget() or rules, Qt.Key.Key_Return)
    settled(desk, qtbot)
    assert session.model is not None
    assert session.model.rule(first.id).award == Points(25)  # type: ignore[union-attr]
    after = desk.preview.last
    assert after is not None
    assert after.evaluation is not before.evaluation
    assert after.evaluation.auc is not None
    assert after.evaluation.auc.value > 0.6
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.model.rule(first.id).award == Points(20)  # type: ignore[union-attr]
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert session.model.rule(first.id).award == Points(25)  # type: ignore[union-attr]
    settled(desk, qtbot)

    # Proof: the list of all leads, found and explained.
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert window.page == LEADS
    page = desk.pages[LEADS]
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.search, "retired")
    qtbot.waitUntil(lambda: 0 < page.table.model().rowCount() < ROWS)
    top = page.table.model().index(0, 0)
    qtbot.mouseClick(
        page.table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=page.table.visualRect(top).center(),
    )
    assert page.panel.isVisible()

    # Take away: the list, the model, the project.
    listed = tmp_path / "scored.csv"
    choose_file(monkeypatch, listed)
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(desk.outputs.written, timeout=30_000):
        press(sheet(bench, "ask_list"), qtbot, "Choose a file…")
    with listed.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == ROWS
    scores = [int(row["score"]) for row in rows]
    assert scores == sorted(scores, reverse=True)
    model_file = tmp_path / "model.json"
    choose_file(monkeypatch, model_file)
    desk.save_model()
    assert json.loads(model_file.read_text(encoding="utf-8"))["groups"]
    kept = tmp_path / "kept.leadbench"
    choose_file(monkeypatch, kept)
    window.activateWindow()  # no window manager does it when a dialog closes
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not session.changed, timeout=30_000)
    assert kept.exists()

    # Reopen: all of it is there, undo too.
    project = session.project
    qtbot.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert session.project is None
    assert window.page == -1
    with qtbot.waitSignal(desk.files.opened, timeout=30_000):
        drop(bench, kept)
    assert session.project == project
    assert session.history is not None
    assert session.history.done


def test_that_a_drag_on_the_histogram_is_one_step_that_undo_takes_back(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(bench.desk.files.opened, timeout=60_000):
        bench.desk.file_actions.open_sample("b2b_software")
    desk = bench.desk
    settled(desk, qtbot)
    assert bench.window.page == MODEL
    chart = desk.pages[MODEL].panel.histogram
    qtbot.wait(50)
    chart.grab()
    assert desk.session.model is not None
    before = desk.session.model.mql_threshold
    band = desk.session.model.mql_band
    found = next(f for f in chart.flags() if f.threshold.band == band)
    flag = QPoint(round(found.left + found.width / 2), 12)
    qtbot.mousePress(chart, Qt.MouseButton.LeftButton, pos=flag)
    for step in range(1, 6):
        qtbot.mouseMove(chart, flag + QPoint(8 * step, 0))
        qtbot.wait(5)
    qtbot.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=flag + QPoint(40, 0))
    assert desk.session.model.mql_threshold > before
    assert desk.session.history is not None
    assert len(desk.session.history.done) == 1
    desk.session.undo()
    assert desk.session.model.mql_threshold == before


def test_that_rules_travel_by_the_clipboard_to_another_model(
    bench: Workbench, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(bench.desk.files.opened, timeout=60_000):
        bench.desk.file_actions.open_sample("b2b_software")
    desk = bench.desk
    settled(desk, qtbot)
    editor = desk.pages[MODEL].editor
    model = desk.session.model
    assert model is not None
    rule = model.groups[0].rules[0]
    editor.choose(rule.id)
    editor.rules.setFocus()
    qtbot.keyClick(editor.rules, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert rule.name in QGuiApplication.clipboard().text()
    bench.desk.model_actions.duplicate_model()
    other = desk.session.model
    assert other is not None
    assert other.id != model.id
    count = len(list(other.rules()))
    desk.pages[MODEL]._paste(other.groups[1].id, 0)
    pasted = desk.session.model
    assert pasted is not None
    assert len(list(pasted.rules())) == count + 1
    assert pasted.groups[1].rules[0].when == rule.when
    assert pasted.groups[1].rules[0].id != rule.id


def test_that_closing_a_changed_project_without_a_name_asks_first(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    export = tmp_path / "campaign.csv"
    bank_shaped(export)
    desk = opened(bench, qtbot, export)
    assert desk.session.model is not None
    group = desk.session.model.groups[0].id
    desk.session.apply(AddRules(desk.session.model.id, group, 0, (RULES[0]("r1"),)))
    bench.window.close()
    assert bench.window.isVisible(), "the window waits for the answer"
    sheet(bench, "ask_save").reject()
    assert desk.session.project is not None
    bench.window.close()
    press(sheet(bench, "ask_save"), qtbot, "Close without saving")
    qtbot.waitUntil(lambda: not bench.window.isVisible())
    assert desk.session.project is None


def test_that_a_file_that_cannot_be_read_is_told_on_the_page_and_the_work_goes_on(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 half a workbook")
    drop(bench, broken)
    page = bench.desk.looking.page
    qtbot.waitUntil(page.file.trouble.isVisible, timeout=30_000)
    draft = page.presenter.draft
    assert draft is not None
    assert draft.error is not None
    assert draft.error.remedy in page.file.trouble.accessibleName()
    assert bench.window.page == -1
    export = tmp_path / "campaign.csv"
    bank_shaped(export)
    assert opened(bench, qtbot, export).session.leads is not None


def test_that_the_process_ends_cleanly_when_the_window_is_closed(tmp_path: Path) -> None:
    code = (
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from workbench import app\n"
        "qt = QApplication([])\n"
        "def end():\n"
        "    [w.close() for w in qt.topLevelWidgets() if w.objectName() == 'main_window']\n"
        "QTimer.singleShot(1500, end)\n"
        "raise SystemExit(app.run())\n"
    )
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr


def test_that_a_model_dropped_on_a_project_is_added_and_a_wrong_one_is_told(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(bench.desk.files.opened, timeout=60_000):
        bench.desk.file_actions.open_sample("b2b_software")
    desk = bench.desk
    settled(desk, qtbot)
    assert desk.session.project is not None
    before = len(desk.session.project.models)
    drop(bench, SAMPLES[0].model)
    assert len(desk.session.project.models) == before + 1
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"semantics": 1, "name": "", "groups": 7}', encoding="utf-8")
    drop(bench, wrong)
    assert len(desk.session.project.models) == before + 1
    assert len(bench.window.messages.problems()) > 1, "every fault is told"


def test_that_window_and_command_line_score_a_project_alike(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(bench.desk.files.opened, timeout=60_000):
        bench.desk.file_actions.open_sample("b2b_software")
    desk = bench.desk
    settled(desk, qtbot)
    project, listed, again = (tmp_path / n for n in ("p.leadbench", "window.csv", "shell.csv"))
    with qtbot.waitSignal(desk.files.saved, timeout=30_000):
        desk.files.save_as(project)
    assert desk.preview.last is not None
    with qtbot.waitSignal(desk.outputs.written, timeout=30_000):
        desk.outputs.write_list(listed, desk.preview.last, ())
    which = ["--model", str(project), "--model-name", desk.preview.last.model.name]
    assert main(["score", *which, str(project), "-o", str(again)]) == 0
    assert listed.read_bytes() == again.read_bytes()


def test_that_title_and_recent_projects_name_the_file_that_was_saved(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    desk, window = bench.desk, bench.window
    with qtbot.waitSignal(desk.files.opened, timeout=60_000):
        desk.file_actions.open_sample("b2b_software")
    settled(desk, qtbot)
    with qtbot.waitSignal(desk.files.saved, timeout=30_000):
        desk.files.save_as(tmp_path / "May.leadbench")
    assert window.windowTitle() == "May \u2014 Leadbench"
    desk.model_actions.duplicate_model()
    assert window.windowTitle() == "May, changed \u2014 Leadbench"
    (tmp_path / "gone.leadbench").touch()
    desk.settings.put(desk.settings.value.with_recent(str(tmp_path / "gone.leadbench")))
    (tmp_path / "gone.leadbench").unlink()
    gone, may = desk.recent()[:2]
    assert (gone.missing, gone.when) == (True, "")
    assert may.title == "May"
    assert str(date.today().year) in may.when
