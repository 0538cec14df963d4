"""The dialog of lists for another system: wished, looked at, remembered, written."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.exchange.reimport.wishes import ListWishes
from models.leads.table import Leads
from models.problems import LeadbenchError, Problem
from models.project.document import Project, Source
from models.project.edits import ChangeLists
from models.project.history import History
from tests.models.exchange.listed_leads import leads_of, model_of
from workbench.dialogs.back_list_dialog import BackListDialog
from workbench.dialogs.sheet import Sheet
from workbench.filing.back_lists import BackLists
from workbench.filing.outputs import Outputs
from workbench.live_preview import LivePreview, Preview
from workbench.session import Session

IDS, SCORES = ("51", "52", "", "53"), (80, 50, 90, 5)


class Chosen:
    """Stands for the person at the file dialogs: what is asked for is there at once."""

    def __init__(self) -> None:
        self.lists: tuple[Path, ...] = ()
        self.out = Path()
        self.asked: list[tuple[str, str]] = []

    def choose_lists(self, then: Callable[[Sequence[Path]], object]) -> None:
        then(self.lists)

    def save_to(
        self, _title: str, name: str, filters: str, write: Callable[[Path], None], *, done: bool
    ) -> None:
        assert not done
        self.asked.append((name, filters))
        write(self.out)


class Bench:
    """A session with four leads, three of which have an id, and what is told of lists."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.window = QWidget()
        self.window.resize(1280, 720)
        qtbot.addWidget(self.window)
        self.window.show()
        self.session = Session("Ada")
        self.preview = LivePreview(self.session)
        leads = leads_of(IDS, SCORES)
        table = leads.raw
        source = Source(table.fingerprint, "leads.csv", table.rows)
        project = Project("P", source, leads.recipe, (model_of(),), "m")
        self.session.open(History.of(project), table, Leads(table, leads.recipe))
        self.chosen = Chosen()
        self.lists = BackLists(self.window, self.session, self.chosen)  # type: ignore[arg-type]
        self.told: list[str] = []
        self.problems: list[Problem] = []
        self.failed: list[LeadbenchError] = []
        self.lists.written.connect(self._know)
        self.lists.failed.connect(self.failed.append)

    def _know(self, words: str, found: Sequence[Problem]) -> None:
        self.told.append(words)
        self.problems += found

    @property
    def shown(self) -> Preview:
        last = self.preview.last
        assert last is not None
        return last

    def open(self) -> BackListDialog:
        """The dialog, with its list made."""
        self.qtbot.waitUntil(lambda: self.preview.last is not None)
        self.lists.ask(self.shown, "P")
        dialog = self.window.findChildren(BackListDialog)[-1]
        self.rest(dialog)
        return dialog

    def rest(self, dialog: BackListDialog) -> None:
        """Wait until what was wished is made or refused."""
        self.qtbot.waitUntil(
            lambda: not dialog._wait.isActive() and not dialog.asking.busy, timeout=20_000
        )

    def write(self, dialog: BackListDialog, out: Path) -> None:
        self.chosen.out = out
        before = len(self.told) + len(self.failed)
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: len(self.told) + len(self.failed) > before, timeout=20_000)


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(qtbot)
    yield made
    made.lists.finish()
    made.preview.finish()
    made.session.finish()


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [row[:3] for row in csv.reader(stream)]


def test_that_the_first_rows_and_who_is_left_out_are_seen_before_anything_is_written(
    bench: Bench,
) -> None:
    dialog = bench.open()
    assert dialog.form.system.currentText() == "HubSpot"
    assert dialog.form.id_field.currentText() == "Key"
    assert dialog.said.text() == "3 leads for HubSpot."
    assert "1 lead is left out: no id." in dialog.left.text()
    model = dialog.table.model()
    seen = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert seen == ["51", "52", "53"]
    heads = [
        model.headerData(at, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
        for at in range(model.columnCount())
    ]
    assert heads[:3] == ["Record ID", "Lead score", "Lead score band"]
    dialog.reject()
    assert bench.session.project is not None
    assert bench.session.project.lists == ListWishes()


def test_that_a_list_is_written_and_its_wishes_remembered_as_one_step(
    bench: Bench, tmp_path: Path
) -> None:
    dialog = bench.open()
    _, line = dialog.form.headers["score"]
    line.setFocus()
    QTest.keyClicks(line, "Points")
    bench.rest(dialog)
    bench.write(dialog, tmp_path / "o.csv")
    assert rows(tmp_path / "o.csv") == [
        ["Record ID", "Points", "Lead score band"],
        ["51", "80", "Hot"],
        ["52", "50", "Warm"],
        ["53", "5", "Cold"],
    ]
    assert bench.told == ["o.csv was written: 3 leads."]
    assert [problem.count for problem in bench.problems] == [1]
    assert bench.chosen.asked[0][0] == "P, HubSpot.csv"
    again = bench.open()
    assert again.form.headers["score"][1].text() == "Points"
    again.reject()
    bench.session.undo()
    assert bench.session.project is not None
    assert bench.session.project.lists == ListWishes()


def test_that_what_cannot_be_is_said_and_nothing_can_be_written(bench: Bench) -> None:
    dialog = bench.open()
    dialog.form.system.picked.emit("dynamics")
    bench.rest(dialog)
    assert "“51” is not a GUID" in dialog.said.text()
    assert not dialog.main.isEnabled()
    dialog.form.system.picked.emit("plain")
    bench.rest(dialog)
    assert dialog.main.isEnabled()
    line = dialog.form.steps["Hot"]
    line.setFocus()
    QTest.keyClicks(line, "Call")
    assert not dialog.main.isEnabled(), "what is shown is not yet what was typed"
    bench.rest(dialog)
    assert "“Cold”, “Warm” have no next step" in dialog.said.text()
    assert dialog.form.headers["next-step"][1].isVisible()
    dialog.reject()


def test_that_files_of_bands_are_written_and_asked_about_before_they_are_replaced(
    bench: Bench, tmp_path: Path
) -> None:
    (tmp_path / "o, Hot.csv").write_text("before")
    bench.chosen.out = tmp_path / "o.csv"
    dialog = bench.open()
    dialog.form.per_band.click()
    bench.rest(dialog)
    dialog.main.click()
    sure = next(s for s in bench.window.findChildren(Sheet) if s.objectName() == "ask_sure")
    assert (tmp_path / "o, Hot.csv").read_text() == "before"
    sure.main.click()
    bench.qtbot.waitUntil(lambda: bool(bench.told), timeout=20_000)
    assert bench.told == ["3 files of bands were written: 3 leads in all."]
    assert [rows(tmp_path / f"o, {band}.csv")[1][0] for band in ("Hot", "Warm", "Cold")] == [
        "51",
        "52",
        "53",
    ]


def test_that_only_what_changed_since_a_list_is_written_and_never_over_it(
    bench: Bench, tmp_path: Path
) -> None:
    before = tmp_path / "before.csv"
    bench.write(bench.open(), before)
    text = before.read_text(encoding="utf-8-sig").replace("52,50,Warm", "52,10,Cold")
    before.write_text(text.replace("53,5", "54,5"), encoding="utf-8-sig")
    bench.chosen.lists = (before,)
    dialog = bench.open()
    dialog.changed.click()
    bench.rest(dialog)
    assert dialog.against.text() == "Compared with before.csv"
    assert "1 new, 1 changed; 1 lead stays as it was" in dialog.said.text()
    assert "1 record of the list before is not among these leads" in dialog.said.text()
    bench.write(dialog, before)
    assert "would replace the file" in str(bench.failed[0])
    again = bench.open()
    again.changed.click()
    bench.rest(again)
    bench.write(again, tmp_path / "changes.csv")
    assert [row[0] for row in rows(tmp_path / "changes.csv")[1:]] == ["52", "53"]
    last = bench.open()
    last.changed.click()
    bench.rest(last)
    last.whole.click()
    bench.rest(last)
    assert last.said.text() == "3 leads for HubSpot."
    last.reject()


def test_that_a_list_that_cannot_be_compared_with_is_told(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    bench.chosen.lists = (tmp_path / "other.csv",)
    dialog = bench.open()
    dialog.changed.click()
    bench.rest(dialog)
    assert "no column “Record ID”" in dialog.said.text()
    assert not dialog.main.isEnabled()
    dialog.reject()


def test_that_a_system_that_is_named_is_offered_but_none_of_a_newer_version(bench: Bench) -> None:
    bench.session.apply(ChangeLists(ListWishes("of a newer version", per_band=True)))
    dialog = bench.open()
    assert dialog.form.system.currentText() == "HubSpot"
    assert dialog.form.per_band.isChecked()
    dialog.reject()
    bench.lists.ask(bench.shown, "P", system="plain")
    dialog = bench.window.findChildren(BackListDialog)[-1]
    bench.rest(dialog)
    assert dialog.form.system.currentText() == "Another system"
    dialog.reject()


def test_that_where_a_list_is_saved_one_for_another_system_is_a_click_away(bench: Bench) -> None:
    bench.qtbot.waitUntil(lambda: bench.preview.last is not None)
    outputs = Outputs(bench.window, bench.chosen)  # type: ignore[arg-type]
    outputs.back_asked.connect(bench.lists.ask)
    outputs.ask_list(bench.shown, "P, chosen", np.array([1, 3], dtype=np.intp))
    sheet = next(s for s in bench.window.findChildren(Sheet) if s.objectName() == "ask_list")
    button = next(b for b in sheet.findChildren(QPushButton) if b.text() == "For another system…")
    button.click()
    dialog = bench.window.findChildren(BackListDialog)[-1]
    bench.rest(dialog)
    assert dialog.looked is not None
    assert dialog.looked.back.found.ids == ["52", "53"]
    dialog.reject()
    outputs.finish()


def test_that_everything_in_the_dialog_is_reached_by_keys(bench: Bench) -> None:
    dialog = bench.open()
    assert dialog.form.system.hasFocus()
    seen: list[QWidget] = []
    for _ in range(60):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in seen:
            break
        seen.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    wanted = [
        dialog.form.system,
        dialog.form.id_field,
        dialog.form.per_band,
        *(line for _, line in dialog.form.headers.values() if line.isVisible()),
        *dialog.form.steps.values(),
        dialog.changed,
        dialog.table,
        dialog.cancel,
        dialog.main,
    ]
    assert [widget for widget in seen if widget in wanted] == wanted
    dialog.reject()
