"""Charts by score over which thresholds stand as flags: moved by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from widgets.charts.canvas import ChartCanvas
from widgets.charts.flags import (
    HEIGHT,
    Flag,
    Threshold,
    flags_of,
    paint_flag,
    paint_ghost,
    paint_line,
    screen_width,
)
from widgets.inputs.gesture import new_gesture

Value = TypeVar("Value")
FLAGS_TOP = 3.0
NEAR = 6.0


class ByScore(Protocol):
    """A drawing of which the thresholds need to know where scores stand, in pixels at 100 %."""

    plot: QRectF

    @property
    def ends(self) -> tuple[float, float]:
        """The scores at the left and the right end of the plot."""
        ...

    def x_of(self, score: float) -> float:
        """Where a score stands."""
        ...

    def score_at(self, x: float) -> float:
        """Which score stands there."""
        ...


@dataclass
class _Grip:
    """A threshold in the hand: where it began, where it is, which gesture it is."""

    band: int
    start: int
    value: int
    gesture: int


class FlaggedChart(ChartCanvas[Value]):
    """A chart by score with thresholds over it.

    `threshold_moved(band, value, gesture)`: the user wants the band to begin at that score; moves
    of one drag share a gesture's number. `threshold_released`: the gesture is over.
    """

    threshold_moved = Signal(int, int, int)
    threshold_released = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gesture = 0
        self._grip: _Grip | None = None
        self._focused: int | None = None
        self._releasing = False
        self._flags: list[Flag] = []
        self._flags_for: object = None
        self.setMouseTracking(True)

    @property
    def held(self) -> bool:
        """Whether a threshold is in the hand."""
        return self._grip is not None

    def by_score(self) -> ByScore:
        """The drawing as it is on the screen now."""
        raise NotImplementedError

    def thresholds(self) -> Sequence[Threshold]:
        """The thresholds that can be moved."""
        raise NotImplementedError

    def marks(self) -> Sequence[Threshold]:
        """Thresholds that are shown beside them and stay where they are; their band is -1."""
        return ()

    def limits(self, band: int) -> tuple[int, int]:
        """The least and the most a threshold can be."""
        raise NotImplementedError

    def saved_threshold(self, band: int) -> int | None:
        """Where the saved version has the threshold of a band."""
        raise NotImplementedError

    # Flags --------------------------------------------------------------------------------

    def standing(self) -> list[Threshold]:
        """The thresholds where they stand now, the one in the hand too."""
        held = self._grip
        return [
            one.at(held.value) if held is not None and one.band == held.band else one
            for one in self.thresholds()
        ]

    def flags(self) -> list[Flag]:
        """The flags as they stand now, in pixels at 100 %."""
        if self.value is None:
            return []
        drawing = self.by_score()
        thresholds = [*self.standing(), *self.marks()]
        edge = self.width() / self.unit() - 2
        key = (thresholds, drawing.plot, drawing.ends, edge)
        if key != self._flags_for:
            self._flags_for = key
            self._flags = flags_of(thresholds, drawing.x_of, 1, edge, screen_width)
        return self._flags

    def paint_under(self, painter: QPainter) -> None:
        drawing = self.by_score()
        bottom = drawing.plot.bottom()
        flags = self.flags()
        for flag in flags:
            if flag.threshold.band < 0:
                continue
            before = self.saved_threshold(flag.threshold.band)
            if self._grip is not None and self._grip.band == flag.threshold.band:
                before = self._grip.start
            if before is not None and before != flag.threshold.value:
                paint_ghost(painter, drawing.x_of(before), drawing.plot.top() - 4, bottom)
        for flag in flags:
            paint_line(painter, flag, FLAGS_TOP, bottom)

    def paint_over(self, painter: QPainter) -> None:
        density = self.unit() * self.devicePixelRatioF()
        for flag in self.flags():
            focused = self.hasFocus() and flag.threshold.band == self._focused
            paint_flag(painter, flag, FLAGS_TOP, focused, density)

    def focus_is_inside(self) -> bool:
        return self._focused is not None

    def flag_at(self, x: float, y: float) -> Flag | None:
        """The flag or line under a point, in pixels at 100 %; boxes go before lines."""
        flags = [flag for flag in self.flags() if flag.threshold.band >= 0]
        for flag in reversed(flags):
            box = QRectF(flag.left - 1, FLAGS_TOP - 2, flag.width + 2, HEIGHT + 5)
            if box.contains(QPointF(x, y)):
                return flag
        plot = self.by_score().plot
        near = [flag for flag in flags if abs(flag.x - x) <= NEAR]
        if near and FLAGS_TOP < y <= plot.bottom():
            return min(near, key=lambda flag: abs(flag.x - x))
        return None

    def _threshold_of(self, band: int) -> int:
        return next(one.value for one in self.thresholds() if one.band == band)

    # Mouse --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position() / self.unit()
        flag = self.flag_at(at.x(), at.y()) if self.value is not None else None
        if event.button() != Qt.MouseButton.LeftButton or flag is None:
            super().mousePressEvent(event)
            return
        self._gesture = new_gesture()
        value = flag.threshold.value
        self._focused = flag.threshold.band
        self._grip = _Grip(flag.threshold.band, value, value, self._gesture)
        self._offset = at.x() - flag.x
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position() / self.unit()
        if self._grip is None:
            found = self.flag_at(at.x(), at.y()) if self.value is not None else None
            hand = Qt.CursorShape.OpenHandCursor
            self.setCursor(Qt.CursorShape.ArrowCursor if found is None else hand)
            return
        score = round(self.by_score().score_at(at.x() - self._offset))
        self._move_to(score)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grip is None or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        self._let_go()
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def _move_to(self, score: int) -> None:
        grip = self._grip
        assert grip is not None
        least, most = self.limits(grip.band)
        score = min(max(score, least), most)
        if least <= most and score != grip.value:
            grip.value = score
            self.update()
            self.threshold_moved.emit(grip.band, score, grip.gesture)

    def _let_go(self) -> None:
        self._grip = None
        self.update()
        self.threshold_released.emit()

    # Keyboard -----------------------------------------------------------------------------

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from flag to flag, then on."""
        bands = [flag.threshold.band for flag in self.flags() if flag.threshold.band >= 0]
        if self.table_is_shown() or not bands:
            return super().focusNextPrevChild(forward)
        step = 1 if forward else -1
        if self._focused is None:
            place = 0 if forward else -1
        else:
            place = bands.index(self._focused) + step
        if 0 <= place < len(bands):
            self._focus_flag(bands[place])
            return True
        self._focus_flag(None)
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        bands = [flag.threshold.band for flag in self.flags() if flag.threshold.band >= 0]
        if event.reason() == Qt.FocusReason.BacktabFocusReason and bands:
            self._focus_flag(bands[-1])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._focus_flag(None)

    def _focus_flag(self, band: int | None) -> None:
        self._focused = band
        names = [flag.threshold.text for flag in self.flags() if flag.threshold.band == band]
        self.setAccessibleName(f"Threshold {names[0]}" if names else self.title)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self._grip is not None:
            self._move_to(self._grip.start)
            self._let_go()
            return
        goal = self._goal(key, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        if goal is None:
            super().keyPressEvent(event)
            return
        if not event.isAutoRepeat():
            self._gesture = new_gesture()
        assert self.value is not None
        assert self._focused is not None
        now = self._threshold_of(self._focused)
        self._grip = _Grip(self._focused, now, now, self._gesture)
        self._move_to(goal)
        self._grip = None
        self._releasing = True
        self.update()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if self._releasing and not event.isAutoRepeat():
            self._releasing = False
            self.threshold_released.emit()

    def _goal(self, key: int, far: bool) -> int | None:
        """The score that a key asks for, where a flag has the focus."""
        if self.value is None or self._focused is None:
            return None
        now = self._threshold_of(self._focused)
        step = 10 if far else 1
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Down):
            return now - step
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Up):
            return now + step
        if key in (Qt.Key.Key_Home, Qt.Key.Key_Escape):
            return self.saved_threshold(self._focused)
        return None

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._grip is None:
            self.unsetCursor()
