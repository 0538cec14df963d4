"""The gains curve: the share of conversions found among the best share of leads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from PySide6.QtCore import QRectF

from models.evaluation.evaluation import Evaluation
from models.evaluation.figures import percent
from models.evaluation.part import along_best
from widgets.charts.bars import hatched, outline
from widgets.charts.drawing import DASHED, DOTTED, Drawing, plain_axes, set_ticks
from widgets.charts.gains_value import BEST, GainsValue
from widgets.charts.label_paint import text_width
from widgets.charts.labels import Label
from widgets.theme import Theme

LEFT, TOP, RIGHT, BOTTOM = 44.0, 12.0, 20.0, 22.0
RADIUS = 3.5
FOOT = 0.16
"""How high the chosen leads stand along the foot of the chart, where all leads there are chosen."""


class GainsDrawing(Drawing[GainsValue]):
    """One line that moves, over the saved one and the diagonal."""

    def __init__(self, figure: Figure, look: Theme) -> None:
        super().__init__(figure, look)
        self.axes = axes = plain_axes(figure, look)
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        axes.grid(axis="y", color=look.grid, linewidth=1)
        axes.spines["bottom"].set(visible=True, color=look.axis, linewidth=1)
        axes.plot([0, 1], [0, 1], color=look.axis, linewidth=1.25, linestyle=DOTTED)
        (self._saved,) = axes.plot([], [], color=look.ghost, linewidth=1.25, linestyle=DASHED)
        self._chosen = hatched(axes, look.accent, look.accent)
        self._stem = _line(axes, look.text, 1.25)
        self._now = _line(axes, look.accent, 2, clip=False)
        self._mark = _line(axes, look.surface, 1.5, clip=False)
        self._mark.set(fill=True, facecolor=look.accent)
        for artist, order in ((self._now, 4), (self._mark, 5)):
            artist.set_zorder(order)
        self.value: GainsValue | None = None
        self._behind: Evaluation | None = None
        self._size = (0.0, 0.0, 0.0)

    @property
    def plot(self) -> QRectF:
        """The room of the curve, in pixels at 100 %."""
        inner, across = self.height - self.top - TOP - BOTTOM, self.width - LEFT - RIGHT
        return QRectF(LEFT, self.top + TOP, max(across, 1.0), max(inner, 1.0))

    def show(self, value: GainsValue, live: bool) -> bool:
        self.value = value
        changed = self._behind is not value.saved
        self._behind = value.saved
        if changed:
            saved = value.saved.gains if value.saved is not None else None
            self._saved.set_data(*(saved.T if saved is not None else ([], [])))
            rival = value.rival
            self._saved.set(
                color=self.look.model_b if rival else self.look.ghost,
                linewidth=2 if rival else 1.25,
            )
        if self._size != (self.width, self.height, self.top):
            self._size = (self.width, self.height, self.top)
            self._lay_out()
            changed = True
        self._now.set_path(Path(value.now.gains))
        best = value.best
        self._stem.set_path(Path([(BEST, 0), (BEST, best or 0)]))
        self._mark.set_path(self._dot(BEST, best or 0))
        told = value.chosen is not None and best is not None
        if value.chosen is not None and best is not None:
            ends, shares = along_best(value.now.histogram, value.chosen)
            self._chosen.set_path(outline(ends, FOOT * shares))
        lines: list[Artist] = [self._stem, self._now, self._mark]
        self.moving = [self._chosen, *lines] if told else lines if best is not None else []
        for artist in lines:
            artist.set_visible(best is not None)
        changed = changed or self._chosen.get_visible() != told
        self._chosen.set_visible(told)
        return changed

    def _dot(self, x: float, y: float) -> Path:
        """A round mark of seven pixels, in the axes' own units."""
        inner = self.height - self.top - TOP - BOTTOM
        wide, high = max(self.width - LEFT - RIGHT, 1.0), max(inner, 1.0)
        circle = Path.unit_circle()
        corners = np.asarray(circle.vertices) * (RADIUS / wide, RADIUS / high) + (x, y)
        return Path(corners, circle.codes)

    def _lay_out(self) -> None:
        self.bounds(self.axes, LEFT, TOP, RIGHT, BOTTOM)
        inner = self.height - self.top - TOP - BOTTOM
        rates = [0, 0.25, 0.5, 0.75, 1] if inner > 90 else [0, 0.5, 1]
        set_ticks(self.axes.yaxis, rates, _rates(rates), self.look)
        shares = [0, 0.25, 0.5, 0.75, 1] if self.width > 420 else [0, 0.5, 1]
        set_ticks(self.axes.xaxis, shares, _rates(shares), self.look)

    def labels(self) -> Sequence[Label]:
        if self.value is None:
            return ()
        inner = max(self.height - self.top - TOP - BOTTOM, 1.0)
        base = self.height - BOTTOM
        across = max(self.width - LEFT - RIGHT, 1.0)
        right = LEFT + across
        labels = []
        if inner >= 90:
            # Above the chosen leads, where there are any.
            foot = FOOT * inner if self._chosen.get_visible() else 0.0
            end = Label(right, base - foot - 10, "share of leads", "text3", 11, 400, 1.0, halo=True)
            labels.append(end)
        best = self.value.best
        if best is None:
            middle, y = LEFT + across / 2, base - inner / 2 - 7
            for line, words in enumerate(("no conversions", "known yet")):
                at = y + 15 * line
                labels.append(Label(middle, at, words, "text3", 11, 400, 0.5, halo=True))
            return labels
        x = LEFT + BEST * across + 8
        by = f" by {self.value.now_name}" if self.value.rival else " of leads"
        said = _said(best, by, self.width - x - 2)
        y = min(base - 0.3 * inner, base - (40 if inner >= 90 else 22))
        wide = max(text_width(words, 11) for words in said)
        reached = self._found_at(BEST + (8 + wide) / across)
        if base - best * inner > y - 12 and best < reached:  # the curve would cross the words
            y = max(base - reached * inner - 34, self.top + TOP + 8)
        for line, words in enumerate(said):
            labels.append(Label(x, y + 15 * line, words, "text", 11, halo=True))
        return labels

    def _found_at(self, share: float) -> float:
        """The share of conversions found at a share of the leads, in all that is drawn."""
        if self.value is None:
            return 0.0
        drawn = [self.value.now.gains]
        if self.value.saved is not None:
            drawn.append(self.value.saved.gains)
        found = [np.interp(share, *one.T) for one in drawn if one is not None]
        return float(max(found, default=0.0))


def _said(best: float, by: str, room: float) -> tuple[str, str]:
    """What the best leads hold, in words that have room."""
    share, found = percent(BEST, 0), percent(best, 0)
    whole = (f"best {share}{by} hold", f"{found} of conversions")
    return whole if text_width(whole[0], 11) <= room else (f"best {share}:", f"{found} found")


def _line(axes: Axes, colour: str, width: float, clip: bool = True) -> PathPatch:
    patch = PathPatch(
        Path([(0, 0), (0, 0)]),
        fill=False,
        edgecolor=colour,
        linewidth=width,
        capstyle="round",
        joinstyle="round",
        clip_on=clip,
    )
    axes.add_artist(patch)
    return patch


def _rates(places: Sequence[float]) -> list[str]:
    return [percent(place, 0) if place == 1 else f"{100 * place:.0f}" for place in places]
