"""Cells painted without widgets: text, a score on its track, a band's chip, reasons."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from models.evaluation.figures import percent, too_few
from models.leads.tally import Tally
from models.leads.wording import one_line
from models.signs import signed
from widgets import icons, theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


@lru_cache(maxsize=64)
def _measured(
    size: int, weight: int, scale: float, tabular: bool = False
) -> tuple[QFont, QFontMetricsF]:
    """A font with its metrics, made once for a scale: a table asks for them at every cell."""
    font = theme.font(size, weight, tabular)
    return font, QFontMetricsF(font)


def draw_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    *,
    tone: str = "text",
    right: bool = False,
    weight: int = 400,
    size: int = 13,
    wraps: bool = False,
) -> None:
    """A text, breaks of lines as marks; nothing is the word blank.

    What is wider than the cell is elided; with `wraps` it first takes the lines that the cell has.
    """
    look = theme.current()
    font, metrics = _measured(size, weight, look.scale, right)
    painter.setFont(font)
    painter.setPen(look.color(tone if text else "text3"))
    shown = one_line(text) or "blank"
    width, side = rect.width(), _RIGHT if right else _LEFT
    # Most texts are short: only those that might not fit are measured.
    if len(shown) * metrics.maxWidth() * 0.5 > width and metrics.horizontalAdvance(shown) > width:
        lines = int(rect.height() / metrics.lineSpacing()) if wraps else 1
        if lines > 1:
            parts = _in_lines(shown, size, weight, look.scale, width)
            kept = (*parts[: lines - 1], " ".join(parts[lines - 1 :]))
            elided = (metrics.elidedText(one, Qt.TextElideMode.ElideRight, width) for one in kept)
            painter.drawText(rect, side, "\n".join(elided).rstrip())
            return
        shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, width)
    painter.drawText(rect, side, shown)


def is_cut(
    rect: QRect,
    text: str,
    *,
    right: bool = False,
    weight: int = 400,
    size: int = 13,
    wraps: bool = False,
) -> bool:
    """Whether not all of a text would be drawn there."""
    look, shown = theme.current(), one_line(text)
    metrics = _measured(size, weight, look.scale, right)[1]
    if metrics.horizontalAdvance(shown) <= rect.width():
        return False
    lines = int(rect.height() / metrics.lineSpacing()) if wraps else 1
    parts = _in_lines(shown, size, weight, look.scale, rect.width())
    long_word = any(metrics.horizontalAdvance(part) > rect.width() for part in parts)
    return len(parts) > lines or long_word


@lru_cache(maxsize=1024)
def _in_lines(text: str, size: int, weight: int, scale: float, width: int) -> tuple[str, ...]:
    """A text broken between words; a word that is wider than a line has one of its own."""
    metrics = _measured(size, weight, scale)[1]
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and metrics.horizontalAdvance(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return tuple(lines)


def width_of(text: str, *, size: int = 13, weight: int = 400) -> float:
    """How wide a figure is in one line."""
    return _measured(size, weight, theme.current().scale, True)[1].horizontalAdvance(text)


def height_of(text: str, width: int, *, size: int = 13, weight: int = 400) -> int:
    """How high a text is in a cell of that width where no line of it is cut."""
    scale = theme.current().scale
    lines = len(_in_lines(one_line(text), size, weight, scale, width))
    return ceil(lines * _measured(size, weight, scale)[1].lineSpacing())


def draw_tick(painter: QPainter, rect: QRect, on: bool) -> None:
    """A box to tick, at the left."""
    look = theme.current()
    size = look.px(15)
    box = QRectF(rect.left(), rect.center().y() - size / 2 + 0.5, size, size)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("accent" if on else "text3"), 1.25))
    painter.setBrush(look.color("accent" if on else "surface"))
    painter.drawRoundedRect(box, look.px(3), look.px(3))
    painter.restore()
    if on:
        icons.paint_icon(painter, "check", box.adjusted(1, 1, -1, -1), "surface")


def draw_two_lines(
    painter: QPainter,
    rect: QRect,
    first: str,
    second: str,
    *,
    tone: str = "text",
    right: bool = False,
) -> None:
    """A name with its details below; the name alone in the middle, in the lines that it needs."""
    if not second:
        draw_text(painter, rect, first, tone=tone, right=right, wraps=not right)
        return
    half = rect.height() // 2
    upper = rect.adjusted(0, theme.px(2), 0, -half)
    draw_text(painter, upper, first, tone=tone, right=right)
    lower = rect.adjusted(0, half, 0, -theme.px(3))
    draw_text(painter, lower, second, tone="text3", size=11, right=right)


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
    painter.setFont(_measured(13, 600, look.scale, tabular=True)[0])
    painter.setPen(look.color("text"))
    text = f"{score:,}".replace("-", "\u2212")
    painter.drawText(track.adjusted(0, 0, -look.px(6), 0), _RIGHT, text)


def draw_band_chip(painter: QPainter, rect: QRect, name: str, rank: int, count: int) -> int:
    """A band's chip at the left of the rect; gives the chip's width. Rank 0 is the highest."""
    look = theme.current()
    font, metrics = _measured(12, 600, look.scale)
    text = metrics.elidedText(
        one_line(name), Qt.TextElideMode.ElideRight, rect.width() - look.px(12)
    )
    width = round(metrics.horizontalAdvance(text)) + look.px(12)
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
    bold, bold_metrics = _measured(12, 600, look.scale, tabular=True)
    plain, metrics = _measured(12, 400, look.scale)
    left: float = rect.left()
    baseline = rect.center().y() + metrics.capHeight() / 2 + 1
    for told, points in reasons:
        name = one_line(told)
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


def draw_span(painter: QPainter, rect: QRect, low: float, value: float, high: float) -> None:
    """An interval from -1 to 1 as a bar around a line at zero, with a mark at the value."""
    look = theme.current()
    half, middle = rect.width() / 2, rect.center().y() + 0.5
    centre = rect.left() + half

    def at(part: float) -> float:
        return centre + max(-1.0, min(1.0, part)) * half

    painter.setPen(look.color("line"))
    painter.drawLine(QPointF(centre, rect.top() + 3), QPointF(centre, rect.bottom() - 3))
    tone = "accent" if low > 0 or high < 0 else "text3"
    painter.fillRect(QRectF(at(low), middle - 2, max(2.0, at(high) - at(low)), 4), look.color(tone))
    painter.fillRect(QRectF(at(value) - 1.5, middle - 6, 3, 12), look.color("text"))


def draw_rate(
    painter: QPainter, rect: QRect, tally: Tally, base: float | None, full: float
) -> None:
    """A rate at the right, and before it its bar with a tick at the base."""
    room = theme.px(52)
    draw_text(painter, rect, percent(tally.rate), right=True)
    bar = QRectF(rect.left(), rect.center().y() - theme.px(3), rect.width() - room, theme.px(6))
    paint_rate(painter, bar, tally, base, full)


def paint_rate(
    painter: QPainter, box: QRectF, tally: Tally, base: float | None, full: float
) -> None:
    """A rate as a bar on its track with a tick at the base; hollow and dashed where few."""
    look = theme.current()
    if box.width() < look.px(12) or tally.rate is None:
        return
    painter.fillRect(box, look.color("sunken"))
    width = min(tally.rate / full, 1.0) * box.width()
    bar = QRectF(box.left(), box.top(), width, box.height())
    if too_few(tally):
        pen = QPen(look.color("axis"), 1)
        pen.setDashPattern([2, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))
    else:
        painter.fillRect(bar, look.color("converted"))
    if base is not None:
        x = box.left() + min(base / full, 1.0) * box.width()
        tick = QRectF(x - 0.75, box.top() - look.px(3), 1.5, box.height() + look.px(6))
        painter.fillRect(tick, look.color("text"))
