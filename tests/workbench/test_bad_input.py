"""Bad input in the real window: one message with what, where and remedy, and the work goes on."""

from __future__ import annotations

import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from models.problems import Problem
from models.project.edits import AddGroup, AddRules, ChangeProject
from models.project.file import ProjectFile
from models.scoring.conditions import FieldTest, Inactive, Measure, Quantity, Test
from models.scoring.file.model_json import dump
from models.scoring.model import ByCount, CountPoints, Group, Points, Rule
from tests.workbench.taking import is_table, page_ready, press_use
from widgets.empty_state import EmptyState
from workbench.app import Workbench
from workbench.desk import Desk
from workbench.dialogs.sheet import Sheet
from workbench.filing import files as files_module
from workbench.filing.outputs import write_model_file
from workbench.importing.draft import Purpose, Step
from workbench.importing.page import ImportPage

HEAD = "Lead id,Job title,Employees,Converted\n"
ROWS = [
    f"{row:03},{'VP Sales' if row % 3 else 'Clerk'},{row * 7},{'Yes' if row % 4 == 0 else 'No'}\n"
    for row in range(1, 81)
]
GOOD = HEAD + "".join(ROWS)
RULE = Rule("r9", "Title", Points(10), FieldTest("Job title", Test.CONTAINS, ("vp",)))


@pytest.fixture
def bench(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workbench]:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "ini"))
    monkeypatch.setattr(files_module, "recovery_folder", lambda: tmp_path / "recovery")
    made = Workbench(qapp)
    qtbot.addWidget(made.window)
    made.window.show()
    yield made
    made.desk.files.close(discard=True)
    made.desk.session.open(None)
    made.finish()


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def settle(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not desk.files.busy and not desk.files.saving, timeout=30_000)


def opened(bench: Workbench, qtbot: QtBot, path: Path) -> Desk:
    with qtbot.waitSignal(bench.desk.files.opened, timeout=30_000):
        bench.desk.file_actions.open_any(path)
        if is_table(path):
            press_use(bench.desk, qtbot)
    return bench.desk


def refusal(page: ImportPage) -> Problem | None:
    """Why the file on the import page cannot be read."""
    return None if page.presenter.draft is None else page.presenter.draft.error


def spoken(state: EmptyState) -> str:
    return state.accessibleName() if state.isVisible() else ""


def told(bench: Workbench) -> Problem:
    """The message in sight."""
    assert bench.window.messages.isVisible()
    return bench.window.messages.problems()[0]


def says_all(problem: Problem, name: str) -> bool:
    plain = not any(sign in problem.sentence() for sign in ("Errno", "Error:", "Traceback", "<"))
    return problem.what.endswith(".") and bool(problem.remedy) and name in problem.where and plain


def workbook(path: Path) -> bytes:
    book = openpyxl.Workbook()
    for line in GOOD.splitlines():
        book.active.append(line.split(","))
    book.save(path)
    content = path.read_bytes()
    path.unlink()
    return content


UNREADABLE: dict[str, bytes | None] = {
    "missing.csv": None,
    "empty.csv": b"",
    "only lines.csv": b"\n\n \n",
    "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "zero bytes.csv": GOOD.replace("VP", "V\0P").encode(),
    "document.csv": b"%PDF-1.7 something",
    "web page.xls": b"<html><table><tr><td>a</td></tr></table></html>",
    "half written.xlsx": b"PK\x03\x04" + b"\0" * 40,
    "archive.zip": b"PK\x05\x06" + b"\0" * 18,
    "header only.csv": HEAD.encode(),
    "all blank.csv": (HEAD + ",,,\n" * 40).encode(),
    "not json.json": b"hello",
    "not a project.leadbench": b"hello",
    "empty.leadbench": b"",
    "gone.leadbench": None,
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_that_what_cannot_be_read_is_told_in_one_message_and_the_next_file_opens(
    bench: Workbench, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    content = UNREADABLE[name]
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    if is_table(path):
        bench.desk.file_actions.open_any(path)
        page = bench.desk.looking.page
        qtbot.waitUntil(lambda: refusal(page) is not None, timeout=30_000)
        problem = refusal(page)
        assert problem is not None
        assert says_all(problem, name), problem.sentence()
        assert problem.what in spoken(page.file.trouble)
        assert not page.footer.use.isEnabled()
    else:
        with qtbot.waitSignal(bench.desk.files.failed, timeout=30_000):
            bench.desk.file_actions.open_any(path)
        assert says_all(told(bench), name), told(bench).sentence()
        assert len(bench.window.messages.problems()) == 1
    assert bench.window.page == -1
    desk = opened(bench, qtbot, write(tmp_path, "good.csv", GOOD))
    assert desk.session.leads is not None
    assert not bench.window.messages.isVisible()


def test_that_a_file_that_cannot_be_read_leaves_the_open_project_as_it_is(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = opened(bench, qtbot, write(tmp_path, "good.csv", GOOD))
    before = desk.session.project
    desk.looking.show(write(tmp_path, "bad.csv", ""), Purpose.NEXT)
    qtbot.waitUntil(lambda: refusal(desk.looking.page) is not None, timeout=30_000)
    assert not desk.looking.page.footer.use.isEnabled()
    desk.looking.leave()
    with qtbot.waitSignal(desk.files.failed, timeout=30_000):
        desk.files.open(write(tmp_path, "bad.leadbench", "no"))
    assert desk.session.project is before
    desk.session.apply(ChangeProject("Goes on", ""))
    assert desk.files.file is not None
    qtbot.waitUntil(lambda: desk.files.waiting == 0, timeout=10_000)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("no header.csv", "".join(ROWS), "looks like a lead"),
        ("one outcome.csv", GOOD.replace("No", "Yes"), "same outcome"),
        ("one lead.csv", HEAD + ROWS[3], "same outcome"),
        ("cut off.csv", GOOD + "081,VP", "fewer cells"),
        ("ragged.csv", GOOD + "081,VP,3,Yes,more\n", "more cells"),
        ("double.csv", GOOD + ROWS[0], "repeats the id"),
        ("all double.csv", GOOD + "".join(ROWS), "repeat the id"),
    ],
)
def test_that_what_is_odd_in_leads_is_told_beside_them(
    bench: Workbench, qtbot: QtBot, tmp_path: Path, name: str, content: str, words: str
) -> None:
    desk = bench.desk
    desk.file_actions.open_any(write(tmp_path, name, content))
    page = page_ready(desk, qtbot)
    page.show_step(Step.CHECK)
    said = [entry.entry for entry in page.check.report.entries]
    assert any(words in entry.what and entry.details for entry in said), said
    with qtbot.waitSignal(desk.files.opened, timeout=30_000):
        press_use(desk, qtbot)
    assert desk.session.leads is not None
    assert desk.session.project is not None
    assert desk.session.project.source is not None
    kept = desk.session.project.source.problems
    assert any(words in problem.what for problem in kept), kept
    assert all(problem.where and problem.remedy for problem in kept)
    model = desk.session.model
    assert model is not None
    desk.session.apply(AddRules(model.id, "g1", 0, (RULE,)))
    qtbot.waitUntil(
        lambda: (
            desk.preview.last is not None
            and desk.preview.last.settled
            and desk.preview.last.model == desk.session.model
        ),
        timeout=10_000,
    )
    for page in range(3):
        bench.window.show_page(page)
        QApplication.processEvents()


def test_that_misnamed_files_are_read_as_what_they_are(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    book = workbook(tmp_path / "book.xlsx")
    for name, content in (("workbook.csv", book), ("text.xlsx", GOOD.encode())):
        bench.desk.session.open(None)
        bench.desk.files.close(discard=True)
        desk = opened(bench, qtbot, write(tmp_path, name, content))
        assert desk.session.leads is not None
        assert len(desk.session.leads) == len(ROWS)


@pytest.mark.parametrize("text", ['{"a": 1}', "[1]", '{"semantics": 99}', "{", "\x00"])
def test_that_a_wrong_model_file_is_named_first_and_no_model_is_added(
    bench: Workbench, qtbot: QtBot, tmp_path: Path, text: str
) -> None:
    desk = opened(bench, qtbot, write(tmp_path, "good.csv", GOOD))
    before = desk.session.project
    desk.file_actions.open_any(write(tmp_path, "wrong.json", text))
    assert says_all(told(bench), "wrong.json"), told(bench).sentence()
    assert desk.session.project is before


def test_that_a_model_with_fields_the_leads_lack_says_which_and_scores_them_as_blank(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = opened(bench, qtbot, write(tmp_path, "good.csv", GOOD))
    model = desk.session.model
    assert model is not None
    lost = Rule("r8", "Segment", Points(30), FieldTest("Segment", Test.IS, ("Enterprise",)))
    rules = Group("g9", "More", (lost, RULE))
    path = write(
        tmp_path,
        "m.json",
        dump(
            AddGroup(model.id, rules, 0)
            .apply(
                desk.session.project  # type: ignore[arg-type]
            )
            .model
        ),
    )  # type: ignore[arg-type]
    desk.file_actions.open_any(path)
    assert "Segment" in told(bench).what
    assert told(bench).remedy
    qtbot.waitUntil(
        lambda: desk.preview.last is not None and desk.preview.last.model == desk.session.model
    )
    assert desk.preview.last is not None
    assert desk.preview.last.evaluation.rules["r8"].hits.leads == 0
    assert set(desk.preview.last.scored.scores.tolist()) == {0, 10}


def test_that_a_half_finished_model_is_not_written_and_its_fault_is_told(
    bench: Workbench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened(bench, qtbot, write(tmp_path, "good.csv", GOOD))
    model, target = desk.session.model, tmp_path / "model.json"
    assert model is not None
    unnamed = Rule("r8", "", Points(30), FieldTest("Job title", Test.IS, ("x",)))
    desk.session.apply(AddRules(model.id, "g1", 0, (unnamed,)))
    monkeypatch.setattr(QFileDialog, "open", lambda box: box.filesSelected.emit([str(target)]))
    desk.save_model()
    assert not target.exists()
    assert says_all(told(bench), model.name), told(bench).sentence()
    desk.session.undo()
    assert desk.session.model is not None
    write_model_file(target, desk.session.model, desk.session.project)  # type: ignore[arg-type]
    assert target.exists()


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """No file of this process may grow beyond so many bytes."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


@pytest.mark.parametrize("room", [0, 4096, 20_000])
def test_that_a_disk_that_fills_while_saving_leaves_everything_as_it_was(
    bench: Workbench, qtbot: QtBot, tmp_path: Path, room: int
) -> None:
    desk = opened(bench, qtbot, write(tmp_path, "good.csv", GOOD))
    target = tmp_path / "kept.leadbench"
    with full_disk(room), qtbot.waitSignal(desk.files.failed, timeout=30_000):
        desk.files.save_as(target)
    assert "disk" in told(bench).what
    assert says_all(told(bench), target.name), told(bench).sentence()
    assert not target.exists()
    assert desk.files.path is None
    assert not list(tmp_path.glob(".leadbench-*"))
    with qtbot.waitSignal(desk.files.saved, timeout=30_000):
        desk.files.save_as(target)
    assert desk.files.path == target


def sheet(bench: Workbench, name: str) -> Sheet:
    found = [s for s in bench.window.findChildren(Sheet) if s.objectName() == name]
    assert found, f"no dialog {name}"
    return found[-1]


def press(sheet: Sheet, qtbot: QtBot, start: str) -> None:
    button = next(b for b in sheet.findChildren(QPushButton) if b.text().startswith(start))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_changes_that_cannot_be_kept_are_told_and_closing_asks_before_it_loses_them(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = opened(bench, qtbot, write(tmp_path, "good.csv", GOOD))
    kept = tmp_path / "kept.leadbench"
    with qtbot.waitSignal(desk.files.saved, timeout=30_000):
        desk.files.save_as(kept)
    other = tmp_path / "other.leadbench"
    shutil.copy(kept, other)
    with full_disk(0):
        with qtbot.waitSignal(desk.files.journal_failed, timeout=10_000):
            desk.session.apply(ChangeProject("Not kept yet", ""))
        assert "disk" in told(bench).what
        assert bench.window.kept.text() == "Changes are not kept yet"
        bench.window.close()
        qtbot.waitUntil(lambda: bool(bench.window.findChildren(Sheet)))
        sheet(bench, "ask_lost").reject()
        assert bench.window.isVisible()
        assert desk.session.project is not None
        assert desk.session.project.name == "Not kept yet"
        # Another file opened meanwhile stays closed, too, and the changes stay here.
        with qtbot.waitSignal(desk.files.failed, timeout=30_000):
            desk.files.open(other)
        assert desk.session.project.name == "Not kept yet"
    ProjectFile.open(other).close()  # nobody holds it
    qtbot.waitUntil(lambda: desk.files.waiting == 0, timeout=15_000)
    assert bench.window.kept.text() == "All changes kept"
    bench.window.close()
    qtbot.waitUntil(lambda: not bench.window.isVisible(), timeout=10_000)
    with ProjectFile.open(kept) as file:
        assert file.load().project.name == "Not kept yet"


def test_that_a_project_open_elsewhere_can_be_read_and_saved_under_another_name(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = opened(bench, qtbot, write(tmp_path, "good.csv", GOOD))
    path = tmp_path / "kept.leadbench"
    with qtbot.waitSignal(desk.files.saved, timeout=30_000):
        desk.files.save_as(path)
    desk.file_actions.close_project()
    code = (
        "import sys, pathlib\n"
        "from models.project.file import ProjectFile\n"
        "file = ProjectFile.open(pathlib.Path(sys.argv[1]))\n"
        "print('open', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with qtbot.waitSignal(desk.files.failed, timeout=30_000):
            desk.file_actions.open_any(path)
        assert says_all(told(bench), path.name)
        with qtbot.waitSignal(desk.files.opened, timeout=30_000):
            press_in_bar(bench, qtbot, "Open for reading")
        assert desk.files.read_only
        assert "reading" in bench.window.kept.text()
        desk.session.apply(ChangeProject("Mine", ""))
        assert "reading" in bench.window.kept.text()
        with qtbot.waitSignal(desk.files.saved, timeout=30_000):
            desk.files.save_as(tmp_path / "mine.leadbench")
        assert not desk.files.read_only
        holder.communicate(b"")
    with ProjectFile.open(tmp_path / "mine.leadbench", read_only=True) as file:
        assert file.load().project.name == "Mine"


def press_in_bar(bench: Workbench, qtbot: QtBot, words: str) -> None:
    buttons = bench.window.messages.findChildren(QPushButton)
    button = next(b for b in buttons if b.text() == words and b.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_damaged_and_newer_projects_are_told_and_what_is_sound_is_shown(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = opened(bench, qtbot, write(tmp_path, "good.csv", GOOD))
    path = tmp_path / "kept.leadbench"
    with qtbot.waitSignal(desk.files.saved, timeout=30_000):
        desk.files.save_as(path)
    desk.session.apply(ChangeProject("Later", ""))
    desk.file_actions.close_project()
    content = path.read_bytes()
    with qtbot.waitSignal(desk.files.failed, timeout=30_000):
        desk.file_actions.open_any(write(tmp_path, "half.leadbench", content[: len(content) // 2]))
    assert says_all(told(bench), "half.leadbench")
    bench.window.messages.clear()
    for name, statement, words in (
        ("newer.leadbench", "PRAGMA user_version = 99", "newer Leadbench"),
        ("record.leadbench", "UPDATE journal SET label = 'x'", "record of changes is damaged"),
        ("no leads.leadbench", "DELETE FROM tables", "not in this project"),
    ):
        other = write(tmp_path, name, content)
        with sqlite3.connect(other) as db:
            db.execute(statement)
        db.close()
        opened(bench, qtbot, other)
        assert words in told(bench).what
        assert told(bench).remedy
        assert desk.session.project is not None
        desk.session.open(None)
        desk.files.close(give_up=True)


LOG = "Lead id,Type,Time,Seconds\n"
LOGS: dict[str, tuple[str | bytes, str]] = {
    "unknown.csv": (LOG + "900,Visit,2026-01-01,1\n", "not in the table"),
    "no time.csv": (LOG + "001,Visit,,1\n002,Visit,soon,2\n", "have no time"),
    "future.csv": (LOG + "001,Visit,2126-01-01,1\n", "lies in the future"),
    "zones.csv": (LOG + "001,Visit,2026-01-01T10:00Z,1\n002,Visit,2026-01-01 10:00 CET,2\n", "CET"),
    "twice.csv": (LOG + "001,Visit,2026-01-01,1\n" * 3, "repeat another"),
    "no id.csv": ("Type,Time\nVisit,2026-01-01\n", "which lead an activity belongs to"),
    "no day.csv": ("Lead id,Type\n001,Visit\n", "when an activity happened"),
    "leads.csv": (GOOD, "when an activity happened"),
    "huge.csv": (LOG + "001,Visit,2026-01-01,1e308\n001,Visit,2026-01-02,1e309\n", ""),
    "types.csv": (LOG + "".join(f"001,T{n},2026-01-01,1\n" for n in range(10_000)), ""),
    "empty.csv": (b"", "The file is empty."),
    "header.csv": (LOG, "no rows below them"),
    "picture.csv": (UNREADABLE["picture.csv"] or b"", ""),
}


@pytest.mark.parametrize("name", LOGS)
def test_that_odd_activities_are_told_and_every_page_goes_on(
    bench: Workbench, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    content, words = LOGS[name]
    desk = opened(bench, qtbot, write(tmp_path, "good.csv", GOOD))
    model = desk.session.model
    assert model is not None
    summed = ByCount(Quantity(Measure.SUM, detail="Seconds"), (CountPoints(1, 7),))
    asked = (Rule("a1", "Sum", summed), Rule("a2", "Quiet", Points(-5), Inactive(30, ("Nope",))))
    desk.session.apply(AddRules(model.id, "g1", 0, asked))
    before = desk.session.project
    desk.looking.show(write(tmp_path, name, content), Purpose.ACTIVITIES)
    page = desk.looking.page
    qtbot.waitUntil(lambda: not page.presenter.reading, timeout=30_000)
    problem = refusal(page)
    if problem is not None:
        assert says_all(problem, name), problem.sentence()
        said = problem.sentence()
    elif not page.footer.use.isEnabled():
        joined = page.presenter.joined
        assert joined is not None
        said = " ".join(problem.sentence() for problem in joined.problems)
    else:
        page.footer.use.click()
        settle(desk, qtbot)
        assert desk.session.project is not before
        leads = desk.session.leads
        assert leads is not None
        assert leads.activities is not None
        said = " ".join(problem.sentence() for problem in leads.activities.report.problems())
    assert words in said
    qtbot.waitUntil(
        lambda: (
            desk.preview.last is not None
            and desk.preview.last.settled
            and desk.preview.last.leads is desk.session.leads
        ),
        timeout=10_000,
    )
    for page in range(len(desk.pages)):
        bench.window.show_page(page)
        QApplication.processEvents()
    desk.session.go_to(0)
    assert desk.session.leads is not None
    assert desk.session.leads.activities is None
