"""The net value by threshold: a curve with the band of its interval and the band of doubt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.path import Path
from PySide6.QtCore import QRectF

from models.evaluation.thresholds.curve import Figures
from models.evaluation.thresholds.words import amount
from widgets.charts.bars import filled, hatched
from widgets.charts.by_threshold_drawing import ByThresholdDrawing
from widgets.charts.by_threshold_value import NetValue
from widgets.charts.drawing import DASHED, DOTTED
from widgets.charts.flags import HEIGHT, flags_of
from widgets.charts.label_paint import text_width
from widgets.charts.labels import Label
from widgets.charts.paper import put_flags, put_label, words_width
from widgets.charts.scales import value_ticks
from widgets.theme import Theme

FLAGS, GAP = 3.0, 6.0


class NetValueDrawing(ByThresholdDrawing[NetValue]):
    """Everything stands still while a threshold is dragged: Qt paints flags and dots over it."""

    above = FLAGS + HEIGHT + 10

    def __init__(self, figure: Figure, look: Theme) -> None:
        super().__init__(figure, look)
        axes = self.axes
        self._doubt = filled(axes, look.accentbg)
        self._band = filled(axes, look.accent, alpha=0.13)
        self._chosen = hatched(axes, look.accent, look.accent)
        (self._zero,) = axes.plot([], [], color=look.axis, linewidth=1)
        (self._whole,) = axes.plot([], [], color=look.text2, linewidth=1.5, linestyle=DOTTED)
        (self._before,) = axes.plot([], [], color=look.ghost, linewidth=1.25, linestyle=DASHED)
        (self._line,) = axes.plot([], [], color=look.accent, linewidth=2)
        self.value: NetValue | None = None
        self._drawn: tuple[object, ...] = ()
        self._limits = (0.0, 1.0)

    def y_of(self, value: float) -> float:
        """Where a value stands, from the top, in pixels at 100 %."""
        low, high = self._limits
        share = (min(max(value, low), high) - low) / (high - low)
        return self.plot.bottom() - share * self.plot.height()

    def show(self, value: NetValue, live: bool) -> bool:
        self.value = value
        key = (*value.same_curve, self.width, self.height, self.top)
        if key == self._drawn:
            return False
        self._drawn = key
        first, last = value.place(value.ends[0]), value.place(value.ends[1])
        part = slice(first, last + 1)
        shown = [value.value[part], value.low[part], value.high[part]]
        if value.whole is not None:
            shown.append(value.whole[part])
        if value.before is not None:
            shown.append(value.before[part])
        if value.chosen is not None:
            shown.append(value.chosen[1][part])
        low, high = (float(end) for end in (np.min(shown[0]), np.max(shown[0])))
        # Intervals may be far wider than the curve: they are followed as far as the curve goes.
        span = max(high - low, 1e-9)
        low = max(min(float(each.min()) for each in shown), low - span)
        high = min(max(float(each.max()) for each in shown), high + span)
        air = 0.05 * max(high - low, 1e-9)
        self._limits = (low - air, high + air)
        inner = max(self.height - self.top - self.above - 22, 1.0)
        ticks = value_ticks(*self._limits, max(int(inner / 32), 2))
        words = [amount(tick, value.currency) for tick in ticks]
        self.lay_out(value.ends, ticks, words)
        self.axes.set_ylim(*self._limits)
        scores = value.scores[part].astype(np.float64)
        self._line.set_data(scores, value.value[part])
        self._whole.set_visible(value.whole is not None)
        self._whole.set_data(scores, shown[0] if value.whole is None else value.whole[part])
        self._before.set_visible(value.before is not None)
        self._before.set_data(scores, shown[0] if value.before is None else value.before[part])
        self._band.set_path(_between(scores, value.low[part], value.high[part]))
        self._chosen.set_visible(value.chosen is not None)
        if value.chosen is not None:
            self._chosen.set_path(_between(scores, np.zeros(len(scores)), value.chosen[1][part]))
        self._zero.set_data([float(scores[0]), float(scores[-1])], [0, 0])
        self._doubt.set_visible(value.doubt is not None)
        if value.doubt is not None:
            left, right = value.doubt
            low, high = self._limits
            corners = [(left, low), (left, high), (right, high), (right, low)]
            self._doubt.set_path(Path([(float(x), y) for x, y in corners]))
        return True

    def labels(self) -> Sequence[Label]:
        value = self.value
        if value is None or value.doubt is None:
            return ()
        left, right = (self.x_of(score) for score in value.doubt)
        left, right = max(left, self.plot.left()), min(right, self.plot.right())
        if self.plot.height() < 90:
            return ()
        words, at = "could be as good", self.plot.bottom() - 10
        lines = [self.x_of(mark.value) for mark in (*value.marks, value.now)]
        inside = right - left - 2 * GAP > text_width(words, 11)
        if inside and not any(left < line < right for line in lines):
            return (Label((left + right) / 2, at, words, "text2", 11, 400, 0.5, halo=True),)
        room = text_width(words, 11) + GAP  # beside it, where no line of a threshold stands
        before, after = left - GAP, right + GAP
        if before - room > self.plot.left() and not any(
            before - room < line < left for line in lines
        ):
            return (Label(before, at, words, "text2", 11, 400, 1.0, halo=True),)
        last = max([right, *(line for line in lines if right < line < after + room)]) + GAP
        if last + room < self.plot.right():
            return (Label(last, at, words, "text2", 11, halo=True),)
        return ()

    def on_paper(self) -> None:
        value = self.value
        if value is None:
            return
        flags = flags_of(
            [*value.marks, value.now], self.x_of, 0, self.width,
            lambda text: 1.04 * words_width(text, 12),
        )  # fmt: skip
        top = self.top + FLAGS
        put_flags(
            self.figure, self.look, flags, QRectF(0, top, self.width, self.plot.bottom() - top)
        )
        for flag in flags:
            token = "onaccent" if flag.threshold.mql else "text"
            middle = flag.left + flag.width / 2
            put_label(self, Label(middle, top + HEIGHT / 2, flag.text, token, 12, 600, 0.5))


def _between(scores: Figures, low: Figures, high: Figures) -> Path:
    """The outline of the room between two curves."""
    there, back = np.column_stack((scores, high)), np.column_stack((scores, low))[::-1]
    return Path(np.concatenate((there, back)), closed=False)
