"""A chart for paper: the same drawing, in light colours, with its title and legend inside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.patheffects import AbstractPathEffect, Normal, Stroke
from matplotlib.textpath import text_to_path
from PySide6.QtCore import QRectF

from widgets import theme
from widgets.charts.drawing import (
    DASHED,
    DOTTED,
    Drawing,
    Value,
    in_points,
    new_figure,
    words_font,
)
from widgets.charts.flags import CASING, HEIGHT, Flag, head_of
from widgets.charts.labels import Label, LegendEntry

HEADER = 34.0
LINE = 20.0
"""Each line more that the legend takes where it has no room beside the title."""
MARGIN = 12.0
DENSITY = 2.0
LEAST_WIDE = 240.0


def print_chart(
    new_drawing: Callable[[Figure, theme.Theme], Drawing[Value]],
    value: Value,
    size: tuple[float, float],
    title: str,
    legend: Sequence[LegendEntry],
    kind: str,
    density: float = DENSITY,
) -> bytes:
    """The bytes of a picture; `size` is that of the chart without the header, at 100 %.

    `density`: dots of a PNG for one pixel.
    """
    figure, drawing = paper_figure(new_drawing, value, size, title, legend)
    dots = 72 * density if kind == "png" else 72
    stream = BytesIO()
    dated = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(kind)
    figure.savefig(stream, format=kind, dpi=dots, facecolor=drawing.look.surface, metadata=dated)
    return stream.getvalue()


def paper_figure(
    new_drawing: Callable[[Figure, theme.Theme], Drawing[Value]],
    value: Value,
    size: tuple[float, float],
    title: str,
    legend: Sequence[LegendEntry],
) -> tuple[Figure, Drawing[Value]]:
    """A figure with everything in it that the screen shows, all of it Matplotlib's."""
    look = theme.LIGHT
    figure, _ = new_figure(look)
    figure.set_dpi(72)
    width = max(size[0], LEAST_WIDE)
    header = header_height(title, legend, width)
    height = max(size[1], 120.0) + header
    figure.set_size_inches(width / 72, height / 72)
    drawing = new_drawing(figure, look)
    drawing.place(width, height, header)
    drawing.show(value, False)
    drawing.on_paper()
    words = [Label(MARGIN, HEADER / 2, title, "text", 13, 600), *drawing.labels()]
    for place, line in enumerate(_lines(title, legend, width)):
        words += _put_legend(drawing, line, HEADER / 2 + LINE * place)
    for label in words:
        put_label(drawing, label)
    return figure, drawing


def header_height(title: str, legend: Sequence[LegendEntry], width: float) -> float:
    """How high title and legend are over a chart of this width."""
    return HEADER + LINE * (len(_lines(title, legend, max(width, LEAST_WIDE))) - 1)


def _lines(title: str, legend: Sequence[LegendEntry], width: float) -> list[list[LegendEntry]]:
    """The legend by lines, the first one beside the title; below it where there is no room."""
    room = width - 2 * MARGIN
    if 1.04 * words_width(title, 13) + sum(map(_width, legend)) <= room:
        return [list(legend)]
    lines: list[list[LegendEntry]] = [[], []]
    for entry in legend:
        if lines[-1] and sum(map(_width, lines[-1])) + _width(entry) > room:
            lines.append([])
        lines[-1].append(entry)
    return lines


def _width(entry: LegendEntry) -> float:
    """The width of a mark and its words, with the air before it."""
    line = 4 if entry.mark in ("line", "dashed", "dotted") else 0
    return words_width(entry.text, 12) + 36 + line


def put_label(drawing: Drawing[Value], label: Label) -> None:
    """Words as Matplotlib draws them; the typeface has one weight there, so bold is a stroke."""
    look = drawing.look
    colour = look.color(label.token).name()
    text = drawing.figure.text(
        label.x / drawing.width,
        1 - (label.y + 0.36 * label.size) / drawing.height,
        label.text,
        fontproperties=words_font(label.size),
        color=colour,
        ha=("left", "center", "right")[round(2 * label.across)],
        va="baseline",
        parse_math=False,
        zorder=10,
    )
    effects: list[AbstractPathEffect] = []
    if label.halo:
        effects.append(Stroke(linewidth=3, foreground=look.surface))
    if label.weight >= 600:
        effects.append(Stroke(linewidth=0.035 * label.size, foreground=colour))
    if effects:
        text.set_path_effects([*effects, Normal()])


def _put_legend(drawing: Drawing[Value], legend: Sequence[LegendEntry], at: float) -> list[Label]:
    """Marks at the right of a line of the header, so far from the top; gives their words."""
    figure, look = drawing.figure, drawing.look
    labels: list[Label] = []
    right = drawing.width - MARGIN
    middle = drawing.height - at
    for entry in reversed(legend):
        labels.append(Label(right, at, entry.text, "text2", 12, across=1.0))
        right -= words_width(entry.text, 12) + 6 + 14
        colour = look.color(entry.token).name()
        if entry.mark in ("line", "dashed", "dotted"):
            figure.add_artist(
                Line2D(
                    [right - 4, right + 14],
                    [middle, middle],
                    color=colour,
                    linewidth=2 if entry.mark == "line" else 1.25,
                    linestyle=_STROKES[entry.mark],
                    transform=in_points(figure),
                )
            )
            right -= 4
        elif entry.mark == "ring":
            figure.add_artist(
                Line2D(
                    [right + 6],
                    [middle],
                    marker="o",
                    markersize=7,
                    markerfacecolor="none",
                    markeredgecolor=colour,
                    markeredgewidth=1.5,
                    linestyle="none",
                    transform=in_points(figure),
                )
            )
        else:
            figure.add_artist(
                Rectangle(
                    (right, middle - 5),
                    12,
                    10,
                    facecolor="none" if entry.mark in ("hollow", "hatched") else colour,
                    edgecolor=_edge(entry.mark, look, colour),
                    hatch="////" if entry.mark == "hatched" else None,
                    linewidth=0.8,
                    transform=in_points(figure),
                )
            )
        right -= 16
    return labels


_STROKES: dict[str, Any] = {"line": "-", "dashed": DASHED, "dotted": DOTTED}


def _edge(mark: str, look: theme.Theme, colour: str) -> str:
    """The edge of a mark; lines of a hatch have its colour."""
    if mark == "hatched":
        return colour
    return look.axis if mark in ("outlined", "hollow") else "none"


def words_width(text: str, size: float) -> float:
    """The width of words on paper."""
    return float(text_to_path.get_text_width_height_descent(text, words_font(size), False)[0])


def put_flags(figure: Figure, look: theme.Theme, flags: Sequence[Flag], box: QRectF) -> None:
    """The same flags and lines on paper; `box` is the plot with the flags above, from the top."""
    height = float(figure.get_figheight()) * 72
    points = in_points(figure)
    for flag in flags:
        mql = flag.threshold.mql
        tone = look.accent if mql else look.flag
        width = 2.0 if mql else 1.25
        under = height - box.top() - HEIGHT
        xs = [flag.x, flag.x, head_of(flag)]
        ys = [height - box.bottom(), under - 6, under]
        for colour, stroke in ((look.surface, width + 2 * CASING), (tone, width)):
            figure.add_artist(
                Line2D(xs, ys, color=colour, linewidth=stroke, transform=points, zorder=5)
            )
        figure.add_artist(
            Rectangle(
                (flag.left, under),
                flag.width,
                HEIGHT,
                facecolor=look.accent if mql else look.surface,
                edgecolor=tone,
                linewidth=1.25,
                transform=points,
                zorder=6,
            )
        )
