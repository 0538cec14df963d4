"""What a JDM cannot express: regular expressions, halves of signs, numbers that ZEN cannot hold."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from models.exchange.targets.adapting import (
    adapted,
    chances_told,
    half_value_reason,
    text_reason,
)
from models.exchange.targets.misfit import Adapted
from models.leads.fields import Input
from models.scoring.awards import ByRange
from models.scoring.conditions import ActivityTest, Condition, FieldTest, leaves_in
from models.scoring.model import ScoringModel
from models.scoring.rules import Rule

LARGEST, DECIMALS = 2**96 - 1, 28
"""ZEN's numbers are decimals: the largest, and the digits after the point."""
_TOO_LONG = (
    "It compares with a number that ZEN cannot hold: below 7.9e28, 28 digits after the point."
)


def zen_holds(number: float) -> bool:
    """Whether ZEN's decimals hold the number as it is."""
    written = Decimal(repr(number))
    exponent = written.normalize().as_tuple().exponent
    return abs(written) <= LARGEST and isinstance(exponent, int) and exponent >= -DECIMALS


def _numbers_reason(values: Iterable[object]) -> str:
    numbers = (value for value in values if isinstance(value, int | float))
    return "" if all(map(zen_holds, numbers)) else _TOO_LONG


def _reason(condition: Condition) -> str:
    found = text_reason(condition)
    for leaf in leaves_in(condition):
        if isinstance(leaf, FieldTest | ActivityTest):
            found = found or _numbers_reason(leaf.values)
    return found


def _rule_reason(rule: Rule) -> str:
    entries = rule.award.entries if isinstance(rule.award, ByRange) else ()
    ends = (end for entry in entries for end in (entry.low, entry.high))
    return half_value_reason(rule) or _numbers_reason(ends)


def adapted_to_zen(model: ScoringModel, _inputs: tuple[Input, ...]) -> Adapted:
    """The model as a JDM has it: without what does not fit."""
    return chances_told(model, adapted(model, _rule_reason, _reason))
