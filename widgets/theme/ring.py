"""The ring itself; loaded when it is first shown, since Qt's styles take long to load."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFocusFrame, QProxyStyle, QStyle, QStyleOption, QWidget

from widgets.theme.tokens import Theme


class Margins(QProxyStyle):
    """Room for the ring: one pixel of air, two of accent."""

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric in (
            QStyle.PixelMetric.PM_FocusFrameHMargin,
            QStyle.PixelMetric.PM_FocusFrameVMargin,
        ):
            return 3
        return super().pixelMetric(metric, option, widget)


class Ring(QFocusFrame):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._margins = Margins("fusion")
        self.setStyle(self._margins)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("accent"), 2))
        radius = self.theme.px(4) + 2
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
