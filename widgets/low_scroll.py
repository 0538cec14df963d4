"""A frame for a page that scrolls only where a window is lower than the least the page needs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget


class LowScroll(QScrollArea):
    """Unlike Qt's own it gives the page its least height, not its wish, before it scrolls."""

    def __init__(self, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page needs another height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As wide as the frame, as high as it must be."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        page, room = self.widget(), self.maximumViewportSize()
        layout = None if page is None else page.layout()
        if page is None or layout is None:
            return
        bar = self.verticalScrollBar().sizeHint().width()
        least = layout.minimumHeightForWidth(room.width())
        if least > room.height():
            width = room.width() - bar
            page.resize(width, layout.minimumHeightForWidth(width))
        else:
            page.resize(room)
