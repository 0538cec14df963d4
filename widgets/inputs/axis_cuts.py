"""Thresholds along one axis of the matrix: handles on a track, the leads above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.evaluation.figures import count
from widgets import theme
from widgets.inputs.gesture import Burst, new_gesture

SIDE, RADIUS = 12.0, 6.5
LEADS_TOP, LEADS_HEIGHT = 18.0, 26.0
NEAR = 12.0


@dataclass(frozen=True)
class Cut:
    """A threshold: the step that begins there, where it is, where the saved version has it."""

    name: str
    value: int
    saved: int | None = None


@dataclass(frozen=True)
class AxisValue:
    """`cuts` best first; `last`: the step below them all. `leads`: points and how many have them.

    `ends`: the least and the most of the track.
    """

    title: str
    cuts: tuple[Cut, ...]
    last: str
    ends: tuple[int, int]
    leads: tuple[tuple[int, int], ...] = ()


@dataclass
class _Grip:
    place: int
    start: int
    gesture: int


class AxisCuts(QWidget):
    """Handles that are dragged, or moved by arrows.

    `moved(place, threshold, gesture)`: moves of one drag share a gesture. `released()`.
    """

    moved = Signal(int, int, int)
    released = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: AxisValue | None = None
        self._grip: _Grip | None = None
        self._focused: int | None = None
        self._burst = Burst()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.observer().changed.connect(self.updateGeometry)

    def present(self, value: AxisValue) -> None:
        """Show an axis; while a hand is on it the track stays as it is."""
        before = self._value
        if self._grip is not None and before is not None:
            low, high = before.ends
            value = AxisValue(
                value.title,
                value.cuts,
                value.last,
                (min(low, *self._cut_ends(value)), max(high, *self._cut_ends(value))),
                value.leads,
            )
        self._value = value
        if self._focused is not None and self._focused >= len(value.cuts):
            self._focused = None
        words = ", ".join(f"{cut.name} from {count(cut.value)}" for cut in value.cuts)
        self.setAccessibleDescription(f"{words}, {value.last} below.")
        self._name()
        self.update()

    @staticmethod
    def _cut_ends(value: AxisValue) -> tuple[int, int]:
        found = [cut.value for cut in value.cuts] or [value.ends[0]]
        return min(found), max(found)

    @property
    def dragged(self) -> bool:
        """Whether a hand is on it."""
        return self._grip is not None

    def sizeHint(self) -> QSize:
        return QSize(theme.px(280), theme.px(82))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(82))

    # Places, in pixels at 100 %

    def _unit(self) -> float:
        return theme.current().scale

    @property
    def _track(self) -> float:
        return LEADS_TOP + LEADS_HEIGHT + 6.0

    def x_of(self, points: float) -> float:
        """Where points lie on the track."""
        assert self._value is not None
        low, high = self._value.ends
        room = self.width() / self._unit() - 2 * SIDE
        return SIDE + room * (points - low) / max(high - low, 1)

    def points_at(self, x: float) -> int:
        """The points at a place of the track."""
        assert self._value is not None
        low, high = self._value.ends
        room = max(self.width() / self._unit() - 2 * SIDE, 1.0)
        return round(low + (x - SIDE) / room * (high - low))

    def handle_at(self, x: float, y: float) -> int | None:
        """The handle under a point."""
        if self._value is None or abs(y - self._track) > NEAR + 6:
            return None
        gaps = [(abs(self.x_of(cut.value) - x), i) for i, cut in enumerate(self._value.cuts)]
        gap, place = min(gaps, default=(NEAR + 1, -1))
        return place if gap <= NEAR else None

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position() / self._unit()
        place = self.handle_at(at.x(), at.y())
        if event.button() != Qt.MouseButton.LeftButton or place is None or self._value is None:
            event.ignore()
            return
        self._grip = _Grip(place, self._value.cuts[place].value, new_gesture())
        self._focus_handle(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position() / self._unit()
        if self._grip is not None:
            self._move_to(self._grip.place, self.points_at(at.x()), self._grip.gesture)
            return
        found = self.handle_at(at.x(), at.y()) if self._value is not None else None
        hand = Qt.CursorShape.OpenHandCursor
        self.setCursor(Qt.CursorShape.ArrowCursor if found is None else hand)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._let_go()

    def _let_go(self) -> None:
        self._grip = None
        self.update()
        self.released.emit()

    def _move_to(self, place: int, points: int, gesture: int) -> None:
        """A threshold stays between its neighbours."""
        assert self._value is not None
        cuts = self._value.cuts
        if place + 1 < len(cuts):
            points = max(points, cuts[place + 1].value + 1)
        if place > 0:
            points = min(points, cuts[place - 1].value - 1)
        if points != cuts[place].value:
            self.moved.emit(place, points, gesture)

    # Keyboard

    def _order(self) -> list[int]:
        """Handles from left to right: the worst step first."""
        return [] if self._value is None else list(range(len(self._value.cuts)))[::-1]

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from handle to handle, then on."""
        order = self._order()
        if not order:
            return super().focusNextPrevChild(forward)
        if self._focused is None:
            place = 0 if forward else -1
        else:
            place = order.index(self._focused) + (1 if forward else -1)
        if 0 <= place < len(order):
            self._focus_handle(order[place])
            return True
        self._focus_handle(None)
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        order = self._order()
        if order and self._focused is None:
            back = event.reason() == Qt.FocusReason.BacktabFocusReason
            self._focus_handle(order[-1 if back else 0])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._focus_handle(None)

    def _focus_handle(self, place: int | None) -> None:
        self._focused = place
        self._name()
        self.update()

    def _name(self) -> None:
        value = self._value
        if value is None:
            return
        name = f"{value.title}: where rows and columns begin"
        if self._focused is not None:
            cut = value.cuts[self._focused]
            name = f"{value.title} from which {cut.name} begins: {count(cut.value)}"
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self._grip is not None:
            self._move_to(self._grip.place, self._grip.start, self._grip.gesture)
            self._let_go()
            return
        goal = self._goal(key, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        if goal is None or self._focused is None:
            super().keyPressEvent(event)
            return
        self._move_to(self._focused, goal, self._burst.next())

    def _goal(self, key: int, far: bool) -> int | None:
        if self._value is None or self._focused is None:
            return None
        cut = self._value.cuts[self._focused]
        step = 10 if far else 1
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Down):
            return cut.value - step
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Up):
            return cut.value + step
        if key in (Qt.Key.Key_Home, Qt.Key.Key_Escape):
            return cut.saved
        return None

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        value = self._value
        if value is None:
            return
        painter = QPainter(self)
        painter.scale(self._unit(), self._unit())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_leads(painter, value)
        look = theme.current()
        width = self.width() / self._unit()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("line"))
        painter.drawRoundedRect(QRectF(SIDE / 2, self._track - 2, width - SIDE, 4), 2, 2)
        self._paint_names(painter, value)
        for cut in value.cuts:
            before = cut.saved
            if self._grip is not None and value.cuts[self._grip.place] is cut:
                before = self._grip.start
            if before is not None and before != cut.value:
                pen = QPen(look.color("ghost"), 1.25)
                pen.setDashPattern([3, 2])
                painter.setPen(pen)
                x = self.x_of(before)
                painter.drawLine(QPointF(x, LEADS_TOP), QPointF(x, self._track + 10))
        for place, cut in enumerate(value.cuts):
            self._paint_handle(painter, self.x_of(cut.value), place == self._focused)
        self._paint_values(painter, value)

    def _paint_leads(self, painter: QPainter, value: AxisValue) -> None:
        """The leads at each number of points, so that a hand sees what it cuts."""
        look = theme.current()
        most = max((held for _, held in value.leads), default=0)
        if not most:
            return
        low, high = value.ends
        room = self.width() / self._unit() - 2 * SIDE
        thick = max(1.0, min(8.0, room / max(high - low, 1) - 1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("notconverted"))
        foot = LEADS_TOP + LEADS_HEIGHT
        for points, held in value.leads:
            tall = max(1.0, LEADS_HEIGHT * held / most)
            painter.drawRect(QRectF(self.x_of(points) - thick / 2, foot - tall, thick, tall))

    def _paint_names(self, painter: QPainter, value: AxisValue) -> None:
        """Each step's name in the middle of its part of the track."""
        painter.setFont(theme.fonts.sized(12, 600, False))
        painter.setPen(theme.current().color("text2"))
        width = self.width() / self._unit()
        edges = [width - SIDE, *(self.x_of(cut.value) for cut in value.cuts), SIDE]
        names = [*(cut.name for cut in value.cuts), value.last]
        metrics = QFontMetricsF(painter.font())
        for name, right, left in zip(names, edges, edges[1:], strict=False):
            if right - left >= metrics.horizontalAdvance(name):
                box = QRectF(left, 0, right - left, LEADS_TOP - 1)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_handle(self, painter: QPainter, x: float, focused: bool) -> None:
        look = theme.current()
        middle = QPointF(x, self._track)
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("accent"), 2))
            painter.drawEllipse(middle, RADIUS + 2.5, RADIUS + 2.5)
        painter.setBrush(look.color("surface"))
        painter.setPen(QPen(look.color("accent"), 1.5))
        painter.drawEllipse(middle, RADIUS, RADIUS)

    def _paint_values(self, painter: QPainter, value: AxisValue) -> None:
        """The thresholds under their handles; where two are close the later moves aside."""
        painter.setFont(theme.fonts.sized(12, 600, True))
        painter.setPen(theme.current().color("text"))
        metrics = QFontMetricsF(painter.font())
        width = self.width() / self._unit()
        texts = [(self.x_of(cut.value), count(cut.value)) for cut in reversed(value.cuts)]
        for (x, text), place in zip(texts, _spread(texts, metrics, width), strict=True):
            painter.drawText(QPointF(place, self._track + 24), text)
            del x


def _spread(
    texts: Sequence[tuple[float, str]], metrics: QFontMetricsF, width: float
) -> list[float]:
    """Where each text begins, in order, none over another."""
    places, edge = [], 0.0
    sizes = [metrics.horizontalAdvance(text) for _, text in texts]
    for (x, _), size in zip(texts, sizes, strict=True):
        places.append(max(edge, x - size / 2))
        edge = places[-1] + size + 6
    edge = width
    for place in range(len(places) - 1, -1, -1):
        places[place] = min(places[place], edge - sizes[place])
        edge = places[place] - 6
    return places
