"""The ring of the keyboard's focus: 2 px of accent, 1 px away from the control."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFocusFrame,
    QLineEdit,
    QPlainTextEdit,
    QProxyStyle,
    QScrollBar,
    QStyle,
    QStyleOption,
    QTextEdit,
    QWidget,
)

from widgets.theme.tokens import Theme

_TYPED_INTO = (QLineEdit, QAbstractSpinBox, QComboBox, QPlainTextEdit, QTextEdit)
_PRESSED = (QAbstractButton, QAbstractSlider)


class _Margins(QProxyStyle):
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


class _Ring(QFocusFrame):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._margins = _Margins("fusion")
        self.setStyle(self._margins)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("accent"), 2))
        radius = self.theme.px(4) + 2
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)


class FocusRing(QObject):
    """Follows the focus of the application.

    A control that is typed into shows the ring always, one that is pressed only when the keyboard
    brought the focus. A widget that draws its own focus sets the property `ownFocus`.
    """

    def __init__(self, app: QApplication, theme: Theme) -> None:
        super().__init__(app)
        self._theme = theme
        self._ring: _Ring | None = None
        app.focusChanged.connect(self._move)

    def use(self, theme: Theme) -> None:
        """Draw in another theme from now on."""
        self._theme = theme
        if self._ring is not None:
            self._ring.theme = theme
            self._ring.update()

    def _move(self, _old: QWidget | None, now: QWidget | None) -> None:
        target = self._target(now)
        if self._ring is None:
            if target is None:
                return
            self._ring = _Ring(self._theme)
            self._ring.destroyed.connect(self._forget)
        self._ring.setWidget(target)  # type: ignore[arg-type]

    def _forget(self) -> None:
        """The ring lives inside the window of its control and dies with it."""
        self._ring = None

    @staticmethod
    def _target(widget: QWidget | None) -> QWidget | None:
        if widget is None or widget.property("ownFocus") or isinstance(widget, QScrollBar):
            return None
        if isinstance(widget, _TYPED_INTO):
            inside = widget.parentWidget()
            return inside if isinstance(inside, (QComboBox, QAbstractSpinBox)) else widget
        by_mouse = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        return widget if isinstance(widget, _PRESSED) and not by_mouse else None
