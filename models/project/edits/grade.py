"""Changes of the fit x engagement matrix."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest

from models.leads.wording import figure
from models.project.document import Project
from models.project.edits.base import model_of
from models.scoring.grade import Grade, GradeStep

ARROW = "\u2192"


@dataclass(frozen=True)
class ChangeGrade:
    """Replace the matrix: thresholds, names, labels, rows and columns. None: no grades."""

    model: str
    grade: Grade | None

    def apply(self, project: Project) -> Project:
        return project.with_model(replace(model_of(project, self.model), grade=self.grade))

    def label(self, before: Project) -> str:
        was, now = model_of(before, self.model).grade, self.grade
        if now is None:
            return "Take the grades away"
        if was is None:
            return "Grade leads by fit and engagement"
        sizes = len(was.fit), len(was.engagement)
        if sizes != (len(now.fit), len(now.engagement)):
            return f"Matrix of {len(now.fit)} \u00d7 {len(now.engagement)}"
        steps = zip((*was.fit, *was.engagement), (*now.fit, *now.engagement), strict=True)
        changed = [(old, new) for old, new in steps if old != new]
        if len(changed) == 1:
            return _of_step(*changed[0])
        if not changed:
            return _of_labels(was, now)
        return "Thresholds of the matrix"

    @property
    def merge_key(self) -> tuple[str, ...] | None:
        return ("grade", self.model)


def _of_step(old: GradeStep, new: GradeStep) -> str:
    if old.name != new.name:
        return f"Rename {old.name} to {new.name}"
    low, high = (
        "open" if step.threshold is None else figure(step.threshold) for step in (old, new)
    )
    return f"{old.name} from {low} {ARROW} {high}"


def _of_labels(was: Grade, now: Grade) -> str:
    changed = [
        (old, new)
        for old_row, new_row in zip_longest(was.labels, now.labels, fillvalue=())
        for old, new in zip_longest(old_row, new_row, fillvalue="")
        if old != new
    ]
    if len(changed) == 1:
        return f"Grade {changed[0][0]} {ARROW} {changed[0][1]}"
    return "Labels of the matrix"
