"""Patches whose path is set with each value: bars in one path, and areas."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import NDArray

from widgets.charts.drawing import DASHED
from widgets.theme import Theme


def filled(axes: Axes, face: str, edge: str = "none", alpha: float = 1.0) -> PathPatch:
    """A patch whose path is set later."""
    patch = PathPatch(
        Path([(0.0, 0.0)]),
        facecolor=face,
        edgecolor=edge,
        linewidth=0.8 if edge != "none" else 0.0,
        alpha=alpha,
    )
    axes.add_artist(patch)
    return patch


def hatched(axes: Axes, colour: str, lines: str) -> PathPatch:
    """A patch for the chosen leads over a bar: an outline, and a hatch in `lines`."""
    patch = filled(axes, "none", colour)
    patch.set(hatch="////", hatchcolor=lines, fill=False, linewidth=1.25)
    return patch


def ghost(axes: Axes, look: Theme) -> PathPatch:
    """The dashed outline of the pinned version's bars; its path is set later."""
    patch = filled(axes, "none", look.ghost)
    patch.set(fill=False, linewidth=1.25, linestyle=DASHED)
    return patch


def bars_path(
    edges: NDArray[np.float64], low: NDArray[Any], high: NDArray[Any], air: float
) -> Path:
    """Upright bars between edges, shape (bars + 1,); `air`: the share of a bar on either side."""
    if not len(low):
        return Path([(0.0, 0.0)])
    corners = np.zeros((len(low), 5, 2))
    corners[:, (0, 1, 4), 0] = (edges[:-1] + air * np.diff(edges))[:, None]
    corners[:, (2, 3), 0] = (edges[1:] - air * np.diff(edges))[:, None]
    corners[:, (0, 3, 4), 1] = low[:, None]
    corners[:, (1, 2), 1] = high[:, None]
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(low)
    return Path(corners.reshape(-1, 2), codes)


def outline(edges: NDArray[np.float64], high: NDArray[np.float64]) -> Path:
    """The outline of bars without air between them, edges of shape (bars + 1,)."""
    if not len(high):
        return Path([(0.0, 0.0)])
    across, up = np.repeat(edges, 2), np.concatenate(([0.0], np.repeat(high, 2), [0.0]))
    return Path(np.column_stack((across, up)), closed=False)
