"""Cells have one line, whatever the names hold."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from models.leads.wording import one_line
from widgets.tables.cells import draw_band_chip, draw_reasons, draw_text


@pytest.mark.parametrize("sign", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\v", "\f"])
def test_that_a_break_of_a_line_is_a_mark(sign: str) -> None:
    assert one_line(f"Acme {sign} Inc") == one_line(f"Acme{sign}Inc") == "Acme \u21b5 Inc"


def test_that_a_text_without_breaks_stays_as_it_is() -> None:
    for text in ("", "Acme  Inc ", "8.2\u202f%", "a\u00a0b", "\U0001f600"):
        assert one_line(text) == text


def inked(draw: object, text: str) -> list[int]:
    """The rows of pixels that have ink."""
    picture = QImage(300, 60, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    painter = QPainter(picture)
    draw(painter, QRect(0, 0, 300, 60), text)  # type: ignore[operator]
    painter.end()
    return [
        y for y in range(60) if any(picture.pixel(x, y) & 0xFFFFFF != 0xFFFFFF for x in range(300))
    ]


def reasons(painter: QPainter, rect: QRect, text: str) -> None:
    draw_reasons(painter, rect, [(text, 5)])


def chip(painter: QPainter, rect: QRect, text: str) -> None:
    draw_band_chip(painter, rect, text, 0, 3)


@pytest.mark.parametrize("draw", [draw_text, reasons, chip])
@pytest.mark.parametrize("sign", ["\n", "\u2028", "\u2029"])
def test_that_a_cell_is_drawn_in_one_line(qtbot: QtBot, draw: object, sign: str) -> None:
    one, two = inked(draw, "Acme \u21b5 Inc"), inked(draw, f"Acme{sign}Inc")
    assert two == one
