"""Small marks that rows of a list share: a tool, a grip, a sign with its sentence, the focus."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from widgets import theme
from widgets.icons import paint_icon

LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
CENTRE = int(Qt.AlignmentFlag.AlignCenter)


@lru_cache(maxsize=4096)
def _advance(text: str, size: int, weight: int, _scale: float) -> int:
    return QFontMetrics(theme.font(size, weight)).horizontalAdvance(text)


def advance(text: str, size: int, weight: int = 400) -> int:
    """The width of a text, remembered: the same words come back with every repaint."""
    return _advance(text, size, weight, theme.current().scale)


def paint_focus(painter: QPainter, rect: QRect) -> None:
    """The ring of the keyboard's focus inside a row."""
    painter.setPen(QPen(theme.current().color("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(1, 1, -1, -2))


def paint_grip(painter: QPainter, rect: QRect) -> None:
    """Six dots by which a row is dragged."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().color("text3"))
    step = theme.px(40) / 10
    radius = theme.px(10) / 10 * 0.9
    middle = QRectF(rect).center()
    for column in (-0.5, 0.5):
        for line in (-1, 0, 1):
            spot = QPointF(middle.x() + column * step, middle.y() + line * step)
            painter.drawEllipse(spot, radius, radius)
    painter.restore()


def paint_told(painter: QPainter, rect: QRect, symbol: str, text: str, token: str) -> None:
    """A sign and a sentence in its colour, elided."""
    side = theme.px(14)
    box = QRect(rect.left(), rect.center().y() - side // 2, side, side)
    paint_icon(painter, symbol, box, token)
    font = theme.font(12)
    painter.setFont(font)
    painter.setPen(theme.current().color(token))
    spot = rect.adjusted(side + theme.px(4), 0, 0, 0)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, spot.width())
    painter.drawText(spot, LEFT, shown)


def paint_tool(
    painter: QPainter, rect: QRect, symbol: str, *, hot: bool = False, strong: bool = False
) -> None:
    """A small picture that can be pressed."""
    side = theme.px(24)
    box = QRect(0, 0, side, side)
    box.moveCenter(rect.center())
    if hot:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().color("sunken"))
        painter.drawRoundedRect(QRectF(box), theme.px(4), theme.px(4))
        painter.restore()
    inner = theme.px(16)
    spot = QRect(0, 0, inner, inner)
    spot.moveCenter(rect.center())
    paint_icon(painter, symbol, spot, "text" if strong else "text2")


def paint_button(painter: QPainter, rect: QRect, word: str, *, hot: bool) -> None:
    look = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("edge"), 1))
    painter.setBrush(look.color("hover" if hot else "surface"))
    radius = theme.px(4)
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setFont(theme.font(12, 500))
    painter.setPen(look.color("text"))
    painter.drawText(rect, CENTRE, word)
    painter.restore()
