"""How long the window stands still while a file is read: gaps between beats of a fast timer.

    python benchmarks/import_beats.py [--rows 100000]

The real window, with a project open; the same file as text and as a workbook, the median of some
rounds. Time elapsed is only worth something on a machine that has nothing else to do; the work of
the window's own thread between two beats is told beside it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import xlsxwriter
from PySide6.QtCore import QEventLoop, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from workbench.app import Workbench
from workbench.filing import files
from workbench.importing.draft import Purpose

GOAL = 50.0
"""Milliseconds above the idle window's longest gap."""
BEAT = 5
PATIENCE = 120.0


Gap = tuple[float, float]
"""Milliseconds elapsed, and of the thread's own work."""


class Heart(QObject):
    """Notes the longest time, and the most work, between two beats, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = self.busiest = 0.0
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT)
        self._timer.timeout.connect(self.beat)
        self._timer.start()

    def beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, (now - self._last) * 1e3)
        self.busiest = max(self.busiest, (worked - self._worked) * 1e3)
        self._last, self._worked = now, worked

    def during(self, begin: Callable[[], object], ended: Callable[[], bool]) -> Gap:
        """The longest gap and the most work from the beginning of something to its end."""
        self.beat()
        self.longest = self.busiest = 0.0
        begin()
        late = time.monotonic() + PATIENCE
        while not ended():
            assert time.monotonic() < late
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, BEAT)
            time.sleep(0.0005)
        self.beat()
        return self.longest, self.busiest


def nothing() -> None:
    """What an idle window does."""


def passed(seconds: float) -> Callable[[], bool]:
    """Whether so much time has passed."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def write(path: Path, rows: int) -> None:
    """Leads as text or as a workbook."""
    header = ("Lead id", "Email", "Job title", "Employees", "Visits", "Created", "Converted")
    leads = (
        (f"{n:07}", f"person{n * 7919 % 99_991}@example.com", f"Title {n % 120}", n * 31 % 5_000,
         n % 60, f"2024-0{n % 9 + 1}-11", "Yes" if n % 9 == 0 else "No")
        for n in range(rows)
    )  # fmt: skip
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(",".join(header) + "\n")
            file.writelines(",".join(map(str, lead)) + "\n" for lead in leads)
        return
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, header)
        for number, lead in enumerate(leads, start=1):
            sheet.write_row(number, 0, lead)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    rows, rounds = arguments.rows, arguments.rounds
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        QSettings.setPath(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(place / "settings")
        )
        files.recovery_folder = lambda: place / "recovery"
        opened: list[bool] = []
        bench = Workbench(app)
        bench.window.resize(1280, 800)
        bench.window.show()
        desk, heart = bench.desk, Heart()
        desk.files.opened.connect(lambda _loaded: opened.append(True))
        desk.file_actions.open_sample("b2b_software")
        heart.during(nothing, lambda: bool(opened))
        heart.during(nothing, passed(2.0))
        found: list[tuple[str, list[Gap]]] = []
        for ending in (".csv", ".xlsx") * rounds:
            path = place / f"leads{ending}"
            if not path.exists():
                write(path, rows)
            idle = heart.during(nothing, passed(2.0))
            opened.clear()
            desk.looking.show(path, Purpose.NEW)
            reading = heart.during(nothing, desk.looking.page.footer.use.isEnabled)
            desk.looking.page.footer.use.click()
            keeping = heart.during(nothing, lambda: bool(opened))
            found.append((ending, [idle, reading, keeping]))
            heart.during(nothing, passed(2.0))
        desk.files.close(discard=True)
        desk.session.open(None)
        bench.finish()
    print(f"\n### The window while {rows:,} leads are read, longest time between two beats\n")
    print("| file | idle, ms | while it is read, ms | until it is on the pages, ms | |")
    print("|---|---:|---:|---:|---|")
    for ending in (".csv", ".xlsx"):
        gaps = [told for name, told in found if name == ending]
        for kind, what in enumerate(("elapsed", "own work")):
            idle, reading, keeping = (
                statistics.median(told[step][kind] for told in gaps) for step in range(3)
            )
            met = "met" if reading - idle <= GOAL else "missed"
            print(f"| {ending}, {what} | {idle:.0f} | {reading:.0f} | {keeping:.0f} | {met} |")
    print(f"\nGoal: while a file is read at most {GOAL:.0f} ms above idle.")


if __name__ == "__main__":
    main()
