"""What an engine answers, by the names that all exports share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.exchange.portable.program import Program
from models.exchange.proof.engine import Got
from models.scoring.probability import WHOLE

NAMES = ("score", "band", "grade", "output", "probability")


def got_of(program: Program, result: Mapping[str, Any]) -> Got:
    """A result by the names; what the model does not have is not asked for."""
    chance = result.get("probability")
    return Got(
        whole(result["score"]),
        result.get("band"),
        result.get("grade") if program.grade is not None else None,
        whole(result.get("output")) if program.output is not None else None,
        None if chance is None else round(float(chance) * WHOLE),
    )


def whole(value: Any) -> int | None:
    """A number that must be whole; None where there is none."""
    if value is None or value == "":
        return None
    found = int(float(value))
    assert found == float(value), value
    return found
