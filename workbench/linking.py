"""Chosen leads: what a page wishes, the strip above the pages, and the way to the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject

from workbench.chosen import Chosen
from workbench.main_window import MainWindow
from workbench.places import LEADS
from workbench.session import Session


class Linking(QObject):
    """Keeps the strip and the session together. `save`: ask for a file with the chosen leads."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        tell: Callable[[str], None],
        save: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._tell, self._save = window, session, tell, save
        self._wired = False
        session.leads_chosen.connect(self._show)
        window.escaped.connect(self.drop)
        window.stack.currentChanged.connect(lambda _place: self._show(session.chosen))

    def choose(self, words: str, rows: NDArray[np.integer[Any]] | NDArray[np.bool_]) -> None:
        """Choose rows of the leads that are scored, or a mask of them; none are said, not shown."""
        found = int(np.count_nonzero(rows)) if rows.dtype == np.bool_ else len(rows)
        if not found:
            self._tell(f"No leads: {words}.")
        else:
            self._session.choose_rows(words, rows)

    def drop(self) -> None:
        """Choose no leads."""
        self._session.choose_leads(None)

    def _show(self, chosen: Chosen | None) -> None:
        if chosen is None and not self._wired:
            return  # nothing was ever chosen: no strip is made
        strip = self._window.strip
        if not self._wired:
            self._wired = True
            strip.dropped.connect(self.drop)
            strip.show_asked.connect(self._to_the_list)
            strip.save_asked.connect(self._save)
        if chosen is None or self._window.page < 0:
            strip.present("", None)
        else:
            strip.present(chosen.words, chosen.tally)

    def _to_the_list(self) -> None:
        self._window.show_page(LEADS)
        page: Any = self._window.stack.currentWidget()
        page.show_chosen()
