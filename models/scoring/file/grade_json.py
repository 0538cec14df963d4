"""The fit x engagement matrix, to and from the JSON of a model's file."""

from __future__ import annotations

from typing import Any

from models.leads.text import clean
from models.leads.wording import figure
from models.scoring.file.group_json import read_whole
from models.scoring.file.json_faults import shown
from models.scoring.file.json_node import MOST_SCORE, Node, check_names
from models.scoring.grade import Grade, GradeStep

FEWEST_STEPS, MOST_STEPS = 2, 6


def grade_to_json(grade: Grade) -> dict[str, Any]:
    """The steps of both sides, the best first, and the label of each pair."""
    return {
        "fit": [_step_to_json(step) for step in grade.fit],
        "engagement": [_step_to_json(step) for step in grade.engagement],
        "labels": [list(row) for row in grade.labels],
    }


def _step_to_json(step: GradeStep) -> dict[str, Any]:
    if step.threshold is None:
        return {"name": step.name}
    return {"name": step.name, "from": step.threshold}


def grade_from_json(data: Any, where: str = "", *, strict: bool = True) -> Grade:
    """A grade of its own, as the journal has it."""
    return read_whole(data, where, strict, read_grade)


def read_grade(node: Node) -> Grade:
    """The grade of a node; faults are noted there."""
    fit, engagement = _read_steps(node, "fit"), _read_steps(node, "engagement")
    grade = Grade(fit, engagement, _read_labels(node))
    if node.faults.strict and isinstance(node.raw("labels"), list):
        _check_labels(node, grade)
    node.leave()
    return grade


def _read_steps(grade: Node, side: str) -> tuple[GradeStep, ...]:
    nodes = grade.children(side, named=True)
    if side not in grade.value:
        grade.fault(side, f"a list of {FEWEST_STEPS} to {MOST_STEPS} steps")
    elif isinstance(grade.raw(side), list) and not FEWEST_STEPS <= len(nodes) <= MOST_STEPS:
        grade.faults.law(
            grade.at(side),
            f"must have {FEWEST_STEPS} to {MOST_STEPS} steps, found {figure(len(nodes))}",
        )
    steps: list[GradeStep] = []
    for position, node in enumerate(nodes):
        given = node.has("from")
        threshold = node.whole("from", -MOST_SCORE, MOST_SCORE) if given else None
        before = steps[-1].threshold if steps else None
        if position == len(nodes) - 1:
            if threshold is not None:
                node.faults.law(
                    node.at("from"), "must not be there: the last step takes all below the others"
                )
        elif threshold is None:
            node.faults.law(node.at("from"), "is missing; only the last step has none")
        elif before is not None and threshold >= before:
            node.faults.law(
                node.at("from"),
                f"must be below {figure(before)}, where the step before it begins, "
                f"found {figure(threshold)}",
            )
        steps.append(GradeStep(node.text("name", blank=False), threshold))
        node.leave()
    check_names(nodes, [step.name for step in steps])
    return tuple(steps)


def _read_labels(node: Node) -> tuple[tuple[str, ...], ...]:
    rows = node.raw("labels")
    if not isinstance(rows, list):
        node.fault("labels", "a list of rows of labels")
        return ()
    labels: list[tuple[str, ...]] = []
    for row, cells in enumerate(rows):
        place = f"{node.at('labels')}[{row}]"
        if not isinstance(cells, list):
            node.faults.shape(place, f"must be a list of labels, found {shown(cells)}")
            continue
        for column, cell in enumerate(cells):
            if cell is not None and not isinstance(cell, str):
                node.faults.shape(f"{place}[{column}]", f"must be a text, found {shown(cell)}")
        labels.append(tuple(cell if isinstance(cell, str) else "" for cell in cells))
    return tuple(labels)


def _check_labels(node: Node, grade: Grade) -> None:
    """Each pair has a label, and there is none beyond."""
    rows: list[Any] = node.raw("labels")
    for row, step in enumerate(grade.fit):
        if row < len(rows) and not isinstance(rows[row], list):
            continue  # told already
        cells = rows[row] if row < len(rows) else []
        for column, other in enumerate(grade.engagement):
            cell = cells[column] if column < len(cells) else None
            if cell is None or (isinstance(cell, str) and not clean(cell)):
                node.faults.law(
                    f"{node.at('labels')}[{row}][{column}]",
                    f"the label of {step.name} and {other.name} is missing",
                )
        _check_count(node, f"[{row}]", len(cells), len(grade.engagement), "engagement")
    _check_count(node, "", len(rows), len(grade.fit), "fit")


def _check_count(node: Node, place: str, found: int, steps: int, side: str) -> None:
    if found > steps:
        node.faults.law(
            f"{node.at('labels')}{place}",
            f"must be {figure(steps)}, one for each step of {side}, found {figure(found)}",
        )
