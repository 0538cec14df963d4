"""ZEN and JSONLogic as engines: packages of Python."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

from models.exchange.proof.engine import Engine, Got
from models.exchange.proof.packages import package_version
from models.exchange.proof.results import got_of
from models.exchange.rule_engines.flat import cells_of, flat_records
from models.exchange.rule_engines.jdm_limits import LARGEST
from models.exchange.targets.target import Export, Order
from models.problems import LeadbenchError

BEYOND = 7.92e28
"""Stands for a number that ZEN refuses: no number that a rule may ask for is as large."""


def _zen(order: Order, export: Export) -> Sequence[Got]:
    import zen  # lazy: an engine of proofs, not of the product

    assert order.prepared is not None
    decision = zen.ZenEngine().create_decision(export.files[0].content.decode("ascii"))
    got = []
    for found in flat_records(order.prepared, cells_of(order.program)):
        record = {name: _whole(value) for name, value in found.items()}
        try:
            result = decision.evaluate(record)["result"]
        except RuntimeError as error:
            raise LeadbenchError(f"ZEN refuses the decision: {error}.") from error
        got.append(got_of(order.program, result))
    return got


def _whole(value: object) -> object:
    """What ZEN can be given: texts without halves of signs, numbers that its decimals hold.

    No rule asks for a half, and none for a number beyond the largest.
    """
    if isinstance(value, float) and abs(value) > LARGEST:
        return math.copysign(BEYOND, value)
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return [_whole(one) for one in value] if isinstance(value, list) else value


def _json_logic(order: Order, export: Export) -> Sequence[Got]:
    from json_logic import jsonLogic  # lazy: an engine of proofs, not of the product

    assert order.prepared is not None
    found = json.loads(export.files[0].content)
    got = []
    for record in flat_records(order.prepared, cells_of(order.program)):
        of_lead = {name: jsonLogic(logic, record) for name, logic in found["of_lead"].items()}
        of_score = {name: jsonLogic(logic, of_lead) for name, logic in found["of_score"].items()}
        got.append(got_of(order.program, {**of_lead, **of_score}))
    return got


ZEN = Engine(
    "zen",
    "ZEN",
    lambda: package_version("zen-engine"),
    "Install it with: pip install zen-engine",
    _zen,
)
JSON_LOGIC = Engine(
    "jsonlogic",
    "JSONLogic for Python",
    lambda: package_version("panzi-json-logic"),
    "Install it with: pip install panzi-json-logic",
    _json_logic,
)
