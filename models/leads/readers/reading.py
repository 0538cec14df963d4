"""Read a file of leads in a child process, with progress, cancelling and limits."""

from __future__ import annotations

import json
import os
import queue
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from models.leads.fields import Recipe
from models.leads.raw import RawColumn, RawTable
from models.leads.readers import wire
from models.leads.readers.contract import Cancelled, Imported, Progress, ReadOptions
from models.leads.readers.files import check_file
from models.problems import LeadbenchError

STALL = 60.0
"""Seconds without any progress after which the reading is given up, and more per megabyte."""
STALL_PER_MEGABYTE = 2.0

FROZEN_ARGUMENT = "--read-leads"
"""What a frozen application is started with to be the reading child."""

_TICK = 0.05
_ROOT = Path(__file__).resolve().parents[3]
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from models.leads.readers.child import main; main()"
)


def read_table(
    path: Path,
    options: ReadOptions | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Imported:
    """Read a file of leads and guess its recipe.

    Raises LeadbenchError where the file is at fault, Cancelled when `cancelled` says so.
    """
    return _run(path, options or ReadOptions(), None, "UTC", progress, cancelled)


def reread(
    path: Path,
    recipe: Recipe,
    options: ReadOptions | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    zone: str = "UTC",
) -> Imported:
    """Read next month's file by the recipe of this month's; see `recipes.apply_recipe`."""
    return _run(path, options or ReadOptions(), recipe, zone, progress, cancelled)


def _run(
    path: Path,
    options: ReadOptions,
    recipe: Recipe | None,
    zone: str,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> Imported:
    path = Path(path).absolute()
    size = check_file(path)
    job = {
        "path": str(path),
        "size": size,
        "options": asdict(options),
        "recipe": None if recipe is None else wire.recipe_to_json(recipe),
        "zone": zone,
    }
    with tempfile.TemporaryFile() as complaints:
        child = _start(complaints)
        try:
            _give(child, job)
            patience = STALL + STALL_PER_MEGABYTE * size / 1e6
            return _Listener(child, path, patience, progress, cancelled).imported(complaints)
        finally:
            child.kill()
            child.wait()
            for stream in (child.stdin, child.stdout):
                if stream is not None:
                    stream.close()


def _start(complaints: IO[bytes]) -> subprocess.Popen[bytes]:
    if getattr(sys, "frozen", False):
        command = [sys.executable, FROZEN_ARGUMENT]
    else:
        command = [sys.executable, "-P", "-c", _START, str(_ROOT)]
    environment = dict(os.environ)
    # One thread is enough, freed blocks go back to the system, and texts are what they are.
    environment |= {
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_MMAP_THRESHOLD_": str(1 << 19),
        "MALLOC_ARENA_MAX": "1",
        "PYTHONUTF8": "1",
        "PYTHONWARNINGS": "ignore",
    }
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        env=environment,
        creationflags=flags,
    )


def _give(child: subprocess.Popen[bytes], job: dict[str, Any]) -> None:
    assert child.stdin is not None
    try:
        child.stdin.write(json.dumps(job).encode("ascii") + b"\n")
        child.stdin.flush()
    except BrokenPipeError:
        pass  # it ended at once; its end is reported below


class _Listener:
    """Collects what the child sends, while a person may cancel and a clock runs."""

    def __init__(
        self,
        child: subprocess.Popen[bytes],
        path: Path,
        patience: float,
        progress: Progress | None,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self._child = child
        self._path = path
        self._patience = patience
        self._progress = progress
        self._cancelled = cancelled
        self._messages: queue.SimpleQueue[wire.Data | RawColumn | None] = queue.SimpleQueue()

    def imported(self, complaints: IO[bytes]) -> Imported:
        """The table once it is complete."""
        listener = threading.Thread(target=self._listen, name="reading leads", daemon=True)
        listener.start()
        columns: list[RawColumn] = []
        while True:
            message = self._next()
            if message is None:
                listener.join()
                raise _broken(self._path, self._child.wait(), complaints)
            if isinstance(message, RawColumn):
                columns.append(message)
            elif "progress" in message:
                if self._progress is not None:
                    self._progress(*message["progress"])
            elif "error" in message:
                problem = wire.problem_from_json(message["error"])
                raise LeadbenchError(problem.what, problem.where, problem.remedy)
            elif "memory" in message:
                raise too_big(self._path)
            elif "done" in message:
                listener.join()
                return _imported(columns, message["done"])

    def _listen(self) -> None:
        stream = cast(BinaryIO, self._child.stdout)
        try:
            while (message := wire.receive(stream)) is not None:
                if "column" in message:
                    self._messages.put(wire.receive_column(stream, message))
                else:
                    self._messages.put(message)
                    if "done" in message:
                        return
        except (EOFError, ValueError):  # it ended in the middle of a message
            pass
        self._messages.put(None)

    def _next(self) -> wire.Data | RawColumn | None:
        """The next message; gives up when cancelled or when nothing has come for too long."""
        waited = time.monotonic()
        while True:
            if self._cancelled is not None and self._cancelled():
                raise Cancelled
            try:
                return self._messages.get(timeout=_TICK)
            except queue.Empty:
                if time.monotonic() - waited > self._patience:
                    raise LeadbenchError(
                        "Reading the file took too long and was stopped.",
                        self._path.name,
                        "Open it in a spreadsheet program and save its sheet as .csv.",
                    ) from None


def _imported(columns: list[RawColumn], facts: wire.Data) -> Imported:
    return Imported(
        RawTable(tuple(columns), facts["rows"], facts["source"], facts["sheet"]),
        wire.recipe_from_json(facts["recipe"]),
        wire.evidence_from_json(facts["evidence"]),
        tuple(wire.problem_from_json(problem) for problem in facts["problems"]),
        wire.sheets_from_json(facts["sheets"]),
        facts["encoding"],
        facts["delimiter"],
        facts["header_row"],
        facts["rows_in"],
        facts["complete"],
        facts["quote"],
        tuple(map(tuple, facts["head"])),
        facts["header_rows"],
    )


def too_big(path: Path) -> LeadbenchError:
    """The file asks for more memory than a file may have."""
    return LeadbenchError(
        "Reading the file takes more memory than is allowed.",
        path.name,
        "If it is a workbook, look for filled cells far outside the table, or save the sheet "
        "as .csv.",
    )


def _broken(path: Path, status: int, complaints: IO[bytes]) -> LeadbenchError:
    """The child ended without a word. Only where it broke is told on, never what it read."""
    complaints.seek(0)
    text = complaints.read(1 << 20).decode("utf-8", "replace")
    if "memory allocation" in text or "MemoryError" in text or "capacity overflow" in text:
        return too_big(path)
    error = LeadbenchError(
        "The file is damaged or not what its name says; reading it broke off.",
        path.name,
        "Open it in a spreadsheet program and save it again as .xlsx or .csv.",
    )
    places = re.findall(r'File "([^"]+)", line (\d+)', text)[-4:]
    raised = re.findall(r"^([A-Za-z_.]+(?:Error|Exception))\b", text, re.MULTILINE)[-1:]
    error.add_note(f"The reading child ended with status {status} {raised} {places}")
    return error
