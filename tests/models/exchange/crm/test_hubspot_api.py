"""The draft for HubSpot's scoring API: of the published shape, with the sheet's points, asleep."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from models.exchange.crm.exclusive import exclusive
from models.exchange.crm.hubspot import parts_of
from models.exchange.crm.hubspot_api import VERSIONS
from models.exchange.portable.program import FirstOf, Times
from models.exchange.targets.ordering import written
from models.exchange.targets.target import Order
from models.problems import LeadbenchError
from models.scoring.rules import Axis
from tests.models.exchange.sql.orders import random_orders, wanted

CATEGORY = {"type": "string", "enum": ["FIT", "INTENT"]}
NUMBER = {"type": "number"}


def closed(required: str, optional: str = "", **shapes: Any) -> dict[str, Any]:
    assert set(shapes) == {*required.split(), *optional.split()}
    return {
        "type": "object",
        "required": required.split(),
        "properties": shapes,
        "additionalProperties": False,
    }


def published(score: str, most: str, least: str) -> dict[str, Any]:
    """The body of a new draft by HubSpot's reference pages and OpenAPI description."""
    constant = closed("type value", type={"const": "CONSTANT"}, value=NUMBER)
    rule = closed(
        "configuration enabled",
        f"{most} {least}",
        configuration=closed("calculation", calculation=constant),
        enabled={"type": "boolean"},
        **{most: NUMBER, least: NUMBER},
    )
    group = closed(
        "groupCategory groupName ruleConfigurations",
        "maxValue minValue",
        groupCategory=CATEGORY,
        groupName={"type": "string"},
        ruleConfigurations={"type": "array", "items": rule},
        maxValue=NUMBER,
        minValue=NUMBER,
    )
    return closed(
        f"allowedGroupTypes groupConfigs name objectTypeId {score}",
        allowedGroupTypes={"type": "array", "items": CATEGORY, "uniqueItems": True},
        groupConfigs={"type": "array", "items": group},
        name={"type": "string"},
        objectTypeId={"type": "string"},
        **{score: {"type": "integer"}},
    )


OLDER = published("maxScore", "maximumValue", "minimumValue")
NEWER = published("maxScorePerCategory", "maxValue", "minValue")
FORMS = [
    (VERSIONS[0], "page", OLDER),
    (VERSIONS[1], "page", NEWER),
    (VERSIONS[0], "newer", NEWER),
    (VERSIONS[1], "older", OLDER),
]


def draft_of(order: Order) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    export = written(wanted("hubspot-api"), order)
    body, key = (json.loads(file.content) for file in export.files[:2])
    return body, key["rules"]


@pytest.mark.parametrize(("version", "names", "shape"), FORMS)
def test_that_a_draft_has_the_published_shape(
    version: str, names: str, shape: dict[str, Any]
) -> None:
    limits = rules = 0
    options = (("version", version), ("names", names), ("object", "2-345"))
    for order in random_orders("hubspot-api", 31, 16, 3, *options):
        body, _ = draft_of(order)
        jsonschema.validate(body, shape)
        assert body["objectTypeId"] == "2-345"
        used = {group["groupCategory"] for group in body["groupConfigs"]}
        assert set(body["allowedGroupTypes"]) == used
        limits += sum("maxValue" in group for group in body["groupConfigs"])
        rules += sum(len(group["ruleConfigurations"]) for group in body["groupConfigs"])
        sheet = next(f for f in written(wanted("hubspot-api"), order).files if f.language == "html")
        assert f"/marketing/lead-scoring/{version}/scores" in sheet.content.decode()
    assert limits
    assert rules > 30


def test_that_points_and_limits_are_those_of_the_sheet_and_no_rule_is_enabled() -> None:
    times = lines = 0
    for order in random_orders("hubspot-api", 32, 24, 3):
        body, key = draft_of(order)
        parts = list(parts_of(order.program))
        assert len(parts) == len(body["groupConfigs"])
        for part, group in zip(parts, body["groupConfigs"], strict=True):
            assert group.get("maxValue") == part.group.most
            asleep: list[tuple[int, int | None]] = []
            for rule in part.rules:
                if isinstance(rule.gives, Times):
                    times += 1
                    asleep.append((rule.gives.points, rule.gives.points * rule.gives.most))
                else:
                    assert isinstance(rule.gives, FirstOf)
                    asleep += [(line.points, None) for line in exclusive(rule)]
            given = group["ruleConfigurations"]
            found = [
                (rule["configuration"]["calculation"]["value"], rule.get("maximumValue"))
                for rule in given
            ]
            assert found == asleep
            assert not any(rule["enabled"] for rule in given)
            lines += len(asleep)
        assert len({group["groupName"] for group in body["groupConfigs"]}) == len(parts)
        for item in key:
            group = body["groupConfigs"][item["group"] - 1]
            rule = group["ruleConfigurations"][item["rule"] - 1]
            assert group["groupName"] == item["groupName"]
            assert rule["configuration"]["calculation"]["value"] == item["points"]
            assert item["criteria"]
        places = [(item["group"], item["rule"]) for item in key]
        assert len(set(places)) == sum(len(g["ruleConfigurations"]) for g in body["groupConfigs"])
    assert times
    assert lines > 30


def test_that_what_does_not_fit_is_what_does_not_fit_the_build_sheet() -> None:
    sheets = random_orders("hubspot", 33, 8, 3)
    for draft, sheet in zip(random_orders("hubspot-api", 33, 8, 3), sheets, strict=True):
        assert draft.adapted == sheet.adapted


def test_that_a_group_is_of_the_category_of_its_axis() -> None:
    order = next(o for o in random_orders("hubspot-api", 34, 20, 3) if list(o.program.rules()))
    for axis, category in ((Axis.FIT, "FIT"), (Axis.ENGAGEMENT, "INTENT")):
        groups = tuple(replace(group, axis=axis) for group in order.program.groups)
        body, _ = draft_of(replace(order, program=replace(order.program, groups=groups)))
        assert body["allowedGroupTypes"] == [category]


def test_that_it_says_that_criteria_are_missing_and_what_is_no_object_is_refused() -> None:
    order = next(o for o in random_orders("hubspot-api", 34, 20, 3) if list(o.program.rules()))
    told = written(wanted("hubspot-api"), order).problems
    assert "none of them enabled" in told[0].what
    for wrong in ("contacts", "0-", "0-1-2", "0-x"):
        with pytest.raises(LeadbenchError, match="no id of an object type"):
            draft_of(replace(order, options=(("object", wrong),)))
