"""Tables and pictures that are taken away, wherever on a page or in a dialog they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from models.exchange.shown import Cell, Listed
from models.exchange.table_file import write_table
from models.leads.readers import Cancelled, Progress
from widgets.taking.wishes import SavePicture, SaveTable, Wish
from workbench.background import Background, Cancel
from workbench.filing.file_actions import FileActions
from workbench.filing.outputs import write_picture
from workbench.main_window import MainWindow

TABLE_FILTER = "CSV (*.csv);;Excel workbook (*.xlsx)"
STEP = 2_000
"""Rows between two looks at whether it was cancelled."""


class Takings(QObject):
    """Answers the wishes that parts of pages tell the window; files are written in a thread."""

    def __init__(self, window: MainWindow, files: FileActions) -> None:
        super().__init__(window)
        self._window, self._files = window, files
        self._work = Background(self)
        self._work.progressed.connect(window.progress.present)
        self._work.done.connect(self._done)
        self._work.failed.connect(self._failed)
        window.progress.cancelled.connect(self._cancel)
        window.wished.connect(self.answer)

    def answer(self, wish: Wish) -> None:
        """Do what is wished."""
        if isinstance(wish, SaveTable):
            self.save_table(wish.table)
        elif isinstance(wish, SavePicture):
            chart = wish.chart
            self._files.save_to(
                "Save picture",
                f"{chart.title}.png",
                "Pictures (*.png *.svg *.pdf)",
                lambda path: write_picture(path, chart),
            )
        else:
            self._files.note.emit(wish.text)

    def save_table(self, table: Listed) -> None:
        """Ask for a file and write the table."""
        self._files.save_to(
            "Save table",
            f"{table.title}.csv",
            TABLE_FILTER,
            lambda path: self.write(path, table),
            done=False,
        )

    def write(self, path: Path, table: Listed) -> None:
        """Write a table in the background."""

        def work(cancelled: Cancel, progress: Progress) -> str | None:
            def rows() -> Iterator[Sequence[Cell]]:
                for place in range(table.count):
                    if place % STEP == 0:
                        if cancelled():
                            raise Cancelled
                        progress("Writing the table", place, table.count)
                    yield table.row(place)

            try:
                write_table(path, table.header, rows(), "Table")
            except Cancelled:
                return None
            rows_words = "1 row" if table.count == 1 else f"{table.count:,} rows"
            return f"{path.name} was written: {rows_words}."

        self._work.run(work)

    def finish(self) -> None:
        """Stop and wait; before the application ends."""
        self._work.finish()

    def _cancel(self) -> None:
        self._work.cancel()
        self._window.progress.finish()

    def _done(self, said: str | None) -> None:
        self._window.progress.finish()
        if said is not None:
            self._files.note.emit(said)

    def _failed(self, error: object) -> None:
        self._window.progress.finish()
        self._files.failed.emit(error)
