"""The real window on the sample project, for tests of one module that share it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from workbench.app import Workbench
from workbench.filing import files as files_module


@contextmanager
def sample_window(app: QApplication, home: Path) -> Iterator[Workbench]:
    """The window with the sample's leads scored; `home`: where settings and recovery live."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(home / "ini"))
    patch = pytest.MonkeyPatch()
    patch.setattr(files_module, "recovery_folder", lambda: home / "recovery")
    made = Workbench(app)
    made.window.resize(1366, 768)
    made.window.show()
    opened: list[object] = []
    made.desk.files.opened.connect(opened.append)
    made.desk.file_actions.open_sample("b2b_software")
    wait(lambda: bool(opened) and made.desk.preview.last is not None)
    yield made
    made.desk.files.close(discard=True)
    made.desk.session.open(None)
    made.finish()
    made.dispose()
    patch.undo()


def wait(done: Callable[[], bool]) -> None:
    """Let the window work until something is there."""
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end, "it never came"
        QApplication.processEvents()
        time.sleep(0.005)
