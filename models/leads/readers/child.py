"""The process that reads a foreign file, so that a bad one can only end this process.

It takes one job as a line of JSON on standard input and writes progress and columns to standard
output (see wire).
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from models.leads.fields import Recipe
from models.leads.readers import wire
from models.leads.readers.contract import Imported
from models.leads.readers.parsing import read_here
from models.problems import LeadbenchError

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

MEMORY = 3 << 30
"""Bytes of address space that any file may take, and some more for each byte of the file."""
MEMORY_PER_BYTE = 6
_PROGRESS_EVERY = 0.1


def main() -> None:
    """Read the file of the job and send what it holds."""
    job = wire.receive(sys.stdin.buffer)
    if job is None:
        return
    out = _private_output()
    try:
        _limit_memory(int(job["size"]))
        _send(out, _read(out, job))
    except LeadbenchError as error:
        wire.send(out, {"error": wire.problem_to_json(error.problem)})
    except MemoryError:
        wire.send(out, {"memory": True})


def _private_output() -> BinaryIO:
    """Standard output for the messages alone: whatever else prints goes to standard error."""
    stream = os.fdopen(os.dup(1), "wb", buffering=1 << 16)
    os.dup2(2, 1)
    return stream


def _limit_memory(size: int) -> None:
    if resource is not None:
        limit = MEMORY + MEMORY_PER_BYTE * size
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _read(out: BinaryIO, job: dict[str, Any]) -> Imported:
    last = 0.0

    def progress(what: str, done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _PROGRESS_EVERY or done == total:
            last = now
            wire.send(out, {"progress": [what, done, total]})

    recipe: Recipe | None = None
    if job["recipe"] is not None:
        recipe = wire.recipe_from_json(job["recipe"])
    return read_here(
        Path(job["path"]), wire.options_from_json(job["options"]), progress, recipe, job["zone"]
    )


def _send(out: BinaryIO, imported: Imported) -> None:
    """Send the columns, each freed when it is sent, then what is known about them."""
    table = imported.table
    facts = {
        "rows": table.rows,
        "source": table.source,
        "sheet": table.sheet,
        "recipe": wire.recipe_to_json(imported.recipe),
        "evidence": wire.evidence_to_json(imported.evidence),
        "problems": [wire.problem_to_json(problem) for problem in imported.problems],
        "sheets": [asdict(sheet) for sheet in imported.sheets],
        "encoding": imported.encoding,
        "delimiter": imported.delimiter,
        "header_row": imported.header_row,
        "rows_in": imported.rows_in,
        "complete": imported.complete,
        "quote": imported.quote,
        "head": imported.head,
        "header_rows": imported.header_rows,
    }
    columns = list(reversed(table.columns))
    del table, imported
    while columns:
        wire.send_column(out, columns.pop())
    wire.send(out, {"done": facts})


if __name__ == "__main__":
    main()
