"""Small buttons: a picture with a name, or a few words."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from widgets import theme
from widgets.icons import icon


class Tool(QToolButton):
    """A picture of 24 px to press; its name is its tooltip and what a screen reader says."""

    def __init__(self, symbol: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbol = symbol
        self.setIcon(icon(symbol))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.name(name)
        theme.observer().changed.connect(self._dress)
        self._dress()

    def name(self, name: str) -> None:
        """Say what it does."""
        if name != self.accessibleName():
            self.setAccessibleName(name)
            self.setToolTip(name)

    def show_symbol(self, symbol: str) -> None:
        """Show another picture."""
        if symbol != self._symbol:
            self._symbol = symbol
            self.setIcon(icon(symbol))

    def _dress(self) -> None:
        self.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.setFixedSize(theme.px(26), theme.px(26))


def quiet_button(text: str, symbol: str = "", parent: QWidget | None = None) -> QPushButton:
    """A link-like button."""
    button = QPushButton(text, parent)
    theme.set_kind(button, "quiet", small=True)
    button.setAutoDefault(False)
    if symbol:
        button.setIcon(icon(symbol, "accent"))
    return button


def switch(text: str, name: str, parent: QWidget | None = None) -> QPushButton:
    """A word that can be switched on."""
    button = QPushButton(text, parent)
    theme.set_kind(button, "plain", small=True)
    button.setAutoDefault(False)
    button.setCheckable(True)
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button
