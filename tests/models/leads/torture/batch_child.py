"""A process that reads many files one after the other, under the limits of the reading child.

It takes a line of JSON for each file and answers with what became of it, its time and memory.
The first line says how many bytes of address space it may have.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from models.leads.readers import ReadOptions
from models.leads.readers.parsing import read_here
from models.problems import LeadbenchError

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

_STATUS, _MARKS = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def _quiet(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def _outcome(path: Path, options: dict[str, Any]) -> dict[str, Any]:
    try:
        imported = read_here(path, ReadOptions(**options), _quiet)
    except LeadbenchError as error:
        problem = error.problem
        return {"end": "refused", "what": problem.what, "where": problem.where,
                "remedy": problem.remedy}  # fmt: skip
    except MemoryError:
        return {"end": "memory"}
    except BaseException as error:  # noqa: BLE001  a panic of a foreign library is no Exception
        return {"end": "broke", "what": type(error).__name__, "where": _place(error)}
    table = imported.table
    even = all(len(column.codes) == table.rows for column in table.columns)
    return {"end": "table", "rows": table.rows, "columns": len(table.columns), "even": even,
            "left_out": imported.rows_in - table.rows}  # fmt: skip


def _place(error: BaseException) -> str:
    """Where it broke, and not what it read."""
    trace, places = error.__traceback__, []
    while trace is not None:
        places.append(f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " ".join(places[-3:])


def _peak() -> int:
    """The most memory since the last file, in bytes; 0 where the system does not tell."""
    if not _STATUS.exists():
        return 0
    for line in _STATUS.read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def main() -> None:
    """Read files until there are no more lines."""
    limit = int(sys.stdin.readline())
    if resource is not None and limit:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    answers = sys.stdout
    sys.stdout = sys.stderr
    for line in sys.stdin:
        job = json.loads(line)
        if _MARKS.exists():
            _MARKS.write_text("5")
        before, begin = _peak(), time.process_time()
        found = _outcome(Path(job["path"]), job["options"])
        found |= {"seconds": time.process_time() - begin, "bytes": _peak() - before}
        print(json.dumps(found), file=answers, flush=True)


if __name__ == "__main__":
    main()
