"""The steps of an import under each other: number, name, state, and what was found so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from widgets import theme
from widgets.icons import paint_icon
from widgets.switch import RING
from widgets.tables.cells import draw_text

MARKS = {
    "fine": ("check-circle", "text2", "nothing to do"),
    "question": ("alert", "warn", "look at it"),
    "wrong": ("error", "err", "must be mended"),
    "reading": ("", "text3", "being read"),
}
"""Icon, tone and spoken words of a state."""


@dataclass(frozen=True)
class StepWords:
    """A step: its name, its state (a key of MARKS), and one line of what was found."""

    name: str
    mark: str
    line: str


class StepButton(QAbstractButton):
    """One step. Chosen: a tint and three pixels of accent at the left edge."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._words = StepWords("", "reading", "")
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def present(self, words: StepWords) -> None:
        """Show what is so of this step."""
        self._words = words
        spoken = MARKS[words.mark][2]
        self.setAccessibleName(f"{self._number} {words.name}: {spoken}. {words.line}".strip())
        self.setToolTip(words.line)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(208), theme.px(60))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        px = look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().adjusted(px(8), px(2), -px(8), -px(2))
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("sel" if self.isChecked() else "hover"))
            painter.drawRoundedRect(box, px(4), px(4))
        if self.isChecked():
            painter.fillRect(QRect(0, box.top(), px(3), box.height()), look.color("accent"))
        circle = QRect(box.left() + px(8), box.top() + px(7), px(22), px(22))
        chosen = self.isChecked()
        painter.setPen(QPen(look.color("accent" if chosen else "edge"), 1))
        painter.setBrush(look.color("accent" if chosen else "surface"))
        painter.drawEllipse(circle)
        painter.setFont(theme.font(12, 600))
        painter.setPen(look.color("onaccent" if chosen else "text2"))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))
        left = circle.right() + px(10)
        icon, tone, _ = MARKS[self._words.mark]
        side = px(16)
        place = QRect(box.right() - px(8) - side, box.top() + px(10), side, side)
        if icon:
            paint_icon(painter, icon, place, tone)
        else:  # nothing is known yet: an empty ring
            painter.setPen(QPen(look.color("edge"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(place.adjusted(px(2), px(2), -px(2), -px(2)))
        name = QRect(left, box.top() + px(7), place.left() - px(6) - left, px(22))
        draw_text(painter, name, self._words.name, weight=600)
        line = QRect(left, box.top() + px(29), box.right() - px(8) - left, px(20))
        quiet = "text2" if chosen else "text3"
        if self._words.line:
            draw_text(painter, line, self._words.line, tone=quiet, size=12)


class StepList(QWidget):
    """All steps. Emits `picked` (position)."""

    picked = Signal(int)

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Steps of the import")
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(RING, RING, RING, RING)
        self._column.setSpacing(0)
        self.buttons = [StepButton(number + 1, self) for number in range(count)]
        for position, button in enumerate(self.buttons):
            self._group.addButton(button, position)
            self._column.addWidget(button)
        self._group.idClicked.connect(self.picked)
        theme.observer().changed.connect(self.updateGeometry)

    @property
    def chosen(self) -> int:
        """The position of the step that is shown."""
        return self._group.checkedId()

    def choose(self, position: int) -> None:
        """Mark a step as the one shown; tells nobody."""
        self._group.button(position).setChecked(True)

    def present(self, steps: Sequence[StepWords]) -> None:
        """Show what is so of every step."""
        for button, words in zip(self.buttons, steps, strict=True):
            button.present(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go to the neighbour."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        target = self.chosen + step
        if step and 0 <= target < len(self.buttons):
            self.buttons[target].setFocus()
            self.buttons[target].click()
        else:
            super().keyPressEvent(event)
