"""The slider of points: zero in the middle, filled from zero, the saved value as a dashed tick."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from widgets import theme
from widgets.inputs.gesture import Burst, new_gesture

_SPANS = (25, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)


def span_for(most: int) -> int:
    """The end of the scale of a model whose largest points, either way, are `most`."""
    return next((span for span in _SPANS if span >= most), _SPANS[-1])


def _margin() -> int:
    return theme.px(9)


def x_of(points: int, rect: QRect, span: int) -> float:
    """Where points lie on the scale; beyond its ends they stop there."""
    half = (rect.width() - 2 * _margin()) / 2
    share = max(-1.0, min(1.0, points / span))
    return rect.left() + _margin() + half * (1 + share)


def points_at(x: float, rect: QRect, span: int) -> int:
    """The points under the mouse."""
    half = (rect.width() - 2 * _margin()) / 2
    share = (x - rect.left() - _margin()) / half - 1 if half > 0 else 0.0
    return round(max(-1.0, min(1.0, share)) * span)


def paint_slider(
    painter: QPainter,
    rect: QRect,
    points: int,
    span: int,
    *,
    saved: int | None = None,
    muted: bool = False,
    focus: bool = False,
) -> None:
    """The slider in the middle of `rect`; the same for a real slider and for a row of a list."""
    look = theme.current()
    middle = QRectF(rect).center().y()
    zero, here = x_of(0, rect, span), x_of(points, rect, span)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    half = theme.px(4) / 2
    track = QRectF(rect.left() + _margin() / 2, middle - half, rect.width() - _margin(), 2 * half)
    painter.setBrush(look.color("line"))
    painter.drawRoundedRect(track, half, half)
    ink = look.color("axis" if muted else "neg" if points < 0 else "accent")
    fill = QRectF(min(zero, here), middle - half, abs(here - zero), 2 * half)
    painter.fillRect(fill, ink)
    if points < 0 and not muted:
        painter.fillRect(fill, QBrush(look.color("surface"), Qt.BrushStyle.BDiagPattern))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    tall = theme.px(7)
    painter.setPen(QPen(look.color("text2"), 1))
    painter.drawLine(QPointF(zero, middle - tall), QPointF(zero, middle + tall))
    if saved is not None and saved != points:
        there = x_of(saved, rect, span)
        pen = QPen(look.color("ghost"), max(1.0, theme.px(5) / 4))
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawLine(QPointF(there, middle - tall - 1), QPointF(there, middle + tall + 1))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = theme.px(13) / 2
    if focus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.color("accent"), 2))
        painter.drawEllipse(QPointF(here, middle), radius + 2, radius + 2)
    painter.setBrush(look.color("surface"))
    painter.setPen(QPen(ink, 1.5))
    painter.drawEllipse(QPointF(here, middle), radius, radius)
    painter.restore()


class PointsSlider(QAbstractSlider):
    """Drags points between -span and +span.

    `moved(points, gesture)` tells what a person did; a press begins a gesture of its own.
    """

    moved = Signal(int, int)
    finished = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points = 0
        self._saved: int | None = None
        self._span = 25
        self._muted = False
        self._locked = False
        self._drag = 0
        self._before = 0
        self._burst = Burst()
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(-25, 25)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("ownFocus", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self._told)
        theme.observer().changed.connect(self.updateGeometry)

    def present(
        self,
        points: int,
        saved: int | None = None,
        *,
        span: int = 25,
        muted: bool = False,
        locked: bool = False,
    ) -> None:
        """Show points; while it is dragged the scale stays under the hand."""
        after = (points, saved, self._span if self._drag else span, muted, locked)
        if after == (self._points, self._saved, self._span, self._muted, self._locked):
            return
        self._points, self._saved, self._span, self._muted, self._locked = after
        # The slider's own value only serves assistive technology: it is cut to the scale, and
        # the scale shrinks only after it, so that nothing is cut on the way.
        wide = max(self._span, self.maximum())
        self.setRange(-wide, wide)
        self.setValue(max(-self._span, min(self._span, points)))
        self.setRange(-self._span, self._span)
        self.update()

    @property
    def dragged(self) -> bool:
        """Whether a hand is on it."""
        return bool(self._drag)

    def _told(self, value: int) -> None:
        """A value set from outside the widget's own code comes from assistive technology."""
        if value != max(-self._span, min(self._span, self._points)):
            self._move(value, self._burst.next())

    def _move(self, points: int, gesture: int) -> None:
        if points != self._points and not self._locked:
            self._points = points
            self.setValue(points)
            self.update()
            self.moved.emit(points, gesture)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(130), theme.px(26))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), theme.px(24))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._locked:
            event.ignore()
            return
        self._drag, self._before = new_gesture(), self._points
        # A press on the handle takes it where it is; elsewhere the handle comes to the mouse.
        if abs(event.position().x() - x_of(self._points, self.rect(), self._span)) > theme.px(8):
            self._move(points_at(event.position().x(), self.rect(), self._span), self._drag)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag:
            self._move(points_at(event.position().x(), self.rect(), self._span), self._drag)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drag:
            self._drag = 0
            self.finished.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        step = event.angleDelta().y() or event.angleDelta().x()
        if not self.hasFocus() or self._locked or not step:
            event.ignore()
            return
        self._step(1 if step > 0 else -1)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        steps = {
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_Left: -1,
        }
        if key == Qt.Key.Key_Escape:
            self._take_back()
        elif key in steps and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._step(steps[Qt.Key(key)] * (10 if shift else 1))
        elif key == Qt.Key.Key_Home:
            self._move(0, self._burst.next())
        else:
            event.ignore()

    def _step(self, step: int) -> None:
        target = max(-self._span, min(self._span, self._points + step))
        # Points beyond the scale were typed: a step must not throw them back to its end.
        if abs(self._points) > self._span:
            target = self._points + step
        self._move(target, self._burst.next())

    def _take_back(self) -> None:
        if self._drag:
            self._move(self._before, self._drag)
            self._drag = 0
            self.finished.emit()
        elif self._saved is not None and self._saved != self._points:
            self._move(self._saved, self._burst.next())
        else:
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_slider(
            painter,
            self.rect(),
            self._points,
            self._span,
            saved=self._saved,
            muted=self._muted or self._locked,
            focus=self.hasFocus(),
        )
