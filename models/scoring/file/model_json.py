"""A scoring model as JSON: the file that people keep, send and read. Every fault has its place.

Keys nobody knows are kept. What this version cannot compute is refused by name, never ignored.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from models.leads.activity_recipe import ActivityRecipe
from models.leads.text import UNICODE_VERSION
from models.leads.wording import figure
from models.problems import Problem
from models.scoring.account import AccountScore
from models.scoring.file.account_json import (
    account_to_json,
    read_account,
    read_scale,
    scale_to_json,
)
from models.scoring.file.derived_json import check_derived, derived_to_json, read_derived
from models.scoring.file.game_json import game_to_json, read_game
from models.scoring.file.grade_json import grade_to_json, read_grade
from models.scoring.file.group_json import (
    Ids,
    band_to_json,
    group_to_json,
    objects,
    override_to_json,
    read_band,
    read_group,
    read_override,
    read_whole,
    with_extra,
)
from models.scoring.file.input_json import (
    activities_to_json,
    check_inputs,
    input_to_json,
    read_activities,
    read_input,
)
from models.scoring.file.json_faults import Faults, shown
from models.scoring.file.json_node import MOST_SCORE, Node, check_names, restore
from models.scoring.file.json_text import flaws, parse, read_text, write
from models.scoring.file.probability_json import (
    added_chances_to_json,
    probability_to_json,
    read_chances,
)
from models.scoring.model import SEMANTICS, Band, Scale, ScoringModel
from models.scoring.probability import Probability

MOST_OWN_DAYS = 3_650
"""A lead is looked at so many days after its creation at most."""


def model_to_json(model: ScoringModel) -> dict[str, Any]:
    """The model as the values of its file."""
    data: dict[str, Any] = {
        "semantics": SEMANTICS,
        "unicode": UNICODE_VERSION,
        "id": model.id,
        "name": model.name,
        "notes": model.notes,
        "as_of": None if model.as_of is None else model.as_of.isoformat(),
        "zone": model.zone,
        "scale": scale_to_json(model.scale),
        "base": model.base,
        "inputs": [input_to_json(item) for item in model.inputs],
        "groups": [group_to_json(group) for group in model.groups],
        "bands": [band_to_json(band) for band in model.bands],
        "overrides": [override_to_json(item) for item in model.overrides],
    }
    if model.own_day is not None:
        data["own_day"] = model.own_day
    if model.output is not None:
        data["output"] = scale_to_json(model.output)
    if model.derived:
        data["derived"] = [derived_to_json(item) for item in model.derived]
    if model.activities != ActivityRecipe():
        data["activities"] = activities_to_json(model.activities)
    if model.grade is not None:
        data["grade"] = grade_to_json(model.grade)
    if model.account is not None:
        data["account"] = account_to_json(model.account)
    if model.game is not None:
        data["game"] = game_to_json(model.game)
    if isinstance(model.probability, Probability):
        data["probability"] = probability_to_json(model.probability)
    elif model.probability is not None:
        data["predictive"] = added_chances_to_json(model.probability)
    return restore(data, model.extra)


def dump(model: ScoringModel) -> str:
    """The text of the model's file: the same model is always the same text."""
    return write(model_to_json(model))


def content_hash(model: ScoringModel) -> str:
    """SHA-256 of what the model says, in hexadecimal.

    Ids and the version of Unicode's tables do not count: they differ between machines and
    copies of one model.
    """
    data = model_to_json(model)
    data.pop("id", None)
    data.pop("unicode", None)
    for group in data["groups"]:
        group.pop("id", None)
        for rule in group["rules"]:
            rule.pop("id", None)
    account_rules = data.get("account", {}).get("rules", [])
    for item in (*data["overrides"], *account_rules, *data.get("game", {}).get("quests", [])):
        item.pop("id", None)
    for item in data.get("predictive", {}).get("rules", []):
        item.pop("rule", None)
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def read_model(path: Path | str) -> ScoringModel:
    """The model of a file. LeadbenchError with every fault where it is not one."""
    path = Path(path)
    return model_from_text(read_text(path), path.name)


def model_from_text(text: str, where: str = "") -> ScoringModel:
    """The model of a JSON text."""
    return model_from_json(parse(text, where), where)


def model_from_json(data: Any, where: str = "", *, strict: bool = True) -> ScoringModel:
    """The model of a file's values. LeadbenchError with every fault where they are not one.

    Not strict: only what cannot be understood is a fault. For projects, in which a model may
    break a law while a person works on it. `unicode` is not kept: keys are made anew here.
    """
    return read_whole(data, where, strict, _read_model)


def model_faults(model: ScoringModel) -> tuple[Problem, ...]:
    """The laws that a model in memory breaks; its file would be refused for them."""
    faults = Faults()
    data = model_to_json(model)
    for place, what in flaws(data):
        faults.shape(place, what)
    _read_model(Node(data, "", faults))
    return tuple(faults.problems)


def _all_objects(data: dict[str, Any]) -> list[Any]:
    groups = objects(data.get("groups"))
    rules = [
        rule for group in groups if isinstance(group, dict) for rule in objects(group.get("rules"))
    ]
    account, game = (
        found if isinstance(found := data.get(key), dict) else {} for key in ("account", "game")
    )
    quests = objects(game.get("quests"))
    return [
        *(*groups, *rules, *objects(data.get("overrides"))),
        *(*objects(account.get("rules")), *quests),
    ]


def _read_model(node: Node) -> ScoringModel:
    _check_semantics(node)
    node.text("unicode", "")
    ids = Ids(_all_objects(node.value))
    scale = read_scale(node)
    input_nodes = node.children("inputs", named=True)
    inputs = tuple(read_input(item) for item in input_nodes)
    check_inputs(input_nodes, inputs)
    derived_nodes = node.children("derived", named=True) if node.has("derived") else []
    derived = tuple(read_derived(item) for item in derived_nodes)
    check_derived(derived_nodes, derived, inputs)
    bands = _read_bands(node, scale)
    model = ScoringModel(
        id=node.text("id", "m1", blank=False),
        name=node.text("name", blank=False),
        groups=tuple(read_group(item, ids) for item in node.children("groups", owns=True)),
        bands=bands,
        overrides=tuple(
            read_override(item, ids, bands) for item in node.children("overrides", owns=True)
        ),
        scale=scale,
        base=node.whole("base", -MOST_SCORE, MOST_SCORE, 0),
        notes=node.text("notes", ""),
        as_of=node.day("as_of"),
        zone=_read_zone(node),
        own_day=node.whole("own_day", 0, MOST_OWN_DAYS) if node.has("own_day") else None,
        inputs=inputs,
        derived=derived,
        activities=_read_activities(node),
        output=read_scale(node, "output") if node.has("output") else None,
        grade=read_grade(node.child("grade", only=True)) if node.has("grade") else None,
        account=_read_account(node, ids, bands),
        game=read_game(node.child("game", only=True), ids) if node.has("game") else None,
        probability=read_chances(node),
    )
    return with_extra(model, node, model_to_json)


def _check_semantics(node: Node) -> None:
    found = node.raw("semantics")
    if isinstance(found, int | float) and not isinstance(found, bool) and found > SEMANTICS:
        node.faults.shape(
            "semantics",
            f"This model was made by a newer Leadbench: it has semantics {shown(found)}, "
            f"this version knows {SEMANTICS}",
            "Install the newer version.",
        )
    elif found != SEMANTICS or isinstance(found, bool):
        node.fault("semantics", f"{SEMANTICS}, the version of the semantics")


def _read_account(node: Node, ids: Ids, bands: tuple[Band, ...]) -> AccountScore | None:
    if not node.has("account"):
        return None
    names = [band.name for band in bands] or None
    return read_account(node.child("account", only=True), ids, names)


def _read_activities(node: Node) -> ActivityRecipe:
    if not node.has("activities"):
        return ActivityRecipe()
    return read_activities(node.child("activities", only=True))


def _read_zone(node: Node) -> str:
    zone = node.text("zone", "UTC", blank=False)
    try:
        ZoneInfo(zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        node.faults.law(node.at("zone"), 'must be a time zone such as "Europe/Berlin" or "UTC"')
    return zone


def _read_bands(model: Node, scale: Scale) -> tuple[Band, ...]:
    place = model.at("bands")
    nodes = model.children("bands", named=True)
    bands = tuple(read_band(node) for node in nodes)
    faults = model.faults
    if not bands:
        if "bands" not in model.value:
            model.fault("bands", "a list of at least one band")
        elif model.raw("bands") == []:
            faults.law(place, "must have at least one band")
        return bands
    if bands[0].threshold != scale.least:
        faults.law(
            nodes[0].at("threshold"),
            f"must be the scale's least, {figure(scale.least)}, found {figure(bands[0].threshold)}",
        )
    if bands[-1].threshold > scale.most:
        faults.law(
            nodes[-1].at("threshold"),
            f"must not be above the scale's most, {figure(scale.most)}, "
            f"found {figure(bands[-1].threshold)}",
        )
    for position in range(1, len(bands)):
        before, band = bands[position - 1], bands[position]
        if band.threshold <= before.threshold:
            faults.law(
                nodes[position].at("threshold"),
                f"must be above {figure(before.threshold)}, the threshold of the band "
                f"before it, found {figure(band.threshold)}",
            )
    check_names(nodes, [band.name for band in bands])
    marked = [item.name for item in bands if item.mql]
    if len(marked) != 1:
        found = ", ".join(f'"{name}"' for name in marked) or "none"
        faults.law(place, f'exactly one band must have "mql": true, found {found}')
    return bands
