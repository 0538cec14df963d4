"""The application: the window at once, the desk behind it as soon as it is needed."""

from __future__ import annotations

import importlib
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from models.problems import LeadbenchError
from sample_projects import SAMPLES
from workbench.actions import ACTIONS
from workbench.crash_report import install
from workbench.main_window import OFFLINE, MainWindow
from workbench.pages.welcome_page import Recent, WelcomePage
from workbench.places import PLACES
from workbench.settings import SettingsStore
from workbench.view_actions import ViewActions, apply_settings

if TYPE_CHECKING:
    from workbench.desk import Desk

FIRST = tuple(place.module for place in PLACES if place.key in ("data", "model", "leads"))
"""The pages that most people look at first."""

SWITCH = 0.0005
"""Seconds after which work in the background lets the window go on, which asks at every stroke."""


class Workbench(QObject):
    """The window with its welcome page; everything that knows leads comes with the desk."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        sys.setswitchinterval(SWITCH)
        self._app = app
        self.settings = SettingsStore(self)
        apply_settings(app, self.settings.value)
        self.welcome = WelcomePage(SAMPLES)
        self.window = MainWindow(self.welcome, self._handlers())
        self.view_actions = ViewActions(self.window, self.settings)
        self._desk: Desk | None = None
        self._leaving = False
        self._wire()
        self.window.restore(self.settings.value.geometry)
        self.window.enable(frozenset())
        self.window.set_status([OFFLINE])
        self._show_recent()

    def _wire(self) -> None:
        self.settings.changed.connect(lambda value: apply_settings(self._app, value))
        self.settings.changed.connect(lambda _value: self._mark())
        self.welcome.leads_asked.connect(lambda: self.desk.file_actions.open_leads())
        self.welcome.project_asked.connect(lambda: self.desk.file_actions.open_project())
        self.welcome.recent_asked.connect(lambda path: self.desk.open_recent(path))
        self.welcome.sample_asked.connect(lambda name: self.desk.file_actions.open_sample(name))
        self.window.files_dropped.connect(lambda paths: self.desk.file_actions.open_any(paths[0]))
        self.window.closing.connect(self._close)
        self._mark()

    @property
    def desk(self) -> Desk:
        """The desk; built when it is first asked for."""
        if self._desk is None:
            # lazy: the domain and numpy would double the time until the window shows
            from workbench.desk import Desk

            self._desk = Desk(self.window, self.settings)
            self._desk.file_actions.left.connect(self._show_recent)
            self._show_recent()
        return self._desk

    def prepare(self) -> None:
        """Load what the first file will need, out of the way, once the window is there."""

        def load() -> None:
            for name in ("workbench.desk", "widgets.charts.drawing", *FIRST):
                importlib.import_module(name)

        loading = threading.Thread(target=load, name="loading", daemon=True)
        loading.start()
        waiting = QTimer(self)
        waiting.setInterval(50)

        def look() -> None:
            if not loading.is_alive():
                waiting.stop()
                _ = self.desk

        waiting.timeout.connect(look)
        waiting.start()

    # Commands

    def _handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does; those of the desk are looked up when they are wanted."""

        def of_desk(name: str) -> Callable[[], None]:
            return lambda: self.desk.commands()[name]()

        handlers = {spec.id: of_desk(spec.id) for spec in ACTIONS}
        own: dict[str, Callable[[], None]] = {
            "quit": lambda: self._quit_asked(),
            "commands": lambda: self.search_commands(),
            "larger": lambda: self.view_actions.larger(),
            "smaller": lambda: self.view_actions.smaller(),
            "normal": lambda: self.view_actions.normal(),
            "theme_system": lambda: self.view_actions.use_theme("system"),
            "theme_light": lambda: self.view_actions.use_theme("light"),
            "theme_dark": lambda: self.view_actions.use_theme("dark"),
            "full_screen": lambda: self.view_actions.full_screen(),
            "shortcuts": lambda: self.view_actions.shortcuts(),
            "about": lambda: self.view_actions.about(),
        }
        pages = {
            f"page_{place.key}": partial(self._show_page, number)
            for number, place in enumerate(PLACES)
        }
        return handlers | pages | own

    def _show_page(self, number: int) -> None:
        # The window is made with these handlers, so it is not there yet when they are.
        self.window.show_page(number)

    def search_commands(self) -> None:
        """Show the command search in the middle of the window."""
        from workbench.command_search import CommandSearch  # lazy: nobody has asked for it yet

        box = CommandSearch(self.window, self.window.actions_by_id.values())
        middle = self.window.mapToGlobal(self.window.rect().center())
        box.move(middle.x() - box.width() // 2, middle.y() - box.height() // 2)
        box.show()
        box.line.setFocus()

    def tell_fault(self, error: LeadbenchError) -> None:
        """Show a fault in the message bar."""
        self.window.messages.present(error.problem)

    def _mark(self) -> None:
        self.view_actions.mark(self.window.actions_by_id)

    def _show_recent(self) -> None:
        """What can be gone on with; projects left without a name once the desk is there."""
        if self._desk is not None:
            recent = self._desk.recent()
        else:
            recent = [Recent(path, "") for path in self.settings.value.recent]
        self.welcome.present(recent)

    # Leaving

    def _quit_asked(self) -> None:
        self.window.close()

    def _close(self, event: QCloseEvent) -> None:
        """Keep the work first; the window closes when that is settled."""
        if self._leaving or self._desk is None or self._desk.session.project is None:
            self.finish()
            event.accept()
            return
        event.ignore()
        # Qt takes no second close while it is in the first.
        self._desk.file_actions.leave_then(lambda: QTimer.singleShot(0, self._put_away))

    def _put_away(self) -> None:
        if self._desk is not None:
            self._desk.file_actions.put_away(self._leave)

    def _leave(self) -> None:
        self._leaving = True
        self.window.close()

    def finish(self) -> None:
        """Remember the window's place and stop everything."""
        self.settings.change(geometry=bytes(self.window.saveGeometry().data()))
        if self._desk is not None:
            self._desk.finish()

    def dispose(self) -> None:
        """Take the window down while the application still stands.

        Left to the end of the process, Qt's style goes before the widgets that ask for it.
        """
        self._desk = None
        delete(self.window)


def run(path: Path | None = None, sample: str = "") -> int:
    """Show the window, on a file or a sample if given, until it is closed."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Leadbench")
    app.setOrganizationName("Leadbench")
    workbench = Workbench(app)
    install(workbench.tell_fault)
    workbench.window.show()
    if path is not None:
        QTimer.singleShot(0, lambda: workbench.desk.file_actions.open_any(path))
    elif sample:
        QTimer.singleShot(0, lambda: workbench.desk.file_actions.open_sample(sample))
    else:
        workbench.prepare()
    status = app.exec()
    workbench.dispose()
    return status
