"""A theme as Qt's palette: every role, for active, inactive and disabled widgets."""

from __future__ import annotations

from PySide6.QtGui import QPalette

from widgets.theme.tokens import Theme, mixed

_ROLES = {
    QPalette.ColorRole.Window: "canvas",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "canvas",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "onaccent",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.ToolTipBase: "tip",
    QPalette.ColorRole.ToolTipText: "ontip",
    QPalette.ColorRole.Highlight: "sel",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "sunken",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "edge",
}
# Muted text stays readable: text3, never an opacity.
_DISABLED = {
    QPalette.ColorRole.WindowText: "text3",
    QPalette.ColorRole.Text: "text3",
    QPalette.ColorRole.ButtonText: "text3",
    QPalette.ColorRole.HighlightedText: "text3",
    QPalette.ColorRole.Base: "canvas",
    QPalette.ColorRole.Highlight: "sunken",
    QPalette.ColorRole.Accent: "edge",
}


def palette(theme: Theme) -> QPalette:
    """The whole palette of a theme."""
    made = QPalette()
    for role, token in _ROLES.items():
        made.setColor(role, theme.color(token))
    made.setColor(QPalette.ColorRole.Shadow, theme.color(mixed(theme.canvas, "#000000", 0.5)))
    for role, token in _DISABLED.items():
        made.setColor(QPalette.ColorGroup.Disabled, role, theme.color(token))
    return made
