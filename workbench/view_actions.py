"""Commands on the view: theme, size, full screen, help."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMainWindow

from widgets import theme
from workbench.actions import ACTIONS
from workbench.program import program_version
from workbench.settings import SCALES, Settings, SettingsStore

DARK = {"system": None, "light": False, "dark": True}


def apply_settings(app: QApplication, settings: Settings) -> None:
    """Give the application the theme and the size that the person chose."""
    theme.apply(app, DARK.get(settings.theme), settings.scale / 100)


def show_text(window: QMainWindow, title: str, text: str) -> None:
    """A text to read; the dialog is loaded when it is first wanted."""
    from workbench.dialogs import sheet  # lazy: nobody has asked for one yet

    sheet.show_text(window, title, text)


class ViewActions:
    """What the View and Help menus do."""

    def __init__(self, window: QMainWindow, settings: SettingsStore) -> None:
        self._window, self._settings = window, settings

    def larger(self) -> None:
        """One size up, to 200 %."""
        self._step(1)

    def smaller(self) -> None:
        """One size down, to 100 %."""
        self._step(-1)

    def normal(self) -> None:
        """Back to 100 %."""
        self._settings.change(scale=100)

    def _step(self, way: int) -> None:
        now = self._settings.value.scale
        nearest = min(range(len(SCALES)), key=lambda place: abs(SCALES[place] - now))
        self._settings.change(scale=SCALES[max(0, min(len(SCALES) - 1, nearest + way))])

    def use_theme(self, name: str) -> None:
        """Light, dark, or as the system says."""
        self._settings.change(theme=name)

    def mark(self, actions: Mapping[str, QAction]) -> None:
        """Check the menu entries of what is in use."""
        for name in DARK:
            actions[f"theme_{name}"].setChecked(self._settings.value.theme == name)
        actions["full_screen"].setChecked(self._window.isFullScreen())

    def full_screen(self) -> None:
        """The whole screen, and back."""
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def shortcuts(self) -> None:
        """List all keys."""
        rows = [
            (spec.text.replace("&", "").rstrip("…"), spec.shortcut)
            for spec in ACTIONS
            if spec.shortcut
        ]
        more = (
            ("Choose a rule or a lead", "Up, Down"),
            ("Edit the chosen rule", "Enter"),
            ("Mute or unmute the chosen rule", "Space"),
            ("Move the chosen rule", "Alt+Up, Alt+Down"),
            ("Lock the points of the chosen rule for tuning, or free them", "Alt+L"),
            ("Take or refuse a tuned change, tick a proposed rule", "Space"),
            ("Refuse the chosen proposed rule", "Del"),
            ("Points and thresholds by 1, by 10 with Shift", "Arrows"),
            ("The table of a chart", "T"),
            ("Choose the leads of a row, a bar or a rule", "Ctrl+Enter"),
            ("Choose no leads", "Esc"),
        )
        from workbench.dialogs import sheet  # lazy: nobody has asked for one yet

        sheet.show_rows(self._window, "Keyboard", (*rows, *more))

    def about(self) -> None:
        """Which Leadbench this is."""
        show_text(
            self._window,
            f"Leadbench {program_version()}",
            "A workbench for lead-scoring models. It works offline: no account, no upload; "
            "leads stay on this computer.",
        )
