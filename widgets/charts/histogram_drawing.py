"""The score histogram: not converted upwards, converted downwards, each on a scale of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from models.evaluation.by_score import ByScore
from models.evaluation.figures import count, leads
from widgets.charts.drawing import DASHED, Drawing, plain_axes, set_ticks
from widgets.charts.flags import HEIGHT, flags_of
from widgets.charts.histogram_value import CONVERTED, NOT_CONVERTED, UNKNOWN, HistogramValue
from widgets.charts.label_paint import text_width
from widgets.charts.labels import Label
from widgets.charts.paper import put_flags, put_label, words_width
from widgets.charts.scales import FrozenLimit, bins_of, count_ticks, score_ticks
from widgets.theme import Theme

FLAGS = 3.0
TOP, BOTTOM = FLAGS + HEIGHT + 10, 22.0
UPPER_SHARE = 0.61


class HistogramDrawing(Drawing[HistogramValue]):
    """Two axes, one over the other, that share the scores."""

    def __init__(self, figure: Figure, look: Theme) -> None:
        super().__init__(figure, look)
        self.up, self.down = plain_axes(figure, look), plain_axes(figure, look)
        self.down.invert_yaxis()
        for axes in (self.up, self.down):
            axes.grid(axis="y", color=look.grid, linewidth=1)
        self.up.spines["bottom"].set(visible=True, color=look.axis, linewidth=1)
        self.bins = bins_of(0, 100)
        self.value: HistogramValue | None = None
        self._limits = (FrozenLimit(), FrozenLimit())
        self._layout: tuple[object, ...] = ()
        self._left, self._right = 40.0, 14.0
        # The plot without flags and axis numbers.
        self.plot = QRectF()
        self._words_right = True
        self._pale = _bars(self.up, look.notconverted, look.axis, 0.8)
        self._hollow = _bars(self.up, look.surface, look.edge, 1.0)
        self._strong = _bars(self.down, look.converted, "none", 0.0)
        # Blue on teal would not be seen by everybody: below, the lines of the hatch are paper.
        self._chosen = (
            _hatched(self.up, look.accent, look.accent),
            _hatched(self.down, look.accent, look.surface),
        )
        self._ghosts = (_steps(self.up, look.ghost), _steps(self.down, look.ghost))

    # Geometry, in pixels at 100 % from the top left ------------------------------------------

    @property
    def ends(self) -> tuple[float, float]:
        """The scores at the left and the right end of the plot."""
        return float(self.bins.first[0]), float(
            self.bins.last[-1] + (1 if self.bins.width == 1 else 0)
        )

    def x_of(self, score: float) -> float:
        """Where a score stands."""
        low, high = self.ends
        return self.plot.left() + (score - low) / max(high - low, 1) * self.plot.width()

    def score_at(self, x: float) -> float:
        """Which score stands there."""
        low, high = self.ends
        return low + (x - self.plot.left()) / self.plot.width() * max(high - low, 1)

    # Showing ---------------------------------------------------------------------------------

    def show(self, value: HistogramValue, live: bool) -> bool:
        self.value = value
        changed = self._fit_scores(value.now)
        counts = self.bins.gather(value.now.histogram)
        saved = value.same_scale
        before = self.bins.gather(saved.histogram) if saved is not None else None
        known = bool(value.now.all.known)
        upper = counts[:, NOT_CONVERTED] + counts[:, UNKNOWN]
        lower = counts[:, CONVERTED]
        highest = [_highest(upper, before, (0, 2)), _highest(lower, before, (1,))]
        for limit, most in zip(self._limits, highest, strict=True):
            changed = limit.fit(most, live) or changed
        layout = (self.width, self.height, self.top, known, self.bins.width, self.ends)
        if changed or layout != self._layout:
            self._layout = layout
            self._lay_out(known)
            self._new_paths()
            self._words_right = bool(
                upper[: len(upper) // 3].sum() >= upper[-(len(upper) // 3) :].sum()
            )
            changed = True
        if before is not None:
            _set_steps(self._ghosts[0], before[:, NOT_CONVERTED] + before[:, UNKNOWN])
            _set_steps(self._ghosts[1], before[:, CONVERTED])
        pale = counts[:, NOT_CONVERTED] if known else upper
        _set_heights(self._pale, 0, pale)
        _set_heights(self._hollow, pale, upper)
        _set_heights(self._strong, 0, lower)
        if value.chosen is not None:
            # While points are dragged the chosen are those of before: never more than there are.
            part = self.bins.gather(value.chosen)
            _set_heights(
                self._chosen[0], 0, np.minimum(part[:, NOT_CONVERTED] + part[:, UNKNOWN], upper)
            )
            _set_heights(self._chosen[1], 0, np.minimum(part[:, CONVERTED], lower))
        self._choose_what_moves(
            known,
            bool(known and counts[:, UNKNOWN].any()),
            before is not None,
            value.chosen is not None,
        )
        return changed

    def _choose_what_moves(self, known: bool, hollow: bool, ghosts: bool, chosen: bool) -> None:
        wanted: list[Artist] = [self._pale]
        if hollow:
            wanted.append(self._hollow)
        if known:
            wanted.append(self._strong)
        if chosen:
            wanted += self._chosen[: 2 if known else 1]
        if ghosts:
            wanted += self._ghosts[: 2 if known else 1]
        if wanted != self.moving:
            self.moving = wanted
            every = (self._pale, self._hollow, self._strong, *self._chosen, *self._ghosts)
            for artist in every:
                artist.set_visible(artist in wanted)

    def _fit_scores(self, now: ByScore) -> bool:
        if (now.least, now.most) == (int(self.bins.first[0]), int(self.bins.last[-1])):
            return not self._layout
        self.bins = bins_of(now.least, now.most)
        return True

    def _lay_out(self, known: bool) -> None:
        """Places, limits and ticks: all that stands still."""
        look = self.look
        up_limit, down_limit = (limit.limit for limit in self._limits)
        self.plot = self._plot()
        rows = self._rows(known)
        ticks = [count_ticks(up_limit, rows[0])]
        if known:
            # A number at the very end would stand in the way of the first score.
            half = self.plot.height() * (1 - UPPER_SHARE)
            fits = down_limit * (1 - 9 / half) if half > 26 else 0
            ticks.append(count_ticks(fits, rows[1]))
        upper = self.plot.height() * (UPPER_SHARE if known else 1.0)
        if upper < 13 * len(ticks[0]):
            ticks[0] = [0]
        longest = max(len(count(tick)) for row in ticks for tick in row)
        self._left = max(30.0, 12.0 + 6.6 * longest)
        self._right = max(14.0, text_width(count(int(self.bins.last[-1])), 11) / 2 + 3)
        self.plot = self._plot()
        inner = self.plot.height()
        lower = inner * (1 - UPPER_SHARE) if known else 0.0
        self.bounds(self.up, self._left, TOP, self._right, BOTTOM + lower)
        self.bounds(self.down, self._left, TOP + inner - lower, self._right, BOTTOM)
        self.up.set_ylim(0, up_limit)
        self.down.set_ylim(down_limit, 0)
        self.down.set_visible(known)
        set_ticks(self.up.yaxis, ticks[0], [count(tick) for tick in ticks[0]], look)
        if known:
            below = ticks[1][1:]
            set_ticks(self.down.yaxis, below, [count(tick) for tick in below], look)
        low, high = self.ends
        room = max(int(self.plot.width() // 48), 2)
        scores = score_ticks(int(low), int(self.bins.last[-1]), min(room, 10))
        for axes in (self.up, self.down):
            axes.set_xlim(low, max(high, low + 1))
        shown, hidden = (self.down, self.up) if known else (self.up, self.down)
        set_ticks(shown.xaxis, scores, [count(score) for score in scores], look)
        hidden.set_xticks([])

    def _plot(self) -> QRectF:
        return QRectF(
            self._left,
            self.top + TOP,
            max(self.width - self._left - self._right, 1.0),
            max(self.height - self.top - TOP - BOTTOM, 1.0),
        )

    def _rows(self, known: bool) -> tuple[int, int]:
        """How many ticks have room on each half."""
        upper = UPPER_SHARE if known else 1.0
        height = self.plot.height() / 28
        return max(int(upper * height), 1), max(int((1 - upper) * height), 1)

    def _new_paths(self) -> None:
        """Bars and steps with their sides in place; only heights change from now on."""
        edges = np.clip(self.bins.edges, *self.ends).astype(np.float64)
        # A pixel and a half of air between bars that are wide enough for it.
        air = 0.75 * (self.ends[1] - self.ends[0]) / self.plot.width()
        air = min(air, 0.1 * float(edges[1] - edges[0]))
        for patch in (self._pale, self._hollow, self._strong, *self._chosen):
            patch.set_path(_rectangles(edges[:-1] + air, edges[1:] - air))
        for patch in self._ghosts:
            patch.set_path(Path(np.column_stack((np.repeat(edges, 2), np.zeros(2 * len(edges))))))

    # Words -----------------------------------------------------------------------------------

    def labels(self) -> Sequence[Label]:
        if self.value is None:
            return ()
        tally = self.value.now.all
        unknown = tally.leads - tally.known
        if not tally.known:
            words = ["Outcome not known", leads(tally.leads)] if tally.leads else ["No leads"]
            return self._block(words, self.plot.top() + 14)
        upper = ["Not converted", leads(tally.not_converted)]
        lower = ["Converted", leads(tally.converted)]
        if self.plot.height() < 70:
            return ()
        if self.plot.height() < 110:
            upper, lower = [" ".join(upper)], [" ".join(lower)]
        if unknown and self.plot.height() >= 160:
            upper.append(f"{count(unknown)} not known yet")
        labels = self._block(upper, self.plot.top() + 14)
        return labels + self._block(lower, self.plot.bottom() + 4 - 15 * len(lower), "converted")

    def _block(self, words: Sequence[str], y: float, first: str = "text3") -> list[Label]:
        """Lines under each other, on the side where the bars are lower."""
        across = 1.0 if self._words_right else 0.0
        x = self.plot.right() - 4 if self._words_right else self.plot.left() + 6
        labels = []
        for line, text in enumerate(words):
            strong = line == 0 and first != "text3"
            token, weight = (first, 600) if strong else ("text3", 400)
            labels.append(Label(x, y + 15 * line, text, token, 11, weight, across, halo=True))
        return labels

    def on_paper(self) -> None:
        if self.value is None:
            return
        flags = flags_of(
            self.value.thresholds,
            self.x_of,
            0,
            self.width,
            lambda text: 1.04 * words_width(text, 12),
        )
        top = self.top + FLAGS
        box = QRectF(0, top, self.width, self.plot.bottom() - top)
        put_flags(self.figure, self.look, flags, box)
        for flag in flags:
            token = "onaccent" if flag.threshold.mql else "text"
            middle = flag.left + flag.width / 2
            put_label(self, Label(middle, top + HEIGHT / 2, flag.text, token, 12, 600, 0.5))


def _rectangles(left: NDArray[np.float64], right: NDArray[np.float64]) -> Path:
    """One path of flat rectangles, five corners each."""
    corners = np.zeros((len(left), 5, 2))
    corners[:, (0, 1, 4), 0] = left[:, None]
    corners[:, (2, 3), 0] = right[:, None]
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(left)
    return Path(corners.reshape(-1, 2), codes)


def _set_heights(patch: PathPatch, base: NDArray[Any] | int, height: NDArray[Any]) -> None:
    corners = np.asarray(patch.get_path().vertices).reshape(-1, 5, 2)
    corners[:, (0, 3, 4), 1] = np.reshape(base, (-1, 1))
    corners[:, (1, 2), 1] = height[:, None]


def _set_steps(patch: PathPatch, heights: NDArray[Any]) -> None:
    np.asarray(patch.get_path().vertices)[1:-1, 1] = np.repeat(heights, 2)


def _bars(axes: Axes, face: str, edge: str, width: float) -> PathPatch:
    patch = PathPatch(Path(np.zeros((1, 2))), facecolor=face, edgecolor=edge, linewidth=width)
    axes.add_artist(patch)
    return patch


def _hatched(axes: Axes, colour: str, lines: str) -> PathPatch:
    patch = _bars(axes, "none", colour, 1.25)
    patch.set(hatch="////", hatchcolor=lines, fill=False)
    return patch


def _steps(axes: Axes, colour: str) -> PathPatch:
    patch = PathPatch(
        Path(np.zeros((1, 2))), fill=False, edgecolor=colour, linewidth=1.25, linestyle=DASHED
    )
    axes.add_artist(patch)
    return patch


def _highest(now: NDArray[Any], before: NDArray[Any] | None, columns: tuple[int, ...]) -> float:
    most = float(now.max(initial=0))
    if before is not None:
        most = max(most, float(before[:, columns].sum(axis=1).max(initial=0)))
    return most
