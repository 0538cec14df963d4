"""Bugs: what nobody caught is written to a log without data, and told in one sentence."""

from __future__ import annotations

import faulthandler
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, Signal

from models.problems import LeadbenchError

MOST_NOTES = 200
"""A fault in painting comes back at every stroke; so many notes of one run say enough."""


class _Teller(QObject):
    """Carries a fault into the window's thread, whichever thread it happened in."""

    told = Signal(object)


def log_file() -> Path:
    """Where faults are noted."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(folder) / "faults.log"


def install(tell: Callable[[LeadbenchError], None]) -> None:
    """Catch what nobody caught, in every thread; `tell` shows it in the window.

    The log holds file names, line numbers and the kind of the fault, never its message: that may
    quote a cell.
    """
    path = log_file()
    if sys.stderr is not None:
        faulthandler.enable()

    teller = _Teller(QCoreApplication.instance())
    teller.told.connect(tell)
    noted = 0

    def note(kind: type[BaseException], trace: TracebackType | None) -> None:
        nonlocal noted
        noted += 1
        if noted > MOST_NOTES:
            return
        places = "".join(
            f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}\n"
            for frame in traceback.extract_tb(trace)
        )
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        with suppress(OSError):  # a full disk must not hide the fault itself
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as log:  # a log of our own, not a user's file
                log.write(f"{when} {kind.__name__}\n{places}\n")

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        sys.__excepthook__(kind, error, trace)
        if issubclass(kind, KeyboardInterrupt):
            return
        note(kind, trace)
        teller.told.emit(
            LeadbenchError(
                "A fault in Leadbench stopped the last command. Nothing is lost.",
                kind.__name__,
                f"Your work is in the journal. The fault is noted in {path.name}.",
            )
        )

    def caught_in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            caught(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = caught
    threading.excepthook = caught_in_thread
