"""Ends: the process ends cleanly in any state, and what a kill leaves is offered again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from models.project.recovery import left_behind

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = int(os.environ.get("LEADBENCH_ENDINGS", "1"))

START = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from workbench import app
qt = QApplication([])
bench = []
made = app.Workbench.__init__
def note(self, *rest):
    made(self, *rest)
    bench.append(self)
app.Workbench.__init__ = note
leads = Path(sys.argv[1])
def desk():
    return bench[0].desk
def close():
    bench[0].window.close()
    for box in qt.topLevelWidgets():
        if box.objectName() == 'ask_save':
            from PySide6.QtWidgets import QPushButton
            next(b for b in box.findChildren(QPushButton) if 'without' in b.text()).click()
def when(ready, then, ms=5):
    timer = QTimer(bench[0])
    timer.setInterval(ms)
    def look():
        if ready():
            timer.stop()
            timer.deleteLater()
            then()
    timer.timeout.connect(look)
    timer.start()
def take(then):  # open the leads, use them as they are, go on when they are scored
    def press():
        desk().looking.page.footer.use.click()
        when(settled, then)
    desk().file_actions.open_any(leads)
    when(lambda: desk().looking.page.footer.use.isEnabled(), press)
def settled():
    return bool(bench) and desk().preview.last is not None
"""

STATES = {
    "while a file is looked at": """
QTimer.singleShot(0, lambda: (desk().file_actions.open_any(leads), QTimer.singleShot(250, close)))
""",
    "while leads are imported": """
def press():
    desk().looking.page.footer.use.click()
    QTimer.singleShot(20, close)
def go():
    desk().file_actions.open_any(leads)
    when(lambda: desk().looking.page.footer.use.isEnabled(), press)
QTimer.singleShot(0, go)
""",
    "while a list is written": """
def go():
    desk().outputs.write_list(leads.parent / 'list.csv', desk().preview.last, ())
    QTimer.singleShot(50, close)
QTimer.singleShot(0, lambda: take(go))
""",
    "while a project is saved": """
def go():
    desk().files.save_as(leads.parent / 'kept.leadbench')
    close()
QTimer.singleShot(0, lambda: take(go))
""",
    "with changes that were never saved": """
from models.project.edits import ChangeProject
def go():
    desk().session.apply(ChangeProject('Another', ''))
    close()
QTimer.singleShot(0, lambda: take(go))
""",
    "while scores are worked out": """
from models.project.edits import ChangeProject
from workbench import live_preview
live_preview.INLINE_LEADS = 0
QTimer.singleShot(0, lambda: take(lambda: None))
when_open = lambda: when(lambda: desk().session.project is not None, close)
QTimer.singleShot(0, when_open)
""",
}


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    path = tmp_path / "leads.csv"
    rows = (
        f"{row},VP {row % 90},{row % 700},{'Yes' if row % 9 == 0 else 'No'}\n"
        for row in range(40_000)
    )
    path.write_text("Lead id,Job title,Employees,Converted\n" + "".join(rows), encoding="utf-8")
    return path


def environment(home: Path) -> dict[str, str]:
    places = {f"XDG_{n}_HOME": str(home / n.lower()) for n in ("CONFIG", "DATA", "CACHE", "STATE")}
    return {**os.environ, **places}


@pytest.mark.parametrize("state", STATES)
def test_that_the_process_ends_cleanly(state: str, leads: Path, tmp_path: Path) -> None:
    code = f"{START}\n{STATES[state]}\nraise SystemExit(app.run())\n"
    for _ in range(ROUNDS):
        done = subprocess.run(
            [sys.executable, "-X", "faulthandler", "-c", code, str(leads)],
            env=environment(tmp_path),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        assert not list(tmp_path.glob(".*lock")), "no lock stays"
        if state == "while a project is saved":
            assert (tmp_path / "kept.leadbench").exists(), "a save that was asked for is done"
        if state != "while scores are worked out":
            recovery = tmp_path / "state" / "leadbench" / "recovery"
            assert not list(recovery.glob("*.leadbench")) or state.startswith("while a list")


def test_that_what_a_killed_window_leaves_is_offered_on_the_welcome_page(
    leads: Path, tmp_path: Path
) -> None:
    edit = """
from models.project.edits import ChangeProject
def go():
    desk().session.apply(ChangeProject('Before the kill', ''))
    when(lambda: desk().files.waiting == 0, lambda: print('kept', flush=True))
QTimer.singleShot(0, lambda: take(go))
app.run()
"""
    look = """
def go():
    found = desk().recent()
    print([(item.name, item.unsaved) for item in found], flush=True)
    desk().open_recent(found[0].path)
    when(lambda: desk().session.project is not None, again)
def again():
    print(desk().session.project.name, len(desk().session.leads), flush=True)
    desk().session.undo()
    print(desk().session.project.name, flush=True)
    qt.exit(0)
QTimer.singleShot(0, go)
app.run()
"""
    with subprocess.Popen(
        [sys.executable, "-c", START + edit, str(leads)],
        env=environment(tmp_path),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == "kept\n"
        window.kill()
    recovery = tmp_path / "state" / "leadbench" / "recovery"
    assert [item.name for item in left_behind(recovery)] == ["Before the kill"]
    time.sleep(0.1)
    done = subprocess.run(
        [sys.executable, "-c", START + look, str(leads)],
        env=environment(tmp_path),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.splitlines() == [
        "[('Before the kill', True)]",
        "Before the kill 40000",
        "leads",
    ], done.stderr


def test_that_a_fault_in_the_demo_ends_it_with_an_error(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib\n"
        "from PySide6.QtCore import QTimer\n"
        "from workbench import demo\n"
        "settle = demo._Journey.settle\n"
        "def fault(self):\n"
        "    QTimer.singleShot(0, lambda: 1 / 0)\n"
        "    settle(self)\n"
        "demo._Journey.settle = fault\n"
        "raise SystemExit(demo.run(pathlib.Path(sys.argv[1]) / 'two words \\u00e9'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        env=environment(tmp_path),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "ZeroDivisionError" in done.stderr
