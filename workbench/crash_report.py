"""Bugs: what nobody caught is written to a log without data, and told in one sentence."""

from __future__ import annotations

import faulthandler
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QStandardPaths

from models.problems import LeadbenchError


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

    def note(kind: type[BaseException], trace: TracebackType | None) -> None:
        places = "".join(
            f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}\n"
            for frame in traceback.extract_tb(trace)
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        with path.open("a", encoding="utf-8") as log:  # a log of our own, not a user's file
            log.write(f"{when} {kind.__name__}\n{places}\n")

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        note(kind, trace)
        sys.__excepthook__(kind, error, trace)
        tell(
            LeadbenchError(
                "A fault in Leadbench stopped the last command. Nothing is lost.",
                kind.__name__,
                f"Your work is in the journal. The fault is noted in {path.name}.",
            )
        )

    def caught_in_thread(args: threading.ExceptHookArgs) -> None:
        note(args.exc_type, args.exc_traceback)

    sys.excepthook = caught
    threading.excepthook = caught_in_thread
