"""The workbench as a person opens it, with settings and recovery of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.app import Workbench
from workbench.filing import files as files_module


@pytest.fixture
def bench(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workbench]:
    """An open window without a project; whatever a test leaves unsaved is thrown away."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "ini"))
    monkeypatch.setattr(files_module, "recovery_folder", lambda: tmp_path / "recovery")
    made = Workbench(qapp)
    made.window.resize(1280, 800)
    qtbot.addWidget(made.window)
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    made.desk.files.close(discard=True)
    made.desk.session.open(None)
    made.finish()
