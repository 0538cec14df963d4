"""What the chart of models from few rules to many shows."""

from __future__ import annotations

from dataclasses import dataclass

from models.evaluation.figures import percent


@dataclass(frozen=True)
class PathPoint:
    """One model: `size` rules, its figure with a bar from `low` to `high`, and the share of today's
    MQLs that would leave or be replaced, 0 to 1; None: nobody can tell. `tested`: False where the
    figure is of the leads that taught it, as no others were asked yet; it has no bar then.
    `lines`: those that do give points, where `size` is the most that might; None: so many.
    """

    size: int
    value: float
    low: float
    high: float
    moved: float | None = None
    tested: bool = True
    lines: int | None = None

    @property
    def words(self) -> str:
        """How many lines give points, in words."""
        lines = self.size if self.lines is None else self.lines
        return "1 line" if lines == 1 else f"{lines} lines"


@dataclass(frozen=True)
class PathValue:
    """Models by size. `chosen`, `suggested`: places in `points`, None while models are still being
    found; `keeps`: the place of the smallest that keeps nearly all of the lift, None: not known.
    `today`: the size and figure of the model as it is. `ceiling`: the best that the data allows
    without points; None: not known. `figure`: what it is called, `bars`: what the bars are.
    """

    points: tuple[PathPoint, ...]
    chosen: int | None
    suggested: int | None
    today: tuple[int, float] | None = None
    ceiling: float | None = None
    figure: str = "AUC"
    bars: str = "one standard error"
    decimals: int = 3
    keeps: int | None = None

    @property
    def tested(self) -> tuple[PathPoint, ...]:
        """The models with a figure of leads that did not teach them."""
        return tuple(point for point in self.points if point.tested)

    @property
    def good(self) -> tuple[float, float] | None:
        """From where to where a model is as good as the best, as far as the data can tell."""
        if not self.tested:
            return None
        best = max(self.tested, key=lambda point: point.value)
        return best.low, best.value

    def shown(self, value: float) -> str:
        """A figure in its decimals."""
        return f"{value:.{self.decimals}f}"


KEEPS = "keeps 95\u202f% of the lift"


def point_words(value: PathValue, place: int) -> str:
    """One model in words."""
    point = value.points[place]
    words = f"{point.words}: {value.figure} {value.shown(point.value)}"
    if not point.tested:
        return f"{words} on the leads that taught it, which flatters; not tested yet"
    words += f" ({value.shown(point.low)} to {value.shown(point.high)})"
    if point.moved is not None:
        words += f", {percent(point.moved, 0)} of MQLs change"
    if place == value.suggested:
        words += "; the smallest that is as good as the best, as far as the data can tell"
    if place == value.keeps:
        words += f"; the smallest that {KEEPS}"
    return words
