"""The chances of the scores, to and from the JSON of a model's file."""

from __future__ import annotations

from typing import Any

from models.leads.wording import figure
from models.scoring.file.group_json import read_whole
from models.scoring.file.json_node import MOST_SCORE, Node
from models.scoring.probability import WHOLE, ChanceStep, Probability

MOST_STEPS = 2_000
MOST_LEADS = 1_000_000_000


def probability_to_json(found: Probability) -> dict[str, Any]:
    """The steps, who taught them and for which scores they are."""
    data: dict[str, Any] = {
        "leads": found.leads,
        "converted": found.converted,
        "steps": [
            {"from": step.start, "chance": step.chance, "low": step.low, "high": step.high}
            for step in found.steps
        ],
    }
    return {**data, "of": found.of} if found.of else data


def probability_from_json(data: Any, where: str = "", *, strict: bool = True) -> Probability:
    """A table of its own, as the journal has it."""
    return read_whole(data, where, strict, read_probability)


def read_probability(node: Node) -> Probability:
    """The table of a node; faults are noted there."""
    nodes = node.children("steps")
    if "steps" not in node.value:
        node.fault("steps", "a list of steps")
    elif isinstance(node.raw("steps"), list) and not 1 <= len(nodes) <= MOST_STEPS:
        node.faults.shape(
            node.at("steps"),
            f"must have 1 to {figure(MOST_STEPS)} steps, found {figure(len(nodes))}",
        )
    steps: list[ChanceStep] = []
    for item in nodes:
        step = _read_step(item)
        if steps:
            _check_after(item, steps[-1], step)
        steps.append(step)
        item.leave()
    leads = node.whole("leads", 0, MOST_LEADS, 0)
    found = Probability(
        tuple(steps), leads, node.whole("converted", 0, MOST_LEADS, 0), node.text("of", "")
    )
    if found.converted > found.leads:
        node.faults.law(node.at("converted"), f"must not be above leads, {figure(leads)}")
    node.leave()
    return found


def _read_step(node: Node) -> ChanceStep:
    start = node.whole("from", -MOST_SCORE, MOST_SCORE)
    chance = node.whole("chance", 0, WHOLE)
    low = node.whole("low", 0, WHOLE, chance)
    high = node.whole("high", 0, WHOLE, chance)
    if not low <= chance <= high:
        node.faults.law(
            node.at("chance"),
            f"must lie within low and high, found {figure(chance)} and "
            f"{figure(low)} to {figure(high)}",
        )
    return ChanceStep(start, chance, low, high)


def _check_after(node: Node, before: ChanceStep, step: ChanceStep) -> None:
    if step.start <= before.start:
        node.faults.law(
            node.at("from"),
            f"must be above {figure(before.start)}, where the step before it begins, "
            f"found {figure(step.start)}",
        )
    if step.chance < before.chance:
        node.faults.law(
            node.at("chance"),
            f"must not be below {figure(before.chance)}, the chance of the step before it, "
            f"found {figure(step.chance)}",
        )
