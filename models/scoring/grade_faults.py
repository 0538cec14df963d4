"""Holes in a matrix, each a sentence: what keeps it from giving every lead one grade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from models.leads.wording import figure
from models.scoring.grade import Grade, GradeStep
from models.scoring.grade_shapes import LEAST_STEPS, MOST_STEPS


def fault_of(grade: Grade) -> str:
    """The first hole of a matrix; "" where there is none."""
    return next(_faults(grade), "")


def _faults(grade: Grade) -> Iterator[str]:
    yield from _of_steps(grade.fit, "row")
    yield from _of_steps(grade.engagement, "column")
    yield from _of_labels(grade)


def _of_steps(steps: Sequence[GradeStep], what: str) -> Iterator[str]:
    if not LEAST_STEPS <= len(steps) <= MOST_STEPS:
        yield f"A matrix has {LEAST_STEPS} to {MOST_STEPS} {what}s, not {len(steps)}."
        return
    names = [step.name for step in steps]
    if not all(name.strip() for name in names):
        yield f"A {what} of the matrix has no name."
    for name in names:
        if names.count(name) > 1:
            yield f"There are two {what}s with the name {name}."
    if steps[-1].threshold is not None:
        yield f"{names[-1]}, the lowest {what}, has no threshold: it takes all the rest."
    for step in steps[:-1]:
        if step.threshold is None:
            yield f"{step.name} has no threshold; only the lowest {what} has none."
    for above, below in pairwise(steps[:-1]):
        if above.threshold is None or below.threshold is None:
            continue
        if above.threshold <= below.threshold:
            yield (
                f"{above.name} begins at {figure(above.threshold)}, not above {below.name} at "
                f"{figure(below.threshold)}: no lead could be graded {below.name}."
            )


def _of_labels(grade: Grade) -> Iterator[str]:
    if len(grade.labels) != len(grade.fit):
        yield f"The labels have {len(grade.labels)} rows, the matrix has {len(grade.fit)}."
    for row, labels in zip(grade.fit, grade.labels, strict=False):
        if len(labels) != len(grade.engagement):
            columns = len(grade.engagement)
            yield (
                f"Row {row.name} has {len(labels)} labels for {columns} columns: "
                "the matrix has a hole."
            )
        for column, label in zip(grade.engagement, labels, strict=False):
            if not label.strip():
                yield f"The cell {row.name}, {column.name} has no label: type one."
