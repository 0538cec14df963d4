from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from widgets import theme

ROOT = Path(__file__).resolve().parents[2]
TEXTS = [
    *((ink, ground) for ink in ("text", "text2", "text3") for ground in ("surface", "canvas")),
    ("text", "sel"),
    ("text", "accentbg"),
    ("text", "sunken"),
    ("text", "hover"),
    ("text", "scorefill"),
    ("text2", "hover"),
    ("text2", "sunken"),
    ("accent", "surface"),
    ("accent", "sel"),
    ("accent", "canvas"),
    ("onaccent", "accent"),
    ("onaccent", "accenthover"),
    ("neg", "surface"),
    ("ok", "okbg"),
    ("warn", "warnbg"),
    ("warn", "surface"),
    ("err", "errbg"),
    ("err", "surface"),
    ("ontip", "tip"),
    ("converted", "surface"),
    ("model_b", "surface"),
]
MARKS = [
    *((mark, ground) for mark in ("edge",) for ground in ("surface", "canvas")),
    *((mark, "surface") for mark in ("axis", "ghost", "flag", "accent", "converted", "model_b")),
]


@pytest.fixture(autouse=True)
def _light_again(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp, dark=False, scale=1.0)


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXTS, ids=str)
def test_that_text_has_a_contrast_of_4_5(look: theme.Theme, ink: str, ground: str) -> None:
    assert theme.contrast(getattr(look, ink), getattr(look, ground)) >= 4.5


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARKS, ids=str)
def test_that_marks_have_a_contrast_of_3(look: theme.Theme, mark: str, ground: str) -> None:
    assert theme.contrast(getattr(look, mark), getattr(look, ground)) >= 3.0


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6])
def test_that_names_of_bands_can_be_read_on_their_chips(look: theme.Theme, count: int) -> None:
    tones = [look.band_tone(rank, count) for rank in range(count)]
    assert len(set(tones)) == count
    assert all(theme.contrast(look.ink_on(tone), tone) >= 4.5 for tone in tones)


def test_that_contrast_is_that_of_wcag() -> None:
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def _colours(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
    }


@pytest.mark.parametrize("dark", [False, True])
def test_that_a_label_leaves_ink_in_the_colour_of_text(
    qtbot: QtBot, qapp: QApplication, dark: bool
) -> None:
    theme.apply(qapp, dark=dark)
    label = QLabel("Leadbench 559")
    qtbot.addWidget(label)
    look = theme.DARK if dark else theme.LIGHT
    found = _colours(label.grab().toImage())
    assert look.canvas in found
    assert len(found) > 8


def test_that_a_change_of_theme_reaches_widgets_that_are_shown(
    qtbot: QtBot, qapp: QApplication
) -> None:
    theme.apply(qapp, dark=False)
    button = QPushButton("Compare")
    theme.set_kind(button, "main")
    qtbot.addWidget(button)
    button.show()
    light = _colours(button.grab().toImage())
    with qtbot.waitSignal(theme.observer().changed):
        theme.apply(qapp, dark=True)
    dark = _colours(button.grab().toImage())
    assert theme.LIGHT.accent in light
    assert theme.DARK.accent not in light
    assert theme.DARK.accent in dark
    assert theme.LIGHT.accent not in dark


def test_that_the_palette_leaves_no_role_to_the_system(qapp: QApplication) -> None:
    theme.apply(qapp, dark=True)
    dark = qapp.palette()
    theme.apply(qapp, dark=False)
    light = qapp.palette()
    groups = (QPalette.ColorGroup.Active, QPalette.ColorGroup.Disabled)
    same = [
        role
        for role in QPalette.ColorRole
        if role not in (QPalette.ColorRole.NColorRoles, QPalette.ColorRole.NoRole)
        for group in groups
        if dark.color(group, role) == light.color(group, role)
    ]
    assert same == []


def test_that_everything_grows_with_the_scale(qtbot: QtBot, qapp: QApplication) -> None:
    sizes = {}
    for scale in (1.0, 1.5, 2.0):
        theme.apply(qapp, dark=False, scale=scale)
        row = QWidget()
        qtbot.addWidget(row)
        layout = QHBoxLayout(row)
        for widget in (QPushButton("Compare"), QLineEdit("1"), QSpinBox()):
            layout.addWidget(widget)
        row.show()
        heights = [layout.itemAt(at).widget().height() for at in range(3)]
        sizes[scale] = (min(heights), max(heights), theme.px(12), theme.font(13).pixelSize())
    assert sizes[1.0] == (30, 30, 12, 13)
    assert sizes[1.5] == (44, 44, 18, 20)
    assert sizes[2.0] == (58, 58, 24, 26)


def test_that_nothing_that_exists_vanishes_by_scaling() -> None:
    assert theme.LIGHT.px(0) == 0
    assert theme.LIGHT.px(0.2) == 1


def test_that_tabular_figures_have_one_width_and_words_keep_their_weight_and_hyphens(
    qapp: QApplication,
) -> None:
    theme.apply(qapp)

    def width(text: str, weight: int, *, tabular: bool) -> float:
        label = QLabel(text)
        label.setFont(theme.font(13, weight, tabular))
        return float(label.fontMetrics().horizontalAdvance(text))

    assert width("1111", 400, tabular=True) == width("8888", 400, tabular=True)
    assert width("Director", 600, tabular=False) > width("Director", 400, tabular=False)
    assert width("E-mail", 400, tabular=False) < width("E-mail", 400, tabular=True)


def test_that_the_same_theme_again_changes_nothing(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, dark=True, scale=1.25)
    with qtbot.assertNotEmitted(theme.observer().changed):
        theme.apply(qapp, dark=True, scale=1.25)


def test_that_the_ring_shows_the_keyboards_focus_one_pixel_away(
    qtbot: QtBot, qapp: QApplication
) -> None:
    theme.apply(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    layout = QHBoxLayout(window)
    button = QPushButton("Compare")
    layout.addWidget(button)
    window.show()
    qtbot.waitExposed(window)
    before = window.grab().toImage()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    qapp.processEvents()
    image = window.grab().toImage()
    middle = button.geometry().center()
    ring = [
        image.pixelColor(middle.x(), button.geometry().top() - away).name().upper()
        for away in (1, 2, 3)
    ]
    assert ring == [theme.LIGHT.canvas, theme.LIGHT.accent, theme.LIGHT.accent]
    assert theme.LIGHT.accent not in _colours(before)


def test_that_the_theme_brings_no_heavy_package_to_the_start() -> None:
    program = (
        "import sys, json\n"
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication([])\n"
        "from widgets import theme, icons\n"
        "theme.apply(app); icons.icon('eye').pixmap(16)\n"
        "heavy = {'numpy', 'pandas', 'scipy', 'matplotlib', 'superqt', 'qtpy'}\n"
        "print(json.dumps(sorted(heavy & set(sys.modules))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
        timeout=60,
    )
    assert json.loads(done.stdout) == []
