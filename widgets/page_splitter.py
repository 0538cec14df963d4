"""Two parts side by side: sizes follow the window until a hand sets them; those are remembered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from widgets import theme


class PageSplitter(QSplitter):
    """`wish` tells the width of the second part for a width of both, in pixels at 100 %.

    `least`: what each part needs. In a window too narrow for both, each keeps its half.
    `gap`: the parts stand so far apart; without one there is a line between them.
    """

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        wish: Callable[[float], float],
        *least: int,
        gap: int = 0,
    ) -> None:
        super().__init__()
        self._wish, self._least, self._gap = wish, least, gap
        if gap:
            self.setProperty("quiet", "true")
        self._by_hand = False
        self.addWidget(first)
        self.addWidget(second)
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._moved)
        theme.observer().changed.connect(self._place)

    def _moved(self, _place: int, _part: int) -> None:
        self._by_hand = True

    def restore(self, state: bytes) -> None:
        """Take the sizes of last time, if there are any."""
        if state and self.restoreState(QByteArray(state)):
            self._by_hand = True
            # What an older state says of the frame is not the person's wish.
            self.setChildrenCollapsible(False)
            self._bound()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep to the wish while no hand has moved anything."""
        self._bound()
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """What stands in a part may have come to need more room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._bound()
        return super().event(event)

    def _bound(self) -> None:
        self.setHandleWidth(theme.px(self._gap) if self._gap else 1)
        room = int(self.width() * 0.48)
        for place, least in enumerate(self._least):
            part = self.widget(place)
            if part is not None:
                needed = max(theme.px(least), part.minimumSizeHint().width())
                part.setMinimumWidth(min(needed, room))

    def _place(self) -> None:
        self._bound()
        if self._by_hand or self.width() <= 0:
            return
        second = round(self._wish(self.width() / theme.current().scale) * theme.current().scale)
        self.setSizes([self.width() - second - self.handleWidth(), second])


def halves(width: float) -> float:
    """The rules get half of the page, at most 720."""
    return width - min(720.0, width / 2)


def panel(width: float) -> float:
    """A panel at the side: 340 in a small window, up to 480 in a large one."""
    return min(480.0, max(340.0, width * 0.27))
