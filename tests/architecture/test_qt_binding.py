"""Faults of the Qt binding that a new release may bring back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QLabel, QSlider, QWidget

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


def test_that_text_leaves_ink_on_a_machine_without_fonts(qtbot: QtBot) -> None:
    """A bare machine has no font at all: the theme must bring its own, or every label is empty."""
    theme = pytest.importorskip("widgets.theme", reason="there is no theme yet")
    assert theme is not None
    label = QLabel("Leadbench")
    qtbot.addWidget(label)
    image = label.grab().toImage()
    colours = {
        image.pixelColor(x, y).rgb() for x in range(image.width()) for y in range(image.height())
    }
    assert len(colours) > 2
