"""A step of a drag on the charts of the Model page, and the first charts after the start.

The live update (histogram, gains, table of bands, each painted once) against set_data and
canvas.draw() of the same figures, in which Matplotlib draws the flags and words too. The first
charts of 5,000 leads against an empty window of PySide6, each in a fresh process.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
from _side_by_side import Goal, interleaved, options, print_goals, print_times
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from models.evaluation.evaluation import BandFigures, Evaluation, LiftRow, Tally
from widgets import theme
from widgets.charts.canvas import ChartCanvas
from widgets.charts.gains_curve import GainsCurve
from widgets.charts.score_histogram import ScoreHistogram
from widgets.tables.band_table import BandTable

ROOT = Path(__file__).resolve().parent.parent
LEADS, CONVERTED = 5_000, 412
BANDS = ((0, "Cold", False), (40, "Warm", False), (55, "MQL", True), (70, "Hot", False))
SIZES = {"histogram": (596, 300), "gains": (225, 200), "bands": (340, 200)}
STEPS = 24


def tally(rows: Any) -> Tally:
    return Tally(int(rows.sum()), int(rows[:, 1].sum()), int(rows[:, 0].sum()))


def evaluation(shift: float, seed: int = 1) -> Evaluation:
    """Leads whose scores wander a little, as they do while points are dragged."""
    random = np.random.default_rng(seed)
    histogram = np.zeros((101, 3), dtype=np.int64)
    parts = ((LEADS - CONVERTED, 32 + shift, 13), (CONVERTED, 50 + 2 * shift, 17))
    for column, (count, middle, spread) in enumerate(parts):
        scores = np.clip(np.rint(random.normal(middle, spread, count)), 0, 100).astype(int)
        histogram[:, column] = np.bincount(scores, minlength=101)
    ends = [*(start for start, _, _ in BANDS[1:]), 101]
    leads, found = (histogram[::-1, :2].sum(axis=1).cumsum(), histogram[::-1, 1].cumsum())
    gains = np.column_stack((leads / leads[-1], found / found[-1]))
    gains = np.vstack(((0.0, 0.0), gains))
    best = float(np.interp(0.1, gains[:, 0], gains[:, 1]) * CONVERTED)
    return Evaluation(
        histogram,
        0,
        tuple(
            BandFigures(name, start, mql, tally(histogram[start:end]))
            for (start, name, mql), end in zip(BANDS, ends, strict=True)
        ),
        tally(histogram[55:]),
        tally(histogram),
        None,
        gains,
        (LiftRow(0.1, LEADS // 10, best, 0.0),),
    )


class Paints(QObject):
    """Counts paint events."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        self.count += event.type() == QEvent.Type.Paint
        return False


def live_update(saved: Evaluation, steps: list[Evaluation], paints: Paints) -> Callable[[], None]:
    """One step: the three parts are told and painted, as the page does it."""
    page = QWidget()
    page.resize(640, 560)
    histogram, gains, bands = ScoreHistogram(page), GainsCurve(page), BandTable(page)
    for part, place, (name, size) in zip(
        (histogram, gains, bands), ((10, 10), (370, 330), (10, 330)), SIZES.items(), strict=True
    ):
        part.setObjectName(name)
        part.move(*place)
        part.resize(*size)
        part.installEventFilter(paints)
    histogram.present(steps[0], saved, "v3")
    gains.present(steps[0], saved, "v3")
    bands.present(steps[0], saved, "v3")
    page.show()
    QApplication.processEvents()
    coming = cycle(steps)

    def step(keep: QWidget = page) -> None:
        now = next(coming)
        histogram.present(now, saved, "v3", live=True)
        gains.present(now, saved, "v3", live=True)
        bands.present(now, saved, "v3")
        QApplication.processEvents()

    return step


def full_draw(saved: Evaluation, steps: list[Evaluation]) -> Callable[[], None]:
    """One step: the same figures with their artists reused, drawn whole by Matplotlib."""
    from matplotlib.text import Text

    from widgets.charts.drawing import new_figure
    from widgets.charts.gains_value import GainsValue
    from widgets.charts.histogram_value import HistogramValue
    from widgets.charts.paper import put_label

    figures: list[tuple[Any, Any, type, list[Text]]] = []
    charts: tuple[tuple[ChartCanvas[Any], type, str], ...] = (
        (ScoreHistogram(), HistogramValue, "histogram"),
        (GainsCurve(), GainsValue, "gains"),
    )
    for chart, kind, name in charts:
        figure, canvas = new_figure(theme.current())
        figure.set_dpi(72)
        width, height = SIZES[name]
        figure.set_size_inches(width / 72, height / 72)
        drawing = chart.new_drawing(figure, theme.current())
        drawing.place(width, height)
        drawing.show(kind(steps[0], saved, "v3"), False)
        drawing.on_paper()
        before = set(figure.texts)
        for label in drawing.labels():
            put_label(drawing, label)
        words = [text for text in figure.texts if text not in before]
        figures.append((drawing, canvas, kind, words))
    coming = cycle(steps)

    def step() -> None:
        now = next(coming)
        for drawing, canvas, kind, words in figures:
            drawing.show(kind(now, saved, "v3"), True)
            for text, label in zip(words, drawing.labels(), strict=True):
                text.set_text(label.text)
            canvas.draw()

    return step


EMPTY = """
import resource
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget(); window.resize(1280, 720); window.show(); app.processEvents()
used = resource.getrusage(resource.RUSAGE_SELF); print(used.ru_utime + used.ru_stime)
"""
FIRST = """
import resource, sys
sys.path[:0] = ["benchmarks"]
from PySide6.QtWidgets import QApplication
app = QApplication([])
import charts
charts.theme.apply(app, False, 1.0)
saved, now = charts.evaluation(-1), charts.evaluation(0)
step = charts.live_update(saved, [now], charts.Paints())
step()
used = resource.getrusage(resource.RUSAGE_SELF); print(used.ru_utime + used.ru_stime)
"""


def first_charts(rounds: int) -> dict[str, float]:
    """CPU milliseconds of whole fresh processes, byte code and font list being there."""
    programs = {"empty window": EMPTY, "window with the first charts painted": FIRST}
    times: dict[str, list[float]] = {name: [] for name in programs}
    with tempfile.TemporaryDirectory() as folder:
        keep = {name: value for name, value in os.environ.items() if "BYTECODE" not in name}
        environment = {**keep, "PYTHONPYCACHEPREFIX": folder, "PYTHONPATH": str(ROOT)}
        for number in range(rounds + 1):
            for name, program in programs.items():
                done = subprocess.run(
                    [sys.executable, "-c", program],
                    capture_output=True,
                    check=True,
                    cwd=ROOT,
                    env=environment,
                    text=True,
                )
                if number:
                    times[name].append(float(done.stdout) * 1e3)
    return {name: statistics.median(found) for name, found in times.items()}


def main() -> int:
    chosen = options(__doc__ or "")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    theme.apply(app, False, 1.0)
    saved = evaluation(-2, seed=2)
    steps = [evaluation(place / 8) for place in range(STEPS)]
    paints = Paints()
    live = live_update(saved, steps, paints)
    whole = full_draw(saved, steps)
    for _ in range(STEPS):
        live()
    before = paints.count
    for _ in range(STEPS):
        live()
    events = (paints.count - before) / STEPS
    print(f"Paint events of a step: {events:g} (three parts, one each).")
    names = "live update: histogram, gains, bands", "set_data and canvas.draw()"
    times = interleaved(dict(zip(names, (live, whole), strict=True)), chosen.rounds)
    print_times("A step of a drag on the charts of the Model page", times)
    first = first_charts(max(chosen.rounds // 2, 3))
    print_times("First charts of 5,000 leads, fresh processes", first)
    empty, painted = first.values()
    met = print_goals(
        [
            Goal(
                "live update / set_data and canvas.draw()", 0.1, times[names[0]] / times[names[1]]
            ),
            Goal("first charts painted / empty window", 12, painted / empty),
            Goal("paint events a step", 3, events),
        ]
    )
    return 0 if met or not chosen.strict else 1


if __name__ == "__main__":
    sys.exit(main())
