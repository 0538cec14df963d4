"""A file that is looked at before it is taken: the way to the import page and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from workbench.filing.file_actions import FileActions
from workbench.filing.files import Files
from workbench.importing.basis import Around
from workbench.importing.draft import Purpose
from workbench.importing.taken import Taken
from workbench.main_window import MainWindow
from workbench.opened_pages import OpenedPages
from workbench.places import DATA, DRIFT
from workbench.session import Session, zone_of

if TYPE_CHECKING:
    from workbench.importing.page import ImportPage


class Looking(QObject):
    """Holds the import page; nothing of the project changes before its file is taken."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        files: Files,
        actions: FileActions,
        pages: OpenedPages,
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._files = window, session, files
        self._actions, self._pages = actions, pages
        self._page: ImportPage | None = None
        self._page_before = -1
        window.page_shown.connect(lambda _page: self.end())
        actions.import_asked.connect(self.show)

    @property
    def page(self) -> ImportPage:
        """The import page; built when a file is first looked at."""
        if self._page is None:
            # lazy: the welcome page needs none of it
            from workbench.importing.page import ImportPage

            made = ImportPage()
            made.used.connect(self.use)
            made.looked.connect(self.look_at)
            made.cancelled.connect(self.leave)
            made.other_asked.connect(self._choose_other)
            self._files.finished.connect(lambda: made.wait(False))
            self._page = made
        return self._page

    def show(self, path: Path, purpose: Purpose) -> None:
        """Look at a file on the import page; nothing changes before it is used."""
        session, page = self._session, self.page
        if self._window.stack.currentWidget() is not page:
            self._page_before = self._window.page
        of_project = session.project is not None and purpose is not Purpose.NEW
        zone = "UTC" if session.project is None or not of_project else zone_of(session.project)
        around = Around(session.project, session.whole, zone) if of_project else Around()
        self._window.messages.clear()
        self._window.show_aside(page)
        page.begin(path, purpose, around)

    def leave(self) -> None:
        """Go back to where the file was asked for; nothing has changed."""
        self.end()
        if self._session.project is None:
            self._window.show_welcome()
        else:
            self._window.show_page(max(self._page_before, DATA))

    def look_at(self, taken: Taken) -> None:
        """Compare next month's export with the leads of the project; nothing of them changes."""
        self._window.show_page(DRIFT)
        self._pages[DRIFT].look_at(taken)

    def use(self, taken: Taken) -> None:
        """Take what was looked at; a project that is open is asked about first."""

        def use() -> None:
            self.page.wait(True)
            self._files.use(taken)

        if taken.purpose is Purpose.NEW:
            self._actions.leave_then(use)
        else:
            use()

    def _choose_other(self) -> None:
        purpose = self.page.purpose
        if purpose is not None:
            self._actions.choose_for(purpose)

    def end(self) -> None:
        """Drop the file that is looked at, if there is one."""
        if self._page is not None:
            self._page.end()

    def finish(self) -> None:
        """Stop reading; before the application ends."""
        if self._page is not None:
            self._page.finish()
