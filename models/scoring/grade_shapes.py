"""Matrices made and changed: proposals, rows and columns that come and go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from models.scoring.grade import Grade, GradeStep, plain_labels
from models.scoring.rules import Axis

LEAST_STEPS, MOST_STEPS = 2, 6
LETTERS = ("A", "B", "C", "D", "E", "F")
DIGITS = ("1", "2", "3", "4", "5", "6")
WARMTH = ("Hot", "Warm", "Cold")


def steps_of(grade: Grade, axis: Axis) -> tuple[GradeStep, ...]:
    """The rows (fit) or the columns (engagement)."""
    return grade.fit if axis is Axis.FIT else grade.engagement


def usual_names(axis: Axis) -> tuple[str, ...]:
    """What rows and columns are called unless a person says otherwise."""
    return LETTERS if axis is Axis.FIT else DIGITS


def matrix(fit: Sequence[int], engagement: Sequence[int]) -> Grade:
    """Letters and digits with these thresholds, best first, and labels such as A1."""
    rows, columns = _steps(LETTERS, fit), _steps(DIGITS, engagement)
    return Grade(rows, columns, plain_labels(rows, columns))


def warmed(grade: Grade) -> Grade:
    """The same steps with three labels, Hot, Warm and Cold, along the diagonals."""
    last = len(grade.fit) + len(grade.engagement) - 2

    def label(row: int, column: int) -> str:
        way = row + column
        return WARMTH[0 if 3 * way <= last else 2 if 3 * (last - way) <= last else 1]

    rows = range(len(grade.fit))
    labels = tuple(
        tuple(label(row, column) for column in range(len(grade.engagement))) for row in rows
    )
    return replace(grade, labels=labels)


def lettered(grade: Grade) -> Grade:
    """The same steps with the labels that their names give."""
    return replace(grade, labels=plain_labels(grade.fit, grade.engagement))


def moved(grade: Grade, axis: Axis, place: int, threshold: int) -> Grade:
    """The matrix with another threshold; it stays between its neighbours."""
    steps = list(steps_of(grade, axis))
    low, high = room_of(grade, axis, place)
    threshold = threshold if high is None else min(threshold, high)
    threshold = threshold if low is None else max(threshold, low)
    steps[place] = replace(steps[place], threshold=threshold)
    return _with(grade, axis, tuple(steps), grade.labels)


def room_of(grade: Grade, axis: Axis, place: int) -> tuple[int | None, int | None]:
    """The least and the most that a threshold can be between its neighbours; None is open."""
    steps = steps_of(grade, axis)
    below = steps[place + 1].threshold if place + 1 < len(steps) else None
    above = steps[place - 1].threshold if place > 0 else None
    return None if below is None else below + 1, None if above is None else above - 1


def renamed(grade: Grade, axis: Axis, place: int, name: str) -> Grade:
    """The matrix with a row or column called otherwise; labels made of the name follow."""
    steps = list(steps_of(grade, axis))
    steps[place] = replace(steps[place], name=name)
    return _relabelled(grade, axis, tuple(steps), list(range(len(steps))))


def labelled(grade: Grade, row: int, column: int, label: str) -> Grade:
    """The matrix with another label in one cell."""
    rows = [list(line) for line in grade.labels]
    rows[row][column] = label
    return replace(grade, labels=tuple(map(tuple, rows)))


def with_step(grade: Grade, axis: Axis) -> Grade:
    """The matrix with one row or column more, the widest step above the lowest cut in two."""
    steps = steps_of(grade, axis)
    cuts = [step.threshold for step in steps[:-1] if step.threshold is not None]
    gaps = [high - low for high, low in pairwise(cuts)]
    widest = gaps.index(max(gaps)) if gaps and max(gaps) > 1 else None
    if widest is None:
        place, threshold = 0, (cuts[0] + 10 if cuts else 10)
    else:
        place, threshold = widest + 1, cuts[widest + 1] + gaps[widest] // 2
    return _inserted(grade, axis, place, threshold)


def without_step(grade: Grade, axis: Axis, place: int) -> Grade:
    """The matrix without a row or column; the next lower one takes its points.

    Of the lowest, the one above becomes the lowest.
    """
    steps = list(steps_of(grade, axis))
    origin = [old for old in range(len(steps)) if old != place]
    rest = [steps[old] for old in origin]
    rest[-1] = replace(rest[-1], threshold=None)
    names = _usual(axis, steps, len(rest))
    return _relabelled(grade, axis, _named(rest, names), origin)


def _steps(names: Sequence[str], thresholds: Sequence[int]) -> tuple[GradeStep, ...]:
    return tuple(
        GradeStep(name, threshold)
        for name, threshold in zip(names, (*thresholds, None), strict=False)
    )


def _with(
    grade: Grade, axis: Axis, steps: tuple[GradeStep, ...], labels: tuple[tuple[str, ...], ...]
) -> Grade:
    if axis is Axis.FIT:
        return replace(grade, fit=steps, labels=labels)
    return replace(grade, engagement=steps, labels=labels)


def _usual(axis: Axis, steps: Sequence[GradeStep], count: int) -> tuple[str, ...] | None:
    """Names for so many steps, if those there are have the usual ones."""
    usual = usual_names(axis)
    plain = all(step.name == name for step, name in zip(steps, usual, strict=False))
    return usual[:count] if plain and len(steps) <= len(usual) else None


def _named(steps: Sequence[GradeStep], names: Sequence[str] | None) -> tuple[GradeStep, ...]:
    if names is None:
        return tuple(steps)
    return tuple(replace(step, name=name) for step, name in zip(steps, names, strict=True))


def _inserted(grade: Grade, axis: Axis, place: int, threshold: int) -> Grade:
    """A step put in; its cells that are not plainly named get the labels of the next lower."""
    steps = list(steps_of(grade, axis))
    names = _usual(axis, steps, len(steps) + 1)
    taken = {step.name for step in steps}
    fresh = next((name for name in usual_names(axis) if name not in taken), "New")
    origin = [*range(place), place, *range(place, len(steps))]
    steps.insert(place, GradeStep(fresh, threshold))
    return _relabelled(grade, axis, _named(steps, names), origin)


def _relabelled(
    grade: Grade, axis: Axis, steps: tuple[GradeStep, ...], origin: Sequence[int]
) -> Grade:
    """The matrix with these steps, each made from the old one at its place in `origin`.

    A label that was the name of its row and column is so again; every other is kept.
    """
    was = plain_labels(grade.fit, grade.engagement)
    after = _with(grade, axis, steps, grade.labels)
    plain = plain_labels(after.fit, after.engagement)
    labels = []
    for row in range(len(after.fit)):
        line = []
        for column in range(len(after.engagement)):
            old_row = origin[row] if axis is Axis.FIT else row
            old_column = column if axis is Axis.FIT else origin[column]
            label = grade.labels[old_row][old_column]
            own = label == was[old_row][old_column]
            line.append(plain[row][column] if own else label)
        labels.append(tuple(line))
    return replace(after, labels=tuple(labels))
