"""Memory of opening a wide export: peak of the window's process and its reading child above idle.

    python benchmarks/memory_of_import.py [--rows 1000000]

Both processes are sampled together from outside every few milliseconds. The worker holds what the
window holds before a file is opened (numpy and the domain); the child's idle is its memory while
it waits for its job.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from _wide_leads import write

from models.leads.readers import ReadOptions, read_table

GOAL = 1.5
FIRST_ROWS = 200
_TICK = 0.004
_ROOT = Path(__file__).resolve().parents[1]
_WORKER = """
import sys, time
sys.path.insert(0, sys.argv[2])
import numpy
from pathlib import Path
from models.leads.readers import read_table
from models.leads.table import Leads
print("ready", flush=True)
sys.stdin.readline()
begin = time.perf_counter()
imported = read_table(Path(sys.argv[1]))
leads = Leads(imported.table, imported.recipe)
print("done", len(leads), time.perf_counter() - begin, flush=True)
sys.stdin.readline()
"""
_IDLE_CHILD = """
import sys
sys.path.insert(0, sys.argv[1])
from models.leads.readers import child
print("ready", flush=True)
sys.stdin.readline()
"""


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    """A fresh interpreter that says "ready" and waits."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready"
    return process


def resident(process: psutil.Process) -> int:
    """Bytes of a process that are in memory; 0 when it has ended."""
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def child_idle() -> int:
    """Bytes of a reading child that has nothing to read yet."""
    process = start(_IDLE_CHILD, str(_ROOT))
    bytes_used = resident(psutil.Process(process.pid))
    process.communicate("\n")
    return bytes_used


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    idle_child = child_idle()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "leads.csv"
        write(path, rows)
        size = path.stat().st_size
        begin = time.perf_counter()
        first = read_table(path, ReadOptions(preview=FIRST_ROWS)).table.rows
        took = time.perf_counter() - begin
        worker = start(_WORKER, str(path), str(_ROOT))
        parent = psutil.Process(worker.pid)
        idle = resident(parent)
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write("\n")
        worker.stdin.flush()
        together = alone = child_alone = 0
        finished = None
        while finished is None:
            # Asking for the children is dear, so the child is looked up once.
            children = parent.children()
            while True:
                mine = resident(parent)
                theirs = sum(map(resident, children))
                alone, child_alone = max(alone, mine), max(child_alone, theirs)
                # While the child starts it has less than its idle memory.
                together = max(together, mine - idle + max(theirs - idle_child, 0))
                time.sleep(_TICK)
                if not children or not all(map(psutil.Process.is_running, children)):
                    break
                if any(child.status() == psutil.STATUS_ZOMBIE for child in children):
                    break
            if not parent.children() and child_alone:
                finished = worker.stdout.readline().split()
        held = resident(parent) - idle
        worker.communicate("\n")
    print(f"\n### Opening {rows:,} leads x 37 fields, a .csv of {size / 1e6:.0f} MB\n")
    print("| what | MB | of the file's size |\n|---|---:|---:|")
    for what, used in (
        ("peak of both together, above idle", together),
        ("peak of the window's process alone, above idle", alone - idle),
        ("peak of the child alone, above idle", child_alone - idle_child),
        ("sum of the two peaks", alone - idle + child_alone - idle_child),
        ("held afterwards", held),
    ):
        print(f"| {what} | {used / 1e6:,.0f} | {used / size:.2f} |")
    print(f"\nFirst {first} rows: {took:.2f} s elapsed (goal: at most 1).")
    met = "met" if together <= GOAL * size else "missed"
    print(f"\nGoal: at most {GOAL} for both together: {met}. {float(finished[2]):.1f} s elapsed.")


if __name__ == "__main__":
    main()
