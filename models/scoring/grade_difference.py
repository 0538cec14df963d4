"""What differs between two fit x engagement matrices."""

from __future__ import annotations

from models.leads.wording import figure
from models.scoring.difference_lines import ARROW, steps_changed
from models.scoring.grade import Grade, GradeStep


def grade_changed(before: Grade | None, after: Grade | None) -> list[str]:
    """The lines of the grade: the steps of both sides, then the labels."""
    if before == after:
        return []
    if before is None or after is None:
        return ["Added the matrix of grades" if after else "Removed the matrix of grades"]
    fit, rows = _side("fit", before.fit, after.fit)
    engagement, columns = _side("engagement", before.engagement, after.engagement)
    lines = [*fit, *engagement]
    for row, step in enumerate(after.fit):
        for column, other in enumerate(after.engagement):
            was = _label(before, rows.get(step.name), columns.get(other.name))
            now = _label(after, row, column)
            if was is not None and was != now:
                lines.append(
                    f"Label of {step.name} and {other.name}: {was} {ARROW} {now or 'none'}"
                )
    return lines or ["Changed the labels of the matrix"]


def _side(
    side: str, before: tuple[GradeStep, ...], after: tuple[GradeStep, ...]
) -> tuple[list[str], dict[str, int]]:
    def told(steps: tuple[GradeStep, ...]) -> list[tuple[str, str]]:
        return [
            (step.name, "none" if step.threshold is None else figure(step.threshold))
            for step in steps
        ]

    return steps_changed(f"{side} step", told(before), told(after), f"{side.capitalize()} ")


def _label(grade: Grade, row: int | None, column: int | None) -> str | None:
    """The label of a pair; None where the pair is not there or the table has a hole."""
    if row is None or column is None or row >= len(grade.labels):
        return None
    cells = grade.labels[row]
    return (cells[column] or "none") if column < len(cells) else None
