"""Words over a chart, painted by Qt; those with a casing are kept as pictures, which is cheap."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from widgets import theme
from widgets.charts.labels import Label
from widgets.theme import fonts

CASING = 3.0


def paint_label(painter: QPainter, label: Label, density: float) -> None:
    """Draw a label; the painter counts in pixels at 100 %, of `density` dots each."""
    look = theme.current()
    font = fonts.sized(round(label.size), label.weight, True)
    width = text_width(label.text, label.size, label.weight)
    at = QPointF(label.x - label.across * width, label.y + _cap_height(label.size) / 2)
    if label.halo:
        picture = _with_casing(label.text, label.token, label.size, label.weight, look, density)
        height = QFontMetricsF(font).ascent()
        painter.drawPixmap(at - QPointF(CASING, height + CASING), picture)
        return
    painter.setFont(font)
    painter.setPen(look.color(label.token))
    painter.drawText(at, label.text)


@lru_cache(maxsize=512)
def text_width(text: str, size: float, weight: int = 400) -> float:
    """The width of words, in pixels at 100 %."""
    metrics = QFontMetricsF(fonts.sized(round(size), weight, True))
    return float(metrics.horizontalAdvance(text))


@lru_cache(maxsize=512)
def elided(text: str, size: float, width: float, weight: int = 400) -> str:
    """Words cut to a width, in pixels at 100 %."""
    metrics = QFontMetricsF(fonts.sized(round(size), weight, True))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=8)
def _cap_height(size: float) -> float:
    return float(QFontMetricsF(fonts.sized(round(size), 400, True)).capHeight())


@lru_cache(maxsize=64)
def _with_casing(
    text: str, token: str, size: float, weight: int, look: theme.Theme, density: float
) -> QPixmap:
    font = fonts.sized(round(size), weight, True)
    metrics = QFontMetricsF(font)
    width = metrics.horizontalAdvance(text) + 2 * CASING
    height = metrics.height() + 2 * CASING
    picture = QPixmap(math.ceil(width * density) + 1, math.ceil(height * density) + 1)
    picture.setDevicePixelRatio(density)
    picture.fill(Qt.GlobalColor.transparent)
    at = QPointF(CASING, CASING + metrics.ascent())
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addText(at, font, text)
    painter.strokePath(path, QPen(look.color("surface"), CASING))
    painter.setFont(font)
    painter.setPen(look.color(token))
    painter.drawText(at, text)
    painter.end()
    return picture
