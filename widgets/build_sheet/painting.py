"""How lines of a build sheet lie and are painted: no widgets, so that many of them cost little."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from models.exchange.targets.sheet import NEAREST, Copied, Lost
from widgets import theme
from widgets.build_sheet.lines import (
    Caution,
    Do,
    Fact,
    Head,
    LeadRows,
    Line,
    Note,
    Words,
    shown_text,
)
from widgets.code_view import fixed_font
from widgets.icons import paint_icon

SIDE, GUTTER, LABEL, BUTTON = 16, 30, 138, 76
"""Pixels at 100 %: the margin, the place of a step's number, of what a text is, of its button."""
MOST_WIDE, NARROW = 900, 560
"""A line is no longer, to be read; where there is less than the second, labels stand above."""
HIGH, TOP, ABOVE = 26, 12, 24
"""A button; the room above the first heading, and above the others."""


TAB = 54
"""Letters before what follows a tab, where there is room: more than a token of Marketo has."""


class _Laid:
    """A text, wrapped to a width."""

    def __init__(self, text: str, font: QFont, width: int) -> None:
        self.layout = QTextLayout(text.replace("\n", "\u2028"), font)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        signs = QFontMetricsF(font).averageCharWidth()
        option.setTabStopDistance(signs * (TAB if width > signs * (TAB + 10) else 2))
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.layout.setTextOption(option)
        self.layout.setCacheEnabled(True)
        self.layout.beginLayout()
        height = 0.0
        while (line := self.layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height() * 1.12
        self.layout.endLayout()
        self.height = round(height)

    def paint(self, painter: QPainter, left: float, top: float, token: str) -> None:
        painter.setPen(theme.current().color(token))
        self.layout.draw(painter, QPointF(left, top))


@lru_cache(maxsize=4096)
def _laid(text: str, size: int, weight: int, width: int, scale: float, code: bool) -> _Laid:
    return _Laid(text, fixed_font() if code else theme.font(size, weight), max(width, 40))


def laid(text: str, size: int, weight: int, width: int, *, code: bool = False) -> _Laid:
    """A text wrapped to a width, once for each scale."""
    return _laid(text, size, weight, width, theme.current().scale, code)


@dataclass(frozen=True)
class Places:
    """Where the parts of a line are, from the left of the list: a margin, then what is said."""

    side: int
    text: int
    right: int
    narrow: bool

    @classmethod
    def within(cls, width: int) -> Places:
        """In a list of this width."""
        px = theme.px
        right = min(width - px(SIDE), px(SIDE + MOST_WIDE))
        return cls(px(SIDE), px(SIDE + GUTTER), right, right < px(NARROW))

    @property
    def box(self) -> tuple[int, int]:
        """The left and the right of a text to copy."""
        left = self.text if self.narrow else self.text + theme.px(LABEL)
        return left, self.right - theme.px(BUTTON + 8)


def height_of(line: Line, width: int, table: int) -> int:
    """How high a line is. `table`: the height of the leads."""
    px, at = theme.px, Places.within(width)
    full, room = at.right - at.side, at.right - at.text
    match line:
        case Head(text, first):
            return px(TOP if first else ABOVE) + laid(text, 15, 600, full).height + px(10)
        case Words(text):
            return laid(text, 13, 400, full).height + px(8)
        case Lost():
            return sum(part.height for part, _ in _lost(line, room)) + px(10)
        case Caution(text):
            return laid(text, 13, 400, room).height + px(8)
        case Do(_, text):
            return px(10) + laid(text, 13, 600, room).height + px(6)
        case Copied():
            above = laid(line.label, 12, 400, room).height + px(2) if at.narrow else 0
            return above + _box_height(line, at) + px(6)
        case Note(text):
            return laid(text, 12, 400, room).height + px(8)
        case Fact(_, value):
            left = at.side if at.narrow else at.side + px(LABEL + GUTTER)
            above = px(20) if at.narrow else 0
            return above + laid(value, 13, 400, at.right - left).height + px(6)
        case LeadRows():
            return table


def _box_height(copied: Copied, at: Places) -> int:
    left, right = at.box
    inside = laid(shown_text(copied), 13, 400, right - left - theme.px(20), code=copied.code)
    return max(inside.height + theme.px(10), theme.px(HIGH))


def button_of(copied: Copied, rect: QRect) -> QRect:
    """Where the button is that copies a text, in the line at `rect`."""
    px, at = theme.px, Places.within(rect.width())
    above = laid(copied.label, 12, 400, at.right - at.text).height + px(2) if at.narrow else 0
    left = rect.left() + at.right - px(BUTTON)
    return QRect(left, rect.top() + above, px(BUTTON), px(HIGH))


def _lost(lost: Lost, room: int) -> list[tuple[_Laid, str]]:
    told = [(laid(lost.part, 13, 600, room), "text"), (laid(lost.why, 13, 400, room), "text2")]
    if lost.instead:
        told.append((laid(f"{NEAREST}: {lost.instead}", 13, 400, room), "text"))
    return told


@dataclass(frozen=True)
class Pressed:
    """The state of a button that copies."""

    over: bool = False
    focused: bool = False
    done: bool = False


def paint_line(painter: QPainter, rect: QRect, line: Line, state: Pressed) -> None:
    """Paint a line into its place."""
    px, at, look = theme.px, Places.within(rect.width()), theme.current()
    left, top = rect.left(), rect.top()
    full, room = at.right - at.side, at.right - at.text
    if state.focused:
        painter.fillRect(QRect(left, top, px(3), rect.height() - px(2)), look.color("accent"))
    match line:
        case Head(text, first):
            said, down = laid(text, 15, 600, full), top + px(TOP if first else ABOVE)
            said.paint(painter, left + at.side, down, "text")
            painter.setPen(QPen(look.color("line"), 1))
            low = down + said.height + px(3)
            painter.drawLine(left + at.side, low, left + at.right, low)
        case Words(text):
            laid(text, 13, 400, full).paint(painter, left + at.side, top + px(2), "text2")
        case Lost():
            _icon(painter, "alert", "warn", left + at.side, top + px(4))
            down = top + px(4)
            for part, tone in _lost(line, room):
                part.paint(painter, left + at.text, down, tone)
                down += part.height
        case Caution(text):
            _icon(painter, "info", "text2", left + at.side, top + px(4))
            laid(text, 13, 400, room).paint(painter, left + at.text, top + px(4), "text")
        case Do(number, text):
            laid(str(number), 13, 600, px(GUTTER)).paint(
                painter, left + at.side, top + px(10), "text3"
            )
            laid(text, 13, 600, room).paint(painter, left + at.text, top + px(10), "text")
        case Copied():
            _copied(painter, rect, line, at, state)
        case Note(text):
            laid(text, 12, 400, room).paint(painter, left + at.text, top, "text2")
        case Fact(name, value):
            laid(name, 12, 400, full).paint(painter, left + at.side, top + px(1), "text2")
            into = at.side if at.narrow else at.side + px(LABEL + GUTTER)
            down = top + (px(20) if at.narrow else 0)
            laid(value, 13, 400, at.right - into).paint(painter, left + into, down, "text")
        case LeadRows():
            pass  # a table of its own lies there


def _icon(painter: QPainter, name: str, tone: str, left: int, top: int) -> None:
    side = theme.px(16)
    paint_icon(painter, name, QRectF(left, top, side, side), tone)


def _copied(painter: QPainter, rect: QRect, line: Copied, at: Places, state: Pressed) -> None:
    px, look = theme.px, theme.current()
    label = laid(line.label, 12, 400, at.right - at.text if at.narrow else px(LABEL - 10))
    label.paint(painter, rect.left() + at.text, rect.top() + (0 if at.narrow else px(5)), "text2")
    button = button_of(line, rect)
    first, last = at.box
    box = QRectF(rect.left() + first, button.top(), last - first, _box_height(line, at))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("line"), 1))
    painter.setBrush(look.color("sunken"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
    inside = laid(shown_text(line), 13, 400, last - first - px(20), code=line.code)
    down = box.top() + max(px(5), (box.height() - inside.height) / 2)
    inside.paint(painter, box.left() + px(10), down, "text")
    _button(painter, QRectF(button), state)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _button(painter: QPainter, box: QRectF, state: Pressed) -> None:
    px, look = theme.px, theme.current()
    if state.focused:
        painter.setPen(QPen(look.color("accent"), px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), px(6), px(6))
    painter.setPen(QPen(look.color("edge"), 1))
    painter.setBrush(look.color("hover" if state.over else "surface"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
    words, font, side = "Copied" if state.done else "Copy", theme.font(12, 500), px(14)
    wide = side + px(5) + QFontMetricsF(font).horizontalAdvance(words)
    left = box.center().x() - wide / 2
    icon = QRectF(left, box.center().y() - side / 2, side, side)
    paint_icon(painter, "check" if state.done else "content-copy", icon, "text2")
    painter.setFont(font)
    painter.setPen(look.color("text"))
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(box.adjusted(left - box.left() + side + px(5), 0, 0, 0), int(middle), words)
