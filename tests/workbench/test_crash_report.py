"""Faults that nobody caught: told in the window's thread, noted without data, never in the way."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.problems import LeadbenchError
from workbench import crash_report


@pytest.fixture
def told(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> list[tuple[LeadbenchError, threading.Thread]]:
    monkeypatch.setattr(crash_report, "log_file", lambda: tmp_path / "log" / "faults.log")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "__excepthook__", lambda *_: None)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    found: list[tuple[LeadbenchError, threading.Thread]] = []
    crash_report.install(lambda error: found.append((error, threading.current_thread())))
    return found


def fail() -> None:
    raise ValueError("Canary Ltd, canary@example.com")


def test_that_a_fault_in_another_thread_is_told_in_the_windows(
    told: list[tuple[LeadbenchError, threading.Thread]], qtbot: QtBot, tmp_path: Path
) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(told))
    error, where = told[0]
    assert where is threading.main_thread()
    assert error.problem.remedy
    log = (tmp_path / "log" / "faults.log").read_text(encoding="utf-8")
    assert "ValueError" in log
    assert "test_crash_report.py" in log
    assert "anary" not in log + error.problem.sentence(), "a cell must not get into the log"


def test_that_a_log_that_cannot_be_written_hides_no_fault(
    told: list[tuple[LeadbenchError, threading.Thread]], qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "log").write_text("a file where the folder would be", encoding="utf-8")
    sys.excepthook(ValueError, ValueError("x"), None)
    qtbot.waitUntil(lambda: bool(told))


def test_that_a_fault_that_comes_back_for_ever_does_not_fill_the_disk(
    told: list[tuple[LeadbenchError, threading.Thread]], qtbot: QtBot, tmp_path: Path
) -> None:
    for _ in range(crash_report.MOST_NOTES + 50):
        sys.excepthook(ValueError, ValueError("x"), None)
    log = (tmp_path / "log" / "faults.log").read_text(encoding="utf-8")
    assert log.count("ValueError") == crash_report.MOST_NOTES
