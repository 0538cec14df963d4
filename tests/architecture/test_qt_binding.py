"""Faults of the Qt binding and the bare machine that a new release may bring back."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QSlider, QWidget

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

CALLS = 500


class _Sender(QObject):
    happened = Signal()
    told = Signal(int)


def _each_call(folder: Path) -> dict[str, Callable[[], object]]:
    sender, timer, widget, slider = (
        _Sender(),
        QTimer(),
        QWidget(),
        QSlider(Qt.Orientation.Horizontal),
    )
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    stack = QUndoStack()
    sender.happened.connect(lambda: None)
    return {
        "processEvents": QCoreApplication.processEvents,
        "setObjectName": lambda: sender.setObjectName("name"),
        "emit": sender.happened.emit,
        "emit a value": lambda: sender.told.emit(1),
        "timer start": lambda: timer.start(100_000),
        "timer stop": timer.stop,
        "settings sync": settings.sync,
        "settings value": lambda: settings.setValue("key", True),
        "slider value": lambda: slider.setValue(slider.value() ^ 1),
        "block signals": lambda: slider.blockSignals(False),
        "enabled": lambda: widget.setEnabled(True),
        "resize": lambda: widget.resize(10, 10),
        "update": widget.update,
        "colour": lambda: QColor("red").isValid(),
        "undo stack": stack.clear,
    }


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None, True and False are immortal there")
def test_that_qt_calls_drop_no_reference_of_none_true_or_false(
    qtbot: QtBot, tmp_path: Path
) -> None:
    """PySide6 6.12.0 drops one with each call, until Python 3.11 ends with `none_dealloc`."""
    singletons = (None, True, False)
    drift = {}
    for name, call in _each_call(tmp_path).items():
        call()
        before = [sys.getrefcount(value) for value in singletons]
        for _ in range(CALLS):
            call()
        after = [sys.getrefcount(value) for value in singletons]
        worst = max(abs(b - a) for a, b in zip(before, after, strict=True))
        if worst > 5:
            drift[name] = (before, after)
    assert drift == {}


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None, True and False are immortal there")
def test_that_an_undo_command_costs_at_most_one_reference_of_none(qtbot: QtBot) -> None:
    """6.11 gains one with each push, which is harmless; losing one is not."""
    stack = QUndoStack()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        stack.push(QUndoCommand("edit"))
    assert -5 <= sys.getrefcount(None) - before <= CALLS * 2


def test_that_text_leaves_ink_on_a_machine_without_fonts(root: Path, tmp_path: Path) -> None:
    """The theme brings its own: else labels on a bare machine are empty or rows of boxes."""
    no_fonts = tmp_path / "fonts.conf"
    no_fonts.write_text("<?xml version='1.0'?><fontconfig></fontconfig>", encoding="utf-8")
    program = """
from PySide6.QtWidgets import QApplication, QLabel
from widgets import theme
application = QApplication([])
theme.apply(application)

def colours(text):
    label = QLabel(text)
    label.resize(200, 40)
    image = label.grab().toImage()
    return [image.pixel(x, y) for x in range(image.width()) for y in range(image.height())]

word, other, blank = colours("Leadbench"), colours("Qpjkxyzgw"), colours("")
assert len(set(word)) > 2, "no ink"
assert word != blank
assert word != other, "boxes instead of letters"
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=False,
        env={**os.environ, "FONTCONFIG_FILE": str(no_fonts), "PYTHONPATH": str(root)},
        text=True,
        timeout=80,
    )
    assert done.returncode == 0, done.stderr
