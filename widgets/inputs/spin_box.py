"""A spin box for whole numbers with their sign, and the same look for rows that have no editor."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QValidator,
    QWheelEvent,
)
from PySide6.QtWidgets import QSpinBox, QStyle, QStyleOptionSpinBox, QWidget

from models.scoring.model import MOST_POINTS
from models.signs import signed
from widgets import theme
from widgets.icons import paint_icon
from widgets.inputs.gesture import Burst
from widgets.inputs.line_edit import LineEdit
from widgets.inputs.numbers import begins_whole, read_whole


class SignedSpinBox(QSpinBox):
    """Points as a person writes them: +15, \u221210, 0.

    Arrows step by 1, with Shift by 10; Home is zero, Esc the saved value. The wheel counts only
    while the box has the focus. `entered(points, gesture)` tells what a person did, never what
    was presented; `finished()` when the typing is over; `left()` when Esc has nothing to bring
    back.
    """

    entered = Signal(int, int)
    finished = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, most: int = MOST_POINTS) -> None:
        super().__init__(parent)
        self._value = 0
        self._saved: int | None = None
        self._before = 0
        self._muted = False
        self._burst = Burst()
        self.setLineEdit(LineEdit(self, small=False))
        self.setRange(-most, most)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.valueChanged.connect(self._tell)
        self.editingFinished.connect(self._finish)
        self.lineEdit().textChanged.connect(self._retell_range)
        self._dress()
        theme.observer().changed.connect(self._dress)

    def present(
        self,
        points: int,
        saved: int | None = None,
        *,
        muted: bool = False,
        locked: bool = False,
    ) -> None:
        """Show points; writes only what differs, so that a cursor in the text stays."""
        self._saved = saved
        if self._value != points or self.value() != points:
            self._value = points
            self.setValue(points)
        if self._muted != muted:
            self._muted = muted
            self._dress()
        if self.isReadOnly() != locked:
            self.setReadOnly(locked)
            self.update()

    @property
    def wrong(self) -> bool:
        """Whether the text is not a number that can be taken."""
        return not self.hasAcceptableInput()

    def type(self, event: QKeyEvent) -> None:
        """Begin typing with a key that was pressed elsewhere: it replaces the number."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self.keyPressEvent(event)

    # The number and its text

    def textFromValue(self, value: int) -> str:
        return signed(value)

    def valueFromText(self, text: str) -> int:
        read = read_whole(text)
        return self._value if read is None else read

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        read = read_whole(text)
        if read is not None and self.minimum() <= read <= self.maximum():
            return QValidator.State.Acceptable, text, position
        typing = read is not None or begins_whole(text)
        state = QValidator.State.Intermediate if typing else QValidator.State.Invalid
        return state, text, position

    def _tell(self, value: int) -> None:
        if value != self._value:
            self._value = value
            self.entered.emit(value, self._burst.next())

    def _finish(self) -> None:
        if self._burst.end():
            self.finished.emit()

    def _retell_range(self) -> None:
        low, high = signed(self.minimum()), signed(self.maximum())
        self.setToolTip(f"Points go from {low} to {high}." if self.wrong else "")
        if bool(self.property("wrong")) != self.wrong:
            self.setProperty("wrong", "true" if self.wrong else "")
            self.style().unpolish(self)
            self.style().polish(self)

    # Keys and wheel

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if key == Qt.Key.Key_Escape:
            self._take_back(event)
        elif self.isReadOnly():
            super().keyPressEvent(event)
        elif key in steps and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepBy(steps[Qt.Key(key)] * (10 if shift else 1))
        elif key == Qt.Key.Key_Home and not event.modifiers():
            self.setValue(0)
        else:
            super().keyPressEvent(event)
            # Enter belongs to the box: a dialog or list must not act on it too.
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()

    def _take_back(self, event: QKeyEvent) -> None:
        target = self._before if self._saved is None else self._saved
        if self.wrong:
            self.setValue(self._value)
            self.lineEdit().setText(self.textFromValue(self._value))
        elif target != self._value and not self.isReadOnly():
            self.setValue(target)
        else:
            self.left.emit()
        self.selectAll()
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus() and not self.isReadOnly():
            super().wheelEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._before = self._value
        self._burst.end()
        super().focusInEvent(event)

    # The look

    def sizeHint(self) -> QSize:
        digits = QFontMetrics(theme.font(13, 600, tabular=True)).horizontalAdvance("+888")
        return QSize(digits + theme.px(31), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paint_like(
        self, painter: QPainter, rect: QRect, points: int, *, muted: bool, locked: bool = False
    ) -> None:
        """Paint how this box would look in `rect` with other points and without the focus."""
        look = theme.current()
        option = QStyleOptionSpinBox()
        self.initStyleOption(option)
        option.rect = rect
        option.state &= ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver)
        option.activeSubControls = QStyle.SubControl.SC_None
        self.style().drawComplexControl(QStyle.ComplexControl.CC_SpinBox, option, painter, self)
        font = theme.font(13, 600, tabular=True)
        font.setStrikeOut(muted)
        painter.setFont(font)
        painter.setPen(look.color("text3" if muted or locked else "text"))
        text = rect.adjusted(0, 0, -theme.px(25), 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(text, int(flags), signed(points))
        if locked:
            _paint_lock(painter, rect)

    def _dress(self) -> None:
        # The application's sheet has the last word on the colour, so the box's own must be one;
        # a new sheet forgets fonts, so they come after it.
        ink = theme.current().text3
        self.setStyleSheet(f"QSpinBox {{ color: {ink}; }}" if self._muted else "")
        font = theme.font(13, 600, tabular=True)
        font.setStrikeOut(self._muted)
        self.setFont(font)
        self.lineEdit().setFont(font)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isReadOnly():
            painter = QPainter(self)
            _paint_lock(painter, self.rect())


def _paint_lock(painter: QPainter, rect: QRect) -> None:
    """A lock in the place of the arrows."""
    wide = theme.px(18)
    arrows = QRect(rect.right() - wide - 1, rect.top() + 2, wide, rect.height() - 4)
    painter.fillRect(arrows, theme.current().color("surface"))
    side = theme.px(13)
    spot = QRect(0, 0, side, side)
    spot.moveCenter(QPoint(rect.right() - theme.px(11), rect.center().y()))
    paint_icon(painter, "lock", spot)
