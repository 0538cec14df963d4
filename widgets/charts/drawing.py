"""A drawing: one chart in one Matplotlib figure, the same on the screen and on paper.

Lengths are pixels at 100 %: the figure has 72 dots per inch times scale and density of the
screen, so a point of Matplotlib is a pixel of the look. This module and those with "drawing" in
their names bring Matplotlib; the widgets import them with the first paint.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar

import matplotlib
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.transforms import Affine2D, Transform

from widgets.charts.labels import Label
from widgets.theme import Theme
from widgets.theme.fonts import font_file

# Letters without hints, as Qt draws them; the same picture twice is the same file.
matplotlib.rcParams["text.hinting"] = "no_hinting"
matplotlib.rcParams["svg.hashsalt"] = "leadbench"

Value = TypeVar("Value")
DASHED = (0, (3, 2))
DOTTED = (0, (1, 2))


class Drawing(ABC, Generic[Value]):
    """What a chart puts into a figure.

    Made anew for each theme; `place` when the size changed, `show` for each value.
    """

    def __init__(self, figure: Figure, look: Theme) -> None:
        self.figure = figure
        self.look = look
        self.moving: list[Artist] = []
        self.width = self.height = self.top = 0.0

    def place(self, width: float, height: float, top: float = 0.0) -> None:
        """Give the axes their places in a figure of this size; the first `top` are not ours."""
        self.width, self.height, self.top = width, height, top

    @abstractmethod
    def show(self, value: Value, live: bool) -> bool:
        """Take on a value; True when more changed than what moves, and all must be drawn again.

        `live`: in the middle of a gesture, so the axes stay unless a value would leave them.
        """

    def labels(self) -> Sequence[Label]:
        """The words that change with the value."""
        return ()

    def on_paper(self) -> None:
        """Add what Qt paints over the drawing on the screen."""

    def bounds(self, axes: Axes, left: float, top: float, right: float, bottom: float) -> None:
        """Place axes by the distances from the edges of what is ours."""
        width, height = max(self.width, 1.0), max(self.height, 1.0)
        inner_width = max(self.width - left - right, 1.0)
        inner_height = max(self.height - self.top - top - bottom, 1.0)
        axes.set_position(
            (left / width, bottom / height, inner_width / width, inner_height / height)
        )


def quick_draw(artist: Artist, renderer: RendererAgg) -> Callable[[], None]:
    """A call that draws an artist; of a patch, only the corners of its path may change then.

    Matplotlib asks a patch for all its settings with each draw, which costs as much as drawing.
    """
    if not isinstance(artist, PathPatch) or artist.axes is None:
        return lambda: artist.draw(renderer)
    edge = to_rgba(artist.get_edgecolor())
    width = artist.get_linewidth() if edge[3] else 0.0
    context = renderer.new_gc()
    context.set_foreground(edge, isRGBA=True)
    context.set_linewidth(width)
    context.set_antialiased(artist.get_antialiased())
    context.set_capstyle(artist.get_capstyle())
    context.set_joinstyle(artist.get_joinstyle())
    style = artist.get_linestyle()
    if isinstance(style, tuple):
        offset, dashes = style
        context.set_dashes(offset * width, [dash * width for dash in dashes or ()])
    if artist.get_hatch():
        context.set_hatch(artist.get_hatch())
        context.set_hatch_color(to_rgba(artist.get_hatchcolor()))
        context.set_hatch_linewidth(1.0)
    if artist.get_clip_on():
        context.set_clip_rectangle(artist.axes.bbox)
    face = artist.get_facecolor() if artist.get_fill() else None
    affine = artist.get_transform().get_affine()
    draw: Callable[..., None] = renderer.draw_path
    return lambda: draw(context, artist.get_path(), affine, face)


def in_points(figure: Figure) -> Transform:
    """Coordinates of a figure in pixels at 100 %, from its bottom left."""

    return Affine2D().scale(1 / 72) + figure.dpi_scale_trans


def new_figure(look: Theme) -> tuple[Figure, FigureCanvasAgg]:
    """An empty figure and the canvas that draws it into memory."""

    figure = Figure(facecolor=look.surface)
    return figure, FigureCanvasAgg(figure)


def plain_axes(figure: Figure, look: Theme) -> Axes:
    """Axes without frame and ticks, in the colours of the theme."""
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_facecolor("none")
    axes.set_axisbelow(True)
    axes.set_autoscale_on(False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0, pad=5, colors=look.text3)
    return axes


def set_ticks(axis: Any, places: Sequence[float], texts: Sequence[str], look: Theme) -> None:
    """Ticks at places, with words in the size of axis numbers."""
    axis.set_ticks(places, texts)
    small = words_font(11)
    for label in axis.get_ticklabels():
        label.set_fontproperties(small)
        label.set_color(look.text3)


@lru_cache(maxsize=16)
def words_font(size: float) -> FontProperties:
    """The typeface for words inside a figure."""

    return FontProperties(fname=str(font_file()), size=size)
