"""The look of the application: one theme at a time, applied to Qt and read by what is painted.

theme.apply(app, dark=False, scale=1.25)
theme.current().color("accent"), theme.px(12), theme.font(13, 600)
theme.observer().changed.connect(self.update)
"""

from __future__ import annotations

import sys
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication

from widgets.theme import fonts
from widgets.theme.focus import FocusRing
from widgets.theme.palette import palette
from widgets.theme.sheet import style_sheet
from widgets.theme.tokens import DARK, LIGHT, Theme, contrast, mixed

__all__ = [
    "DARK",
    "LIGHT",
    "Observer",
    "Theme",
    "apply",
    "contrast",
    "current",
    "font",
    "mixed",
    "observer",
    "px",
    "set_kind",
    "system_is_dark",
    "system_scale",
]

LEAST_SCALE, MOST_SCALE = 0.75, 3.0


class Observer(QObject):
    """Tells painted widgets that colours or the scale changed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme = LIGHT
        self.follows_system = True
        self.asked_scale = 1.0
        self.ring: FocusRing | None = None

    def system_changed(self) -> None:
        """The system went dark or light; followed unless the user chose for themselves."""
        app = QApplication.instance()
        if self.follows_system and isinstance(app, QApplication):
            apply(app, None, self.asked_scale)


_observer = Observer()


def observer() -> Observer:
    """The one observer; connect `changed` to what paints with the theme."""
    return _observer


def current() -> Theme:
    """The theme in use: light at 100 % until one is applied."""
    return _observer.theme


def px(length: float) -> int:
    """A length given at 100 % in pixels of the current scale."""
    return _observer.theme.px(length)


def font(size_px: float, weight: int = 400, tabular: bool = False) -> QFont:
    """The typeface at a size given at 100 %; `tabular` gives figures one width.

    Only where figures stand under each other or change in place: hyphens become as wide.
    """
    return QFont(fonts.sized(_observer.theme.px(size_px), weight, tabular))


def apply(app: QApplication, dark: bool | None = None, scale: float = 1.0) -> None:
    """Give the application a theme; `dark` None follows the system, `scale` 1.0 is 100 %.

    The system's own scale of text comes on top of `scale`.
    """
    first = _observer.ring is None
    if first:
        app.setStyle("fusion")
        fonts.load()
        _observer.ring = FocusRing(app, LIGHT)
        app.styleHints().colorSchemeChanged.connect(_observer.system_changed)
    _observer.follows_system, _observer.asked_scale = dark is None, scale
    _tell_the_system(dark)
    chosen = system_is_dark() if dark is None else dark
    wanted = min(MOST_SCALE, max(LEAST_SCALE, scale * system_scale()))
    theme = replace(DARK if chosen else LIGHT, scale=wanted)
    if theme == _observer.theme and not first:
        return
    _observer.theme = theme
    app.setPalette(palette(theme))
    app.setFont(font(13))
    app.setStyleSheet(style_sheet(theme))
    if _observer.ring is not None:
        _observer.ring.use(theme)
    _observer.changed.emit()


def set_kind(button: QObject, kind: str, *, small: bool = False) -> None:
    """Say what a button is: "main", "quiet", "plain", "icon" or "segment". Before it is shown."""
    button.setProperty("kind", kind)
    if small:
        button.setProperty("small", "true")


def system_is_dark() -> bool:
    """What the system asks for now."""
    hints = QGuiApplication.styleHints()
    return bool(hints.colorScheme() == Qt.ColorScheme.Dark)


def system_scale() -> float:
    """How much larger than usual the system wants text; the screen's density is Qt's own work."""
    screen = QGuiApplication.primaryScreen()
    usual = 72.0 if sys.platform == "darwin" else 96.0
    return screen.logicalDotsPerInch() / usual if screen is not None else 1.0


def _tell_the_system(dark: bool | None) -> None:
    """The frame of the window, which the system draws, goes along."""
    hints = QGuiApplication.styleHints()
    if dark is None:
        hints.unsetColorScheme()
    else:
        hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
