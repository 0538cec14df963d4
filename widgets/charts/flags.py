"""Flags of thresholds above a plot: where they stand, and how Qt draws them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from models.evaluation.figures import count
from widgets import theme
from widgets.charts.label_paint import text_width
from widgets.theme import fonts

HEIGHT = 21.0
INNER = 7.0
GAP = 4.0
CASING = 1.5
ROUND = 4.0


@dataclass(frozen=True)
class Threshold:
    """A threshold to be drawn: the band that begins there, by its place among the bands."""

    band: int
    name: str
    value: int
    mql: bool

    @property
    def text(self) -> str:
        """Name and value, as the flag says it."""
        if self.mql and "mql" not in self.name.casefold():
            return f"{self.name}, MQL {count(self.value)}"
        return f"{self.name} {count(self.value)}"

    def at(self, value: int) -> Threshold:
        """The same threshold at another score."""
        return replace(self, value=value)


@dataclass(frozen=True)
class Flag:
    """A flag in pixels at 100 %: its line stands at `x`, its box may have moved aside."""

    threshold: Threshold
    x: float
    left: float
    width: float
    text: str

    @property
    def right(self) -> float:
        """Where the box ends."""
        return self.left + self.width


def flags_of(
    thresholds: Sequence[Threshold],
    x_of: Callable[[float], float],
    left: float,
    right: float,
    width_of: Callable[[str], float],
) -> list[Flag]:
    """Flags between two edges in the order of their values, none over another.

    Each is centred on its line; the later one moves aside, and where the edge is near the
    earlier ones make room. Names are cut when there is no room for all of them.
    """
    room = right - left
    most = max((room - GAP * (len(thresholds) - 1)) / max(len(thresholds), 1), 2 * INNER)
    flags: list[Flag] = []
    edge = left
    for threshold in sorted(thresholds, key=lambda one: (one.value, one.band)):
        text = _cut(threshold, most - 2 * INNER, width_of)
        width = width_of(text) + 2 * INNER
        x = x_of(threshold.value)
        begins = min(max(x - width / 2, edge), max(right - width, left))
        flags.append(Flag(threshold, x, begins, width, text))
        edge = begins + width + GAP
    edge = right
    for place in range(len(flags) - 1, -1, -1):
        flag = flags[place]
        flags[place] = replace(flag, left=min(flag.left, edge - flag.width))
        edge = flags[place].left - GAP
    return flags


def _cut(threshold: Threshold, most: float, width_of: Callable[[str], float]) -> str:
    """The text of a flag, cut so that the value always stays."""
    if width_of(threshold.text) <= most:
        return threshold.text
    value = count(threshold.value)
    for kept in range(len(threshold.name) - 1, 0, -1):
        text = f"{threshold.name[:kept].rstrip()}\u2026 {value}"
        if width_of(text) <= most:
            return text
    return value


def screen_width(text: str) -> float:
    """The width of a flag's words on the screen, in pixels at 100 %."""
    return text_width(text, 12, 600)


def paint_line(painter: QPainter, flag: Flag, top: float, bottom: float) -> None:
    """The line of a threshold from its flag to the end of the plot, with a casing."""
    width = 2.0 if flag.threshold.mql else 1.25
    surface = theme.current().color("surface")
    head = head_of(flag)
    if head == flag.x:
        # A rectangle costs a tenth of a stroke, and this is painted with every step of a drag.
        for half, colour in ((width / 2 + CASING, surface), (width / 2, _tone(flag))):
            painter.fillRect(
                QRectF(flag.x - half, top + HEIGHT, 2 * half, bottom - top - HEIGHT), colour
            )
        return
    points = [
        QPointF(flag.x, bottom),
        QPointF(flag.x, top + HEIGHT + 6),
        QPointF(head, top + HEIGHT),
    ]
    for stroke, colour in ((width + 2 * CASING, surface), (width, _tone(flag))):
        pen = QPen(colour, stroke)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawPolyline(points)


def paint_flag(painter: QPainter, flag: Flag, top: float, focused: bool, density: float) -> None:
    """The box with name and value; the MQL flag is filled, the others outlined."""
    look = theme.current()
    picture = _flag_picture(flag.text, flag.width, flag.threshold.mql, focused, look, density)
    left, upper = (round((place - ROUND) * density) / density for place in (flag.left, top))
    painter.drawPixmap(QPointF(left, upper), picture)


@lru_cache(maxsize=64)
def _flag_picture(
    text: str, width: float, mql: bool, focused: bool, look: theme.Theme, density: float
) -> QPixmap:
    """A flag with room for its ring; kept, since it is painted with every step of a drag."""
    outer = QSizeF(width + 2 * ROUND, HEIGHT + 2 * ROUND) * density
    picture = QPixmap(math.ceil(outer.width()) + 1, math.ceil(outer.height()) + 1)
    picture.setDevicePixelRatio(density)
    picture.fill(Qt.GlobalColor.transparent)
    box = QRectF(ROUND, ROUND, width, HEIGHT)
    painter = QPainter(picture)
    painter.setPen(QPen(look.color("accent" if mql else "flag"), 1.25))
    painter.setBrush(look.color("accent" if mql else "surface"))
    painter.drawRect(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if focused:
        painter.setPen(QPen(look.color("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(-2.5, -2.5, 2.5, 2.5))
    painter.setFont(fonts.sized(12, 600, True))
    painter.setPen(look.color("onaccent" if mql else "text"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return picture


def paint_ghost(painter: QPainter, x: float, top: float, bottom: float) -> None:
    """Where a threshold stood before, dashed."""
    pen = QPen(theme.current().color("ghost"), 1.25)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.drawLine(QPointF(x, top), QPointF(x, bottom))


def _tone(flag: Flag) -> QColor:
    return theme.current().color("accent" if flag.threshold.mql else "flag")


def head_of(flag: Flag) -> float:
    """Where the line meets the box: above its foot, or at the corner of a box that moved."""
    return min(max(flag.x, flag.left + 3), flag.right - 3)
