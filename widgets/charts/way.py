"""The way of a score as the waterfall draws it: one bar a step."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.evaluation.figures import change, count
from models.scoring.explanation import Explanation, Step, StepKind

MARK = "● "
"""Before a step that is another one than before."""
ROW, LEAST_ROW = 28, 19
BELOW = 24


class WayKind(StrEnum):
    """How a step is drawn: from zero, from where the last one ended, or as the result."""

    BASE = "base"
    POINTS = "points"
    SCORE = "score"


@dataclass(frozen=True)
class WayStep:
    """One bar. `after`: the sum with this step; `points`: what it adds."""

    label: str
    points: int
    after: int
    kind: WayKind = WayKind.POINTS

    @property
    def figure(self) -> str:
        """The number beside the bar."""
        return change(self.points) if self.kind is WayKind.POINTS else count(self.after)


@dataclass(frozen=True)
class Way:
    """All bars, the last of them the score, with the thresholds and the ends of the scale."""

    steps: tuple[WayStep, ...]
    thresholds: tuple[tuple[str, int], ...]
    least: int
    most: int


def way_of(
    explanation: Explanation,
    thresholds: Sequence[tuple[str, int]],
    least: int,
    most: int,
    changed: Collection[Step] = (),
) -> Way:
    """The way of a score as its explanation tells it; steps that are other ones are marked."""
    steps = [
        WayStep(
            f"{MARK if step in changed else ''}{step.label[:1].upper()}{step.label[1:]}",
            step.points,
            step.after,
            WayKind.BASE if step.kind is StepKind.BASE else WayKind.POINTS,
        )
        for step in explanation.steps
    ]
    steps.append(WayStep("Score", explanation.score, explanation.score, WayKind.SCORE))
    return Way(tuple(steps), tuple(thresholds), least, most)
