"""The chances of a model, by the score, the rules or trees, to and from the JSON of its file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from models.leads.wording import figure
from models.scoring.file.group_json import read_whole
from models.scoring.file.json_node import MOST_SCORE, Node
from models.scoring.file.trees_json import MOST_ODDS, read_trees, trees_to_json
from models.scoring.probability import (
    WHOLE,
    AddedChances,
    Chances,
    ChanceStep,
    Probability,
    RuleChances,
    RuleOdds,
    TreeChances,
)

MOST_STEPS = 2_000
MOST_LEADS = 1_000_000_000
MOST_AVERAGE = 1_000_000_000
RULES, TREES = "rules", "trees"


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


def added_chances_to_json(found: AddedChances) -> dict[str, Any]:
    """What each rule or tree adds, and the table of the log-odds."""
    if isinstance(found, TreeChances):
        return {
            "way": TREES,
            "intercept": found.intercept,
            **trees_to_json(found),
            "chances": probability_to_json(found.table),
        }
    return {
        "way": RULES,
        "intercept": found.intercept,
        "rules": [
            {"rule": item.rule, "odds": list(item.odds), "average": item.average}
            for item in found.rules
        ],
        "chances": probability_to_json(found.table),
    }


def probability_from_json(data: Any, where: str = "", *, strict: bool = True) -> Probability:
    """A table of its own."""
    return read_whole(data, where, strict, read_probability)


def chances_from_json(data: Any, where: str = "", *, strict: bool = True) -> Chances | None:
    """Chances of either way or none, as the journal has them."""
    if data is None:
        return None
    return read_whole(data, where, strict, _read_either)


def _read_either(node: Node) -> Chances:
    return read_added_chances(node) if "way" in node.value else read_probability(node)


def read_chances(model: Node) -> Chances | None:
    """The chances of a model's node: those by rules or trees stand under a key of their own,
    so that an older Leadbench, which does not know them, takes no log-odds for scores.
    """
    table, rules = model.has("probability"), model.has("predictive")
    if table and rules:
        model.faults.law(
            model.at("predictive"), "cannot stand beside probability: a model keeps one of them"
        )
    if rules:
        return read_added_chances(model.child("predictive", only=True))
    return read_probability(model.child("probability", only=True)) if table else None


def read_added_chances(node: Node) -> AddedChances:
    """The chances by rules or trees of a node; faults are noted there."""
    way = node.raw("way")
    if way not in (RULES, TREES):
        node.fault("way", f'"{RULES}" or "{TREES}", the ways that this version knows')
    intercept = node.whole("intercept", -MOST_ODDS, MOST_ODDS)
    found: AddedChances
    if way == TREES:
        trees, derived = read_trees(node)
        found = TreeChances(intercept, trees, Probability(()), derived)
    else:
        found = RuleChances(intercept, _read_rules(node), Probability(()))
    if not node.has("chances"):
        node.fault("chances", "the steps of the log-odds")
    else:
        found = replace(found, table=read_probability(node.child("chances", only=True)))
    node.leave()
    return found


def _read_rules(node: Node) -> tuple[RuleOdds, ...]:
    nodes = node.children("rules")
    if "rules" not in node.value:
        node.fault("rules", "a list of rules")
    rules: list[RuleOdds] = []
    for item in nodes:
        rule = _read_odds(item)
        if any(rule.rule == before.rule for before in rules):
            item.faults.law(item.at("rule"), "stands here twice")
        rules.append(rule)
        item.leave()
    return tuple(rules)


def _read_odds(node: Node) -> RuleOdds:
    rule, value = node.text("rule", blank=False), node.raw("odds")
    if not isinstance(value, list):
        node.fault("odds", "a list of whole numbers")
        value = []
    place = node.at("odds")
    odds = tuple(
        node.as_whole(item, "odds", f"{place}[{at}]", -MOST_ODDS, MOST_ODDS)
        for at, item in enumerate(value)
    )
    return RuleOdds(rule, odds, node.whole("average", -MOST_AVERAGE, MOST_AVERAGE, 0))


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
