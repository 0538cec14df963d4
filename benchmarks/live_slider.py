"""From the slider's event to the painted charts of the Model page, at one million leads.

The whole way in the real page: edit, project, cube, figures, sentences, rule list, charts, all
painted. Goal: a thirtieth of a second of CPU. Run: python benchmarks/live_slider.py
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from _model_page import Stage
from _side_by_side import Goal, options, print_goals, print_times
from PySide6.QtWidgets import QApplication

from models.project.edits import SetPoints
from models.scoring.model import Points
from widgets import theme

STEPS = 30


def main() -> None:
    """Print the table."""
    found = options("Slider event to painted charts.")
    rows = 100_000 if found.quick else 1_000_000
    app = QApplication([])
    theme.apply(app, False)
    stage = Stage(app, rows)
    model, session = stage.model, stage.session
    rule = next(r for r in model.rules() if isinstance(r.award, Points) and not r.muted)
    session.choose_rule(rule.id)
    points = rule.award.points if isinstance(rule.award, Points) else 0
    gesture, times = session.gesture(), []
    for step in range(1, STEPS + 1):
        begin = time.process_time()
        session.apply(SetPoints(model.id, rule.id, points + step), gesture)
        stage.painted()
        times.append((time.process_time() - begin) * 1000)
    grip, steps = times[0], statistics.median(times[1:])
    print_times(
        f"A step of dragging points at {rows:,} leads, slider event to painted page",
        {"first step (builds the cube)": grip, "every further step": steps},
    )
    goals = [Goal("CPU ms of a step", 1000 / 30, steps)]
    if not print_goals(goals) and found.strict:
        sys.exit(1)
    stage.close()


if __name__ == "__main__":
    main()
