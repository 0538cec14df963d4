"""A rule as the field rules and signals of Zoho CRM, or why it is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from models.exchange.moving_in.zoho_words import LEAST_SCORE, MOST_SCORE, SIGNALS
from models.exchange.zoho.criteria import UNKNOWN, Kinds, Unfit, criteria
from models.leads.fields import Kind
from models.leads.text import cleaned_key
from models.scoring.awards import ByRange, ByValue, Points, RangePoints, ValuePoints
from models.scoring.conditions import (
    ActivityTest,
    AllOf,
    Condition,
    FieldTest,
    Measure,
    Test,
)
from models.scoring.rules import Rule
from models.signs import signed

_NAMESPACES = {cleaned_key(name): signal for signal, name in SIGNALS.items()}


def items(rule: Rule, kinds: Kinds = UNKNOWN) -> Iterator[tuple[bool, dict[str, Any]]]:
    """The criteria of a rule, each with whether it is a signal. Raises Unfit."""
    found = list(_asked(rule, kinds))
    for points, _ in found:
        if not LEAST_SCORE <= points <= MOST_SCORE:
            raise Unfit(
                f"It gives {signed(points)}; Zoho takes {signed(LEAST_SCORE)} to "
                f"{signed(MOST_SCORE)} for one criterion."
            )
    for points, when in found:
        signal = _signal(when)
        if signal is not None:
            yield True, {"score": points, "signal": {"namespace": signal}}
        else:
            yield False, {"score": points, "criteria": criteria(when, kinds)}


def _asked(rule: Rule, kinds: Kinds) -> Iterator[tuple[int, Condition]]:
    """Points and conditions of which at most one of a table holds. Raises Unfit."""
    parts: list[tuple[int, Condition]] = []
    match rule.award:
        case Points(points):
            if rule.when is None:
                raise Unfit("It holds for every lead; Zoho's rules need a criterion.")
            yield points, rule.when
            return
        case ByValue(field, entries, exact):
            if exact:
                raise Unfit("It tells upper and lower case apart.")
            kind = kinds.get(cleaned_key(field))
            if kind is Kind.MULTIPLE and len(entries) > 1:
                raise Unfit("Of several values only the first that fits gives points here.")
            first: dict[str | None, ValuePoints] = {}
            for entry in entries:  # the first that fits counts, in whatever case it is written
                first.setdefault(None if entry.value is None else cleaned_key(entry.value), entry)
            parts = [(entry.points, _value(field, entry, kind)) for entry in first.values()]
        case ByRange(field, entries):
            parts = [(entry.points, _range(field, entry)) for entry in entries]
        case _:
            raise Unfit("Zoho gives no points by the count of activities.")
    for points, part in parts:
        if points:  # no criterion is the same as no points
            yield points, part if rule.when is None else AllOf((rule.when, part))


def _value(field: str, entry: ValuePoints, kind: Kind | None) -> Condition:
    if entry.value is None:
        return FieldTest(field, Test.IS_BLANK)
    if kind is Kind.MULTIPLE:
        return FieldTest(field, Test.HAS_ANY_OF, (entry.value,))
    if kind is Kind.YES_NO and cleaned_key(entry.value) in ("yes", "no"):
        yes = cleaned_key(entry.value) == "yes"
        return FieldTest(field, Test.IS_YES if yes else Test.IS_NO)
    return FieldTest(field, Test.IS, (entry.value,))


def _range(field: str, entry: RangePoints) -> Condition:
    parts = []
    if entry.low is not None:
        parts.append(FieldTest(field, Test.AT_LEAST, (entry.low,)))
    if entry.high is not None:
        parts.append(FieldTest(field, Test.LESS_THAN, (entry.high,)))
    if not parts:
        return FieldTest(field, Test.IS_KNOWN)
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _signal(when: Condition) -> str | None:
    """The signal of "at least once, of one type, at any time, whatever its details"."""
    match when:
        case ActivityTest(quantity, Test.AT_LEAST, (1 | 1.0,)) if (
            quantity.measure is Measure.COUNT
            and len(quantity.of.types) == 1
            and quantity.of.days is None
            and quantity.of.where is None
        ):
            return _NAMESPACES.get(cleaned_key(quantity.of.types[0]))
    return None
