"""The decay of a group, to and from the JSON of a model's file."""

from __future__ import annotations

from typing import Any

from models.leads.wording import figure
from models.scoring.decay import MOST_AGE, Decay, DecayStep, Fades, Shape
from models.scoring.file.json_node import Node
from models.scoring.file.json_values import MOST_DAYS


def decay_to_json(decay: Decay) -> dict[str, Any]:
    """The table, and how it was written where that is more than its steps."""
    data: dict[str, Any] = {
        "by": decay.way.value,
        "steps": [{"to": step.to, "percent": step.percent} for step in decay.steps],
        "after": decay.after,
        "undated": decay.undated,
    }
    if decay.field:
        data["field"] = decay.field
    if decay.types:
        data["types"] = list(decay.types)
    if decay.shape is not Shape.STEPS:
        data["shape"] = decay.shape.value
    if decay.days:
        data["days"] = decay.days
    return data


def read_decay(node: Node) -> Decay:
    """The decay of a node; faults are noted there."""
    if "by" not in node.value:
        node.fault("by", " or ".join(f'"{way.value}"' for way in Fades))
    way = node.choice("by", Fades, Fades.BY_GROUP)
    for name in ("field", "types"):
        if way is Fades.BY_ACTIVITY and name in node.value:
            node.faults.law(
                node.at(name), "must not be there: by activity, each occurrence has its own day"
            )
    decay = Decay(
        way,
        _read_steps(node),
        node.whole("after", 0, 100, 0),
        node.whole("undated", 0, 100, 0),
        node.cleaned("field") if "field" in node.value else "",
        node.cleaned_texts("types"),
        node.choice("shape", Shape, Shape.STEPS),
        node.whole("days", 0, MOST_AGE, 0),
    )
    node.leave()
    return decay


def _read_steps(decay: Node) -> tuple[DecayStep, ...]:
    steps: list[DecayStep] = []
    for row, node in enumerate(decay.children("steps"), 1):
        step = DecayStep(node.whole("to", 0, MOST_DAYS), node.whole("percent", 0, 100))
        if steps and step.to <= steps[-1].to:
            node.faults.law(
                node.at("to"),
                f"must be above {figure(steps[-1].to)}, the days of row {row - 1}, "
                f"found {figure(step.to)} in row {row}",
                "Put the rows in order of their days.",
            )
        steps.append(step)
        node.leave()
    return tuple(steps)
