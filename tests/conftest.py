"""What every test can rely on: no screen, a home of its own, Qt clean after each test."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent


def _isolate_from_the_person_who_runs_the_tests() -> None:
    """Runs before anything imports Qt or Matplotlib: both look at the environment only once.

    LEADBENCH_TEST_PLATFORM=xcb shows the windows, under Xvfb for instance.
    """
    home = Path(tempfile.mkdtemp(prefix="leadbench-home-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["QT_QPA_PLATFORM"] = os.environ.get("LEADBENCH_TEST_PLATFORM", "offscreen")
    os.environ["HOME"] = os.environ["USERPROFILE"] = str(home)
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(home / name.lower())
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    # Matplotlib takes seconds to list all fonts when its cache is new: this one outlives the run.
    os.environ["MPLCONFIGDIR"] = str(ROOT / ".pytest_cache" / "matplotlib")
    for name in ("QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "QT_FONT_DPI", "QT_QPA_PLATFORMTHEME"):
        os.environ.pop(name, None)


_isolate_from_the_person_who_runs_the_tests()

# Time limits measure the machine, not the law; in CI a red run must be the same run again.
hypothesis.settings.register_profile(
    "anywhere", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.register_profile(
    "ci", hypothesis.settings.get_profile("anywhere"), derandomize=True, print_blob=True
)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "anywhere")


_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    report = yield
    if report.failed:
        item.stash[_FAILED] = True
    return report


def _windows() -> set[Any]:
    """The windows that live now; a test that never imports Qt does not pay for the question.

    Menus and pop-ups that have a parent die with it, and Qt keeps its one tooltip for itself.
    """
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return set()
    return {
        widget
        for widget in widgets.QApplication.topLevelWidgets()
        if widget.parent() is None and widget.metaObject().className() != "QTipLabel"
    }


def _deliver_deletions() -> None:
    """pytest-qt closes its widgets and asks for deletion, but no event loop is left to do it."""
    core = sys.modules["PySide6.QtCore"]
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)
    core.QCoreApplication.processEvents()


@pytest.fixture(autouse=True)
def _no_window_survives_its_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """A window that lives on keeps its timers and data, and answers events of later tests."""
    before = _windows()
    yield
    if not _windows() - before:
        return
    _deliver_deletions()
    if _windows() - before:
        gc.collect()
        _deliver_deletions()
    leaked = _windows() - before
    names = ", ".join(sorted(_told(widget) for widget in leaked))
    for widget in leaked:
        widget.close()
        widget.deleteLater()
    _deliver_deletions()
    # A failed test's traceback still holds its windows: one red line is enough.
    if names and not request.node.stash.get(_FAILED, False):
        pytest.fail(f"windows survived the test (qtbot.addWidget takes care of them): {names}")


def _told(widget: Any) -> str:
    return f"{type(widget).__name__}({widget.objectName() or widget.windowTitle() or 'no name'})"


@pytest.fixture(autouse=True)
def _no_dialog_waits_for_a_person(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A modal dialog would wait for ever; a test that means one replaces the call itself."""
    if "qapp" not in request.fixturenames:
        return
    from PySide6 import QtWidgets  # lazy: the tests of models run without Qt

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a modal dialog was opened and would wait for a person")

    for kind in (QtWidgets.QDialog, QtWidgets.QMessageBox, QtWidgets.QFileDialog):
        monkeypatch.setattr(kind, "exec", refuse)
    for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"):
        monkeypatch.setattr(QtWidgets.QFileDialog, name, refuse)
    for name in ("question", "information", "warning", "critical", "about"):
        monkeypatch.setattr(QtWidgets.QMessageBox, name, refuse)
