"""Two ways of a score side by side: which steps are other ones."""

from __future__ import annotations

from dataclasses import dataclass

from models.scoring.explanation import Explanation, Step, StepKind


@dataclass(frozen=True)
class StepChange:
    """A step before and after; None where the way has no such step."""

    before: Step | None
    after: Step | None

    @property
    def step(self) -> Step:
        """The step as it is now, or as it was."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def changed(self) -> bool:
        """Whether it gives other points than before."""
        return self.points[0] != self.points[1]

    @property
    def points(self) -> tuple[int, int]:
        """What it gave before and what it gives now."""
        return tuple(0 if step is None else step.points for step in (self.before, self.after))  # type: ignore[return-value]


def steps_changed(before: Explanation, after: Explanation) -> tuple[StepChange, ...]:
    """Every step of one way or the other, in the order of the score."""
    was = {_key(step): step for step in before.steps}
    now = {_key(step): step for step in after.steps}
    order: list[tuple[str, ...]] = []
    rest = list(was)
    for name in now:
        if name in was:  # what stood before it and is gone keeps its place
            at = rest.index(name)
            order += [gone for gone in rest[:at] if gone not in now]
            rest = rest[at + 1 :]
        order.append(name)
    order += [gone for gone in rest if gone not in now]
    return tuple(StepChange(was.get(name), now.get(name)) for name in order)


def _key(step: Step) -> tuple[str, ...]:
    if step.kind is StepKind.ACCOUNT:
        return (step.kind.value,)
    return step.kind.value, step.rule, step.group, "" if step.rule else step.name
