"""The window with rail, theme, menus and welcome page against an empty PySide6 window.

Each start is a fresh process; the two take turns. CPU time of the whole process up to the moment
when the window is shown and a key has been taken. Run: python benchmarks/window_start.py
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from _side_by_side import Goal, options, print_goals, print_times

ROOT = Path(__file__).resolve().parent.parent

EMPTY = """
import time
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
app.processEvents()
QTest.keyClick(window, Qt.Key.Key_Tab)
app.processEvents()
print(time.process_time())
"""

LEADBENCH = """
import sys, time
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
app = QApplication([])
from workbench.app import Workbench
bench = Workbench(app)
bench.window.resize(1280, 800)
bench.window.show()
app.processEvents()
QTest.keyClick(bench.window, Qt.Key.Key_Tab)
app.processEvents()
took = time.process_time()
heavy = [name for name in ("pandas", "scipy", "matplotlib", "numpy") if name in sys.modules]
print(took, *heavy)
bench.finish()
bench.dispose()
"""


def start(code: str, home: str) -> tuple[float, list[str]]:
    """CPU seconds of one fresh start, and the heavy modules it loaded."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # both sides start from compiled files
    environment["XDG_CONFIG_HOME"] = environment["XDG_STATE_HOME"] = home
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    took, *heavy = done.stdout.split()
    return float(took), heavy


def main() -> None:
    """Print the table."""
    found = options("The start of the window against an empty one.")
    rounds = found.rounds
    with tempfile.TemporaryDirectory() as home:
        start(EMPTY, home)
        _, heavy = start(LEADBENCH, home)
        empty, ours = [], []
        for _ in range(rounds):
            empty.append(start(EMPTY, home)[0])
            ours.append(start(LEADBENCH, home)[0])
    ratio = statistics.median(b / a for a, b in zip(empty, ours, strict=True))
    print_times(
        "Window shown and taking a key, CPU of a fresh process",
        {
            "empty PySide6 window": statistics.median(empty) * 1000,
            "Leadbench: rail, theme, menus, welcome page": statistics.median(ours) * 1000,
        },
    )
    early = len([name for name in heavy if name != "numpy"])
    goals = [
        Goal("CPU against the empty window", 2, ratio),
        Goal("of pandas, scipy, matplotlib loaded before the window", 0, early),
    ]
    if not print_goals(goals) and found.strict:
        sys.exit(1)


if __name__ == "__main__":
    main()
