"""Settings: read as they were written, never broken by a file that is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from workbench.settings import MOST_RECENT, Settings, SettingsStore


@pytest.fixture
def folder(qtbot: QtBot, tmp_path: Path) -> Path:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    return tmp_path


def test_that_settings_come_back_as_they_were_written(folder: Path) -> None:
    store = SettingsStore()
    wanted = Settings(
        theme="dark",
        scale=150,
        author="Ada",
        recent=("/a/one.leadbench",),
        geometry=b"\x01\x02",
        splitters=(("DataPage", b"\xff"), ("ModelPage", b"")),
        last_folder="/a",
        export_options=("postgresql table=crm.leads",),
    )
    store.put(wanted)
    store._file.sync()
    assert SettingsStore().value == wanted


def test_that_a_change_is_told_once_and_an_equal_value_never(folder: Path) -> None:
    store = SettingsStore()
    told: list[object] = []
    store.changed.connect(told.append)
    store.change(scale=125)
    store.change(scale=125)
    assert len(told) == 1


def test_that_a_broken_file_gives_the_defaults(folder: Path) -> None:
    path = folder / "Leadbench" / "Leadbench.ini"
    path.parent.mkdir(parents=True)
    path.write_text("[General]\nscale=huge\ngeometry=xyz\nsplitters=a, b=zz\n", encoding="utf-8")
    value = SettingsStore().value
    assert value.scale == 100
    assert value.geometry == b""
    assert value.splitter("b") == b""


def test_that_recent_files_are_few_and_the_newest_comes_first(folder: Path) -> None:
    value = Settings()
    for number in range(MOST_RECENT + 5):
        value = value.with_recent(f"/p{number}")
    assert len(value.recent) == MOST_RECENT
    assert value.with_recent("/p10").recent[0] == "/p10"
    assert value.with_recent("/p10").recent.count("/p10") == 1
    assert "/p10" not in value.without_recent("/p10").recent
