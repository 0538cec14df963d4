"""What the chart of models from few rules to many shows."""

from __future__ import annotations

from dataclasses import dataclass

from models.evaluation.figures import percent


@dataclass(frozen=True)
class PathPoint:
    """One model: `size` rules, its figure with a bar from `low` to `high`, and the share of today's
    MQLs that would leave or be replaced, 0 to 1; None: nobody can tell.
    """

    size: int
    value: float
    low: float
    high: float
    moved: float | None = None


@dataclass(frozen=True)
class PathValue:
    """Models by size. `chosen`, `suggested`: places in `points`. `today`: the size and figure of
    the model as it is. `ceiling`: the best that the data allows without points; None: not known.
    `figure`: what it is called, `bars`: what the bars are.
    """

    points: tuple[PathPoint, ...]
    chosen: int
    suggested: int
    today: tuple[int, float] | None = None
    ceiling: float | None = None
    figure: str = "AUC"
    bars: str = "one standard error"
    decimals: int = 3

    @property
    def floor(self) -> float:
        """From where a model is as good as the best, as far as the data can tell."""
        best = max(self.points, key=lambda point: point.value)
        return best.low

    def shown(self, value: float) -> str:
        """A figure in its decimals."""
        return f"{value:.{self.decimals}f}"


def point_words(value: PathValue, place: int) -> str:
    """One model in words."""
    point = value.points[place]
    lines = "1 line" if point.size == 1 else f"{point.size} lines"
    words = (
        f"{lines}: {value.figure} {value.shown(point.value)} "
        f"({value.shown(point.low)} to {value.shown(point.high)})"
    )
    if point.moved is not None:
        words += f", {percent(point.moved, 0)} of MQLs change"
    if place == value.suggested:
        words += "; the smallest that is as good as the best, as far as the data can tell"
    return words
