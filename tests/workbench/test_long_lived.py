"""What is loaded is not looked through again while somebody works, and let go at the end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.app import Workbench
from workbench.filing import files as files_module
from workbench.places import EXPORT


@pytest.fixture
def bench(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workbench]:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "ini"))
    monkeypatch.setattr(files_module, "recovery_folder", lambda: tmp_path / "recovery")
    gc.unfreeze()
    made = Workbench(qapp)
    qtbot.addWidget(made.window)
    made.window.show()
    yield made
    made.finish()
    made.dispose()


def test_that_full_collections_are_short_while_a_project_is_open(
    bench: Workbench, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(bench.desk.files.opened, timeout=60_000):
        bench.desk.file_actions.open_sample("b2b_software")
    bench.window.show_page(EXPORT)
    kept, looked_at = gc.get_freeze_count(), len(gc.get_objects())
    assert kept > 50_000
    assert looked_at < kept / 2
    bench.desk.files.close(discard=True)
    bench.desk.session.open(None)
    bench.desk.finish()
    assert not gc.get_freeze_count()
