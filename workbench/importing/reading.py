"""Reading a file twice over: its first rows at once, then the whole with progress and cancel.

Both in the background and in the reading child; who asks anew makes older answers stale.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from models.leads.readers import Cancelled, Imported, Progress, ReadOptions, read_table
from models.problems import LeadbenchError
from workbench.background import Background, Cancel
from workbench.importing.draft import PREVIEW, Found

Basis = Callable[[Imported], Found]
"""What is made of the rows that were read, out of the way of the window."""
Sheet = Callable[[Imported, Progress, Callable[[], bool]], str | None]
"""Which sheet is meant, where nobody has said so; None for the one that was read."""


@dataclass(frozen=True, eq=False)
class _Refused:
    error: LeadbenchError
    found: Found | None


def _all_the_same(
    path: Path, options: ReadOptions, basis: Basis, cancelled: Callable[[], bool]
) -> Found | None:
    """What a file that was refused has to choose from: its sheets, its first rows as they are."""
    if options.header_row is not None:
        return None
    try:
        return basis(read_table(path, replace(options, header_row=0), None, cancelled))
    except (LeadbenchError, Cancelled):
        return None


class Readings(QObject):
    """`came(reading, Found)`: first rows or all of them.

    `failed(reading, error, Found)`: with what can be said of the file all the same, or None.
    """

    came = Signal(int, object)
    failed = Signal(int, object, object)
    progressed = Signal(str, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._rest: Callable[[str], None] | None = None
        self._first, self._whole = Background(self), Background(self)
        self._first.done.connect(self._first_came)
        self._whole.done.connect(self._whole_came)
        for work in (self._first, self._whole):
            work.failed.connect(self._broke)
        self._whole.progressed.connect(self.progressed)

    @property
    def busy(self) -> bool:
        """Whether something is still to come."""
        return self._first.busy or self._whole.busy

    def start(
        self, number: int, path: Path, options: ReadOptions, basis: Basis, sheet: Sheet | None
    ) -> None:
        """Read a file; what was under way is dropped."""
        self.stop()
        self._number = number

        def first(cancelled: Cancel, progress: Progress) -> Found | _Refused | None:
            some = replace(options, preview=PREVIEW)
            try:
                imported = read_table(path, some, progress, cancelled)
                wanted = None if sheet is None else sheet(imported, progress, cancelled)
                if wanted is not None and wanted != imported.table.sheet:
                    some = replace(some, sheet=wanted)
                    imported = read_table(path, some, progress, cancelled)
                return basis(imported)
            except Cancelled:
                return None
            except LeadbenchError as error:
                return _Refused(error, _all_the_same(path, some, basis, cancelled))

        def whole(cancelled: Cancel, progress: Progress) -> Found | None:
            try:
                return basis(read_table(path, options, progress, cancelled))
            except Cancelled:
                return None

        def rest(meant: str) -> None:
            nonlocal options
            if meant and options.sheet is None:
                options = replace(options, sheet=meant)
            self._whole.run(whole)

        self._rest = rest
        self._first.run(first)

    def stop(self) -> None:
        """Drop what is under way; the reading child ends within a tenth of a second."""
        self._first.cancel()
        self._whole.cancel()

    def finish(self) -> None:
        """Stop and wait; before the application ends."""
        self._first.finish()
        self._whole.finish()

    def _first_came(self, found: object) -> None:
        if isinstance(found, _Refused):
            self.failed.emit(self._number, found.error, found.found)
        if not isinstance(found, Found):
            return
        self.came.emit(self._number, found)
        # Who heard of it may have asked anew.
        if not found.whole and not self._first.busy and self._rest is not None:
            self._rest(found.imported.table.sheet)

    def _whole_came(self, found: object) -> None:
        if isinstance(found, Found):
            self.came.emit(self._number, found)

    def _broke(self, error: object) -> None:
        self.stop()
        self.failed.emit(self._number, error, None)
