"""The ring of the keyboard's focus: 2 px of accent, 1 px away from the control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from widgets.theme.tokens import Theme

if TYPE_CHECKING:
    from widgets.theme.ring import Ring

# By name: to ask for the classes themselves would load them.
_BOXES = ("QComboBox", "QAbstractSpinBox")
_TYPED_INTO = ("QLineEdit", *_BOXES, "QPlainTextEdit", "QTextEdit")
_PRESSED = ("QAbstractButton", "QAbstractSlider")


class FocusRing(QObject):
    """Follows the focus of the application.

    A control that is typed into shows the ring always, one that is pressed only when the keyboard
    brought the focus. A widget that draws its own focus sets the property `ownFocus`.
    """

    def __init__(self, app: QApplication, theme: Theme) -> None:
        super().__init__(app)
        self._theme = theme
        self._ring: Ring | None = None
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
            # lazy: Qt's styles with their hundreds of names take a third of the window's start
            from widgets.theme.ring import Ring

            self._ring = Ring(self._theme)
            self._ring.destroyed.connect(self._forget)
        self._ring.setWidget(target)  # type: ignore[arg-type]

    def _forget(self) -> None:
        """The ring lives inside the window of its control and dies with it."""
        self._ring = None

    @staticmethod
    def _target(widget: QWidget | None) -> QWidget | None:
        if widget is None or widget.property("ownFocus") or widget.inherits("QScrollBar"):
            return None
        if any(widget.inherits(name) for name in _TYPED_INTO):
            inside = widget.parentWidget()
            boxed = inside is not None and any(inside.inherits(name) for name in _BOXES)
            return inside if boxed else widget
        by_mouse = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        pressed = any(widget.inherits(name) for name in _PRESSED)
        return widget if pressed and not by_mouse else None
