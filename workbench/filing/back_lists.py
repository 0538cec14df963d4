"""Lists for another system from the window: asked about, remembered, written in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.exchange.reimport.likely import likely_system
from models.exchange.reimport.systems import SYSTEMS
from models.exchange.reimport.telling import ending_problems
from models.exchange.reimport.wishes import ListWishes
from models.exchange.reimport.writing import (
    WrittenFile,
    paths_of,
    refuse_inputs,
    write_back_list,
)
from models.leads.readers import Cancelled, Progress
from models.leads.wording import count_of
from models.project.edits import ChangeLists
from workbench.background import Background, Cancel
from workbench.dialogs.back_list_dialog import BackListDialog, Looked
from workbench.dialogs.sheet import ask_sure
from workbench.filing.file_actions import FileActions
from workbench.live_preview import Preview
from workbench.session import Session

FILTERS = {
    ".csv": "CSV (*.csv)",
    ".xlsx": "Excel workbook (*.xlsx)",
    ".parquet": "Parquet (*.parquet)",
}


class BackLists(QObject):
    """`written(sentence, problems)`: what was done, and what to know of it."""

    written = Signal(str, object)
    failed = Signal(object)
    progressed = Signal(str, int, int)
    finished = Signal()

    def __init__(self, window: QWidget, session: Session, files: FileActions) -> None:
        super().__init__(window)
        self._window, self._session, self._files = window, session, files
        self._work = Background(self)
        self._work.progressed.connect(self.progressed)
        self._work.done.connect(self._done)
        self._work.failed.connect(self._failed)

    def cancel(self) -> None:
        """Stop writing; no file has changed."""
        self._work.cancel()
        self.finished.emit()

    def finish(self) -> None:
        """Stop and wait; before the application ends."""
        self._work.finish()

    def ask(
        self,
        preview: Preview,
        name: str,
        rows: NDArray[np.intp] | None = None,
        system: str = "",
    ) -> None:
        """Ask what the list is to hold, then for a file, and write it.

        `name`: the first part of the file's name; `rows`: of these leads alone; `system`: the key
        of the one that is offered, "" for that of last time or the likely one.
        """
        project = self._session.project
        if project is None:
            return
        wishes = project.lists
        known = wishes.system in (system.key for system in SYSTEMS)
        if system:
            wishes = replace(wishes, system=system)
        elif wishes == ListWishes() or not known:  # a newer version may know more systems
            wishes = replace(wishes, system=likely_system(preview.leads))
        choose = self._files.choose_lists
        dialog = BackListDialog(self._window, preview, wishes, choose, rows)

        def go_on() -> None:
            looked = dialog.looked
            if looked is None:
                return
            self._session.apply(ChangeLists(dialog.wishes))
            self._choose_file(looked, name)

        dialog.accepted.connect(go_on)
        dialog.open()

    def _choose_file(self, looked: Looked, name: str) -> None:
        system = looked.back.system
        kinds = sorted(FILTERS, key=lambda ending: ending not in system.endings)
        whose = system.name if system.key != "plain" else "scores"
        self._files.save_to(
            "Save list",
            f"{name}, {whose}.csv",
            ";;".join(FILTERS[kind] for kind in kinds),
            lambda path: self._sure(path, looked),
            done=False,
        )

    def _sure(self, path: Path, looked: Looked) -> None:
        """The files of bands have names that nobody saw: ask before one is replaced."""
        model, per_band = looked.back.model, looked.asked.wishes.per_band
        there = [out.name for out, band in paths_of(path, model, per_band) if band and out.exists()]
        if not there:
            self.write(path, looked)
            return
        ask_sure(
            self._window,
            f"Replace {count_of(len(there), 'file')}?",
            f"There {'is' if len(there) == 1 else 'are'} already {', '.join(there)}.",
            "Replace",
            lambda: self.write(path, looked),
        )

    def write(self, path: Path, looked: Looked) -> None:
        """Write the list in the background."""
        back, asked = looked.back, looked.asked

        def work(cancelled: Cancel, progress: Progress) -> Callable[[], None] | None:
            outs = [out for out, _ in paths_of(path, back.model, asked.wishes.per_band)]
            refuse_inputs(outs, asked.before)
            per_band = asked.wishes.per_band
            try:
                files = write_back_list(path, back, per_band, progress, cancelled)
            except Cancelled:
                return None
            problems = (*looked.problems, *ending_problems(back, path))
            return lambda: self.written.emit(_words(files), problems)

        self._work.run(work)

    def _done(self, result: Any) -> None:
        self.finished.emit()
        if result is not None:
            result()

    def _failed(self, error: object) -> None:
        self.finished.emit()
        self.failed.emit(error)


def _words(files: tuple[WrittenFile, ...]) -> str:
    leads = count_of(sum(file.leads for file in files), "lead")
    if len(files) == 1:
        return f"{files[0].path.name} was written: {leads}."
    return f"{len(files)} files of bands were written: {leads} in all."
