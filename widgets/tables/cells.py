"""Cells painted without widgets: text, a score on its track, a band's chip, reasons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from models.signs import signed
from widgets import theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


def draw_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    *,
    tone: str = "text",
    right: bool = False,
    weight: int = 400,
    size: int = 13,
) -> None:
    """One line of text, elided; nothing there is the word blank, muted."""
    font = theme.font(size, weight, tabular=True)
    painter.setFont(font)
    painter.setPen(theme.current().color(tone if text else "text3"))
    metrics = QFontMetrics(font)
    shown = text or "blank"
    if metrics.horizontalAdvance(shown) > rect.width():
        shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, _RIGHT if right else _LEFT, shown)


def draw_two_lines(painter: QPainter, rect: QRect, first: str, second: str) -> None:
    """A name with its details below; the name alone in the middle."""
    if not second:
        draw_text(painter, rect, first)
        return
    half = rect.height() // 2
    upper = rect.adjusted(0, theme.px(2), 0, -half)
    draw_text(painter, upper, first)
    draw_text(painter, rect.adjusted(0, half, 0, -theme.px(3)), second, tone="text3", size=11)


def draw_score(painter: QPainter, rect: QRect, score: int, least: int, most: int) -> None:
    """The score right-aligned on a track filled up to its share of the scale."""
    look = theme.current()
    width = min(rect.width(), look.px(74))
    track = QRect(rect.left(), rect.center().y() - look.px(9), width, look.px(19))
    painter.fillRect(track, look.color("sunken"))
    share = (score - least) / (most - least) if most > least else 0.0
    painter.fillRect(
        QRect(track.left(), track.top(), round(width * share), track.height()),
        look.color("scorefill"),
    )
    painter.setFont(theme.font(13, 600, tabular=True))
    painter.setPen(look.color("text"))
    text = f"{score:,}".replace("-", "\u2212")
    painter.drawText(track.adjusted(0, 0, -look.px(6), 0), _RIGHT, text)


def draw_band_chip(painter: QPainter, rect: QRect, name: str, rank: int, count: int) -> int:
    """A band's chip at the left of the rect; gives the chip's width. Rank 0 is the highest."""
    look = theme.current()
    font = theme.font(12, 600)
    metrics = QFontMetrics(font)
    text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, rect.width() - look.px(12))
    width = metrics.horizontalAdvance(text) + look.px(12)
    chip = QRectF(rect.left(), rect.center().y() - look.px(9), width, look.px(19))
    tone = look.band_tone(rank, count)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color(tone))
    painter.drawRoundedRect(chip, look.px(3), look.px(3))
    painter.setPen(look.color(look.ink_on(tone)))
    painter.setFont(font)
    painter.drawText(chip, _CENTRE, text)
    painter.restore()
    return width


def draw_reasons(painter: QPainter, rect: QRect, reasons: Sequence[tuple[str, int]]) -> None:
    """Points and names one after the other, as many as fit."""
    look = theme.current()
    bold, plain = theme.font(12, 600, tabular=True), theme.font(12, 400)
    bold_metrics, metrics = QFontMetrics(bold), QFontMetrics(plain)
    left = rect.left()
    baseline = rect.center().y() + metrics.capHeight() // 2 + 1
    for name, points in reasons:
        figure = signed(points)
        need = bold_metrics.horizontalAdvance(figure) + look.px(4)
        room = rect.right() - left - need
        if room < look.px(24):
            break
        painter.setFont(bold)
        painter.setPen(look.color("accent" if points > 0 else "neg"))
        painter.drawText(QPointF(left, baseline), figure)
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.setFont(plain)
        painter.setPen(look.color("text2"))
        painter.drawText(QPointF(left + need, baseline), shown)
        left += need + metrics.horizontalAdvance(shown) + look.px(10)
        if shown != name:
            break
